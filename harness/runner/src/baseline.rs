//! Judging results by the baseline: known deviations, each with its reason.
//!
//! An entry that expects a failure turns it into an *expected failure*, and a pass into an *unexpected* one. An
//! entry that expects an inconclusive, unsupported or not-run case lets it be counted with the reason; the
//! verdict itself stays. An entry that has expired excuses nothing. Reading the file is `scenario`'s job.

use crate::day::Day;
use crate::event::CaseResult;
use crate::verdict::Verdict;
use scenario::{Baseline, BaselineEntry, Spanned};

/// Under what circumstances a result came about.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Known deviations, where a baseline is used.
    pub baseline: Option<&'a Baseline>,
    /// `model`, `wall` or `serial`.
    pub target: &'a str,
    /// The day on which the run takes place.
    pub today: Day,
}

impl Situation<'_> {
    /// Judges a result.
    pub fn judge(&self, result: &mut CaseResult) {
        match result.verdict {
            Verdict::Fail => {
                if let Some(entry) = self.failure_entry(&result.id) {
                    result.verdict = Verdict::ExpectedFail;
                    result.baseline = Some(entry.reason.value.clone());
                }
            }
            Verdict::Pass | Verdict::PassNonstrict => {
                if let Some(entry) = self.failure_entry(&result.id) {
                    let reason = &entry.reason.value;
                    result.verdict = Verdict::UnexpectedPass;
                    result.cause = Some(format!("the baseline expects a failure: {reason}"));
                }
            }
            Verdict::Inconclusive | Verdict::NotRun | Verdict::Unsupported => {
                let entry = self.entry(&result.id, result.verdict.word());
                result.baseline = entry.map(|entry| entry.reason.value.clone());
            }
            _ => {}
        }
    }

    fn failure_entry(&self, id: &str) -> Option<&BaselineEntry> {
        self.entry(id, Verdict::Fail.word())
            .or_else(|| self.entry(id, Verdict::ExpectedFail.word()))
    }

    fn entry(&self, id: &str, verdict: &str) -> Option<&BaselineEntry> {
        let Spanned { value: entry, .. } = self.baseline?.entry(id, self.target, verdict)?;
        let expiry = entry.expires.as_ref().map(|expires| expires.value.parse());
        // An expiry that cannot be read is taken as passed: it must not excuse for ever.
        let held =
            expiry.is_none_or(|day: Result<Day, _>| day.is_ok_and(|last| self.today <= last));
        held.then_some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use rstest::rstest;
    use scenario::{Source, Span};

    fn spanned(text: &str) -> Spanned<String> {
        Spanned::new(text.to_owned(), Span::default())
    }

    fn baseline() -> Baseline {
        let entry = |case: &str, verdict: &str, expires: Option<&str>| {
            let entry = BaselineEntry {
                case: spanned(case),
                target: vec![spanned("wall")],
                verdict: spanned(verdict),
                reason: spanned("known"),
                expires: expires.map(spanned),
            };
            Spanned::new(entry, Span::default())
        };
        Baseline {
            source: Source::new("baseline.yaml", ""),
            entries: vec![
                entry("06-send/one-hour", "inconclusive", None),
                entry("03-create/*", "fail", Some("2026-06-30")),
            ],
        }
    }

    #[rstest]
    #[case::known_failure(
        "03-create/a",
        Verdict::Fail,
        "wall",
        "2026-06-30",
        Verdict::ExpectedFail,
        false
    )]
    #[case::expired("03-create/a", Verdict::Fail, "wall", "2026-07-01", Verdict::Fail, true)]
    #[case::other_target("03-create/a", Verdict::Fail, "model", "2026-01-01", Verdict::Fail, true)]
    #[case::no_longer_fails(
        "03-create/a",
        Verdict::Pass,
        "wall",
        "2026-01-01",
        Verdict::UnexpectedPass,
        true
    )]
    #[case::counted(
        "06-send/one-hour",
        Verdict::Inconclusive,
        "wall",
        "2026-01-01",
        Verdict::Inconclusive,
        false
    )]
    #[case::not_counted(
        "06-send/other",
        Verdict::Inconclusive,
        "wall",
        "2026-01-01",
        Verdict::Inconclusive,
        true
    )]
    #[case::run_after_all(
        "06-send/one-hour",
        Verdict::Pass,
        "wall",
        "2026-01-01",
        Verdict::Pass,
        false
    )]
    fn judgement(
        #[case] id: &str,
        #[case] verdict: Verdict,
        #[case] target: &str,
        #[case] today: &str,
        #[case] expected: Verdict,
        #[case] deviates: bool,
    ) {
        let mut result = sample::result(id, verdict);
        let baseline = baseline();
        let situation =
            Situation { baseline: Some(&baseline), target, today: today.parse().unwrap() };
        situation.judge(&mut result);
        assert_eq!((result.verdict, result.deviates()), (expected, deviates));
    }
}
