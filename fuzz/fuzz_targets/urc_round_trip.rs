//! libFuzzer target: a report written in any tolerated spelling is read back as it was.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(urc_round_trip);
