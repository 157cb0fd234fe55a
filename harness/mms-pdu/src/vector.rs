//! Octets that nobody on this project wrote, read in place from the folder that `ATTEST_VECTORS` names.

use std::borrow::ToOwned;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, fs};

use rstest::rstest;

use crate::context::Context;
use crate::error::{DecodeErrorKind, Fault, Production};
use crate::reader::Reader;
use crate::{
    Address, AddressKind, Charset, ContentType, DecodeError, EncodedString, Expiry, FromValue,
    MediaType, MessageClass, MessageType, Pdu, Priority, RetrieveStatus, SenderVisibility, Status,
    TextString, Tolerances, Version, YesNo, long_integer, multipart, value_length,
};

/// The folder, or a named skip.
fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ATTEST_VECTORS").map(PathBuf::from);
    if folder.is_none() {
        let reason = "ATTEST_VECTORS is not set";
        writeln!(std::io::stderr(), "skipped {test}: {reason}").unwrap();
    }
    folder
}

/// The text after `prefix` on a line of JSON, without its closing mark.
fn after<'l>(line: &'l str, prefix: &str) -> Option<&'l str> {
    let rest = line.trim().strip_prefix(prefix)?.trim_end_matches(',');
    Some(rest.strip_suffix('"').unwrap_or(rest))
}

/// What another dissector says: header fields with their values in order, and the Content-Locations of the parts.
struct Expectation {
    fields: Vec<(String, String)>,
    parts: usize,
    locations: Vec<String>,
}

fn expectation(json: &str) -> Expectation {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in json.lines() {
        if let Some(name) = after(line, "\"field\": \"") {
            fields.push((name.to_owned(), String::new()));
        } else if let (Some(value), Some(last)) = (after(line, "\"show\": \""), fields.last_mut()) {
            last.1 = value.to_owned();
        }
    }
    let count = json.lines().filter(|line| after(line, "\"n\": \"").is_some()).count();
    let locations = json.lines().filter_map(|line| after(line, "\"Content-Location: "));
    Expectation { fields, parts: count, locations: locations.map(str::to_owned).collect() }
}

impl Expectation {
    fn values(&self, field: &str) -> Vec<&str> {
        let name = format!("mmse.{field}");
        self.fields.iter().filter(|(own, _)| *own == name).map(|(_, value)| &**value).collect()
    }
}

fn texts<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

fn check_message(name: &str, octets: &[u8], json: &str) {
    let expected = expectation(json);
    let pdu = Pdu::decode(octets).unwrap_or_else(|error| panic!("{name}: {error}"));
    let encoded = pdu.encode();
    assert_eq!(Pdu::decode(&encoded), Ok(pdu.clone()), "{name}");
    assert!(encoded.len() <= octets.len() + 2, "{name}");
    let octet = format!("0x{:02x}", pdu.message_type().octet());
    assert_eq!(expected.values("message_type"), [octet], "{name}");
    match pdu {
        Pdu::RetrieveConf(pdu) => {
            assert_eq!(texts(&pdu.transaction_id), expected.values("transaction_id"), "{name}");
            assert_eq!(texts(&pdu.message_id), expected.values("message_id"), "{name}");
            assert_eq!(texts(&pdu.to), expected.values("to"), "{name}");
            let from = pdu.from.as_ref().and_then(FromValue::address);
            assert_eq!(texts(from), expected.values("from"), "{name}");
            // The dissector does not decode charsets.
            if pdu.subject.as_ref().is_some_and(|subject| subject.octets().is_ascii()) {
                assert_eq!(texts(&pdu.subject), expected.values("subject"), "{name}");
            }
            let application = expected.values("ffheader");
            let kept: Vec<_> = pdu.other.iter().filter_map(crate::Header::text_name).collect();
            assert_eq!(kept, application, "{name}");
            let locations = pdu.leaves();
            let locations = locations.iter().filter_map(|leaf| leaf.content_location);
            assert_eq!(texts(locations), expected.locations, "{name}");
            assert_eq!(pdu.leaves().len(), expected.parts, "{name}");
        }
        Pdu::NotificationInd(pdu) => {
            assert_eq!(texts([&pdu.transaction_id]), expected.values("transaction_id"), "{name}");
            assert_eq!(texts([pdu.message_size]), expected.values("message_size"), "{name}");
            let location = expected.values("content_location");
            assert_eq!(texts([&pdu.content_location]), location, "{name}");
            assert_eq!(texts(&pdu.subject), expected.values("subject"), "{name}");
            assert_eq!(pdu.expiry, Expiry::Relative(259_200), "{name}");
        }
        Pdu::SendReq(pdu) => {
            assert_eq!(texts([&pdu.transaction_id]), expected.values("transaction_id"), "{name}");
            assert_eq!(texts(&pdu.to), expected.values("to"), "{name}");
            assert_eq!(pdu.from, FromValue::InsertAddress, "{name}");
            assert_eq!(pdu.leaves().len(), expected.parts, "{name}");
        }
        Pdu::SendConf(pdu) => {
            assert_eq!(texts([&pdu.transaction_id]), expected.values("transaction_id"), "{name}");
            assert_eq!(texts(&pdu.message_id), expected.values("message_id"), "{name}");
            let status = format!("0x{:02x}", pdu.response_status.octet());
            assert_eq!(expected.values("response_status"), [status], "{name}");
        }
        other => panic!("{name}: {:?}", other.message_type()),
    }
}

