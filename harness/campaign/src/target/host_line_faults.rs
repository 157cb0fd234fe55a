//! `host_line_faults`: the runner against the model over a line with faults ends in time, with a verdict that has a
//! reason, and takes no report for an answer.
//!
//! ```text
//! input = count, faults, transcript
//! count   one octet: bits 0 to 2, how many faults
//! fault   kind (1 octet), place (1), argument (1); the place is that of an octet of its direction
//! ```
//!
//! The case is the scenario that the campaign writes for the transcript: every answer of the model is expected.

use std::io;
use std::path::Path;
use std::time::Duration;

use mock_mmsc::rule::Severity;
use runner::event::CaseResult;
use runner::verdict::{Recovery, Verdict};
use scenario::{Context, Plan};
use sim7100_model::Profile;
use transport::Port;

use super::dialogue;
use super::faulty_line::{Damage, Fault, FaultKind, FaultyLine};
use crate::belief::{Item, Reply};
use crate::bench::{Observation, TargetError};
use crate::emit::{self, Heading};
use crate::operation::{Operation, Push};
use crate::oracle::{Discovery, OracleKind};
use crate::shrink::{Shrunk, preamble};

/// Operations of one case.
const OPERATIONS_MAX: usize = 16;
/// Milliseconds after which a request has reached the MMSC.
const REST_MILLIS: u64 = 1_000;
/// Octets of one fault.
const FAULT_OCTETS: usize = 3;
/// Delays, each shorter than an answer is waited for.
const DELAY_UNIT: Duration = Duration::from_millis(4);
/// Delays that make nothing come too late: a report is awaited for half a second longer than it takes.
const DELAYS_MAX: Duration = Duration::from_millis(450);
/// Part of the cause of a case that asks for the bearer that the module is not modelled with.
const NO_BEARER: &str = "WAP bearer";
/// What the scenario says besides: a notification may come at any time.
const SETTINGS: &str = "background: { allow: [\"+WAP_PUSH_MMS\"] }\n";
/// Scenario time of one case.
const TOOK_MAX: Duration = Duration::from_secs(40 * 86_400);

/// Runs the case without faults, then with them.
///
/// # Panics
///
/// When the case does not pass without faults, or with faults that lose nothing: delays below half a second, and reports
/// between lines; a case over the WAP bearer is inconclusive instead. When the harness fails, the invariants of the model do not hold, or the case does not end in time; when a failure has no
/// code, or a place that is not in the scenario.
pub fn host_line_faults(data: &[u8]) {
    let Some(input) = Input::parse(data) else { return };
    let written = written(&input.operations);
    let plans = load(&written);
    let Some(plan) = plans.first() else { return };
    let sound = run(plan, Vec::new());
    if is_without_bearer(&sound) {
        return;
    }
    assert_eq!(summary(&sound), (Verdict::Pass, true), "without faults: {sound:?}\n{written}");
    let result = run(plan, input.faults.clone());
    check(&result, &written);
    if is_harmless(&input.faults) {
        assert_eq!(summary(&result), (Verdict::Pass, true), "{:?}: {result:?}", input.faults);
    }
}

struct Input {
    faults: Vec<Fault>,
    operations: Vec<Operation>,
}

impl Input {
    fn parse(data: &[u8]) -> Option<Self> {
        let (count, rest) = data.split_first()?;
        let length = usize::from(count & 0x07) * FAULT_OCTETS;
        let (faults, transcript) = rest.split_at_checked(length)?;
        let (faults, _) = faults.as_chunks::<FAULT_OCTETS>();
        let mut operations = dialogue::operations(transcript);
        operations.retain(is_followed);
        operations.truncate(OPERATIONS_MAX);
        let operations = answered_once(operations).unwrap_or_default();
        Some(Self { faults: faults.iter().map(fault).collect(), operations })
    }
}

/// What a scenario can expect octet for octet: lines that keep the discipline that a case begins with, and no report but
/// its own ones.
fn is_followed(operation: &Operation) -> bool {
    match operation {
        Operation::Command(line) => line.name().starts_with("+CMMS"),
        Operation::Payload(_) | Operation::Tick(_) | Operation::Mmsc(_) => true,
        Operation::Push(kind) => *kind != Push::Half,
        _ => false,
    }
}

/// The operations before one that is answered more than once, such as a line that data mode has swallowed half of: a step
/// has one final result code, or a prompt. None where the MMSC finds fault with a request, as with an address that no grammar has.
///
/// # Errors
///
/// That of the bench, which has none.
fn answered_once(operations: Vec<Operation>) -> Result<Vec<Operation>, TargetError> {
    let mut session = dialogue::session();
    for operation in preamble() {
        session.perform(&operation)?;
    }
    let mut kept = Vec::new();
    for operation in operations {
        let seen = session.perform(&operation)?;
        if is_faulted(&seen) {
            return Ok(Vec::new());
        }
        let ends = Reply::read(&seen.te).items.into_iter();
        if ends.filter(|item| matches!(item, Item::Final(_) | Item::Prompt)).count() > 1 {
            break;
        }
        kept.push(operation);
    }
    let rest = session.perform(&Operation::Tick(REST_MILLIS))?;
    Ok(if is_faulted(&rest) { Vec::new() } else { kept })
}

