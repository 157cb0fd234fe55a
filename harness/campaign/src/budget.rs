//! What a campaign may ask of a module that wears out, costs money, or can be broken for good.

use std::collections::BTreeSet;

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
}

impl Default for Budget {
    /// No limit, as it suits a model.
    fn default() -> Self {
        Self { writes: u64::MAX, transfers: u64::MAX, denied: BTreeSet::new() }
    }
}

impl Budget {
    /// Whether an operation may be carried out; then it counts.
    pub fn allows(&mut self, operation: &Operation) -> bool {
        if !matches!(operation, Operation::Command(_) | Operation::Line(_) | Operation::Octets(_)) {
            return true;
        }
        if self.denied.is_empty() && self.writes == u64::MAX && self.transfers == u64::MAX {
            return true;
        }
        let line = operation.octets().to_ascii_uppercase();
        let holds =
            |name: &str| line.windows(name.len().max(1)).any(|part| part == name.as_bytes());
        if self.denied.iter().any(|name| holds(name)) {
            return false;
        }
        let is_write = WRITES.iter().any(|name| holds(name));
        let is_transfer = TRANSFERS.iter().any(|name| holds(name));
        if (is_write && self.writes == 0) || (is_transfer && self.transfers == 0) {
            return false;
        }
        self.writes -= u64::from(is_write);
        self.transfers -= u64::from(is_transfer);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_are_spent_and_denied_commands_never_go_out() {
        let denied = BTreeSet::from(["+CPOF".to_owned()]);
        let mut budget = Budget { writes: 2, transfers: 1, denied };
        let mut allows = |line: &str| budget.allows(&Operation::send(line));
        assert!(!allows("AT+CPOF") && !allows("at+cpof") && !allows("AT;+CPOF"));
        assert!(allows("AT+CMMSSAVE=0") && allows("AT&W") && !allows("AT+CMMSDELETE"));
        assert!(allows("AT+CMMSSEND") && !allows("AT+CMMSRECV=\"http://a/b\""));
        assert!(allows("AT+CMMSEDIT=1"));
        assert!(budget.allows(&Operation::Tick(1)));
    }
}
