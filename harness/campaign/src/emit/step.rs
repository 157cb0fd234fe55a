//! The steps of a scenario, from operations and what the reference did.

use std::fmt::Write as _;
use std::time::Duration;

use at_codec::FinalResult;

use super::{network, yaml};
use crate::belief::{Item, Reply};
use crate::bench::{Observation, TeAnswer};
use crate::operation::Operation;

/// What a report may be late.
const SLACK: Duration = Duration::from_millis(500);
/// Reports that a step awaits.
const REPORTS: [&[u8]; 3] = [b"+CMMSSEND:", b"+CMMSRECV:", b"+WAP_PUSH_MMS:"];

/// What is asked of an answer beside its lines.
#[derive(Clone, Copy, Default)]
struct Demand {
    is_exact: bool,
    limit: Option<Duration>,
}

impl Demand {
    fn write(self, text: &mut String, answer: &[u8]) {
        if self.is_exact {
            let _ = writeln!(text, "    octets: {{ hex: \"{}\" }}", yaml::hex(answer));
        }
        if let Some(limit) = self.limit {
            let _ = writeln!(text, "    within: {}ms", limit.as_millis().max(1));
        }
    }
}

/// The steps. Of the one at `exact`, every octet is expected, and within `limit` where there is one.
pub(super) fn steps(
    steps: &[(Operation, Observation)],
    exact: Option<usize>,
    limit: Option<Duration>,
) -> String {
    let mut text = String::new();
    // Command lines take no time in a scenario, and some on the bench.
    let mut behind = Duration::ZERO;
    let all: Vec<String> =
        steps.iter().flat_map(|(operation, seen)| reports(operation, &seen.te)).collect();
    let mut left = all.clone();
    let mut rest = steps.iter().enumerate().peekable();
    while let Some((index, (operation, seen))) = rest.next() {
        let is_prompted = TeAnswer::of(&seen.te) == TeAnswer::Prompt;
        let payload = rest.next_if(|(_, (next, seen))| {
            let is_payload = matches!(next, Operation::Payload(_));
            is_prompted && is_payload && TeAnswer::of(&seen.te) != TeAnswer::None
        });
        let is_exact =
            exact == Some(index) || payload.is_some_and(|(index, _)| exact == Some(index));
        let demand = Demand { is_exact, limit: limit.filter(|_| is_exact) };
        let payload = payload.map(|(_, (operation, seen))| (operation.octets(), seen));
        match operation {
            Operation::Command(_) | Operation::Line(_) => {
                line(&mut text, &operation.octets(), seen, payload.as_ref(), demand);
            }
            Operation::Octets(octets) => typed(&mut text, octets, seen, Demand::default()),
            Operation::Payload(octets) if seen.is_sent => {
                typed(&mut text, octets, seen, Demand::default());
            }
            Operation::Payload(_) => {}
            Operation::Tick(millis) => {
                let waited = reports(operation, &seen.te).is_empty();
                if waited {
                    let _ = writeln!(text, "  - advance: {millis}ms");
                }
            }
            // A scenario sends each line as fast as it can, and says things once.
            Operation::Pace(..) | Operation::Again(_) => {}
            Operation::Mmsc(answer) => {
                let _ = writeln!(text, "  - mmsc: {}", network::answer(*answer));
            }
            Operation::Push(push) => {
                let octets = yaml::hex(&push.octets());
                let _ = writeln!(
                    text,
                    "  - push: {{ hex: \"{octets}\", timestamp: \"09/03/17,17:14:41+32\" }}"
                );
            }
            Operation::PowerCycle => text.push_str("  - power_cycle\n"),
        }
        for seen in std::iter::once(seen).chain(payload.map(|(_, seen)| seen)) {
            let lasted = seen.at.saturating_sub(seen.began);
            await_reports(&mut text, operation, seen, behind, &all, &mut left);
            if !matches!(operation, Operation::Tick(_)) {
                behind += lasted;
            }
        }
    }
    text
}

