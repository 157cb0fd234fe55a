//! The two MMS codecs stay strangers: neither depends on the other, and no commit touches both.
//!
//! What one codec takes from the other it cannot judge. So `mock-mmsc` has no path dependency on the harness, for tests
//! and builds neither, `mms-pdu` has none on `mock-mmsc`, and each commit changes one codec at most.

use std::error::Error;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// The workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The sources of each codec.
const CODECS: [&str; 2] = ["harness/mms-pdu", "mock-mmsc/src"];

/// Name of the test that needs the history.
const HISTORY: &str = "no-commit-touches-both-codecs";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let history = match no_history() {
        None => Trial::test(HISTORY, || commits().map_err(|error| error.to_string().into())),
        Some(reason) => {
            let none = || Err("there is no history".into());
            Trial::test(format!("{HISTORY} ({reason})"), none).with_ignored_flag(true)
        }
    };
    let dependencies = || path_dependencies().map_err(|error| Failed::from(error.to_string()));
    let trials = vec![Trial::test("no-codec-depends-on-the-other", dependencies), history];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Why the commits cannot be read.
fn no_history() -> Option<&'static str> {
    match git(&["rev-parse", "--is-shallow-repository"]) {
        Ok(shallow) if shallow.trim() == "false" => None,
        Ok(_) => Some("this is a shallow clone; git fetch --unshallow gets the history"),
        Err(_) => Some("this is no git checkout"),
    }
}

fn git(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new("git").args(arguments).current_dir(ROOT).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// Every commit, with the paths of both codecs that it changes.
fn commits() -> Result<(), Box<dyn Error>> {
    let [first, second] = CODECS;
    // A NUL starts each commit; paths follow its first line.
    let log = git(&["log", "--format=%x00%h %s", "--name-only", "--", first, second])?;
    let commits: Vec<&str> = log.split('\0').skip(1).collect();
    if commits.len() < CODECS.len() {
        return Err(format!("the history has {} commits of the codecs", commits.len()).into());
    }
    let touches = |commit: &str, folder: &str| {
        commit
            .lines()
            .skip(1)
            .any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    };
    let both = commits.iter().filter(|commit| CODECS.iter().all(|codec| touches(commit, codec)));
    let subjects: Vec<&str> = both.filter_map(|commit| commit.lines().next()).collect();
    match subjects.is_empty() {
        true => Ok(()),
        false => Err(format!("these commits touch both codecs: {subjects:?}").into()),
    }
}

/// Dependencies by path of each codec, those for tests and builds included.
fn path_dependencies() -> Result<(), Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(ROOT)
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("no packages")?;
    for (codec, strangers) in [("mock-mmsc", "/harness/"), ("mms-pdu", "/mock-mmsc")] {
        let is_codec = |package: &&Value| package["name"] == codec;
        let package = packages.iter().find(is_codec).ok_or_else(|| format!("no {codec}"))?;
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let paths = dependencies.filter_map(|dependency| dependency["path"].as_str());
        let found: Vec<&str> = paths.filter(|path| path.contains(strangers)).collect();
        if !found.is_empty() {
            return Err(format!("{codec} depends on {found:?}").into());
        }
    }
    Ok(())
}
