//! Damaged PDUs draw errors; the list of those that do not is short and stands in a snapshot.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;

    use mock_mmsc::dissect::dissect;
    use mock_mmsc::emit::{
        AcknowledgeInd, DeliveryInd, EmitPart, ForwardConf, MessageClass, Multipart,
        NotificationInd, NotifyRespInd, ReadOrigInd, ReadRecInd, RetrieveConf, SendConf, SendReq,
        VERSION_1_0, VERSION_1_2, VERSION_1_3,
    };
    use mock_mmsc::mutant::{Damage, mutants};
    use mock_mmsc::rule::{Direction, Severity};

    fn text(name: &str, data: &str) -> EmitPart {
        EmitPart {
            content_type: "text/plain".to_owned(),
            charset: Some(106),
            name: Some(name.to_owned()),
            content_location: Some(name.to_owned()),
            data: data.as_bytes().to_vec(),
            ..EmitPart::default()
        }
    }

    fn picture(name: &str, octets: usize) -> EmitPart {
        EmitPart {
            content_type: "image/jpeg".to_owned(),
            content_id: Some(name.to_owned()),
            content_location: Some(name.to_owned()),
            data: (0..octets).map(|at| at.to_le_bytes()[0] ^ 0xA5).collect(),
            ..EmitPart::default()
        }
    }

    fn related() -> (Multipart, EmitPart) {
        let kind = "application/smil".to_owned();
        let smil = EmitPart {
            content_type: kind.clone(),
            content_id: Some("smil".to_owned()),
            data: b"<smil><body><par><img src=\"cid:p.jpg\"/><text src=\"t.txt\"/></par></body></smil>"
                .to_vec(),
            ..EmitPart::default()
        };
        (Multipart::Related { kind, start: "smil".to_owned() }, smil)
    }

    /// Sound PDUs of every type that the emitter has.
    fn messages() -> Vec<(&'static str, Vec<u8>)> {
        let to = || vec!["+15550101/TYPE=PLMN".to_owned()];
        let mixed = SendReq {
            transaction_id: "T1".to_owned(),
            version: VERSION_1_2,
            date: Some(1_735_689_600),
            to: to(),
            subject: Some("Gr\u{FC}\u{DF}e".to_owned()),
            expiry_seconds: Some(259_200),
            priority: Some(0x81),
            delivery_report: Some(true),
            parts: vec![text("t.txt", "Hello"), picture("p.jpg", 40)],
            ..SendReq::default()
        };
        let (multipart, smil) = related();
        let presented = SendReq {
            cc: vec!["a@b.example".to_owned()],
            bcc: vec!["c@d.example".to_owned()],
            delivery_time: Some(1_735_776_000),
            multipart: multipart.clone(),
            parts: vec![smil.clone(), text("t.txt", "Hello"), picture("p.jpg", 300)],
            ..mixed.clone()
        };
        let retrieve = RetrieveConf {
            transaction_id: Some("R1".to_owned()),
            version: VERSION_1_3,
            message_id: Some("m1".to_owned()),
            date: 1_735_689_600,
            from: Some("+15550102/TYPE=PLMN".to_owned()),
            to: to(),
            subject: Some("Hello".to_owned()),
            retrieve_status: Some(0x80),
            multipart,
            parts: vec![smil, picture("p.jpg", 300), text("t.txt", "Hello")],
            ..RetrieveConf::default()
        };
        vec![
            ("m-send.req mixed", mixed.emit()),
            ("m-send.req related", presented.emit()),
            ("m-retrieve.conf", retrieve.emit()),
            ("m-send.conf", send_conf()),
            ("m-notification.ind", notification()),
            ("m-notifyresp.ind", notify_resp()),
            ("m-acknowledge.ind", acknowledgement()),
            ("m-delivery.ind", delivery()),
            ("m-read-rec.ind", read_rec()),
            ("m-read-orig.ind", read_orig()),
            ("m-forward.conf", forward_conf()),
        ]
    }

    fn send_conf() -> Vec<u8> {
        SendConf {
            transaction_id: "T1".to_owned(),
            version: VERSION_1_2,
            response_status: 0x80,
            response_text: Some("\u{20AC}".to_owned()),
            message_id: Some("m1".to_owned()),
        }
        .emit()
    }

    fn notification() -> Vec<u8> {
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
        .emit()
    }

    fn notify_resp() -> Vec<u8> {
        NotifyRespInd {
            transaction_id: "N1".to_owned(),
            version: VERSION_1_0,
            status: 0x81,
            report_allowed: Some(true),
        }
        .emit()
    }

    fn acknowledgement() -> Vec<u8> {
        let transaction_id = "R1".to_owned();
        AcknowledgeInd { transaction_id, version: VERSION_1_0, report_allowed: Some(false) }.emit()
    }

    fn delivery() -> Vec<u8> {
        DeliveryInd {
            version: VERSION_1_2,
            message_id: "m1".to_owned(),
            to: "+15550101/TYPE=PLMN".to_owned(),
            date: 1_735_689_600,
            status: 0x81,
            status_text: None,
        }
        .emit()
    }

    fn read_rec() -> Vec<u8> {
        ReadRecInd {
            version: VERSION_1_2,
            message_id: "m1".to_owned(),
            to: "+15550101/TYPE=PLMN".to_owned(),
            date: Some(1_735_689_600),
            read_status: 0x80,
        }
        .emit()
    }

    fn read_orig() -> Vec<u8> {
        ReadOrigInd {
            version: VERSION_1_2,
            message_id: "m1".to_owned(),
            to: "+15550101/TYPE=PLMN".to_owned(),
            from: "+15550102/TYPE=PLMN".to_owned(),
            date: 1_735_689_600,
            read_status: 0x81,
        }
        .emit()
    }

    fn forward_conf() -> Vec<u8> {
        ForwardConf {
            transaction_id: "F1".to_owned(),
            version: VERSION_1_2,
            response_status: 0xE8,
            response_text: None,
            message_id: None,
        }
        .emit()
    }

    fn has_error(octets: &[u8], direction: Direction) -> bool {
        let findings = dissect(octets).findings(direction);
        findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How many mutants there are of each kind, how many draw no error, and which those are.
    fn report<'a>(pdus: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
        let mut counts: BTreeMap<Damage, (usize, usize)> = BTreeMap::new();
        let mut silent = String::new();
        for (name, octets) in pdus {
            let pdu = dissect(octets);
            let direction = Direction::of(&pdu);
            assert!(!has_error(octets, direction), "{name}\n{pdu}");
            // What is equal to the sound PDU is no mutant.
            for mutant in mutants(&pdu).filter(|mutant| mutant.octets != octets) {
                let count = counts.entry(mutant.damage).or_default();
                count.0 += 1;
                if !has_error(&mutant.octets, direction) {
                    count.1 += 1;
                    writeln!(silent, "{:?} {name}: {}", mutant.damage, mutant.name).unwrap();
                }
            }
        }
        let mut out = String::new();
        for (damage, (all, quiet)) in counts {
            writeln!(out, "{damage:?}: {quiet} of {all} draw no error").unwrap();
        }
        out + &silent
    }

    #[test]
    fn own_messages() {
        let messages = messages();
        let pdus = messages.iter().map(|(name, octets)| (*name, octets.as_slice()));
        insta::assert_snapshot!(report(pdus));
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "a skipped case says so")]
    fn real_messages() {
        let Some(root) = std::env::var_os("ATTEST_VECTORS") else {
            println!("skipped: mutants of real messages: ATTEST_VECTORS is not set");
            return;
        };
        let folder = Path::new(&root).join("oma-ets");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<(String, Vec<u8>)> = paths
            .filter(|path| path.extension().is_some_and(|end| end != "json"))
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(&path).unwrap())
            })
            .collect();
        files.sort();
        let pdus = files.iter().map(|(name, octets)| (name.as_str(), octets.as_slice()));
        insta::assert_snapshot!(report(pdus));
    }
}
