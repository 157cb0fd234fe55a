//! libFuzzer target: whatever the MMSC answers, a transaction ends once and memory holds the old message or the new one.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(mmsc_http);
