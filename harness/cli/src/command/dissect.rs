//! `attest dissect`: a PDU as a tree, with what the validator finds.

use crate::input;
use crate::octets::{self, Octets};
use crate::output;
use crate::problem::Problem;
use clap::Args;
use mock_mmsc::dissect::{Dissection, dissect};
use mock_mmsc::rule::{Direction, Finding, Severity};
use runner::ExitCode;
use serde_json::json;
use std::io;
use std::path::Path;

/// Show a PDU as a tree, with what the validator finds.
///
/// The input is binary, or text: hexadecimal digits with or without blanks, `:`, `,` or `0x` between octets, or what
/// xxd and hexdump -C print. Exit code 0: no finding at error level; 1: some; 2: the input cannot be read.
#[derive(Debug, Args)]
pub(crate) struct Dissect {
    /// File with the octets of a PDU, or with hexadecimal digits or a dump of them; `-` for standard input.
    #[arg(value_name = "FILE|-")]
    file: String,

    /// Print JSON instead of a tree.
    #[arg(long)]
    json: bool,
}

impl Dissect {
    /// Dissects.
    ///
    /// # Errors
    /// The input cannot be read.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let input = match self.file.as_str() {
            "-" => input::bounded(io::stdin().lock(), "standard input"),
            path => input::octets(Path::new(path)),
        };
        let Octets { octets, hint } = input.and_then(octets::read).map_err(Problem::Usage)?;
        if let Some(hint) = hint {
            output::hint(hint);
        }
        let dissection = dissect(&octets);
        let findings = dissection.findings(Direction::of(&dissection));
        let text = if self.json { json_text(&dissection, &findings) } else { dissection.tree() };
        output::print(&text)?;
        let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
        Ok(if wrong { ExitCode::Deviated } else { ExitCode::Sound })
    }
}

fn json_text(dissection: &Dissection, findings: &[Finding]) -> String {
    format!("{:#}\n", json!({ "dissection": dissection, "findings": findings }))
}
