//! Media types (WSP 8.4.2.24 and its table of assigned numbers): Well-known-media or Extension-Media.
//!
//! Extension-Media is any TEXT (RFC 2616 2.2), which may begin with a blank: of the blanks with SP alone, since HT in front
//! is a length (WSP 8.4.1.2). Type and subtype are tokens (RFC 2045 5.1), so that blanks around them mean nothing. A text is
//! kept as it came, blanks included, and written back so; [`MediaType::name`] leaves the blanks out.

use core::fmt;

use crate::error::{DecodeError, Production};
use crate::integer_value::{self, SHORT_INTEGER};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextError;
use crate::token_text::TokenText;

/// A media type: an assigned number, or a name. The same type may come in both forms; compare with
/// [`is`](Self::is).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum MediaType<'a> {
    /// An assigned number; unassigned ones are kept.
    WellKnown(u32),
    /// A name.
    Named(TokenText<'a>),
}

/// Blanks around a name (RFC 2616 2.2); what else Unicode calls white space belongs to it.
const BLANKS: [char; 2] = [' ', '\t'];

/// Names in the order of their numbers, from 0. From 0x51 on published tables differ, so there are none.
const NAMES: [&str; 0x51] = [
    "*/*",
    "text/*",
    "text/html",
    "text/plain",
    "text/x-hdml",
    "text/x-ttml",
    "text/x-vCalendar",
    "text/x-vCard",
    "text/vnd.wap.wml",
    "text/vnd.wap.wmlscript",
    "text/vnd.wap.wta-event",
    "multipart/*",
    "multipart/mixed",
    "multipart/form-data",
    "multipart/byteranges",
    "multipart/alternative",
    "application/*",
    "application/java-vm",
    "application/x-www-form-urlencoded",
    "application/x-hdmlc",
    "application/vnd.wap.wmlc",
    "application/vnd.wap.wmlscriptc",
    "application/vnd.wap.wta-eventc",
    "application/vnd.wap.uaprof",
    "application/vnd.wap.wtls-ca-certificate",
    "application/vnd.wap.wtls-user-certificate",
    "application/x-x509-ca-cert",
    "application/x-x509-user-cert",
    "image/*",
    "image/gif",
    "image/jpeg",
    "image/tiff",
    "image/png",
    "image/vnd.wap.wbmp",
    "application/vnd.wap.multipart.*",
    "application/vnd.wap.multipart.mixed",
    "application/vnd.wap.multipart.form-data",
    "application/vnd.wap.multipart.byteranges",
    "application/vnd.wap.multipart.alternative",
    "application/xml",
    "text/xml",
    "application/vnd.wap.wbxml",
    "application/x-x968-cross-cert",
    "application/x-x968-ca-cert",
    "application/x-x968-user-cert",
    "text/vnd.wap.si",
    "application/vnd.wap.sic",
    "text/vnd.wap.sl",
    "application/vnd.wap.slc",
    "text/vnd.wap.co",
    "application/vnd.wap.coc",
    "application/vnd.wap.multipart.related",
    "application/vnd.wap.sia",
    "text/vnd.wap.connectivity-xml",
    "application/vnd.wap.connectivity-wbxml",
    "application/pkcs7-mime",
    "application/vnd.wap.hashed-certificate",
    "application/vnd.wap.signed-certificate",
    "application/vnd.wap.cert-response",
    "application/xhtml+xml",
    "application/wml+xml",
    "text/css",
    "application/vnd.wap.mms-message",
    "application/vnd.wap.rollover-certificate",
    "application/vnd.wap.locc+wbxml",
    "application/vnd.wap.loc+xml",
    "application/vnd.syncml.dm+wbxml",
    "application/vnd.syncml.dm+xml",
    "application/vnd.syncml.notification",
    "application/vnd.wap.xhtml+xml",
    "application/vnd.wv.csp.cir",
    "application/vnd.oma.dd+xml",
    "application/vnd.oma.drm.message",
    "application/vnd.oma.drm.content",
    "application/vnd.oma.drm.rights+xml",
    "application/vnd.oma.drm.rights+wbxml",
    "application/vnd.wv.csp+xml",
    "application/vnd.wv.csp+wbxml",
    "application/vnd.syncml.ds.notification",
    "audio/*",
    "video/*",
];

impl<'a> MediaType<'a> {
    /// text/plain.
    pub const TEXT_PLAIN: MediaType<'static> = MediaType::WellKnown(0x03);
    /// application/vnd.wap.multipart.mixed.
    pub const MULTIPART_MIXED: MediaType<'static> = MediaType::WellKnown(0x23);
    /// application/vnd.wap.multipart.alternative.
    pub const MULTIPART_ALTERNATIVE: MediaType<'static> = MediaType::WellKnown(0x26);
    /// application/vnd.wap.multipart.related.
    pub const MULTIPART_RELATED: MediaType<'static> = MediaType::WellKnown(0x33);
    /// application/vnd.wap.mms-message.
    pub const MMS_MESSAGE: MediaType<'static> = MediaType::WellKnown(0x3E);
    /// application/smil, which has no number.
    pub const SMIL: MediaType<'static> =
        MediaType::Named(TokenText::from_static("application/smil"));

