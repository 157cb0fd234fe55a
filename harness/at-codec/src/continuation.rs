//! Lines of module output that go on after a CR LF.
//!
//! There are two. The pages of the document break `+WAP_PUSH_MMS` before a comma. And the subject of `+CMMSVIEW` is
//! raw UCS-2, in which U+0D05 U+0D0A, two Malayalam letters, hold the octets 0D 0A.

use crate::field::is_open_raw_field;
use crate::push_urc::PushUrc;
use crate::spacing::strip_name;

/// Blanks looked through at the start of a next line in search of its comma.
const INDENT_OCTETS_MAX: usize = 256;

/// What a CR LF means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// It ends the line.
    Final,
    /// It is part of the line.
    Inner,
    /// The octets that follow decide, and there are too few of them yet.
    Undecided,
}

/// Judges a CR LF by the line before it and the octets after it.
pub(crate) fn judge(line: &[u8], after: &[u8]) -> LineEnd {
    if PushUrc::lacks_fields(line) {
        return judge_wrap(after);
    }
    if strip_name(line, b"+CMMSVIEW").is_some_and(|(text, _)| is_open_raw_field(text)) {
        return LineEnd::Inner;
    }
    LineEnd::Final
}

fn judge_wrap(after: &[u8]) -> LineEnd {
    let indent = after.iter().take(INDENT_OCTETS_MAX).take_while(|octet| **octet == b' ').count();
    match after.get(indent) {
        None => LineEnd::Undecided,
        Some(b',') => LineEnd::Inner,
        Some(_) => LineEnd::Final,
    }
}
