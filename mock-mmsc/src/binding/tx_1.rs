//! TX-1: transaction ids of the client.

use super::{BindingRule, Context, Report};
use crate::exchange::Exchange;
use crate::rule::Severity;

pub(super) const RULE: BindingRule = BindingRule {
    id: "TX-1",
    title: "a Transaction-ID is not used for two messages at once",
    clause: "CTR, transaction ids",
    severity: Severity::Error,
    explanation: "\
What it checks: the Transaction-ID of an M-Send.req differs from that of every other M-Send.req whose answer has not
arrived. The same octets sent again are the same message, which is noted; so is an id used again after its answer.
Why it matters: the M-Send.conf names its request by this id and by nothing else.
Example: two messages sent one after the other with the ids `T1` and `T2`.",
    check,
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

fn is_send(exchange: &Exchange, id: &str) -> bool {
    let message_type = exchange.dissection.as_ref().and_then(|pdu| pdu.message_type());
    message_type == Some("m-send.req") && exchange.transaction_id.as_deref() == Some(id)
}

/// Whether the answer to an exchange cannot have arrived yet.
fn is_outstanding(exchange: &Exchange, context: &Context<'_>) -> bool {
    !exchange.fault.completes() || exchange.at.saturating_add(exchange.fault.delay) > context.now
}
