//! The header fields and parts of a PDU as each codec reads them, compared.
//!
//! `mms-pdu` has typed members and no places. So each stretch that `mock-mmsc` takes for a header field is given to it
//! again, and has to be exactly one value with the same meaning; and the PDU that it decoded is written and taken apart
//! again, so that no member got lost or went to another field.

use mms_pdu::{
    Body, ContentType, EncodedString, Expiry, Field as Name, FieldValue, FlagAction, FromValue,
    Header, HeaderName, MessageClass, Parameter, Part, Pdu, RawValue, UntypedValue,
};
use mock_mmsc::dissect::{Dissection, Field, Kind, PartView, dissect};

/// Blanks of RFC 2616 2.2.
const BLANKS: [char; 2] = [' ', '\t'];

/// How the codecs differ about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Offset of the header field or part.
    pub(super) offset: usize,
    /// Name of the header field, or of what differs about a part.
    pub(super) name: String,
    /// What each says.
    pub(super) text: String,
}

/// Every difference between what `mms-pdu` decoded and what `mock-mmsc` read.
pub(super) fn differences(
    octets: &[u8],
    pdu: &Pdu<'_>,
    dissection: &Dissection,
) -> Vec<Difference> {
    let mut found: Vec<Difference> =
        dissection.header_fields().filter_map(|field| header(field, &dissection.octets)).collect();
    found.extend(members(pdu, dissection));
    if let Some((content_type, body)) = content(pdu) {
        found.extend(whole(content_type, body, dissection, octets));
    }
    found
}

fn differs(field: &Field, ours: String, mocks: String) -> Option<Difference> {
    let text = || format!("mms-pdu {ours:?}, mock-mmsc {mocks:?}");
    (plain(&ours) != plain(&mocks)).then(|| Difference {
        offset: field.offset,
        name: field.name.clone().into_owned(),
        text: text(),
    })
}

/// The words of a value without what is a matter of style.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('-', " ").replace(" (unassigned)", "")
}

/// One header field, by its octets; one that cannot be read is left to the verdicts.
fn header(field: &Field, octets: &[u8]) -> Option<Difference> {
    if field.hole().is_some() {
        return None;
    }
    let raw = field.raw(octets);
    let is_text = field.kind == Kind::ApplicationHeader;
    let code = if is_text { raw.iter().position(|octet| *octet == 0)? } else { 0 };
    let (code, value) = raw.split_at_checked(code + 1)?;
    let named = |text: &str| differs(field, text.to_owned(), field.value.to_string());
    let Some(value) = whole_value(value) else { return named("no value of that extent") };
    if is_text {
        return value.text().and_then(|text| named(&text));
    }
    let number = code.first()? & 0x7F;
    let name = Name::from_number(number).name();
    if name.is_some_and(|name| name != field.name) {
        return differs(
            field,
            name.unwrap_or_default().to_owned(),
            field.name.clone().into_owned(),
        );
    }
    let header = Header { name: HeaderName::Assigned(number), value };
    // A value of another form is left to the verdicts too.
    header.typed()?.ok().and_then(|value| meaning(field, &value))
}

/// Octets as exactly one value. A text whose first octet is above 0x7F is given the quote that it lacks.
fn whole_value(octets: &[u8]) -> Option<RawValue<'_>> {
    RawValue::new(octets).or_else(|| RawValue::new([&[0x7F], octets].concat()))
}

