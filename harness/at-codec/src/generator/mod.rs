//! Strategies that make octets together with the values that reading them must give.
//!
//! They are for tests: what they write is as odd as the rules allow, with blanks, cases and digits that no person
//! types. They never call the reader whose result they predict.

mod command_line;
mod module_output;
mod response;
mod urc;

pub use command_line::{CommandLine, command_line};
pub use module_output::{ModuleOutput, module_output};
pub use response::{ResponseLine, response_line};
pub use urc::{UrcLine, urc_line};

use proptest::prelude::*;
use std::vec::Vec;

/// Cuts for a stream of octets: how many octets each piece has; the rest is one more piece.
pub fn cuts() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(prop_oneof![4 => 0_usize..4, 1 => 0_usize..64], 0..64)
}

/// Cuts octets into pieces of these sizes, and the rest.
pub fn cut<'a>(octets: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut rest = octets;
    let mut pieces = Vec::new();
    for size in sizes {
        let (piece, after) = rest.split_at_checked(*size).unwrap_or((rest, &[]));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Up to `max` blanks.
fn blanks(max: usize) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![3 => Just(0), 1 => 0..=max].prop_map(|count| std::vec![b' '; count])
}
