//! Strategies for PDUs.

use std::vec;

use proptest::option;
use proptest::prelude::{BoxedStrategy, Strategy, any, prop_oneof};

use super::{
    address, addresses, content, encoded_string, expiry, from_value, headers, message_class,
    priority, text_string, version, visibility, yes_no,
};
use crate::{
    AcknowledgeInd, CancelConf, CancelReq, CancelStatus, DeliveryInd, ForwardConf, ForwardReq,
    NotificationInd, NotifyRespInd, Pdu, ReadOrigInd, ReadRecInd, ReadStatus, ResponseStatus,
    RetrieveConf, RetrieveStatus, SendConf, SendReq, Status,
};

/// PDUs of every type.
pub fn pdu() -> BoxedStrategy<Pdu<'static>> {
    prop_oneof![
        send_req().prop_map(Pdu::SendReq),
        send_conf().prop_map(Pdu::SendConf),
        notification_ind().prop_map(Pdu::NotificationInd),
        notify_resp_ind().prop_map(Pdu::NotifyRespInd),
        retrieve_conf().prop_map(Pdu::RetrieveConf),
        acknowledge_ind().prop_map(Pdu::AcknowledgeInd),
        delivery_ind().prop_map(Pdu::DeliveryInd),
        read_rec_ind().prop_map(Pdu::ReadRecInd),
        read_orig_ind().prop_map(Pdu::ReadOrigInd),
        forward_req().prop_map(Pdu::ForwardReq),
        forward_conf().prop_map(Pdu::ForwardConf),
        cancel_req().prop_map(Pdu::CancelReq),
        cancel_conf().prop_map(Pdu::CancelConf),
    ]
    .boxed()
}

/// M-Send.req.
pub fn send_req() -> BoxedStrategy<SendReq<'static>> {
    let start = (text_string(), version(), option::of(any::<u64>()), from_value());
    let lists = (addresses(), addresses(), addresses(), option::of(encoded_string()));
    let times = (option::of(message_class()), option::of(expiry()), option::of(expiry()));
    let flags = (
        option::of(priority()),
        option::of(visibility()),
        option::of(yes_no()),
        option::of(yes_no()),
    );
    (start, lists, times, flags, headers(), content())
        .prop_map(|(start, lists, times, flags, other, (content_type, body))| SendReq {
            transaction_id: start.0,
            version: start.1,
            date: start.2,
            from: start.3,
            to: lists.0,
            cc: lists.1,
            bcc: lists.2,
            subject: lists.3,
            message_class: times.0,
            expiry: times.1,
            delivery_time: times.2,
            priority: flags.0,
            sender_visibility: flags.1,
            delivery_report: flags.2,
            read_report: flags.3,
            other,
            content_type,
            body,
        })
        .boxed()
}

/// M-Send.conf.
pub fn send_conf() -> BoxedStrategy<SendConf<'static>> {
    let status = any::<u8>().prop_map(ResponseStatus::from_octet);
    let optional = (option::of(encoded_string()), option::of(text_string()));
    (text_string(), version(), status, optional, headers())
        .prop_map(
            |(transaction_id, version, response_status, (response_text, message_id), other)| {
                SendConf {
                    transaction_id,
                    version,
                    response_status,
                    response_text,
                    message_id,
                    other,
                }
            },
        )
        .boxed()
}

/// M-Notification.ind.
pub fn notification_ind() -> BoxedStrategy<NotificationInd<'static>> {
    let start = (text_string(), version(), option::of(from_value()), option::of(encoded_string()));
    let flags = (option::of(yes_no()), message_class(), option::of(priority()));
    let size = (any::<u64>(), expiry(), text_string());
    (start, flags, size, headers())
        .prop_map(|(start, flags, size, other)| NotificationInd {
            transaction_id: start.0,
            version: start.1,
            from: start.2,
            subject: start.3,
            delivery_report: flags.0,
            message_class: flags.1,
            priority: flags.2,
            message_size: size.0,
            expiry: size.1,
            content_location: size.2,
            other,
        })
        .boxed()
}

/// M-NotifyResp.ind.
pub fn notify_resp_ind() -> BoxedStrategy<NotifyRespInd<'static>> {
    let status = (0x80..=u8::MAX).prop_map(Status::from_octet);
    (text_string(), version(), status, option::of(yes_no()), headers())
        .prop_map(|(transaction_id, version, status, report_allowed, other)| NotifyRespInd {
            transaction_id,
            version,
            status,
            report_allowed,
            other,
        })
        .boxed()
}

