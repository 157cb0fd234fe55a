//! `urc_round_trip`: a report written in any tolerated spelling is read back as it was.
//!
//! ```text
//! input = report (1 octet), spelling (2), code (2), class (1), size (4), texts; numbers little-endian
//! texts   sender LF transaction id LF location LF timestamp; quotes, CR and LF in them are dropped
//! ```

use arbitrary::{Arbitrary, Unstructured};
use at_codec::{BootReport, Format, Frame, Framer, PushUrc, Response, Spacing, Urc};

use crate::report_line::{Spelling, with_spacing, write};

/// Writes the report that the octets describe, frames it and reads it.
///
/// # Panics
///
/// When the framer does not give exactly that line, when the line is read as anything else or with other spacing, or
/// when the report in plain spelling is not strict.
pub fn urc_round_trip(data: &[u8]) {
    let Ok(input) = Input::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    let spelling = Spelling::from_bits(input.spelling);
    check(&input.urc(), spelling);
    let plain = write(&input.urc(), Spelling::PLAIN);
    check(&input.urc(), Spelling::PLAIN);
    assert_eq!(Response::format(&plain), Format::Strict);
}

fn check(urc: &Urc, spelling: Spelling) {
    let line = write(urc, spelling);
    let mut framer = Framer::new();
    framer.push(&[b"\r\n", line.as_slice(), b"\r\n"].concat());
    assert_eq!(framer.next_frame(), Some(Frame::Line(line.clone())));
    assert_eq!(framer.next_frame(), None);
    assert!(framer.pending().is_empty());
    let expected = with_spacing(urc.clone(), spelling);
    assert_eq!(Response::parse(&line), Response::Urc(expected), "read (left), written (right)");
}

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    report: u8,
    spelling: u16,
    code: u16,
    class: u8,
    size: u32,
    texts: &'a [u8],
}

impl Input<'_> {
    fn urc(&self) -> Urc {
        let [low, _] = self.code.to_le_bytes();
        match self.report & 0x07 {
            0 => Urc::Send(self.code),
            1 => Urc::Recv(self.code),
            2 => Urc::Boot(BootReport::Start),
            3 => Urc::Boot(BootReport::Ready),
            4 => Urc::Boot(BootReport::SmsDone),
            5 => Urc::Boot(BootReport::PhonebookDone),
            6 => Urc::Boot(BootReport::SimToolkit(low)),
            _ => Urc::Push(self.push()),
        }
    }

    fn push(&self) -> PushUrc {
        let mut texts = self.texts.split(|octet| *octet == b'\n').map(|text| {
            text.iter().copied().filter(|octet| !matches!(octet, b'"' | b'\r')).collect()
        });
        let mut text = || texts.next().unwrap_or_default();
        PushUrc {
            sender: text(),
            transaction_id: text(),
            location: text(),
            timestamp: text(),
            class: self.class,
            size: self.size,
            spacing: Spacing::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use arbitrary::{Arbitrary, Unstructured};
    use at_codec::{BootReport, Urc};
    use rstest::rstest;

    use super::{Input, urc_round_trip};

    /// Report, spelling, code 190, class 1, size 13338.
    fn octets(report: u8, texts: &[u8]) -> Vec<u8> {
        [&[report, 0x00, 0x00, 0xBE, 0x00, 0x01, 0x1A, 0x34, 0x00, 0x00], texts].concat()
    }

    #[rstest]
    #[case(0, Urc::Send(190))]
    #[case(1, Urc::Recv(190))]
    #[case(2, Urc::Boot(BootReport::Start))]
    #[case(6, Urc::Boot(BootReport::SimToolkit(190)))]
    fn reports(#[case] report: u8, #[case] expected: Urc) {
        let octets = octets(report, b"");
        let input = Input::arbitrary_take_rest(Unstructured::new(&octets)).unwrap();
        assert_eq!(input.urc(), expected);
        urc_round_trip(&octets);
    }

    #[test]
    fn a_push() {
        let octets = octets(7, b"1\nT\nh\"ttp\n09/03/17,17:14:41+32\nrest");
        let input = Input::arbitrary_take_rest(Unstructured::new(&octets)).unwrap();
        let Urc::Push(push) = input.urc() else {
            panic!("no push");
        };
        assert_eq!((push.sender, push.transaction_id), (b"1".to_vec(), b"T".to_vec()));
        assert_eq!(
            (push.location, push.timestamp),
            (b"http".to_vec(), b"09/03/17,17:14:41+32".to_vec())
        );
        assert_eq!((push.class, push.size), (1, 13_338));
        urc_round_trip(&octets);
    }
}
