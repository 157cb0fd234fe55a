//! libFuzzer target: parts are read alike by both codecs, and a presentation refers to parts that exist.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(multipart_smil);
