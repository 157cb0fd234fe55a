//! Strategies for property tests and fuzzing: values that encode and decode to themselves.
//!
//! What they make is legal by the grammar, not by every clause: a message may have no recipient.

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

mod pdu;

pub use pdu::{
    acknowledge_ind, cancel_conf, cancel_req, delivery_ind, forward_conf, forward_req,
    notification_ind, notify_resp_ind, pdu, read_orig_ind, read_rec_ind, retrieve_conf, send_conf,
    send_req,
};

use crate::{
    Address, Body, Charset, ContentType, EncodedString, Expiry, FromValue, Header, HeaderName,
    MediaType, MessageClass, Parameter, Part, Priority, QValue, RawValue, SenderVisibility,
    TextString, TokenText, UntypedValue, Version, YesNo,
};

/// A body with the content type that tells its form.
pub fn content() -> BoxedStrategy<(ContentType<'static>, Body<'static>)> {
    let mixed = (multipart_type(), vec(part(), 0..4))
        .prop_map(|(content_type, parts)| (content_type, Body::Multipart(parts)));
    prop_oneof![1 => data(), 3 => mixed].boxed()
}

/// A part of media, or now and then of a nested multipart.
pub fn part() -> BoxedStrategy<Part<'static>> {
    let nested = (multipart_type(), vec(leaf(), 0..2)).prop_map(|(content_type, parts)| {
        let mut part = Part::new(content_type, Vec::new());
        part.body = Body::Multipart(parts);
        part
    });
    prop_oneof![6 => leaf(), 1 => nested].boxed()
}

/// A part of media.
pub fn leaf() -> BoxedStrategy<Part<'static>> {
    let names = (option::of(text_string()), option::of(text_string()));
    (data(), names, vec(part_header(), 0..2))
        .prop_map(|((content_type, body), names, headers)| Part {
            content_type,
            content_id: names.0,
            content_location: names.1,
            headers,
            body,
        })
        .boxed()
}

/// Texts that a Text-string can hold.
pub fn text_string() -> BoxedStrategy<TextString<'static>> {
    prop_oneof!["[ -~]{0,12}", "\\PC{0,6}", "(?s).{0,6}"]
        .prop_map(|text| TextString::lossy(&text))
        .boxed()
}

/// Texts that a Token-text can hold.
pub fn token_text() -> BoxedStrategy<TokenText<'static>> {
    ("[ -~]", "[ -~é]{0,8}")
        .prop_filter_map("a token", |(first, rest)| TokenText::new(first + &rest).ok())
        .boxed()
}

/// Texts in many charsets.
pub fn encoded_string() -> BoxedStrategy<EncodedString<'static>> {
    let charset = prop_oneof![
        Just(Charset::US_ASCII),
        Just(Charset::ISO_8859_1),
        Just(Charset::UTF_8),
        Just(Charset::UCS_2),
        Just(Charset::UTF_16),
        Just(Charset::UTF_16LE),
    ];
    let text = || prop_oneof!["[ -~]{0,12}", "\\PC{0,6}", "(?s).{0,6}"];
    prop_oneof![
        text().prop_map(|text: String| EncodedString::from_text(text)),
        (charset, text()).prop_filter_map("text in the charset", |(charset, text)| {
            EncodedString::with_charset(charset, &text)
        }),
    ]
    .boxed()
}

/// Addresses of every kind.
pub fn address() -> BoxedStrategy<Address<'static>> {
    let dialled = prop_oneof!["\\+?[0-9]{1,15}", "[a-z]{1,8}@[a-z]{1,8}\\.com", "[*#][0-9]{1,4}"];
    prop_oneof![
        dialled.prop_filter_map("an address", |text| Address::from_dialled(&text).ok()),
        encoded_string().prop_map(Address::from_encoded),
    ]
    .boxed()
}

/// From values.
pub fn from_value() -> BoxedStrategy<FromValue<'static>> {
    prop_oneof![Just(FromValue::InsertAddress), address().prop_map(FromValue::Address)].boxed()
}

/// Message classes.
pub fn message_class() -> BoxedStrategy<MessageClass<'static>> {
    prop_oneof![
        (0x80..=u8::MAX).prop_map(MessageClass::from_octet),
        token_text().prop_map(MessageClass::Token),
    ]
    .boxed()
}

/// Content types that are no multipart.
pub fn content_type() -> BoxedStrategy<ContentType<'static>> {
    (media_type(), vec(parameter(), 0..3))
        .prop_map(|(media_type, parameters)| ContentType { media_type, parameters })
        .boxed()
}

