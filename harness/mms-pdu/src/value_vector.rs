//! Values of another codec, in the folder that `ATTEST_VECTORS` names: what it decodes, what it encodes, what it refuses.
//!
//! Every case is run. A production or operation without an arm here fails the test, so none is left out unseen.

use std::borrow::ToOwned;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, fs};

use serde_json::{Value, json};

use crate::context::Context;
use crate::error::DecodeErrorKind;
use crate::field::Field;
use crate::field_value::FieldValue;
use crate::header::Fields;
use crate::parameter::read_text_value;
use crate::reader::Reader;
use crate::sink::{Sink, collect};
use crate::vector::folder;
use crate::{
    Address, AddressKind, CancelStatus, Charset, ContentClass, ContentType, CountedLocation,
    DecodeError, ElementDescriptor, ElementParameter, EncodedString, Expiry, FlagAction, FromValue,
    MediaType, MessageClass, MessageType, MmFlags, MmState, Parameter, PreviouslySentBy,
    PreviouslySentDate, Priority, QValue, ReadStatus, ReplyCharging, RetrievalMode, RetrieveStatus,
    SenderVisibility, Status, TextString, TokenText, Tolerances, UntypedValue, Version, YesNo,
    long_integer, value_length,
};

/// The number of cases.
const CASES: usize = 1_263;
/// Two in a hundred.
const EXCEPTIONS_MAX: usize = CASES * 2 / 100;

/// Cases in which the clause and the other codec part.
struct Exception {
    production: &'static str,
    operation: &'static str,
    /// Tells the cases from the others of the production.
    is: fn(&Case) -> bool,
    cases: usize,
    /// The clause, and what it says.
    clause: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        production: "Address",
        operation: "decode",
        is: |case| case.octets.contains(&b'_') && !case.octets.contains(&b'/'),
        cases: 1,
        clause: "ENC 8: an alphanumeric short code has letters and digits, no low line",
    },
    Exception {
        production: "Well-known-charset",
        operation: "decode",
        is: |case| case.octets.len() > 5,
        cases: 1,
        clause: "WSP 8.4.2.1: a Long-integer has up to 30 octets, and leading ones may be zero",
    },
    Exception {
        production: "header-block",
        operation: "encode",
        is: |case| case.value["type"] == "m-send-req",
        cases: 1,
        clause: "ENC 6, M-Send.req: From is mandatory, and the block has none",
    },
];

/// A value and its octets.
struct Case {
    production: String,
    operation: String,
    octets: Vec<u8>,
    /// What is decoded, or is to be encoded.
    value: Value,
    is_error: bool,
}

fn cases(json: &str) -> Vec<Case> {
    let file: Value = serde_json::from_str(json).unwrap();
    let text = |case: &Value, key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let vectors = file["vectors"].as_array().unwrap();
    vectors
        .iter()
        .map(|case| Case {
            production: text(case, "type"),
            operation: text(case, "op"),
            octets: octets_of(&text(case, "bytes")),
            value: case.get("value").unwrap_or_else(|| &case["expect"]).clone(),
            is_error: !case["error"].is_null(),
        })
        .collect()
}

fn octets_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

impl Case {
    fn agrees(&self) -> bool {
        match &*self.operation {
            "decode" => match decode(&self.production, &self.octets) {
                Ok(value) => !self.is_error && is_same(&value, &self.value),
                Err(_) => self.is_error,
            },
            "encode" => match encode(&self.production, &self.value) {
                Some(octets) => !self.is_error && octets == self.octets,
                None => self.is_error,
            },
            other => panic!("no operation {other}"),
        }
    }
}

/// Compares values; 0 and 0.0 are the same.
fn is_same(own: &Value, expected: &Value) -> bool {
    own == expected || own.as_f64().is_some_and(|own| expected.as_f64() == Some(own))
}

