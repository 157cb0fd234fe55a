//! What the MMSC got: the validator's rules at error level, and the message against what was asked for.

use mock_mmsc::Exchange;
use mock_mmsc::dissect::{Dissection, PartView};
use mock_mmsc::rule::Severity;
use sim7100_model::TransactionKind;

use super::evidence::Evidence;
use super::{Discovery, OracleKind};
use crate::belief::{File, Job, Message};

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    evidence.seen.captures.iter().find_map(|capture| {
        let (requirement, expected, seen) = judge(evidence, &capture.exchange)?;
        evidence.breach(OracleKind::Capture, requirement, expected, seen)
    })
}

/// Rules that judge what the TE asks for, which a module that does as it is told breaks too.
const WISHES: [&str; 2] = ["ADR-1", "CLS-1"];

type Fault = (&'static str, String, String);

fn judge(evidence: &Evidence<'_>, exchange: &Exchange) -> Option<Fault> {
    let mut errors = exchange
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && !WISHES.contains(&finding.rule));
    if let Some(finding) = errors.next() {
        return Some(("SIM-6-16", format!("{} to hold", finding.rule), finding.message.clone()));
    }
    let pdu =
        exchange.dissection.as_ref().filter(|pdu| pdu.message_type() == Some("m-send.req"))?;
    charset(pdu).or_else(|| {
        let job = evidence.after.job.as_ref().or(evidence.before.job.as_ref())?;
        if job.kind != TransactionKind::Send {
            return None;
        }
        flags(pdu, job).or_else(|| message(pdu, job.message.as_ref()?))
    })
}

/// A text that is not ASCII says so.
fn charset(pdu: &Dissection) -> Option<Fault> {
    let is_wrong = |part: &PartView<'_>| part.charset == Some("us-ascii") && !part.data.is_ascii();
    let parts = pdu.parts();
    let part = parts.iter().find(|part| is_wrong(part))?;
    let seen = format!("us-ascii for {}", crate::operation::escape(part.data));
    Some(("SIM-3.5-5", "a charset that the octets have".to_owned(), seen))
}

/// `AT+CMMSSENDCFG`: the last number of a field but the reports means that it is not set.
fn flags(pdu: &Dissection, job: &Job) -> Option<Fault> {
    let [_, priority, delivery, read, visibility, class] = job.flags?;
    let yes = |flag: u32| Some(if flag == 1 { 0x80 } else { 0x81 });
    let unless = |number: u32, unset: u32| (number < unset).then(|| 0x80 + u64::from(number));
    let expected: [(&str, Option<u64>); 5] = [
        ("X-Mms-Priority", unless(priority, 3)),
        ("X-Mms-Delivery-Report", yes(delivery)),
        ("X-Mms-Read-Report", yes(read)),
        ("X-Mms-Sender-Visibility", unless(visibility, 2)),
        ("X-Mms-Message-Class", unless(class, 4)),
    ];
    expected.into_iter().find_map(|(name, expected)| {
        let found = pdu.header(name).and_then(|field| field.number);
        let is_same = found == expected;
        (!is_same)
            .then(|| ("SIM-2.3-9", format!("{name} {expected:02X?}"), format!("{found:02X?}")))
    })
}

fn message(pdu: &Dissection, message: &Message) -> Option<Fault> {
    for (name, expected) in ["To", "Cc", "Bcc"].into_iter().zip(&message.addresses) {
        let found: Vec<&str> = pdu.headers(name).map(|field| field.value.as_str()).collect();
        let is_same = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, expected)| is_address(found, expected));
        if !is_same {
            return Some(("SIM-3.2-3", format!("{name} {expected:?}"), format!("{found:?}")));
        }
    }
    let subject = pdu.header("Subject").map(|field| field.value.to_string());
    let title = match (&message.title, message.has_title) {
        (_, false) => Some(None),
        // Text on the wire ends at its first NUL.
        (Some(title), true) if title.contains(&0) => None,
        (Some(title), true) => Some(Some(String::from_utf16_lossy(title))),
        (None, true) => None,
    };
    if let Some(title) = title.filter(|title| *title != subject) {
        return Some(("SIM-3.4-4", format!("the subject {title:?}"), format!("{subject:?}")));
    }
    let parts = pdu.parts();
    let is_same = parts.len() == message.files.len()
        && parts.iter().zip(&message.files).all(|(part, file)| is_file(part, file));
    (!is_same).then(|| {
        (
            "SIM-6-2",
            format!("{} parts in order", message.files.len()),
            format!("{} parts", parts.len()),
        )
    })
}

/// A number has the type PLMN, unless its author said otherwise.
fn is_address(found: &str, expected: &str) -> bool {
    let (found, expected) = (found.trim(), expected.trim());
    found.strip_suffix("/TYPE=PLMN").unwrap_or(found)
        == expected.strip_suffix("/TYPE=PLMN").unwrap_or(expected)
}

fn is_file(part: &PartView<'_>, file: &File) -> bool {
    file.octets.as_ref().is_none_or(|octets| octets == part.data)
        && part.content_location.is_none_or(|name| name.trim() == file.name.trim())
}
