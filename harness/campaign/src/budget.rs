//! What a campaign may ask of a module that wears out, costs money, or can be broken for good.

use std::collections::{BTreeMap, BTreeSet};

use crate::operation::Operation;

/// Commands that write into flash memory.
const WRITES: [&str; 4] = ["+CMMSSAVE", "+CMMSSNATCH", "+CMMSDELETE", "&W"];
/// Commands that go on the air.
const TRANSFERS: [&str; 2] = ["+CMMSSEND", "+CMMSRECV"];

/// Caps and a deny-list. What is over a cap is left out of the sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Commands that write into flash memory.
    pub writes: u64,
    /// Transfers.
    pub transfers: u64,
    /// Names of commands that are never sent, in upper case.
    pub denied: BTreeSet<String>,
    /// What was left out since this was last asked: a denied name, `writes` or `transfers`, each with how often.
    left_out: BTreeMap<String, u64>,
}

impl Default for Budget {
    /// No limit, as it suits a model.
    fn default() -> Self {
        Self::new(u64::MAX, u64::MAX, BTreeSet::new())
    }
}

impl Budget {
    /// So many writes and transfers, and names that are never sent.
    #[must_use]
    pub const fn new(writes: u64, transfers: u64, denied: BTreeSet<String>) -> Self {
        Self { writes, transfers, denied, left_out: BTreeMap::new() }
    }

    /// What was left out since this was last asked: a denied name, `writes` or `transfers`, each with how often.
    pub fn take_left_out(&mut self) -> BTreeMap<String, u64> {
        std::mem::take(&mut self.left_out)
    }

    /// Whether an operation writes into flash memory, and whether it is a transfer.
    #[must_use]
    pub fn kind(operation: &Operation) -> (bool, bool) {
        let line = match operation {
            Operation::Command(line) => line.name().as_bytes().to_vec(),
            Operation::Line(octets) | Operation::Octets(octets) => octets.to_ascii_uppercase(),
            _ => return (false, false),
        };
        let holds_any = |names: &[&str]| names.iter().any(|name| holds(&line, name));
        (holds_any(&WRITES), holds_any(&TRANSFERS))
    }

    /// Whether an operation may be carried out; then it counts.
    pub fn allows(&mut self, operation: &Operation) -> bool {
        if !matches!(operation, Operation::Command(_) | Operation::Line(_) | Operation::Octets(_)) {
            return true;
        }
        if self.denied.is_empty() && self.writes == u64::MAX && self.transfers == u64::MAX {
            return true;
        }
        let line = operation.octets().to_ascii_uppercase();
        let denied = self.denied.iter().find(|name| holds(&line, name));
        let (is_write, is_transfer) = Self::kind(operation);
        let reason = match denied {
            Some(name) => Some(name.as_str()),
            None if is_write && self.writes == 0 => Some("writes"),
            None if is_transfer && self.transfers == 0 => Some("transfers"),
            None => None,
        };
        if let Some(reason) = reason {
            *self.left_out.entry(reason.to_owned()).or_default() += 1;
            return false;
        }
        self.writes -= u64::from(is_write);
        self.transfers -= u64::from(is_transfer);
        true
    }

    /// Whether a sequence may be carried out as a whole; then all of it counts, else nothing.
    pub(crate) fn allows_all(&mut self, operations: &[Operation]) -> bool {
        let mut after = self.clone();
        let is_allowed = operations.iter().all(|operation| after.allows(operation));
        if is_allowed {
            *self = after;
        }
        is_allowed
    }
}

fn holds(line: &[u8], name: &str) -> bool {
    line.windows(name.len().max(1)).any(|part| part == name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_are_spent_and_denied_commands_never_go_out() {
        let denied = BTreeSet::from(["+CPOF".to_owned()]);
        let mut budget = Budget::new(2, 1, denied);
        let mut allows = |line: &str| budget.allows(&Operation::send(line));
        assert!(!allows("AT+CPOF") && !allows("at+cpof") && !allows("AT;+CPOF"));
        assert!(allows("AT+CMMSSAVE=0") && allows("AT&W") && !allows("AT+CMMSDELETE"));
        assert!(allows("AT+CMMSSEND") && !allows("AT+CMMSRECV=\"http://a/b\""));
        assert!(allows("AT+CMMSEDIT=1"));
        assert!(budget.allows(&Operation::Tick(1)));
        let left_out = [("+CPOF", 3), ("transfers", 1), ("writes", 1)];
        let left_out = left_out.map(|(reason, times)| (reason.to_owned(), times));
        assert_eq!(budget.take_left_out(), BTreeMap::from(left_out));
        assert_eq!(budget.take_left_out(), BTreeMap::new());
        let mut budget = Budget::new(2, 0, BTreeSet::new());
        let lines =
            |lines: &[&str]| lines.iter().map(|line| Operation::send(line)).collect::<Vec<_>>();
        assert!(!budget.allows_all(&lines(&["AT+CMMSSAVE=0", "AT&W", "AT+CMMSDELETE"])));
        assert!(budget.allows_all(&lines(&["AT+CMMSSAVE=0", "AT&W"])));
        assert!(!budget.allows_all(&lines(&["AT&W"])));
    }
}
