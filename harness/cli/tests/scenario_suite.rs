//! The shipped scenarios against the model, by verdict alone: what mutation testing of the model uses as its only test.

use std::process::Command;

#[test]
fn shipped_scenarios_pass_on_the_model() {
    let output = Command::new(env!("CARGO_BIN_EXE_attest"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .arg("run")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let tail: Vec<&str> = text.lines().rev().take(30).collect();
    assert!(output.status.success(), "{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
}