/// The value of a header field.
fn meaning(field: &Field, value: &FieldValue<'_>) -> Option<Difference> {
    let shown = |text: String| differs(field, text, field.value.to_string());
    let number =
        |number: u64| differs(field, format!("{:?}", Some(number)), format!("{:?}", field.number));
    let octet = |octet: u8, word: Option<&str>| {
        number(octet.into()).or_else(|| word.and_then(|word| shown(word.to_owned())))
    };
    match value {
        FieldValue::Address(address) => encoded(field, address.encoded()),
        FieldValue::CancelStatus(value) => octet(value.octet(), value.name()),
        FieldValue::ContentClass(value) => octet(value.octet(), value.name()),
        FieldValue::ContentType(value) => content_type(field, value),
        FieldValue::CountedLocation(value) => {
            number(value.count).or_else(|| shown(value.uri.as_str().to_owned()))
        }
        FieldValue::ElementDescriptor(value) => shown(value.reference.as_str().to_owned()),
        FieldValue::EncodedString(value) => encoded(field, value),
        FieldValue::Expiry(Expiry::Absolute(seconds)) => {
            number(*seconds).or_else(|| shown(date(*seconds)))
        }
        FieldValue::Expiry(Expiry::Relative(seconds)) => shown(format!("in {seconds} s")),
        FieldValue::From(FromValue::Address(address)) => encoded(field, address.encoded()),
        FieldValue::From(FromValue::InsertAddress) => shown("insert-address".to_owned()),
        FieldValue::Integer(value) => number(value.0),
        FieldValue::LongInteger(value) => number(*value),
        FieldValue::MessageClass(MessageClass::Token(token)) => shown(token.as_str().to_owned()),
        FieldValue::MessageClass(value) => number(value.octet()?.into()),
        FieldValue::MessageType(value) => {
            octet(value.octet(), value.name().map(str::to_lowercase).as_deref())
        }
        FieldValue::MmFlags(value) => {
            shown(format!("{} {}", word(value.action), value.keyword.text()))
        }
        FieldValue::MmState(value) => octet(value.octet(), value.name()),
        FieldValue::PreviouslySentBy(value) => {
            shown(format!("{}: {}", value.count, value.address.text()))
        }
        FieldValue::PreviouslySentDate(value) => {
            shown(format!("{}: {}", value.count, date(value.date)))
        }
        FieldValue::Priority(value) => octet(value.octet(), value.name()),
        FieldValue::ReadStatus(value) => octet(value.octet(), value.name()),
        FieldValue::ReplyCharging(value) => octet(value.octet(), value.name()),
        FieldValue::ResponseStatus(value) => octet(value.octet(), value.name()),
        FieldValue::RetrievalMode(value) => octet(value.octet(), value.name()),
        FieldValue::RetrieveStatus(value) => octet(value.octet(), value.name()),
        FieldValue::SenderVisibility(value) => octet(value.octet(), value.name()),
        FieldValue::Status(value) => octet(value.octet(), value.name()),
        FieldValue::StoreStatus(value) => octet(value.octet(), value.name()),
        FieldValue::Text(value) => shown(value.as_str().to_owned()),
        FieldValue::Version(value) => differs(field, value.to_string(), version(&field.value)),
        FieldValue::YesNo(value) => octet(value.octet(), value.name()),
        // These are one value to `mock-mmsc`, whose extent was compared.
        _ => None,
    }
}

fn word(action: FlagAction) -> &'static str {
    match action.octet() {
        0x80 => "Add",
        0x81 => "Remove",
        0x82 => "Filter",
        _ => "?",
    }
}

/// A text that may name its charset.
fn encoded(field: &Field, value: &EncodedString<'_>) -> Option<Difference> {
    let named = value.charset().map(|charset| u64::from(charset.0));
    let charset = field.text.as_ref().and_then(|text| text.charset);
    differs(field, format!("charset {named:?}"), format!("charset {charset:?}"))
        .or_else(|| differs(field, value.text().into_owned(), field.value.to_string()))
}

/// Seconds since 1970 in the words of `mock-mmsc`.
fn date(seconds: u64) -> String {
    let octets = seconds.to_be_bytes();
    let start = octets.iter().position(|octet| *octet != 0).unwrap_or(7);
    let octets = octets.get(start..).unwrap_or_default();
    let length = u8::try_from(octets.len()).unwrap_or_default();
    let read = dissect(&[&[Name::Date.octet(), length], octets].concat());
    read.header("Date").map(|date| date.value.to_string()).unwrap_or_default()
}

/// The numbers of a version, whose leading zeros are ignored (RFC 2616 3.1).
fn version(text: &str) -> String {
    let number = |text: &str| match text.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => digits.to_owned(),
    };
    text.split('.').map(number).collect::<Vec<_>>().join(".")
}

/// A content type with its parameters. Blanks around the name of a media type mean nothing (RFC 2616 3.7), and only
/// `mock-mmsc` shows them.
fn content_type(field: &Field, value: &ContentType<'_>) -> Option<Difference> {
    let media = value.media_type.name();
    let ours: Vec<String> = value.parameters.iter().map(parameter).collect();
    let mocks: Vec<String> = field
        .children
        .iter()
        .zip(&value.parameters)
        .map(|(child, ours)| match ours {
            // Its meaning is not told by `mms-pdu`.
            Parameter::Assigned { .. } | Parameter::Q(_) => "as it is".to_owned(),
            _ => format!("{}={}", child.name, child.value),
        })
        .collect();
    media
        .and_then(|media| {
            differs(field, media.to_owned(), field.value.trim_matches(BLANKS).to_owned())
        })
        .or_else(|| {
            let counts = (value.parameters.len(), field.children.len());
            differs(field, format!("{} parameters", counts.0), format!("{} parameters", counts.1))
        })
        .or_else(|| differs(field, ours.join("; "), mocks.join("; ")))
}

fn parameter(parameter: &Parameter<'_>) -> String {
    match parameter {
        Parameter::Charset(charset) => match charset.name() {
            Some(name) => format!("charset={name}"),
            None => format!("charset=MIB {}", charset.0),
        },
        Parameter::Name(text) => format!("name={text}"),
        Parameter::FileName(text) => format!("filename={text}"),
        Parameter::RelatedType(media) => format!("type={media}"),
        Parameter::Start(text) => format!("start={text}"),
        Parameter::StartInfo(text) => format!("start-info={text}"),
        Parameter::Named { name, value: UntypedValue::Text(text) } => format!("{name}={text}"),
        Parameter::Named { name, value: UntypedValue::Integer(number) } => {
            format!("{name}={number}")
        }
        Parameter::Assigned { .. } | Parameter::Q(_) => "as it is".to_owned(),
    }
}

