//! `attest explain`: what a rule checks, what a requirement says, what a reading chooses, what a case is about.

mod answer;
mod folder;
mod profile;

use crate::exits;
use crate::library;
use crate::output;
use crate::problem::Problem;
use crate::suggestion::did_you_mean;
use clap::Args;
use runner::ExitCode;
use runner::visible::visible;
use scenario::{Context, Ledger, Level, Loaded, Plan, Requirement, Spanned};
use sim7100_model::{Deviation, Profile, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Explain whatever has a name: a rule, a requirement, a case, a reading, a profile, a deviation, an answer of the pack.
#[derive(Debug, Args)]
#[command(after_help = exits::EXPLAIN)]
pub(crate) struct Explain {
    /// Id of a rule (`ORD-1`), a requirement (`SIM-6-1`), a case or a folder of them, or name of a reading, a profile, a
    /// deviation or an answer of the mock MMSC's pack.
    #[arg(value_name = "ID")]
    id: String,
}

impl Explain {
    /// Explains.
    ///
    /// # Errors
    /// Nothing has that id.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        // A folder may be named with its last slash.
        let id = self.id.trim_end_matches('/');
        let known = rule(id).or_else(|| reading(id)).or_else(|| deviation(id));
        let text = match known.or_else(|| answer::explained(id)) {
            Some(text) => text,
            None => of_the_scenarios(id)?,
        };
        output::print(&visible(&text))?;
        Ok(ExitCode::Sound)
    }
}

/// What a rule says, as lines of text.
pub(crate) fn rule(id: &str) -> Option<String> {
    if let Some(rule) = mock_mmsc::rule::find(id) {
        return Some(format!(
            "{}: {}\nclause: {}\nseverity: {} from the client, {} to the client\ngrade: {:?}\n\n{}\n\npassing octets: {}\nfailing octets: {}\n",
            rule.id,
            rule.title,
            rule.clause,
            rule.from_client,
            rule.to_client,
            rule.grade,
            rule.explanation.trim(),
            rule.passing.octets,
            rule.failing.octets,
        ));
    }
    if let Some(rule) = mock_mmsc::binding::find(id) {
        return Some(format!(
            "{}: {}\nclause: {}\nseverity: {}\ngrade: {:?}\n\n{}\n\npassing messages:\n{}\nfailing messages:\n{}\n",
            rule.id,
            rule.title,
            rule.clause,
            rule.severity,
            rule.grade,
            rule.explanation.trim(),
            rule.passing,
            rule.failing,
        ));
    }
    let mut sentences = mock_mmsc::rule::unjudged().iter();
    let sentence = sentences.find(|sentence| sentence.id.eq_ignore_ascii_case(id))?;
    Some(format!("{}: {}\nno check: {}\n", sentence.id, sentence.title, sentence.reason))
}

fn reading(name: &str) -> Option<String> {
    let mut readings = Profile::readings().iter();
    let reading = readings.find(|reading| reading.name.eq_ignore_ascii_case(name))?;
    let Reading { name, values, default, reason, requirement } = reading;
    Some(format!(
        "{name}: a reading of the model's profile\nvalues: {values}\ndefault: {default}\nreason: {reason}\nsection: {requirement}\n"
    ))
}

fn deviation(name: &str) -> Option<String> {
    let mut deviations = Deviation::all().iter();
    let deviation = deviations.find(|deviation| deviation.name().eq_ignore_ascii_case(name))?;
    Some(format!(
        "{}: {}\nnumber: {} of the model's firmware faults\nbreaks first: {}\n",
        deviation.name(),
        deviation.description(),
        deviation.number(),
        deviation.requirement()
    ))
}

/// What only the nearest scenario folder knows: requirements, profiles, cases and their folders.
fn of_the_scenarios(id: &str) -> Result<String, Problem> {
    let Ok(root) = library::nearest_root() else {
        return Err(unknown(id, &[], &Ledger::default(), &BTreeMap::new()));
    };
    let profiles = crate::profile::profiles(&root.join(crate::profile::FOLDER))?;
    if let Some((name, file)) = profiles.iter().find(|(name, _)| name.eq_ignore_ascii_case(id)) {
        return profile::explained(name, file);
    }
    let ledger = library::nearest_ledger()?;
    let context = Context::default();
    let claim = ledger
        .requirement(id)
        .or_else(|| ledger.requirements().find(|claim| claim.id.eq_ignore_ascii_case(id)));
    if let Some(claim) = claim {
        let cases = scenario::load_citing(&root, &claim.id, &context);
        return Ok(describe(claim) + &citations(claim, &cases));
    }
    let Loaded { plans, .. } = scenario::load_dir(&root, &context);
    case(id, &plans, &ledger)
        .or_else(|| folder::explained(id, &plans))
        .ok_or_else(|| unknown(id, &plans, &ledger, &profiles))
}

