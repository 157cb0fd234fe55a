//! libFuzzer target: both codecs see the same octets alike, or differently for a known reason.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(pdu_differential, mutate_pdu);
