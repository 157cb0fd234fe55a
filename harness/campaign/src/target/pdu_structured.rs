//! `pdu_structured`: a PDU that is made of values is written and read back as it was made, in the order of clause 6.
//!
//! The input is what the values are drawn from.

use mms_pdu::{
    AcknowledgeInd, CancelConf, CancelReq, CancelStatus, DeliveryInd, ForwardConf, ForwardReq,
    NotificationInd, NotifyRespInd, Pdu, Priority, ReadOrigInd, ReadRecInd, ReadStatus,
    ResponseStatus, RetrieveConf, RetrieveStatus, SendConf, SendReq, SenderVisibility, Status,
    Tolerances, YesNo,
};
use mock_mmsc::dissect::dissect;
use mock_mmsc::rule::Direction;

use super::draw::Draw;

/// Rules about order and parts that nothing that is written breaks. Those about lengths are not among them: a value that
/// is kept may have another form than its number demands.
const RULES: [&str; 6] = ["MP-2", "ORD-1", "ORD-2", "ORD-3", "ORD-4", "HDR-6"];

/// Draws a PDU, writes it, and lets both codecs read it.
///
/// # Panics
///
/// When the PDU is refused without tolerance or read as another, when the counted length is not the real one, when the
/// first header fields are not X-Mms-Message-Type, X-Mms-Transaction-ID and X-Mms-MMS-Version, when Content-Type is not
/// the last, or when `mock-mmsc` finds fault with order or parts.
pub fn pdu_structured(data: &[u8]) {
    let pdu = draw(&mut Draw::new(data));
    let octets = pdu.encode();
    assert_eq!(pdu.encoded_len(), octets.len(), "counted (left), written (right)");
    for tolerances in [Tolerances::DEFAULT, Tolerances::DEFAULT - Tolerances::REPEATED_HEADER] {
        let read = Pdu::decode_with(&octets, tolerances);
        assert_eq!(read.as_ref(), Ok(&pdu), "read (left), drawn (right)");
    }
    check_order(&octets);
}

fn check_order(octets: &[u8]) {
    let dissection = dissect(octets);
    let names: Vec<&str> = dissection.header_fields().map(|field| &*field.name).collect();
    let mut expected = vec!["X-Mms-Message-Type", "X-Mms-Transaction-ID", "X-Mms-MMS-Version"];
    if !names.contains(&"X-Mms-Transaction-ID") {
        expected.remove(1);
    }
    assert!(names.starts_with(&expected), "the header fields are {names:?}");
    if dissection.body().is_some() {
        assert_eq!(names.last(), Some(&"Content-Type"), "the last header field (left)");
    }
    let findings = dissection.findings(Direction::of(&dissection));
    let broken: Vec<_> = findings.iter().filter(|one| RULES.contains(&one.rule)).collect();
    assert!(broken.is_empty(), "{broken:?} of {}", octets.escape_ascii());
}

