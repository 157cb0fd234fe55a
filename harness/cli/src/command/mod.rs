//! The subcommands, one file each.

pub(crate) mod check;
pub(crate) mod dissect;
pub(crate) mod explain;
pub(crate) mod fuzz;
pub(crate) mod fuzz_mmsc;
pub(crate) mod fuzz_report;
pub(crate) mod list;
pub(crate) mod push;
pub(crate) mod run;
pub(crate) mod serve_mmsc;
pub(crate) mod serve_model;
pub(crate) mod shrink;
