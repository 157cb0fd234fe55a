//! Collects what the rules find.

use super::subject::Subject;
use super::{Direction, Finding, Rule, Severity};
use crate::dissect::{Field, Hole, OneLine};

/// Findings of one rule in one dissection; one more counts those that are left out.
const FINDINGS_MAX: usize = 64;

/// What the rules have found so far.
#[derive(Debug)]
pub(super) struct Report {
    direction: Direction,
    findings: Vec<Finding>,
    /// The rule at work.
    rule: &'static Rule,
    /// How many findings there were before it.
    before: usize,
    /// What it found beyond [`FINDINGS_MAX`].
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

impl Report {
    /// What these rules find in a PDU that goes that way.
    pub(super) fn of(
        rules: impl IntoIterator<Item = &'static Rule>,
        subject: &Subject<'_>,
        direction: Direction,
    ) -> Vec<Finding> {
        let mut rules = rules.into_iter();
        let Some(rule) = rules.next() else { return Vec::new() };
        let (findings, omitted) = (Vec::new(), None);
        let mut report = Self { direction, findings, rule, before: 0, omitted };
        report.run(subject);
        for rule in rules {
            report.rule = rule;
            report.before = report.findings.len();
            report.run(subject);
        }
        report.findings
    }

    /// Lets the rule at work look at the PDU.
    fn run(&mut self, subject: &Subject<'_>) {
        (self.rule.check)(subject, self);
        if self.omitted.is_some() {
            self.close();
        }
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
        let of = if *production == field.name { "" } else { *production };
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
        if self.findings.len() - self.before >= FINDINGS_MAX {
            return self.omit(severity, offset);
        }
        let Rule { id: rule, clause, .. } = self.rule;
        // Names in it may come from the octets.
        let message = OneLine::of(message.into());
        self.findings.push(Finding { rule, severity, offset, length, clause, message });
    }

    fn omit(&mut self, severity: Severity, offset: usize) {
        let omitted = self.omitted.get_or_insert(Omitted { count: 0, severity, offset });
        omitted.count += 1;
        omitted.severity = omitted.severity.max(severity);
    }

    /// Says how many findings of the rule at work were left out.
    fn close(&mut self) {
        let Rule { id: rule, clause, .. } = self.rule;
        self.findings.extend(self.omitted.take().map(|Omitted { count, severity, offset }| {
            let message = format!("{count} more of this rule from here on are left out");
            Finding { rule, severity, offset, length: 0, clause, message }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    /// What a rule of this many findings, of which the last has another severity, leaves behind.
    fn findings(count: usize, last: Severity) -> Vec<Finding> {
        let mut report = report();
        for index in 1..=count {
            let severity = if index == count { last } else { Severity::Warn };
            report.with(severity, index, 1, "odd");
        }
        report.close();
        report.findings
    }

    fn report() -> Report {
        let rule = find("HDR-1").unwrap();
        let direction = Direction::FromClient;
        Report { direction, findings: Vec::new(), rule, before: 0, omitted: None }
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
        let mut report = report();
        report.at(0, 1, "X\u{1b}[2J\u{9b}m stands first");
        assert_eq!(report.findings[0].message, "X\\u{1b}[2J\\u{9b}m stands first");
    }
}
