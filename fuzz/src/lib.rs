//! What turns a body of `campaign` into a program.
//!
//! Under `cfg(fuzzing)`, which `cargo fuzz` sets, the program is a libFuzzer target. In any other build it replays the
//! files that its arguments name, and neither libFuzzer nor a C++ compiler is needed.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::{env, fs, io};

/// Makes the `main` of a target from the path of its body.
#[macro_export]
macro_rules! fuzz_target {
    ($body:path) => {
        #[cfg(fuzzing)]
        ::libfuzzer_sys::fuzz_target!(|data: &[u8]| $body(data));

        #[cfg(not(fuzzing))]
        fn main() -> ::std::process::ExitCode {
            $crate::replay_arguments($body)
        }
    };
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
