//! Wrong scenarios and what their authors get to read, as goldens in `diagnostics/`.
//!
//! Each scenario is a file of its own below a folder `scenarios`, which is what the author names on the command line.
//! A golden shows the exit code, then the text on a terminal without colours.

#[path = "support/golden.rs"]
mod golden;

use std::error::Error;
use std::path::Path;
use std::sync::OnceLock;

use miette::{GraphicalReportHandler, GraphicalTheme};
use runner::report::terminal::TerminalReport;
use runner::{ExitCode, Options, Target};
use scenario::{Context, Ledger, load_file};
use sim7100_model::Profile;
use tempfile::TempDir;

/// Columns where no terminal tells its width.
const COLUMNS: usize = 80;

/// Octets of a line that no author writes by hand.
const LONG_LINE_OCTETS: usize = 5 << 20;

/// The folder that these tests run in; paths below it are the same on every machine.
static FOLDER: OnceLock<Option<TempDir>> = OnceLock::new();

const HEAD: &str = "\
scenario: A message is sent and its result is reported once
requirements: [SIM-6-1]
setup: { http: true, mmsc: accept }
steps:
";

const MESSAGE: &str = "  - send: AT+CMMSEDIT=1
    expect: OK
  - send: AT+CMMSDOWN=\"TITLE\",10
    prompt: Test title
    expect: OK
  - send: AT+CMMSDOWN=\"TEXT\",12,\"t1.txt\"
    prompt: Hello module
    expect: OK
  - send: AT+CMMSRECP=\"13918181818\"
    expect: OK
  - send: AT+CMMSSEND
    expect: OK
  - await: { urc: \"+CMMSSEND: 0\", within: 60s, exactly: 1 }
";

/// Folder of the goldens.
const DIAGNOSTICS: &str = "diagnostics";

/// The goldens, by the name of their test.
const NAMES: [&str; 9] = [
    "line-of-five-mebibytes",
    "missing-payload-file",
    "missing-scenario-file",
    "several-mistakes-at-once",
    "typo-in-a-key",
    "unclosed-quote",
    "wrong-code-in-a-urc",
    "wrong-expectation",
    "wrong-subject",
];

#[test]
fn each_golden_has_its_test() -> Result<(), Box<dyn Error>> {
    let names = NAMES.map(str::to_owned).into_iter().collect();
    assert_eq!(golden::orphans(DIAGNOSTICS, &names)?, [""; 0], "goldens without a test");
    Ok(())
}

#[test]
fn typo_in_a_key() -> Result<(), Box<dyn Error>> {
    check(
        "typo-in-a-key",
        ExitCode::Scenario,
        &format!("{HEAD}{}", MESSAGE.replacen("expect", "expct", 1)),
    )
}

#[test]
fn several_mistakes_at_once() -> Result<(), Box<dyn Error>> {
    let steps = MESSAGE
        .replace("within: 60s", "within: 60")
        .replace("send: AT+CMMSSEND", "sned: AT+CMMSSEND");
    let head = HEAD.replace("accept", "acept");
    check("several-mistakes-at-once", ExitCode::Scenario, &format!("{head}{steps}"))
}

#[test]
fn unclosed_quote() -> Result<(), Box<dyn Error>> {
    let steps = MESSAGE.replace("prompt: Test title", "prompt: \"Test title");
    check("unclosed-quote", ExitCode::Scenario, &format!("{HEAD}{steps}"))
}

#[test]
fn missing_payload_file() -> Result<(), Box<dyn Error>> {
    let steps = MESSAGE.replace("prompt: Hello module", "prompt: { file: ../vectors/hello.txt }");
    check("missing-payload-file", ExitCode::Scenario, &format!("{HEAD}{steps}"))
}

#[test]
fn missing_scenario_file() -> Result<(), Box<dyn Error>> {
    let drawn = outcome(Path::new("scenarios/06-send/no-such-scenario.yaml"), ExitCode::Scenario)?;
    golden::compare(DIAGNOSTICS, "missing-scenario-file", &drawn);
    Ok(())
}

#[test]
fn line_of_five_mebibytes() -> Result<(), Box<dyn Error>> {
    let payload = "A".repeat(LONG_LINE_OCTETS);
    let steps = MESSAGE.replace("prompt: Hello module", &format!("prompt: \"{payload}\""));
    check("line-of-five-mebibytes", ExitCode::Scenario, &format!("{HEAD}{steps}"))
}

#[test]
fn wrong_expectation() -> Result<(), Box<dyn Error>> {
    let steps =
        MESSAGE.replace("    expect: OK\n  - await", "    expect: \"+CME ERROR: 174\"\n  - await");
    check("wrong-expectation", ExitCode::Deviated, &format!("{HEAD}{steps}"))
}

#[test]
fn wrong_code_in_a_urc() -> Result<(), Box<dyn Error>> {
    let steps = MESSAGE.replace("+CMMSSEND: 0", "+CMMSSEND: 190");
    check("wrong-code-in-a-urc", ExitCode::Deviated, &format!("{HEAD}{steps}"))
}

#[test]
fn wrong_subject() -> Result<(), Box<dyn Error>> {
    let look =
        "  - mmsc:\n      received:\n        type: m-send.req\n        subject: Test titel\n";
    check("wrong-subject", ExitCode::Deviated, &format!("{HEAD}{MESSAGE}{look}"))
}

/// Writes a scenario and compares what becomes of it with a golden.
fn check(name: &str, expected: ExitCode, text: &str) -> Result<(), Box<dyn Error>> {
    enter()?;
    let path = format!("scenarios/06-send/{name}.yaml");
    std::fs::write(&path, text)?;
    golden::compare(DIAGNOSTICS, name, &outcome(Path::new(&path), expected)?);
    Ok(())
}

/// Makes the folder of these tests the current one.
fn enter() -> Result<(), Box<dyn Error>> {
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().ok()?;
        std::fs::create_dir_all(folder.path().join("scenarios/06-send")).ok()?;
        std::env::set_current_dir(folder.path()).ok()?;
        Some(folder)
    });
    folder.as_ref().map(|_| ()).ok_or_else(|| "no temporary folder could be made".into())
}

/// What `attest run PATH` comes to, by the parts that it is made of.
fn outcome(path: &Path, expected: ExitCode) -> Result<String, Box<dyn Error>> {
    enter()?;
    let profile_check = |reading: &str, value: &str| {
        Profile::default().set(reading, value).map_err(|error| error.to_string())
    };
    let context = Context {
        profile_check: Some(&profile_check),
        pack_check: Some(&runner::check_pack),
        ..Context::default()
    };
    let (code, text) = match load_file(Path::new("scenarios"), path, &context) {
        Ok(plans) => {
            let options = Options {
                target: Target::Model,
                readings: std::collections::BTreeMap::new(),
                baseline: None,
                fail_fast: false,
            };
            let mut text = Vec::new();
            let mut report = TerminalReport::new(&mut text, false, false).without_wall_time();
            let summary = runner::run(&plans, &Ledger::default(), &options, &mut report)?;
            (summary.exit_code(), String::from_utf8(text)?)
        }
        Err(diagnostics) => {
            let theme = GraphicalTheme::unicode_nocolor();
            let handler = GraphicalReportHandler::new_themed(theme).with_width(COLUMNS);
            let mut text = String::new();
            handler.render_report(&mut text, &diagnostics)?;
            (ExitCode::Scenario, text)
        }
    };
    assert_eq!(code, expected, "{text}");
    Ok(format!("exit code {}\n\n{text}", code.code()))
}
