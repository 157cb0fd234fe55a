//! Requirement ids in code and documents.
//!
//! Tests in folders of their own and the crate `scenario` are left out: they make ids up.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What may cite ids: folders below the root of the workspace, and documents beside them.
const PLACES: [&str; 8] = [
    "harness",
    "mock-mmsc",
    "fuzz",
    "scenarios/requirements",
    "scenarios/profiles",
    "scenarios/baseline.yaml",
    "README.md",
    "CONTRIBUTING.md",
];
/// Folders in them that do not.
const SKIPPED: [&str; 3] = ["target", "tests", "scenario"];
/// Kinds of files that people write.
const EXTENSIONS: [&str; 3] = ["rs", "md", "yaml"];

/// Every id that is cited, with `file:line` below the root.
///
/// # Errors
/// A file or folder cannot be read.
pub(crate) fn cited_ids(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for place in PLACES.iter().map(|place| root.join(place)).filter(|place| place.exists()) {
        collect(&place, &mut files)?;
    }
    files.sort();
    let mut cited = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        let below = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        for (index, line) in text.lines().enumerate() {
            cited.extend(ids(line).map(|id| (format!("{below}:{}", index + 1), id.to_owned())));
        }
    }
    Ok(cited)
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !place.is_dir() {
        let extension = place.extension().and_then(|extension| extension.to_str());
        if extension.is_some_and(|extension| EXTENSIONS.contains(&extension)) {
            files.push(place.to_owned());
        }
        return Ok(());
    }
    if SKIPPED.contains(&name) {
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

/// The ids in a text: `SIM-`, a section, `-` and a number.
pub(crate) fn ids(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("SIM-").filter_map(|(start, family)| {
        let rest = text.get(start + family.len()..)?;
        let section = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))?;
        let digits = rest.get(section..)?.strip_prefix('-')?;
        let number = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        let end = start + family.len() + section + 1 + number;
        text.get(start..end).filter(|_| section > 0 && number > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_running_text() {
        let text = "as SIM-2.1-1, (SIM-6-10) and SIM-9.2-171. Not SIM-6, SIM-<section>-<n>, SIM-6-x or SIM--1";
        assert_eq!(ids(text).collect::<Vec<_>>(), ["SIM-2.1-1", "SIM-6-10", "SIM-9.2-171"]);
    }
}
