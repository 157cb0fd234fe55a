//! The reports of a run: standard output, and the files that the command line names.

use crate::library::Library;
use crate::output::{self, Stdout};
use crate::problem::Problem;
use clap::builder::{OsStringValueParser, TypedValueParser, ValueParser, ValueParserFactory};
use runner::event::RunEvent;
use runner::report::Report;
use runner::report::json::JsonReport;
use runner::report::junit::JunitReport;
use runner::report::terminal::TerminalReport;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// `KIND=FILE`.
#[derive(Debug, Clone)]
pub(crate) struct ReportFile {
    kind: ReportKind,
    path: PathBuf,
}

#[derive(Debug, Clone, Copy)]
enum ReportKind {
    Json,
    Junit,
    Terminal,
}

impl ValueParserFactory for ReportFile {
    type Parser = ValueParser;

    /// The name of a file need not be UTF-8.
    fn value_parser() -> ValueParser {
        ValueParser::new(OsStringValueParser::new().try_map(|text| Self::of(&text)))
    }
}

impl ReportFile {
    fn of(text: &OsStr) -> Result<Self, String> {
        let mut halves = text.as_bytes().splitn(2, |octet| *octet == b'=');
        let [kind, path] = [(); 2].map(|()| halves.next().unwrap_or_default());
        let kind = match kind {
            b"json" => ReportKind::Json,
            b"junit" => ReportKind::Junit,
            b"terminal" => ReportKind::Terminal,
            _ => {
                let kind = String::from_utf8_lossy(kind);
                return Err(format!("`{kind}` is no report; there are json, junit and terminal"));
            }
        };
        if path.is_empty() {
            return Err("give KIND=FILE, as in `junit=report.xml`".to_owned());
        }
        Ok(Self { kind, path: OsStr::from_bytes(path).into() })
    }
}

/// Refuses reports that would overwrite each other, or a file that the run reads.
///
/// # Errors
/// Which file is meant for two things.
pub(crate) fn check(
    reports: &[ReportFile],
    library: &Library,
    more: &[(&str, Option<&Path>)],
) -> Result<(), Problem> {
    let root = fs::canonicalize(&library.root).ok();
    let inputs: Vec<(&str, Place)> = inputs(library)
        .chain(more.iter().filter_map(|(what, path)| Some((*what, (*path)?))))
        .filter_map(|(what, path)| Some((what, Place::of(path)?)))
        .collect();
    let mut taken: Vec<Place> = Vec::new();
    for ReportFile { path, .. } in reports {
        let Some(place) = Place::of(path) else { continue };
        let refused = |what: &str| {
            Err(Problem::Usage(format!("the report {} would overwrite {what}", path.display())))
        };
        if taken.iter().any(|other| other.is(&place)) {
            return refused("another report; give each a file of its own");
        }
        if let Some((what, _)) = inputs.iter().find(|(_, input)| input.is(&place)) {
            return refused(&format!("the {what} of this run"));
        }
        if root.as_ref().is_some_and(|root| place.is_yaml_below(root)) {
            return refused("a file of the scenario folder");
        }
        taken.push(place);
    }
    Ok(())
}

fn inputs(library: &Library) -> impl Iterator<Item = (&str, &Path)> {
    let scenarios = library.plans.iter().map(|plan| ("scenario", Path::new(plan.source.name())));
    let claims = library.ledger.requirements();
    scenarios.chain(claims.map(|claim| ("ledger", Path::new(claim.source.name()))))
}

/// A regular file, there or not yet, whatever name leads to it.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    /// Device and inode, where the file exists: a hard link has another path.
    file: Option<(u64, u64)>,
}

impl Place {
    /// None for devices and pipes, of which several may be written at once.
    fn of(path: &Path) -> Option<Self> {
        if let Ok(data) = fs::metadata(path) {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            return data.is_file().then(|| Self { path, file: Some((data.dev(), data.ino())) });
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = fs::canonicalize(folder).ok()?;
        Some(Self { path: folder.join(path.file_name()?), file: None })
    }

    fn is(&self, other: &Self) -> bool {
        self.path == other.path || (self.file.is_some() && self.file == other.file)
    }

    fn is_yaml_below(&self, root: &Path) -> bool {
        let is_yaml = self.path.extension().is_some_and(|extension| extension == "yaml");
        self.file.is_some() && is_yaml && self.path.starts_with(root)
    }
}

/// All reports of a run, each with the name under which a failure is told.
pub(crate) struct Reports(Vec<(String, Box<dyn Report>)>);

impl Reports {
    /// Opens the reports; what the files held is gone.
    ///
    /// # Errors
    /// A file cannot be written.
    pub(crate) fn open(files: &[ReportFile]) -> Result<Self, Problem> {
        let progress = io::stderr().is_terminal();
        let terminal = TerminalReport::new(Stdout::default(), output::colour(), progress);
        let mut reports: Vec<(String, Box<dyn Report>)> =
            vec![("standard output".to_owned(), Box::new(terminal))];
        for ReportFile { kind, path } in files {
            let name = format!("report {}", path.display());
            let file = File::create(path).map_err(Problem::output(name.as_str()))?;
            let writer = BufWriter::new(file);
            let report: Box<dyn Report> = match kind {
                ReportKind::Json => Box::new(JsonReport::new(writer)),
                ReportKind::Junit => Box::new(JunitReport::new(writer)),
                ReportKind::Terminal => Box::new(TerminalReport::new(writer, false, false)),
            };
            reports.push((name, report));
        }
        Ok(Self(reports))
    }

    fn each(&mut self, mut tell: impl FnMut(&mut dyn Report) -> io::Result<()>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|(name, report)| {
            tell(report.as_mut())
                .map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))
        })
    }
}

impl Report for Reports {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.each(|report| report.event(event))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.each(|report| report.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;
    use rstest::rstest;

    #[derive(clap::Parser)]
    struct CommandLine {
        #[arg(long)]
        report: Vec<ReportFile>,
    }

    #[rstest]
    #[case::plain(b"junit=a.xml", "Junit a.xml")]
    #[case::sign_in_the_name(b"json=a=b", "Json a=b")]
    #[case::no_utf_8(b"json=a\xFF", "Json a\u{FFFD}")]
    #[case::unknown(b"text=a", "`text` is no report")]
    #[case::no_file(b"json=", "give KIND=FILE")]
    #[case::no_sign(b"json", "give KIND=FILE")]
    fn reports_on_the_command_line(#[case] text: &[u8], #[case] expected: &str) {
        let line = [OsStr::new("x"), OsStr::new("--report"), OsStr::from_bytes(text)];
        let told = match CommandLine::try_parse_from(line) {
            Ok(line) => format!("{:?} {}", line.report[0].kind, line.report[0].path.display()),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn one_file_is_known_by_all_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "").unwrap();
        fs::hard_link(at("file"), at("hard")).unwrap();
        std::os::unix::fs::symlink(at("file"), at("soft")).unwrap();
        let same = |one: &str, other: &str| {
            Place::of(&at(one)).unwrap().is(&Place::of(&at(other)).unwrap())
        };
        assert!(same("file", "hard"));
        assert!(same("file", "soft"));
        assert!(same("absent", "./absent"));
        assert!(!same("file", "absent"));
        assert!(!same("absent", "none"));
        assert!(Place::of(Path::new("/dev/null")).is_none());
        assert!(Place::of(folder.path()).is_none());
    }
}