/// Any of the types that have a codec. Members are drawn in the order of their declaration.
fn draw(draw: &mut Draw<'_>) -> Pdu<'static> {
    match draw.octet() % 13 {
        0 => send_req(draw).into(),
        1 => retrieve_conf(draw).into(),
        2 => notification_ind(draw).into(),
        3 => forward_req(draw).into(),
        4 => delivery_ind(draw).into(),
        5 => read_rec_ind(draw).into(),
        6 => read_orig_ind(draw).into(),
        other => short(draw, other),
    }
}

fn yes_no(draw: &mut Draw<'_>) -> YesNo {
    YesNo::from_octet(draw.token_octet())
}

fn priority(draw: &mut Draw<'_>) -> Priority {
    Priority::from_octet(draw.token_octet())
}

/// The types with three to six members.
fn short(draw: &mut Draw<'_>, kind: u8) -> Pdu<'static> {
    let (transaction_id, version, other) = (draw.text_string(), draw.version(), draw.headers());
    match kind {
        7 => SendConf {
            transaction_id,
            version,
            response_status: ResponseStatus::from_octet(draw.token_octet()),
            response_text: draw.option(Draw::encoded_string),
            message_id: draw.option(Draw::text_string),
            other,
        }
        .into(),
        8 => ForwardConf {
            transaction_id,
            version,
            response_status: ResponseStatus::from_octet(draw.token_octet()),
            response_text: draw.option(Draw::encoded_string),
            message_id: draw.option(Draw::text_string),
            other,
        }
        .into(),
        9 => NotifyRespInd {
            transaction_id,
            version,
            report_allowed: draw.option(yes_no),
            status: Status::from_octet(draw.token_octet()),
            other,
        }
        .into(),
        10 => CancelReq { transaction_id, version, cancel_id: draw.text_string(), other }.into(),
        11 => CancelConf {
            transaction_id,
            version,
            cancel_status: CancelStatus::from_octet(draw.token_octet()),
            other,
        }
        .into(),
        _ => AcknowledgeInd { transaction_id, version, report_allowed: draw.option(yes_no), other }
            .into(),
    }
}

fn send_req(draw: &mut Draw<'_>) -> SendReq<'static> {
    let (content_type, body) = draw.content();
    SendReq {
        transaction_id: draw.text_string(),
        version: draw.version(),
        date: draw.option(Draw::number),
        from: draw.sender(),
        to: draw.list(Draw::address),
        cc: draw.list(Draw::address),
        bcc: draw.list(Draw::address),
        subject: draw.option(Draw::encoded_string),
        message_class: draw.option(Draw::message_class),
        expiry: draw.option(Draw::expiry),
        delivery_time: draw.option(Draw::expiry),
        priority: draw.option(priority),
        sender_visibility: draw.option(|draw| SenderVisibility::from_octet(draw.token_octet())),
        delivery_report: draw.option(yes_no),
        read_report: draw.option(yes_no),
        other: draw.headers(),
        content_type,
        body,
    }
}

fn retrieve_conf(draw: &mut Draw<'_>) -> RetrieveConf<'static> {
    let (content_type, body) = draw.content();
    RetrieveConf {
        transaction_id: draw.option(Draw::text_string),
        version: draw.version(),
        message_id: draw.option(Draw::text_string),
        date: draw.number(),
        from: draw.option(Draw::sender),
        to: draw.list(Draw::address),
        cc: draw.list(Draw::address),
        subject: draw.option(Draw::encoded_string),
        message_class: draw.option(Draw::message_class),
        priority: draw.option(priority),
        delivery_report: draw.option(yes_no),
        read_report: draw.option(yes_no),
        retrieve_status: draw.option(|draw| RetrieveStatus::from_octet(draw.token_octet())),
        retrieve_text: draw.option(Draw::encoded_string),
        other: draw.headers(),
        content_type,
        body,
    }
}

fn notification_ind(draw: &mut Draw<'_>) -> NotificationInd<'static> {
    NotificationInd {
        transaction_id: draw.text_string(),
        version: draw.version(),
        from: draw.option(Draw::sender),
        subject: draw.option(Draw::encoded_string),
        delivery_report: draw.option(yes_no),
        message_class: draw.message_class(),
        priority: draw.option(priority),
        message_size: draw.number(),
        expiry: draw.expiry(),
        content_location: draw.text_string(),
        other: draw.headers(),
    }
}

fn forward_req(draw: &mut Draw<'_>) -> ForwardReq<'static> {
    ForwardReq {
        transaction_id: draw.text_string(),
        version: draw.version(),
        date: draw.option(Draw::number),
        from: draw.sender(),
        to: draw.list(Draw::address),
        cc: draw.list(Draw::address),
        bcc: draw.list(Draw::address),
        expiry: draw.option(Draw::expiry),
        delivery_time: draw.option(Draw::expiry),
        report_allowed: draw.option(yes_no),
        delivery_report: draw.option(yes_no),
        read_report: draw.option(yes_no),
        content_location: draw.text_string(),
        other: draw.headers(),
    }
}

fn delivery_ind(draw: &mut Draw<'_>) -> DeliveryInd<'static> {
    DeliveryInd {
        transaction_id: draw.option(Draw::text_string),
        version: draw.version(),
        message_id: draw.text_string(),
        date: draw.number(),
        status: Status::from_octet(draw.token_octet()),
        status_text: draw.option(Draw::encoded_string),
        to: draw.address(),
        other: draw.headers(),
    }
}

fn read_rec_ind(draw: &mut Draw<'_>) -> ReadRecInd<'static> {
    ReadRecInd {
        transaction_id: draw.option(Draw::text_string),
        version: draw.version(),
        message_id: draw.text_string(),
        to: draw.address(),
        from: draw.sender(),
        date: draw.option(Draw::number),
        read_status: ReadStatus::from_octet(draw.token_octet()),
        other: draw.headers(),
    }
}

fn read_orig_ind(draw: &mut Draw<'_>) -> ReadOrigInd<'static> {
    ReadOrigInd {
        transaction_id: draw.option(Draw::text_string),
        version: draw.version(),
        message_id: draw.text_string(),
        to: draw.address(),
        from: draw.sender(),
        date: draw.number(),
        read_status: ReadStatus::from_octet(draw.token_octet()),
        other: draw.headers(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_type_is_drawn() {
        let mut types = BTreeSet::new();
        for kind in 0..13 {
            for filler in [0x00, 0x01, 0x33, 0x41, 0xFF] {
                let octets = [&[kind][..], &[filler; 400]].concat();
                pdu_structured(&octets);
                types.insert(draw(&mut Draw::new(&octets)).message_type().octet());
            }
        }
        assert_eq!(types.len(), 13);
    }

    #[test]
    #[should_panic(expected = "the header fields are")]
    fn another_order_is_noticed() {
        // X-Mms-Message-Type, Version, Transaction-ID
        check_order(b"\x8C\x85\x8D\x90\x981\0");
    }
}
