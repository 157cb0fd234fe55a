//! libFuzzer target: whatever octets come, the module stays sound and answers again.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(model_bytes);