/// Decodes a value in the words of the file.
fn decode(production: &str, octets: &[u8]) -> Result<Value, DecodeError> {
    let context = Context::new(octets.len(), Tolerances::DEFAULT);
    let mut reader = Reader::new(octets, &context);
    let unassigned = reader.unexpected(crate::Production::Enumeration);
    let reader = &mut reader;
    /// An enumerated value, if it is assigned.
    macro_rules! octet {
        ($name:ident) => {{
            let value = $name::read(reader)?;
            value.is_assigned().then(|| json!(value.octet())).ok_or(unassigned)
        }};
    }
    match production {
        "Boolean-value" => {
            let value = YesNo::read(reader)?;
            value.is_assigned().then(|| json!(value == YesNo::Yes)).ok_or(unassigned)
        }
        "Cancel-status-value" => octet!(CancelStatus),
        "Content-class-value" => octet!(ContentClass),
        "Message-type-value" => octet!(MessageType),
        "MM-state-value" => octet!(MmState),
        "Priority-value" => octet!(Priority),
        "Read-status-value" => octet!(ReadStatus),
        "Recommended-retrieval-mode-value" => octet!(RetrievalMode),
        "Reply-charging-value" => octet!(ReplyCharging),
        "Sender-visibility-value" => octet!(SenderVisibility),
        "Status-value" => octet!(Status),
        "Retrieve-status-value" => Ok(match RetrieveStatus::read(reader)? {
            RetrieveStatus::Unknown(octet @ 0xC0..) => json!(octet),
            unknown @ RetrieveStatus::Unknown(_) => {
                let effective = unknown.effective();
                json!(format!("treat as {effective} ({})", effective.octet()))
            }
            assigned => json!(assigned.octet()),
        }),
        "Message-class-value" | "Class-identifier" => match MessageClass::read(reader)? {
            MessageClass::Unknown(_) => Err(unassigned),
            MessageClass::Token(_) if production == "Class-identifier" => Err(unassigned),
            MessageClass::Token(token) => Ok(json!(token.as_str())),
            class => Ok(json!(class.to_string().to_lowercase())),
        },
        "Expiry-value" => Ok(match Expiry::read(reader)? {
            Expiry::Absolute(seconds) => json!({ "absolute": seconds }),
            Expiry::Relative(seconds) => json!({ "relative": seconds }),
        }),
        "From-value" => match FromValue::read(reader)? {
            FromValue::InsertAddress => Ok(json!("insert-address")),
            FromValue::Address(address) => address_value(&address).ok_or(unassigned),
        },
        "Address" => address_value(&Address::read(reader)?).ok_or(unassigned),
        "Previously-sent-by-value" => {
            let by = PreviouslySentBy::read(reader)?;
            Ok(json!({ "count": by.count, "address": by.address.text() }))
        }
        "Previously-sent-date-value" => {
            let value = PreviouslySentDate::read(reader)?;
            Ok(json!({ "count": value.count, "date": value.date }))
        }
        "Element-descriptor-value" => ElementDescriptor::read(reader).map(|it| descriptor(&it)),
        "MM-flags-value" => {
            let flags = MmFlags::read(reader)?;
            let value = json!({ "type": flags.action.octet(), "text": flags.keyword.text() });
            flags.action.is_assigned().then_some(value).ok_or(unassigned)
        }
        "Content-location-value" => {
            TextString::read(reader).map(|uri| json!({ "uri": uri.as_str() }))
        }
        "Content-location-del-value" => {
            let location = CountedLocation::read(reader)?;
            Ok(json!({ "count": location.count, "uri": location.uri.as_str() }))
        }
        "Content-type-value" => ContentType::read(reader).map(|it| content_type(&it)),
        "Type-value" => MediaType::read(reader)?.name().map(|it| json!(it)).ok_or(unassigned),
        "Encoded-string-value" => EncodedString::read(reader).map(|text| json!(text.text())),
        "Uri-value" => TextString::read(reader).map(|text| json!(text.as_str())),
        "No-value" => {
            let text = read_text_value(reader)?;
            text.is_empty().then_some(Value::Null).ok_or(unassigned)
        }
        "Value-length" => value_length::read(reader).map(|field| json!(field.length)),
        "Date-value" => long_integer::read(reader).map(|value| json!(value)),
        "Q-value" => {
            QValue::read(reader).map(|value| json!(f64::from(value.thousandths()) / 1_000.0))
        }
        "Version-value" => Version::read(reader).map(|version| json!(version.to_string())),
        "Well-known-charset" => Charset::read(reader)?.name().map(|it| json!(it)).ok_or(unassigned),
        "header-block" => header_block(*reader),
        other => panic!("no decoder for {other}"),
    }
}

