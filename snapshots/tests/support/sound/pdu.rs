//! Messages by the encoder of `mms-pdu`.

use mms_pdu::{
    AcknowledgeInd, Address, Body, CancelConf, CancelReq, CancelStatus, Charset, ContentClass,
    ContentType, DeliveryInd, EncodedString, Expiry, Field, FieldValue, ForwardConf, ForwardReq,
    FromValue, Header, MediaType, MessageClass, NotificationInd, NotifyRespInd, Parameter, Part,
    Pdu, PreviouslySentBy, PreviouslySentDate, Priority, ReadOrigInd, ReadRecInd, ReadStatus,
    ReplyCharging, ResponseStatus, RetrieveConf, RetrieveStatus, SendConf, SendReq,
    SenderVisibility, Status, TextError, TextString, Version, YesNo,
};

/// 2025-01-01 00:00:00 UTC.
const DATE: u64 = 1_735_689_600;

/// Messages by what is special about them.
///
/// # Errors
/// A text among the fixed values is none.
pub(super) fn messages() -> Result<Vec<(&'static str, Pdu<'static>)>, TextError> {
    Ok(vec![
        ("m-send.req, mixed", send_req()?.into()),
        ("m-send.req, every header field", adorned()?.into()),
        ("m-send.conf", send_conf()?.into()),
        ("m-send.conf, refused", refused()?.into()),
        ("m-notification.ind", notification_ind()?.into()),
        ("m-notification.ind, 1.3", announced()?.into()),
        ("m-notifyresp.ind", notify_resp_ind()?.into()),
        ("m-retrieve.conf, related", retrieve_conf()?.into()),
        ("m-retrieve.conf, nested", nested()?.into()),
        ("m-retrieve.conf, one text", bare()?.into()),
        ("m-acknowledge.ind", acknowledge_ind()?.into()),
        ("m-delivery.ind", delivery_ind()?.into()),
        ("m-read-rec.ind", read_rec_ind()?.into()),
        ("m-read-orig.ind", read_orig_ind()?.into()),
        ("m-forward.req", forward_req()?.into()),
        ("m-forward.conf", forward_conf()?.into()),
        ("m-cancel.req", cancel_req()?.into()),
        ("m-cancel.conf", cancel_conf()?.into()),
    ])
}

fn text(text: &'static str) -> Result<TextString<'static>, TextError> {
    TextString::new(text)
}

fn address(text: &'static str) -> Address<'static> {
    Address::from_encoded(EncodedString::from_text(text))
}

fn sender() -> FromValue<'static> {
    FromValue::Address(address("+15550102/TYPE=PLMN"))
}

/// Kept header fields of those values that are values of their fields.
fn kept(values: &[(Field, FieldValue<'_>)]) -> Vec<Header<'static>> {
    values.iter().filter_map(|(field, value)| Header::from_value(*field, value)).collect()
}

fn note() -> Result<Part<'static>, TextError> {
    let content_type =
        ContentType::text_plain(Charset::UTF_8).with(Parameter::Name(text("t.txt")?));
    Ok(Part::new(content_type, "Gr\u{FC}\u{DF}e".as_bytes()).with_content_location(text("t.txt")?))
}

fn picture() -> Result<Part<'static>, TextError> {
    let data: Vec<u8> = (0..=u8::MAX).take(150).collect();
    Ok(Part::new(ContentType::new(MediaType::from_name("image/jpeg")?), data)
        .with_content_id(text("<p.jpg>")?)
        .with_content_location(text("p.jpg")?))
}

fn presentation() -> Result<Part<'static>, TextError> {
    let smil = b"<smil><body><par><img src=\"cid:p.jpg\"/></par></body></smil>";
    Ok(Part::new(ContentType::new(MediaType::SMIL), &smil[..]).with_content_id(text("<smil>")?))
}

fn related() -> Result<ContentType<'static>, TextError> {
    Ok(ContentType::multipart_related(MediaType::SMIL, text("<smil>")?))
}

fn send_req() -> Result<SendReq<'static>, TextError> {
    let body = Body::Multipart(vec![note()?]);
    let content_type = ContentType::multipart_mixed();
    Ok(SendReq {
        to: vec![address("+15550101/TYPE=PLMN"), address("a@b.example")],
        subject: Some(EncodedString::from_text("Hello")),
        ..SendReq::new(text("T1")?, Version::V1_0, content_type, body)
    })
}

