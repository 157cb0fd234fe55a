//! The strict check list: what a PDU breaks although it can be read. Decoding does not depend on it.

use alloc::vec::Vec;
use core::fmt;

use crate::body::without_brackets;
use crate::field::Field;
use crate::header::{Header, HeaderName};
use crate::{
    AcknowledgeInd, Address, AddressKind, Body, ContentType, EncodedString, Expiry, FromValue,
    MessageClass, NotificationInd, NotifyRespInd, Pdu, ResponseStatus, RetrieveConf, SendConf,
    SendReq, Status, YesNo,
};

/// Something that a clause forbids or does not know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Irregularity {
    /// What is broken.
    pub rule: Rule,
    /// The header field in which; `None` for the body.
    pub field: Option<Field>,
}

/// A rule of the check list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Rule {
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
}

impl Rule {
    /// Returns the rule's id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
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
        }
    }
}

impl fmt::Display for Irregularity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(formatter, "{}: {field}", self.rule.id()),
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
        }
        list.0
    }
}

fn check_send_req(list: &mut List, pdu: &SendReq<'_>) {
    let recipients = [(Field::To, &pdu.to), (Field::Cc, &pdu.cc), (Field::Bcc, &pdu.bcc)];
    for (field, addresses) in recipients {
        list.recipients(field, addresses);
    }
    let none = recipients.iter().all(|(_, addresses)| addresses.is_empty());
    list.add_if(none, Rule::NoRecipient, Field::To);
    list.text(Field::Subject, pdu.subject.as_ref());
    list.class(pdu.message_class.as_ref());
    list.assigned(Field::Priority, pdu.priority.is_none_or(|value| value.is_assigned()));
    let visibility = pdu.sender_visibility.is_none_or(|value| value.is_assigned());
    list.assigned(Field::SenderVisibility, visibility);
    list.yes_no(Field::DeliveryReport, pdu.delivery_report);
    list.yes_no(Field::ReadReport, pdu.read_report);
    let auto = pdu.message_class == Some(MessageClass::Auto);
    for (field, report) in
        [(Field::DeliveryReport, pdu.delivery_report), (Field::ReadReport, pdu.read_report)]
    {
        list.add_if(auto && report == Some(YesNo::Yes), Rule::ReportOfAuto, field);
    }
    list.other(&pdu.other, SEND_REQ);
    list.body(&pdu.content_type, &pdu.body);
}

fn check_send_conf(list: &mut List, pdu: &SendConf<'_>) {
    let assigned = pdu.response_status.is_assigned();
    list.add_if(!assigned, Rule::UnassignedStatus, Field::ResponseStatus);
    list.text(Field::ResponseText, pdu.response_text.as_ref());
    let accepted = pdu.response_status == ResponseStatus::Ok;
    list.add_if(accepted && pdu.message_id.is_none(), Rule::NoMessageId, Field::MessageId);
    list.other(&pdu.other, SEND_CONF);
}

fn check_notification_ind(list: &mut List, pdu: &NotificationInd<'_>) {
    list.from(pdu.from.as_ref());
    list.text(Field::Subject, pdu.subject.as_ref());
    list.yes_no(Field::DeliveryReport, pdu.delivery_report);
    list.class(Some(&pdu.message_class));
    list.assigned(Field::Priority, pdu.priority.is_none_or(|value| value.is_assigned()));
    let absolute = matches!(pdu.expiry, Expiry::Absolute(_));
    list.add_if(absolute, Rule::AbsoluteExpiry, Field::Expiry);
    list.other(&pdu.other, NOTIFICATION_IND);
}

fn check_notify_resp_ind(list: &mut List, pdu: &NotifyRespInd<'_>) {
    list.assigned(Field::Status, pdu.status.is_assigned());
    let of_delivery = matches!(
        pdu.status,
        Status::Expired | Status::Indeterminate | Status::Forwarded | Status::Unreachable
    );
    list.add_if(of_delivery, Rule::StatusOfDelivery, Field::Status);
    list.yes_no(Field::ReportAllowed, pdu.report_allowed);
    list.other(&pdu.other, &[]);
}

