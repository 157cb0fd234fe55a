//! The strict check list: what a PDU breaks although it can be read. Decoding does not depend on it.

use alloc::vec::Vec;
use core::fmt;

use crate::body::without_brackets;
use crate::field::Field;
use crate::header::Header;
use crate::{
    AcknowledgeInd, Address, AddressKind, Body, CancelConf, CancelReq, ContentType, DeliveryInd,
    Expiry, ForwardConf, ForwardReq, FromValue, MessageClass, NotificationInd, NotifyRespInd, Pdu,
    ReadOrigInd, ReadRecInd, ResponseStatus, RetrieveConf, SendConf, SendReq, Status, TextString,
    YesNo,
};

/// Something that a clause forbids or does not know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Irregularity {
    /// What is broken.
    pub rule: Rule,
    /// The header field in which; `None` for the body and for an Application-header.
    pub field: Option<Field>,
}

/// A rule of the check list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// HDR-1: an Application-header's name is no token, or its value no Text-string.
    ApplicationHeader,
    /// HDR-2: the header field's number is not assigned.
    UnassignedField,
    /// HDR-4: the PDU's table does not list the header field.
    UnlistedField,
    /// HDR-5: the value is not in its list.
    UnassignedValue,
    /// STA-1: the status is not assigned and is taken for the general failure of its range.
    UnassignedStatus,
    /// STA-2: M-NotifyResp.ind carries a status of M-Delivery.ind.
    StatusOfDelivery,
    /// ORD-7: a header field that may appear once is repeated.
    RepeatedField,
    /// ADR-1: a recipient is a bare number, or no address.
    Recipient,
    /// There is no recipient (ENC 6, M-Send.req).
    NoRecipient,
    /// From is insert-address in a PDU from the MMSC (ENC 7.3.21).
    InsertAddress,
    /// X-Mms-Expiry of a notification is not relative (ENC 6, M-Notification.ind).
    AbsoluteExpiry,
    /// A message of the class Auto asks for a report (ENC 7.3.27).
    ReportOfAuto,
    /// An accepted message has no Message-ID (ENC 6, M-Send.conf).
    NoMessageId,
    /// CS-1: a text without a charset has octets above 0x7F.
    Charset,
    /// MP-4: `start` does not name the Content-ID of exactly one part.
    Start,
    /// The content type says multipart and the body is none, or the other way round.
    BodyForm,
    /// A kept value is not of its field's form (ENC 7.3).
    ValueForm,
}

impl Rule {
    /// Returns the rule's id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ApplicationHeader => "HDR-1",
            Self::UnassignedField => "HDR-2",
            Self::UnlistedField => "HDR-4",
            Self::UnassignedValue => "HDR-5",
            Self::UnassignedStatus => "STA-1",
            Self::StatusOfDelivery => "STA-2",
            Self::RepeatedField => "ORD-7",
            Self::Recipient => "ADR-1",
            Self::NoRecipient => "no-recipient",
            Self::InsertAddress => "insert-address",
            Self::AbsoluteExpiry => "absolute-expiry",
            Self::ReportOfAuto => "report-of-auto",
            Self::NoMessageId => "no-message-id",
            Self::Charset => "CS-1",
            Self::Start => "MP-4",
            Self::BodyForm => "body-form",
            Self::ValueForm => "value-form",
        }
    }
}

impl fmt::Display for Irregularity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(formatter, "{}: {field}", self.rule.id()),
            None if self.rule == Rule::ApplicationHeader => {
                write!(formatter, "{}: application header", self.rule.id())
            }
            None => write!(formatter, "{}: body", self.rule.id()),
        }
    }
}

