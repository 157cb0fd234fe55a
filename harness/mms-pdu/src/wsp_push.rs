//! WSP Push PDU (WSP 8.2.4.1), in which a notification comes by short message (PUSH-1).
//!
//! ```text
//! tid  0x06  HeadersLen  Content-Type  headers  body
//!                        '---- HeadersLen ----' to the end
//! ```
//!
//! Segmentation of short messages, and connections, are not handled here.

use alloc::vec::Vec;

use crate::content_type::ContentType;
use crate::context::Context;
use crate::error::{DecodeError, DecodeErrorKind, LengthField, Production};
use crate::header::{Header, HeaderName, RawValue};
use crate::integer_value::{self, SHORT_INTEGER};
use crate::limit::HEADERS_MAX;
use crate::reader::Reader;
use crate::text_string::TextString;
use crate::tolerance::Tolerances;
use crate::uintvar;

/// The WSP PDU type of Push.
const PUSH: u8 = 0x06;
/// The WSP number of X-Wap-Application-Id.
const APPLICATION_ID: u8 = 0x2F;
/// The number of the MMS User Agent among application ids.
const MMS_USER_AGENT: u64 = 4;
/// The name of the MMS User Agent among application ids.
const MMS_USER_AGENT_URI: &str = "x-wap-application:mms.ua";

/// A push.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Push<'a> {
    /// The transaction identifier.
    pub transaction_id: u8,
    /// Content-Type; application/vnd.wap.mms-message for a notification.
    pub content_type: ContentType<'a>,
    /// X-Wap-Application-Id.
    pub application_id: Option<ApplicationId<'a>>,
    /// Other headers. Numbers are those of WSP.
    pub headers: Vec<Header<'a>>,
    /// The body.
    pub body: &'a [u8],
}

/// The application that a push is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ApplicationId<'a> {
    /// An assigned number; 4 is the MMS User Agent.
    Assigned(u64),
    /// A URI.
    Uri(TextString<'a>),
}

impl ApplicationId<'_> {
    /// Tells whether the push is for the MMS User Agent.
    #[must_use]
    pub fn is_mms_user_agent(&self) -> bool {
        match self {
            Self::Assigned(number) => *number == MMS_USER_AGENT,
            Self::Uri(uri) => uri.eq_ignore_ascii_case(MMS_USER_AGENT_URI),
        }
    }
}

impl Push<'_> {
    /// Tells whether the body is an MMS PDU, by its content type.
    #[must_use]
    pub fn is_mms(&self) -> bool {
        self.content_type.media_type.is("application/vnd.wap.mms-message")
    }
}

/// Decodes a push with the tolerances that real operators need.
///
/// # Errors
/// The octets are malformed, or a WSP PDU of another type.
pub fn decode(octets: &[u8]) -> Result<Push<'_>, DecodeError> {
    decode_with(octets, Tolerances::DEFAULT)
}

/// Decodes a push with chosen tolerances.
///
/// # Errors
/// As [`decode`], and for a form that `tolerances` does not have.
pub fn decode_with(octets: &[u8], tolerances: Tolerances) -> Result<Push<'_>, DecodeError> {
    let context = Context::new(octets.len(), tolerances);
    let mut reader = Reader::new(octets, &context);
    let transaction_id = reader.octet(Production::Push)?;
    let start = reader;
    let push_type = reader.octet(Production::Push)?;
    if push_type != PUSH {
        return Err(start.error(Production::Push, DecodeErrorKind::PushType(push_type)));
    }
    let offset = reader.offset();
    let length = uintvar::read_size(&mut reader)?;
    let promise = LengthField { offset, production: Production::HeadersLen, length };
    let mut window = reader.window(promise, Production::Headers)?;
    let content_type = ContentType::read(&mut window)?;
    let body = reader.take_rest();
    let mut push =
        Push { transaction_id, content_type, application_id: None, headers: Vec::new(), body };
    let mut count = 0;
    while !window.is_empty() {
        count += 1;
        if count > HEADERS_MAX {
            return Err(window.error(Production::Headers, DecodeErrorKind::TooManyHeaders));
        }
        read_header(&mut push, &mut window)?;
    }
    Ok(push)
}

fn read_header<'a>(push: &mut Push<'a>, reader: &mut Reader<'_, 'a>) -> Result<(), DecodeError> {
    let header = match reader.peek() {
        Some(octet @ SHORT_INTEGER..) => {
            reader.skip_octet();
            if octet & !SHORT_INTEGER == APPLICATION_ID && push.application_id.is_none() {
                push.application_id = Some(read_application_id(reader)?);
                return Ok(());
            }
            let name = HeaderName::Assigned(octet & !SHORT_INTEGER);
            Header { name, value: RawValue::read(reader)? }
        }
        Some(0x20..=0x7E) => {
            let start = *reader;
            let header = Header::read_application(reader)?;
            let is_id = header.text_name().is_some_and(|name| {
                name.eq_ignore_ascii_case("X-Wap-Application-Id") && push.application_id.is_none()
            });
            if is_id {
                let mut value = start;
                value.take_to_nul(Production::TokenText)?;
                push.application_id = Some(read_application_id(&mut value)?);
                return Ok(());
            }
            header
        }
        _ => return Err(reader.unexpected(Production::Headers)),
    };
    reader.push(&mut push.headers, header, Production::Headers)
}

