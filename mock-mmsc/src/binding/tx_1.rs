//! TX-1: transaction ids of the client.

use super::{Answered, BindingRule, Check, Context, Report};
use crate::dissect::{Dissection, Field};
use crate::exchange::Exchange;
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "TX-1",
    title: "an answer repeats the Transaction-ID, and no two messages have one at once",
    clause: "CTR, transaction ids",
    severity: Severity::Error,
    grade: Grade::C,
    explanation: "\
What it checks: an M-Send.conf or M-Forward.conf has the Transaction-ID of the request that it answers. The id of an M-Send.req differs from that of every other M-Send.req whose answer has not
arrived. The same octets sent again are the same message, which is noted; so is an id used again after its answer.
Why it matters: the M-Send.conf names its request by this id and by nothing else.
Example: two messages sent one after the other with the ids `T1` and `T2`.",
    passing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#,
    failing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "2" 00 8D 92 92 80 8B "m" 00"#,
    check: Check::Both(check, check_answer),
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some("m-send.req"), Some(id)) = (context.message_type(), context.transaction_id) else {
        return;
    };
    let Some(before) = context.earlier.iter().rev().find(|exchange| is_send(exchange, id)) else {
        return;
    };
    let number = before.number;
    if before.request.body == context.request.body {
        report.note(format!("Transaction-ID {id:?} resent, octets as in exchange {number}"));
    } else if is_outstanding(before, context) {
        report.body(
            context.request,
            format!("Transaction-ID {id:?} is outstanding in exchange {number}"),
        );
    } else {
        report.note(format!("Transaction-ID {id:?} used before, in exchange {number}"));
    }
}

fn check_answer(answered: &Answered<'_>, report: &mut Report<'_>) {
    let Some(("m-send.req", "m-send.conf") | ("m-forward.req", "m-forward.conf")) =
        answered.types()
    else {
        return;
    };
    let (Some(asked), Some(answer)) = (id(answered.asked), id(answered.answer)) else {
        return;
    };
    if asked.value != answer.value {
        let message = format!("Transaction-ID {:?} answers {:?}", answer.value, asked.value);
        report.field(Some(answer), message);
    }
}

fn id(pdu: Option<&Dissection>) -> Option<&Field> {
    pdu?.header("X-Mms-Transaction-ID")
}

fn is_send(exchange: &Exchange, id: &str) -> bool {
    let message_type = exchange.dissection.as_ref().and_then(|pdu| pdu.message_type());
    message_type == Some("m-send.req") && exchange.transaction_id.as_deref() == Some(id)
}

/// Whether the answer to an exchange cannot have arrived yet.
fn is_outstanding(exchange: &Exchange, context: &Context<'_>) -> bool {
    !exchange.fault.completes() || exchange.at.saturating_add(exchange.fault.delay) > context.now
}