impl Pdu<'_> {
    /// Lists what the PDU breaks although it can be read, in the order of its fields here.
    #[must_use]
    pub fn check(&self) -> Vec<Irregularity> {
        let mut list = List::default();
        match self {
            Self::SendReq(pdu) => check_send_req(&mut list, pdu),
            Self::SendConf(pdu) => check_send_conf(&mut list, pdu),
            Self::NotificationInd(pdu) => check_notification_ind(&mut list, pdu),
            Self::NotifyRespInd(pdu) => check_notify_resp_ind(&mut list, pdu),
            Self::RetrieveConf(pdu) => check_retrieve_conf(&mut list, pdu),
            Self::AcknowledgeInd(pdu) => check_acknowledge_ind(&mut list, pdu),
            Self::DeliveryInd(pdu) => check_delivery_ind(&mut list, pdu),
            Self::ReadRecInd(pdu) => check_read_rec_ind(&mut list, pdu),
            Self::ReadOrigInd(pdu) => check_read_orig_ind(&mut list, pdu),
            Self::ForwardReq(pdu) => check_forward_req(&mut list, pdu),
            Self::ForwardConf(pdu) => check_forward_conf(&mut list, pdu),
            Self::CancelReq(pdu) => check_cancel_req(&mut list, pdu),
            Self::CancelConf(pdu) => check_cancel_conf(&mut list, pdu),
        }
        list.0
    }
}

fn check_send_req(list: &mut List, pdu: &SendReq<'_>) {
    pdu.check_values(list);
    list.recipients(&[(Field::To, &pdu.to), (Field::Cc, &pdu.cc), (Field::Bcc, &pdu.bcc)]);
    let auto = pdu.message_class == Some(MessageClass::Auto);
    for (field, report) in
        [(Field::DeliveryReport, pdu.delivery_report), (Field::ReadReport, pdu.read_report)]
    {
        list.add_if(auto && report == Some(YesNo::Yes), Rule::ReportOfAuto, field);
    }
    list.other(&pdu.other, SendReq::TYPED, SEND_REQ);
    list.body(&pdu.content_type, &pdu.body);
}

fn check_send_conf(list: &mut List, pdu: &SendConf<'_>) {
    pdu.check_values(list);
    list.accepted(pdu.response_status, pdu.message_id.as_ref());
    list.other(&pdu.other, SendConf::TYPED, SEND_CONF);
}

fn check_notification_ind(list: &mut List, pdu: &NotificationInd<'_>) {
    pdu.check_values(list);
    list.from(pdu.from.as_ref());
    let absolute = matches!(pdu.expiry, Expiry::Absolute(_));
    list.add_if(absolute, Rule::AbsoluteExpiry, Field::Expiry);
    list.other(&pdu.other, NotificationInd::TYPED, NOTIFICATION_IND);
}

fn check_notify_resp_ind(list: &mut List, pdu: &NotifyRespInd<'_>) {
    pdu.check_values(list);
    let of_delivery = matches!(
        pdu.status,
        Status::Expired | Status::Indeterminate | Status::Forwarded | Status::Unreachable
    );
    list.add_if(of_delivery, Rule::StatusOfDelivery, Field::Status);
    list.other(&pdu.other, NotifyRespInd::TYPED, &[]);
}

fn check_retrieve_conf(list: &mut List, pdu: &RetrieveConf<'_>) {
    pdu.check_values(list);
    list.from(pdu.from.as_ref());
    list.other(&pdu.other, RetrieveConf::TYPED, RETRIEVE_CONF);
    list.body(&pdu.content_type, &pdu.body);
}

fn check_acknowledge_ind(list: &mut List, pdu: &AcknowledgeInd<'_>) {
    pdu.check_values(list);
    list.other(&pdu.other, AcknowledgeInd::TYPED, &[]);
}

fn check_delivery_ind(list: &mut List, pdu: &DeliveryInd<'_>) {
    pdu.check_values(list);
    list.unlisted_id(pdu.transaction_id.as_ref());
    list.other(&pdu.other, DeliveryInd::TYPED, REPORT);
}

fn check_read_rec_ind(list: &mut List, pdu: &ReadRecInd<'_>) {
    pdu.check_values(list);
    list.unlisted_id(pdu.transaction_id.as_ref());
    list.other(&pdu.other, ReadRecInd::TYPED, REPORT);
}

