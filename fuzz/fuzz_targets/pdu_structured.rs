//! libFuzzer target: a PDU that is made of values is read back as it was made.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(pdu_structured);
