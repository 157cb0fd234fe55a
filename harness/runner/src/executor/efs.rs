//! The step `efs`: what a file in the module's file system holds.

use super::case::Case;
use super::stop::Stop;
use crate::counted;
use crate::printable::printable_cut;
use crate::verdict::Verdict;
use scenario::{EfsContent, EfsStep};
use transport::control::ControlError;

/// Octets of a file that a failure shows.
const SHOWN_OCTETS_MAX: usize = 64;

impl Case<'_> {
    /// Compares a file of the EFS.
    pub(super) async fn efs(&self, step: &EfsStep) -> Result<Verdict, Stop> {
        let handle = self.lab("the EFS cannot be read without a control socket")?;
        let path = step.path.value.resolve(&self.captures);
        let found = match handle.file(&path).await {
            Ok(octets) => Some(octets),
            Err(ControlError::Refused(_)) => None,
            Err(error) => return Err(error.into()),
        };
        match (&step.content, found) {
            (EfsContent::Absent, None) => Ok(Verdict::Pass),
            (EfsContent::Absent, Some(octets)) => Err(self.failed(
                "attest::run::file_present",
                format!("the file exists, {} long", counted(octets.len(), "octet")),
                step.path.span,
                "no such file was expected",
            )),
            (EfsContent::Equals(payload), None) => Err(self.failed(
                "attest::run::file_absent",
                format!("there is no file `{path}`"),
                payload.span,
                "this content was expected",
            )),
            (EfsContent::Equals(payload), Some(octets)) => {
                let expected = payload.value.octets_with(&self.captures);
                if expected == octets {
                    return Ok(Verdict::Pass);
                }
                Err(self.failed(
                    "attest::run::wrong_file",
                    difference(&expected, &octets),
                    payload.span,
                    "this content was expected",
                ))
            }
        }
    }
}

/// Says where two octet strings part.
pub(super) fn difference(expected: &[u8], found: &[u8]) -> String {
    let same = expected.iter().zip(found).take_while(|(left, right)| left == right).count();
    let rest = found.get(same..).unwrap_or_default();
    let shown =
        if rest.is_empty() { "nothing".to_owned() } else { printable_cut(rest, SHOWN_OCTETS_MAX) };
    let lengths = if found.len() == expected.len() {
        format!("{} as expected", counted(found.len(), "octet"))
    } else {
        format!("{} instead of {}", counted(found.len(), "octet"), expected.len())
    };
    format!("{lengths}; they part at octet {same}, where there is {shown}")
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn place_of_the_difference() {
        assert_eq!(
            difference(b"abc", b"abx"),
            "3 octets as expected; they part at octet 2, where there is x"
        );
        assert_eq!(
            difference(b"abc", b"ab"),
            "2 octets instead of 3; they part at octet 2, where there is nothing"
        );
    }
}