    /// Makes a media type of a name, by its number where it has one.
    ///
    /// # Errors
    /// `name` is no [`TokenText`].
    pub fn from_name(name: &'a str) -> Result<Self, TextError> {
        let number = NAMES.iter().zip(0..).find(|(known, _)| known.eq_ignore_ascii_case(name));
        match number {
            Some((_, number)) => Ok(Self::WellKnown(number)),
            None => Ok(Self::Named(TokenText::new(name)?)),
        }
    }

    /// Returns the name, without the blanks around it and without parameters that a name may have inside; `None` for an
    /// unassigned number. Behind a blank it may begin with a character that no text on the wire begins with, and then
    /// [`from_name`](Self::from_name) refuses it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::WellKnown(number) => {
                NAMES.get(usize::try_from(*number).unwrap_or(usize::MAX)).copied()
            }
            Self::Named(name) => {
                Some(name.split(';').next().unwrap_or_default().trim_matches(BLANKS))
            }
        }
    }

    /// Tells whether this is the media type `name`, whatever its case and form.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    /// Tells whether the top-level type is `text`.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.starts_with("text/")
    }

    /// Tells whether a body of this type is a WSP multipart.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        match self {
            Self::WellKnown(number) => matches!(number, 0x0B..=0x0F | 0x22..=0x26 | 0x33),
            Self::Named(_) => {
                self.starts_with("application/vnd.wap.multipart.") || self.starts_with("multipart/")
            }
        }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> MediaType<'static> {
        match self {
            Self::WellKnown(number) => MediaType::WellKnown(number),
            Self::Named(name) => MediaType::Named(name.into_owned()),
        }
    }

    /// Reads Integer-value or Extension-media.
    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(0x20..=0x7E) => Ok(Self::Named(TokenText::read(reader)?)),
            Some(1..=30 | SHORT_INTEGER..) => {
                let number = integer_value::read_number(reader, Production::ContentType)?;
                Ok(Self::WellKnown(number))
            }
            _ => Err(reader.unexpected(Production::ContentType)),
        }
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::WellKnown(number) => integer_value::write(sink, u64::from(*number)),
            Self::Named(name) => name.write(sink),
        }
    }

    /// Tells whether the media type alone is a Content-type-value (Constrained-media).
    pub(crate) const fn is_constrained(&self) -> bool {
        match self {
            Self::WellKnown(number) => *number < 0x80,
            Self::Named(_) => true,
        }
    }

    fn starts_with(&self, prefix: &str) -> bool {
        let start = self.name().and_then(|name| name.get(..prefix.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}

impl fmt::Display for MediaType<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => formatter.pad(name),
            Self::WellKnown(number) => match self.name() {
                Some(name) => formatter.pad(name),
                None => write!(formatter, "media type 0x{number:02X}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;

    #[rstest]
    #[case(0x03, "text/plain")]
    #[case(0x07, "text/x-vCard")]
    #[case(0x1D, "image/gif")]
    #[case(0x21, "image/vnd.wap.wbmp")]
    #[case(0x23, "application/vnd.wap.multipart.mixed")]
    #[case(0x26, "application/vnd.wap.multipart.alternative")]
    #[case(0x33, "application/vnd.wap.multipart.related")]
    #[case(0x3E, "application/vnd.wap.mms-message")]
    #[case(0x48, "application/vnd.oma.drm.message")]
    #[case(0x4F, "audio/*")]
    #[case(0x50, "video/*")]
    fn numbers_have_names(#[case] number: u32, #[case] name: &str) {
        assert_eq!(MediaType::WellKnown(number).name(), Some(name));
        assert_eq!(MediaType::from_name(name), Ok(MediaType::WellKnown(number)));
    }

    #[test]
    fn blanks_around_a_name_are_not_of_it_and_a_next_line_is() {
        for (text, name) in [("a/b \t", "a/b"), ("a/b ;c", "a/b"), ("a/b\u{85}", "a/b\u{85}")] {
            let media = MediaType::Named(TokenText::new(text).unwrap());
            assert_eq!(media.name(), Some(name));
        }
    }

    #[test]
    fn the_form_does_not_change_what_a_type_is() {
        let named = MediaType::Named(TokenText::new("TEXT/Plain; charset=utf-8").unwrap());
        assert!(named.is("text/plain") && named.is_text());
        assert!(MediaType::TEXT_PLAIN.is("text/plain"));
        assert!(MediaType::SMIL.is("application/smil") && !MediaType::SMIL.is_multipart());
        assert!(!MediaType::SMIL.is_text() && !MediaType::SMIL.is("application/xml"));
        assert!(MediaType::MULTIPART_ALTERNATIVE.is_multipart());
        assert!(MediaType::from_name("Multipart/Foo").unwrap().is_multipart());
        assert_eq!(MediaType::WellKnown(0x53).to_string(), "media type 0x53");
        assert_eq!(MediaType::TEXT_PLAIN.to_string(), "text/plain");
        assert_eq!(named.to_string(), "TEXT/Plain; charset=utf-8");
        let multipart = TokenText::new("application/vnd.wap.Multipart.mixed").unwrap();
        assert!(MediaType::Named(multipart).is_multipart());
        assert_eq!(MediaType::WellKnown(0x53).name(), None);
    }
}
