//! libFuzzer target: whatever is done to the module, its state stays sound and no oracle speaks.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(model_operations, mutate_transcript);