fn check_read_orig_ind(list: &mut List, pdu: &ReadOrigInd<'_>) {
    pdu.check_values(list);
    list.unlisted_id(pdu.transaction_id.as_ref());
    list.from(Some(&pdu.from));
    list.other(&pdu.other, ReadOrigInd::TYPED, REPORT);
}

fn check_forward_req(list: &mut List, pdu: &ForwardReq<'_>) {
    pdu.check_values(list);
    list.recipients(&[(Field::To, &pdu.to), (Field::Cc, &pdu.cc), (Field::Bcc, &pdu.bcc)]);
    list.other(&pdu.other, ForwardReq::TYPED, FORWARD_REQ);
}

fn check_forward_conf(list: &mut List, pdu: &ForwardConf<'_>) {
    pdu.check_values(list);
    list.accepted(pdu.response_status, pdu.message_id.as_ref());
    list.other(&pdu.other, ForwardConf::TYPED, SEND_CONF);
}

fn check_cancel_req(list: &mut List, pdu: &CancelReq<'_>) {
    pdu.check_values(list);
    list.other(&pdu.other, CancelReq::TYPED, &[]);
}

fn check_cancel_conf(list: &mut List, pdu: &CancelConf<'_>) {
    pdu.check_values(list);
    list.other(&pdu.other, CancelConf::TYPED, &[]);
}

/// Optional fields of M-Send.req without a type here.
const SEND_REQ: &[Field] = &[
    Field::ReplyCharging,
    Field::ReplyChargingDeadline,
    Field::ReplyChargingSize,
    Field::ReplyChargingId,
    Field::Store,
    Field::MmState,
    Field::MmFlags,
    Field::ApplicId,
    Field::ReplyApplicId,
    Field::AuxApplicInfo,
    Field::ContentClass,
    Field::DrmContent,
    Field::AdaptationAllowed,
];

/// Optional fields of M-Send.conf and M-Forward.conf without a type here.
const SEND_CONF: &[Field] = &[Field::ContentLocation, Field::StoreStatus, Field::StoreStatusText];

/// Optional fields of M-Notification.ind without a type here.
const NOTIFICATION_IND: &[Field] = &[
    Field::ReplyCharging,
    Field::ReplyChargingDeadline,
    Field::ReplyChargingSize,
    Field::ReplyChargingId,
    Field::Stored,
    Field::DistributionIndicator,
    Field::ElementDescriptor,
    Field::RecommendedRetrievalMode,
    Field::RecommendedRetrievalModeText,
    Field::ApplicId,
    Field::ReplyApplicId,
    Field::AuxApplicInfo,
    Field::ContentClass,
    Field::DrmContent,
    Field::ReplaceId,
];

/// Optional fields of M-Retrieve.conf without a type here.
const RETRIEVE_CONF: &[Field] = &[
    Field::ReplyCharging,
    Field::ReplyChargingDeadline,
    Field::ReplyChargingSize,
    Field::ReplyChargingId,
    Field::PreviouslySentBy,
    Field::PreviouslySentDate,
    Field::MmState,
    Field::MmFlags,
    Field::DistributionIndicator,
    Field::ApplicId,
    Field::ReplyApplicId,
    Field::AuxApplicInfo,
    Field::ContentClass,
    Field::DrmContent,
    Field::ReplaceId,
];

/// Optional fields of M-Delivery.ind, M-Read-Rec.ind and M-Read-Orig.ind without a type here, since 1.3.
const REPORT: &[Field] = &[Field::ApplicId, Field::ReplyApplicId, Field::AuxApplicInfo];

/// Optional fields of M-Forward.req without a type here.
const FORWARD_REQ: &[Field] = &[Field::Store, Field::MmState, Field::MmFlags];

/// The irregularities found so far.
#[derive(Default)]
pub(crate) struct List(Vec<Irregularity>);

impl List {
    /// Adds what a value breaks by itself.
    pub(crate) fn add(&mut self, rule: Option<Rule>, field: Field) {
        self.0.extend(rule.map(|rule| Irregularity { rule, field: Some(field) }));
    }

    fn add_if(&mut self, broken: bool, rule: Rule, field: Field) {
        self.add(broken.then_some(rule), field);
    }

