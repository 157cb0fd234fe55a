//! I9: nothing larger than the configured maximum is asked for or sent.

use super::evidence::Evidence;
use super::{Discovery, OracleKind};

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    let max = evidence.before.max_octets?;
    if let Some(owed) = evidence.after.owed.as_ref().filter(|_| evidence.before.owed.is_none())
        && owed.announced > max
    {
        let expected = format!("172 for a file of more than {max} octets");
        return evidence.breach(OracleKind::Size, "SIM-2.4-8", expected, evidence.shown());
    }
    let pdu =
        evidence.seen.captures.iter().map(|capture| capture.pdu().len()).find(|len| *len > max)?;
    let expected = format!("a PDU of at most {max} octets");
    evidence.breach(OracleKind::Size, "SIM-6-13", expected, format!("{pdu} octets"))
}
