//! libFuzzer target: the runner over a line that loses, doubles, delays and garbles octets.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(host_line_faults, mutate_faulty_transcript);