    fn recipients(&mut self, lists: &[(Field, &Vec<Address<'_>>)]) {
        for (field, addresses) in lists {
            for address in *addresses {
                let kind = address.kind();
                let broken = matches!(kind, AddressKind::NumShortcode | AddressKind::Other);
                self.add_if(broken, Rule::Recipient, *field);
            }
        }
        let none = lists.iter().all(|(_, addresses)| addresses.is_empty());
        self.add_if(none, Rule::NoRecipient, Field::To);
    }

    fn from(&mut self, from: Option<&FromValue<'_>>) {
        let insert = matches!(from, Some(FromValue::InsertAddress));
        self.add_if(insert, Rule::InsertAddress, Field::From);
    }

    fn accepted(&mut self, status: ResponseStatus, message_id: Option<&TextString<'_>>) {
        let broken = status == ResponseStatus::Ok && message_id.is_none();
        self.add_if(broken, Rule::NoMessageId, Field::MessageId);
    }

    fn unlisted_id(&mut self, transaction_id: Option<&TextString<'_>>) {
        self.add_if(transaction_id.is_some(), Rule::UnlistedField, Field::TransactionId);
    }

    /// Checks what is kept: of `typed` fields that is what a repetition brings, `listed` are the other fields of the
    /// PDU's table.
    fn other(&mut self, headers: &[Header<'_>], typed: &[Field], listed: &[Field]) {
        let mut seen: u128 = 0;
        for header in headers {
            let Some(field) = header.field() else {
                let broken = header.application_error().is_some();
                self.0.extend(
                    broken.then_some(Irregularity { rule: Rule::ApplicationHeader, field: None }),
                );
                continue;
            };
            let bit = 1_u128 << field.number();
            let again = seen & bit != 0 || typed.contains(&field);
            seen |= bit;
            let rule = match field {
                Field::Unknown(_) => Some(Rule::UnassignedField),
                _ if again && !field.may_repeat() => Some(Rule::RepeatedField),
                _ if again || listed.contains(&field) => value_rule(header),
                _ => Some(Rule::UnlistedField),
            };
            self.add(rule, field);
        }
    }

    fn body(&mut self, content_type: &ContentType<'_>, body: &Body<'_>) {
        let is_multipart = matches!(body, Body::Multipart(_));
        if is_multipart != content_type.media_type.is_multipart() {
            self.0.push(Irregularity { rule: Rule::BodyForm, field: None });
        }
        let Some(start) = content_type.start().map(without_brackets) else { return };
        let ids = body.parts().iter().filter_map(|part| part.content_id.as_deref());
        if ids.filter(|id| without_brackets(id) == start).count() != 1 {
            self.0.push(Irregularity { rule: Rule::Start, field: None });
        }
    }
}

/// What the value of a kept header breaks by itself.
fn value_rule(header: &Header<'_>) -> Option<Rule> {
    match header.typed()? {
        Ok(value) => value.rule(),
        Err(_) => Some(Rule::ValueForm),
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::{Charset, EncodedString, Part, Version};

    fn text(text: &str) -> TextString<'_> {
        TextString::new(text).unwrap()
    }

    /// A message that breaks nothing.
    fn message() -> SendReq<'static> {
        let part = Part::new(ContentType::text_plain(Charset::US_ASCII), &b"hi"[..])
            .with_content_id(text("<a>"));
        let content_type = ContentType::multipart_related(crate::MediaType::TEXT_PLAIN, text("a"));
        let body = Body::Multipart(vec![part]);
        let mut message = SendReq::new(text("t"), Version::V1_0, content_type, body);
        message.to.push(Address::from_dialled("1").unwrap());
        message
    }

    fn check(change: fn(&mut SendReq<'static>)) -> Vec<std::string::String> {
        let mut message = message();
        change(&mut message);
        Pdu::from(message).check().iter().map(ToString::to_string).collect()
    }

    #[rstest]
    #[case::nothing(|_: &mut SendReq<'static>| (), &[])]
    #[case::priority(|it: &mut SendReq<'static>| it.priority = Some(crate::Priority::Unknown(0x90)), &["HDR-5: X-Mms-Priority"])]
    #[case::class(|it: &mut SendReq<'static>| it.message_class = Some(MessageClass::Unknown(0x90)), &["HDR-5: X-Mms-Message-Class"])]
    #[case::no_recipient(|it: &mut SendReq<'static>| it.to.clear(), &["no-recipient: To"])]
    #[case::bare_number(|it: &mut SendReq<'static>| it.cc.push(Address::from_encoded(EncodedString::from_text("123"))), &["ADR-1: Cc"])]
    #[case::start(|it: &mut SendReq<'static>| it.body = Body::Multipart(vec![]), &["MP-4: body"])]
    #[case::body_form(|it: &mut SendReq<'static>| it.content_type = ContentType::text_plain(Charset::UTF_8), &["body-form: body"])]
    #[case::auto(|it: &mut SendReq<'static>| {
        it.message_class = Some(MessageClass::Auto);
        it.delivery_report = Some(YesNo::Yes);
        it.read_report = Some(YesNo::No);
    }, &["report-of-auto: X-Mms-Delivery-Report"])]
    fn a_sent_message_is_checked(
        #[case] change: fn(&mut SendReq<'static>),
        #[case] expected: &[&str],
    ) {
        assert_eq!(check(change), expected);
    }