fn line(
    text: &mut String,
    octets: &[u8],
    seen: &Observation,
    payload: Option<&(Vec<u8>, &Observation)>,
    demand: Demand,
) {
    let answer =
        |seen: &Observation| seen.te.get(..seen.answer_octets).unwrap_or_default().to_vec();
    let said = payload
        .map_or_else(|| answer(seen), |(_, after)| [seen.te.clone(), answer(after)].concat());
    let last = payload.map_or(&seen.te, |(_, after)| &after.te);
    let lines = response(last);
    let is_whole = lines.iter().any(|(_, is_final)| *is_final);
    if !is_whole || !yaml::is_plain(octets) {
        typed(text, &[octets, b"\r"].concat(), seen, demand);
        if let Some((octets, after)) = payload {
            typed(text, octets, after, demand);
        }
        return;
    }
    let _ = writeln!(text, "  - send: {}", yaml::quoted(&String::from_utf8_lossy(octets)));
    if let Some((octets, _)) = payload {
        let _ = writeln!(text, "    prompt: {}", yaml::payload(octets));
    }
    expect(text, &lines);
    demand.write(text, &said);
}

fn typed(text: &mut String, octets: &[u8], seen: &Observation, demand: Demand) {
    let _ = writeln!(text, "  - type: {{ hex: \"{}\" }}", yaml::hex(octets));
    if TeAnswer::of(&seen.te) == TeAnswer::Prompt {
        text.push_str("    prompt: true\n");
    }
    expect(text, &response(&seen.te));
    let answer = seen.te.get(..seen.answer_octets).unwrap_or_default();
    if !answer.is_empty() {
        demand.write(text, answer);
    }
}

fn expect(text: &mut String, lines: &[(String, bool)]) {
    let shown: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    match shown.as_slice() {
        [] => {}
        [only] => {
            let _ = writeln!(text, "    expect: {only}");
        }
        many => {
            let _ = writeln!(text, "    expect: [{}]", many.join(", "));
        }
    }
}

/// The lines of a response up to its final result code, and whether each is that.
fn response(te: &[u8]) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    for item in Reply::read(te).items {
        match item {
            Item::Line(line) => lines.push((yaml::line(&line), false)),
            Item::Data(data) => {
                lines.push((format!("{{ data: {} }}", yaml::payload(&data)), false));
            }
            Item::Final(result) => {
                lines.push((yaml::quoted(&printed(&result)), true));
                break;
            }
            Item::Prompt | Item::Urc(_) => {}
        }
    }
    lines
}

fn printed(result: &FinalResult) -> String {
    use at_codec::CmeError;
    match result {
        FinalResult::Ok => "OK".to_owned(),
        FinalResult::Cme(CmeError::Code(code)) => format!("+CME ERROR: {code}"),
        FinalResult::Cme(CmeError::Verbose(text)) => format!("+CME ERROR: {text}"),
        FinalResult::Numeric(number) => number.to_string(),
        _ => "ERROR".to_owned(),
    }
}

/// What comes unasked: reports, and the error that ends data mode when time passes.
fn reports(operation: &Operation, te: &[u8]) -> Vec<String> {
    let lines = te.split(|octet| matches!(octet, b'\r' | b'\n'));
    let is_late =
        |line: &[u8]| matches!(operation, Operation::Tick(_)) && line.starts_with(b"+CME ERROR:");
    let is_report =
        |line: &&[u8]| REPORTS.iter().any(|report| line.starts_with(report)) || is_late(line);
    // The test forms of these commands look alike, and have a quote at once.
    let is_test = |line: &&[u8]| line.ends_with(b"ADDRESS\"") || line.ends_with(b"LOCATION\"");
    lines
        .filter(|line| is_report(line) && !is_test(line))
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect()
}

/// A count is that of the whole case, so that the last of equal reports has it.
fn await_reports(
    text: &mut String,
    operation: &Operation,
    seen: &Observation,
    behind: Duration,
    all: &[String],
    left: &mut Vec<String>,
) {
    let waited = seen.first.unwrap_or(seen.at).saturating_sub(seen.began);
    let within = (waited + behind + SLACK).as_millis();
    for report in reports(operation, &seen.te) {
        if let Some(place) = left.iter().position(|other| *other == report) {
            left.remove(place);
        }
        let is_last = !left.contains(&report);
        let times = all.iter().filter(|other| **other == report).count();
        let count = if is_last { format!(", exactly: {times}") } else { String::new() };
        let urc = yaml::quoted(&report);
        let _ = writeln!(text, "  - await: {{ urc: {urc}, within: {within}ms{count} }}");
    }
}
