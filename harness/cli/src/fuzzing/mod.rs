//! What `attest fuzz` and `attest shrink` share: which module is judged by what, and what becomes of a discovery.
//!
//! The search itself is the crate `campaign`; here are its ties to the command line, to files, and to the runner, which
//! has the last word on every scenario that is written.

mod claim;
mod events;
mod finding;
mod findings;
mod judge;
mod kept;
mod line;
mod module;
mod place;
mod power_hook;
mod progress;
mod proof;
mod section;
mod served;
mod setup;
mod shape;
mod steps;

pub(crate) use claim::Claims;
pub(crate) use events::{Events, ReportChoice};
pub(crate) use finding::requirement;
pub(crate) use finding::{Finding, Minimal};
pub(crate) use findings::{DIFFERENT_MAX, Findings, OTHER_EXTENSION, name, write};
#[cfg(test)]
pub(crate) use judge::Judgement;
pub(crate) use judge::{Class, Failures, Judge};
pub(crate) use kept::{Kept, journal_octets, journal_problem, open};
pub(crate) use module::Module;
pub(crate) use progress::Progress;
pub(crate) use setup::{Ground, Setup, SetupChoice, time};
pub(crate) use steps::{Candidate, MARK, candidates};

use crate::problem::Problem;
use campaign::bench::TargetError;
use campaign::course::Course;

/// A target that failed is a port that failed: a model in memory cannot.
pub(crate) fn failed(error: TargetError) -> Problem {
    Problem::Port(error.to_string())
}

/// The port has to be free while the runner uses it.
pub(crate) fn release(course: &mut Course<Module>) {
    course.session_mut().target_mut().release();
}

/// So many discoveries, in words.
pub(crate) fn discoveries(count: usize) -> String {
    format!("{count} discover{}", if count == 1 { "y" } else { "ies" })
}
