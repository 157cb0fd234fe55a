//! The terminal report: one line per case, each failure drawn below its line, and the counts at the end.
//!
//! A progress line is shown on standard error while it is a terminal; results never go through it.

use super::{Report, draw};
use crate::counted;
use crate::event::{CaseResult, RunEvent, Summary};
use crate::verdict::Verdict;
use crate::visible::visible_line;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Columns of the verdict word.
const VERDICT_COLUMNS: usize = 15;

/// Writes for people.
#[derive(Debug)]
pub struct TerminalReport<W> {
    writer: W,
    colour: bool,
    progress: ProgressBar,
    current: Option<(String, Arc<str>)>,
    /// Cases that were not run for one and the same reason, and have no line yet.
    not_run: Option<NotRun>,
    failed: Vec<String>,
    started: Instant,
    wall_time: bool,
}

/// Cases in a row that were not run for one and the same reason.
#[derive(Debug)]
struct NotRun {
    first: CaseResult,
    last: String,
    count: usize,
}

impl NotRun {
    fn takes(&self, result: &CaseResult) -> bool {
        result.verdict == Verdict::NotRun
            && self.first.cause == result.cause
            && self.first.baseline == result.baseline
    }

    /// The case, or how many there are.
    fn names(&self) -> String {
        match self.count {
            1 => self.first.id.clone(),
            count => format!("{count} cases, {} to {}", self.first.id, self.last),
        }
    }
}

impl<W: Write> TerminalReport<W> {
    /// A report into `writer`; `colour` allows ANSI colours, `progress` a progress line on standard error.
    pub fn new(writer: W, colour: bool, progress: bool) -> Self {
        let target =
            if progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self::with_progress(writer, colour, target)
    }

    fn with_progress(writer: W, colour: bool, target: ProgressDrawTarget) -> Self {
        Self {
            writer,
            colour,
            progress: ProgressBar::with_draw_target(None, target),
            current: None,
            not_run: None,
            failed: Vec::new(),
            started: Instant::now(),
            wall_time: true,
        }
    }

    /// The same report without the wall time in its last line.
    #[must_use]
    pub fn without_wall_time(mut self) -> Self {
        self.wall_time = false;
        self
    }

    /// Writes lines while the progress line is out of the way.
    fn lines(&mut self, text: &str) -> io::Result<()> {
        let Self { writer, progress, .. } = self;
        progress.suspend(|| writeln!(writer, "{text}"))
    }

    fn run_started(&mut self, cases: usize, target: &str) -> io::Result<()> {
        // The style comes first: with a length alone the line would be drawn in the style of the library.
        self.progress.set_style(style());
        self.progress.set_length(u64::try_from(cases).unwrap_or(u64::MAX));
        self.lines(&format!("{} on {}", counted(cases, "case"), visible_line(target)))
    }

    fn case_finished(&mut self, result: &CaseResult) -> io::Result<()> {
        self.progress.inc(1);
        let current = self.current.take();
        if result.verdict == Verdict::NotRun {
            return self.case_not_run(result);
        }
        self.tell_not_run()?;
        let mut text = case_line(result, &result.id, self.colour);
        if let Some((file, source)) = current {
            let drawing = draw(result, &file, &source, self.colour);
            if !drawing.is_empty() {
                text.push('\n');
                text.push_str(drawing.trim_end());
                text.push('\n');
            }
        }
        if result.deviates() {
            self.failed.push(format!("{} ({})", visible_line(&result.id), result.verdict));
        }
        self.lines(&text)
    }

    /// Waits with the line of a case that was not run for others like it.
    fn case_not_run(&mut self, result: &CaseResult) -> io::Result<()> {
        if let Some(not_run) = self.not_run.as_mut().filter(|not_run| not_run.takes(result)) {
            not_run.count += 1;
            not_run.last.clone_from(&result.id);
            return Ok(());
        }
        self.tell_not_run()?;
        self.not_run = Some(NotRun { first: result.clone(), last: result.id.clone(), count: 1 });
        Ok(())
    }

