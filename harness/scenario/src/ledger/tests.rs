//! Entries of a ledger, right and wrong.

use rstest::rstest;

use super::*;

const SAVE_ECHO: &str = "\
- id: SIM-4.1-3
  where: \"4.1\"
  level: example
  claim: OK comes alone
  readings:
    - { reading: save_echo, value: \"off\", says: the dialogue shows OK alone, default: true }
    - { reading: save_echo, value: \"on\", says: siblings print the index first, default: false }
  reason: the dialogue is explicit
  finding: 4.1 and 10 disagree
  no_negative: nothing is refused
  uncovered: nobody can tell
";

fn ledger(text: &str) -> Ledger {
    Ledger::parse([("a.yaml", text)]).unwrap()
}

fn codes(refused: &[Diagnostics]) -> Vec<String> {
    let problems = refused.iter().flat_map(Diagnostics::problems);
    problems.map(|problem| problem.stable_code().replace("attest::scenario::", "")).collect()
}

#[test]
fn entries_are_found_by_id() {
    let ledger = ledger("- { id: SIM-6-1, claim: One report, level: example, where: \"6\" }\n");
    let requirement = ledger.requirement("SIM-6-1").unwrap();
    assert_eq!((requirement.level, requirement.section.as_str()), (Level::Example, "6"));
    assert_eq!(requirement.source.slice(requirement.span), "SIM-6-1");
    assert!(requirement.readings.is_empty() && requirement.default_reading().is_none());
    assert_eq!(ledger.requirements().count(), 1);
    assert!(ledger.requirement("SIM-6-01").is_none());
}

#[test]
fn requirements_come_in_the_order_of_their_numbers() {
    let entry = |id| format!("- {{ id: {id}, claim: c, level: example, where: \"6\" }}\n");
    let ledger = ledger(&["SIM-10-1", "SIM-6-10", "SIM-6-9"].map(entry).concat());
    let ids: Vec<&str> = ledger.requirements().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, ["SIM-6-9", "SIM-6-10", "SIM-10-1"]);
}

#[test]
fn optional_keys_keep_their_places() {
    let ledger = ledger(SAVE_ECHO);
    let requirement = ledger.requirement("SIM-4.1-3").unwrap();
    let slice = |span| requirement.source.slice(span);
    let default = requirement.default_reading().unwrap();
    assert_eq!((default.name.as_str(), default.value.as_str()), ("save_echo", "off"));
    assert_eq!(slice(default.value.span), "\"off\"");
    assert_eq!(slice(default.default.unwrap()), "true");
    assert!(!requirement.readings[1].is_default(), "`default: false` marks nothing");
    assert_eq!(requirement.readings[1].says.value, "siblings print the index first");
    let notes = [
        (&requirement.reason, "the dialogue is explicit"),
        (&requirement.finding, "4.1 and 10 disagree"),
        (&requirement.no_negative, "nothing is refused"),
        (&requirement.uncovered, "nobody can tell"),
    ];
    for (note, expected) in notes {
        let note = note.as_ref().unwrap();
        assert_eq!((note.value.as_str(), slice(note.span)), (expected, expected));
    }
}

#[test]
fn an_id_is_defined_once_over_all_files() {
    let text = "- { id: SIM-6-1, claim: c, level: example, where: \"6\" }\n";
    let refused = Ledger::parse([("a.yaml", text), ("b.yaml", text)]).unwrap_err();
    let messages: Vec<String> = refused.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["requirement `SIM-6-1` is already defined in a.yaml, line 1"]);
}

#[rstest]
#[case::no_reason("  reason: the dialogue is explicit\n", "", &["missing_key"])]
#[case::reason_typo("  reason:", "  reson:", &["unknown_key"])]
#[case::finding_typo("  finding:", "  findings:", &["unknown_key"])]
#[case::empty_reason("the dialogue is explicit", "\"\"", &["empty"])]
#[case::empty_finding("4.1 and 10 disagree", "", &["empty"])]
#[case::empty_no_negative("nothing is refused", "\" \"", &["empty"])]
#[case::empty_uncovered("nobody can tell", "", &["empty"])]
#[case::no_default("default: true", "default: false", &["no_default_reading"])]
#[case::two_defaults("default: false", "default: true", &["second_default_reading"])]
#[case::default_is_a_flag("default: false", "default: no", &["unknown_value"])]
#[case::says_typo("says: siblings", "syas: siblings", &["unknown_key"])]
#[case::no_value("value: \"on\", ", "", &["missing_key"])]
#[case::unknown_level("level: example", "level: exmaple", &["unknown_value"])]
#[case::list_of_reasons("nothing is refused", "[a]", &["wrong_shape"])]
fn wrong_entries_are_refused(#[case] from: &str, #[case] to: &str, #[case] expected: &[&str]) {
    let text = SAVE_ECHO.replacen(from, to, 1);
    assert_ne!(text, SAVE_ECHO);
    assert_eq!(codes(&Ledger::parse([("a.yaml", text.as_str())]).unwrap_err()), expected);
}

#[rstest]
#[case::nothing("")]
#[case::a_text("off")]
#[case::empty("[]")]
fn readings_are_a_list(#[case] readings: &str) {
    let text = format!(
        "- {{ id: SIM-6-1, claim: c, level: example, where: \"6\", reason: r, readings: {readings} }}\n"
    );
    let codes = codes(&Ledger::parse([("a.yaml", text.as_str())]).unwrap_err());
    assert!(matches!(codes.as_slice(), [code] if matches!(code.as_str(), "empty" | "wrong_shape")));
}

#[test]
fn readings_are_checked_against_the_profile() {
    let other = SAVE_ECHO.replace("4.1-3", "4.1-4").replace("\"on\"", "loud");
    let ledger = Ledger::parse([("a.yaml", SAVE_ECHO), ("b.yaml", other.as_str())]).unwrap();
    let check = |name: &str, value: &str| match (name, value) {
        ("save_echo", "on" | "off") => Ok(()),
        _ => Err("it can be `on` or `off`".to_owned()),
    };
    let refused = ledger.check_readings(check).unwrap_err();
    assert_eq!(codes(&refused), ["profile"]);
    assert_eq!(
        refused[0].to_string(),
        "the profile refuses `save_echo: loud`: it can be `on` or `off`"
    );
    let source = refused[0].source_file();
    assert_eq!(source.name(), "b.yaml");
    assert_eq!(source.slice(refused[0].problems()[0].span()), "save_echo, value: loud");
    ledger.check_readings(|_, _| Ok(())).unwrap();
}
