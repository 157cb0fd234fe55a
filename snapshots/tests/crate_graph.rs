//! The arrows between our crates, as a golden: a new arrow is a changed line in review.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::Command;

use serde_json::Value;

#[test]
fn arrows_between_our_crates() -> Result<(), Box<dyn Error>> {
    let graph = arrows()?;
    let drawn: String = graph
        .iter()
        .map(|(from, to)| {
            format!("{from} -> {}\n", if to.is_empty() { "(none)".into() } else { to.join(", ") })
        })
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/architecture"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("crate_graph", drawn));
    Ok(())
}

#[test]
fn mock_mmsc_depends_on_nothing_of_the_harness() -> Result<(), Box<dyn Error>> {
    let graph = arrows()?;
    let arrows = graph.get("mock-mmsc").ok_or("mock-mmsc is no member of the workspace")?;
    assert!(arrows.is_empty(), "mock-mmsc depends on {arrows:?}");
    Ok(())
}

/// Normal dependencies between workspace members; dev-dependencies are no arrows.
fn arrows() -> Result<BTreeMap<String, Vec<String>>, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("no packages")?;
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .map(|package| {
            let mut to: Vec<String> = package["dependencies"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|dependency| dependency["kind"].is_null() && !dependency["path"].is_null())
                .map(name)
                .collect();
            to.sort();
            (name(package), to)
        })
        .collect())
}