fn unknown(
    id: &str,
    plans: &[Plan],
    ledger: &Ledger,
    profiles: &BTreeMap<String, PathBuf>,
) -> Problem {
    let rules = mock_mmsc::rule::all().iter().map(|rule| rule.id);
    let binding = mock_mmsc::binding::all().iter().map(|rule| rule.id);
    let readings = Profile::readings().iter().map(|reading| reading.name);
    let deviations = Deviation::all().iter().map(|deviation| deviation.name());
    let claims = ledger.requirements().map(|claim| claim.id.as_str());
    let answers = mock_mmsc::pack::all().map(|case| case.name.as_str());
    let profiles = profiles.keys().map(String::as_str);
    let names = rules.chain(binding).chain(readings).chain(deviations).chain(claims);
    let names = names.chain(answers).chain(profiles);
    let near = did_you_mean(id, names.chain(plans.iter().flat_map(library::names)));
    Problem::Usage(format!(
        "nothing has the id `{id}`{near}; `attest list` names the cases, and `attest list --rules`, --requirements, --readings, --profiles, --deviations and --pack what else has one"
    ))
}

/// A case, or all rows of a scenario.
fn case(id: &str, plans: &[Plan], ledger: &Ledger) -> Option<String> {
    let is_meant = |plan: &&Plan| {
        plan.id == id || plan.scenario() == id || plan.scenario().rsplit('/').next() == Some(id)
    };
    let first = plans.iter().find(is_meant)?;
    let rows: Vec<&str> = plans
        .iter()
        .filter(|plan| is_meant(plan) && plan.scenario() == first.scenario())
        .map(|plan| plan.id.as_str())
        .collect();
    let name = if first.id == id { &first.id } else { first.scenario() };
    let mut text = format!("{name}: {}\n", one_line(&first.title.value));
    // Here and below: writing to a String cannot fail.
    let _ = writeln!(text, "file: {}", first.source.name());
    text.push_str(&cited("shows", &first.requirements, ledger));
    text.push_str(&cited("probes the other side of", &first.negative, ledger));
    for need in &first.needs {
        let line = first.source.position(need.span.offset).line;
        let _ = writeln!(text, "needs {}: it {} (line {line})", need.capability, need.reason);
    }
    if !first.tags.is_empty() {
        let tags: Vec<&str> = first.tags.iter().map(|tag| tag.value.as_str()).collect();
        let _ = writeln!(text, "tags: {}", tags.join(" "));
    }
    let _ = writeln!(text, "steps: {}", first.steps.len());
    if rows.len() > 1 {
        let _ = writeln!(text, "rows:\n  {}", rows.join("\n  "));
    }
    Some(text)
}

fn cited(what: &str, ids: &[Spanned<String>], ledger: &Ledger) -> String {
    let mut text = String::new();
    for id in ids {
        let claim = ledger.requirement(&id.value).map(|claim| one_line(&claim.claim));
        let _ = writeln!(text, "{what} {}: {}", id.value, claim.unwrap_or_default());
    }
    text
}

fn describe(claim: &Requirement) -> String {
    let level = match claim.level {
        Level::Documented => "the document says so",
        Level::Example => "the document shows it in an example",
        Level::Sibling => "the manual of a sibling module says so",
        Level::Inferred => "it follows from something said",
        Level::Unknown => "nobody says; the model had to choose",
    };
    let mut text = format!(
        "{}: {}\nsection: {}\nevidence: {level}\n",
        claim.id,
        one_line(&claim.claim),
        claim.section
    );
    if let Some(finding) = &claim.finding {
        // Here and below: writing to a String cannot fail.
        let _ = writeln!(text, "spec finding: {}", one_line(finding));
    }
    if !claim.readings.is_empty() {
        text.push_str("readings:\n");
    }
    for reading in &claim.readings {
        let default = if reading.is_default() { " (default)" } else { "" };
        let (name, value) = (&reading.name.value, &reading.value.value);
        let _ = writeln!(text, "  {name}: {value}{default}: {}", one_line(&reading.says));
    }
    if let Some(reason) = &claim.reason {
        let _ = writeln!(text, "reason: {}", one_line(reason));
    }
    text
}

