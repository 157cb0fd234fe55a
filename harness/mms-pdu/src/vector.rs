//! Octets that nobody on this project wrote, read in place from the folder that `ATTEST_VECTORS` names.

use std::borrow::ToOwned;
use std::io::Write;
use std::path::PathBuf;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, fs, vec};

use rstest::rstest;
use serde_json::Value;

use crate::context::Context;
use crate::error::{DecodeErrorKind, Fault, Production};
use crate::field::Field;
use crate::field_value::FieldValue;
use crate::header::Header;
use crate::reader::Reader;
use crate::{
    Charset, ContentType, DecodeError, Expiry, FromValue, Leaf, MessageClass, Parameter, Pdu,
    Tolerances, multipart,
};

/// The folder, or a named skip.
pub(crate) fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ATTEST_VECTORS").map(PathBuf::from);
    if folder.is_none() {
        let reason = "ATTEST_VECTORS is not set";
        writeln!(std::io::stderr(), "skipped {test}: {reason}").unwrap();
    }
    folder
}

/// A header field in the words of the other dissector.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Entry {
    name: String,
    shown: String,
    offset: u64,
    octets: u64,
}

/// What the other dissector says.
fn expected_entries(expectation: &Value) -> Vec<Entry> {
    let fields = expectation["mmse"].as_array().unwrap();
    fields
        .iter()
        .map(|field| Entry {
            name: field["field"].as_str().unwrap().to_owned(),
            shown: field["show"].as_str().unwrap().to_owned(),
            offset: field["pos"].as_u64().unwrap(),
            octets: field["size"].as_u64().unwrap(),
        })
        .collect()
}

/// What is read here, up to Content-Type.
fn entries(octets: &[u8]) -> Result<Vec<Entry>, DecodeError> {
    let context = Context::new(octets.len(), Tolerances::DEFAULT);
    let mut reader = Reader::new(octets, &context);
    let mut entries = Vec::new();
    let mut last = None;
    while !reader.is_empty() && last != Some(Field::ContentType) {
        let start = reader.offset();
        let (name, shown, start) = match reader.peek() {
            Some(octet @ 0x80..) => {
                reader.skip_octet();
                let field = Field::from_number(octet);
                last = Some(field);
                let value = FieldValue::read(field, &mut reader)?;
                let (name, shown) = words(field, &value);
                // The other dissector leaves the number of Content-Type out.
                (name, shown, start + usize::from(field == Field::ContentType))
            }
            _ => {
                let header = Header::read_application(&mut reader)?;
                ("mmse.ffheader".to_owned(), header.text_name().unwrap().to_owned(), start)
            }
        };
        let octets = u64::try_from(reader.offset() - start).unwrap();
        entries.push(Entry { name, shown, offset: u64::try_from(start).unwrap(), octets });
    }
    Ok(entries)
}

/// The other dissector's name of a field, and how it shows the value.
fn words(field: Field, value: &FieldValue<'_>) -> (String, String) {
    let name = field.to_string().to_lowercase().replace("x-mms-", "").replace('-', "_");
    let octet = |octet: u8| format!("0x{octet:02x}");
    let (suffix, shown) = match value {
        FieldValue::MessageType(value) => ("", octet(value.octet())),
        FieldValue::Priority(value) => ("", octet(value.octet())),
        FieldValue::SenderVisibility(value) => ("", octet(value.octet())),
        FieldValue::YesNo(value) => ("", octet(value.octet())),
        FieldValue::ResponseStatus(value) => ("", octet(value.octet())),
        FieldValue::MessageClass(MessageClass::Token(token)) => (".str", token.to_string()),
        FieldValue::MessageClass(class) => (".id", octet(class.octet().unwrap())),
        FieldValue::Version(version) => ("", version.to_string()),
        FieldValue::Text(text) => ("", text.to_string()),
        FieldValue::EncodedString(text) if text.octets().is_ascii() => ("", text.to_string()),
        FieldValue::EncodedString(text) => ("", without_charset(text.octets())),
        FieldValue::Address(address) => ("", address.to_string()),
        FieldValue::From(FromValue::Address(address)) => ("", address.to_string()),
        FieldValue::From(FromValue::InsertAddress) => ("", "<insert address>".to_owned()),
        FieldValue::LongInteger(date) if field == Field::Date => ("", shown_date(*date)),
        FieldValue::LongInteger(value) => ("", value.to_string()),
        FieldValue::Expiry(Expiry::Relative(seconds)) => (".rel", format!("{seconds}.000000000")),
        FieldValue::ContentType(value) => {
            return ("content-type".to_owned(), format!("Content-Type: {}", shown_type(value)));
        }
        other => panic!("no words for {field}: {other:?}"),
    };
    (format!("mmse.{name}{suffix}"), shown)
}

