//! libFuzzer target: texts through the charsets of the codec and through the module, against a second reading of both.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(charset);
