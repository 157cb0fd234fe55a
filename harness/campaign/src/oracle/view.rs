//! The answer to CMMSVIEW, read for its own sake: by its commas and quotes, not by columns.

/// What CMMSVIEW says of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct View {
    /// The three address lists.
    pub(super) addresses: [Vec<String>; 3],
    /// The octets between the quotes of the subject.
    pub(super) subject: Vec<u8>,
    /// Name and size of each file.
    pub(super) files: Vec<(String, usize)>,
}

impl View {
    /// Reads the lines of a response; none when they have no such form.
    pub(super) fn read<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> Option<Self> {
        let mut rest = lines.next()?.strip_prefix(b"+CMMSVIEW:")?;
        let mut fields = Vec::new();
        for _ in 0..6 {
            let (field, after) = field(rest)?;
            fields.push(unquoted(field));
            rest = after;
        }
        let subject = rest.strip_prefix(b"\"")?;
        let end = subject.windows(2).rposition(|window| window == b"\",")?;
        let list = |position: usize| -> Option<Vec<String>> {
            let list = fields.get(position)?.split(';').filter(|address| !address.is_empty());
            Some(list.map(str::to_owned).collect())
        };
        let files = lines.map(file).collect::<Option<Vec<_>>>()?;
        Some(Self {
            addresses: [list(2)?, list(3)?, list(4)?],
            subject: subject.get(..end)?.to_vec(),
            files,
        })
    }
}

/// A field up to the next comma outside quotes, and what follows.
fn field(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut is_quoted = false;
    let end = text.iter().position(|octet| {
        is_quoted ^= *octet == b'"';
        *octet == b',' && !is_quoted
    })?;
    let (field, rest) = text.split_at_checked(end)?;
    Some((field, rest.get(1..)?))
}

fn unquoted(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim().trim_matches('"').to_owned()
}

/// `0,"t1.txt",4,12`
fn file(line: &[u8]) -> Option<(String, usize)> {
    let (_, rest) = field(line)?;
    let (name, rest) = field(rest)?;
    let (_, size) = field(rest)?;
    Some((unquoted(name), str::from_utf8(size).ok()?.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read() {
        let lines: [&[u8]; 2] = [
            b"+CMMSVIEW:2,\"\",\"1;a@b\",,\"\",\"2024-01-01 00:00:00\",\"h\0\",\0\",75",
            b"0,\"a,b.txt\",4,12",
        ];
        let view = View::read(lines.into_iter()).unwrap();
        assert_eq!(view.addresses, [vec!["1".to_owned(), "a@b".to_owned()], vec![], vec![]]);
        assert_eq!(view.subject, b"h\0\",\0");
        assert_eq!(view.files, [("a,b.txt".to_owned(), 12)]);
        assert_eq!(View::read([&b"+CMMSVIEW: x"[..]].into_iter()), None);
    }
}
