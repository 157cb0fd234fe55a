//! Runs plans on a target, in case order for whoever listens, and stops where it has to.
//!
//! Cases on the model are independent, so that they run on several threads; their events are put back into case
//! order. Cases on a port run one after the other on one session.

use crate::baseline::Situation;
use crate::day::Day;
use crate::event::{CaseResult, RunEvent, Summary};
use crate::executor::{Executed, execute};
use crate::interrupt::Interrupt;
use crate::reading::other_reading;
use crate::report::Report;
use crate::session::{self, Session};
use crate::target::{SerialTarget, Target};
use crate::verdict::Verdict;
use scenario::{Baseline, Ledger, Level, Plan, Spanned};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, mpsc};
use std::sync::{Condvar, Mutex, PoisonError};
use transport::Port;

/// Threads on which cases run at most; in wall time they mostly wait, whatever the number of processors.
const THREADS_MAX: usize = 8;

/// Cases that may be finished ahead of the one that is reported next.
const CASES_AHEAD_MAX: usize = 64;

/// Why a case was not run, or not to its end, when the run was interrupted.
const INTERRUPTED: &str = "interrupted";

/// How a run is to go.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the cases run on.
    pub target: Target,
    /// Readings of the model's profile that differ from the default; a case's own come on top.
    pub readings: BTreeMap<String, String>,
    /// Known deviations.
    pub baseline: Option<Baseline>,
    /// Whether the first deviation ends the run.
    pub fail_fast: bool,
}

/// Runs plans and tells `report` everything.
///
/// # Errors
/// The report failed, or the operating system gave no runtime, thread or loopback port.
pub fn run(
    plans: &[Plan],
    ledger: &Ledger,
    options: &Options,
    report: &mut dyn Report,
) -> io::Result<Summary> {
    run_until(plans, ledger, options, report, &Interrupt::new())
}

/// The same, until `interrupt` is raised: the case in progress and those behind it then are not run, and the
/// reports are completed.
///
/// # Errors
/// As [`run()`].
pub fn run_until(
    plans: &[Plan],
    ledger: &Ledger,
    options: &Options,
    report: &mut dyn Report,
    interrupt: &Interrupt,
) -> io::Result<Summary> {
    let mut course = Course::new(plans, ledger, options, report, interrupt)?;
    if course.end().is_some() {
        not_run(&mut course)?;
        return course.finish();
    }
    match &options.target {
        Target::Model => in_parallel(&mut course, processors(), session::on_model)?,
        Target::Wall => in_parallel(&mut course, THREADS_MAX, session::on_wall)?,
        Target::Serial(target) => on_port(&mut course, target)?,
    }
    course.finish()
}

/// Runs one case on a fresh model in virtual time, over what `line` makes of the TE's end of the line: one that loses
/// octets, for instance. No baseline is applied.
///
/// # Errors
/// The operating system gave no runtime.
pub fn run_over(plan: &Plan, line: impl FnOnce(Port) -> Port) -> io::Result<CaseResult> {
    Ok(result_of(plan, session::on_line(plan, line)?))
}

/// What a case came to, before the baseline is applied.
fn result_of(plan: &Plan, executed: Executed) -> CaseResult {
    CaseResult {
        id: plan.id.clone(),
        verdict: executed.verdict,
        recovery: executed.recovery,
        cause: executed.cause,
        failure: executed.failure,
        baseline: None,
        took_us: executed.took_us,
    }
}

/// A run under way, seen from the side of the reports.
struct Course<'a> {
    plans: &'a [Plan],
    ledger: &'a Ledger,
    options: &'a Options,
    report: &'a mut dyn Report,
    interrupt: &'a Interrupt,
    today: Day,
    summary: Summary,
    /// Why no further case is run.
    ended: Option<String>,
}

impl<'a> Course<'a> {
    fn new(
        plans: &'a [Plan],
        ledger: &'a Ledger,
        options: &'a Options,
        report: &'a mut dyn Report,
        interrupt: &'a Interrupt,
    ) -> io::Result<Self> {
        report.event(&RunEvent::RunStarted {
            target: options.target.to_string(),
            cases: plans.len(),
        })?;
        Ok(Self {
            plans,
            ledger,
            options,
            report,
            interrupt,
            today: Day::today(),
            summary: Summary::default(),
            ended: None,
        })
    }

