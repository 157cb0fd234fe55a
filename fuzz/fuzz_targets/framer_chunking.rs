//! libFuzzer target: what the framer makes of module output does not depend on how the octets were cut.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(framer_chunking);
