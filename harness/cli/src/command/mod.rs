//! The subcommands, one file each.

pub(crate) mod check;
pub(crate) mod dissect;
pub(crate) mod explain;
pub(crate) mod list;
pub(crate) mod push;
pub(crate) mod run;
pub(crate) mod serve_mmsc;
pub(crate) mod serve_model;
