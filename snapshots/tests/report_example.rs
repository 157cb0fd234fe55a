//! The example of a JSON report under `reports/example` is what the runner writes today.

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// The scenario of the example.
const SCENARIO: &str = "06-send/reported-once";

#[test]
fn example_of_a_json_report_is_current() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let committed = root.join("reports/example/reported-once.jsonl");
    let folder = tempfile::tempdir()?;
    let written = folder.path().join("report.jsonl");
    let status = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "cli", "--", "run", SCENARIO, "--report"])
        .arg(format!("json={}", written.display()))
        .current_dir(&root)
        .output()?;
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    let report = std::fs::read_to_string(&written)?;
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&committed, &report)?;
    }
    assert_eq!(std::fs::read_to_string(&committed)?, report, "INSTA_UPDATE=always rewrites it");
    Ok(())
}
