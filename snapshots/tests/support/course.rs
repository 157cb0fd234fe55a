//! A run on the reference model in virtual time, with everything that it says.

use std::io;
use std::sync::Arc;

use runner::event::{CaseResult, RunEvent};
use runner::report::{self, Report};
use runner::verdict::Verdict;
use runner::{Options, Target};
use scenario::{Ledger, Plan};

/// One executed case.
pub(crate) struct Course {
    /// What happened, in order.
    pub(crate) events: Vec<RunEvent>,
    /// What it came to.
    pub(crate) result: CaseResult,
    file: String,
    source: Arc<str>,
}

impl Course {
    /// Runs cases on fresh models; their courses are in the order of the cases.
    ///
    /// # Errors
    /// The operating system gave no thread or runtime.
    pub(crate) fn of(plans: &[Plan], ledger: &Ledger) -> io::Result<Vec<Self>> {
        let options = Options {
            target: Target::Model,
            readings: std::collections::BTreeMap::new(),
            baseline: None,
            fail_fast: false,
        };
        let mut collector = Collector::default();
        runner::run(plans, ledger, &options, &mut collector)?;
        Ok(collector.courses)
    }

    /// Why the case is not plainly passed, drawn on the scenario's text; none when it is.
    pub(crate) fn trouble(&self) -> Option<String> {
        let result = &self.result;
        if result.verdict == Verdict::Pass && result.recovery.is_sound() {
            return None;
        }
        let drawing = report::draw(result, &self.file, &self.source, false);
        let cause = result.cause.as_deref().unwrap_or("no cause is given");
        let (verdict, recovery) = (result.verdict, &result.recovery);
        Some(format!("{}: {verdict} ({cause}); port: {recovery}\n{drawing}", result.id))
    }
}

/// Collects the events of each case.
#[derive(Default)]
struct Collector {
    courses: Vec<Course>,
    file: String,
    source: Arc<str>,
    events: Vec<RunEvent>,
}

impl Report for Collector {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::CaseStarted { file, source, .. } => {
                self.file.clone_from(file);
                self.source = Arc::clone(source);
            }
            RunEvent::CaseFinished(result) => self.courses.push(Course {
                events: std::mem::take(&mut self.events),
                result: result.clone(),
                file: self.file.clone(),
                source: Arc::clone(&self.source),
            }),
            other => self.events.push(other.clone()),
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
