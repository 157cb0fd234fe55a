//! libFuzzer target: a PDU that was decoded is the same after it was encoded and decoded again.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(pdu_bytes, mutate_pdu);
