//! DNS messages through `hickory-proto`.

use std::path::PathBuf;

use hickory_proto::op::{Message, MessageType, OpCode, Query};
use hickory_proto::rr::rdata::{A, CNAME, MX, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use crate::{Outcome, root};

/// Where the messages are.
pub(crate) fn folder() -> PathBuf {
    root().join("rivals/dns")
}

/// Decodes, encodes, decodes again and compares.
pub(crate) fn again(octets: &[u8]) -> bool {
    let Ok(message) = Message::from_vec(octets) else { return false };
    let Ok(encoded) = message.to_vec() else { return false };
    Message::from_vec(&encoded).is_ok_and(|again| again == message)
}

/// Writes messages as they are usual: a question, and answers with addresses, an alias, exchangers and texts.
pub(crate) fn write() -> Outcome {
    let name = |text: &str| Name::from_ascii(text);
    let host = name("www.example.net.")?;
    let a = |last: u8| RData::A(A::new(192, 0, 2, last));
    let mx = |preference: u16, text: &str| name(text).map(|to| RData::MX(MX::new(preference, to)));
    let text = |text: String| RData::TXT(TXT::new(vec![text]));
    let messages = [
        ("question", RecordType::A, vec![]),
        ("address", RecordType::A, vec![a(1)]),
        (
            "alias-and-addresses",
            RecordType::A,
            vec![RData::CNAME(CNAME(name("host.example.net.")?)), a(1), a(2)],
        ),
        ("addresses", RecordType::A, (1..9).map(a).collect()),
        (
            "exchangers",
            RecordType::MX,
            vec![
                mx(10, "mx1.example.net.")?,
                mx(20, "mx2.example.net.")?,
                mx(30, "mx.example.org.")?,
            ],
        ),
        (
            "text",
            RecordType::TXT,
            vec![text("v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all".to_owned())],
        ),
        ("long-text", RecordType::TXT, vec![text("x".repeat(200)), text("y".repeat(100))]),
    ];
    std::fs::create_dir_all(folder())?;
    for (file, kind, answers) in messages {
        let mut message = Message::new();
        message.set_id(0x1234).set_op_code(OpCode::Query).set_recursion_desired(true);
        message.set_message_type(if answers.is_empty() {
            MessageType::Query
        } else {
            MessageType::Response
        });
        message.add_query(Query::query(host.clone(), kind));
        for answer in answers {
            message.add_answer(Record::from_rdata(host.clone(), 300, answer));
        }
        let octets = message.to_vec()?;
        if !again(&octets) {
            return Err(format!("{file} is not read back").into());
        }
        std::fs::write(folder().join(file), octets)?;
    }
    Ok(())
}
