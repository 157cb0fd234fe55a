//! LEN-1: lengths and ends.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Reason;

pub(super) static RULE: Rule = Rule {
    id: "LEN-1",
    title: "every length and every text ends inside what holds it",
    clause: "WSP 8.4.2.1, 8.4.2.2, 8.5",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks Value-length, the length of a Long-integer, HeadersLen and DataLen against the \
        octets that are left, that a Value-length is one, and that a NUL stands before the end. \
        Why: a receiver that trusts the length reads beyond its octets; one such octet stops a \
        common telephone's parser. Example: 89 40, where From needs a Value-length.",
    passing: Example::received("8C 82 89 01 81"),
    failing: Example::received("8C 82 89 40").broken_at(3),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        let Some(hole) = field.hole() else { continue };
        if matches!(hole.reason, Reason::Form | Reason::Start | Reason::Limit) {
            continue;
        }
        report.hole(report.severity(), field, hole);
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
    #[case::inside(FromClient, "8C 80 89 01 81", &[])]
    #[case::value_length_is_text(FromClient, "8C 80 89 40", &[(3, Error)])]
    #[case::value_length_past_the_end(ToClient, "8C 82 84 1F 87 FF FF FF 7F 83 00", &[(3, Error)])]
    #[case::text_without_nul(ToClient, r#"8C 81 98 "abc""#, &[(3, Error)])]
    #[case::data_len_past_the_end(ToClient, "8C 84 84 A3 01 01 8F FF FF 7F 83 41 42", &[(6, Error)])]
    #[case::headers_len_past_the_end(ToClient, "8C 84 84 A3 01 7F 01 83 41", &[(5, Error), (8, Error)])]
    #[case::cut_between_code_and_value(ToClient, "8C 82 8D", &[(3, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
