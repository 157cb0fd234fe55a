//! libFuzzer target: the fast parser of command lines against the slow one.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(command_parse);
