//! The fields of a response's head that decide where its body ends: RFC 9112, 6.

/// How the end of a body is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// After so many octets.
    Length(usize),
    /// After the last chunk.
    Chunked,
    /// When the connection ends.
    UntilClose,
}

/// The framing fields seen so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FramingFields {
    content_length: Option<usize>,
    is_chunked: bool,
}

impl FramingFields {
    /// Takes one field line without its line end. None when the line or its value cannot be read.
    pub(crate) fn push(&mut self, line: &[u8]) -> Option<()> {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            // A folded value; no field that matters here is ever folded.
            return Some(());
        }
        let colon = line.iter().position(|octet| *octet == b':')?;
        let (name, value) = line.split_at_checked(colon)?;
        let value = value.strip_prefix(b":")?.trim_ascii();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        if name.eq_ignore_ascii_case(b"Content-Length") {
            self.push_content_length(value)
        } else if name.eq_ignore_ascii_case(b"Transfer-Encoding") {
            self.push_transfer_encoding(value)
        } else {
            Some(())
        }
    }

    /// The framing of a body in a response with this status.
    pub(crate) const fn framing(self, status: u16) -> Framing {
        match (status, self.is_chunked, self.content_length) {
            (204 | 304, ..) => Framing::Length(0),
            (_, true, _) => Framing::Chunked,
            (_, false, Some(octets)) => Framing::Length(octets),
            (_, false, None) => Framing::UntilClose,
        }
    }

    /// A repeated value is one value; two different ones cannot both be true.
    fn push_content_length(&mut self, value: &[u8]) -> Option<()> {
        for item in value.split(|octet| *octet == b',') {
            let octets = decimal(item.trim_ascii())?;
            if self.content_length.is_some_and(|known| known != octets) {
                return None;
            }
            self.content_length = Some(octets);
        }
        Some(())
    }

    /// `chunked` alone; a client that did not ask for another coding cannot undo it.
    fn push_transfer_encoding(&mut self, value: &[u8]) -> Option<()> {
        if self.is_chunked || !value.eq_ignore_ascii_case(b"chunked") {
            return None;
        }
        self.is_chunked = true;
        Some(())
    }
}

fn decimal(digits: &[u8]) -> Option<usize> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    digits.iter().try_fold(0_usize, |value, digit| {
        value.checked_mul(10)?.checked_add(usize::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framing(lines: &[&str]) -> Option<Framing> {
        let mut fields = FramingFields::default();
        for line in lines {
            fields.push(line.as_bytes())?;
        }
        Some(fields.framing(200))
    }

    #[rstest::rstest]
    #[case(&[], Some(Framing::UntilClose))]
    #[case(&["content-length: 10"], Some(Framing::Length(10)))]
    #[case(&["Content-Length:10", "Content-Length: 10"], Some(Framing::Length(10)))]
    #[case(&["Content-Length: 10, 10"], Some(Framing::Length(10)))]
    #[case(&["Content-Length: 10", "Content-Length: 11"], None)]
    #[case(&["Content-Length: -1"], None)]
    #[case(&["Content-Length: 99999999999999999999999"], None)]
    #[case(&["Transfer-Encoding: Chunked", "Content-Length: 3"], Some(Framing::Chunked))]
    #[case(&["Transfer-Encoding: gzip, chunked"], None)]
    #[case(&["no colon"], None)]
    #[case(&[": empty name"], None)]
    #[case(&["X: a", " folded"], Some(Framing::UntilClose))]
    fn framings(#[case] lines: &[&str], #[case] expected: Option<Framing>) {
        assert_eq!(framing(lines), expected);
    }

    #[test]
    fn no_content_has_no_body() {
        assert_eq!(FramingFields::default().framing(204), Framing::Length(0));
    }
}