/// The scenarios that show the claim, and those that probe its other side; else why there is none.
fn citations(claim: &Requirement, cases: &Loaded) -> String {
    let shown = names(&cases.plans, |plan| &plan.requirements, &claim.id);
    let probed = names(&cases.plans, |plan| &plan.negative, &claim.id);
    let mut text = list("shown by", &shown, claim.uncovered.as_ref());
    let excuse = claim.no_negative.as_ref().or(claim.uncovered.as_ref());
    text.push_str(&list("other side probed by", &probed, excuse));
    if !cases.refused.is_empty() {
        let files = cases.refused.len();
        let _ = writeln!(text, "not counted: {files} that cannot be used; `attest check` says why");
    }
    text
}

fn names<'p>(
    plans: &'p [Plan],
    side: impl Fn(&Plan) -> &[Spanned<String>],
    id: &str,
) -> BTreeSet<&'p str> {
    let cites = |plan: &&Plan| side(plan).iter().any(|cited| cited.value == id);
    plans.iter().filter(cites).map(Plan::scenario).collect()
}

fn list(what: &str, names: &BTreeSet<&str>, excuse: Option<&Spanned<String>>) -> String {
    let mut text = match (names.is_empty(), excuse) {
        (true, Some(excuse)) => format!("{what}: no scenario: {}\n", one_line(excuse)),
        (true, None) => format!("{what}: no scenario\n"),
        (false, _) => format!("{what}:\n"),
    };
    for name in names {
        let _ = writeln!(text, "  {name}");
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    const LEDGER: &str = "
- id: SIM-10-1
  where: \"10\"
  level: example
  claim: AT+CMMSSAVE answers
    OK alone
  readings:
    - { reading: save_echo, value: \"off\", says: the dialogue shows OK alone, default: true }
    - { reading: save_echo, value: \"on\", says: siblings print the index first }
  reason: the dialogue is explicit
  finding: 4.1 and 10 disagree
- { id: SIM-6-1, where: \"6\", level: documented, claim: c, no_negative: nothing is refused }
- { id: SIM-6-2, where: \"6\", level: unknown, claim: c, uncovered: nobody can tell }
";

    fn explained(id: &str) -> String {
        let ledger = Ledger::parse([("a.yaml", LEDGER)]).unwrap();
        let context = Context {
            ledger: Some(&ledger),
            files: &|_| Err(io::ErrorKind::NotFound.into()),
            ..Context::default()
        };
        let scenario = |name: &str, cites: &str| {
            let steps = "steps:\n  - send: AT+CMMSSAVE=${box}\n    expect: OK\n";
            let text = format!("scenario: s\n{cites}\nmatrix: {{ box: [0, 1] }}\n{steps}");
            scenario::parse(&text, name, &context).unwrap()
        };
        let mut cases = Loaded::default();
        cases.plans.extend(scenario("04-mailbox/save.yaml", "requirements: [SIM-10-1, SIM-6-1]"));
        cases.plans.extend(scenario(
            "04-mailbox/echo.yaml",
            "requirements: [SIM-6-1]\nnegative: [SIM-10-1]",
        ));
        let claim = ledger.requirement(id).unwrap();
        describe(claim) + &citations(claim, &cases)
    }

    #[test]
    fn a_contradiction_shows_its_readings_and_who_cites_it() {
        insta::assert_snapshot!(explained("SIM-10-1"), @r"
        SIM-10-1: AT+CMMSSAVE answers OK alone
        section: 10
        evidence: the document shows it in an example
        spec finding: 4.1 and 10 disagree
        readings:
          save_echo: off (default): the dialogue shows OK alone
          save_echo: on: siblings print the index first
        reason: the dialogue is explicit
        shown by:
          04-mailbox/save
        other side probed by:
          04-mailbox/echo
        ");
    }

    #[test]
    fn a_claim_without_a_negative_case_says_why() {
        insta::assert_snapshot!(explained("SIM-6-1"), @r"
        SIM-6-1: c
        section: 6
        evidence: the document says so
        shown by:
          04-mailbox/echo
          04-mailbox/save
        other side probed by: no scenario: nothing is refused
        ");
    }

    #[test]
    fn an_uncovered_claim_says_why() {
        insta::assert_snapshot!(explained("SIM-6-2"), @r"
        SIM-6-2: c
        section: 6
        evidence: nobody says; the model had to choose
        shown by: no scenario: nobody can tell
        other side probed by: no scenario: nobody can tell
        ");
    }
}