fn is_faulted(seen: &Observation) -> bool {
    let mut findings = seen.captures.iter().flat_map(|capture| &capture.exchange.findings);
    findings.any(|finding| finding.severity == Severity::Error)
}

fn fault([kind, place, argument]: &[u8; FAULT_OCTETS]) -> Fault {
    let damage = match argument & 3 {
        0 => Damage::Lost,
        1 => Damage::Doubled,
        _ => Damage::Garbled(argument | 1),
    };
    let kind = match kind & 3 {
        0 => FaultKind::ToModule(damage),
        1 => FaultKind::ToTe(damage),
        2 => FaultKind::Delay(DELAY_UNIT * u32::from(*argument)),
        _ => FaultKind::Report,
    };
    Fault { at: usize::from(*place), kind }
}

fn is_harmless(faults: &[Fault]) -> bool {
    let delays: Option<Vec<Duration>> = faults
        .iter()
        .map(|fault| match fault.kind {
            FaultKind::Delay(delay) => Some(delay),
            FaultKind::Report => Some(Duration::ZERO),
            FaultKind::ToModule(_) | FaultKind::ToTe(_) => None,
        })
        .collect();
    delays.is_some_and(|delays| delays.iter().sum::<Duration>() < DELAYS_MAX)
}

fn is_without_bearer(result: &CaseResult) -> bool {
    let is_named = result.cause.as_ref().is_some_and(|cause| cause.contains(NO_BEARER));
    result.verdict == Verdict::Inconclusive && is_named
}

/// The scenario.
fn written(operations: &[Operation]) -> String {
    let discovery = Discovery {
        oracle: OracleKind::Framing,
        requirement: None,
        step: 0,
        limit: None,
        expected: String::new(),
        seen: String::new(),
    };
    let shrunk = Shrunk { operations: operations.to_vec(), discovery, replays: 1 };
    let heading = Heading { title: "It holds over a bad line", requirement: "SIM-6-2", notes: &[] };
    let written = emit::scenario(&shrunk, &Profile::default(), heading);
    assert!(written.is_ok(), "the bench in memory failed: {written:?}");
    let text = written.unwrap_or_default();
    text.replacen("steps:\n", &format!("{SETTINGS}steps:\n"), 1)
}

fn load(text: &str) -> Vec<Plan> {
    let files = |_: &Path| Err(io::Error::from(io::ErrorKind::NotFound));
    let context = Context { files: &files, ..Context::default() };
    let plans = scenario::parse(text, "fuzz/line.yaml", &context);
    assert!(plans.is_ok(), "a written scenario is refused: {plans:?}\n{text}");
    plans.unwrap_or_default()
}

fn run(plan: &Plan, faults: Vec<Fault>) -> CaseResult {
    let line = |port: Port| {
        let description = port.description().to_owned();
        Port::new(description, FaultyLine::new(port, faults))
    };
    let result = runner::run_over(plan, line);
    assert!(result.is_ok(), "no runtime: {result:?}");
    result.unwrap_or_else(|_| unreachable!("asserted"))
}

fn summary(result: &CaseResult) -> (Verdict, bool) {
    (result.verdict, result.recovery.is_sound())
}

fn check(result: &CaseResult, text: &str) {
    assert_ne!(result.verdict, Verdict::HarnessError, "{result:?}");
    assert!(!matches!(result.recovery, Recovery::Broken(_)), "{result:?}");
    assert!(Duration::from_micros(result.took_us) <= TOOK_MAX, "{result:?}");
    let Some(failure) = &result.failure else {
        assert_ne!(result.verdict, Verdict::Fail, "a failure without a reason");
        return;
    };
    assert!(failure.code.starts_with("attest::run::"), "{failure:?}");
    let place = &failure.expectation;
    let end = place.offset.saturating_add(place.length);
    assert!(end <= text.len() && place.line <= text.lines().count(), "{failure:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hi\nsend AT+CMMSVIEW\n";

    #[test]
    fn runs_over_every_kind_of_fault() {
        for kind in 0..4 {
            for place in [0, 7, 20, 60] {
                for argument in [0, 1, 2, 250] {
                    host_line_faults(&[&[1, kind, place, argument], TEXT.as_bytes()].concat());
                }
            }
        }
    }

    #[test]
    fn a_lost_octet_fails_with_a_reason() {
        let text = written(&dialogue::operations(TEXT.as_bytes()));
        let plan = &load(&text)[0];
        let lost = FaultKind::ToTe(Damage::Lost);
        let failed = (0..40).map(|at| run(plan, vec![Fault { at, kind: lost }]));
        assert!(failed.filter(|result| result.verdict == Verdict::Fail).count() > 10);
    }
}
