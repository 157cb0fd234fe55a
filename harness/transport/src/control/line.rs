//! Lines of bounded length.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// Longest line, without its LF: an EFS file of several megabytes as base64.
pub const LINE_OCTETS_MAX: usize = 8 * 1024 * 1024;

/// What a read of a line came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, without its LF.
    Octets(Vec<u8>),
    /// A line longer than [`LINE_OCTETS_MAX`]; it is read to its end and dropped.
    TooLong,
    /// The stream ended; what came after the last LF is dropped.
    End,
}

/// Reads the next line.
pub(super) async fn read<R: AsyncBufRead + Unpin>(reader: &mut R) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let available = reader.fill_buf().await?;
        if available.is_empty() {
            return Ok(Line::End);
        }
        let end = available.iter().position(|octet| *octet == b'\n');
        let piece = available.split_at_checked(end.unwrap_or(available.len()));
        let piece = piece.map_or(available, |(before, _)| before);
        too_long |= line.len() + piece.len() > LINE_OCTETS_MAX;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let taken = piece.len() + usize::from(end.is_some());
        reader.consume(taken);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Octets(line) });
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, BufReader, repeat};

    use super::*;

    #[tokio::test]
    async fn lines_are_cut_at_lf() {
        let mut reader = BufReader::with_capacity(3, &b"one\n\ntwo three\nrest"[..]);
        for expected in ["one", "", "two three"] {
            let line = read(&mut reader).await.unwrap();
            assert_eq!(line, Line::Octets(expected.as_bytes().to_vec()));
        }
        assert_eq!(read(&mut reader).await.unwrap(), Line::End);
    }

    #[tokio::test]
    async fn a_line_at_the_limit_passes_and_one_beyond_is_dropped_alone() {
        let limit = u64::try_from(LINE_OCTETS_MAX).unwrap();
        for (octets, kept) in [(limit, true), (limit + 1, false)] {
            let mut reader = BufReader::new(repeat(b'x').take(octets).chain(&b"\nnext\n"[..]));
            let line = read(&mut reader).await.unwrap();
            assert_eq!(matches!(line, Line::Octets(_)), kept, "{octets} octets");
            assert_eq!(read(&mut reader).await.unwrap(), Line::Octets(b"next".to_vec()));
        }
    }
}
