//! A small run with one case of each kind, for the tests of the reports.

use crate::event::{
    CaseResult, Direction, ExchangeRecord, Failure, FindingRecord, Label, Octets, RunEvent, Summary,
};
use crate::verdict::{Recovery, Verdict};
use std::sync::Arc;

const SOURCE: &str = "scenario: The title is taken\nrequirements: [SIM-3.4-1]\nsteps:\n  - send: AT+CMMSDOWN=\"TITLE\",41\n    expect: \"+CME ERROR: 177\"\n";

pub(crate) fn source() -> Arc<str> {
    Arc::from(SOURCE)
}

pub(crate) fn result(id: &str, verdict: Verdict) -> CaseResult {
    CaseResult {
        id: id.to_owned(),
        verdict,
        recovery: Recovery::Sound,
        cause: None,
        failure: None,
        baseline: None,
        took_us: 1_500_000,
    }
}

pub(crate) fn failed() -> CaseResult {
    let expectation = SOURCE.find("\"+CME").unwrap();
    let command = SOURCE.find("AT+CMMSDOWN").unwrap();
    CaseResult {
        failure: Some(Box::new(Failure {
            code: "attest::run::wrong_result",
            message: "the final result code differs from what is expected".to_owned(),
            expectation: Label::new(SOURCE, expectation, 17, "OK came instead"),
            command: Some(Label::new(SOURCE, command, 23, "after this command line")),
            received: Octets(b"\r\n> \x1b\r\nOK\r\n".to_vec()),
            fields: Vec::new(),
            findings: vec![finding()],
            help: Some("the document's 9.2 lists the codes".to_owned()),
        })),
        ..result("03-create/title-41", Verdict::Fail)
    }
}

fn finding() -> FindingRecord {
    FindingRecord {
        rule: "ADR-1".to_owned(),
        severity: "error".to_owned(),
        offset: 42,
        clause: "OMA-TS-MMS_ENC 8".to_owned(),
        message: "address without type".to_owned(),
    }
}

pub(crate) fn run() -> Vec<RunEvent> {
    let inconclusive = CaseResult {
        recovery: Recovery::NotChecked,
        cause: Some("the target lacks virtual-time: advance of 1 h".to_owned()),
        baseline: Some("an hour cannot pass in wall time".to_owned()),
        ..result("06-send/one-hour", Verdict::Inconclusive)
    };
    let results = [result("06-send/result-zero", Verdict::Pass), failed(), inconclusive];
    let mut summary = Summary::default();
    let mut events =
        vec![RunEvent::RunStarted { target: "model".to_owned(), cases: results.len() }];
    for result in results {
        summary.add(&result);
        events.push(RunEvent::CaseStarted {
            id: result.id.clone(),
            title: "The title is taken".to_owned(),
            file: format!("{}.yaml", result.id),
            requirements: vec!["SIM-3.4-1".to_owned()],
            negative: vec!["SIM-9.2-177".to_owned()],
            source: source(),
        });
        events.extend(steps());
        events.push(RunEvent::CaseFinished(result));
    }
    events.push(RunEvent::RunFinished { summary });
    events
}

fn steps() -> Vec<RunEvent> {
    vec![
        RunEvent::StepStarted {
            step: 1,
            kind: "send",
            line: 4,
            text: "AT+CMMSDOWN=\"TITLE\",41".to_owned(),
        },
        RunEvent::Octets {
            direction: Direction::TeToTa,
            at_us: 10,
            octets: Octets(b"AT+CMMSDOWN=\"TITLE\",41\r".to_vec()),
        },
        RunEvent::Octets {
            direction: Direction::TaToTe,
            at_us: 20,
            octets: Octets(b"\r\nOK\r\n".to_vec()),
        },
        RunEvent::Exchange(ExchangeRecord {
            at_us: 30,
            method: "POST".to_owned(),
            target: "http://192.168.1.2:7082/xst=test".to_owned(),
            message_type: Some("m-send.req".to_owned()),
            headers: vec![("To".to_owned(), "13918181818/TYPE=PLMN".to_owned())],
            findings: vec![finding()],
            reply_status: 200,
            refused: None,
        }),
        RunEvent::Note { text: "a note with <angle> & \u{1b} in it".to_owned() },
        RunEvent::StepFinished { step: 1, verdict: Verdict::Pass },
    ]
}
