//! What the emitter writes, the dissector reads without an error, and a stored message keeps its octets.

#[cfg(test)]
mod tests {
    use mock_mmsc::dissect::{Dissection, dissect};
    use mock_mmsc::emit::{
        AcknowledgeInd, Delivery, DeliveryInd, EmitPart, ForwardConf, MessageClass, Multipart,
        NotificationInd, NotifyRespInd, ReadOrigInd, ReadRecInd, RetrieveConf, SendConf,
        VERSION_1_0, VERSION_1_3, retrieve_from_send,
    };
    use mock_mmsc::rule::{Direction, Finding, Severity};

    /// A generator of numbers that are always the same (multiplier and increment of Knuth's MMIX).
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, bound: usize) -> usize {
            let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = next.wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % bound
        }

        fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
            &all[self.below(all.len())]
        }

        fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
            (self.below(2) == 0).then(|| make(self))
        }

        fn token(&mut self) -> String {
            let length = 1 + self.below(40);
            (0..length).map(|_| *self.of(&['a', 'B', '7', '-', '.'])).collect()
        }

        fn text(&mut self) -> String {
            let length = self.below(50);
            let characters =
                ['a', ' ', '"', '=', '\u{E9}', '\u{20AC}', '\u{1F600}', '\n', '\u{7F}'];
            (0..length).map(|_| *self.of(&characters)).collect()
        }

        fn address(&mut self) -> String {
            (*self.of(&["+33612345678/TYPE=PLMN", "a@b.example", "10086"])).to_owned()
        }

        fn number(&mut self) -> u32 {
            *self.of(&[0, 1, 127, 128, 255, 256, 65_535, 65_536, u32::MAX])
        }

        fn version(&mut self) -> u8 {
            0x90 + u8::try_from(self.below(4)).unwrap()
        }

        fn parts(&mut self) -> Vec<EmitPart> {
            (0..self.below(5)).map(|index| self.part(index)).collect()
        }

        fn part(&mut self, index: usize) -> EmitPart {
            let length = *self.of(&[0, 1, 127, 128, 300, 20_000]);
            let medias = ["image/jpeg", "IMAGE/GIF", "audio/amr", "video/3gpp"];
            EmitPart {
                content_type: (*self.of(&medias)).to_owned(),
                charset: self.maybe(|draw| *draw.of(&[3, 106, 1015])),
                name: self.maybe(Self::token),
                content_id: self.maybe(|_| format!("part{index}")),
                content_location: self.maybe(Self::token),
                data: (0..length).map(|_| u8::try_from(self.below(256)).unwrap()).collect(),
            }
        }
    }

    /// Runs of the generator.
    const RUNS: u64 = 400;

    fn errors(octets: &[u8], direction: Direction) -> Vec<Finding> {
        let found = dissect(octets).findings(direction);
        found.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
    }

    fn value(dissection: &Dissection, name: &str) -> Option<String> {
        dissection.header(name).map(|field| field.value.to_string())
    }

    #[test]
    fn send_conf_reads_back() {
        for run in 0..RUNS {
            let mut draw = Draw(run);
            let pdu = SendConf {
                transaction_id: draw.token(),
                version: draw.version(),
                response_status: *draw.of(&[0x80, 0x88, 0xC0, 0xE1]),
                response_text: draw.maybe(Draw::text),
                message_id: draw.maybe(Draw::token),
            };
            let octets = pdu.emit();
            assert_eq!(errors(&octets, Direction::ToClient), [], "{pdu:?}");
            let read = dissect(&octets);
            assert_eq!(value(&read, "X-Mms-Transaction-ID"), Some(pdu.transaction_id));
            assert_eq!(value(&read, "X-Mms-Response-Text"), pdu.response_text);
            assert_eq!(value(&read, "Message-ID"), pdu.message_id);
        }
    }

    #[test]
    fn notification_ind_reads_back() {
        for run in 0..RUNS {
            let mut draw = Draw(run);
            let class = 0x80 + u8::try_from(draw.below(4)).unwrap();
            let pdu = NotificationInd {
                transaction_id: draw.token(),
                version: draw.version(),
                from: draw.maybe(Draw::address),
                subject: draw.maybe(Draw::text),
                message_class: match draw.below(2) {
                    0 => MessageClass::Octet(class),
                    _ => MessageClass::Token("Game".to_owned()),
                },
                message_size: draw.number(),
                expiry_seconds: draw.number(),
                location: format!("http://mmsc.example/{}", draw.token()),
            };
            let octets = pdu.emit();
            assert_eq!(errors(&octets, Direction::ToClient), [], "{pdu:?}");
            let read = dissect(&octets);
            assert_eq!(value(&read, "From"), pdu.from);
            assert_eq!(value(&read, "Subject"), pdu.subject);
            let number = |name| read.header(name).and_then(|field| field.number);
            assert_eq!(number("X-Mms-Message-Size"), Some(u64::from(pdu.message_size)));
            assert_eq!(number("X-Mms-Expiry"), Some(u64::from(pdu.expiry_seconds)));
            assert_eq!(value(&read, "X-Mms-Content-Location"), Some(pdu.location));
        }
    }

    #[test]
    fn retrieve_conf_reads_back() {
        for run in 0..RUNS {
            let mut draw = Draw(run);
            let mut parts = draw.parts();
            let mut multipart = Multipart::Mixed;
            if draw.below(2) == 0 {
                multipart = Multipart::Related {
                    kind: "application/smil".to_owned(),
                    start: "smil".to_owned(),
                };
                parts.insert(
                    0,
                    EmitPart {
                        content_type: "application/smil".to_owned(),
                        content_id: Some("smil".to_owned()),
                        data: b"<smil/>".to_vec(),
                        ..EmitPart::default()
                    },
                );
            }
            let pdu = RetrieveConf {
                transaction_id: draw.maybe(Draw::token),
                version: draw.version(),
                message_id: draw.maybe(Draw::token),
                date: draw.number(),
                from: draw.maybe(Draw::address),
                to: (0..draw.below(4)).map(|_| draw.address()).collect(),
                cc: (0..draw.below(3)).map(|_| draw.address()).collect(),
                subject: draw.maybe(Draw::text),
                retrieve_status: draw.maybe(|draw| *draw.of(&[0x80, 0xE2])),
                multipart,
                parts,
            };
            let octets = pdu.emit();
            assert_eq!(errors(&octets, Direction::ToClient), [], "{run}");
            let read = dissect(&octets);
            assert_eq!(value(&read, "Subject"), pdu.subject);
            let to: Vec<&str> = read.headers("To").map(|field| field.value.as_str()).collect();
            assert_eq!(to, pdu.to);
            let seen = read.parts();
            assert_eq!(seen.len(), pdu.parts.len());
            for (seen, part) in seen.iter().zip(&pdu.parts) {
                assert_eq!(seen.content_type.to_lowercase(), part.content_type.to_lowercase());
                assert_eq!(seen.data, part.data);
                assert_eq!(seen.name, part.name.as_deref());
                assert_eq!(seen.content_id, part.content_id.as_deref());
                assert_eq!(seen.content_location, part.content_location.as_deref());
            }
        }
    }

    #[test]
    fn a_client_s_answers_have_no_error() {
        let answer = NotifyRespInd {
            transaction_id: "n1".to_owned(),
            version: VERSION_1_0,
            status: 0x83,
            report_allowed: Some(false),
        };
        let acknowledgement = AcknowledgeInd {
            transaction_id: "r1".to_owned(),
            version: VERSION_1_3,
            report_allowed: None,
        };
        for (octets, name) in
            [(answer.emit(), "m-notifyresp.ind"), (acknowledgement.emit(), "m-acknowledge.ind")]
        {
            assert_eq!(dissect(&octets).message_type(), Some(name));
            assert_eq!(dissect(&octets).findings(Direction::FromClient), []);
        }
    }

    #[test]
    fn reports_and_refusals_have_no_finding() {
        let (message_id, to) = ("m1".to_owned(), "+15550101/TYPE=PLMN".to_owned());
        let (version, date) = (VERSION_1_3, 1_735_689_600);
        let delivery = DeliveryInd {
            version,
            message_id: message_id.clone(),
            to: to.clone(),
            date,
            status: 0x87,
            status_text: Some("gone".to_owned()),
        };
        let read_rec = ReadRecInd {
            version,
            message_id: message_id.clone(),
            to: to.clone(),
            date: None,
            read_status: 0x80,
        };
        let from = "a@b.example".to_owned();
        let read_orig = ReadOrigInd { version, message_id, to, from, date, read_status: 0x81 };
        let forward = ForwardConf {
            transaction_id: "F1".to_owned(),
            version,
            response_status: 0xE8,
            response_text: Some("no".to_owned()),
            message_id: None,
        };
        for (octets, name) in [
            (delivery.emit(), "m-delivery.ind"),
            (read_rec.emit(), "m-read-rec.ind"),
            (read_orig.emit(), "m-read-orig.ind"),
            (forward.emit(), "m-forward.conf"),
        ] {
            let pdu = dissect(&octets);
            assert_eq!(pdu.message_type(), Some(name));
            assert_eq!(pdu.findings(Direction::of(&pdu)), [], "{pdu}");
        }
    }

    /// A submission: header fields by the case, then one text part.
    fn submission(header: &[u8]) -> Dissection {
        // Message-Type, Transaction-ID, Version, From insert-address.
        let mut octets = b"\x8C\x80\x981\0\x8D\x90\x89\x01\x81".to_vec();
        octets.extend_from_slice(header);
        // Content-Type, parts, HeadersLen, DataLen, text/plain with charset, Content-Location, data.
        octets.extend_from_slice(b"\x84\xA3\x01\x09\x02\x03\x83\x81\xEA\x8Ea.t\0Hi");
        dissect(&octets)
    }

    fn delivery() -> Delivery {
        Delivery {
            transaction_id: Some("r1".to_owned()),
            version: VERSION_1_0,
            message_id: "m1".to_owned(),
            date: 1_307_111_107,
            sender: "+1/TYPE=PLMN".to_owned(),
        }
    }

    #[test]
    fn a_stored_message_keeps_its_body_and_gets_its_sender() {
        // To, Bcc, Subject, Priority, Expiry.
        let send = submission(b"\x97a@b\0\x81c@d\0\x96Hi\0\x8F\x82\x88\x02\x81\x85");
        let octets = retrieve_from_send(&send, &delivery());
        let read = dissect(&octets);
        assert_eq!(errors(&octets, Direction::ToClient), []);
        assert_eq!(read.message_type(), Some("m-retrieve.conf"));
        assert_eq!(value(&read, "From").as_deref(), Some("+1/TYPE=PLMN"));
        assert_eq!(value(&read, "To").as_deref(), Some("a@b"));
        assert_eq!(value(&read, "Subject").as_deref(), Some("Hi"));
        assert_eq!(value(&read, "X-Mms-Priority").as_deref(), Some("High"));
        assert_eq!(value(&read, "Bcc"), None);
        assert_eq!(value(&read, "X-Mms-Expiry"), None);
        assert_eq!(
            read.body().map(|body| body.raw(&read.octets)),
            send.body().map(|body| body.raw(&send.octets))
        );
    }

    #[test]
    fn a_hiding_sender_stays_hidden() {
        // To, Sender-Visibility Hide.
        let send = submission(b"\x97a@b\0\x94\x80");
        let read = dissect(&retrieve_from_send(&send, &delivery()));
        assert_eq!(value(&read, "From"), None);
    }

    #[test]
    fn a_submission_of_nothing_is_still_answered() {
        let octets = retrieve_from_send(&dissect(&[]), &delivery());
        assert_eq!(errors(&octets, Direction::ToClient), []);
    }
}
