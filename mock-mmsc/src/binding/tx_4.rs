//! TX-4: a notification sent again.

use super::{BindingRule, Check, Report};
use crate::dissect::Dissection;
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "TX-4",
    title: "a notification that is sent again has the same octets",
    clause: "CTR, notification",
    severity: Severity::Warn,
    grade: Grade::S,
    explanation: "\
What it checks: of two notifications with one Transaction-ID, the octets of the PDU.
Why it matters: a client knows by the id that the message is one that it has, and may never look at the rest.
Example: the same id with another Expiry.",
    passing: r#"! 8C 82 98 "n" 00 8D 90 88 02 81 85
! 8C 82 98 "n" 00 8D 90 88 02 81 85"#,
    failing: r#"! 8C 82 98 "n" 00 8D 90 88 02 81 85
! 8C 82 98 "n" 00 8D 90 88 02 81 84"#,
    check: Check::Resent(check),
};

fn check(earlier: &Dissection, later: &Dissection, report: &mut Report<'_>) {
    let is_notification = |pdu: &Dissection| pdu.message_type() == Some("m-notification.ind");
    let (Some(before), Some(id)) = (id(earlier), id(later)) else { return };
    if !is_notification(earlier) || !is_notification(later) || before != id {
        return;
    }
    let (was, is) = (pdu(earlier), pdu(later));
    if was != is {
        let field = later.header("X-Mms-Transaction-ID");
        report.field(field, format!("Transaction-ID {id:?} again, with other octets"));
    }
}

fn id(dissection: &Dissection) -> Option<&str> {
    let field = dissection.header("X-Mms-Transaction-ID")?;
    field.hole().is_none().then_some(field.value.as_str())
}

/// The octets of the PDU, without those of an envelope, which may differ.
fn pdu(dissection: &Dissection) -> &[u8] {
    let first = dissection.pdu_fields().first().map_or(0, |field| field.offset);
    dissection.octets.get(first..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn another_id_is_another_message() {
        let text = r#"! 8C 82 98 "n" 00 8D 90 88 02 81 85
! 8C 82 98 "m" 00 8D 90 88 02 81 84"#;
        assert_eq!(example(text).len(), 0);
    }
}