    /// Reports what a case came to.
    fn case(&mut self, plan: &Plan, mut executed: Executed) -> io::Result<()> {
        self.report.event(&RunEvent::CaseStarted {
            id: plan.id.clone(),
            title: plan.title.value.clone(),
            file: plan.source.name().to_owned(),
            requirements: values(&plan.requirements),
            negative: values(&plan.negative),
            source: Arc::from(plan.source.text()),
        })?;
        for event in &executed.events {
            self.report.event(event)?;
        }
        let excuse = executed.excuse.take();
        let port_failure = executed.port_failure.take();
        let mut result = result_of(plan, executed);
        self.bound_by_evidence(plan, &mut result);
        let situation = Situation {
            baseline: self.options.baseline.as_ref(),
            target: self.options.target.kind(),
            today: self.today,
        };
        situation.judge(&mut result);
        result.baseline = result.baseline.or(excuse);
        self.summary.add(&result);
        if let Some(cause) = port_failure {
            self.ended = Some(cause.clone());
            self.summary.port_failure = Some(cause);
        } else if self.ended.is_none() && self.options.fail_fast && result.deviates() {
            self.ended =
                Some(format!("{} deviated, and the first deviation ends the run", plan.id));
        }
        self.report.event(&RunEvent::CaseFinished(result))
    }

    /// Reports a case that is not run.
    fn skip(&mut self, plan: &Plan, verdict: Verdict, cause: String) -> io::Result<()> {
        self.case(plan, Executed::without(verdict, cause))
    }

    /// Reports a case that was interrupted, or what it came to otherwise.
    fn executed(&mut self, plan: &Plan, executed: Option<Executed>) -> io::Result<()> {
        match executed {
            Some(executed) => self.case(plan, executed),
            None => {
                self.interrupted();
                self.skip(plan, Verdict::NotRun, INTERRUPTED.to_owned())
            }
        }
    }

    /// Why no further case is run; none while there is no reason.
    fn end(&mut self) -> Option<String> {
        if self.ended.is_none() && self.interrupt.is_raised() {
            self.interrupted();
        }
        self.ended.clone()
    }

    fn interrupted(&mut self) {
        self.summary.interrupted = true;
        self.ended = Some(INTERRUPTED.to_owned());
    }

    /// On hardware, a claim that the document neither states nor shows cannot be failed. Where no ledger knows any of
    /// the claims, the scenario is taken at its word.
    fn bound_by_evidence(&self, plan: &Plan, result: &mut CaseResult) {
        if self.options.target.is_model() || result.verdict != Verdict::Fail {
            return;
        }
        let cited = plan.requirements.iter().chain(&plan.negative);
        let claims: Vec<_> = cited.filter_map(|id| self.ledger.requirement(&id.value)).collect();
        let is_stated = |level| matches!(level, Level::Documented | Level::Example);
        if !claims.is_empty() && !claims.iter().any(|claim| is_stated(claim.level)) {
            result.verdict = Verdict::Info;
            result.cause = Some(
                "the document neither states nor shows this; what was seen is below".to_owned(),
            );
        }
    }

    fn finish(self) -> io::Result<Summary> {
        self.report.event(&RunEvent::RunFinished { summary: self.summary.clone() })?;
        self.report.finish()?;
        Ok(self.summary)
    }
}

fn values(ids: &[Spanned<String>]) -> Vec<String> {
    ids.iter().map(|id| id.value.clone()).collect()
}

/// Why a case cannot run on a target; none when it can.
#[must_use]
pub fn unmet(plan: &Plan, target: &Target) -> Option<String> {
    plan.needs.iter().find_map(|need| {
        let reason = target.lacks(need.capability)?;
        let line = plan.source.position(need.span.offset).line;
        let (capability, why) = (need.capability, &need.reason);
        Some(format!("the target lacks {capability}: the case {why} (line {line}), and {reason}"))
    })
}

/// What a case comes to that cannot, or need not, be run on the target under these readings.
fn obstacle(plan: &Plan, options: &Options) -> Option<Executed> {
    if let Some(reason) = other_reading(&plan.readings, &options.readings) {
        let mut executed = Executed::without(Verdict::NotRun, reason.clone());
        executed.excuse = Some(reason);
        return Some(executed);
    }
    let reason = unmet(plan, &options.target)?;
    Some(Executed::without(Verdict::Inconclusive, reason))
}

