//! LIM-1: octets that the dissector leaves unread.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Reason;

pub(super) static RULE: Rule = Rule {
    id: "LIM-1",
    title: "the PDU stays within the limits of the dissector",
    clause: "no clause",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::L,
    explanation: "Checks that no octets were left unread for a limit of the dissector: 1024 header fields, \
        1024 parts of a multipart, 8 multiparts inside each other. Why: what is not read is not judged, and a \
        PDU that nobody has judged must not pass for sound; no clause forbids it. Example: nine multiparts, \
        the innermost unread.",
    passing: Example::received("8C 84 84 A3 01 01 01 83 41"),
    failing: Example::received(
        "8C 84 84 A3 01 01 21 A3 01 01 1D A3 01 01 19 A3 01 01 15 A3 01 01 11 A3 01 01 0D A3 01 01 09 A3 \
        01 01 05 A3 01 01 01 83 41",
    )
    .broken_at(36),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        let Some(hole) = field.hole().filter(|hole| hole.reason == Reason::Limit) else { continue };
        let message = format!("{}: {}: the rest is unread and unjudged", field.name, hole.reason);
        report.at(hole.offset, field.end().saturating_sub(hole.offset), message);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::all_headers_read(FromClient, "8C 80", "8D 90 ", 1_023, &[])]
    #[case::too_many_headers(FromClient, "8C 80", "8D 90 ", 1_024, &[(2_048, Error)])]
    #[case::all_parts_read(ToClient, "8C 84 84 A3 88 00", "01 00 83 ", 1_024, &[])]
    #[case::too_many_parts(ToClient, "8C 84 84 A3 88 01", "01 00 83 ", 1_025, &[(3_078, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] head: &str,
        #[case] repeated: &str,
        #[case] count: usize,
        #[case] expected: &[(usize, Severity)],
    ) {
        let octets = format!("{head} {}", repeated.repeat(count));
        assert_eq!(seen(&RULE, direction, &octets), expected);
    }
}
