//! The only place of this crate that reads files.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::limit::{FILE_OCTETS_MAX, PAYLOAD_OCTETS_MAX};
use crate::parse::{check_size, parse_as};
use crate::{Baseline, Context, Diagnostics, Ledger, Plan, Problem, Source, Span, Spanned};

/// What a folder of scenarios holds.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The cases, in the order of their files' paths.
    pub plans: Vec<Plan>,
    /// The files that cannot be used, in the order of their paths.
    pub refused: Vec<Diagnostics>,
}

/// Reads one scenario; its case id is its path below `root`.
///
/// # Errors
/// What is wrong with the file; also that it cannot be read.
pub fn load_file(
    root: &Path,
    path: &Path,
    context: &Context<'_>,
) -> Result<Vec<Plan>, Diagnostics> {
    parse_file(root, path, &read_text(path)?, context)
}

/// Reads every scenario below `root`: `.yaml` files in the order of their paths, without the
/// folders `requirements`, `profiles`, `vectors` and the file `baseline.yaml`.
#[must_use]
pub fn load_dir(root: &Path, context: &Context<'_>) -> Loaded {
    load_where(root, context, |_| true)
}

/// Reads the scenarios below `root` that cite a claim, on either side. Files that do not name its id
/// are not checked.
#[must_use]
pub fn load_citing(root: &Path, id: &str, context: &Context<'_>) -> Loaded {
    let mut loaded = load_naming(root, id, context);
    let cites = |ids: &[Spanned<String>]| ids.iter().any(|cited| cited.value == id);
    loaded.plans.retain(|plan| cites(&plan.requirements) || cites(&plan.negative));
    loaded
}

/// Reads the scenarios below `root` whose text holds a word. Files that do not hold it are not checked.
#[must_use]
pub fn load_naming(root: &Path, word: &str, context: &Context<'_>) -> Loaded {
    load_where(root, context, |text| text.contains(word))
}

fn load_where(root: &Path, context: &Context<'_>, wanted: impl Fn(&str) -> bool) -> Loaded {
    let mut loaded = Loaded::default();
    let mut paths = Vec::new();
    collect(root, &skip_foreign, &mut paths, &mut loaded.refused);
    paths.sort();
    for path in paths {
        let plans = match read_text(&path) {
            Ok(text) if !wanted(&text) => continue,
            Ok(text) => parse_file(root, &path, &text, context),
            Err(diagnostics) => Err(diagnostics),
        };
        match plans {
            Ok(plans) => loaded.plans.extend(plans),
            Err(diagnostics) => loaded.refused.push(diagnostics),
        }
    }
    loaded
}

fn parse_file(
    root: &Path,
    path: &Path,
    text: &str,
    context: &Context<'_>,
) -> Result<Vec<Plan>, Diagnostics> {
    let below = path.strip_prefix(root).unwrap_or(path);
    parse_as(text, &shown(path), &shown(below), context)
}

/// Reads the ledger: every `.yaml` file of a folder and of the folders in it.
///
/// # Errors
/// The diagnostics of every file that has any.
pub fn load_ledger(folder: &Path) -> Result<Ledger, Vec<Diagnostics>> {
    let mut refused = Vec::new();
    let mut paths = Vec::new();
    collect(folder, &|_| true, &mut paths, &mut refused);
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        match read_text(&path) {
            Ok(text) => texts.push((shown(&path), text)),
            Err(diagnostics) => refused.push(diagnostics),
        }
    }
    let files = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    match Ledger::parse(files) {
        Ok(ledger) if refused.is_empty() => Ok(ledger),
        Ok(_) => Err(refused),
        Err(more) => Err(refused.into_iter().chain(more).collect()),
    }
}

/// Reads a baseline.
///
/// # Errors
/// What is wrong with the file; also that it cannot be read.
pub fn load_baseline(path: &Path) -> Result<Baseline, Diagnostics> {
    Baseline::parse(&read_text(path)?, &shown(path))
}

