//! libFuzzer target: a file of any octets becomes cases or diagnostics, and what a campaign writes is a scenario.
#![cfg_attr(fuzzing, no_main)]

fuzz::fuzz_target!(scenario_yaml, mutate_scenario);
