//! The baseline: which cases may deviate, on which target, how, and why.

use crate::parse::read_nodes;
use crate::reader::{Files, Reader, Shape, Slot, Word};
use crate::{Diagnostics, Problem, Source, Spanned};

/// The entries of a baseline file.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file.
    pub source: Source,
    /// The entries in the file's order.
    pub entries: Vec<Spanned<BaselineEntry>>,
}

/// One permitted deviation.
#[derive(Clone, Debug)]
pub struct BaselineEntry {
    /// Case id; `*` stands for any text.
    pub case: Spanned<String>,
    /// Target names; never empty.
    pub target: Vec<Spanned<String>>,
    /// The verdict's name, as reports print it.
    pub verdict: Spanned<String>,
    /// Why this is acceptable.
    pub reason: Spanned<String>,
    /// Last day on which the entry counts, `YYYY-MM-DD`.
    pub expires: Option<Spanned<String>>,
}

impl Baseline {
    /// The first entry that names a case, a target and a verdict.
    #[must_use]
    pub fn entry(
        &self,
        case: &str,
        target: &str,
        verdict: &str,
    ) -> Option<&Spanned<BaselineEntry>> {
        self.entries.iter().find(|entry| {
            entry.verdict.value == verdict
                && entry.target.iter().any(|own| own.value == target)
                && wildcard(&entry.case.value, case)
        })
    }
}

fn wildcard(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            starts.filter_map(|at| rest.get(at..)).any(|rest| wildcard(tail, rest))
        }),
    }
}

const ENTRY: Shape = Shape {
    place: "a baseline entry",
    keys: &["case", "target", "verdict", "reason", "expires"],
    example: "{ case: 06-send/one-hour, target: [wall, serial], verdict: inconclusive, reason: \"...\" }",
};
const TARGETS: [Word<&str>; 6] = [
    Word("model", "model"),
    Word("wall", "wall"),
    Word("serial", "serial"),
    Word("tcp", "tcp"),
    Word("rfc2217", "rfc2217"),
    Word("unix", "unix"),
];
const VERDICTS: [Word<&str>; 11] = [
    Word("pass", "pass"),
    Word("pass-nonstrict", "pass-nonstrict"),
    Word("info", "info"),
    Word("expected-fail", "expected-fail"),
    Word("unexpected-pass", "unexpected-pass"),
    Word("fail", "fail"),
    Word("inconclusive", "inconclusive"),
    Word("unsupported", "unsupported"),
    Word("flaky", "flaky"),
    Word("harness-error", "harness-error"),
    Word("not-run", "not-run"),
];

impl Baseline {
    /// Checks the text of a baseline.
    ///
    /// # Errors
    /// One lexical problem alone, or all semantic ones.
    pub fn parse(text: &str, name: &str) -> Result<Self, Diagnostics> {
        let (source, root, problems) = read_nodes(text, name)?;
        let mut files = Files::default();
        let mut reader = Reader::new(&source, None, &mut files, &[]);
        reader.problems = problems;
        let slot = Slot::new("baseline", &root);
        let entries = reader.each(slot, &format!("- {}", ENTRY.example), BaselineEntry::read);
        Diagnostics::check(&source, reader.problems)?;
        Ok(Self { entries: entries.unwrap_or_default(), source })
    }
}

impl BaselineEntry {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, ENTRY)?;
        let case = reader.required(fields, "case", ENTRY);
        let case = case.and_then(|case| reader.some_text(case, ENTRY.example));
        let target = reader.required(fields, "target", ENTRY);
        let target = target.and_then(|target| targets(reader, target));
        let verdict = reader.required(fields, "verdict", ENTRY);
        let verdict = verdict.and_then(|verdict| reader.word(verdict, "verdict", &VERDICTS));
        let reason = reader.required(fields, "reason", ENTRY);
        let reason =
            reason.and_then(|slot| reader.some_text(slot, "say why the deviation is acceptable"));
        let expires = reader.optional(fields, "expires", day);
        Some(Spanned::new(
            Self {
                case: case?,
                target: target?,
                verdict: verdict?.map(str::to_owned),
                reason: reason?,
                expires,
            },
            slot.span(),
        ))
    }
}

fn targets(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Spanned<String>>> {
    if !slot.node.items().is_empty() || slot.node.scalar().is_some() {
        let read =
            |r: &mut Reader<'_>, slot| Some(r.word(slot, "target", &TARGETS)?.map(str::to_owned));
        return Some(reader.one_or_many(slot, read));
    }
    reader.items(slot, "[wall, serial]")?;
    None
}

/// A day as `YYYY-MM-DD`. Whether the calendar has it is not checked.
fn day(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<String>> {
    let text = reader.text(slot)?;
    let form = |(character, wanted): (char, char)| match wanted {
        '9' => character.is_ascii_digit(),
        _ => character == wanted,
    };
    let pattern = "9999-99-99";
    if text.len() == pattern.len() && text.chars().zip(pattern.chars()).all(form) {
        return Some(text);
    }
    reader.refuse(Problem::BadValue {
        span: slot.span(),
        value: text.value,
        expected: "a day".to_owned(),
        label: "`YYYY-MM-DD` is wanted".to_owned(),
        help: "for example: expires: 2027-06-30".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::itself("06-send/a", "06-send/a", true)]
    #[case::other("06-send/a", "06-send/ab", false)]
    #[case::folder("06-send/*", "06-send/a[size=1]", true)]
    #[case::row("06-send/a[*]", "06-send/a[size=1]", true)]
    #[case::middle("*/a*", "06-send/a", true)]
    #[case::nothing_left("a*b", "a", false)]
    fn wildcard_stands_for_any_text(
        #[case] pattern: &str,
        #[case] text: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(wildcard(pattern, text), expected);
    }

    #[test]
    fn an_entry_needs_case_target_and_verdict() {
        let text = "- { case: x/y, target: [wall, serial], verdict: inconclusive, reason: 1 h }\n";
        let baseline = Baseline::parse(text, "baseline.yaml").unwrap();
        assert!(baseline.entry("x/y", "serial", "inconclusive").is_some());
        assert!(baseline.entry("x/y", "model", "inconclusive").is_none());
        assert!(baseline.entry("x/y", "wall", "fail").is_none());
    }

    #[rstest]
    #[case::no_reason("- { case: a, target: wall, verdict: fail }", "missing_key")]
    #[case::bad_day(
        "- { case: a, target: wall, verdict: fail, reason: r, expires: soon }",
        "bad_value"
    )]
    #[case::unknown_target(
        "- { case: a, target: moon, verdict: fail, reason: r }",
        "unknown_value"
    )]
    #[case::no_target("- { case: a, target: [], verdict: fail, reason: r }", "empty")]
    #[case::not_a_list("case: a", "wrong_shape")]
    fn wrong_entries_are_refused(#[case] text: &str, #[case] code: &str) {
        let refused = Baseline::parse(text, "baseline.yaml").unwrap_err();
        let codes: Vec<String> = refused.problems().iter().map(Problem::stable_code).collect();
        assert_eq!(codes, [format!("attest::scenario::{code}")]);
    }
}
