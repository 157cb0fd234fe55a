//! What an input of `attest dissect` holds: MMS PDUs, where they were, and what of the input was not read.

mod exchange;
mod kind;
mod message;
mod recognition;
mod short_message;
mod spelling;

pub(crate) use kind::Kind;
pub(crate) use message::{Item, Notice, Origin};

use mock_mmsc::dissect::{Dissection, Entry, dissect_as};
use mock_mmsc::rule::{Direction, Severity};
use spelling::Spelling;
use std::fmt::Write as _;

/// PDUs of an input, in the order in which they were found.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// What the octets were taken for.
    pub(crate) kind: Kind,
    /// As what the octets were written, where not as themselves.
    pub(crate) spelling: Option<Spelling>,
    /// PDUs, and what carried none.
    pub(crate) items: Vec<Item>,
    /// What was not read, or not without doubt.
    pub(crate) notices: Vec<Notice>,
    /// What may be wrong with taking the input so.
    pub(crate) hint: Option<String>,
}

impl Inspection {
    /// Looks into an input, as what it was told to be or else as what it looks like.
    ///
    /// # Errors
    /// It cannot be read: where and why.
    pub(crate) fn of(
        input: Vec<u8>,
        told: Option<Kind>,
        direction: Option<Direction>,
    ) -> Result<Self, String> {
        if input.is_empty() {
            return Err("the input is empty".to_owned());
        }
        let opened = recognition::open(input, told)?;
        let mut inspection = Self {
            kind: opened.kind,
            spelling: opened.spelling,
            items: Vec::new(),
            notices: Vec::new(),
            hint: opened.hint,
        };
        inspection.read(&opened.units)?;
        for item in &mut inspection.items {
            item.judge(direction);
        }
        if let Some(told) = direction {
            let wrong = inspection.items.iter().filter_map(|item| item.wrong_way(told));
            inspection.notices.extend(wrong);
        }
        inspection.judge_exchanges();
        Ok(inspection)
    }

    /// Why an input without any PDU is of no use; none where there is a PDU.
    pub(crate) fn lack(&self) -> Option<String> {
        self.items.iter().all(|item| item.dissection.is_none()).then(|| self.nothing())
    }

    /// Whether something of the input was not read.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.notices.iter().any(|notice| notice.lost)
    }

    /// Whether some finding is at error level.
    pub(crate) fn has_error(&self) -> bool {
        let items = self.items.iter();
        let mut findings = items.flat_map(|item| item.findings.iter().chain(&item.http_findings));
        findings.any(|finding| finding.severity == Severity::Error)
    }

    fn read(&mut self, units: &[recognition::Unit]) -> Result<(), String> {
        match self.kind {
            Kind::Pcap => self.capture(octets(units)),
            Kind::Http => self.http(octets(units)),
            Kind::Tpdu => {
                self.short_messages(units);
                Ok(())
            }
            Kind::Push => self.single(push(octets(units))),
            Kind::Multipart => self.single(dissect_as(Entry::Multipart, octets(units))),
            Kind::Pdu | Kind::Hex | Kind::Base64 => {
                self.single(dissect_as(Entry::Pdu, octets(units)))
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "an arm among others that can fail")]
    fn single(&mut self, dissection: Dissection) -> Result<(), String> {
        self.items.push(Item::of(Origin::default(), dissection));
        Ok(())
    }

    fn nothing(&self) -> String {
        let mut text = format!("there is no MMS PDU in the {}", self.kind.noun());
        let carriers = self.items.iter().filter_map(|item| item.origin.text());
        let notices = self.notices.iter().map(ToString::to_string);
        let more: Vec<String> = carriers.chain(notices).collect();
        for line in more.iter().take(message::REASONS_TOLD_MAX) {
            text.push_str("; ");
            text.push_str(line);
        }
        match more.len().saturating_sub(message::REASONS_TOLD_MAX) {
            0 => {}
            // Writing to a String cannot fail.
            left => drop(write!(text, "; and {left} more, which --json lists")),
        }
        text
    }
}

fn octets(units: &[recognition::Unit]) -> &[u8] {
    units.first().map(|unit| unit.octets.as_slice()).unwrap_or_default()
}