    #[rstest]
    // M-NotifyResp.ind, id, version, status.
    #[case::delivery(&[0x8C, 0x83, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x95, 0x80], &["STA-2: X-Mms-Status"])]
    #[case::unknown(&[0x8C, 0x83, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x95, 0x88], &["HDR-5: X-Mms-Status"])]
    #[case::retrieved(&[0x8C, 0x83, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x95, 0x81], &[])]
    // M-Send.conf, id, version, status, message id.
    #[case::accepted(&[0x8C, 0x81, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x92, 0x80], &["no-message-id: Message-ID"])]
    #[case::status(&[0x8C, 0x81, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x92, 0xDF], &["STA-1: X-Mms-Response-Status"])]
    // M-Acknowledge.ind, id, version, then a field that is repeated, unassigned, unlisted.
    #[case::repeated(&[0x8C, 0x85, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x8D, 0x91], &["ORD-7: X-Mms-MMS-Version"])]
    // M-Send.conf, id, version, status, message id, then a second X-Mms-Response-Text, and a second field that has no
    // type and may stand once: X-Mms-Store-Status.
    #[case::repeated_text(b"\x8C\x81\x98t\0\x8D\x90\x92\x80\x93a\0\x8Bm\0\x93b\0", &["ORD-7: X-Mms-Response-Text"])]
    #[case::repeated_untyped(b"\x8C\x81\x98t\0\x8D\x90\x92\x80\x8Bm\0\xA5\x80\xA5\x80", &["ORD-7: X-Mms-Store-Status"])]
    // M-Retrieve.conf, version, date, two Subjects, two X-Mms-Previously-Sent-By, which may repeat, Content-Type.
    #[case::repeated_subject(b"\x8C\x84\x8D\x90\x85\x01\x01\x96a\0\x96b\0\x84\x83", &["ORD-7: Subject"])]
    #[case::previous_senders(b"\x8C\x84\x8D\x90\x85\x01\x01\xA0\x03\x81a\0\xA0\x03\x82b\0\x84\x83", &[])]
    // M-Delivery.ind, version, message id, date, status, two recipients.
    #[case::second_recipient(b"\x8C\x86\x8D\x90\x8Bm\0\x85\x01\x01\x95\x81\x971/TYPE=PLMN\0\x972/TYPE=PLMN\0", &[])]
    // M-Acknowledge.ind, id, version, then an Application-header: sound, with a blank in its name, with a number as value.
    #[case::application(b"\x8C\x85\x98t\0\x8D\x90X-Y\0z\0", &[])]
    #[case::application_name(b"\x8C\x85\x98t\0\x8D\x90X Y\0z\0", &["HDR-1: application header"])]
    #[case::application_value(b"\x8C\x85\x98t\0\x8D\x90X-Y\0\x85", &["HDR-1: application header"])]
    #[case::unassigned(&[0x8C, 0x85, 0x98, 0x74, 0x00, 0x8D, 0x90, 0xC5, 0x91], &["HDR-2: header field 0xC5"])]
    #[case::unlisted(&[0x8C, 0x85, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x95, 0x81], &["HDR-4: X-Mms-Status"])]
    // M-Delivery.ind, version, message id, date, status, To, the second with a transaction id and an unassigned
    // status.
    #[case::delivery_ind(b"\x8C\x86\x8D\x90\x8Bm\0\x85\x01\x01\x95\x81\x971/TYPE=PLMN\0", &[])]
    #[case::delivery_ind_with_id(b"\x8C\x86\x98t\0\x8D\x90\x8Bm\0\x85\x01\x01\x95\x90\x971/TYPE=PLMN\0", &["HDR-5: X-Mms-Status", "HDR-4: X-Mms-Transaction-ID"])]
    // M-Read-Rec.ind and M-Read-Orig.ind, version, message id, To, From: insert-address, date, read status.
    #[case::read_rec_ind(b"\x8C\x87\x8D\x91\x8Bm\0\x971/TYPE=PLMN\0\x89\x01\x81\x9B\x82", &["HDR-5: X-Mms-Read-Status"])]
    #[case::read_orig_ind(b"\x8C\x88\x8D\x91\x8Bm\0\x971/TYPE=PLMN\0\x89\x01\x81\x85\x01\x01\x9B\x80", &["insert-address: From"])]
    // M-Forward.req, id, version, From, location, no recipient, X-Mms-Store; then a recipient and a text in
    // X-Mms-Store.
    #[case::forward_req(b"\x8C\x89\x98t\0\x8D\x91\x89\x01\x81\x83u\0\xA2\x80", &["no-recipient: To"])]
    #[case::forward_req_store(b"\x8C\x89\x98t\0\x8D\x91\x89\x01\x81\x971/TYPE=PLMN\0\x83u\0\xA2yes\0", &["value-form: X-Mms-Store"])]
    // M-Forward.conf, id, version, status, no message id.
    #[case::forward_conf(b"\x8C\x8A\x98t\0\x8D\x91\x92\x80", &["no-message-id: Message-ID"])]
    // M-Cancel.req and M-Cancel.conf, id, version, cancel id or status.
    #[case::cancel_req(b"\x8C\x96\x98t\0\x8D\x93\xBEc\0", &[])]
    #[case::cancel_req_with_more(b"\x8C\x96\x98t\0\x8D\x93\xBEc\0\x95\x81\xBEd\0", &["HDR-4: X-Mms-Status", "ORD-7: X-Mms-Cancel-ID"])]
    #[case::cancel_conf(b"\x8C\x97\x98t\0\x8D\x93\xBF\x82", &["HDR-5: X-Mms-Cancel-Status"])]
    // M-Retrieve.conf, version, date, then From: insert-address, Latin-1 Subject, Retrieve-Status, Content-Type.
    #[case::insert(&[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x01, 0x89, 0x01, 0x81, 0x84, 0x83], &["insert-address: From"])]
    #[case::latin_1(&[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x01, 0x96, 0x61, 0xE9, 0x00, 0x84, 0x83], &["CS-1: Subject"])]
    #[case::retrieve(&[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x01, 0x99, 0x01, 0x84, 0x83], &["STA-1: X-Mms-Retrieve-Status"])]
    // M-Notification.ind, id, version, class, size, absolute expiry, location.
    #[case::expiry(&[0x8C, 0x82, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x8A, 0x80, 0x8E, 0x01, 0x01, 0x88, 0x03, 0x80, 0x01, 0x01, 0x83, 0x75, 0x00], &["absolute-expiry: X-Mms-Expiry"])]
    fn a_read_pdu_is_checked(#[case] octets: &[u8], #[case] expected: &[&str]) {
        let found = Pdu::decode(octets).unwrap().check();
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }
}
