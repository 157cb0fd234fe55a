//! Values of header fields, and what is made of their texts and numbers.

use mms_pdu::{
    Address, AddressKind, Charset, ContentType, ElementParameter, EncodedString, Field, FieldValue,
    FromValue, MediaType, MessageClass, Parameter, QValue, RawValue, TextString, TokenText,
    UntypedValue, Version, YesNo,
};

/// An octet of a list: its name is there when it is in the list, and shown.
macro_rules! check_listed {
    ($value:expr) => {{
        let value = *$value;
        assert_eq!(value.name().is_some(), value.is_assigned(), "{value:?}");
        let shown = format!("0x{:02X}", value.octet());
        assert_eq!(value.to_string(), value.name().unwrap_or(&shown), "{value:?}");
    }};
}

/// A status: what it counts as is in the list, and counts as itself (STA-1).
macro_rules! check_status {
    ($value:expr) => {{
        check_listed!($value);
        let effective = $value.effective();
        assert!(effective.is_assigned() && effective.effective() == effective, "{effective:?}");
        assert!(!$value.is_assigned() || effective == *$value, "{effective:?}");
    }};
}

/// Asks everything of a value.
pub(super) fn check(value: &FieldValue<'_>) {
    match value {
        FieldValue::Address(address) => check_address(address),
        FieldValue::From(from) => match from {
            FromValue::Address(address) => {
                assert_eq!(from.address(), Some(address));
                check_address(address);
            }
            FromValue::InsertAddress => assert_eq!(from.address(), None),
        },
        FieldValue::PreviouslySentBy(value) => check_address(&value.address),
        FieldValue::Attribute(field) => check_attribute(*field),
        FieldValue::CancelStatus(value) => check_listed!(value),
        FieldValue::ContentClass(value) => check_listed!(value),
        FieldValue::ContentType(value) => check_content_type(value),
        FieldValue::CountedLocation(value) => check_text(&value.uri),
        FieldValue::ElementDescriptor(value) => {
            check_text(&value.reference);
            value.parameters.iter().for_each(check_element_parameter);
        }
        FieldValue::EncodedString(value) => check_encoded(value),
        FieldValue::MessageClass(value) => check_class(value),
        FieldValue::MessageType(value) => check_listed!(value),
        FieldValue::MmFlags(value) => {
            check_listed!(&value.action);
            check_encoded(&value.keyword);
        }
        FieldValue::MmState(value) => check_listed!(value),
        FieldValue::Priority(value) => check_listed!(value),
        FieldValue::ReadStatus(value) => check_listed!(value),
        FieldValue::ReplyCharging(value) => check_listed!(value),
        FieldValue::ResponseStatus(value) => check_status!(value),
        FieldValue::RetrievalMode(value) => check_listed!(value),
        FieldValue::RetrieveStatus(value) => check_status!(value),
        FieldValue::SenderVisibility(value) => check_listed!(value),
        FieldValue::Status(value) => check_listed!(value),
        FieldValue::StoreStatus(value) => check_status!(value),
        FieldValue::Text(text) => check_text(text),
        FieldValue::Version(value) => check_version(*value),
        FieldValue::YesNo(value) => {
            check_listed!(value);
            let is_yes = *value == YesNo::Yes;
            assert_eq!(YesNo::from(is_yes) == *value, value.is_assigned(), "{value:?}");
        }
        FieldValue::Raw(value) => check_raw(value),
        _ => {}
    }
    assert_eq!(value.clone().into_owned(), *value, "owned (left)");
}

fn check_attribute(field: Field) {
    assert_eq!(Field::from_number(field.number()), field);
    assert_eq!(field.to_string().starts_with("header field"), field.name().is_none());
}

/// A text is taken as it is, and nothing of it is dropped.
fn check_text(text: &TextString<'_>) {
    let owned = text.as_str().to_owned();
    assert_eq!(TextString::try_from(text.as_str()).as_ref(), Ok(text));
    assert_eq!(TextString::try_from(owned.clone()).as_ref(), Ok(text));
    assert_eq!(TextString::lossy(text), *text);
    assert!(*text == *owned && *text == owned.as_str() && text.to_string() == owned);
    assert_eq!(AsRef::<str>::as_ref(text).len(), owned.len());
    // A control character in front would be taken for a length, a NUL for the end.
    for (broken, position) in [(format!("\t{text}"), 0), (format!("{text}\0"), owned.len())] {
        let error = TextString::new(broken.as_str()).err();
        assert_eq!(error.map(|error| error.position), Some(position), "{broken:?} is taken");
    }
}

fn check_token(token: &TokenText<'_>) {
    assert_eq!(TokenText::new(token.as_str()).as_ref(), Ok(token));
    assert_eq!(*token, token.as_str());
    assert_eq!(token.to_string(), token.as_str());
    assert!(!token.is_token() || token.bytes().all(|octet| octet.is_ascii_graphic()));
    assert!(TokenText::new("").is_err() && TokenText::new(format!("{token}\0")).is_err());
}

/// A text made of the text is the same text; so is one in its own charset, where that can be written.
fn check_encoded(value: &EncodedString<'_>) {
    let text = value.text();
    let made = EncodedString::from_text(&*text);
    let without_nul = text.replace('\0', "");
    // A byte order mark in front is taken for one when it is read.
    let marked = without_nul.trim_start_matches('\u{FEFF}');
    assert_eq!(made.text().trim_start_matches('\u{FEFF}'), marked, "{value:?}");
    assert_eq!(value.to_string(), text);
    // A NUL ends the text, and is dropped.
    assert_eq!(EncodedString::from_text(format!("{without_nul}\0")), made);
    assert_eq!(Vec::from(value.clone()), value.octets());
    if let Some(charset) = value.charset() {
        check_charset(charset, &text);
    }
}