fn address_value(address: &Address<'_>) -> Option<Value> {
    let kind = match address.kind() {
        AddressKind::Plmn | AddressKind::Ipv4 | AddressKind::Ipv6 | AddressKind::Device => {
            address.device_type()?.into_owned()
        }
        AddressKind::Email => "email".to_owned(),
        AddressKind::NumShortcode => "num".to_owned(),
        AddressKind::AlphanumShortcode => "alphanum".to_owned(),
        AddressKind::Other => return None,
    };
    Some(json!({ "address": address.bare(), "type": kind }))
}

fn descriptor(descriptor: &ElementDescriptor<'_>) -> Value {
    let mut value = json!({ "ref": descriptor.reference.as_str() });
    for parameter in &descriptor.parameters {
        let ElementParameter::Type(MediaType::WellKnown(number)) = parameter else {
            panic!("no parameter {parameter:?}");
        };
        value["params"]["type"] = json!(number);
    }
    value
}

fn content_type(content_type: &ContentType<'_>) -> Value {
    let mut value = json!({ "media": content_type.media_type.name(), "params": null });
    for parameter in &content_type.parameters {
        let (name, text) = match parameter {
            Parameter::Start(text) => ("start".to_owned(), text),
            Parameter::Named { name, value: UntypedValue::Text(text) } => {
                (name.to_lowercase(), text)
            }
            other => panic!("no parameter {other:?}"),
        };
        value["params"][&*name] = json!(text.as_str());
    }
    value
}

/// Walks over header fields up to Content-Type.
fn header_block(reader: Reader<'_, '_>) -> Result<Value, DecodeError> {
    let mut fields = Fields::new(reader);
    let mut block = json!({});
    while let Some(field) = fields.next()? {
        let value = FieldValue::read(field, fields.value())?;
        match value {
            FieldValue::Version(version) => block["version"] = json!(version.to_string()),
            FieldValue::Address(address) => {
                let name = field.to_string().to_lowercase();
                let list = block.as_object_mut().unwrap().entry(name).or_insert(json!([]));
                list.as_array_mut().unwrap().push(json!(address.text()));
            }
            FieldValue::ContentType(content_type) => {
                block["content-type"] = json!(content_type.media_type.name());
                return Ok(block);
            }
            other => panic!("no field {other:?}"),
        }
    }
    let kind = DecodeErrorKind::MissingHeader(Field::ContentType);
    Err(fields.value().error(crate::Production::Pdu, kind))
}