/// Reads a payload file, for [`Context::files`].
///
/// # Errors
/// As the file system's, and [`io::ErrorKind::FileTooLarge`].
pub fn read_payload(path: &Path) -> io::Result<Vec<u8>> {
    let octets = read_bounded(path, PAYLOAD_OCTETS_MAX)?;
    if octets.len() > PAYLOAD_OCTETS_MAX {
        let sentence = format!("it is larger than {PAYLOAD_OCTETS_MAX} octets");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, sentence));
    }
    Ok(octets)
}

/// Folders and files among the scenarios that hold something else.
fn skip_foreign(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    !matches!(name, "requirements" | "profiles" | "vectors" | "baseline.yaml")
}

fn collect(
    folder: &Path,
    wanted: &dyn Fn(&Path) -> bool,
    paths: &mut Vec<PathBuf>,
    refused: &mut Vec<Diagnostics>,
) {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return refused.push(unreadable(folder, &error)),
    };
    for path in entries.iter().map(fs::DirEntry::path).filter(|path| wanted(path)) {
        if path.is_dir() {
            collect(&path, wanted, paths, refused);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
}

fn read_text(path: &Path) -> Result<String, Diagnostics> {
    let octets = read_bounded(path, FILE_OCTETS_MAX).map_err(|error| unreadable(path, &error))?;
    let is_cut = octets.len() > FILE_OCTETS_MAX;
    let error = match String::from_utf8(octets) {
        Ok(text) if is_cut => return check_size(&text, &shown(path)).map(|()| text),
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    // What is no text is told before its size; but a cut may have hit a character, and a line that is too long
    // cannot be shown.
    let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    check_size(&String::from_utf8_lossy(valid), &shown(path))?;
    if is_cut && error.utf8_error().error_len().is_none() {
        check_size(&String::from_utf8_lossy(error.as_bytes()), &shown(path))?;
    }
    Err(not_utf8(path, &error))
}

fn read_bounded(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut octets = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut octets)?;
    Ok(octets)
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostics {
    let offset = error.utf8_error().valid_up_to();
    let octet = error.as_bytes().get(offset).copied().unwrap_or_default();
    let valid = error.as_bytes().get(..offset).unwrap_or_default();
    let source = Source::new(&shown(path), &format!("{}\u{FFFD}", String::from_utf8_lossy(valid)));
    let span = Span::new(offset, '\u{FFFD}'.len_utf8());
    Diagnostics::single(source, Problem::NotUtf8 { span, octet, offset })
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no {}", shown(path)),
        _ => format!("{}: {error}", shown(path)),
    };
    let help = "give a scenario file or a folder of them".to_owned();
    Diagnostics::single(Source::new(&shown(path), ""), Problem::Unreadable { reason, help })
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str =
        "scenario: s\nrequirements: [SIM-6-1]\nsteps: [ { send: AT, expect: OK } ]\n";

    fn write(folder: &Path, name: &str, octets: &[u8]) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, octets).unwrap();
        path
    }

    fn context() -> Context<'static> {
        Context::default()
    }

    fn code(diagnostics: &Diagnostics) -> String {
        diagnostics.problems()[0].stable_code().replace("attest::scenario::", "")
    }

    #[test]
    fn folder_is_read_in_order_without_what_is_no_scenario() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["06-send/b.yaml", "06-send/a.yaml", "02-settings/z.yaml"] {
            write(folder.path(), name, SCENARIO.as_bytes());
        }
        for name in ["requirements/06.yaml", "profiles/p.yaml", "vectors/v.yaml", "baseline.yaml"] {
            write(folder.path(), name, b"not: a scenario\n");
        }
        write(folder.path(), "06-send/broken.yaml", b"a: [\n");
        let loaded = load_dir(folder.path(), &context());
        let ids: Vec<&str> = loaded.plans.iter().map(|plan| plan.id.as_str()).collect();
        assert_eq!(ids, ["02-settings/z", "06-send/a", "06-send/b"]);
        assert_eq!(loaded.refused.len(), 1);
        assert!(loaded.refused[0].source_file().name().ends_with("06-send/broken.yaml"));
    }

    #[test]
    fn scenarios_that_cite_a_claim_are_found_on_both_sides() {
        let folder = tempfile::tempdir().unwrap();
        let negative = SCENARIO.replace("SIM-6-1]", "SIM-6-2]\nnegative: [SIM-6-1]");
        let other = SCENARIO.replace("SIM-6-1", "SIM-6-10");
        write(folder.path(), "06-send/shows.yaml", SCENARIO.as_bytes());
        write(folder.path(), "06-send/probes.yaml", negative.as_bytes());
        write(folder.path(), "06-send/other.yaml", other.as_bytes());
        write(folder.path(), "06-send/broken.yaml", b"a: [\n");
        write(folder.path(), "06-send/broken-citing.yaml", b"requirements: [SIM-6-1\n");
        let loaded = load_citing(folder.path(), "SIM-6-1", &context());
        let ids: Vec<&str> = loaded.plans.iter().map(|plan| plan.id.as_str()).collect();
        assert_eq!(ids, ["06-send/probes", "06-send/shows"]);
        assert_eq!(loaded.refused.len(), 1, "a file that does not name the id is not checked");
    }

    #[test]
    fn payload_file_is_found_beside_the_scenario() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "vectors/x.pdu", &[0x8C, 0x80]);
        let text =
            SCENARIO.replace("{ send: AT, expect: OK }", "{ type: { file: ../vectors/x.pdu } }");
        let path = write(folder.path(), "06-send/a.yaml", text.as_bytes());
        let plans = load_file(folder.path(), &path, &context()).unwrap();
        let crate::Step::Type(step) = &plans[0].steps[0].value else { panic!("a type step") };
        assert_eq!(step.payload.octets(), [0x8C, 0x80]);
    }

    #[test]
    fn wrong_files_have_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let latin = write(folder.path(), "latin.yaml", b"scenario: caf\xE9\n");
        let refused = load_file(folder.path(), &latin, &context()).unwrap_err();
        assert_eq!(code(&refused), "not_utf8");
        assert_eq!(refused.problems()[0].span().offset, 13);

        let absent = folder.path().join("absent.yaml");
        let refused = load_file(folder.path(), &absent, &context()).unwrap_err();
        assert_eq!(code(&refused), "unreadable");
    }

    #[test]
    fn a_line_of_five_mebibytes_is_refused_at_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let long = format!("scenario: s\n# {}\n", "x".repeat(5 << 20));
        let path = write(folder.path(), "long.yaml", long.as_bytes());
        let refused = load_file(folder.path(), &path, &context()).unwrap_err();
        assert_eq!(code(&refused), "line_too_long");
        let source = refused.source_file();
        assert_eq!(source.position(refused.problems()[0].span().offset).line, 2);
        assert!(source.text().len() < 200, "the text shown is cut");
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "large.yaml", "# comment\n".repeat(500_000).as_bytes());
        let refused = load_file(folder.path(), &path, &context()).unwrap_err();
        assert_eq!(code(&refused), "file_too_large");
    }

    #[test]
    fn a_large_file_that_is_no_text_is_told_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let octets: Vec<u8> = [0x00, 0xFF, 0xD8, 0x41].repeat(FILE_OCTETS_MAX / 2);
        let path = write(folder.path(), "large.yaml", &octets);
        let refused = load_file(folder.path(), &path, &context()).unwrap_err();
        assert_eq!(code(&refused), "not_utf8");
        // The cut goes through the last character, which is whole in the file.
        let text = "\u{20AC}\n".repeat(FILE_OCTETS_MAX / 2);
        let path = write(folder.path(), "text.yaml", text.as_bytes());
        let refused = load_file(folder.path(), &path, &context()).unwrap_err();
        assert_eq!(code(&refused), "file_too_large");
    }

    #[test]
    fn a_large_payload_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "p", &vec![0; PAYLOAD_OCTETS_MAX + 1]);
        assert_eq!(read_payload(&path).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
