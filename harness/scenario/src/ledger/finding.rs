//! The spec findings of a ledger as Markdown: where the document contradicts itself, and which
//! choices it leaves open.
//!
//! Writes no file.

use std::fmt::Write as _;

use super::{ClaimReading, Ledger, Requirement};

const HEAD: &str = "\
# Spec findings

A spec finding is a place where the document contradicts itself, or prints what cannot be meant.
Where it can be read in several ways, the model takes the reading marked as default, and a profile
may choose another: `attest list --readings` names what can be chosen, `attest explain ID` says more
about a claim.

This page is rendered from the ledger in this folder, and a test keeps it current: change the ledger.
";
const FINDINGS: &str = "## Contradictions\n\n";
const CHOICES: &str = "## Choices that the document leaves open\n\n";

/// Renders the spec findings of a ledger: of each the id, the section, what disagrees, the readings
/// with the default marked and who reads it so, and the reason of the default. After them, in the
/// same form, come the claims that have readings without a contradiction.
#[must_use]
pub fn render_findings(ledger: &Ledger) -> String {
    let (findings, choices): (Vec<_>, Vec<_>) = ledger
        .requirements()
        .filter(|claim| claim.finding.is_some() || !claim.readings.is_empty())
        .partition(|claim| claim.finding.is_some());
    let mut text = String::from(HEAD);
    // Here and below: writing to a String cannot fail.
    let _ = writeln!(text, "\n{}", summary(&findings, &choices));
    for (heading, claims) in [(FINDINGS, findings), (CHOICES, choices)] {
        if !claims.is_empty() {
            let _ = write!(text, "\n{heading}");
            let blocks: Vec<String> = claims.into_iter().map(block).collect();
            text.push_str(&blocks.join("\n"));
        }
    }
    text
}

fn summary(findings: &[&Requirement], choices: &[&Requirement]) -> String {
    let readable = findings.iter().filter(|claim| !claim.readings.is_empty()).count();
    format!(
        "Contradictions: {}, of which {readable} have readings to choose from. Choices left open: {}.",
        findings.len(),
        choices.len()
    )
}

fn block(claim: &Requirement) -> String {
    let mut text = format!("### {} (section {})\n\n", claim.id, plain(&claim.section));
    if let Some(finding) = &claim.finding {
        let _ = writeln!(text, "{}\n", plain(finding));
    }
    let _ = writeln!(text, "Claim ({}): {}", claim.level.name(), plain(&claim.claim));
    if !claim.readings.is_empty() {
        text.push_str("\n| reading | who says what |\n| --- | --- |\n");
        claim.readings.iter().for_each(|reading| row(&mut text, reading));
    }
    if let Some(reason) = &claim.reason {
        let _ = writeln!(text, "\nWhy the model does so: {}", plain(reason));
    }
    text
}

fn row(text: &mut String, reading: &ClaimReading) {
    let default = if reading.is_default() { " (default)" } else { "" };
    let (name, value) = (reading.name.as_str(), reading.value.as_str());
    let _ = writeln!(text, "| `{name}: {value}`{default} | {} |", plain(&reading.says));
}

/// A text in one line, with what Markdown would take for markup made literal outside code spans.
fn plain(text: &str) -> String {
    let mut code = false;
    let mut escaped = String::new();
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        code ^= character == '`';
        // A bar ends a cell of a table even in a code span.
        if character == '|' || (!code && matches!(character, '<' | '*' | '\\')) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const LEDGER: &str = "
- id: SIM-10-1
  where: \"10\"
  level: example
  claim: AT+CMMSSAVE=<index> answers
    OK alone
  readings:
    - { reading: save_echo, value: \"on\", says: \"siblings print <index> first\" }
    - { reading: save_echo, value: \"off\", says: the dialogue shows OK alone, default: true }
  reason: the dialogue is explicit
  finding: 4.1 and 10 disagree
- id: SIM-3.9-2
  where: \"3.9\"
  level: inferred
  claim: .3pg is refused
  finding: the list has .3gp, the examples print .3pg
- id: SIM-5.1-4
  where: \"5.1\"
  level: unknown
  claim: an unknown type is 1
  readings: [ { reading: unknown_type, value: \"1\", says: a later manual, default: true } ]
  reason: the later one
- { id: SIM-6-1, where: \"6\", level: documented, claim: a message is sent }
";

    #[test]
    fn contradictions_come_first_then_open_choices_and_nothing_else() {
        let ledger = Ledger::parse([("a.yaml", LEDGER)]).unwrap();
        insta::assert_snapshot!("findings", render_findings(&ledger));
    }

    #[test]
    fn without_readings_and_findings_there_is_the_head_alone() {
        let text = render_findings(&Ledger::default());
        assert!(text.ends_with("Choices left open: 0.\n"), "{text}");
    }

    #[rstest]
    #[case::placeholder("AT+X=<n>", "AT+X=\\<n>")]
    #[case::code("`AT+X=<n>` or <m>", "`AT+X=<n>` or \\<m>")]
    #[case::bar("a `b|c`", "a `b\\|c`")]
    #[case::lines("a\n  b", "a b")]
    fn markup_is_literal(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(plain(text), expected);
    }
}