/// M-Retrieve.conf.
pub fn retrieve_conf() -> BoxedStrategy<RetrieveConf<'static>> {
    let ids = (option::of(text_string()), version(), option::of(text_string()), any::<u64>());
    let people = (option::of(from_value()), addresses(), addresses(), option::of(encoded_string()));
    let flags = (
        option::of(message_class()),
        option::of(priority()),
        option::of(yes_no()),
        option::of(yes_no()),
    );
    let status = any::<u8>().prop_map(RetrieveStatus::from_octet);
    let result = (option::of(status), option::of(encoded_string()));
    (ids, people, flags, result, headers(), content())
        .prop_map(|(ids, people, flags, result, other, (content_type, body))| RetrieveConf {
            transaction_id: ids.0,
            version: ids.1,
            message_id: ids.2,
            date: ids.3,
            from: people.0,
            to: people.1,
            cc: people.2,
            subject: people.3,
            message_class: flags.0,
            priority: flags.1,
            delivery_report: flags.2,
            read_report: flags.3,
            retrieve_status: result.0,
            retrieve_text: result.1,
            other,
            content_type,
            body,
        })
        .boxed()
}

/// M-Acknowledge.ind.
pub fn acknowledge_ind() -> BoxedStrategy<AcknowledgeInd<'static>> {
    (text_string(), version(), option::of(yes_no()), headers())
        .prop_map(|(transaction_id, version, report_allowed, other)| AcknowledgeInd {
            transaction_id,
            version,
            report_allowed,
            other,
        })
        .boxed()
}

/// M-Delivery.ind.
pub fn delivery_ind() -> BoxedStrategy<DeliveryInd<'static>> {
    let ids = (option::of(text_string()), version(), text_string());
    let status = (0x80..=u8::MAX).prop_map(Status::from_octet);
    (ids, any::<u64>(), status, option::of(encoded_string()), address(), headers())
        .prop_map(|(ids, date, status, status_text, to, other)| DeliveryInd {
            transaction_id: ids.0,
            version: ids.1,
            message_id: ids.2,
            date,
            status,
            status_text,
            to,
            other,
        })
        .boxed()
}

/// M-Read-Rec.ind.
pub fn read_rec_ind() -> BoxedStrategy<ReadRecInd<'static>> {
    let ids = (option::of(text_string()), version(), text_string());
    (ids, address(), from_value(), option::of(any::<u64>()), read_status(), headers())
        .prop_map(|(ids, to, from, date, read_status, other)| ReadRecInd {
            transaction_id: ids.0,
            version: ids.1,
            message_id: ids.2,
            to,
            from,
            date,
            read_status,
            other,
        })
        .boxed()
}

/// M-Read-Orig.ind.
pub fn read_orig_ind() -> BoxedStrategy<ReadOrigInd<'static>> {
    let ids = (option::of(text_string()), version(), text_string());
    (ids, address(), from_value(), any::<u64>(), read_status(), headers())
        .prop_map(|(ids, to, from, date, read_status, other)| ReadOrigInd {
            transaction_id: ids.0,
            version: ids.1,
            message_id: ids.2,
            to,
            from,
            date,
            read_status,
            other,
        })
        .boxed()
}

/// M-Forward.req.
pub fn forward_req() -> BoxedStrategy<ForwardReq<'static>> {
    let start = (text_string(), version(), option::of(any::<u64>()), from_value());
    let lists = (addresses(), addresses(), addresses());
    let times = (option::of(expiry()), option::of(expiry()));
    let flags = (option::of(yes_no()), option::of(yes_no()), option::of(yes_no()));
    (start, lists, times, flags, text_string(), headers())
        .prop_map(|(start, lists, times, flags, content_location, other)| ForwardReq {
            transaction_id: start.0,
            version: start.1,
            date: start.2,
            from: start.3,
            to: lists.0,
            cc: lists.1,
            bcc: lists.2,
            expiry: times.0,
            delivery_time: times.1,
            report_allowed: flags.0,
            delivery_report: flags.1,
            read_report: flags.2,
            content_location,
            other,
        })
        .boxed()
}

/// M-Forward.conf.
pub fn forward_conf() -> BoxedStrategy<ForwardConf<'static>> {
    send_conf()
        .prop_map(|conf| ForwardConf {
            transaction_id: conf.transaction_id,
            version: conf.version,
            response_status: conf.response_status,
            response_text: conf.response_text,
            message_id: conf.message_id,
            other: conf.other,
        })
        .boxed()
}

/// M-Cancel.req.
pub fn cancel_req() -> BoxedStrategy<CancelReq<'static>> {
    (text_string(), version(), text_string(), headers())
        .prop_map(|(transaction_id, version, cancel_id, other)| CancelReq {
            transaction_id,
            version,
            cancel_id,
            other,
        })
        .boxed()
}

/// M-Cancel.conf.
pub fn cancel_conf() -> BoxedStrategy<CancelConf<'static>> {
    let status = (0x80..=u8::MAX).prop_map(CancelStatus::from_octet);
    (text_string(), version(), status, headers())
        .prop_map(|(transaction_id, version, cancel_status, other)| CancelConf {
            transaction_id,
            version,
            cancel_status,
            other,
        })
        .boxed()
}

fn read_status() -> BoxedStrategy<ReadStatus> {
    (0x80..=u8::MAX).prop_map(ReadStatus::from_octet).boxed()
}
