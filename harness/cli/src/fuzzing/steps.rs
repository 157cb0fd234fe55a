//! The operations that `attest shrink` begins with: of a transcript, of a journal, or of a scenario.

use super::{journal_octets, journal_problem};
use crate::input;
use crate::problem::Problem;
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

/// Sequences to try, the likeliest first.
///
/// # Errors
/// The file cannot be read, or holds what no operation does.
pub(crate) fn candidates(
    path: &Path,
    sequence: Option<u64>,
) -> Result<Vec<Vec<Operation>>, Problem> {
    let octets = journal_octets(path)?;
    if octets.starts_with(JOURNAL) {
        return of_journal(path, &octets, sequence);
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
    if !marked.is_empty() {
        return operation::parse(&marked.join("\n"))
            .map(|operations| vec![operations])
            .map_err(|error| named(&format!("operation {error}")));
    }
    if is_scenario {
        return of_scenario(path, &text);
    }
    operation::parse(&text).map(|operations| vec![operations]).map_err(|error| named(&error))
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

fn of_scenario(path: &Path, text: &str) -> Result<Vec<Vec<Operation>>, Problem> {
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
    let plans =
        scenario::parse(text, &name, &context).map_err(|wrong| Problem::Files(vec![wrong]))?;
    plans.iter().map(operations).collect()
}

/// The operations of a case. Expectations are left to the oracles.
fn operations(plan: &Plan) -> Result<Vec<Operation>, Problem> {
    let refused = |span: Span, what: &str| {
        let line = plan.source.position(span.offset).line;
        Problem::File(format!(
            "{}: line {line}: {what}, which a campaign has no operation for",
            plan.source.name()
        ))
    };
    let mut operations = Vec::new();
    if plan.setup.http.is_some() {
        operations.extend(HTTP_SETUP.map(Operation::send));
    }
    for step in &plan.steps {
        let no = |what: &str| refused(step.span, what);
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
