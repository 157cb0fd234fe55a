//! Prints how soon each deviation is found: against the reference, without it, and by the stateless baseline.
//!
//! ```text
//! cargo run --release -p campaign --example deviations [SEEDS [COMMANDS_MAX]]
//! ```

use std::error::Error;
use std::io::{self, Write as _};
use std::time::Instant;

use campaign::benchmark::{Mode, Row, row, shrunk_lengths};
use sim7100_model::Deviation;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seeds: u64 = arguments.next().map_or(Ok(9), |text| text.parse())?;
    let commands_max: u64 = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    let mut out = io::stdout().lock();
    for mode in Mode::ALL {
        let start = Instant::now();
        writeln!(out, "## {mode}: commands to the discovery, for seeds 1 to {seeds}\n")?;
        let mut rows = Vec::new();
        for deviation in Deviation::all() {
            let row = row(*deviation, mode, 1..=seeds, commands_max)?;
            writeln!(out, "{row}")?;
            rows.push(row);
        }
        writeln!(out, "\n{}", Row::summary(&rows))?;
        writeln!(out, "{:?}\n", start.elapsed())?;
        if mode != Mode::Stateless {
            let start = Instant::now();
            let lengths = shrunk_lengths(mode, 1..=seeds, commands_max)?;
            writeln!(out, "{lengths}, {:?}\n", start.elapsed())?;
        }
    }
    Ok(())
}
