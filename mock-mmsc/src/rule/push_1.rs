//! PUSH-1: how a notification comes.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Entry, Field, Kind, MMS_MESSAGE};

pub(super) static RULE: Rule = Rule {
    id: "PUSH-1",
    title: "a push comes to port 2948 in 8-bit data, with the MMS media type",
    clause: "PushOTA 6.2.1, WDP Appendix B, WSP 8.2.4.1",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks of a TPDU that it is an SMS-DELIVER of 8-bit data with the destination port 2948, \
        and of the datagram that it is a Push whose Content-Type is \
        application/vnd.wap.mms-message, as the number BE or as text. Another originator port \
        than 9200, a count of pieces that cannot be, a Content-Length that is not the data's and \
        a PDU type that is not pushed draw warnings. Why: the port and the type choose the \
        application, and what comes to another one is lost. Example: PDU type 60 where 06 \
        belongs.",
    passing: Example::received("01 06 03 BE AF 84 8C 82").within(Entry::Push),
    failing: Example::received("01 06 01 83 41").within(Entry::Push).broken_at(3),
    cues: &[Cue::Envelope],
    check,
};

/// WSP PDU types that are no push: Reply, Get, Post.
const METHODS: [u64; 3] = [0x04, 0x40, 0x60];
/// WSP PDU type Push.
const PUSH: u64 = 0x06;
/// Element: ports of 16 bits.
const PORTS: u64 = 0x05;
/// The port of the MMS Client for pushes.
const PORT_PUSH: u16 = 2_948;
/// The port that pushes come from.
const PORT_WSP: u16 = 9_200;
/// MMS PDU types that a Proxy-Relay pushes: M-Notification.ind, M-Delivery.ind, M-Read-Orig.ind, M-Cancel.req.
const PUSHED: [u8; 4] = [0x82, 0x86, 0x88, 0x96];

fn check(subject: &Subject<'_>, report: &mut Report) {
    if subject.entry == Entry::Tpdu {
        short_message(subject, report);
    }
    let fields = subject.envelope_fields();
    let kind = fields.iter().find(|field| field.is_named("PDU-Type"));
    let Some(kind) = kind.filter(|_| matches!(subject.entry, Entry::Push | Entry::Tpdu)) else {
        return;
    };
    let is_method = kind.number.is_some_and(|number| METHODS.contains(&number));
    if subject.entry == Entry::Push && is_method {
        return; // A method of connectionless WSP, which is judged elsewhere.
    }
    if kind.number != Some(PUSH) {
        return report.field(kind, format!("PDU type {} is no Push", kind.value));
    }
    datagram(subject, fields, report);
}

fn datagram(subject: &Subject<'_>, fields: &[Field], report: &mut Report) {
    let header = |name: &str| fields.iter().find(|field| field.is_named(name));
    match header("Content-Type").filter(|field| field.hole().is_none()) {
        Some(media) if media.value.eq_ignore_ascii_case(MMS_MESSAGE) => {}
        Some(media) => report.field(media, format!("Content-Type {} is not MMS", media.value)),
        None => report.at(fields.first().map_or(0, |f| f.offset), 0, "no readable Content-Type"),
    }
    let pdu = fields.iter().find(|field| field.kind == Kind::Pdu);
    if let (Some(length), Some(pdu)) = (header("Content-Length"), pdu)
        && length.number.is_some_and(|number| u64::try_from(pdu.length) != Ok(number))
    {
        let message = format!("Content-Length {} before {}", length.value, pdu.value);
        report.with(Severity::Warn, length.offset, length.length, message);
    }
    if let Some(octet) = subject.message_type_octet().filter(|octet| !PUSHED.contains(octet)) {
        let message = format!("PDU type {octet:02X} is not pushed");
        let field = pdu.map_or((0, 0), |pdu| (pdu.offset, pdu.length));
        report.with(Severity::Warn, field.0, field.1, message);
    }
}

