//! Responses that come late, slowly, in part or not at all, on either leg.

use std::time::Duration;

use super::draft::Draft;
use super::{Case, NETWORK, OVER_TIME, SUCCESS};
use crate::fault::{Drip, FaultPlan};
use crate::script::Answer;

/// How a response travels, and what comes of it.
pub(super) struct Delivery {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) fault: FaultPlan,
    pub(super) expected: &'static [u16],
}

pub(super) fn cases() -> Vec<Case> {
    let pdu = Draft::sound().octets();
    let case = |Delivery { name, about, fault, expected }: Delivery| {
        let answer = Answer { serve: Some(pdu.clone()), fault, ..Answer::default() };
        Case::received(name, &format!("the message {about}"), answer, expected)
            .carrying(pdu.clone())
    };
    deliveries().into_iter().map(case).collect()
}

/// The deliveries, for a response of more than 100 octets.
pub(super) fn deliveries() -> Vec<Delivery> {
    let cut = |octets| FaultPlan { cut_after: Some(octets), ..FaultPlan::default() };
    let reset = |octets| FaultPlan { reset_after: Some(octets), ..FaultPlan::default() };
    let drip = |every| FaultPlan {
        drip: Some(Drip { octets: 1, every: Duration::from_secs(every) }),
        ..FaultPlan::default()
    };
    let delay = |seconds| FaultPlan { delay: Duration::from_secs(seconds), ..FaultPlan::default() };
    let never = FaultPlan { never: true, ..FaultPlan::default() };
    let (ok, network, late): (&[u16], &[u16], &[u16]) = (&[SUCCESS], &[NETWORK], &[OVER_TIME]);
    let row = |name, about, fault, expected| Delivery { name, about, fault, expected };
    vec![
        row("cut-before-the-response", "never begins: the connection ends", cut(0), network),
        row("cut-within-the-status-line", "ends within the status line", cut(10), network),
        row("cut-within-the-head", "ends within the head", cut(40), network),
        row("cut-within-the-content", "ends within the content", cut(130), network),
        row(
            "reset-before-the-response",
            "never begins: the connection is reset",
            reset(0),
            network,
        ),
        row(
            "reset-within-the-head",
            "is broken off by a reset within the head",
            reset(40),
            network,
        ),
        row(
            "reset-within-the-content",
            "is broken off by a reset within the content",
            reset(130),
            network,
        ),
        row("an-octet-a-second", "comes by one octet a second", drip(1), ok),
        row("an-octet-a-minute", "comes by one octet a minute, over an hour", drip(60), late),
        row("late-within-the-hour", "comes after 59 minutes", delay(3_540), ok),
        row("late-by-two-hours", "comes after two hours", delay(7_200), late),
        row("never", "never comes, and the connection stays", never, late),
    ]
}
