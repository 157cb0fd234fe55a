//! `attest list`: names, one a line, the name as the first word.

use crate::exits;
use crate::input;
use crate::library::{self, Library};
use crate::output;
use crate::problem::Problem;
use crate::profile;
use clap::Args;
use mock_mmsc::Method;
use mock_mmsc::pack::{Case, Memory, hostile};
use runner::ExitCode;
use runner::visible::visible_line;
use sim7100_model::Deviation;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// List cases, or what else has a name, one a line: the name is the first word.
#[derive(Debug, Args)]
#[command(after_help = exits::LIST)]
pub(crate) struct List {
    /// Scenario files or folders, or beginnings of case ids, when cases are listed.
    #[arg(value_name = "PATH|CASE", conflicts_with = "what")]
    wanted: Vec<String>,

    #[command(flatten)]
    what: What,
}

#[derive(Debug, Args)]
#[group(id = "what", multiple = false)]
struct What {
    /// List the firmware faults that the model can be given.
    #[arg(long)]
    deviations: bool,

    /// List the answers of the mock MMSC's hostile pack: request, result codes that it may lead to, memory afterwards.
    #[arg(long)]
    pack: bool,

    /// List the profiles of the scenario folder.
    #[arg(long)]
    profiles: bool,

    /// List what a profile can choose: readings of the model with their values and the default.
    #[arg(long)]
    readings: bool,

    /// List the rules of the validator.
    #[arg(long)]
    rules: bool,

    /// List the claims of the document.
    #[arg(long)]
    requirements: bool,
}

impl List {
    /// Lists.
    ///
    /// # Errors
    /// What is to be listed cannot be loaded.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let rows = if self.what.deviations {
            deviations()
        } else if self.what.pack {
            pack()
        } else if self.what.profiles {
            profiles(&library::nearest_root()?.join(profile::FOLDER))?
        } else if self.what.readings {
            readings()
        } else if self.what.rules {
            rules()
        } else if self.what.requirements {
            requirements()?
        } else {
            cases(&self.wanted)?
        };
        output::print(&table(&rows))?;
        Ok(ExitCode::Sound)
    }
}

/// A name and what to say about it.
struct Row {
    name: String,
    text: String,
}

fn row(name: impl Into<String>, text: impl Into<String>) -> Row {
    Row { name: name.into(), text: text.into() }
}

fn cases(wanted: &[String]) -> Result<Vec<Row>, Problem> {
    let library = Library::load(wanted)?;
    library.demand_cases(&[])?;
    Ok(library.plans.into_iter().map(|plan| row(plan.id, plan.title.value)).collect())
}

fn rules() -> Vec<Row> {
    let rules = mock_mmsc::rule::all()
        .iter()
        .map(|rule| row(rule.id, format!("{} [{}]", rule.title, rule.clause)));
    let binding = mock_mmsc::binding::all()
        .iter()
        .map(|rule| row(rule.id, format!("{} [{}]", rule.title, rule.clause)));
    rules.chain(binding).collect()
}

fn requirements() -> Result<Vec<Row>, Problem> {
    let ledger = library::nearest_ledger()?;
    Ok(ledger.requirements().map(|claim| row(claim.id.clone(), claim.claim.clone())).collect())
}

fn readings() -> Vec<Row> {
    let readings = sim7100_model::Profile::readings().iter();
    readings
        .map(|reading| {
            row(
                reading.name,
                format!("{} (default {}): {}", reading.values, reading.default, reading.reason),
            )
        })
        .collect()
}

fn pack() -> Vec<Row> {
    let told = |case: Case| {
        let codes: Vec<String> = case.expected.iter().map(u16::to_string).collect();
        let memory = match case.memory {
            Memory::Old => "old",
            Memory::New => "new",
            Memory::OldOrNew => "old or new",
        };
        let method = case.answer.on.map_or("any", Method::name);
        let text = format!("{method} -> {}, memory {memory}: {}", codes.join(" or "), case.about);
        row(case.name, text)
    };
    hostile().into_iter().map(told).collect()
}

fn deviations() -> Vec<Row> {
    let deviations = Deviation::all().iter();
    deviations
        .map(|deviation| {
            row(deviation.name(), format!("{:2}: {}", deviation.number(), deviation.description()))
        })
        .collect()
}

fn profiles(folder: &Path) -> Result<Vec<Row>, Problem> {
    let profiles = profile::profiles(folder)?;
    if profiles.is_empty() {
        return Err(Problem::Usage(format!("there is no profile in {}", folder.display())));
    }
    let about =
        |(name, path): (String, PathBuf)| Ok(row(name, profile::purpose(&input::text(&path)?)));
    profiles.into_iter().map(about).collect()
}

fn table(rows: &[Row]) -> String {
    let shown = |row: &Row| {
        let about = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (visible_line(&row.name).into_owned(), visible_line(&about).into_owned())
    };
    let rows: Vec<(String, String)> = rows.iter().map(shown).collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, about) in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", format!("{name:<width$}  {about}").trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_the_first_word() {
        let rows = [row("ORD-1", "a\n rule"), row("X", "b")];
        assert_eq!(table(&rows), "ORD-1  a rule\nX      b\n");
    }

    #[test]
    fn no_control_character_is_listed() {
        let rows = [row("a\u{1b}", "b\u{9b}2J\u{1b}[2J c"), row("long-name", "")];
        assert_eq!(table(&rows), "a<1B>      b<C2><9B>2J<1B>[2J c\nlong-name\n");
    }
}