/// A push with its transaction identifier, or without it.
fn push(octets: &[u8]) -> Dissection {
    let datagram = dissect_as(Entry::Push, octets);
    if datagram.has_pdu() {
        return datagram;
    }
    let wsp = dissect_as(Entry::Wsp, octets);
    if wsp.has_pdu() { wsp } else { datagram }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum as _;
    use proptest::prelude::*;
    use rstest::rstest;

    /// M-Acknowledge.ind: type, transaction id "1", version 1.0.
    const PDU: &[u8] = b"\x8C\x85\x98\x31\0\x8D\x90";

    #[rstest]
    #[case::capture(b"nothing of the kind", Some(Kind::Pcap), "neither pcap nor pcapng")]
    #[case::capture_head(
        b"\xD4\xC3\xB2\xA1\x02",
        None,
        "the head of the capture file cannot be read"
    )]
    #[case::capture_without_packets(
        b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x01\0\0\0",
        None,
        "there is no MMS PDU in the packet capture"
    )]
    #[case::http(b"\x8C\x81", Some(Kind::Http), "neither the request line nor the status line")]
    #[case::http_head(b"POST / HTTP/1.1\r\nHost: a\r\n", None, "does not end with an empty line")]
    #[case::http_without_pdu(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>",
        None,
        "there is no MMS PDU in the HTTP message; 200 OK, text/html, 6 octets"
    )]
    #[case::hex(b"8C zz", Some(Kind::Hex), "line 1, column 4: `z` is no hexadecimal digit")]
    #[case::base64(b"jIGY*", Some(Kind::Base64), "offset 4: `*` is no digit of base64")]
    #[case::tpdu(b"4400\nzz\n", Some(Kind::Tpdu), "line 2 is no TPDU")]
    #[case::empty(b"", Some(Kind::Pdu), "empty")]
    fn what_cannot_be_read_is_told(
        #[case] input: &[u8],
        #[case] told: Option<Kind>,
        #[case] why: &str,
    ) {
        let read = Inspection::of(input.to_vec(), told, None);
        let error = read.map_or_else(Some, |inspection| inspection.lack()).unwrap();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn direction_is_the_users_or_that_of_http_or_of_the_type() {
        let direction =
            |input: Vec<u8>, told| Inspection::of(input, None, told).unwrap().items[0].direction;
        let answer = [b"HTTP/1.1 200 OK\r\n\r\n", PDU].concat();
        assert_eq!(direction(PDU.to_vec(), None), Direction::FromClient);
        assert_eq!(direction(answer.clone(), None), Direction::ToClient);
        assert_eq!(direction(answer, Some(Direction::FromClient)), Direction::FromClient);
    }

    #[rstest]
    #[case::own_way(Some(Direction::FromClient), None)]
    #[case::untold(None, None)]
    #[case::other_way(
        Some(Direction::ToClient),
        Some("m-acknowledge.ind goes from the MMS Client to the MMSC and no other way")
    )]
    fn a_way_that_no_such_pdu_goes_is_told(
        #[case] told: Option<Direction>,
        #[case] notice: Option<&str>,
    ) {
        let inspection = Inspection::of(PDU.to_vec(), None, told).unwrap();
        let texts: Vec<&str> =
            inspection.notices.iter().map(|notice| notice.text.as_str()).collect();
        assert_eq!(texts.len(), usize::from(notice.is_some()), "{texts:?}");
        assert!(notice.is_none_or(|notice| texts[0].starts_with(notice)), "{texts:?}");
        assert!(!inspection.is_incomplete());
    }

    #[rstest]
    #[case::one([4, 4], "packet 4")]
    #[case::in_order([4, 10], "packets 4-10")]
    #[case::out_of_order([10, 4], "packets 10 and 4")]
    fn packets_are_named_as_they_came(#[case] packets: [u32; 2], #[case] expected: &str) {
        let origin = Origin { packets: Some(packets), ..Origin::default() };
        assert_eq!(origin.text().as_deref(), Some(expected));
    }

    #[test]
    fn messages_follow_each_other() {
        let head = format!("POST /m HTTP/1.1\r\nContent-Length: {}\r\n\r\n", PDU.len());
        let one = [head.as_bytes(), PDU].concat();
        let inspection = Inspection::of([&one[..], &one, b"rest"].concat(), None, None).unwrap();
        assert_eq!(inspection.items.len(), 2);
        assert!(inspection.is_incomplete());
        assert!(inspection.notices[0].text.contains("offset 92"), "{:?}", inspection.notices);
    }

    #[test]
    fn a_cut_message_is_shown_and_not_judged() {
        let input = [b"POST /m HTTP/1.1\r\nContent-Length: 9\r\n\r\n", &PDU[..4]].concat();
        let inspection = Inspection::of(input, None, None).unwrap();
        let item = &inspection.items[0];
        assert!(item.dissection.is_some() && item.findings.is_empty());
        assert_eq!(item.cut.as_deref(), Some("the input ends 5 octets before the body does"));
        assert!(inspection.is_incomplete());
    }

    /// Octets that start like an input of each kind.
    fn any_input() -> impl Strategy<Value = Vec<u8>> {
        let starts = proptest::sample::select(vec![
            &b""[..],
            PDU,
            b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x65\0\0\0\0\0\0\0\0\0\0\0\x30\0\0\0\x30\0\0\0\x45",
            b"\x0A\x0D\x0D\x0A\x1C\0\0\0\x4D\x3C\x2B\x1A\x01\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x1C\0\0\0",
            b"POST /m HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n",
            b"\x01\x06\x03\xBE\xAF\x84\x8C\x82",
            b"\x44\x05\x91\x21\x43\xF5\0\x04\x90\x30\x71\x71\x41\x14\x23\x20\x06\x05\x04",
            b"+CMT: ,20\r\n0791",
            b"8C 82 98 ",
        ]);
        (starts, proptest::collection::vec(any::<u8>(), 0..90))
            .prop_map(|(start, rest)| [start, &rest].concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_octets_as_any_kind_are_read_or_refused(
            input in any_input(),
            told in proptest::option::of(proptest::sample::select(Kind::value_variants().to_vec())),
        ) {
            if let Ok(inspection) = Inspection::of(input, told, None) {
                for item in &inspection.items {
                    if let Some(dissection) = &item.dissection {
                        crate::annotated::draw(dissection, &item.findings);
                    }
                }
            }
        }
    }
}
