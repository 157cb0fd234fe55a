//! What the module said in one step, taken apart with the reader of module output.

use at_codec::{FinalResult, Frame, Framer, Response, Urc};

/// One piece of module output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A line of an information response, or any other text.
    Line(Vec<u8>),
    /// Octets that a line announced.
    Data(Vec<u8>),
    /// A prompt.
    Prompt,
    /// A final result code.
    Final(FinalResult),
    /// An unsolicited result code.
    Urc(Urc),
}

/// The output of one step. Echo is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The pieces in order.
    pub items: Vec<Item>,
    /// Octets that make no whole piece.
    pub residue: Vec<u8>,
}

impl Reply {
    /// Reads the octets of one step, in the form of `ATV1`.
    #[must_use]
    pub fn read(octets: &[u8]) -> Self {
        if octets == b"\r\nOK\r\n" {
            return Self { items: vec![Item::Final(FinalResult::Ok)], residue: Vec::new() };
        }
        let mut framer = Framer::new();
        framer.push(octets);
        let mut items = Vec::new();
        while let Some(frame) = framer.next_frame() {
            items.extend(match frame {
                Frame::Line(line) => Some(Self::line(line)),
                Frame::Data(data) => Some(Item::Data(data)),
                Frame::Overlong(piece) => Some(Item::Line(piece)),
                Frame::Prompt => Some(Item::Prompt),
                Frame::Echo(_) => None,
            });
        }
        let mut residue = framer.take_pending();
        residue.retain(|octet| !matches!(octet, b' ' | b'\r' | b'\n'));
        Self { items, residue }
    }

    fn line(line: Vec<u8>) -> Item {
        match Response::parse(&line) {
            Response::Final(result) => Item::Final(result),
            Response::Urc(urc) => Item::Urc(urc),
            Response::Information(_) | Response::Text(_) => Item::Line(line),
        }
    }

    /// The final result codes.
    pub fn finals(&self) -> impl Iterator<Item = &FinalResult> {
        self.items.iter().filter_map(|item| match item {
            Item::Final(result) => Some(result),
            _ => None,
        })
    }

    /// Whether the first final result code is OK.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.finals().next() == Some(&FinalResult::Ok)
    }

    /// Whether a prompt came and no final result code.
    #[must_use]
    pub fn is_prompt(&self) -> bool {
        self.items.contains(&Item::Prompt) && self.finals().next().is_none()
    }

    /// The unsolicited result codes.
    pub fn urcs(&self) -> impl Iterator<Item = &Urc> {
        self.items.iter().filter_map(|item| match item {
            Item::Urc(urc) => Some(urc),
            _ => None,
        })
    }

    /// The lines before the first final result code, unsolicited ones left out.
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let before = self.items.iter().take_while(|item| !matches!(item, Item::Final(_)));
        before.filter_map(|item| match item {
            Item::Line(line) => Some(line.as_slice()),
            _ => None,
        })
    }

    /// The octets that a line announced.
    #[must_use]
    pub fn data(&self) -> Option<&[u8]> {
        self.items.iter().find_map(|item| match item {
            Item::Data(data) => Some(data.as_slice()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"\r\n>", true)]
    #[case(b">", true)]
    #[case(b"\r\n> ", true)]
    #[case(b"\r\nOK\r\n", false)]
    fn prompts_of_every_profile(#[case] octets: &[u8], #[case] expected: bool) {
        let reply = Reply::read(octets);
        assert_eq!(reply.is_prompt(), expected);
        assert_eq!(reply.residue, b"");
    }

    #[test]
    fn a_response_is_taken_apart() {
        let reply = Reply::read(b"\r\n+CMMSREAD:\"a\",2\r\nOK\r\n\r\nOK\r\n\r\n+CMMSSEND: 0\r\n");
        assert_eq!(reply.lines().collect::<Vec<_>>(), [b"+CMMSREAD:\"a\",2"]);
        assert_eq!(reply.data(), Some(&b"OK"[..]));
        assert!(reply.is_ok());
        assert_eq!(reply.urcs().count(), 1);
        assert_eq!(Reply::read(b"\r\nO").residue, b"O");
    }
}