fn read_application_id<'a>(reader: &mut Reader<'_, 'a>) -> Result<ApplicationId<'a>, DecodeError> {
    match reader.peek() {
        Some(1..=30 | SHORT_INTEGER..) => integer_value::read(reader).map(ApplicationId::Assigned),
        _ => TextString::read(reader).map(ApplicationId::Uri),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    // tid, Push, HeadersLen 3, MMS message, X-Wap-Application-Id 4, body.
    #[case::short(b"\x01\x06\x03\xBE\xAF\x84body", 0)]
    // The content type by name, the application by URI.
    #[case::text(
        b"\x01\x06\x3Aapplication/vnd.wap.mms-message\0\xAFx-wap-application:mms.ua\0body",
        0
    )]
    // Content-Length, Push-Flag and Encoding-Version are kept.
    #[case::more_headers(b"\x01\x06\x09\xBE\x8D\x84\xAF\x84\xB4\x84\xC3\x93body", 3)]
    // The application id as a textual header.
    #[case::textual_id(b"\x01\x06\x18\xBEX-Wap-Application-Id\x004\0body", usize::MAX)]
    // The general form of the content type.
    #[case::general_form(b"\x01\x06\x04\x01\xBE\xAF\x84body", 0)]
    fn a_push_is_read(#[case] octets: &[u8], #[case] others: usize) {
        let push = decode(octets).unwrap();
        assert_eq!((push.transaction_id, push.body), (1, &b"body"[..]));
        assert!(push.is_mms());
        if others == usize::MAX {
            let uri = TextString::new("4").unwrap();
            assert_eq!(push.application_id, Some(ApplicationId::Uri(uri)));
        } else {
            assert!(push.application_id.unwrap().is_mms_user_agent());
            assert_eq!(push.headers.len(), others);
        }
    }

    #[test]
    fn the_headers_len_may_be_a_long_uintvar() {
        let mut octets = b"\x01\x06\x81\x49\xBE\xAF\x84X-Long\0".to_vec();
        octets.extend([b'x'; 190]);
        octets.extend(b"\0body");
        octets[3] = u8::try_from(3 + 7 + 191 - 128).unwrap();
        let push = decode(&octets).unwrap();
        assert_eq!((push.body, push.headers.len()), (&b"body"[..], 1));
    }

    #[test]
    fn a_push_may_be_for_another_application() {
        let push = decode(b"\x01\x06\x02\xAE\x80").unwrap_err();
        assert_eq!(push.kind, DecodeErrorKind::Truncated);
        let push = decode(b"\x01\x06\x03\xAE\xAF\x82body").unwrap();
        assert!(!push.is_mms());
        assert!(!push.application_id.unwrap().is_mms_user_agent());
        assert_eq!(decode(b"\x01\x06\x01\xBE").unwrap().application_id, None);
    }

    #[test]
    fn other_headers_are_kept_by_number_and_name() {
        // MMS message, Content-Length 4, a textual header, X-Wap-Application-Id 4 and again.
        let push = decode(b"\x01\x06\x0F\xBE\x8D\x84X-Own\0y\0\xAF\x84\xAF\x82").unwrap();
        let names: Vec<_> = push.headers.iter().map(|header| header.name.clone()).collect();
        let own = HeaderName::Text(crate::TokenText::new("X-Own").unwrap());
        assert_eq!(names, [HeaderName::Assigned(0x0D), own, HeaderName::Assigned(0x2F)]);
        assert_eq!(push.application_id, Some(ApplicationId::Assigned(4)));
        // A textual header, and no application id.
        assert_eq!(decode(b"\x01\x06\x09\xBEX-Own\0y\0").unwrap().application_id, None);
        // The id by name, when it was already there by number.
        let push = decode(b"\x01\x06\x1A\xBE\xAF\x84X-Wap-Application-Id\x004\0").unwrap();
        assert_eq!(
            (push.application_id, push.headers.len()),
            (Some(ApplicationId::Assigned(4)), 1)
        );
    }

    #[rstest]
    #[case::as_many_as_are_held(HEADERS_MAX, None)]
    #[case::one_more(HEADERS_MAX + 1, Some(DecodeErrorKind::TooManyHeaders))]
    fn headers_are_counted(#[case] count: usize, #[case] kind: Option<DecodeErrorKind>) {
        // An unassigned header with a text of 60 octets, so that the heap limit is not in question.
        let header = [&[0xC5][..], &[b'x'; 60], &[0]].concat();
        let headers = [&[0xBE][..], &header.repeat(count)].concat();
        let length = crate::sink::collect(|sink| uintvar::write(sink, headers.len()));
        let octets = [&[0x01, 0x06][..], &length, &headers].concat();
        assert_eq!(decode(&octets).err().map(|error| error.kind), kind);
    }

    #[rstest]
    #[case::empty(b"", 0, DecodeErrorKind::Truncated)]
    #[case::reply(b"\x01\x04\x20", 1, DecodeErrorKind::PushType(4))]
    #[case::headers_beyond_the_end(b"\x01\x06\x09\xBE", 3, DecodeErrorKind::Truncated)]
    #[case::no_content_type(b"\x01\x06\x00", 3, DecodeErrorKind::Truncated)]
    #[case::shift(b"\x01\x06\x02\xBE\x7F", 4, DecodeErrorKind::UnexpectedOctet(0x7F))]
    fn a_bad_push_is_refused(
        #[case] octets: &[u8],
        #[case] offset: usize,
        #[case] kind: DecodeErrorKind,
    ) {
        let error = decode(octets).unwrap_err();
        assert_eq!((error.offset, error.kind), (offset, kind));
    }
}