fn check_retrieve_conf(list: &mut List, pdu: &RetrieveConf<'_>) {
    list.from(pdu.from.as_ref());
    list.text(Field::Subject, pdu.subject.as_ref());
    list.class(pdu.message_class.as_ref());
    list.assigned(Field::Priority, pdu.priority.is_none_or(|value| value.is_assigned()));
    list.yes_no(Field::DeliveryReport, pdu.delivery_report);
    list.yes_no(Field::ReadReport, pdu.read_report);
    let assigned = pdu.retrieve_status.is_none_or(|value| value.is_assigned());
    list.add_if(!assigned, Rule::UnassignedStatus, Field::RetrieveStatus);
    list.text(Field::RetrieveText, pdu.retrieve_text.as_ref());
    list.other(&pdu.other, RETRIEVE_CONF);
    list.body(&pdu.content_type, &pdu.body);
}

fn check_acknowledge_ind(list: &mut List, pdu: &AcknowledgeInd<'_>) {
    list.yes_no(Field::ReportAllowed, pdu.report_allowed);
    list.other(&pdu.other, &[]);
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

/// Optional fields of M-Send.conf without a type here.
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

/// The irregularities found so far.
#[derive(Default)]
struct List(Vec<Irregularity>);

impl List {
    fn add_if(&mut self, broken: bool, rule: Rule, field: Field) {
        if broken {
            self.0.push(Irregularity { rule, field: Some(field) });
        }
    }

    fn assigned(&mut self, field: Field, assigned: bool) {
        self.add_if(!assigned, Rule::UnassignedValue, field);
    }

    fn yes_no(&mut self, field: Field, value: Option<YesNo>) {
        self.assigned(field, value.is_none_or(YesNo::is_assigned));
    }

    fn class(&mut self, class: Option<&MessageClass<'_>>) {
        self.assigned(Field::MessageClass, !matches!(class, Some(MessageClass::Unknown(_))));
    }

    fn text(&mut self, field: Field, text: Option<&EncodedString<'_>>) {
        let plain = text.filter(|text| text.charset().is_none());
        let high = plain.is_some_and(|text| !text.octets().is_ascii());
        self.add_if(high, Rule::Charset, field);
    }

    fn recipients(&mut self, field: Field, addresses: &[Address<'_>]) {
        for address in addresses {
            let broken = matches!(address.kind(), AddressKind::NumShortcode | AddressKind::Other);
            self.add_if(broken, Rule::Recipient, field);
        }
    }

    fn from(&mut self, from: Option<&FromValue<'_>>) {
        let insert = matches!(from, Some(FromValue::InsertAddress));
        self.add_if(insert, Rule::InsertAddress, Field::From);
    }

    fn other(&mut self, headers: &[Header<'_>], listed: &[Field]) {
        let mut seen: u128 = 0;
        for header in headers {
            let HeaderName::Assigned(number) = header.name else { continue };
            let field = Field::from_number(number);
            let bit = 1_u128 << field.number();
            let again = seen & bit != 0 && !field.may_repeat();
            seen |= bit;
            let rule = match field {
                Field::Unknown(_) => Rule::UnassignedField,
                _ if again || TYPED.contains(&field) => Rule::RepeatedField,
                field if listed.contains(&field) => continue,
                _ => Rule::UnlistedField,
            };
            self.add_if(true, rule, field);
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

/// Fields that every PDU here has a type for: among the others they can only be repetitions.
const TYPED: &[Field] = &[Field::MessageType, Field::TransactionId, Field::MmsVersion];

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::{Charset, Part, TextString, Version};

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
    #[case::unassigned(&[0x8C, 0x85, 0x98, 0x74, 0x00, 0x8D, 0x90, 0xC5, 0x91], &["HDR-2: header field 0xC5"])]
    #[case::unlisted(&[0x8C, 0x85, 0x98, 0x74, 0x00, 0x8D, 0x90, 0x95, 0x81], &["HDR-4: X-Mms-Status"])]
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
