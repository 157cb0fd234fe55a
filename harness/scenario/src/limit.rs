//! How much a file may ask for. Whatever is over a limit is a diagnostic.

use std::time::Duration;

/// Size of a scenario, ledger or baseline file, in octets.
pub const FILE_OCTETS_MAX: usize = 4 << 20;
/// Length of one line of such a file, in octets.
pub const LINE_OCTETS_MAX: usize = 8 << 10;
/// Nesting of lists and mappings.
pub const DEPTH_MAX: usize = 32;
/// Lists, mappings and scalars of one file, aliases counted as what they stand for.
pub const NODES_MAX: usize = 20_000;
/// Steps of one scenario.
pub const STEPS_MAX: usize = 1_000;
/// Rows of one matrix.
pub const MATRIX_ROWS_MAX: usize = 1_000;
/// Rows of one matrix times nodes of its file.
pub const MATRIX_NODES_MAX: usize = 500_000;
/// Size of one payload, in octets.
pub const PAYLOAD_OCTETS_MAX: usize = 4 << 20;
/// The longest duration that can be written: 30 days.
pub const DURATION_MAX: Duration = Duration::from_secs(30 * 24 * 3600);
/// Problems that one file's diagnostics hold; the rest is counted.
pub const PROBLEMS_MAX: usize = 50;
/// Waits of a case, in sum, that real time may be asked for.
pub const REAL_WAIT_MAX: Duration = Duration::from_secs(3);
