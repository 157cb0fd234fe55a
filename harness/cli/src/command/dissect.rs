//! `attest dissect`: the PDUs of an input as trees, JSON or annotated dumps, with what the validator finds.

use crate::annotated;
use crate::command::explain;
use crate::input;
use crate::inspection::{Inspection, Item, Kind};
use crate::output;
use crate::problem::Problem;
use clap::{Args, ValueEnum};
use mock_mmsc::binding;
use mock_mmsc::dissect::Dissection;
use mock_mmsc::rule::{self, Direction, Finding, Severity};
use runner::ExitCode;
use runner::visible::{visible, visible_line};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

/// Show the MMS PDUs of a file as trees, with what the validator finds.
///
/// The file holds a PDU, a WSP push, SMS-DELIVER TPDUs, HTTP messages, a multipart body or a packet capture. It is
/// binary, or text: hexadecimal digits with or without blanks, `:`, `,` or `0x` between octets, what xxd and
/// hexdump -C print, base64, or lines as +CMT and AT+CMGR print them. What it is is seen from its octets; a hint on
/// standard error says when that is a guess. A packet capture may have 256 MiB, any other file 4 MiB.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Dissect {
    /// File to look into; `-` for standard input.
    #[arg(value_name = "FILE|-")]
    file: PathBuf,

    /// What the input is, instead of what it looks like.
    #[arg(long = "as", value_name = "KIND")]
    kind: Option<Kind>,

    /// Which way the PDUs go, instead of the way of the HTTP message or of the PDU type.
    #[arg(long)]
    direction: Option<Way>,

    /// Print JSON instead of trees.
    #[arg(long, conflicts_with = "hex")]
    json: bool,

    /// Print annotated dumps instead of trees: every octet with its field, value and findings.
    #[arg(long)]
    hex: bool,

    /// Explain each rule that found something: clause, what it checks, why it matters.
    #[arg(long)]
    explain: bool,
}

/// Printed below the long help.
const AFTER_HELP: &str = "\
Captures are pcap or pcapng on Ethernet (with VLAN tags), Linux cooked, raw IP or loopback, up to 256 MiB. TCP is put in \
order; HTTP/1 is read both ways; UDP on ports 2948, 9200 and 49999 is read as WSP. Octets that were not captured are told \
by their range, and a message that is not whole is shown and not judged. TLS, WTP, fragments of IP and content codings are \
not undone.

JSON: { input, spelling, messages: [{ origin, direction, cut, dissection, findings: [{ rule, severity, offset, length, \
clause, message }], http_findings }], notices: [{ packet, text, lost }], rules } where `rules` comes with --explain, and \
`dissection` is null for an HTTP message or datagram without a PDU. Offsets of http_findings count in the HTTP message. \
An input without any PDU is written so too, besides the message on standard error; `input` is null where it is of no \
known kind.

Exit codes: 0 no finding at error level, 1 some, 2 the input, or some of it, cannot be read.";

/// Which way a PDU goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// From the MMS Client to the MMSC.
    ToMmsc,
    /// From the MMSC to the MMS Client.
    FromMmsc,
}

impl From<Way> for Direction {
    fn from(way: Way) -> Self {
        match way {
            Way::ToMmsc => Self::FromClient,
            Way::FromMmsc => Self::ToClient,
        }
    }
}