fn short_message(subject: &Subject<'_>, report: &mut Report) {
    let field = |name: &str| subject.fields.iter().find(|field| field.is_named(name));
    if let Some(kind) = field("TP-MTI").filter(|kind| kind.number.is_some_and(|n| n & 3 != 0)) {
        report.field(kind, format!("{} is no SMS-DELIVER", kind.value));
    }
    if let Some(coding) = field("TP-DCS").filter(|coding| !coding.number.is_some_and(is_8_bit)) {
        report.field(coding, format!("TP-DCS {} is no 8-bit data", coding.value));
    }
    let elements = || subject.fields.iter().filter(|field| field.kind == Kind::Element);
    for element in elements().filter(|element| !element.remarks.is_empty()) {
        let message = format!("{} cannot be, and is passed over", element.value);
        report.with(Severity::Warn, element.offset, element.length, message);
    }
    // The last of several counts.
    match elements().rfind(|element| element.number == Some(PORTS)) {
        Some(element) => ports(element, subject, report),
        None => {
            let place = field("TP-UDL").map_or(0, |length| length.end());
            report.at(place.min(subject.octets.len()), 0, "no ports of 16 bits");
        }
    }
}

fn ports(element: &Field, subject: &Subject<'_>, report: &mut Report) {
    let [_, _, a, b, c, d] = element.raw(&subject.octets) else { return };
    let (to, from) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
    if to != PORT_PUSH {
        report.field(element, format!("destination port {to} is not {PORT_PUSH}"));
    } else if from != PORT_WSP {
        let message = format!("originator port {from} is not {PORT_WSP}");
        report.with(Severity::Warn, element.offset, element.length, message);
    }
}

/// Whether a TP-DCS announces 8-bit data that are not compressed (23.038, 4).
const fn is_8_bit(coding: u64) -> bool {
    coding & 0xEC == 0x04 || coding & 0xF4 == 0xF4
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::ToClient;
    use super::super::Severity::{Error, Warn};
    use super::super::tests::seen_as;
    use super::*;

    #[rstest]
    #[case::sound("01 06 03 BE AF 84 8C 82", &[])]
    #[case::text_type(r#"01 06 20 "application/vnd.wap.mms-message" 00 8C 82"#, &[])]
    #[case::confirmed("01 07 03 BE AF 84 8C 82", &[(1, Error)])]
    #[case::no_type("01 06 00 8C 82", &[(0, Error)])]
    #[case::other_type("01 06 01 AE 8C 82", &[(3, Error)])]
    #[case::other_length("01 06 05 BE AF 84 8D 83 8C 82", &[(6, Warn)])]
    #[case::not_pushed("01 06 03 BE AF 84 8C 81", &[(6, Warn)])]
    #[case::method("01 40 01 2F", &[])]
    fn datagrams(#[case] octets: &str, #[case] expected: &[(usize, Severity)]) {
        assert_eq!(seen_as(&RULE, Entry::Push, ToClient, octets), expected);
    }

    /// First octet, TP-OA, TP-PID, then TP-DCS and ports by the case, in one piece.
    fn tpdu(first: &str, coding: &str, elements: &str) -> String {
        let length = elements.split_whitespace().count();
        format!(
            "{first} 00 91 00 {coding} 90 30 71 71 41 14 23 {:02X} {length:02X} {elements} 01 06 03 BE AF 84 8C 82",
            length + 9
        )
    }

    #[rstest]
    #[case::sound(tpdu("44", "04", "05 04 0B 84 23 F0"), &[])]
    #[case::class_1(tpdu("44", "F5", "05 04 0B 84 23 F0"), &[])]
    #[case::seven_bits(tpdu("44", "00", "05 04 0B 84 23 F0"), &[(4, Error)])]
    #[case::submit_report(tpdu("45", "04", "05 04 0B 84 23 F0"), &[(0, Error)])]
    #[case::other_destination(tpdu("44", "04", "05 04 0B 85 23 F0"), &[(14, Error)])]
    #[case::other_originator(tpdu("44", "04", "05 04 0B 84 23 F1"), &[(14, Warn)])]
    #[case::no_ports(tpdu("44", "04", "00 03 01 01 01"), &[(13, Error)])]
    #[case::pieces_of_none(tpdu("44", "04", "00 03 01 00 01 05 04 0B 84 23 F0"), &[(14, Warn)])]
    fn short_messages(#[case] octets: String, #[case] expected: &[(usize, Severity)]) {
        assert_eq!(seen_as(&RULE, Entry::Tpdu, ToClient, &octets), expected);
    }
}
