//! libFuzzer target: what a module does never depends on how the octets of the TE were cut.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(dialogue_chunking, mutate_headed_transcript);
