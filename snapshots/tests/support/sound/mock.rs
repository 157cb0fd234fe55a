//! Messages by the emitter of `mock-mmsc`.

use mock_mmsc::emit::{
    AcknowledgeInd, DeliveryInd, EmitPart, ForwardConf, MessageClass, Multipart, NotificationInd,
    NotifyRespInd, ReadOrigInd, ReadRecInd, RetrieveConf, SendConf, SendReq, VERSION_1_0,
    VERSION_1_1, VERSION_1_2, VERSION_1_3,
};

/// The presentation of a message with a picture and a text.
const SMIL: &[u8] =
    b"<smil><body><par><img src=\"cid:p.jpg\"/><text src=\"t.txt\"/></par></body></smil>";

/// Messages by what is special about them.
pub(super) fn messages() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("m-send.req, mixed", send_req().emit()),
        ("m-send.req, related", presented().emit()),
        ("m-send.conf", send_conf().emit()),
        ("m-notification.ind", notification_ind().emit()),
        ("m-notification.ind, class by name", classified().emit()),
        ("m-notifyresp.ind", notify_resp_ind(0x81).emit()),
        ("m-notifyresp.ind, unrecognised", notify_resp_ind(0x84).emit()),
        ("m-retrieve.conf", retrieve_conf().emit()),
        ("m-acknowledge.ind", acknowledge_ind().emit()),
        ("m-delivery.ind", delivery_ind().emit()),
        ("m-read-rec.ind", read_rec_ind().emit()),
        ("m-read-orig.ind", read_orig_ind().emit()),
        ("m-forward.conf", forward_conf().emit()),
    ]
}

fn text() -> EmitPart {
    EmitPart {
        content_type: "text/plain".to_owned(),
        charset: Some(106),
        name: Some("t.txt".to_owned()),
        content_location: Some("t.txt".to_owned()),
        data: "Gr\u{FC}\u{DF}e".into(),
        ..EmitPart::default()
    }
}

fn picture(octets: usize) -> EmitPart {
    EmitPart {
        content_type: "image/jpeg".to_owned(),
        content_id: Some("p.jpg".to_owned()),
        content_location: Some("p.jpg".to_owned()),
        data: (0..=u8::MAX).cycle().take(octets).map(|octet| octet ^ 0xA5).collect(),
        ..EmitPart::default()
    }
}

fn presentation() -> EmitPart {
    EmitPart {
        content_type: "application/smil".to_owned(),
        content_id: Some("smil".to_owned()),
        data: SMIL.to_vec(),
        ..EmitPart::default()
    }
}

fn related() -> Multipart {
    Multipart::Related { kind: "application/smil".to_owned(), start: "smil".to_owned() }
}

fn send_req() -> SendReq {
    SendReq {
        transaction_id: "T1".to_owned(),
        version: VERSION_1_2,
        date: Some(1_735_689_600),
        to: vec!["+15550101/TYPE=PLMN".to_owned()],
        subject: Some("Gr\u{FC}\u{DF}e".to_owned()),
        expiry_seconds: Some(259_200),
        priority: Some(0x81),
        delivery_report: Some(true),
        parts: vec![text(), picture(40)],
        ..SendReq::default()
    }
}

fn presented() -> SendReq {
    SendReq {
        cc: vec!["a@b.example".to_owned()],
        bcc: vec!["c@d.example".to_owned()],
        delivery_time: Some(1_735_776_000),
        multipart: related(),
        parts: vec![presentation(), text(), picture(150)],
        ..send_req()
    }
}

fn send_conf() -> SendConf {
    SendConf {
        transaction_id: "T1".to_owned(),
        version: VERSION_1_2,
        response_status: 0x80,
        response_text: Some("\u{20AC}".to_owned()),
        message_id: Some("m1".to_owned()),
    }
}

fn notification_ind() -> NotificationInd {
    NotificationInd {
        transaction_id: "N1".to_owned(),
        version: VERSION_1_0,
        from: Some("+15550102/TYPE=PLMN".to_owned()),
        subject: Some("Hello".to_owned()),
        message_class: MessageClass::Octet(0x80),
        message_size: 25_031,
        expiry_seconds: 259_200,
        location: "http://mmsc.example/m1".to_owned(),
    }
}

fn classified() -> NotificationInd {
    let message_class = MessageClass::Token("Game".to_owned());
    NotificationInd { from: None, subject: None, message_class, ..notification_ind() }
}

fn notify_resp_ind(status: u8) -> NotifyRespInd {
    let (transaction_id, version) = ("N1".to_owned(), VERSION_1_0);
    let report_allowed = (status == 0x81).then_some(true);
    NotifyRespInd { transaction_id, version, status, report_allowed }
}

fn retrieve_conf() -> RetrieveConf {
    RetrieveConf {
        transaction_id: Some("R1".to_owned()),
        version: VERSION_1_3,
        message_id: Some("m1".to_owned()),
        date: 1_735_689_600,
        from: Some("+15550102/TYPE=PLMN".to_owned()),
        to: vec!["+15550101/TYPE=PLMN".to_owned()],
        cc: vec!["a@b.example".to_owned()],
        subject: Some("Hello".to_owned()),
        retrieve_status: Some(0x80),
        multipart: related(),
        parts: vec![presentation(), picture(150), text()],
    }
}

fn acknowledge_ind() -> AcknowledgeInd {
    let transaction_id = "R1".to_owned();
    AcknowledgeInd { transaction_id, version: VERSION_1_0, report_allowed: Some(false) }
}

fn delivery_ind() -> DeliveryInd {
    DeliveryInd {
        version: VERSION_1_3,
        message_id: "m1".to_owned(),
        to: "+15550101/TYPE=PLMN".to_owned(),
        date: 1_735_689_600,
        status: 0x87,
        status_text: Some("gone".to_owned()),
    }
}

fn read_rec_ind() -> ReadRecInd {
    ReadRecInd {
        version: VERSION_1_2,
        message_id: "m1".to_owned(),
        to: "+15550101/TYPE=PLMN".to_owned(),
        date: Some(1_735_689_600),
        read_status: 0x80,
    }
}

fn read_orig_ind() -> ReadOrigInd {
    ReadOrigInd {
        version: VERSION_1_2,
        message_id: "m1".to_owned(),
        to: "+15550101/TYPE=PLMN".to_owned(),
        from: "+15550102/TYPE=PLMN".to_owned(),
        date: 1_735_689_600,
        read_status: 0x81,
    }
}

fn forward_conf() -> ForwardConf {
    ForwardConf {
        transaction_id: "F1".to_owned(),
        version: VERSION_1_1,
        response_status: 0xE8,
        response_text: Some("no".to_owned()),
        message_id: None,
    }
}
