//! A dissection as an annotated dump: every octet once, each stretch with the field that it belongs to, its value
//! and what the rules find there.

use mock_mmsc::dissect::{Dissection, Field};
use mock_mmsc::rule::Finding;
use runner::visible::visible_line;
use std::fmt::Write as _;

/// Octets of a line.
const OCTETS_OF_A_LINE: usize = 16;
/// Columns of the octets: two digits and a blank each, and a blank in the middle.
const OCTETS_COLUMNS: usize = OCTETS_OF_A_LINE * 3 + 1;
/// Characters of a value that are shown.
const VALUE_CHARACTERS_MAX: usize = 120;

/// A stretch of octets that belongs to one field and to none inside it.
struct Span<'a> {
    field: &'a Field,
    depth: usize,
    start: usize,
    end: usize,
    /// Whether it is the first of its field.
    first: bool,
}

/// Draws a dissection with its findings.
pub(crate) fn draw(dissection: &Dissection, findings: &[Finding]) -> String {
    let mut spans = Vec::new();
    for field in &dissection.fields {
        collect(field, 0, &mut spans);
    }
    let mut out = String::new();
    let mut told = 0_usize;
    let last = spans.len().saturating_sub(1);
    let mut at = 0_usize;
    for (index, span) in spans.iter().enumerate() {
        unclaimed(&dissection.octets, at, span.start, &mut out);
        at = at.max(span.end);
        span.draw(&dissection.octets, &mut out);
        // A finding stands below the stretch that holds its offset; one behind the end below the last.
        while let Some(finding) = findings.get(told)
            && (finding.offset < span.end || index == last)
        {
            told = told.saturating_add(1);
            mark(finding, &mut out);
        }
    }
    unclaimed(&dissection.octets, at, dissection.octets.len(), &mut out);
    for finding in findings.get(told..).unwrap_or_default() {
        mark(finding, &mut out);
    }
    out
}

fn collect<'a>(field: &'a Field, depth: usize, spans: &mut Vec<Span<'a>>) {
    let mut at = field.offset;
    let mut first = true;
    let mut own = |start: usize, end: usize, spans: &mut Vec<Span<'a>>| {
        // A field that only holds others has a line of its own without octets.
        if start < end || (first && start <= end) {
            spans.push(Span { field, depth, start, end, first });
        }
        first = false;
    };
    for child in &field.children {
        own(at, child.offset, spans);
        collect(child, depth.saturating_add(1), spans);
        at = at.max(child.end());
    }
    own(at, field.end(), spans);
}

impl Span<'_> {
    fn draw(&self, octets: &[u8], out: &mut String) {
        let octets = octets.get(self.start..self.end).unwrap_or_default();
        let label = self.label();
        if octets.is_empty() {
            // Here and below: writing to a String cannot fail.
            let _ = writeln!(out, "0x{:04X}  {:OCTETS_COLUMNS$} {label}", self.start, "");
        }
        rows(octets, self.start, &label, out);
        if let Some(hole) = self.field.hole().filter(|_| self.first) {
            let _ = writeln!(out, "        ! {}", visible_line(&hole.to_string()));
        }
    }

    fn label(&self) -> String {
        let indent = self.depth.saturating_mul(2);
        let name = visible_line(&self.field.name);
        if !self.first {
            return format!("{:indent$}{name}, further", "");
        }
        let mut value: String = self.field.value.chars().take(VALUE_CHARACTERS_MAX).collect();
        if value.len() < self.field.value.len() {
            value.push_str(" ...");
        }
        let between = if value.is_empty() { "" } else { ": " };
        format!("{:indent$}{name}{between}{}", "", visible_line(&value))
    }
}

/// Octets that belong to no field.
fn unclaimed(octets: &[u8], start: usize, end: usize, out: &mut String) {
    rows(octets.get(start..end).unwrap_or_default(), start, "(no field)", out);
}

fn rows(octets: &[u8], start: usize, label: &str, out: &mut String) {
    for (index, row) in octets.chunks(OCTETS_OF_A_LINE).enumerate() {
        let offset = start.saturating_add(index.saturating_mul(OCTETS_OF_A_LINE));
        let label = if index == 0 { label } else { "" };
        let line = format!("0x{offset:04X}  {:<OCTETS_COLUMNS$} {label}", digits(row));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn digits(octets: &[u8]) -> String {
    let mut out = String::with_capacity(OCTETS_COLUMNS);
    for (index, octet) in octets.iter().enumerate() {
        let between = if index == OCTETS_OF_A_LINE / 2 {
            "  "
        } else if index == 0 {
            ""
        } else {
            " "
        };
        let _ = write!(out, "{between}{octet:02X}");
    }
    out
}

fn mark(finding: &Finding, out: &mut String) {
    let _ = writeln!(out, "        ! {}", visible_line(&finding.to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use mock_mmsc::dissect::{Entry, dissect, dissect_as};
    use mock_mmsc::rule::Direction;
    use proptest::prelude::*;

    #[test]
    fn fields_and_findings_stand_by_their_octets() {
        // M-Send.conf: type, version before the id that is not there, status.
        let dissection = dissect(&[0x8C, 0x81, 0x8D, 0x90, 0x92, 0x80]);
        let drawn = draw(&dissection, &dissection.findings(Direction::ToClient));
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines[0].starts_with("0x0000  8C 81 "), "{drawn}");
        assert!(lines[0].ends_with(" X-Mms-Message-Type: m-send.conf"), "{drawn}");
        assert!(
            lines.iter().any(|line| line.trim_start().starts_with("! error  HDR-3")),
            "{drawn}"
        );
    }

    /// The octets that a drawing shows.
    fn shown(drawn: &str) -> Vec<u8> {
        let lines = drawn.lines().filter(|line| line.starts_with("0x"));
        let columns = lines.map(|line| line.split_once("  ").map_or("", |(_, rest)| rest));
        let columns = columns.map(|rest| rest.get(..OCTETS_COLUMNS).unwrap_or(rest).to_owned());
        let words = columns
            .flat_map(|octets| octets.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        words.filter_map(|word| u8::from_str_radix(&word, 16).ok()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_octet_is_shown_once(
            octets in proptest::collection::vec(any::<u8>(), 1..120),
            entry in proptest::sample::select(vec![Entry::Pdu, Entry::Push, Entry::Tpdu, Entry::Multipart, Entry::Wsp]),
        ) {
            let dissection = dissect_as(entry, &octets);
            prop_assert_eq!(shown(&draw(&dissection, &[])), octets);
        }
    }
}
