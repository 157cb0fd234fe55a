//! Comparison with a file of this crate.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, io};

/// Compares `text` with the golden `folder/name.snap`; panics, with the difference, when they are not the same.
pub(crate) fn compare(folder: &str, name: &str, text: &str) {
    let (chapter, stem) = name.rsplit_once('/').unwrap_or(("", name));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join(folder).join(chapter));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, text));
}

/// Goldens of a folder that belong to none of the `names`: what they showed no longer exists.
///
/// # Errors
/// A folder cannot be read; one that does not exist holds nothing.
pub(crate) fn orphans(folder: &str, names: &BTreeSet<String>) -> io::Result<Vec<String>> {
    let root = home().join(folder);
    let mut waiting = vec![root.clone()];
    let mut orphans = Vec::new();
    while let Some(folder) = waiting.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "snap") {
                let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
                orphans.push(name.display().to_string());
            }
        }
    }
    orphans.retain(|name| !names.contains(name));
    orphans.sort();
    Ok(orphans)
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
