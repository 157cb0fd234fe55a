//! libFuzzer target: a command line that is written is read back, and broken quotes are refused.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(command_round_trip);