fn adorned() -> Result<SendReq<'static>, TextError> {
    let mut other = kept(&[
        (Field::ReplyCharging, FieldValue::ReplyCharging(ReplyCharging::Requested)),
        (Field::ReplyChargingDeadline, FieldValue::Expiry(Expiry::Relative(86_400))),
        (Field::ReplyChargingSize, FieldValue::LongInteger(30_720)),
        (Field::ContentClass, FieldValue::ContentClass(ContentClass::ImageBasic)),
        (Field::DrmContent, FieldValue::YesNo(YesNo::No)),
        (Field::AdaptationAllowed, FieldValue::YesNo(YesNo::Yes)),
        (Field::ApplicId, FieldValue::Text(text("game.example")?)),
    ]);
    other.push(Header::application("X-Relay", "one")?);
    Ok(SendReq {
        version: Version::V1_3,
        date: Some(DATE),
        from: sender(),
        cc: vec![address("c@d.example")],
        bcc: vec![address("+15550103/TYPE=PLMN")],
        subject: Some(EncodedString::from_text("Gr\u{FC}\u{DF}e")),
        message_class: Some(MessageClass::Personal),
        expiry: Some(Expiry::Absolute(DATE + 86_400)),
        delivery_time: Some(Expiry::Relative(3_600)),
        priority: Some(Priority::High),
        sender_visibility: Some(SenderVisibility::Hide),
        delivery_report: Some(YesNo::Yes),
        read_report: Some(YesNo::No),
        content_type: related()?,
        body: Body::Multipart(vec![presentation()?, picture()?, note()?]),
        other,
        ..send_req()?
    })
}

fn send_conf() -> Result<SendConf<'static>, TextError> {
    Ok(SendConf {
        transaction_id: text("T1")?,
        version: Version::V1_0,
        response_status: ResponseStatus::Ok,
        response_text: None,
        message_id: Some(text("m1")?),
        other: Vec::new(),
    })
}

fn refused() -> Result<SendConf<'static>, TextError> {
    Ok(SendConf {
        version: Version::V1_2,
        response_status: ResponseStatus::from_octet(0xE2),
        response_text: Some(EncodedString::from_text("\u{20AC} 3")),
        message_id: None,
        ..send_conf()?
    })
}

fn notification_ind() -> Result<NotificationInd<'static>, TextError> {
    Ok(NotificationInd {
        transaction_id: text("N1")?,
        version: Version::V1_0,
        from: Some(sender()),
        subject: Some(EncodedString::from_text("Hello")),
        delivery_report: Some(YesNo::No),
        message_class: MessageClass::Informational,
        priority: None,
        message_size: 25_031,
        expiry: Expiry::Relative(259_200),
        content_location: text("http://mmsc.example/m1")?,
        other: Vec::new(),
    })
}

fn announced() -> Result<NotificationInd<'static>, TextError> {
    let other = kept(&[
        (Field::Stored, FieldValue::YesNo(YesNo::No)),
        (Field::DistributionIndicator, FieldValue::YesNo(YesNo::No)),
        (Field::ContentClass, FieldValue::ContentClass(ContentClass::Text)),
        (Field::ReplaceId, FieldValue::Text(text("m0")?)),
    ]);
    let priority = Some(Priority::Low);
    Ok(NotificationInd { version: Version::V1_3, priority, other, ..notification_ind()? })
}

fn notify_resp_ind() -> Result<NotifyRespInd<'static>, TextError> {
    Ok(NotifyRespInd {
        transaction_id: text("N1")?,
        version: Version::V1_2,
        report_allowed: Some(YesNo::No),
        status: Status::Deferred,
        other: Vec::new(),
    })
}

fn retrieve_conf() -> Result<RetrieveConf<'static>, TextError> {
    Ok(RetrieveConf {
        transaction_id: Some(text("R1")?),
        version: Version::V1_2,
        message_id: Some(text("m1")?),
        date: DATE,
        from: Some(sender()),
        to: vec![address("+15550101/TYPE=PLMN")],
        cc: vec![address("a@b.example")],
        subject: Some(EncodedString::from_text("\"Hello\"")),
        message_class: Some(MessageClass::Personal),
        priority: Some(Priority::Normal),
        delivery_report: Some(YesNo::No),
        read_report: Some(YesNo::Yes),
        retrieve_status: Some(RetrieveStatus::Ok),
        retrieve_text: Some(EncodedString::from_text("fine")),
        other: vec![Header::application("X-Relay", "one")?],
        content_type: related()?,
        body: Body::Multipart(vec![presentation()?, picture()?]),
    })
}