/// Encodes a value that is in the words of the file; `None` for one that cannot be encoded.
fn encode(production: &str, value: &Value) -> Option<Vec<u8>> {
    let text = || value.as_str().unwrap();
    let number = || value.as_u64().unwrap();
    /// An enumerated value, if it is assigned.
    macro_rules! octet {
        ($name:ident) => {{
            let value = $name::from_octet(u8::try_from(number()).unwrap());
            value.is_assigned().then(|| put(|sink| crate::value::Value::write(&value, sink)))
        }};
    }
    match production {
        "Boolean-value" => {
            let value = YesNo::from(value.as_bool().unwrap());
            Some(put(|sink| sink.put(&[value.octet()])))
        }
        "Cancel-status-value" => octet!(CancelStatus),
        "Content-class-value" => octet!(ContentClass),
        "Message-type-value" => octet!(MessageType),
        "MM-state-value" => octet!(MmState),
        "Priority-value" => octet!(Priority),
        "Read-status-value" => octet!(ReadStatus),
        "Reply-charging-value" => octet!(ReplyCharging),
        "Sender-visibility-value" => octet!(SenderVisibility),
        "Status-value" => octet!(Status),
        "Message-class-value" => {
            let assigned = (0x80..=0x83).map(MessageClass::from_octet);
            let mut named = assigned.filter(|class| class.to_string().to_lowercase() == text());
            let token = || TokenText::new(text()).ok().map(MessageClass::Token);
            named.next().or_else(token).map(|class| put(|sink| class.write(sink)))
        }
        "Expiry-value" => {
            let expiry = match value["absolute"].as_u64() {
                Some(seconds) => Expiry::Absolute(seconds),
                None => Expiry::Relative(value["relative"].as_u64()?),
            };
            Some(put(|sink| expiry.write(sink)))
        }
        "From-value" => {
            let from = match value.as_str() {
                Some("insert-address") => FromValue::InsertAddress,
                _ => FromValue::Address(address_of(value)?),
            };
            Some(put(|sink| from.write(sink)))
        }
        "MM-flags-value" => {
            let action = FlagAction::from_octet(u8::try_from(value["type"].as_u64()?).ok()?);
            let keyword = EncodedString::from_text(value["text"].as_str()?);
            let flags = action.is_assigned().then_some(MmFlags { action, keyword })?;
            Some(put(|sink| flags.write(sink)))
        }
        "Type-value" => {
            MediaType::from_name(text()).ok().map(|media| put(|sink| media.write(sink)))
        }
        "Encoded-string-value" => {
            let text = EncodedString::from_text(text());
            Some(put(|sink| text.write(sink)))
        }
        "Value-length" => {
            let length = usize::try_from(number()).unwrap();
            Some(put(|sink| value_length::write(sink, length)))
        }
        "Date-value" => Some(put(|sink| long_integer::write(sink, number()))),
        "Q-value" => {
            let thousandths = format!("{:.0}", value.as_f64()? * 1_000.0).parse().ok()?;
            QValue::from_thousandths(thousandths).map(|value| put(|sink| value.write(sink)))
        }
        "Version-value" => {
            let (major, minor) = text().split_once('.')?;
            let version = Version::new(major.parse().ok()?, Some(minor.parse().ok()?))?;
            Some(put(|sink| version.write(sink)))
        }
        "Well-known-charset" => {
            Charset::from_name(text()).map(|charset| put(|sink| charset.write(sink)))
        }
        // Nothing here writes a message without a sender.
        "header-block" => None,
        other => panic!("no encoder for {other}"),
    }
}

fn address_of(value: &Value) -> Option<Address<'static>> {
    let text = format!("{}/TYPE={}", value["address"].as_str()?, value["type"].as_str()?);
    Address::from_dialled(&text).ok()
}

fn put(write: impl Fn(&mut dyn Sink)) -> Vec<u8> {
    collect(write)
}

#[test]
fn values_of_another_codec_agree_but_for_listed_exceptions() {
    let Some(folder) = folder("values_of_another_codec_agree_but_for_listed_exceptions") else {
        return;
    };
    let json = fs::read_to_string(folder.join("values/gecko-cc0-vectors.json")).unwrap();
    let cases = cases(&json);
    assert_eq!(cases.len(), CASES);
    let mut parted: Vec<&Case> = cases.iter().filter(|case| !case.agrees()).collect();
    let mut exceptions = 0;
    for exception in EXCEPTIONS {
        let before = parted.len();
        parted.retain(|case| {
            case.production != exception.production
                || case.operation != exception.operation
                || !(exception.is)(case)
        });
        assert_eq!(before - parted.len(), exception.cases, "{}", exception.clause);
        exceptions += exception.cases;
    }
    assert!(exceptions <= EXCEPTIONS_MAX);
    let unexplained = parted.iter().map(|case| {
        format!("{} {} {:02X?} {}", case.operation, case.production, case.octets, case.value)
    });
    assert_eq!(unexplained.collect::<Vec<_>>(), Vec::<String>::new());
}
