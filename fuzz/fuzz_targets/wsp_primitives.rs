//! libFuzzer target: values of header fields against a second reading of their extent and numbers.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(wsp_primitives);
