//! libFuzzer target: a push in short messages is put together in whatever order they come.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(push_reassembly);
