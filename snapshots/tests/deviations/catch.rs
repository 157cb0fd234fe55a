//! How a case catches a deviating model: where it stops, and at what.

use std::fmt;

use runner::event::{CaseResult, Failure, RunEvent};
use runner::verdict::{Recovery, Verdict};

/// One case that is not sound on a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Catch {
    /// The case.
    pub(crate) case: String,
    /// Where it stops.
    pub(crate) place: Place,
    /// At what.
    pub(crate) how: How,
    /// Whether it is a long run, outside the ordinary set.
    pub(crate) is_soak: bool,
}

impl Catch {
    /// The scenario, of which the case may be one row.
    pub(crate) fn scenario(&self) -> &str {
        self.case.split('[').next().unwrap_or(&self.case)
    }
}

/// Where a case notices a deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At a step, counted from 1, and a line of its scenario.
    Step(usize, usize),
    /// After the last step, when counts and unasked lines are looked at; the line of the scenario that they belong to.
    End(usize),
    /// When the port and the model's state are looked at, after the case.
    Afterwards,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step, line) => write!(f, "step {step}, line {line}"),
            Self::End(line) => write!(f, "end, line {line}"),
            Self::Afterwards => f.write_str("afterwards"),
        }
    }
}

/// At what a case notices a deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The response to a command line, its prompt among it.
    Reply,
    /// A URC that does not come.
    MissingUrc,
    /// A URC that nobody asked for, or that comes too often.
    ExtraUrc,
    /// A request to the MMSC: none, too many, or another one.
    Request,
    /// What a PDU says.
    Pdu,
    /// A rule of the mock MMSC.
    PduFinding,
    /// A file in the EFS.
    File,
    /// The time that a case may take.
    Time,
    /// A state invariant of the model.
    Invariant,
    /// A port that no longer answers.
    Recovery,
}

impl How {
    fn of(failure: &Failure, place: Place) -> Result<Self, String> {
        let at_end = matches!(place, Place::End(_));
        Ok(match failure.code.trim_start_matches("attest::run::") {
            "unexpected_line" if at_end => Self::ExtraUrc,
            "wrong_result" | "missing_line" | "unexpected_line" | "wrong_data" | "no_response"
            | "unexpected_prompt" | "missing_prompt" | "wrong_octets" | "nothing_captured"
            | "missing_echo" | "unexpected_echo" | "wrong_echo" => Self::Reply,
            "missing_urc" => Self::MissingUrc,
            "unexpected_urc" | "wrong_count" => Self::ExtraUrc,
            "missing_request" | "wrong_request" | "wrong_request_count" => Self::Request,
            "wrong_pdu" => Self::Pdu,
            "findings" => Self::PduFinding,
            "file_present" | "file_absent" | "wrong_file" => Self::File,
            "overdue" => Self::Time,
            other => return Err(format!("{other}: no way of catching a deviation has this code")),
        })
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reply => "reply",
            Self::MissingUrc => "missing URC",
            Self::ExtraUrc => "extra URC",
            Self::Request => "request",
            Self::Pdu => "PDU",
            Self::PduFinding => "PDU finding",
            Self::File => "file",
            Self::Time => "time",
            Self::Invariant => "invariant",
            Self::Recovery => "recovery",
        })
    }
}

/// The course of a case, as far as a catch tells of it.
#[derive(Debug, Default)]
pub(crate) struct Course {
    line: usize,
    failed_step: Option<usize>,
}

impl Course {
    /// Follows a run; the end of a case that is not sound is a catch.
    ///
    /// # Errors
    /// The harness itself failed, or a failure is of a kind that is not known here.
    pub(crate) fn event(&mut self, event: &RunEvent) -> Result<Option<Catch>, String> {
        match event {
            RunEvent::StepStarted { line, .. } => self.line = *line,
            RunEvent::StepFinished { step, verdict: Verdict::Fail } => {
                self.failed_step = Some(*step);
            }
            RunEvent::CaseFinished(result) => {
                let caught = self.finished(result);
                self.failed_step = None;
                return caught;
            }
            _ => {}
        }
        Ok(None)
    }

