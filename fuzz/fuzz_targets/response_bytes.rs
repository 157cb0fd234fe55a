//! libFuzzer target: a line of module output says the same when it is written again.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(response_bytes);
