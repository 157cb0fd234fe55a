//! Files of the user: profiles, scripts and PDUs, which are small, and captures.

use crate::problem::Problem;
use std::io::Read;
use std::path::Path;

/// Octets that a profile, script or PDU file may have.
const FILE_OCTETS_MAX: u64 = 4 * 1024 * 1024;
/// Octets that a packet capture may have.
const CAPTURE_OCTETS_MAX: u64 = 256 * 1024 * 1024;

/// Reads a file whole.
///
/// # Errors
/// It cannot be read, or is larger than 4 MiB.
pub(crate) fn octets(path: &Path) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("failed to read {}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(named)?;
    bounded(file, &path.display().to_string())
}

/// Reads a file whole that may be a packet capture.
///
/// # Errors
/// It cannot be read, or is larger than 4 MiB, a capture larger than 256 MiB.
pub(crate) fn captured_octets(path: &Path) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("failed to read {}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(named)?;
    captured(file, &path.display().to_string())
}

/// Reads a stream whole that may be a packet capture.
///
/// # Errors
/// As [`captured_octets`].
pub(crate) fn captured(mut stream: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    append(&mut stream, name, FILE_OCTETS_MAX, &mut octets)?;
    if length(&octets) > FILE_OCTETS_MAX && capture::is_capture(&octets) {
        let more = CAPTURE_OCTETS_MAX.saturating_sub(length(&octets));
        append(&mut stream, name, more, &mut octets)?;
        return within(octets, name, CAPTURE_OCTETS_MAX);
    }
    within(octets, name, FILE_OCTETS_MAX)
}

/// Reads a stream whole.
///
/// # Errors
/// It cannot be read, or is larger than 4 MiB.
fn bounded(mut stream: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    append(&mut stream, name, FILE_OCTETS_MAX, &mut octets)?;
    within(octets, name, FILE_OCTETS_MAX)
}

/// Reads so many octets and one more, if there are.
fn append(
    stream: &mut impl Read,
    name: &str,
    octets_max: u64,
    octets: &mut Vec<u8>,
) -> Result<(), String> {
    let read = stream.take(octets_max.saturating_add(1)).read_to_end(octets);
    read.map(|_| ()).map_err(|error| format!("failed to read {name}: {error}"))
}

fn within(octets: Vec<u8>, name: &str, octets_max: u64) -> Result<Vec<u8>, String> {
    if length(&octets) > octets_max {
        return Err(format!("{name} is larger than {octets_max} octets"));
    }
    Ok(octets)
}

fn length(octets: &[u8]) -> u64 {
    u64::try_from(octets.len()).unwrap_or(u64::MAX)
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
