//! libFuzzer target: what can be asked of a decoded PDU agrees with itself.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(pdu_views, mutate_pdu);