/// Parameters of every kind.
pub fn parameter() -> BoxedStrategy<Parameter<'static>> {
    let untyped = prop_oneof![
        any::<u64>().prop_map(UntypedValue::Integer),
        text_string().prop_map(UntypedValue::Text)
    ];
    let number = prop_oneof![Just(2_u32), 0x0C..=0x16_u32, 0x1B..=u32::MAX];
    prop_oneof![
        (1..=1_099_u16).prop_filter_map("a quality", QValue::new).prop_map(Parameter::Q),
        any::<u32>().prop_map(|number| Parameter::Charset(Charset(number))),
        text_string().prop_map(Parameter::Name),
        text_string().prop_map(Parameter::FileName),
        media_type().prop_map(Parameter::RelatedType),
        text_string().prop_map(Parameter::Start),
        text_string().prop_map(Parameter::StartInfo),
        (number, raw_value()).prop_map(|(number, value)| Parameter::Assigned { number, value }),
        (token_text(), untyped).prop_map(|(name, value)| Parameter::Named { name, value }),
    ]
    .boxed()
}

/// Values that a reader steps over.
pub fn raw_value() -> BoxedStrategy<RawValue<'static>> {
    let short = (0x80..=u8::MAX).prop_map(|octet| [octet].to_vec());
    let text = "[ -~]{0,8}".prop_map(|text: String| (text + "\0").into_bytes());
    let length = vec(any::<u8>(), 0..30).prop_map(|octets| {
        let length = u8::try_from(octets.len()).unwrap_or_default();
        [[length].to_vec(), octets].concat()
    });
    prop_oneof![short, text, length].prop_filter_map("a value", RawValue::new).boxed()
}

/// Kept header fields of a PDU: numbers that no PDU has a type for, and names.
fn headers() -> BoxedStrategy<Vec<Header<'static>>> {
    let number = prop_oneof![0x1C..=0x35_u8, 0x37..=0x3D_u8, 0x40..=0x7F_u8];
    let name =
        prop_oneof![number.prop_map(HeaderName::Assigned), token_text().prop_map(HeaderName::Text)];
    vec((name, raw_value()).prop_map(|(name, value)| Header { name, value }), 0..3).boxed()
}

/// Kept headers of a part.
fn part_header() -> BoxedStrategy<Header<'static>> {
    let name = prop_oneof![
        (0x41..=0x7F_u8).prop_map(HeaderName::Assigned),
        Just(HeaderName::Text(TokenText::from_static("X-Own"))),
    ];
    (name, raw_value()).prop_map(|(name, value)| Header { name, value }).boxed()
}

fn data() -> BoxedStrategy<(ContentType<'static>, Body<'static>)> {
    let data = vec(any::<u8>(), 0..40).prop_map(|data| Body::Data(data.into()));
    (content_type(), data).boxed()
}

fn media_type() -> BoxedStrategy<MediaType<'static>> {
    let number = prop_oneof![0x00..=0x0A_u32, 0x10..=0x21_u32, 0x34..=u32::MAX];
    prop_oneof![
        number.prop_map(MediaType::WellKnown),
        "[a-z]{1,6}/[a-z.+-]{1,8}"
            .prop_filter_map("a name", |name| TokenText::new(name).ok())
            .prop_map(MediaType::Named)
            .prop_filter("no multipart", |media| !media.is_multipart()),
    ]
    .boxed()
}

fn multipart_type() -> BoxedStrategy<ContentType<'static>> {
    let names = ["application/vnd.wap.multipart.mixed", "multipart/related"];
    let named = proptest::sample::select(names.map(ToOwned::to_owned).to_vec())
        .prop_filter_map("a name", |name| TokenText::new(name).ok())
        .prop_map(MediaType::Named);
    let media =
        prop_oneof![Just(MediaType::MULTIPART_MIXED), Just(MediaType::MULTIPART_RELATED), named];
    (media, vec(parameter(), 0..2))
        .prop_map(|(media_type, parameters)| ContentType { media_type, parameters })
        .boxed()
}

fn addresses() -> BoxedStrategy<Vec<Address<'static>>> {
    vec(address(), 0..3).boxed()
}

fn version() -> BoxedStrategy<Version> {
    (0..=7_u8, option::of(0..=14_u8))
        .prop_filter_map("a version", |(major, minor)| Version::new(major, minor))
        .boxed()
}

fn expiry() -> BoxedStrategy<Expiry> {
    prop_oneof![any::<u64>().prop_map(Expiry::Absolute), any::<u64>().prop_map(Expiry::Relative)]
        .boxed()
}

fn priority() -> BoxedStrategy<Priority> {
    (0x80..=u8::MAX).prop_map(Priority::from_octet).boxed()
}

fn visibility() -> BoxedStrategy<SenderVisibility> {
    (0x80..=u8::MAX).prop_map(SenderVisibility::from_octet).boxed()
}

fn yes_no() -> BoxedStrategy<YesNo> {
    (0x80..=u8::MAX).prop_map(YesNo::from_octet).boxed()
}