    fn finished(&self, result: &CaseResult) -> Result<Option<Catch>, String> {
        if result.verdict == Verdict::HarnessError {
            let cause = result.cause.as_deref().unwrap_or("no cause is given");
            return Err(format!("{}: {cause}", result.id));
        }
        let (place, how) = match (&result.failure, &result.recovery) {
            (Some(failure), _) => {
                let place = self.place(failure);
                (place, How::of(failure, place)?)
            }
            (None, Recovery::Broken(_)) => (Place::Afterwards, How::Invariant),
            (None, Recovery::Lost(_)) => (Place::Afterwards, How::Recovery),
            (None, _) => return Ok(None),
        };
        Ok(Some(Catch { case: result.id.clone(), place, how, is_soak: false }))
    }

    fn place(&self, failure: &Failure) -> Place {
        let end = Place::End(failure.expectation.line);
        self.failed_step.map_or(end, |step| Place::Step(step, self.line))
    }
}

#[cfg(test)]
mod tests {
    use runner::event::{Label, Octets};

    use super::*;

    const SOURCE: &str = "steps:\n  - send: AT\n    expect: OK\n";

    fn failure(code: &'static str) -> Failure {
        Failure {
            code,
            message: String::new(),
            expectation: Label::new(SOURCE, 22, 6, ""),
            command: None,
            received: Octets::default(),
            fields: Vec::new(),
            findings: Vec::new(),
            help: None,
        }
    }

    fn course(step: Verdict, code: Option<&'static str>, recovery: Recovery) -> Vec<RunEvent> {
        let failed = code.is_some();
        let verdict = if failed { Verdict::Fail } else { step };
        vec![
            RunEvent::StepStarted { step: 7, kind: "send", line: 2, text: String::new() },
            RunEvent::StepFinished { step: 7, verdict: step },
            RunEvent::CaseFinished(CaseResult {
                id: "a[b=1]".into(),
                verdict,
                recovery,
                cause: None,
                failure: code.map(|code| Box::new(failure(code))),
                baseline: None,
                took_us: 0,
            }),
        ]
    }

    fn check(events: &[RunEvent], expected: Option<&str>) {
        let mut course = Course::default();
        let caught: Vec<Catch> =
            events.iter().filter_map(|event| course.event(event).unwrap()).collect();
        let shown = caught.first().map(|catch| format!("{}: {}", catch.place, catch.how));
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn what_is_not_sound_is_a_catch() {
        use Recovery::{Padded, Sound};
        use Verdict::{Fail, Inconclusive, Pass};
        let line = Some("attest::run::unexpected_line");
        check(&course(Pass, None, Sound), None);
        check(&course(Pass, None, Padded("ESC".into())), None);
        check(&course(Inconclusive, None, Sound), None);
        check(&course(Fail, line, Sound), Some("step 7, line 2: reply"));
        check(&course(Pass, line, Sound), Some("end, line 3: extra URC"));
        let both = course(Fail, Some("attest::run::findings"), Recovery::Lost("x".into()));
        check(&both, Some("step 7, line 2: PDU finding"));
        check(&course(Pass, None, Recovery::Lost("x".into())), Some("afterwards: recovery"));
        check(&course(Pass, None, Recovery::Broken(Vec::new())), Some("afterwards: invariant"));
    }

    #[test]
    fn an_unknown_failure_is_no_catch() {
        let events = course(Verdict::Fail, Some("attest::run::new"), Recovery::Sound);
        let mut course = Course::default();
        let errors: Vec<String> =
            events.iter().filter_map(|event| course.event(event).err()).collect();
        assert_eq!(errors, ["new: no way of catching a deviation has this code"]);
    }

    #[test]
    fn a_failure_of_the_harness_is_no_catch() {
        let events = course(Verdict::HarnessError, None, Recovery::Sound);
        let mut course = Course::default();
        let errors: Vec<String> =
            events.iter().filter_map(|event| course.event(event).err()).collect();
        assert_eq!(errors, ["a[b=1]: no cause is given"]);
    }
}
