//! Collects what one rule finds.

use super::{Direction, Finding, Rule, Severity};
use crate::dissect::{Field, Hole};

/// Findings of one rule in one dissection.
const FINDINGS_MAX: usize = 64;

/// What one rule has found so far.
#[derive(Debug)]
pub(super) struct Report<'a> {
    rule: &'a Rule,
    direction: Direction,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(rule: &'a Rule, direction: Direction) -> Self {
        Self { rule, direction, findings: Vec::new() }
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
        if self.findings.len() < FINDINGS_MAX {
            let Rule { id: rule, clause, .. } = self.rule;
            let message = message.into();
            self.findings.push(Finding { rule, severity, offset, length, clause, message });
        }
    }

    /// The findings.
    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }
}
