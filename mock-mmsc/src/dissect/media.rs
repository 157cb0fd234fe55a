//! Well-known media types (WSP assigned numbers, content types).
//!
//! Only numbers up to 0x50 are here: from 0x51 on the public tables differ, and text names are sent.

/// Names by number.
const MEDIA: [&str; 0x51] = [
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

/// The media type of an MMS PDU.
pub(crate) const MMS_MESSAGE: &str = "application/vnd.wap.mms-message";

/// The name of a well-known media type.
pub(crate) fn media_name(number: u64) -> Option<&'static str> {
    MEDIA.get(usize::try_from(number).ok()?).copied()
}

/// The number of a well-known media type, compared without case.
pub(crate) fn media_number(name: &str) -> Option<u8> {
    let index = MEDIA.iter().position(|media| media.eq_ignore_ascii_case(name))?;
    u8::try_from(index).ok()
}

/// Whether a body of that media type is a multipart in WSP's form.
pub(crate) fn is_multipart(media: &[u8]) -> bool {
    starts_with(media, b"application/vnd.wap.multipart.") || starts_with(media, b"multipart/")
}

/// Whether a media type is a text of any kind.
pub(crate) fn is_text(media: &[u8]) -> bool {
    starts_with(media, b"text/")
}

/// Whether a media type is that of a presentation.
pub(crate) fn is_smil(media: &[u8]) -> bool {
    media.eq_ignore_ascii_case(b"application/smil")
}

/// Compared without case.
fn starts_with(media: &[u8], start: &[u8]) -> bool {
    media.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0x03, "text/plain")]
    #[case(0x07, "text/x-vCard")]
    #[case(0x1E, "image/jpeg")]
    #[case(0x23, "application/vnd.wap.multipart.mixed")]
    #[case(0x26, "application/vnd.wap.multipart.alternative")]
    #[case(0x33, "application/vnd.wap.multipart.related")]
    #[case(0x3E, "application/vnd.wap.mms-message")]
    #[case(0x48, "application/vnd.oma.drm.message")]
    #[case(0x50, "video/*")]
    fn numbers_and_names(#[case] number: u8, #[case] name: &str) {
        assert_eq!(media_name(u64::from(number)), Some(name));
        assert_eq!(media_number(&name.to_ascii_uppercase()), Some(number));
    }

    #[test]
    fn beyond_the_table_there_is_no_name() {
        assert_eq!(media_name(0x53), None);
        assert_eq!(media_number("application/smil"), None);
    }
}
