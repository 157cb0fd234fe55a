//! Something that was asked, and what answered it.

use crate::dissect::Dissection;
use crate::exchange::Reply;

/// What was asked, and what answered it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answered<'a> {
    /// The PDU that was sent; none for a GET.
    pub asked: Option<&'a Dissection>,
    /// The PDU that answers; none where there is none.
    pub answer: Option<&'a Dissection>,
    /// The HTTP response that carried it; none where the answer came another way.
    pub reply: Option<&'a Reply>,
}

impl<'a> Answered<'a> {
    /// The PDU types of both, where both are known.
    pub(super) fn types(&self) -> Option<(&'a str, &'a str)> {
        Some((self.asked?.message_type()?, self.answer?.message_type()?))
    }

    /// The major versions of both, where both are known.
    pub(super) fn majors(&self) -> Option<(u64, u64)> {
        let major = |pdu: &Dissection| {
            let version = pdu.header("X-Mms-MMS-Version")?.number?;
            Some((version >> 4) & 0x07)
        };
        Some((major(self.asked?)?, major(self.answer?)?))
    }

    /// The value of the first header field of that name of the HTTP response, names compared without case.
    pub(super) fn reply_header(&self, name: &str) -> Option<&'a str> {
        let headers = &self.reply?.headers;
        let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}