/// The other dissector does not decode charsets (ENC 7.3.19 has one): it shows each octet above 0x7F as U+FFFD.
fn without_charset(octets: &[u8]) -> String {
    let shown = |octet: &u8| match octet {
        0x80.. => char::REPLACEMENT_CHARACTER,
        octet => char::from(*octet),
    };
    octets.iter().map(shown).collect()
}

/// `Mon day, year hour:minute:second`, the day padded with a blank.
fn shown_date(seconds: u64) -> String {
    const MONTHS: [(&str, u64); 12] = [
        ("Jan", 31),
        ("Feb", 28),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];
    let (mut days, time) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970;
    let leap = |year: u64| u64::from(year.is_multiple_of(4));
    while days >= 365 + leap(year) {
        days -= 365 + leap(year);
        year += 1;
    }
    for (month, length) in MONTHS {
        let length = length + if month == "Feb" { leap(year) } else { 0 };
        if days < length {
            let (hours, minutes, rest) = (time / 3_600, time / 60 % 60, time % 60);
            let clock = format!("{hours:02}:{minutes:02}:{rest:02}");
            return format!("{month} {:2}, {year} {clock}.000000000 UTC", days + 1);
        }
        days -= length;
    }
    panic!("no date for {seconds}");
}

/// A content type as a MIME header has it.
fn shown_type(content_type: &ContentType<'_>) -> String {
    let parameters = content_type.parameters.iter().map(|parameter| {
        let (name, value) = match parameter {
            Parameter::Charset(charset) => ("charset", charset.to_string().to_uppercase()),
            Parameter::Name(name) => ("Name", name.to_string()),
            Parameter::RelatedType(media) => ("type", media.to_string()),
            Parameter::Start(start) => ("Start", start.to_string()),
            other => panic!("no words for {other:?}"),
        };
        format!("; {name}={value}")
    });
    content_type.media_type.to_string() + &parameters.collect::<String>()
}

/// A part's headers as the other dissector shows them.
fn shown_headers(leaf: &Leaf<'_>) -> Vec<String> {
    let mut shown = vec![format!("Content-Type: {}", shown_type(leaf.content_type))];
    // The one part header of the files that has no type here: Accept-Charset, number 1, us-ascii.
    if let [header] = leaf.headers {
        assert_eq!((header.field(), header.value.octets()), (Some(Field::Bcc), &[0x83][..]));
        shown.push("Accept-Charset: US-ASCII".to_owned());
    }
    shown.extend(leaf.content_id.map(|id| format!("Content-Id: \"{id}\"")));
    shown.extend(leaf.content_location.map(|location| format!("Content-Location: {location}")));
    shown
}

fn leaves<'p>(pdu: &'p Pdu<'_>) -> Vec<Leaf<'p>> {
    match pdu {
        Pdu::RetrieveConf(pdu) => pdu.leaves(),
        Pdu::SendReq(pdu) => pdu.leaves(),
        _ => Vec::new(),
    }
}

/// The fields without their places, sorted.
fn sorted(entries: Vec<Entry>) -> Vec<(String, String)> {
    let mut fields: Vec<_> = entries.into_iter().map(|entry| (entry.name, entry.shown)).collect();
    fields.sort();
    fields
}

fn check_message(name: &str, octets: &[u8], json: &str) {
    let file: Value = serde_json::from_str(json).unwrap();
    let expectation = &file["tshark_4_0_17"];
    assert_eq!(entries(octets).unwrap(), expected_entries(expectation), "{name}");
    let pdu = Pdu::decode(octets).unwrap_or_else(|error| panic!("{name}: {error}"));
    // The typed PDU holds every field, and loses none when it is written.
    let encoded = pdu.encode();
    assert_eq!(Pdu::decode(&encoded).as_ref(), Ok(&pdu), "{name}");
    assert!(encoded.len() <= octets.len() + 2, "{name}");
    assert_eq!(sorted(entries(&encoded).unwrap()), sorted(entries(octets).unwrap()), "{name}");
    let text = |header: &Value| header.as_str().unwrap().to_owned();
    let parts = expectation["parts"].as_array().unwrap().iter();
    let expected = parts.map(|part| part["headers"].as_array().unwrap().iter().map(text).collect());
    let parts: Vec<_> = leaves(&pdu).iter().map(shown_headers).collect();
    assert_eq!(parts, expected.collect::<Vec<Vec<_>>>(), "{name}");
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
