//! Why a port on which `AT` is not answered by `OK` cannot be used, in one sentence.

use crate::printable::printable_cut;
use std::time::Duration;

/// A port without an octet for so long is quiet.
pub const LULL: Duration = Duration::from_millis(500);
/// So many times a [`LULL`] is waited for; a port with octets in each of them is never quiet.
pub const LULLS: u32 = 6;

/// Octets that are quoted at most.
const QUOTED_OCTETS_MAX: usize = 80;

/// What a user can look at.
const HELP: &str =
    "check that the module is switched on, that this is its AT port, and the line rate";

/// The sentence: the port is silent, answers something else, or is never quiet. `heard` is what came last.
#[must_use]
pub fn unanswered(heard: &[u8], is_quiet: bool) -> String {
    let quoted = printable_cut(heard, QUOTED_OCTETS_MAX);
    match (heard.is_empty(), is_quiet) {
        (true, _) => format!("the port is silent: nothing answers AT; {HELP}"),
        (false, true) => format!("AT is not answered by OK but by `{quoted}`; {HELP}"),
        (false, false) => {
            let seconds = (LULL * LULLS).as_secs();
            format!(
                "the port is never quiet: for {seconds} s octets kept coming, as in `{quoted}`; {HELP}"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::silent(b"", true, "the port is silent: nothing answers AT; check")]
    #[case::error(
        b"\r\nERROR\r\n",
        true,
        "AT is not answered by OK but by `<CR><LF>ERROR<CR><LF>`; check"
    )]
    #[case::echo(b"AT\r", true, "AT is not answered by OK but by `AT<CR>`; check")]
    #[case::babble(
        b"ab",
        false,
        "the port is never quiet: for 3 s octets kept coming, as in `ab`; check"
    )]
    fn there_are_three_sentences(
        #[case] heard: &[u8],
        #[case] is_quiet: bool,
        #[case] expected: &str,
    ) {
        let told = unanswered(heard, is_quiet);
        assert!(told.starts_with(expected) && told.ends_with("the line rate"), "{told}");
    }

    #[test]
    fn no_more_than_eighty_octets_are_quoted() {
        let told = unanswered(&[b'x'; 4_000], false);
        assert_eq!(told.matches('x').count(), 80, "{told}");
    }
}
