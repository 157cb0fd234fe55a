//! Reports of chapter 9 in the spellings that the document and the modules of the family show.
//!
//! This writer is its own reading of the forms: it shares nothing with the reader that it tests.

use at_codec::{BootReport, PushUrc, Spacing, Urc};

/// How a line departs from `NAME: a,b`; each bit is one habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spelling(u16);

impl Spelling {
    pub(crate) const PLAIN: Self = Self(0);

    /// Any bits; those that name no habit are dropped.
    pub(crate) const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    const fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    const fn blank_before_colon(self) -> bool {
        self.has(0x01)
    }

    const fn no_blank_after_colon(self) -> bool {
        self.has(0x02)
    }

    const fn blank_at_end(self) -> bool {
        self.has(0x04)
    }

    /// Bits 8 to 10 choose the comma at which the habits of commas show; 5 and more, none.
    const fn is_odd_comma(self, index: u16) -> bool {
        (self.0 >> 8) & 0x07 == index
    }

    fn colon(self) -> String {
        let before = if self.blank_before_colon() { " " } else { "" };
        let after = if self.no_blank_after_colon() { "" } else { " " };
        [before, ":", after].concat()
    }

    fn comma(self, index: u16) -> String {
        if !self.is_odd_comma(index) {
            return ",".into();
        }
        let before = if self.has(0x08) { "  " } else { "" };
        let line_end = if self.has(0x10) { "\r\n" } else { "" };
        let indent = if self.has(0x20) { " " } else { "" };
        let after = if self.has(0x40) { " " } else { "" };
        [before, line_end, indent, ",", after].concat()
    }

    /// What the reader must say of a line with five commas in this spelling.
    fn spacing(self) -> Spacing {
        let has_odd_comma = (0..5).any(|index| self.is_odd_comma(index));
        Spacing {
            blank_before_colon: self.blank_before_colon(),
            no_blank_after_colon: self.no_blank_after_colon(),
            blank_before_comma: has_odd_comma && (self.has(0x08) || self.has(0x20)),
            blank_after_comma: has_odd_comma && self.has(0x40),
            wrapped: has_odd_comma && self.has(0x10),
            blank_at_end: self.blank_at_end(),
            ..Spacing::default()
        }
    }
}

/// Writes a report, without the line ends around it.
pub(crate) fn write(urc: &Urc, spelling: Spelling) -> Vec<u8> {
    let end = if spelling.blank_at_end() { " " } else { "" };
    let named =
        |name: &str, value: &str| [name, &spelling.colon(), value, end].concat().into_bytes();
    match urc {
        Urc::Boot(BootReport::PhonebookDone) => b"PB DONE".to_vec(),
        Urc::Boot(BootReport::Ready) => b"RDY".to_vec(),
        Urc::Boot(BootReport::SimToolkit(n)) => named("+STIN", &n.to_string()),
        Urc::Boot(BootReport::SmsDone) => b"SMS DONE".to_vec(),
        Urc::Boot(BootReport::Start) => b"START".to_vec(),
        Urc::Push(push) => [write_push(push, spelling), end.into()].concat(),
        Urc::Recv(code) => named("+CMMSRECV", &code.to_string()),
        Urc::Send(code) => named("+CMMSSEND", &code.to_string()),
    }
}

fn write_push(push: &PushUrc, spelling: Spelling) -> Vec<u8> {
    let mut line = ["+WAP_PUSH_MMS", &spelling.colon()].concat().into_bytes();
    let texts = [&push.sender, &push.transaction_id, &push.location, &push.timestamp];
    for (index, text) in (0..).zip(texts) {
        line.extend_from_slice(
            &[b"\"", text.as_slice(), b"\"", spelling.comma(index).as_bytes()].concat(),
        );
    }
    let numbers = [push.class.to_string(), spelling.comma(4), push.size.to_string()];
    line.extend_from_slice(numbers.concat().as_bytes());
    line
}

/// The report with the spacing that this spelling gives it.
pub(crate) fn with_spacing(urc: Urc, spelling: Spelling) -> Urc {
    match urc {
        Urc::Push(push) => Urc::Push(PushUrc { spacing: spelling.spacing(), ..push }),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use at_codec::{PushUrc, Spacing, Urc};
    use rstest::rstest;

    use super::{Spelling, write};

    #[rstest]
    #[case::plain(0x000, "+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",0,9")]
    #[case::no_blank(0x702, "+WAP_PUSH_MMS:\"1\",\"T\",\"h\",\"t\",0,9")]
    #[case::blank_before_colon(0x701, "+WAP_PUSH_MMS : \"1\",\"T\",\"h\",\"t\",0,9")]
    #[case::wrapped_as_printed(0x218, "+WAP_PUSH_MMS: \"1\",\"T\",\"h\"  \r\n,\"t\",0,9")]
    #[case::blanks_around_the_last_comma(0x468, "+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",0   , 9")]
    fn spellings_of_a_push(#[case] bits: u16, #[case] expected: &str) {
        let push = PushUrc {
            sender: b"1".to_vec(),
            transaction_id: b"T".to_vec(),
            location: b"h".to_vec(),
            timestamp: b"t".to_vec(),
            class: 0,
            size: 9,
            spacing: Spacing::default(),
        };
        let line = write(&Urc::Push(push), Spelling::from_bits(bits));
        assert_eq!(String::from_utf8(line).unwrap(), expected);
    }

    #[test]
    fn spellings_of_a_result() {
        assert_eq!(write(&Urc::Send(190), Spelling::PLAIN), b"+CMMSSEND: 190");
        assert_eq!(write(&Urc::Recv(0), Spelling::from_bits(0x02)), b"+CMMSRECV:0");
    }
}
