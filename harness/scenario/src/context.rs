//! What a scenario is checked against.

use std::fmt;
use std::io;
use std::path::Path;

use crate::Ledger;

/// What the checks need to know beyond the text. Whatever is absent is not checked.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The claims that scenarios may cite.
    pub ledger: Option<&'a Ledger>,
    /// Says whether a profile has a reading of that name and value; else why not, in a sentence.
    #[expect(clippy::type_complexity, reason = "a name of its own would hide what is to be given")]
    pub profile_check: Option<&'a dyn Fn(&str, &str) -> Result<(), String>>,
    /// Says whether the mock MMSC's pack has an answer of that name; else why not, in a sentence.
    #[expect(clippy::type_complexity, reason = "a name of its own would hide what is to be given")]
    pub pack_check: Option<&'a dyn Fn(&str) -> Result<(), String>>,
    /// Reads a payload file; the path is the scenario's folder joined to what the author wrote.
    pub files: &'a dyn Fn(&Path) -> io::Result<Vec<u8>>,
}

/// Nothing is checked; payload files are read where they are.
impl Default for Context<'_> {
    fn default() -> Self {
        Self { ledger: None, profile_check: None, pack_check: None, files: &crate::read_payload }
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("ledger", &self.ledger).finish_non_exhaustive()
    }
}