    fn tell_not_run(&mut self) -> io::Result<()> {
        let Some(not_run) = self.not_run.take() else { return Ok(()) };
        let NotRun { first, .. } = &not_run;
        if first.deviates() {
            let names = not_run.names();
            self.failed.push(format!("{} ({})", visible_line(&names), first.verdict));
        }
        self.lines(&case_line(first, &not_run.names(), self.colour))
    }

    fn run_finished(&mut self, summary: &Summary) -> io::Result<()> {
        self.tell_not_run()?;
        self.progress.finish_and_clear();
        if !self.failed.is_empty() {
            writeln!(self.writer, "\ndeviations from the baseline:")?;
            for failed in &self.failed {
                writeln!(self.writer, "  {failed}")?;
            }
        }
        if !summary.excused.is_empty() {
            writeln!(self.writer, "\nexcused by the baseline:")?;
        }
        for (reason, count) in &summary.excused {
            writeln!(self.writer, "  {count}: {}", visible_line(reason))?;
        }
        if let Some(cause) = &summary.port_failure {
            writeln!(self.writer, "\nthe port failed: {}", visible_line(cause))?;
        }
        if summary.interrupted {
            writeln!(self.writer, "\nthe run was interrupted")?;
        }
        let took = self.wall_time.then(|| self.started.elapsed());
        writeln!(self.writer, "\n{}", summary_line(summary, took))
    }
}

impl<W: Write> Report for TerminalReport<W> {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::RunStarted { cases, target } => self.run_started(*cases, target),
            RunEvent::CaseStarted { id, file, source, .. } => {
                self.progress.set_message(visible_line(id).into_owned());
                self.current = Some((file.clone(), Arc::clone(source)));
                Ok(())
            }
            RunEvent::CaseFinished(result) => self.case_finished(result),
            RunEvent::RunFinished { summary } => self.run_finished(summary),
            _ => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{pos}/{len} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn case_line(result: &CaseResult, names: &str, colour: bool) -> String {
    let mut line = format!("{} {}", coloured(result.verdict, colour), visible_line(names));
    if let Some(cause) = &result.cause {
        line.push_str(": ");
        line.push_str(&visible_line(cause));
    }
    if !result.recovery.is_sound() {
        line.push_str("; recovery ");
        line.push_str(&visible_line(&result.recovery.to_string()));
    }
    if result.baseline.is_some() {
        line.push_str(" [baseline]");
    }
    line
}

fn coloured(verdict: Verdict, colour: bool) -> String {
    let word = format!("{verdict:<VERDICT_COLUMNS$}");
    if !colour {
        return word;
    }
    let code = match verdict {
        Verdict::Pass | Verdict::PassNonstrict | Verdict::Info | Verdict::ExpectedFail => 32,
        Verdict::Fail | Verdict::HarnessError | Verdict::UnexpectedPass => 31,
        _ => 33,
    };
    format!("\u{1b}[{code}m{word}\u{1b}[0m")
}

fn summary_line(summary: &Summary, took: Option<Duration>) -> String {
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .filter_map(|verdict| {
            let count = summary.verdicts.get(verdict.word())?;
            Some(format!("{count} {verdict}"))
        })
        .collect();
    let wall = took.map_or_else(String::new, |took| {
        format!(" in {}.{:02} s", took.as_secs(), took.subsec_millis() / 10)
    });
    let cases = counted(summary.cases, "case");
    let colon = if counts.is_empty() { "" } else { ": " };
    format!(
        "{cases}{colon}{}; {} deviating from the baseline{wall}",
        counts.join(", "),
        summary.deviations
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::verdict::Recovery;
    use indicatif::TermLike;
    use std::sync::{Mutex, PoisonError};

    /// A terminal that both the report and the progress line write on.
    #[derive(Debug, Clone, Default)]
    struct Screen(Arc<Mutex<(Vec<String>, usize)>>);

    impl Screen {
        fn lines(&self) -> Vec<String> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
        }

        fn put(&self, text: &str) {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for character in text.chars() {
                let (lines, row) = &mut *state;
                lines.resize(lines.len().max(*row + 1), String::new());
                match character {
                    '\n' => *row += 1,
                    '\r' => {}
                    other => lines[*row].push(other),
                }
            }
        }

        fn row(&self, change: impl Fn(usize) -> usize) {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.1 = change(state.1);
        }
    }

    impl Write for Screen {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.put(&String::from_utf8_lossy(octets));
            Ok(octets.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            80
        }

        fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
            self.row(|row| row.saturating_sub(lines));
            Ok(())
        }

        fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
            self.row(|row| row + lines);
            Ok(())
        }