fn check_charset(charset: Charset, text: &str) {
    let named = charset.name().and_then(Charset::from_name);
    assert!(named.is_none_or(|named| named == charset), "{charset}");
    assert_eq!(charset.to_string().starts_with("charset "), charset.name().is_none());
    let written = EncodedString::with_charset(charset, text);
    assert!(written.is_none_or(|written| written.charset() == Some(charset)), "{charset}");
}

/// A device address is its parts; what a user may dial is an address that stays as it is.
fn check_address(address: &Address<'_>) {
    check_encoded(address.encoded());
    let (text, bare, device) = (address.text(), address.bare(), address.device_type());
    let whole = device.as_deref().map(|device| format!("{bare}/TYPE={device}"));
    assert_eq!(whole.as_deref().unwrap_or(&bare), text, "parts (left)");
    assert_eq!(address.to_string(), text);
    let is_of_a_device = matches!(
        address.kind(),
        AddressKind::Plmn | AddressKind::Ipv4 | AddressKind::Ipv6 | AddressKind::Device
    );
    assert!(!is_of_a_device || device.is_some(), "{address:?}");
    match Address::from_dialled(&text) {
        Ok(dialled) if dialled.kind() == AddressKind::Plmn => {
            assert_eq!(dialled.bare(), bare, "dialled (left)");
        }
        Ok(dialled) => assert_eq!((dialled.kind(), dialled.text()), (address.kind(), text)),
        Err(_) => assert_eq!(address.kind(), AddressKind::Other, "{address:?}"),
    }
}

fn check_class(class: &MessageClass<'_>) {
    match class {
        MessageClass::Token(token) => {
            check_token(token);
            assert_eq!((class.octet(), class.to_string()), (None, token.to_string()));
        }
        class => {
            let octet = class.octet().unwrap_or_default();
            assert_eq!(MessageClass::from_octet(octet), *class);
            assert_eq!(class.to_string().starts_with("0x"), octet > 0x83, "{class}");
        }
    }
}

fn check_version(version: Version) {
    assert_eq!(Version::new(version.major(), version.minor()), Some(version));
    assert_eq!(Version::new(version.major() + 8, version.minor()), None);
    let digits = version.minor().map_or_else(String::new, |minor| format!(".{minor}"));
    assert_eq!(version.to_string(), format!("{}{digits}", version.major()));
}

fn check_raw(value: &RawValue<'_>) {
    assert_eq!(RawValue::new(value.octets()).as_ref(), Some(value));
    assert_eq!(value.clone().into_owned(), *value);
}

fn check_element_parameter(parameter: &ElementParameter<'_>) {
    match parameter {
        ElementParameter::Type(media) => check_media(media),
        ElementParameter::Named { name, value } => {
            check_token(name);
            check_raw(value);
        }
        ElementParameter::Assigned { value, .. } => check_raw(value),
    }
}

fn check_media(media: &MediaType<'_>) {
    if let Some(name) = media.name() {
        let made = MediaType::from_name(name);
        // Without the blanks around it a name may be empty, or start with what no text on the wire starts with.
        let is_text = name.starts_with(|first| matches!(first, ' '..='~'));
        assert_eq!(made.is_ok(), is_text, "{media:?} by its name {name:?}");
        assert!(made.is_ok_and(|made| made.is(name)) || !is_text, "{media:?}");
        assert!(media.is(&name.to_ascii_uppercase()), "{media:?} in another case");
    }
    assert!(!media.to_string().is_empty());
    assert_eq!(*media == MediaType::SMIL, media.to_string() == "application/smil");
    assert!(!(media.is_text() && media.is_multipart()), "{media:?}");
}

/// What is said of a content type is in one of its parameters.
pub(super) fn check_content_type(value: &ContentType<'_>) {
    check_media(&value.media_type);
    value.parameters.iter().for_each(check_parameter);
    let texts = [value.name(), value.file_name(), value.start(), value.related_type()];
    let said = texts.into_iter().flatten().count() + usize::from(value.charset().is_some());
    assert!(said <= value.parameters.len(), "more is said than there are parameters");
    let start = ContentType::new(value.media_type.clone());
    let made = value.parameters.iter().cloned().fold(start, ContentType::with);
    assert_eq!(made, *value, "made (left)");
    if let Some(charset) = value.charset() {
        check_charset(charset, "");
        assert_eq!(ContentType::text_plain(charset).charset(), Some(charset));
    }
}

fn check_parameter(parameter: &Parameter<'_>) {
    match parameter {
        Parameter::Q(q) => {
            let again = QValue::from_thousandths(q.thousandths());
            assert_eq!(again.map(QValue::thousandths), Some(q.thousandths()), "{q}");
            assert_eq!(QValue::from_thousandths(q.thousandths() + 1_000), None);
            assert_eq!(q.to_string(), format!("0.{:03}", q.thousandths()));
        }
        Parameter::RelatedType(media) => check_media(media),
        Parameter::Assigned { value, .. } => check_raw(value),
        Parameter::Named { name, value } => {
            check_token(name);
            if let UntypedValue::Text(text) = value {
                assert!(!text.contains('\0'));
            }
        }
        _ => {}
    }
}
