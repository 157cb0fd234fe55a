//! How the MMSC answers from the next exchange on.

use mock_mmsc::emit::{EmitPart, Multipart, RetrieveConf, VERSION_1_0};
use mock_mmsc::{Answer, FaultPlan, Method};

/// Octets of the file of [`MmscAnswer::ServePicture`].
pub(crate) const PICTURE_OCTETS: usize = 700;

/// One behaviour of the MMSC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MmscAnswer {
    /// As it should be.
    Accept,
    /// An M-Send.conf, or an M-Retrieve.conf, that refuses with this octet.
    Refuse(u8),
    /// This HTTP status and no PDU.
    Status(u16),
    /// A message with a text, whatever is asked for.
    ServeText,
    /// A message with a picture.
    ServePicture,
    /// A message with a title and no file.
    ServeTitle,
    /// A page of HTML under 200.
    Malformed,
    /// The first half of a PDU.
    Half,
    /// A PDU of another type.
    OtherType,
    /// An M-Send.conf with another transaction id.
    OtherId,
    /// 200 without content.
    Empty,
    /// The connection is reset within the answer.
    Reset,
    /// The answer ends early.
    Cut,
    /// No answer.
    Never,
}

/// The behaviours without a number, with their words.
const WORDS: &[(MmscAnswer, &str)] = &[
    (MmscAnswer::Accept, "accept"),
    (MmscAnswer::ServeText, "serve-text"),
    (MmscAnswer::ServePicture, "serve-picture"),
    (MmscAnswer::ServeTitle, "serve-title"),
    (MmscAnswer::Malformed, "malformed"),
    (MmscAnswer::Half, "half"),
    (MmscAnswer::OtherType, "other-type"),
    (MmscAnswer::OtherId, "other-id"),
    (MmscAnswer::Empty, "empty"),
    (MmscAnswer::Reset, "reset"),
    (MmscAnswer::Cut, "cut"),
    (MmscAnswer::Never, "never"),
];

impl MmscAnswer {
    /// All without a number.
    pub(crate) fn plain() -> impl ExactSizeIterator<Item = Self> {
        WORDS.iter().map(|(answer, _)| *answer)
    }

    /// Reads what [`print`](Self::print) writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some((answer, _)) = WORDS.iter().find(|(_, word)| *word == text) {
            return Some(*answer);
        }
        match text.split_once(' ')? {
            ("status", number) => {
                number.parse().ok().filter(|status| (200..600).contains(status)).map(Self::Status)
            }
            ("refuse", octet) => {
                u8::from_str_radix(octet, 16).ok().filter(|octet| *octet > 0x80).map(Self::Refuse)
            }
            _ => None,
        }
    }

    /// One or two words.
    pub(crate) fn print(self) -> String {
        match self {
            Self::Status(status) => format!("status {status}"),
            Self::Refuse(octet) => format!("refuse {octet:02X}"),
            _ => WORDS
                .iter()
                .find(|(answer, _)| *answer == self)
                .map_or_else(String::new, |(_, word)| (*word).to_owned()),
        }
    }

    /// What the mock MMSC is told.
    #[must_use]
    pub fn script(self) -> Answer {
        let sound = Answer::default();
        match self {
            Self::Accept => sound,
            Self::Refuse(octet) => {
                Answer { response_status: Some(octet), retrieve_status: Some(octet), ..sound }
            }
            Self::Status(status) => Answer { status: Some(status), ..sound },
            Self::ServeText | Self::ServePicture | Self::ServeTitle => {
                Answer { serve: self.served(), ..sound }
            }
            Self::Malformed => Answer { body: Some(b"<html>no</html>".to_vec()), ..sound },
            Self::Half => {
                let mut half = Self::ServeText.served().unwrap_or_default();
                half.truncate(half.len() / 2);
                Answer { body: Some(half), ..sound }
            }
            Self::OtherType => Answer { body: Some(OTHER_TYPE.to_vec()), ..sound },
            Self::OtherId => {
                Answer { transaction_id: Some("other".to_owned()), on: Some(Method::Post), ..sound }
            }
            Self::Empty => Answer { body: Some(Vec::new()), ..sound },
            Self::Reset => faulty(FaultPlan { reset_after: Some(40), ..FaultPlan::default() }),
            Self::Cut => faulty(FaultPlan { cut_after: Some(40), ..FaultPlan::default() }),
            Self::Never => faulty(FaultPlan { never: true, ..FaultPlan::default() }),
        }
    }

    /// The M-Retrieve.conf that is served.
    pub(crate) fn served(self) -> Option<Vec<u8>> {
        let part = match self {
            Self::ServeText => Some(EmitPart {
                content_type: "text/plain".to_owned(),
                charset: Some(106),
                content_location: Some("r.txt".to_owned()),
                data: b"Received text".to_vec(),
                ..EmitPart::default()
            }),
            Self::ServePicture => Some(EmitPart {
                content_type: "image/jpeg".to_owned(),
                content_location: Some("r.jpg".to_owned()),
                data: vec![0xD8; PICTURE_OCTETS],
                ..EmitPart::default()
            }),
            Self::ServeTitle => None,
            _ => return None,
        };
        let message = RetrieveConf {
            transaction_id: Some("served-1".to_owned()),
            version: VERSION_1_0,
            message_id: Some("served".to_owned()),
            date: 1_735_689_600,
            from: Some("+15550100/TYPE=PLMN".to_owned()),
            to: vec!["+15550101/TYPE=PLMN".to_owned()],
            subject: Some("Served".to_owned()),
            multipart: Multipart::Mixed,
            parts: part.into_iter().collect(),
            ..RetrieveConf::default()
        };
        Some(message.emit())
    }
}

/// X-Mms-Message-Type M-Delivery.ind, version 1.0, a message id, and nothing else.
const OTHER_TYPE: &[u8] = b"\x8C\x86\x8D\x90\x8B1\0";

fn faulty(fault: FaultPlan) -> Answer {
    Answer { fault, ..Answer::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_is_read_as_it_is_written() {
        let numbered = [MmscAnswer::Status(503), MmscAnswer::Refuse(0xE1)];
        for answer in MmscAnswer::plain().chain(numbered) {
            assert_eq!(MmscAnswer::parse(&answer.print()), Some(answer));
        }
        assert_eq!(MmscAnswer::parse("status 99"), None);
        assert_eq!(MmscAnswer::parse("status"), None);
    }

    #[test]
    fn what_is_served_draws_no_error() {
        use mock_mmsc::rule::{Direction, Severity};
        let answers = [MmscAnswer::ServeText, MmscAnswer::ServePicture, MmscAnswer::ServeTitle];
        for octets in answers.into_iter().filter_map(MmscAnswer::served) {
            let findings = mock_mmsc::dissect::dissect(&octets).findings(Direction::ToClient);
            assert!(
                findings.iter().all(|finding| finding.severity < Severity::Error),
                "{findings:?}"
            );
        }
    }
}