        fn move_cursor_right(&self, _columns: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _columns: usize) -> io::Result<()> {
            Ok(())
        }

        fn write_line(&self, text: &str) -> io::Result<()> {
            self.put(&format!("{text}\n"));
            Ok(())
        }

        fn write_str(&self, text: &str) -> io::Result<()> {
            self.put(text);
            Ok(())
        }

        fn clear_line(&self) -> io::Result<()> {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let (lines, row) = &mut *state;
            if let Some(line) = lines.get_mut(*row) {
                line.clear();
            }
            Ok(())
        }

        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_progress_line_leaves_nothing_behind() {
        let screen = Screen::default();
        let target = ProgressDrawTarget::term_like_with_hz(Box::new(screen.clone()), 255);
        let report = TerminalReport::with_progress(screen.clone(), false, target);
        let mut report = report.without_wall_time();
        let mut progress_seen = false;
        for event in sample::run() {
            report.event(&event).unwrap();
            progress_seen |= screen.lines().iter().any(|line| line.starts_with("1/3 "));
        }
        report.finish().unwrap();
        assert!(progress_seen, "no progress was drawn");
        let shown = screen.lines().join("\n");
        assert_eq!(shown.trim_end(), rendered(&sample::run()).trim_end());
    }

    fn rendered(events: &[RunEvent]) -> String {
        let mut octets = Vec::new();
        let mut report = TerminalReport::new(&mut octets, false, false).without_wall_time();
        for event in events {
            report.event(event).unwrap();
        }
        report.finish().unwrap();
        drop(report);
        String::from_utf8(octets).unwrap()
    }

    #[test]
    fn a_run_for_people() {
        insta::assert_snapshot!(rendered(&sample::run()));
    }

    #[test]
    fn a_run_without_any_case_says_so() {
        let summary = Summary { interrupted: true, ..Summary::default() };
        insta::assert_snapshot!(rendered(&[RunEvent::RunFinished { summary }]), @r"

        the run was interrupted

        0 cases; 0 deviating from the baseline
        ");
    }

    fn not_run(id: &str, cause: &str, baseline: Option<&str>) -> CaseResult {
        CaseResult {
            recovery: Recovery::NotChecked,
            cause: Some(cause.to_owned()),
            baseline: baseline.map(str::to_owned),
            ..sample::result(id, Verdict::NotRun)
        }
    }

    #[test]
    fn cases_not_run_for_one_reason_share_a_line() {
        let results = [
            not_run("a", "the port is gone", None),
            not_run("b", "the port is gone", None),
            not_run("c", "the port is gone", None),
            not_run("d", "the port is gone", Some("known")),
            sample::result("e", Verdict::Pass),
            not_run("f", "interrupted", Some("odd")),
            not_run("g\u{1b}", "interrupted", None),
        ];
        let mut summary = Summary { interrupted: true, ..Summary::default() };
        results.iter().for_each(|result| summary.add(result));
        let mut events: Vec<RunEvent> = results.into_iter().map(RunEvent::CaseFinished).collect();
        events.push(RunEvent::RunFinished { summary });
        insta::assert_snapshot!(rendered(&events), @r"
        not-run         3 cases, a to c: the port is gone
        not-run         d: the port is gone [baseline]
        pass            e
        not-run         f: interrupted [baseline]
        not-run         g<1B>: interrupted

        deviations from the baseline:
          3 cases, a to c (not-run)
          g<1B> (not-run)

        excused by the baseline:
          1: known
          1: odd

        the run was interrupted

        7 cases: 1 pass, 6 not-run; 4 deviating from the baseline
        ");
    }
}