impl Dissect {
    /// Dissects.
    ///
    /// # Errors
    /// The input cannot be read.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let input = if self.file.as_os_str() == "-" {
            input::captured(io::stdin().lock(), "standard input")
        } else {
            input::captured_octets(&self.file)
        };
        let input = input.map_err(Problem::Usage)?;
        let inspection = Inspection::of(input, self.kind, self.direction.map(Direction::from))
            .or_else(|why| self.without_pdu(&unread(&why), why))?;
        if let Some(why) = inspection.lack() {
            return self.without_pdu(&json_text(&inspection, self.explain), why);
        }
        if let Some(hint) = &inspection.hint {
            output::hint(hint);
        }
        let text =
            if self.json { json_text(&inspection, self.explain) } else { self.text(&inspection) };
        output::print(&text)?;
        if inspection.is_incomplete() {
            output::hint("some of the input was not read; the notices in the output say what");
            return Ok(ExitCode::Usage);
        }
        Ok(if inspection.has_error() { ExitCode::Deviated } else { ExitCode::Sound })
    }

    /// Says that there is no PDU, to programs with a document too.
    fn without_pdu<T>(&self, document: &str, why: String) -> Result<T, Problem> {
        if self.json {
            output::print(document)?;
        }
        Err(Problem::Usage(why))
    }

    fn text(&self, inspection: &Inspection) -> String {
        let mut text = String::new();
        for item in &inspection.items {
            if !text.is_empty() {
                text.push('\n');
            }
            self.item(item, &mut text);
        }
        if !inspection.notices.is_empty() {
            text.push_str("\nnotices:\n");
        }
        for notice in &inspection.notices {
            // Here and below: writing to a String cannot fail.
            let _ = writeln!(text, "  {}", visible_line(&notice.to_string()));
        }
        if self.explain {
            for explanation in ids(inspection).into_iter().filter_map(explain::rule) {
                let _ = write!(text, "\n{}", visible(&explanation));
            }
        }
        text
    }

    fn item(&self, item: &Item, text: &mut String) {
        if let Some(origin) = item.origin.text() {
            let _ = writeln!(text, "{}", visible_line(&origin));
        }
        match &item.dissection {
            None => {
                text.push_str("no MMS PDU\n");
                for finding in &item.findings {
                    let _ = writeln!(text, "  {}", visible_line(&finding.to_string()));
                }
            }
            Some(dissection) if self.hex => {
                text.push_str(&annotated::draw(dissection, &item.findings));
                text.push_str(&summary(&item.findings));
            }
            Some(dissection) => text.push_str(&dissection.tree_with(&item.findings)),
        }
        if !item.http_findings.is_empty() {
            let _ = write!(text, "HTTP message, {}", summary(&item.http_findings));
        }
        for finding in &item.http_findings {
            let _ = writeln!(text, "  {}", visible_line(&finding.to_string()));
        }
        if let Some(cut) = &item.cut {
            let _ = writeln!(text, "not judged: {}", visible_line(cut));
        }
    }
}

/// How many findings there are of each severity, in a line.
fn summary(findings: &[Finding]) -> String {
    let severities = [Severity::Error, Severity::Warn, Severity::Info];
    let counted = severities.iter().filter_map(|severity| {
        let count = findings.iter().filter(|finding| finding.severity == *severity).count();
        (count > 0).then(|| format!("{count} {severity}"))
    });
    let counted: Vec<String> = counted.collect();
    let counted = if counted.is_empty() { "none".to_owned() } else { counted.join(", ") };
    format!("findings: {counted}\n")
}

/// The rules that found something, in the order of their first findings.
fn ids(inspection: &Inspection) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for finding in
        inspection.items.iter().flat_map(|item| item.findings.iter().chain(&item.http_findings))
    {
        if !ids.contains(&finding.rule) {
            ids.push(finding.rule);
        }
    }
    ids
}

fn json_text(inspection: &Inspection, explain: bool) -> String {
    let Inspection { kind, spelling, items, notices, .. } = inspection;
    let notices: Vec<Value> = notices
        .iter()
        .map(|notice| json!({ "packet": notice.packet, "text": notice.text, "lost": notice.lost }))
        .collect();
    let mut text = json!({
        "input": kind.name(),
        "spelling": spelling.map(|spelling| spelling.name()),
        "messages": items.iter().map(message).collect::<Vec<_>>(),
        "notices": notices,
    });
    if explain {
        let rules = ids(inspection).into_iter().filter_map(rule_json);
        let rules: Vec<Value> = rules.collect();
        if let Some(object) = text.as_object_mut() {
            object.insert("rules".to_owned(), rules.into());
        }
    }
    format!("{text:#}\n")
}

/// The document of an input of which nothing could be read.
fn unread(why: &str) -> String {
    let text = json!({
        "input": null,
        "spelling": null,
        "messages": [],
        "notices": [{ "packet": null, "text": why, "lost": true }],
    });
    format!("{text:#}\n")
}

fn rule_json(id: &str) -> Option<Value> {
    let [title, clause, explanation] = match (rule::find(id), binding::find(id)) {
        (Some(rule), _) => [rule.title, rule.clause, rule.explanation],
        (None, Some(rule)) => [rule.title, rule.clause, rule.explanation],
        (None, None) => return None,
    };
    let explanation = explanation.trim();
    Some(json!({ "id": id, "title": title, "clause": clause, "explanation": explanation }))
}

fn message(item: &Item) -> Value {
    let Item { origin, dissection, direction, findings, http_findings, cut, .. } = item;
    let dissection: Option<&Dissection> = dissection.as_ref();
    json!({
        "origin": {
            "packets": origin.packets,
            "stream": origin.stream,
            "exchange": origin.exchange,
            "ends": origin.ends,
            "http": origin.http,
            "offset": origin.offset,
            "lines": origin.lines,
            "assembled": origin.assembled,
        },
        "direction": match direction {
            Direction::FromClient => "to-mmsc",
            Direction::ToClient => "from-mmsc",
        },
        "cut": cut,
        "dissection": dissection,
        "findings": findings,
        "http_findings": http_findings,
    })
}
