//! Strategies for property tests and fuzzing: values that encode and decode to themselves.
//!
//! What they make is legal by the grammar, not by every clause: a message may have no recipient.

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use crate::{
    AcknowledgeInd, Address, Body, Charset, ContentType, EncodedString, Expiry, FromValue, Header,
    HeaderName, MediaType, MessageClass, NotificationInd, NotifyRespInd, Parameter, Part, Pdu,
    Priority, RawValue, ResponseStatus, RetrieveConf, RetrieveStatus, SendConf, SendReq,
    SenderVisibility, Status, TextString, TokenText, UntypedValue, Version, YesNo,
};

/// PDUs of every type.
pub fn pdu() -> BoxedStrategy<Pdu<'static>> {
    prop_oneof![
        send_req().prop_map(Pdu::SendReq),
        send_conf().prop_map(Pdu::SendConf),
        notification_ind().prop_map(Pdu::NotificationInd),
        notify_resp_ind().prop_map(Pdu::NotifyRespInd),
        retrieve_conf().prop_map(Pdu::RetrieveConf),
        acknowledge_ind().prop_map(Pdu::AcknowledgeInd),
    ]
    .boxed()
}

/// M-Send.req.
pub fn send_req() -> BoxedStrategy<SendReq<'static>> {
    let start = (text_string(), version(), option::of(any::<u64>()), from_value());
    let lists = (addresses(), addresses(), addresses(), option::of(encoded_string()));
    let times = (option::of(message_class()), option::of(expiry()), option::of(expiry()));
    let flags = (
        option::of(priority()),
        option::of(visibility()),
        option::of(yes_no()),
        option::of(yes_no()),
    );
    (start, lists, times, flags, headers(), content())
        .prop_map(|(start, lists, times, flags, other, (content_type, body))| SendReq {
            transaction_id: start.0,
            version: start.1,
            date: start.2,
            from: start.3,
            to: lists.0,
            cc: lists.1,
            bcc: lists.2,
            subject: lists.3,
            message_class: times.0,
            expiry: times.1,
            delivery_time: times.2,
            priority: flags.0,
            sender_visibility: flags.1,
            delivery_report: flags.2,
            read_report: flags.3,
            other,
            content_type,
            body,
        })
        .boxed()
}

/// M-Send.conf.
pub fn send_conf() -> BoxedStrategy<SendConf<'static>> {
    let status = any::<u8>().prop_map(ResponseStatus::from_octet);
    let optional = (option::of(encoded_string()), option::of(text_string()));
    (text_string(), version(), status, optional, headers())
        .prop_map(
            |(transaction_id, version, response_status, (response_text, message_id), other)| {
                SendConf {
                    transaction_id,
                    version,
                    response_status,
                    response_text,
                    message_id,
                    other,
                }
            },
        )
        .boxed()
}

/// M-Notification.ind.
pub fn notification_ind() -> BoxedStrategy<NotificationInd<'static>> {
    let start = (text_string(), version(), option::of(from_value()), option::of(encoded_string()));
    let flags = (option::of(yes_no()), message_class(), option::of(priority()));
    let size = (any::<u64>(), expiry(), text_string());
    (start, flags, size, headers())
        .prop_map(|(start, flags, size, other)| NotificationInd {
            transaction_id: start.0,
            version: start.1,
            from: start.2,
            subject: start.3,
            delivery_report: flags.0,
            message_class: flags.1,
            priority: flags.2,
            message_size: size.0,
            expiry: size.1,
            content_location: size.2,
            other,
        })
        .boxed()
}

/// M-NotifyResp.ind.
pub fn notify_resp_ind() -> BoxedStrategy<NotifyRespInd<'static>> {
    let status = (0x80..=u8::MAX).prop_map(Status::from_octet);
    (text_string(), version(), status, option::of(yes_no()), headers())
        .prop_map(|(transaction_id, version, status, report_allowed, other)| NotifyRespInd {
            transaction_id,
            version,
            status,
            report_allowed,
            other,
        })
        .boxed()
}

/// M-Retrieve.conf.
pub fn retrieve_conf() -> BoxedStrategy<RetrieveConf<'static>> {
    let ids = (option::of(text_string()), version(), option::of(text_string()), any::<u64>());
    let people = (option::of(from_value()), addresses(), addresses(), option::of(encoded_string()));
    let flags = (
        option::of(message_class()),
        option::of(priority()),
        option::of(yes_no()),
        option::of(yes_no()),
    );
    let status = any::<u8>().prop_map(RetrieveStatus::from_octet);
    let result = (option::of(status), option::of(encoded_string()));
    (ids, people, flags, result, headers(), content())
        .prop_map(|(ids, people, flags, result, other, (content_type, body))| RetrieveConf {
            transaction_id: ids.0,
            version: ids.1,
            message_id: ids.2,
            date: ids.3,
            from: people.0,
            to: people.1,
            cc: people.2,
            subject: people.3,
            message_class: flags.0,
            priority: flags.1,
            delivery_report: flags.2,
            read_report: flags.3,
            retrieve_status: result.0,
            retrieve_text: result.1,
            other,
            content_type,
            body,
        })
        .boxed()
}

/// M-Acknowledge.ind.
pub fn acknowledge_ind() -> BoxedStrategy<AcknowledgeInd<'static>> {
    (text_string(), version(), option::of(yes_no()), headers())
        .prop_map(|(transaction_id, version, report_allowed, other)| AcknowledgeInd {
            transaction_id,
            version,
            report_allowed,
            other,
        })
        .boxed()
}

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
        any::<u16>().prop_map(Parameter::Q),
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
    let name = prop_oneof![
        (0x1B..=0x7F_u8).prop_map(HeaderName::Assigned),
        token_text().prop_map(HeaderName::Text)
    ];
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
