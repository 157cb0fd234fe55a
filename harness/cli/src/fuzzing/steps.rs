//! The operations that `attest shrink` begins with: of a transcript, of a journal, or of a scenario.

use super::{Ground, journal_octets, journal_problem};
use crate::input;
use crate::problem::Problem;
use campaign::hostile::Round;
use campaign::journal;
use campaign::operation::{self, Operation, Push};
use scenario::{Context, Plan, PushOrigin, Span, Step};
use std::path::Path;
use std::time::Duration;

/// Begins a comment of a scenario that has an operation.
pub(crate) const MARK: &str = "operation: ";
/// The first word of every journal.
const JOURNAL: &[u8] = b"attest-campaign ";
/// What `setup: { http: true }` stands for.
const HTTP_SETUP: [&str; 3] = [
    "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
    "AT+CMMSPROTO=1,\"10.0.0.172\",80",
    "AT+CGSOCKCONT=1,\"IP\",\"myapn\"",
];

/// A sequence to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The operations.
    pub(crate) operations: Vec<Operation>,
    /// The state in which they begin.
    pub(crate) ground: Ground,
}

impl From<Vec<Operation>> for Candidate {
    fn from(operations: Vec<Operation>) -> Self {
        Self { operations, ground: Ground::default() }
    }
}

/// Sequences to try, the likeliest first.
///
/// # Errors
/// The file cannot be read, or holds what no operation does.
pub(crate) fn candidates(path: &Path, sequence: Option<u64>) -> Result<Vec<Candidate>, Problem> {
    let octets = journal_octets(path)?;
    if octets.starts_with(JOURNAL) {
        let found = of_journal(path, &octets, sequence)?;
        return Ok(found.into_iter().map(Candidate::from).collect());
    }
    if sequence.is_some() {
        return Err(Problem::Usage("--sequence goes with a journal".to_owned()));
    }
    let text = input::text(path)?;
    let named =
        |error: &dyn std::fmt::Display| Problem::File(format!("{}: {error}", path.display()));
    let mark = format!("# {MARK}");
    let marked: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix(&mark)).collect();
    let is_scenario =
        path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let marked = (!marked.is_empty())
        .then(|| operation::parse(&marked.join("\n")))
        .transpose()
        .map_err(|error| named(&format!("operation {error}")))?;
    match marked {
        Some(operations) if is_scenario => {
            let plans = plans(path, &text)?;
            let ground = plans.first().map(ground).transpose()?.unwrap_or_default();
            Ok(vec![Candidate { operations, ground }])
        }
        Some(operations) => Ok(vec![operations.into()]),
        None if is_scenario && let Some(round) = Round::of_scenario(&text) => {
            Err(named(&repeated(&round)))
        }
        None if is_scenario => plans(path, &text)?.iter().map(candidate).collect(),
        None => {
            let operations = operation::parse(&text).map_err(|error| named(&error))?;
            Ok(vec![operations.into()])
        }
    }
}

/// What shrinks a round of the hostile MMSC, whose changes no operation makes.
fn repeated(round: &Round) -> String {
    let Round { seed, number, .. } = round;
    format!(
        "it is from round {number} of a hostile MMSC, which `attest fuzz mmsc` shrinks itself: \
        `attest fuzz mmsc --seed {seed} --from {number} --rounds 1`, with the options of the module, does it again"
    )
}

fn of_journal(
    path: &Path,
    octets: &[u8],
    sequence: Option<u64>,
) -> Result<Vec<Vec<Operation>>, Problem> {
    let wrong = |error| journal_problem(path, error);
    let header = journal::header(octets).map_err(wrong)?;
    let (state, _) = journal::resume(octets, &header).map_err(wrong)?;
    let is_wanted = |found: &&journal::FoundEntry| sequence.is_none_or(|one| one == found.sequence);
    let found = state.found.iter().filter(is_wanted);
    let sequences: Vec<Vec<Operation>> = found.map(|found| found.operations.clone()).collect();
    if sequences.is_empty() {
        let which = sequence.map_or_else(String::new, |one| format!(" in sequence {one}"));
        return Err(Problem::File(format!("{}: nothing was found{which}", path.display())));
    }
    Ok(sequences)
}

/// The cases of a scenario.
fn plans(path: &Path, text: &str) -> Result<Vec<Plan>, Problem> {
    let name = path.display().to_string();
    let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
    let files = move |file: &Path| {
        scenario::read_payload(&if file.is_absolute() {
            file.to_owned()
        } else {
            folder.join(file)
        })
    };
    let context = Context { files: &files, ..Context::default() };
    scenario::parse(text, &name, &context).map_err(|wrong| Problem::Files(vec![wrong]))
}

fn candidate(plan: &Plan) -> Result<Candidate, Problem> {
    Ok(Candidate { operations: operations(plan)?, ground: ground(plan)? })
}

/// What the module is to be before the first step.
fn ground(plan: &Plan) -> Result<Ground, Problem> {
    let readings = plan.setup.profile.iter();
    let readings =
        readings.map(|reading| (reading.name.value.clone(), reading.value.value.clone()));
    let mut files = Vec::new();
    for file in &plan.setup.efs {
        let path = file.path.value.as_literal();
        let path = path.ok_or_else(|| refused(plan, file.path.span, "a captured value"))?;
        files.push((path.to_owned(), file.payload.value.octets()));
    }
    Ok(Ground { readings: readings.collect(), files })
}

fn refused(plan: &Plan, span: Span, what: &str) -> Problem {
    let line = plan.source.position(span.offset).line;
    let name = plan.source.name();
    Problem::File(format!("{name}: line {line}: {what}, which a campaign has no operation for"))
}

/// The operations of a case. Expectations are left to the oracles.
fn operations(plan: &Plan) -> Result<Vec<Operation>, Problem> {
    let mut operations = Vec::new();
    if plan.setup.http.is_some() {
        operations.extend(HTTP_SETUP.map(Operation::send));
    }
    for step in &plan.steps {
        let no = |what: &str| refused(plan, step.span, what);
        match &step.value {
            Step::Send(send) => {
                let line = send.line.value.as_literal().ok_or_else(|| no("a captured value"))?;
                operations.push(Operation::send(line));
                let payload = send.prompt.as_ref().map(|prompt| prompt.value.octets());
                operations.extend(payload.map(Operation::Payload));
            }
            Step::Type(typed) => operations.push(Operation::Octets(typed.payload.value.octets())),
            Step::Advance(advance) => operations.push(tick(advance.by.value)),
            Step::Await(wait) => operations.push(tick(wait.within.value)),
            Step::PowerCycle => operations.push(Operation::PowerCycle),
            Step::Push(push) => {
                let PushOrigin::Octets(octets) = &push.origin else {
                    return Err(no("a push of its own fields"));
                };
                let kind = Push::ALL.into_iter().find(|kind| kind.octets() == octets.value);
                operations.push(Operation::Push(kind.ok_or_else(|| no("a push of other octets"))?));
            }
            Step::Mmsc(mmsc) => {
                if matches!(mmsc.as_ref(), scenario::MmscStep::Script(_)) {
                    return Err(no("a script of the mock MMSC"));
                }
            }
            Step::Efs(_) => return Err(no("a file of the module")),
            Step::Absent(_) => {}
            _ => return Err(no("this step")),
        }
    }
    Ok(operations)
}

fn tick(time: Duration) -> Operation {
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    Operation::Tick(millis.min(operation::TICK_MILLIS_MAX))
}
