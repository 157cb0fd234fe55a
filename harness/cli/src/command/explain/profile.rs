//! A profile of the scenario folder: what it is for, and where it differs from the default.

use super::one_line;
use crate::input;
use crate::problem::Problem;
use crate::profile::{purpose, readings_of};
use sim7100_model::Profile;
use std::fmt::Write as _;
use std::path::Path;

/// The profile of a file, as lines of text.
///
/// # Errors
/// The file is wrong.
pub(super) fn explained(name: &str, file: &Path) -> Result<String, Problem> {
    let purpose = purpose(&input::text(file)?);
    let mut text = format!("{name}: {purpose}\nfile: {}\n", file.display());
    let mut differing = String::new();
    for (reading, value) in readings_of(file)? {
        let known = Profile::readings().iter().find(|known| known.name == reading);
        let default = known.map_or("", |known| known.default);
        if value != default {
            let says =
                known.map_or_else(String::new, |known| format!(": {}", one_line(known.reason)));
            // Writing to a String cannot fail.
            let _ = writeln!(differing, "  {reading}: {value} (default {default}){says}");
        }
    }
    if differing.is_empty() {
        text.push_str("readings that differ from the default: none\n");
    } else {
        text.push_str("readings that differ from the default, with the reason of the default:\n");
        text.push_str(&differing);
    }
    Ok(text)
}
