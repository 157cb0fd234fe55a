//! The table of deviations and the scenarios that catch them: as a golden and as a section of a page.

use std::fmt::Write as _;

use sim7100_model::Deviation;

use crate::catch::Catch;
use crate::search::CATCHES_MAX;

/// Folder of the scenarios, as a page at the root of the workspace links to it.
const FOLDER: &str = "scenarios";

/// A deviation and what catches it.
pub(crate) struct Row {
    /// The deviation.
    pub(crate) deviation: Deviation,
    /// The scenarios that catch it, each by its first case, the most telling one first; no more than a search looks for.
    pub(crate) catches: Vec<Catch>,
}

impl Row {
    /// How many scenarios catch it: to the last one, or with a sign that there may be more.
    fn count(&self) -> String {
        let count = self.catches.len();
        if count < CATCHES_MAX { count.to_string() } else { format!("≥ {count}") }
    }
}

/// Each deviation with every catch that is known.
pub(crate) fn golden(rows: &[Row]) -> String {
    let mut lines = Vec::new();
    for row in rows {
        let deviation = row.deviation;
        let (number, requirement) = (deviation.number(), deviation.requirement());
        let description = deviation.description();
        lines.push(format!("{number} {deviation} ({requirement}): {description}"));
        lines.push(format!("  scenarios: {}", row.count()));
        let caught = |catch: &Catch| format!("  {} | {} | {}", catch.case, catch.place, how(catch));
        lines.extend(row.catches.iter().map(caught));
    }
    lines.join("\n")
}

/// The section of the page, blank lines around it included.
pub(crate) fn page(rows: &[Row]) -> String {
    let mut text = format!(
        "
## Firmware faults that the scenarios catch

The model can be given any of {} named faults, with `attest run --deviation NAME`. A test runs the scenarios under each, and keeps this
table. Scenarios are counted up to {CATCHES_MAX}, the most telling one first: one that cites the claim that the fault breaks, then one
that cites another claim of the same section. *Soak* is a scenario that repeats something hundreds of times.

| # | fault | what the firmware does | scenarios | first case | where | noticed by |
|--:|---|---|--:|---|---|---|
",
        rows.len()
    );
    for row in rows {
        text.push_str(&line(row));
    }
    text.push('\n');
    text
}

fn line(row: &Row) -> String {
    let deviation = row.deviation;
    let mut line = format!(
        "| {} | `{deviation}` | {} | {} |",
        deviation.number(),
        deviation.description(),
        row.count()
    );
    // Writing to a text does not fail.
    let _ = match row.catches.first() {
        Some(catch) => write!(line, " {} | {} | {} |", link(catch), catch.place, how(catch)),
        None => write!(line, " none | | |"),
    };
    line.push('\n');
    line
}

/// At what a case notices the deviation.
fn how(catch: &Catch) -> String {
    if catch.is_soak { format!("soak: {}", catch.how) } else { catch.how.to_string() }
}

/// The case as code that links to its file; a bar would end the cell.
fn link(catch: &Catch) -> String {
    format!("[`{}`]({FOLDER}/{}.yaml)", catch.case.replace('|', "\\|"), catch.scenario())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catch::{How, Place};

    fn row(catches: usize) -> Row {
        let catch = |number: usize| Catch {
            case: format!("06-send/a[n={number}]"),
            place: Place::Step(number, 9),
            how: How::Reply,
            is_soak: number == 2,
        };
        Row { deviation: Deviation::ResultTwice, catches: (1..=catches).map(catch).collect() }
    }

    #[test]
    fn a_row_names_the_first_case_and_counts() {
        let fault = "| 31 | `result-twice` | the report of a transfer comes twice |";
        let first = "[`06-send/a[n=1]`](scenarios/06-send/a.yaml) | step 1, line 9 | reply |\n";
        assert_eq!(line(&row(2)), format!("{fault} 2 | {first}"));
        assert_eq!(line(&row(CATCHES_MAX)), format!("{fault} ≥ {CATCHES_MAX} | {first}"));
        assert_eq!(line(&row(0)), format!("{fault} 0 | none | | |\n"));
    }

    #[test]
    fn a_golden_names_every_catch() {
        let expected = "31 result-twice (SIM-6-3): the report of a transfer comes twice
  scenarios: 2
  06-send/a[n=1] | step 1, line 9 | reply
  06-send/a[n=2] | step 2, line 9 | soak: reply";
        assert_eq!(golden(&[row(2)]), expected);
    }

    #[test]
    fn a_page_has_a_line_for_each_row() {
        let text = page(&[row(1), row(2)]);
        assert!(text.starts_with("\n## ") && text.ends_with("|\n\n"));
        assert_eq!(text.matches("| 31 |").count(), 2);
        assert!(text.contains("any of 2 named faults"));
    }
}