#[test]
fn messages_of_the_enabler_test_specification_decode() {
    let Some(folder) = folder("messages_of_the_enabler_test_specification_decode") else { return };
    let mut count = 0;
    for entry in fs::read_dir(folder.join("oma-ets")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".json") {
            continue;
        }
        let json = fs::read_to_string(path.with_file_name(format!("{name}.expect.json"))).unwrap();
        check_message(&name, &fs::read(&path).unwrap(), &json);
        count += 1;
    }
    assert_eq!(count, 23);
}

#[rstest]
#[case("rc-mms-1-3-con-211.mms", "Shõrt Téxt - ¥üëäÿ", 1, "text/plain", Some(Charset::US_ASCII))]
#[case("rc-mms-1-3-con-214.mms", "MMS-1.3-con-214", 0, "text/plain", Some(Charset::UTF_16))]
#[case("rc-mms-1-3-con-216.mms", "MMS-1.3-con-216", 1, "image/jpeg", None)]
#[case("rc-mms-1-3-con-228.mms", "MMS-1.3-con-228", 1, "image/vnd.wap.wbmp", None)]
fn subjects_and_parts_are_what_the_case_says(
    #[case] name: &str,
    #[case] subject: &str,
    #[case] index: usize,
    #[case] media_type: &str,
    #[case] charset: Option<Charset>,
) {
    let Some(folder) = folder(name) else { return };
    let octets = fs::read(folder.join("oma-ets").join(name)).unwrap();
    let Pdu::RetrieveConf(pdu) = Pdu::decode(&octets).unwrap() else { panic!("{name}") };
    assert_eq!(pdu.subject.as_ref().unwrap().text(), subject);
    let leaves = pdu.leaves();
    assert!(leaves[index].content_type.media_type.is(media_type));
    assert_eq!(leaves[index].content_type.charset(), charset);
    if charset == Some(Charset::UTF_16) {
        let text = Charset::UTF_16.decode(leaves[index].data).unwrap();
        assert!(text.starts_with("French ê has a roof over the e."), "{text}");
    }
}

#[rstest]
// The Value-length of the content type promises 2 GiB behind it.
#[case("ct-param-oversized-value-length.pdu", 9, Production::ContentType, Fault::Malformed)]
// An octet 0x40 where From needs a Value-length.
#[case("from-invalid-value-length.pdu", 3, Production::ValueLength, Fault::Malformed)]
// A legal media type in a PDU that has no body.
#[case("unknown-constrained-media.pdu", 2, Production::FieldName, Fault::Violation)]
fn malformed_vectors_fail_where_they_are_wrong(
    #[case] name: &str,
    #[case] offset: usize,
    #[case] production: Production,
    #[case] fault: Fault,
) {
    let Some(folder) = folder(name) else { return };
    let octets = fs::read(folder.join("malformed").join(name)).unwrap();
    let error = Pdu::decode(&octets).unwrap_err();
    assert_eq!((error.offset, error.production, error.fault()), (offset, production, fault));
}

#[test]
fn a_part_that_reaches_beyond_the_end_fails_at_its_data() {
    let name = "part-length-exceeds-remaining.multipart";
    let Some(folder) = folder(name) else { return };
    let octets = fs::read(folder.join("malformed").join(name)).unwrap();
    let error = multipart::decode(&octets, Tolerances::DEFAULT).unwrap_err();
    assert_eq!((error.offset, error.production), (7, Production::Data));
    assert_eq!(error.kind, DecodeErrorKind::Truncated);
    assert_eq!(error.promised_by.map(|promise| promise.offset), Some(2));
}

/// One case of the value vectors: a type, octets, and whether they are an error.
struct ValueCase {
    production: String,
    octets: Vec<u8>,
    expect: String,
    is_error: bool,
}

impl ValueCase {
    /// Tells whether the expectation is `shown`, where it is a text or number without escapes.
    fn shows(&self, shown: &str) -> bool {
        let text = self.expect.trim_matches('"');
        shown.is_empty() || text.starts_with('{') || text.contains("\\u") || shown == text
    }
}