/// The header fields of the PDU when it is written again, in the order of their names.
fn members(pdu: &Pdu<'_>, dissection: &Dissection) -> Option<Difference> {
    let again = dissect(&pdu.encode());
    let sorted = |dissection: &Dissection| {
        let fields = dissection.header_fields().map(|field| {
            let is_version = field.is_named(Name::MmsVersion.name().unwrap_or_default());
            let value = if is_version { version(&field.value) } else { field.value.to_string() };
            format!("{}: {value}", field.name)
        });
        let mut fields: Vec<String> = fields.collect();
        fields.sort();
        fields
    };
    let (ours, mocks) = (sorted(&again), sorted(dissection));
    let first = ours.iter().zip(&mocks).find(|(ours, mocks)| ours != mocks);
    let text = || format!("written again {first:?}, {} and {} fields", ours.len(), mocks.len());
    (ours != mocks).then(|| Difference {
        offset: 0,
        name: "written again".to_owned(),
        text: text(),
    })
}

/// Content-Type and body of a PDU that has them.
const fn content<'p, 'a>(pdu: &'p Pdu<'a>) -> Option<(&'p ContentType<'a>, &'p Body<'a>)> {
    match pdu {
        Pdu::SendReq(pdu) => Some((&pdu.content_type, &pdu.body)),
        Pdu::RetrieveConf(pdu) => Some((&pdu.content_type, &pdu.body)),
        _ => None,
    }
}

/// The body, and its parts if it is a multipart.
///
/// What `mms-pdu` has as data is a slice of `octets`, so that its place is known.
fn whole(
    content_type: &ContentType<'_>,
    body: &Body<'_>,
    dissection: &Dissection,
    octets: &[u8],
) -> Vec<Difference> {
    match body {
        Body::Multipart(ours) => parts(ours, &dissection.parts(), octets),
        Body::Data(data) => {
            let mocks = dissection.body().map(|body| body.raw(&dissection.octets));
            let same = mocks.unwrap_or_default() == &**data;
            let text = format!("{} of {content_type:?}: other data", data.len());
            let difference = Difference { offset: 0, name: "Body".to_owned(), text };
            if same { Vec::new() } else { vec![difference] }
        }
    }
}

fn parts(ours: &[Part<'_>], mocks: &[PartView<'_>], octets: &[u8]) -> Vec<Difference> {
    if ours.len() != mocks.len() {
        let text = format!("mms-pdu has {} parts, mock-mmsc {}", ours.len(), mocks.len());
        return vec![Difference { offset: 0, name: "Parts".to_owned(), text }];
    }
    ours.iter().zip(mocks).flat_map(|(ours, mocks)| part(ours, mocks, octets)).collect()
}

fn part(ours: &Part<'_>, mocks: &PartView<'_>, octets: &[u8]) -> Vec<Difference> {
    let mut found: Vec<Difference> = mocks
        .field
        .child("Content-Type")
        .and_then(|field| content_type(field, &ours.content_type))
        .into_iter()
        .collect();
    let differ = |name: &str, ours: Option<String>, theirs: Option<&str>| {
        (ours.as_deref() != theirs).then(|| Difference {
            offset: mocks.offset,
            name: name.to_owned(),
            text: format!("mms-pdu {ours:?}, mock-mmsc {theirs:?}"),
        })
    };
    let bare = |id: &str| {
        id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id).to_owned()
    };
    let content_id = ours.content_id.as_ref().map(|id| bare(id.as_str()));
    let location = ours.content_location.as_ref().map(|location| location.as_str().to_owned());
    found.extend(differ("Content-ID", content_id, mocks.content_id));
    found.extend(differ("Content-Location", location, mocks.content_location));
    let kept = ours.headers.len() + usize::from(ours.content_id.is_some());
    let count = kept + usize::from(ours.content_location.is_some());
    let headers =
        mocks.field.children.iter().filter(|child| child.kind == Kind::PartHeader).count() - 1;
    found.extend(differ("part headers", Some(count.to_string()), Some(&headers.to_string())));
    match &ours.body {
        Body::Multipart(inner) => found.extend(parts(inner, &mocks.parts(), octets)),
        Body::Data(data) => {
            let place = data.as_ptr().addr().wrapping_sub(octets.as_ptr().addr());
            let mocks = mocks.field.children.iter().find(|child| child.kind == Kind::Data);
            let theirs = mocks.map(|data| format!("{}+{}", data.offset, data.length));
            found.extend(differ(
                "Data",
                Some(format!("{place}+{}", data.len())),
                theirs.as_deref(),
            ));
        }
    }
    found
}
