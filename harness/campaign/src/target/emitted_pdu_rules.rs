//! `emitted_pdu_rules`: nothing that the module sends to the MMSC breaks a rule.
//!
//! ```text
//! input = presentation, transcript
//! presentation  one octet: bit 0, with a presentation (reading `smil`)
//! ```

use mms_pdu::{Pdu, Tolerances};
use mock_mmsc::Exchange;
use mock_mmsc::rule::{Finding, Severity};
use sim7100_model::Profile;

use super::dialogue::{operations, perform};
use crate::bench::{Bench, Session, TargetError};

/// Rules that the TE can break through a module that does as it is told: `AT+CMMSSENDCFG` may ask for the class Auto
/// together with a report (CLS-1), and an address that no grammar has goes out as it was given (ADR-1).
const WISHES: [&str; 2] = ["ADR-1", "CLS-1"];

/// Performs the operations, and judges every request that reaches the MMSC.
///
/// # Panics
///
/// When a rule for PDUs or for HTTP is broken at error level, `WISHES` apart; when the other codec refuses a PDU without
/// tolerance, or writes it in other octets.
pub fn emitted_pdu_rules(data: &[u8]) {
    let Some((presentation, transcript)) = data.split_first() else { return };
    let failed = judged(presentation & 1 == 1, transcript);
    assert!(failed.is_ok(), "the bench in memory failed: {failed:?}");
}

fn judged(has_presentation: bool, transcript: &[u8]) -> Result<(), TargetError> {
    let mut session = Session::new(Bench::new(profile(has_presentation)));
    for operation in operations(transcript) {
        for capture in perform(&mut session, &operation)?.captures {
            check(&capture.exchange);
        }
    }
    Ok(())
}

/// The SIM7100 under one of the readings `smil`.
pub(super) fn profile(has_presentation: bool) -> Profile {
    let mut profile = Profile::default();
    let set = profile.set("smil", if has_presentation { "on" } else { "off" });
    assert!(set.is_ok(), "the reading smil is gone: {set:?}");
    profile
}

fn check(exchange: &Exchange) {
    let is_error =
        |finding: &&Finding| finding.severity == Severity::Error && !WISHES.contains(&finding.rule);
    let errors: Vec<String> =
        exchange.findings.iter().filter(is_error).map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new(), "of {}", exchange.request.raw.escape_ascii());
    let octets = &exchange.request.body;
    if !octets.is_empty() {
        let pdu = Pdu::decode_with(octets, Tolerances::NONE);
        let written = pdu.as_ref().map(Pdu::encode);
        assert_eq!(written.as_ref().ok(), Some(octets), "{pdu:?} is written (left)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEND: &[u8] = b"\x01send ATE0\nsend AT+CMMSCURL=\"192.168.1.2:7082/x\"\nsend AT+CMMSEDIT=1\n\
        send AT+CMMSRECP=\"1\"\nsend AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hi\nsend AT+CMMSSEND\ntick 1000\n";

    #[test]
    fn runs_over_both_readings() {
        emitted_pdu_rules(SEND);
        emitted_pdu_rules(&[b"\0", &SEND[1..]].concat());
    }

    #[test]
    #[should_panic(expected = "ORD-2")]
    fn a_pdu_in_another_order_is_noticed() {
        let mut profile = profile(false);
        profile.deviate("header-order-wrong").unwrap();
        let mut session = Session::new(Bench::new(profile));
        for operation in operations(&SEND[1..]) {
            for capture in session.perform(&operation).unwrap().captures {
                check(&capture.exchange);
            }
        }
    }
}