fn value_cases(json: &str) -> Vec<ValueCase> {
    let mut cases = Vec::new();
    let mut fields: BTreeMap<&str, &str> = BTreeMap::new();
    let mut previous = "";
    for line in json.lines().map(str::trim) {
        if let Some(operation) = after(line, "\"op\": \"") {
            fields.clear();
            fields.insert("type", after(previous, "\"type\": \"").unwrap());
            fields.insert("op", operation);
        }
        for key in ["bytes", "expect"] {
            if let Some(value) = after(line, &format!("\"{key}\": ")) {
                fields.entry(key).or_insert(value);
            }
        }
        let error = after(line, "\"error\": ").filter(|_| fields.get("op") == Some(&"decode"));
        if let Some(error) = error {
            cases.push(ValueCase {
                production: fields["type"].to_owned(),
                octets: octets_of(fields["bytes"].trim_matches('"')),
                expect: fields.get("expect").copied().unwrap_or_default().to_owned(),
                is_error: error != "null",
            });
        }
        previous = line;
    }
    cases
}

fn octets_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// Decodes a value of a production; `None` for one that has no type here.
fn decode_value(production: &str, octets: &[u8]) -> Option<Result<String, DecodeError>> {
    let context = Context::new(octets.len(), Tolerances::DEFAULT);
    let mut reader = Reader::new(octets, &context);
    let unknown = reader.error(Production::Enumeration, DecodeErrorKind::UnexpectedOctet(0));
    let assigned = |known: bool| if known { Ok(String::new()) } else { Err(unknown.clone()) };
    let reader = &mut reader;
    let done = Ok(String::new());
    Some(match production {
        "Boolean-value" => YesNo::read(reader).and_then(|value| assigned(value.is_assigned())),
        "Priority-value" => Priority::read(reader).and_then(|value| assigned(value.is_assigned())),
        "Sender-visibility-value" => {
            SenderVisibility::read(reader).and_then(|value| assigned(value.is_assigned()))
        }
        "Status-value" => Status::read(reader).and_then(|value| assigned(value.is_assigned())),
        "Message-type-value" => {
            MessageType::read(reader).and_then(|value| assigned(value.is_assigned()))
        }
        "Retrieve-status-value" => RetrieveStatus::read(reader).and(done),
        "Message-class-value" => MessageClass::read(reader).and(done),
        "Expiry-value" => Expiry::read(reader).and(done),
        "From-value" => FromValue::read(reader).and(done),
        "Content-type-value" => ContentType::read(reader).and(done),
        "Type-value" => MediaType::read(reader).and_then(|value| assigned(value.name().is_some())),
        "Encoded-string-value" => EncodedString::read(reader).map(|text| text.to_string()),
        "Uri-value" | "Content-location-value" => {
            TextString::read(reader).map(|text| text.to_string())
        }
        "Value-length" => value_length::read(reader).map(|field| field.length.to_string()),
        "Date-value" => long_integer::read(reader).map(|value| value.to_string()),
        "Version-value" => Version::read(reader).map(|version| version.to_string()),
        "Well-known-charset" => {
            Charset::read(reader).and_then(|charset| assigned(charset.name().is_some()))
        }
        "Address" => {
            Address::read(reader).and_then(|address| assigned(address.kind() != AddressKind::Other))
        }
        _ => return None,
    })
}

/// Cases in which the clause and the other codec part, with the reason.
const PARTED: &[(&str, &[u8])] = &[
    // ENC 8: an alphanumeric short code has letters and digits, no `_`.
    ("Address", b"H0w_D0_Y0u_Turn_Th1s_0n\0"),
    // WSP 8.4.2.1: a Long-integer may have leading zero octets, up to 30 octets in all.
    ("Well-known-charset", &[0x07, 0, 0, 0, 0, 0, 0, 0, 0x03]),
];

#[test]
fn values_of_another_codec_agree() {
    let Some(folder) = folder("values_of_another_codec_agree") else { return };
    let json = fs::read_to_string(folder.join("values/gecko-cc0-vectors.json")).unwrap();
    let (mut agreed, mut parted) = (0, Vec::new());
    for case in value_cases(&json) {
        let Some(value) = decode_value(&case.production, &case.octets) else { continue };
        let agrees = match &value {
            Err(_) => case.is_error,
            Ok(shown) => !case.is_error && case.shows(shown),
        };
        if agrees {
            agreed += 1;
        } else {
            parted.push((case.production, case.octets));
        }
    }
    let expected = PARTED.iter().map(|(name, octets)| ((*name).to_owned(), octets.to_vec()));
    assert_eq!(parted, expected.collect::<Vec<_>>());
    assert_eq!(agreed, 675);
}
