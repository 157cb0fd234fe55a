//! Collects what one rule finds.

use super::{Direction, Finding, Rule, Severity};
use crate::dissect::{Field, Hole, OneLine};

/// Findings of one rule in one dissection; one more counts those that are left out.
const FINDINGS_MAX: usize = 64;

/// What one rule has found so far.
#[derive(Debug)]
pub(super) struct Report<'a> {
    rule: &'a Rule,
    direction: Direction,
    findings: Vec<Finding>,
    omitted: Option<Omitted>,
}

/// What is left out beyond [`FINDINGS_MAX`].
#[derive(Clone, Copy, Debug)]
struct Omitted {
    /// How many findings.
    count: usize,
    /// The worst of them.
    severity: Severity,
    /// Where the first of them stands.
    offset: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(rule: &'a Rule, direction: Direction) -> Self {
        Self { rule, direction, findings: Vec::new(), omitted: None }
    }

    /// The severity that the rule has for the PDU at hand.
    pub(super) fn severity(&self) -> Severity {
        self.rule.severity(self.direction)
    }

    /// Whether the PDU comes from the client.
    pub(super) fn is_from_client(&self) -> bool {
        self.direction == Direction::FromClient
    }

    /// Adds a finding that covers a field.
    pub(super) fn field(&mut self, field: &Field, message: impl Into<String>) {
        self.at(field.offset, field.length, message);
    }

    /// Adds a finding at some octets.
    pub(super) fn at(&mut self, offset: usize, length: usize, message: impl Into<String>) {
        self.with(self.severity(), offset, length, message);
    }

    /// Adds a finding from the place where sense stops to the end of the field.
    pub(super) fn hole(&mut self, severity: Severity, field: &Field, hole: &Hole) {
        let Hole { reason, production, offset, needed, available, .. } = hole;
        let of = if *production == field.name { "" } else { production.as_ref() };
        let of = if of.is_empty() { String::new() } else { format!("{of}: ") };
        let needed = needed.map(|needed| format!(", {needed} needed, {available} left"));
        let message = format!("{}: {of}{reason}{}", field.name, needed.unwrap_or_default());
        self.with(severity, *offset, field.end().saturating_sub(*offset), message);
    }

    /// Adds a finding of another severity than the rule's own.
    pub(super) fn with(
        &mut self,
        severity: Severity,
        offset: usize,
        length: usize,
        message: impl Into<String>,
    ) {
        if self.findings.len() >= FINDINGS_MAX {
            return self.omit(severity, offset);
        }
        let Rule { id: rule, clause, .. } = self.rule;
        // Names in it may come from the octets.
        let message = OneLine(&message.into()).to_string();
        self.findings.push(Finding { rule, severity, offset, length, clause, message });
    }

    fn omit(&mut self, severity: Severity, offset: usize) {
        let omitted = self.omitted.get_or_insert(Omitted { count: 0, severity, offset });
        omitted.count += 1;
        omitted.severity = omitted.severity.max(severity);
    }

    /// The findings, and how many were left out.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let Rule { id: rule, clause, .. } = self.rule;
        self.findings.extend(self.omitted.map(|Omitted { count, severity, offset }| {
            let message = format!("{count} more of this rule from here on are left out");
            Finding { rule, severity, offset, length: 0, clause, message }
        }));
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    fn findings(count: usize, last: Severity) -> Vec<Finding> {
        let mut report = Report::new(find("HDR-1").unwrap(), Direction::FromClient);
        for index in 1..=count {
            let severity = if index == count { last } else { Severity::Warn };
            report.with(severity, index, 1, "odd");
        }
        report.finish()
    }

    #[test]
    fn what_is_left_out_is_counted_with_its_worst_severity() {
        assert_eq!(findings(FINDINGS_MAX, Severity::Error).len(), FINDINGS_MAX);
        let findings = findings(FINDINGS_MAX + 3, Severity::Error);
        let last = findings.last().unwrap();
        assert_eq!(findings.len(), FINDINGS_MAX + 1);
        assert_eq!((last.severity, last.offset), (Severity::Error, FINDINGS_MAX + 1));
        assert_eq!(last.message, "3 more of this rule from here on are left out");
    }

    #[test]
    fn a_message_holds_no_control_character() {
        let mut report = Report::new(find("HDR-1").unwrap(), Direction::FromClient);
        report.at(0, 1, "X\u{1b}[2J\u{9b}m stands first");
        assert_eq!(report.finish()[0].message, "X\\u{1b}[2J\\u{9b}m stands first");
    }
}
