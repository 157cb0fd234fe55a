//! libFuzzer target: a journal of any octets is gone on with or refused with a reason.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(journal_state);
