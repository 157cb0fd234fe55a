//! Runs a campaign on the sound model under a profile, and prints what it finds: nothing, or a false alarm.
//!
//! ```text
//! cargo run --release -p campaign --example false_alarms COMMANDS [SEED] [vary] [again] [NAME=VALUE ...]
//! ```
//!
//! The readings are those of a profile file, one argument each. Half of the commands are judged against the reference
//! of the same profile and half by the oracles that need none. With `vary`, sequences that reach something new are
//! mutated too, which leads to lines that no generator draws. With `again` every sequence is said again in another way,
//! not one in eight.

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Instant;

use campaign::benchmark::Mode;
use campaign::campaign::Campaign;
use campaign::novelty::Novelty;
use campaign::operation;
use sim7100_model::Profile;

/// Alarms after which it ends.
const ALARMS_MAX: usize = 3;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut profile = Profile::default();
    let mut numbers = Vec::new();
    let (mut is_varied, mut is_again) = (false, false);
    for argument in std::env::args().skip(1) {
        match argument.split_once('=') {
            Some((name, value)) => profile.set(name, value)?,
            None if argument == "vary" => is_varied = true,
            None if argument == "again" => is_again = true,
            None => numbers.push(argument.parse::<u64>()?),
        }
    }
    let commands = numbers.first().copied().unwrap_or(1_000_000);
    let seed = numbers.get(1).copied().unwrap_or(1);
    let mut out = io::stdout().lock();
    let mut alarms = 0;
    for mode in [Mode::Differential, Mode::WithoutReference] {
        let start = Instant::now();
        let mut campaign =
            Campaign::new(mode.course(profile.clone(), &profile), seed, mode.style());
        if is_varied {
            campaign = campaign.keeping(Novelty::default());
        }
        if is_again {
            campaign = campaign.saying_again(1);
        }
        while let Some(found) = campaign.run(commands / 2)? {
            alarms += 1;
            writeln!(
                out,
                "false alarm: {}\n{}",
                found.discovery,
                operation::print(&found.operations)
            )?;
            if alarms >= ALARMS_MAX {
                return Ok(ExitCode::FAILURE);
            }
        }
        let (tally, took) = (campaign.tally(), start.elapsed());
        let speed = f64::from(u32::try_from(tally.commands)?) / took.as_secs_f64();
        writeln!(
            out,
            "{mode}: {} commands, {} octets, {took:?}, {speed:.0} commands/s, {alarms} false alarms",
            tally.commands, tally.octets
        )?;
    }
    Ok(if alarms == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
