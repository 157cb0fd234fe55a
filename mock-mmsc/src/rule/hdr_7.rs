//! HDR-7: values of the right form.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Reason;

pub(super) static RULE: Rule = Rule {
    id: "HDR-7",
    title: "a value has the form that its header field demands",
    clause: "ENC 7.3, WSP 8.4.2",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that a value is an octet, a number, a text or a counted value as its field \
        demands, and that a header field starts with an octet that can start one. Why: a \
        receiver reads by the form that it expects, and loses the boundary. Example: Delivery- \
        Report as the text \"Yes\".",
    passing: Example::sent("8C 80 86 80"),
    failing: Example::sent(r#"8C 80 86 "Yes" 00"#).broken_at(3),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        let Some(hole) = field.hole() else { continue };
        if !matches!(hole.reason, Reason::Form | Reason::Start) {
            continue;
        }
        let severity = if hole.boundary_lost { Severity::Error } else { report.severity() };
        report.hole(severity, field, hole);
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
    #[case::octet(FromClient, "8C 80 86 80", &[])]
    #[case::text_for_octet(ToClient, r#"8C 84 86 "Yes" 00 8D 90"#, &[(3, Warn)])]
    #[case::no_header_start(ToClient, "8C 84 05 41", &[(2, Error)])]
    // A zero where a header field should start, and Report-Allowed behind it.
    #[case::no_padding(ToClient, r#"8C 85 98 "1" 00 8D 90 00 91 80"#, &[(7, Error)])]
    // Versions that are no numbers.
    #[case::version_of_letters(FromClient, r#"8C 85 8D "ab" 00"#, &[(3, Error)])]
    #[case::empty_version(FromClient, "8C 85 8D 00", &[(3, Error)])]
    #[case::version_in_digits(FromClient, r#"8C 85 8D "1.3" 00"#, &[])]
    // Content-Type as a text with a quote before it.
    #[case::quoted_media_type(FromClient, "8C 84 84 7F 83 2F 61 00 41", &[(3, Error)])]
    // Content-ID with a control character behind its quotation mark.
    #[case::control_in_content_id(FromClient, "84 A3 01 05 01 83 C0 22 1F 00 41", &[(8, Error)])]
    // Totals as a counted value, Message-Count as a text, Mbox-Totals as a single octet.
    #[case::totals_counted(FromClient, "8C 8D 8D 92 A9 01 80", &[(5, Error)])]
    #[case::count_in_text(FromClient, r#"8C 8D 8D 92 AD "5" 00"#, &[(5, Error)])]
    #[case::date_short(FromClient, "8C 80 85 85", &[(3, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
