//! PDUs by their constructors: the mandatory values go in, the optional ones are set, and it is the PDU that was read.

use mms_pdu::{
    AcknowledgeInd, CancelConf, CancelReq, DeliveryInd, ForwardConf, ForwardReq, NotifyRespInd,
    Pdu, ReadRecInd, SendConf, SendReq,
};

/// Makes the PDU again, for a type that has a constructor, and counts its octets.
pub(super) fn check(pdu: &Pdu<'_>) {
    let (made, octets) = match pdu.clone() {
        Pdu::SendReq(pdu) => send_req(pdu),
        Pdu::SendConf(pdu) => send_conf(pdu),
        Pdu::NotifyRespInd(pdu) => {
            let mut made = NotifyRespInd::new(pdu.transaction_id, pdu.version, pdu.status);
            (made.report_allowed, made.other) = (pdu.report_allowed, pdu.other);
            counted(made.encoded_len(), made)
        }
        Pdu::AcknowledgeInd(pdu) => {
            let mut made = AcknowledgeInd::new(pdu.transaction_id, pdu.version);
            (made.report_allowed, made.other) = (pdu.report_allowed, pdu.other);
            counted(made.encoded_len(), made)
        }
        Pdu::DeliveryInd(pdu) => delivery_ind(pdu),
        Pdu::ReadRecInd(pdu) => read_rec_ind(pdu),
        Pdu::ForwardReq(pdu) => forward_req(pdu),
        Pdu::ForwardConf(pdu) => forward_conf(pdu),
        Pdu::CancelReq(pdu) => {
            let mut made = CancelReq::new(pdu.transaction_id, pdu.version, pdu.cancel_id);
            made.other = pdu.other;
            counted(made.encoded_len(), made)
        }
        Pdu::CancelConf(pdu) => {
            let mut made = CancelConf::new(pdu.transaction_id, pdu.version, pdu.cancel_status);
            made.other = pdu.other;
            counted(made.encoded_len(), made)
        }
        _ => return,
    };
    assert_eq!(made, *pdu, "made (left), read (right)");
    assert_eq!(octets, pdu.encoded_len(), "octets of the type (left), of the PDU (right)");
}

fn counted<'a>(octets: usize, made: impl Into<Pdu<'a>>) -> (Pdu<'a>, usize) {
    (made.into(), octets)
}

fn send_req(pdu: SendReq<'_>) -> (Pdu<'_>, usize) {
    let mut made = SendReq::new(pdu.transaction_id, pdu.version, pdu.content_type, pdu.body);
    (made.date, made.from) = (pdu.date, pdu.from);
    (made.to, made.cc, made.bcc) = (pdu.to, pdu.cc, pdu.bcc);
    (made.subject, made.message_class) = (pdu.subject, pdu.message_class);
    (made.expiry, made.delivery_time) = (pdu.expiry, pdu.delivery_time);
    (made.priority, made.sender_visibility) = (pdu.priority, pdu.sender_visibility);
    (made.delivery_report, made.read_report) = (pdu.delivery_report, pdu.read_report);
    made.other = pdu.other;
    counted(made.encoded_len(), made)
}

fn send_conf(pdu: SendConf<'_>) -> (Pdu<'_>, usize) {
    let mut made = SendConf::new(pdu.transaction_id, pdu.version, pdu.response_status);
    (made.response_text, made.message_id) = (pdu.response_text, pdu.message_id);
    made.other = pdu.other;
    counted(made.encoded_len(), made)
}

fn forward_conf(pdu: ForwardConf<'_>) -> (Pdu<'_>, usize) {
    let mut made = ForwardConf::new(pdu.transaction_id, pdu.version, pdu.response_status);
    (made.response_text, made.message_id) = (pdu.response_text, pdu.message_id);
    made.other = pdu.other;
    counted(made.encoded_len(), made)
}

fn delivery_ind(pdu: DeliveryInd<'_>) -> (Pdu<'_>, usize) {
    let mut made = DeliveryInd::new(pdu.version, pdu.message_id, pdu.to, pdu.date, pdu.status);
    (made.transaction_id, made.status_text) = (pdu.transaction_id, pdu.status_text);
    made.other = pdu.other;
    counted(made.encoded_len(), made)
}

fn read_rec_ind(pdu: ReadRecInd<'_>) -> (Pdu<'_>, usize) {
    let mut made = ReadRecInd::new(pdu.version, pdu.message_id, pdu.to, pdu.read_status);
    (made.transaction_id, made.from, made.date) = (pdu.transaction_id, pdu.from, pdu.date);
    made.other = pdu.other;
    counted(made.encoded_len(), made)
}

fn forward_req(pdu: ForwardReq<'_>) -> (Pdu<'_>, usize) {
    let mut made = ForwardReq::new(pdu.transaction_id, pdu.version, pdu.content_location);
    (made.date, made.from) = (pdu.date, pdu.from);
    (made.to, made.cc, made.bcc) = (pdu.to, pdu.cc, pdu.bcc);
    (made.expiry, made.delivery_time) = (pdu.expiry, pdu.delivery_time);
    (made.report_allowed, made.other) = (pdu.report_allowed, pdu.other);
    (made.delivery_report, made.read_report) = (pdu.delivery_report, pdu.read_report);
    counted(made.encoded_len(), made)
}
