//! Small files of the user: profiles, scripts and PDUs.

use crate::problem::Problem;
use mock_mmsc::Script;
use std::io::Read;
use std::path::Path;

/// Octets that a profile, script or PDU file may have.
const FILE_OCTETS_MAX: u64 = 4 * 1024 * 1024;

/// Reads a file whole.
///
/// # Errors
/// It cannot be read, or is larger than 4 MiB.
pub(crate) fn octets(path: &Path) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("failed to read {}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(named)?;
    bounded(file, &path.display().to_string())
}

/// Reads a stream whole.
///
/// # Errors
/// It cannot be read, or is larger than 4 MiB.
pub(crate) fn bounded(stream: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    let read = stream.take(FILE_OCTETS_MAX + 1).read_to_end(&mut octets);
    read.map_err(|error| format!("failed to read {name}: {error}"))?;
    if u64::try_from(octets.len()).is_ok_and(|length| length > FILE_OCTETS_MAX) {
        return Err(format!("{name} is larger than {FILE_OCTETS_MAX} octets"));
    }
    Ok(octets)
}

/// Reads a file of text whole.
///
/// # Errors
/// As [`octets`], and the file is not UTF-8.
pub(crate) fn text(path: &Path) -> Result<String, Problem> {
    let octets = octets(path).map_err(Problem::File)?;
    String::from_utf8(octets)
        .map_err(|_| Problem::File(format!("{} is not UTF-8 text", path.display())))
}

/// Reads a script of the mock MMSC, YAML or JSON.
///
/// # Errors
/// The file cannot be read, or is no script.
pub(crate) fn script(path: &Path) -> Result<Script, Problem> {
    serde_saphyr::from_str(&text(path)?)
        .map_err(|error| Problem::File(format!("{}: {error}", path.display())))
}
