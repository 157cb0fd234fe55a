//! TX-2: acknowledgements belong to a retrieval.

use super::{BindingRule, Check, Context, Report};
use crate::exchange::{Acknowledgement, AcknowledgementKind};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "TX-2",
    title: "an M-Acknowledge.ind repeats the Transaction-ID of an M-Retrieve.conf",
    clause: "CTR; ENC 6, M-Acknowledge.ind",
    severity: Severity::Warn,
    grade: Grade::C,
    explanation: "\
What it checks: the Transaction-ID of an M-Acknowledge.ind is that of an M-Retrieve.conf which this MMSC has sent.
An M-NotifyResp.ind may answer a notification that came from elsewhere, and is only recorded.
Why it matters: an acknowledgement with another id acknowledges nothing, and the MMSC offers the message again.
Example: M-Retrieve.conf with `98 61 31 00`, then M-Acknowledge.ind with `98 61 31 00`.",
    passing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
> GET /attest-1 HTTP/1.0
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 85 98 "attest-r1" 00 8D 92"#,
    failing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 85 98 "attest-r1" 00 8D 92"#,
    check: Check::Request(check),
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if let Some(Acknowledgement { kind: AcknowledgementKind::Acknowledge, retrieval: None }) =
        context.acknowledges
    {
        let id = context.transaction_id.unwrap_or_default();
        report.body(context.request, format!("Transaction-ID {id:?} belongs to no retrieval"));
    }
}