fn nested() -> Result<RetrieveConf<'static>, TextError> {
    let sent_by = PreviouslySentBy { count: 1, address: address("+15550104/TYPE=PLMN") };
    let sent_date = PreviouslySentDate { count: 1, date: DATE };
    let mut inner = Part::new(ContentType::new(MediaType::MULTIPART_ALTERNATIVE), Vec::new());
    inner.body = Body::Multipart(vec![note()?, picture()?]);
    Ok(RetrieveConf {
        subject: EncodedString::with_charset(Charset::ISO_8859_1, "Gr\u{FC}\u{DF}e"),
        other: kept(&[
            (Field::PreviouslySentBy, FieldValue::PreviouslySentBy(sent_by)),
            (Field::PreviouslySentDate, FieldValue::PreviouslySentDate(sent_date)),
        ]),
        content_type: ContentType::multipart_mixed(),
        body: Body::Multipart(vec![inner, note()?]),
        ..retrieve_conf()?
    })
}

fn bare() -> Result<RetrieveConf<'static>, TextError> {
    Ok(RetrieveConf {
        transaction_id: None,
        version: Version::V1_0,
        from: None,
        retrieve_status: None,
        retrieve_text: None,
        other: Vec::new(),
        content_type: ContentType::text_plain(Charset::UTF_8),
        body: Body::Data(b"one text".as_slice().into()),
        ..retrieve_conf()?
    })
}

fn acknowledge_ind() -> Result<AcknowledgeInd<'static>, TextError> {
    Ok(AcknowledgeInd {
        transaction_id: text("R1")?,
        version: Version::V1_1,
        report_allowed: Some(YesNo::Yes),
        other: Vec::new(),
    })
}

fn delivery_ind() -> Result<DeliveryInd<'static>, TextError> {
    Ok(DeliveryInd {
        transaction_id: None,
        version: Version::V1_3,
        message_id: text("m1")?,
        date: DATE,
        status: Status::Retrieved,
        status_text: Some(EncodedString::from_text("read")),
        to: address("+15550101/TYPE=PLMN"),
        other: Vec::new(),
    })
}

fn read_rec_ind() -> Result<ReadRecInd<'static>, TextError> {
    Ok(ReadRecInd {
        transaction_id: None,
        version: Version::V1_1,
        message_id: text("m1")?,
        to: address("+15550101/TYPE=PLMN"),
        from: FromValue::InsertAddress,
        date: Some(DATE),
        read_status: ReadStatus::Read,
        other: Vec::new(),
    })
}

fn read_orig_ind() -> Result<ReadOrigInd<'static>, TextError> {
    Ok(ReadOrigInd {
        transaction_id: None,
        version: Version::V1_1,
        message_id: text("m1")?,
        to: address("+15550101/TYPE=PLMN"),
        from: sender(),
        date: DATE,
        read_status: ReadStatus::DeletedWithoutBeingRead,
        other: Vec::new(),
    })
}

fn forward_req() -> Result<ForwardReq<'static>, TextError> {
    Ok(ForwardReq {
        transaction_id: text("F1")?,
        version: Version::V1_1,
        date: Some(DATE),
        from: FromValue::InsertAddress,
        to: vec![address("+15550101/TYPE=PLMN")],
        cc: vec![address("a@b.example")],
        bcc: vec![address("c@d.example")],
        expiry: Some(Expiry::Relative(259_200)),
        delivery_time: Some(Expiry::Absolute(DATE)),
        report_allowed: Some(YesNo::Yes),
        delivery_report: Some(YesNo::Yes),
        read_report: Some(YesNo::No),
        content_location: text("http://mmsc.example/m1")?,
        other: Vec::new(),
    })
}

fn forward_conf() -> Result<ForwardConf<'static>, TextError> {
    Ok(ForwardConf {
        transaction_id: text("F1")?,
        version: Version::V1_1,
        response_status: ResponseStatus::Ok,
        response_text: Some(EncodedString::from_text("fine")),
        message_id: Some(text("m2")?),
        other: Vec::new(),
    })
}

fn cancel_req() -> Result<CancelReq<'static>, TextError> {
    Ok(CancelReq {
        transaction_id: text("C1")?,
        version: Version::V1_3,
        cancel_id: text("m1")?,
        other: Vec::new(),
    })
}

fn cancel_conf() -> Result<CancelConf<'static>, TextError> {
    Ok(CancelConf {
        transaction_id: text("C1")?,
        version: Version::V1_3,
        cancel_status: CancelStatus::RequestReceived,
        other: Vec::new(),
    })
}
