//! Messages that nobody on this project wrote, read in place from the folder that `ATTEST_VECTORS` names.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::sound::Sound;

/// Names the folder of the vectors.
pub(crate) const VECTORS: &str = "ATTEST_VECTORS";

/// Every message of the OMA test specification and of unit tests, by the name of its file; none where there is no
/// folder.
///
/// # Errors
/// The folder cannot be read, or has no message.
pub(crate) fn messages() -> io::Result<Option<Vec<Sound>>> {
    let Some(root) = std::env::var_os(VECTORS) else { return Ok(None) };
    let folder = Path::new(&root).join("oma-ets");
    let entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
    let paths = entries.iter().map(fs::DirEntry::path);
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end != "json")).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Sound { name, octets: fs::read(path)? })
    };
    let messages = paths.iter().map(read).collect::<io::Result<Vec<_>>>()?;
    match messages.is_empty() {
        true => Err(io::Error::other(format!("no message in {}", folder.display()))),
        false => Ok(Some(messages)),
    }
}
