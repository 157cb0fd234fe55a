//! What turns a body of `campaign` into a program.
//!
//! Under `cfg(fuzzing)`, which `cargo fuzz` sets, the program is a libFuzzer target. In any other build it replays the
//! files that its arguments name, and neither libFuzzer nor a C++ compiler is needed.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::{env, fs, io};

/// How often libFuzzer's own mutator is at work where a target has one too: once in so many times.
#[cfg(fuzzing)]
const OCTETS_ONE_IN: u32 = 4;

/// Makes the `main` of a target from the name of its body, and of its mutator where it has one.
#[macro_export]
macro_rules! fuzz_target {
    ($target:ident) => {
        #[cfg(fuzzing)]
        ::libfuzzer_sys::fuzz_target!(|data: &[u8]| ::campaign::target::$target(data));

        #[cfg(not(fuzzing))]
        fn main() -> ::std::process::ExitCode {
            $crate::replay_arguments(::campaign::target::$target)
        }
    };
    ($target:ident, $mutator:ident) => {
        $crate::fuzz_target!($target);

        #[cfg(fuzzing)]
        ::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8],
                                        size: usize,
                                        max_size: usize,
                                        seed: u32| {
            $crate::mutate(::campaign::target::$mutator, data, size, max_size, seed)
        });
    };
}

/// Changes the first `size` octets of `data` in place, and says how many there are then: by the mutator, or as libFuzzer
/// does.
#[cfg(fuzzing)]
pub fn mutate(
    mutator: fn(&[u8], u64) -> Option<Vec<u8>>,
    data: &mut [u8],
    size: usize,
    max_size: usize,
    seed: u32,
) -> usize {
    let octets = data.get(..size).unwrap_or_default();
    let is_formed = !seed.is_multiple_of(OCTETS_ONE_IN);
    let mutant = if is_formed { mutator(octets, seed.into()) } else { None };
    let Some(mutant) = mutant else {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    };
    let size = mutant.len().min(max_size).min(data.len());
    for (octet, new) in data.iter_mut().zip(mutant.iter().take(size)) {
        *octet = *new;
    }
    size
}

/// Runs a body over the files that the program's arguments name.
///
/// The exit code is 0 when each was read and passed, and 2 when one cannot be read or none is named. A body that
/// panics ends the program as a panic does.
pub fn replay_arguments(body: fn(&[u8])) -> ExitCode {
    let mut count = 0_usize;
    for path in env::args_os().skip(1) {
        match fs::read(&path) {
            Ok(octets) => body(&octets),
            Err(error) => {
                report(&format!("failed to read {}: {error}", path.display()));
                return ExitCode::from(2);
            }
        }
        count = count.saturating_add(1);
    }
    if count == 0 {
        report("no input named; usage: TARGET FILE...");
        return ExitCode::from(2);
    }
    report(&format!("{count} inputs passed"));
    ExitCode::SUCCESS
}

/// Tells the person at the terminal; where there is none, nobody is told.
fn report(text: &str) {
    use io::Write;
    let _ = writeln!(io::stderr(), "{text}");
}
