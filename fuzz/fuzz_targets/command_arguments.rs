//! libFuzzer target: an argument that the command table does not allow is refused.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(command_arguments);
