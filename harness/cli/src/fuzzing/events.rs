//! The report of a campaign for programs: one JSON object a line.

use crate::output;
use crate::problem::Problem;
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::str::FromStr;

/// `json`, or `json=FILE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportChoice(Option<PathBuf>);

impl FromStr for ReportChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            None if text == "json" => Ok(Self(None)),
            Some(("json", path)) if !path.is_empty() => Ok(Self(Some(path.into()))),
            _ => Err("give `json` for standard output, or json=FILE".to_owned()),
        }
    }
}

/// Where the events go.
#[derive(Debug)]
pub(crate) enum Events {
    /// Nowhere: standard output has the text.
    Nowhere,
    /// Standard output, in place of the text.
    Stdout,
    /// A file, beside the text.
    File(String, BufWriter<File>),
}

impl Events {
    /// Opens the report; what the file held is gone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn open(choice: Option<&ReportChoice>) -> Result<Self, Problem> {
        match choice {
            None => Ok(Self::Nowhere),
            Some(ReportChoice(None)) => Ok(Self::Stdout),
            Some(ReportChoice(Some(path))) => {
                let name = format!("report {}", path.display());
                let file = File::create(path).map_err(Problem::output(name.as_str()))?;
                Ok(Self::File(name, BufWriter::new(file)))
            }
        }
    }

    /// Whether standard output has the text.
    pub(crate) const fn is_text(&self) -> bool {
        !matches!(self, Self::Stdout)
    }

    /// Tells an event.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn tell(&mut self, event: &Value) -> Result<(), Problem> {
        match self {
            Self::Nowhere => Ok(()),
            Self::Stdout => output::print_line(&event.to_string()),
            Self::File(name, file) => {
                let written = writeln!(file, "{event}").and_then(|()| file.flush());
                written.map_err(Problem::output(name.as_str()))
            }
        }
    }
}