/// Which cases are under way, so that none runs too far ahead of the reports.
struct Window {
    next: usize,
    reported: usize,
    stopped: bool,
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX)
}

fn in_parallel(
    course: &mut Course<'_>,
    threads: usize,
    run_case: impl Fn(&Plan, &BTreeMap<String, String>, &Interrupt) -> io::Result<Option<Executed>>
    + Sync,
) -> io::Result<()> {
    let (plans, options, interrupt) = (course.plans, course.options, course.interrupt);
    let window = (Mutex::new(Window { next: 0, reported: 0, stopped: false }), Condvar::new());
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(CASES_AHEAD_MAX);
        for _ in 0..threads {
            let (sender, window, run_case) = (sender.clone(), &window, &run_case);
            scope.spawn(move || {
                while let Some(index) = claim(window, plans.len()) {
                    let Some(plan) = plans.get(index) else { return };
                    let outcome = match obstacle(plan, options) {
                        Some(executed) => Outcome(Box::new(Ok(Some(executed)))),
                        None => {
                            let executed = run_case(plan, &options.readings, interrupt);
                            Outcome(Box::new(executed))
                        }
                    };
                    if sender.send((index, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let outcome = in_order(course, &receiver, &window);
        stop(&window);
        outcome
    })
}

/// What a case came to; nothing when it was interrupted.
struct Outcome(Box<io::Result<Option<Executed>>>);

/// Reports cases in their order, whatever order they finish in.
fn in_order(
    course: &mut Course<'_>,
    receiver: &mpsc::Receiver<(usize, Outcome)>,
    window: &(Mutex<Window>, Condvar),
) -> io::Result<()> {
    let plans = course.plans;
    let mut waiting = BTreeMap::new();
    for (index, plan) in plans.iter().enumerate() {
        if let Some(cause) = course.end() {
            stop(window);
            course.skip(plan, Verdict::NotRun, cause)?;
            continue;
        }
        let outcome = loop {
            if let Some(outcome) = waiting.remove(&index) {
                break outcome;
            }
            match receiver.recv() {
                Ok((finished, outcome)) => waiting.insert(finished, outcome),
                Err(_) => return Err(io::Error::other("a thread that runs cases has ended early")),
            };
        };
        let Outcome(executed) = outcome;
        course.executed(plan, (*executed)?)?;
        if course.ended.is_some() {
            stop(window);
        }
        let (state, changed) = window;
        state.lock().unwrap_or_else(PoisonError::into_inner).reported = index + 1;
        changed.notify_all();
    }
    Ok(())
}

/// Takes the next case; waits while too many are ahead of the reports.
fn claim(window: &(Mutex<Window>, Condvar), cases: usize) -> Option<usize> {
    let (state, changed) = window;
    let state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let ahead =
        |window: &mut Window| !window.stopped && window.next >= window.reported + CASES_AHEAD_MAX;
    let mut state = changed.wait_while(state, ahead).unwrap_or_else(PoisonError::into_inner);
    if state.stopped || state.next >= cases {
        return None;
    }
    let index = state.next;
    state.next += 1;
    Some(index)
}

fn stop(window: &(Mutex<Window>, Condvar)) {
    let (state, changed) = window;
    state.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
    changed.notify_all();
}

fn on_port(course: &mut Course<'_>, target: &SerialTarget) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let opening = session::open(target, &course.options.readings);
        match course.interrupt.before(opening).await {
            Some(Ok(mut session)) => return one_by_one(course, &mut session).await,
            Some(Err(error)) => {
                course.summary.port_failure = Some(error.to_string());
                course.ended = Some(error.to_string());
            }
            None => course.interrupted(),
        }
        not_run(course)
    })
}

fn not_run(course: &mut Course<'_>) -> io::Result<()> {
    let cause = course.ended.clone().unwrap_or_default();
    for plan in course.plans {
        course.skip(plan, Verdict::NotRun, cause.clone())?;
    }
    Ok(())
}

async fn one_by_one(course: &mut Course<'_>, session: &mut Session) -> io::Result<()> {
    for plan in course.plans {
        if let Some(cause) = course.end() {
            course.skip(plan, Verdict::NotRun, cause)?;
        } else if let Some(executed) = obstacle(plan, course.options) {
            course.case(plan, executed)?;
        } else {
            let executed = course.interrupt.before(execute(plan, session)).await;
            course.executed(plan, executed)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use scenario::Context;

    /// Keeps what a run says, and interrupts it when its first case has finished.
    #[derive(Default)]
    struct Kept(Vec<RunEvent>, Option<Interrupt>);

    impl Report for Kept {
        fn event(&mut self, event: &RunEvent) -> io::Result<()> {
            self.0.push(event.clone());
            if let (RunEvent::CaseFinished(_), Some(interrupt)) = (event, &self.1) {
                interrupt.raise();
            }
            Ok(())
        }

        fn finish(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn plans() -> Vec<Plan> {
        let text = "scenario: A test\nrequirements: [SIM-6-1]\nmatrix: { code: [OK, ERROR, OK], time: [1h, 1s] }\nsteps:\n  - send: AT\n    expect: ${code}\n  - advance: ${time}\n";
        let context = Context::default();
        scenario::parse(text, "06-send/test.yaml", &context).unwrap()
    }

    fn options(target: Target, fail_fast: bool) -> Options {
        Options { target, readings: BTreeMap::new(), baseline: None, fail_fast }
    }

    fn results(kept: &Kept) -> Vec<&CaseResult> {
        let results = kept.0.iter().filter_map(|event| match event {
            RunEvent::CaseFinished(result) => Some(result),
            _ => None,
        });
        results.collect()
    }

    fn outcome(target: Target, fail_fast: bool) -> (Vec<String>, Summary) {
        let plans = plans();
        let mut kept = Kept::default();
        let options = options(target, fail_fast);
        let summary = run(&plans, &Ledger::default(), &options, &mut kept).unwrap();
        let started = kept.0.iter().filter(|event| matches!(event, RunEvent::CaseStarted { .. }));
        assert_eq!(started.count(), plans.len());
        (results(&kept).iter().map(|result| result.verdict.to_string()).collect(), summary)
    }

    /// What an interrupted run comes to: verdict and cause of each case.
    fn interrupted(plans: &[Plan], target: Target) -> (Vec<String>, Summary) {
        let interrupt = Interrupt::new();
        let mut kept = Kept(Vec::new(), Some(interrupt.clone()));
        let (ledger, options) = (Ledger::default(), options(target, true));
        let summary = run_until(plans, &ledger, &options, &mut kept, &interrupt).unwrap();
        assert!(matches!(kept.0.last(), Some(RunEvent::RunFinished { .. })));
        let word = |result: &CaseResult| match &result.cause {
            Some(cause) => format!("{} ({cause})", result.verdict),
            None => result.verdict.to_string(),
        };
        (results(&kept).into_iter().map(word).collect(), summary)
    }

    #[rstest]
    #[case::model(Target::Model)]
    #[case::wall(Target::Wall)]
    fn an_interrupted_run_is_complete(#[case] target: Target) {
        let context = Context::default();
        let parse = |steps: &str| {
            let text = format!(
                "scenario: A test\nrequirements: [SIM-6-1]\ndeadline: 2h\nmatrix: {{ code: [OK, ERROR] }}\nsteps:\n  - send: AT\n    expect: OK\n{steps}"
            );
            scenario::parse(&text, "06-send/test.yaml", &context).unwrap()
        };
        // On the wall the later cases would take their hour.
        let long = "  - await: { urc: \"+CMMSSEND: ${code}\", within: 1h }\n";
        let mut plans = parse("  - send: AT\n    expect: ${code}\n");
        plans.truncate(1);
        plans.extend(parse(long));
        let (words, summary) = interrupted(&plans, target);
        assert_eq!(words, ["pass", "not-run (interrupted)", "not-run (interrupted)"]);
        assert!(summary.interrupted);
        assert_eq!((summary.cases, summary.deviations), (3, 2));
        assert_eq!(summary.exit_code(), crate::ExitCode::Interrupted);
    }

    #[rstest]
    #[case::model(Target::Model, 2)]
    #[case::wall(Target::Wall, 2)]
    #[case::nothing_is_loaded(Target::Model, 0)]
    fn a_wish_that_comes_before_the_run_leaves_every_case(
        #[case] target: Target,
        #[case] count: usize,
    ) {
        let (plans, mut kept, interrupt) = (plans(), Kept::default(), Interrupt::new());
        interrupt.raise();
        let (plans, ledger, options) = (&plans[..count], Ledger::default(), options(target, true));
        let summary = run_until(plans, &ledger, &options, &mut kept, &interrupt).unwrap();
        assert!(results(&kept).iter().all(|result| result.verdict == Verdict::NotRun));
        assert_eq!((results(&kept).len(), summary.cases), (count, count));
        assert!(matches!(kept.0.last(), Some(RunEvent::RunFinished { .. })));
        assert_eq!(summary.exit_code(), crate::ExitCode::Interrupted);
    }

    #[test]
    fn a_wish_that_comes_after_the_last_case_changes_nothing() {
        let (words, summary) = interrupted(&plans()[..1], Target::Model);
        assert_eq!(words, ["pass"]);
        assert_eq!(summary.exit_code(), crate::ExitCode::Sound);
    }

    #[rstest]
    #[case::stated("SIM-6-1", "", Verdict::Fail)]
    #[case::nowhere_stated("SIM-6-2", "", Verdict::Info)]
    #[case::other_side_stated("SIM-6-2", "SIM-6-1", Verdict::Fail)]
    #[case::other_side_nowhere_stated("SIM-6-2", "SIM-6-3", Verdict::Info)]
    #[case::in_no_ledger("SIM-6-4", "", Verdict::Fail)]
    fn evidence_bounds_the_verdict(
        #[case] shown: &str,
        #[case] probed: &str,
        #[case] expected: Verdict,
    ) {
        let ledger = "- { id: SIM-6-1, where: \"6\", level: documented, claim: c }\n- { id: SIM-6-2, where: \"6\", level: inferred, claim: c }\n- { id: SIM-6-3, where: \"6\", level: unknown, claim: c }\n";
        let ledger = Ledger::parse([("a.yaml", ledger)]).unwrap();
        let negative =
            if probed.is_empty() { String::new() } else { format!("negative: [{probed}]\n") };
        let text = format!(
            "scenario: A test\nrequirements: [{shown}]\n{negative}steps:\n  - send: AT\n    expect: OK\n"
        );
        let plans = scenario::parse(&text, "06-send/test.yaml", &Context::default()).unwrap();
        let serial =
            SerialTarget { path: "/absent".into(), baud: 9_600, control: None, mmsc: None };
        let options = options(Target::Serial(serial), false);
        let (mut kept, interrupt) = (Kept::default(), Interrupt::new());
        let mut course = Course::new(&plans, &ledger, &options, &mut kept, &interrupt).unwrap();
        let failed = Executed { cause: None, ..Executed::without(Verdict::Fail, "") };
        course.case(&plans[0], failed).unwrap();
        assert_eq!(results(&kept)[0].verdict, expected);
        let RunEvent::CaseStarted { requirements, negative, .. } = &kept.0[1] else {
            panic!("a start")
        };
        assert_eq!(requirements.concat(), shown);
        assert_eq!(negative.concat(), probed);
    }

    #[rstest]
    #[case::to_the_end(Target::Model, false, "pass pass fail fail pass pass", 2)]
    #[case::fail_fast(Target::Model, true, "pass pass fail not-run not-run not-run", 4)]
    #[case::wall(
        Target::Wall,
        false,
        "inconclusive inconclusive inconclusive inconclusive inconclusive inconclusive",
        6
    )]
    fn cases_are_reported_in_order(
        #[case] target: Target,
        #[case] fail_fast: bool,
        #[case] expected: &str,
        #[case] deviations: usize,
    ) {
        let (words, summary) = outcome(target, fail_fast);
        assert_eq!(words.join(" "), expected);
        assert_eq!(summary.deviations, deviations);
        assert_eq!(summary.exit_code(), crate::ExitCode::Deviated);
    }

    #[test]
    fn an_absent_port_leaves_every_case_not_run() {
        let serial =
            SerialTarget { path: "/absent".into(), baud: 9_600, control: None, mmsc: None };
        let (words, summary) = outcome(Target::Serial(serial), false);
        assert!(words.iter().all(|word| word == "not-run"), "{words:?}");
        assert_eq!(summary.exit_code(), crate::ExitCode::Port);
    }
}
