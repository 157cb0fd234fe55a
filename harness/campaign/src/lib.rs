//! Inputs and oracles that fuzz targets, property tests and campaigns share.
//!
//! An oracle here is a semantic one: it says what must be true of what a codec made of the input. That the codec
//! ends without a panic is the least of it. Nothing here draws a random number, reads a clock or does I/O: the input
//! is all that a run depends on.
#![forbid(unsafe_code)]

mod report_line;
pub mod target;
