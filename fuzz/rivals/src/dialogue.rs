//! Dialogues with the model, with an `AT` behind each.

use std::sync::OnceLock;

use sim7100_model::{Input, Instant, Model, Output, Profile};

/// The octet that ends a burst and lets time pass, as the fuzz target `model_bytes` has it.
const END: u8 = 0xF8;

/// How many octets the model says to the bursts, to the time between them, and to `AT` at the end.
pub(crate) fn performed(octets: &[u8]) -> usize {
    static FRESH: OnceLock<Model> = OnceLock::new();
    let mut model = FRESH.get_or_init(|| Model::new(Profile::default())).clone();
    let (mut micros, mut said) = (0, 0);
    for burst in octets.split(|octet| *octet >= END) {
        said += told(&mut model, micros, Input::Te(burst));
        micros += 1_000_000;
        said += told(&mut model, micros, Input::Timeout);
    }
    said + told(&mut model, micros, Input::Te(b"\rAT\r"))
}

fn told(model: &mut Model, micros: u64, input: Input<'_>) -> usize {
    model.handle(Instant::from_micros(micros), input);
    let mut said = 0;
    while let Some(output) = model.poll_output() {
        if let Output::Te(octets) = output {
            said += octets.len();
        }
    }
    said
}
