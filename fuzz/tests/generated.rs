//! Dictionaries and the seeds that come from tables are what the code generates today; so is the table of targets in the
//! README. `INSTA_UPDATE=always cargo test -p fuzz --test generated` writes them anew.
//!
//! Seeds that come from scenarios are the business of `snapshots/tests/seeds.rs`, and those without a prefix are written
//! by hand.

#[path = "generated/http.rs"]
mod http;
#[path = "generated/line.rs"]
mod line;
#[path = "generated/pdu.rs"]
mod pdu;
#[path = "generated/text.rs"]
mod text;
#[path = "generated/view.rs"]
mod view;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use campaign::target::TARGETS;

/// How every seed from a table is called at its beginning.
const PREFIX: &str = "table-";
/// Files of one target; more would slow the replay down.
const SEEDS_MAX: usize = 100;
/// Octets of one seed.
const SEED_OCTETS_MAX: usize = 4_096;

/// Octets by target and name.
type Seeds = BTreeMap<(&'static str, String), Vec<u8>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_update() -> bool {
    env::var("INSTA_UPDATE").is_ok_and(|update| update == "always")
}

/// Names and octets of the seeds of a target that are in the repository.
pub(crate) fn committed(target: &str) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let folder = root().join("seeds").join(target);
    let mut found = BTreeMap::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.insert(name, fs::read(&path)?);
        }
    }
    Ok(found)
}

fn seeds() -> Result<Seeds, Box<dyn Error>> {
    let mut seeds = Seeds::new();
    text::add(&mut seeds);
    pdu::add(&mut seeds)?;
    http::add(&mut seeds);
    view::add(&mut seeds);
    line::add(&mut seeds);
    seeds.retain(|_, octets| octets.len() <= SEED_OCTETS_MAX);
    let named = |((target, name), octets)| ((target, format!("{PREFIX}{name}")), octets);
    Ok(seeds.into_iter().map(named).collect())
}

#[test]
fn seeds_from_tables_are_current() -> Result<(), Box<dyn Error>> {
    let seeds = seeds()?;
    for ((target, name), octets) in &seeds {
        let path = root().join("seeds").join(target).join(name);
        if is_update() {
            fs::create_dir_all(path.parent().unwrap_or_else(|| root()))?;
            fs::write(&path, octets)?;
        }
        let committed = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        assert!(
            committed == *octets,
            "{} is stale: INSTA_UPDATE=always rewrites it",
            path.display()
        );
    }
    for target in TARGETS {
        let committed = committed(target.name)?;
        assert!(committed.len() <= SEEDS_MAX, "{} seeds of {}", committed.len(), target.name);
        for name in committed.into_keys() {
            let is_made = seeds.contains_key(&(target.name, name.clone()));
            if is_update() && !is_made && name.starts_with(PREFIX) {
                fs::remove_file(root().join("seeds").join(target.name).join(&name))?;
                continue;
            }
            assert!(is_made || !name.starts_with(PREFIX), "{}/{name} has no table", target.name);
        }
    }
    Ok(())
}

#[test]
fn dictionaries_are_current() -> Result<(), Box<dyn Error>> {
    for target in TARGETS {
        let path: PathBuf = root().join("dictionaries").join(target.name).with_extension("dict");
        let dictionary = target.form.dictionary();
        if is_update() {
            fs::write(&path, &dictionary)?;
        }
        let committed = fs::read_to_string(&path)?;
        assert!(committed == dictionary, "{} is stale", path.display());
    }
    Ok(())
}
