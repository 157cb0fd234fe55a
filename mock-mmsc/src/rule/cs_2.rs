//! CS-2: text is what its charset says.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Field, Kind, Text, US_ASCII, UTF_8, charset_name};

pub(super) static RULE: Rule = Rule {
    id: "CS-2",
    title: "text agrees with its charset, and is UTF-8 where it is not us-ascii",
    clause: "CONF 10.2.1",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks the octets of texts and of text parts against the charset that they name, and \
        warns where the client names another charset than us-ascii and UTF-8 in a header field, \
        or none for a text part that is not us-ascii. Why: the receiver shows something else. \
        Example: us-ascii with C3 A9.",
    passing: Example::sent("96 04 EA C3 A9 00"),
    failing: Example::sent("96 04 83 C3 A9 00").broken_at(3),
    cues: &[Cue::Text],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.texts() {
        if let Some(text) = &field.text {
            judge(field, text, report);
        }
    }
}

fn judge(field: &Field, text: &Text, report: &mut Report) {
    let part = matches!(field.kind, Kind::Data | Kind::Body);
    let (offset, length) = (text.offset, text.length);
    let named = |mib| charset_name(mib).map_or_else(|| format!("MIB {mib}"), str::to_owned);
    match text.charset {
        Some(mib) if !text.agrees => {
            let message = format!("{}: the octets are not {}", field.name, named(mib));
            report.at(offset, length, message);
        }
        Some(mib) if !part && report.is_from_client() && mib != US_ASCII && mib != UTF_8 => {
            let message = format!("{}: {} instead of UTF-8", field.name, named(mib));
            report.with(Severity::Warn, offset, length, message);
        }
        None if part && !text.agrees => {
            let message = format!("{}: text that is not us-ascii names no charset", field.name);
            report.with(Severity::Warn, offset, length, message);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::utf_8(FromClient, "96 04 EA C3 A9 00", &[])]
    #[case::not_utf_8(ToClient, "96 03 EA E9 00", &[(3, Warn)])]
    #[case::us_ascii_with_high_octets(FromClient, "96 04 83 C3 A9 00", &[(3, Error)])]
    #[case::ucs_2_from_client(FromClient, "96 06 02 03 E8 00 41 00", &[(5, Warn)])]
    #[case::part_agrees(FromClient, "84 A3 01 04 02 03 83 81 EA C3 A9", &[])]
    #[case::part_disagrees(FromClient, "84 A3 01 04 02 03 83 81 83 C3 A9", &[(9, Error)])]
    #[case::part_names_none(FromClient, "84 A3 01 01 02 83 C3 A9", &[(6, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
