//! Generators, oracles and shrinking that fuzz targets, property tests and campaigns share.
//!
//! An oracle here is a semantic one: it says what must be true of what came back. That the code under test ends
//! without a panic is the least of it. A run depends on its input, or on its seed, alone.
//!
//! | module | job |
//! |---|---|
//! | [`belief`] | what the TE has reason to believe of the module |
//! | [`bench`](mod@bench) | the module behind a trait, and in memory |
//! | [`benchmark`] | how soon each deviation is found |
//! | [`budget`] | what a module may be asked to do at most |
//! | [`campaign`] | sequences until something is found |
//! | [`course`] | one sequence, judged step by step |
//! | [`dictionary`] | tokens for libFuzzer |
//! | [`emit`] | a shrunk sequence as a scenario |
//! | [`generator`] | what to do next |
//! | [`hostile`](mod@hostile) | rounds of a hostile MMSC |
//! | [`journal`] | what outlives the process |
//! | [`liveness`] | what it takes until a module answers again |
//! | [`mutator`] | variations of a transcript |
//! | [`novelty`] | what was seen, and what is worth varying |
//! | [`operation`] | what is done to a module, and its text form |
//! | [`oracle`] | what must be true of what came back |
//! | [`shrink`] | fewer and simpler steps to the same discovery |
#![forbid(unsafe_code)]

pub mod belief;
pub mod bench;
pub mod benchmark;
pub mod budget;
pub mod campaign;
pub mod course;
pub mod dictionary;
pub mod emit;
pub mod generator;
pub mod hostile;
pub mod journal;
pub mod liveness;
pub mod mutator;
pub mod novelty;
pub mod operation;
pub mod oracle;
pub mod random;
#[cfg(feature = "targets")]
mod report_line;
pub mod shrink;
#[cfg(feature = "targets")]
pub mod target;
