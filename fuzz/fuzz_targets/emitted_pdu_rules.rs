//! libFuzzer target: nothing that the module sends to the MMSC breaks a rule.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(emitted_pdu_rules, mutate_headed_transcript);
