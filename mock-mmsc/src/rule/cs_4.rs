//! CS-4: octets above 7F in plain texts.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "CS-4",
    title: "plain texts have no octets above 7F",
    clause: "WSP 8.4.2.1, CONF 10.2.1",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::D,
    explanation: "Checks texts that name no charset, names and locations among them, for octets above 7F. \
        Why: old phones send ISO-8859-1 and newer ones UTF-8, so that a receiver has to guess. \
        Example: a file name with C3 A9.",
    passing: Example::received(r#"98 "abc" 00"#),
    failing: Example::received(r#"98 "ab" E9 00"#).broken_at(1),
    cues: &[Cue::Text],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.texts() {
        let Some(text) = field.text.as_ref().filter(|text| !text.ascii) else { continue };
        let judged_elsewhere = text.encoded && report.is_from_client();
        let part = matches!(field.kind, Kind::Data | Kind::Body);
        if text.charset.is_none() && !part && !judged_elsewhere {
            let message = format!("{}: octets above 7F in a plain text", field.name);
            report.at(text.offset, text.length, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::ascii(FromClient, r#"98 "abc" 00"#, &[])]
    #[case::subject_to_client(ToClient, r#"96 "ab" E9 00"#, &[(1, Warn)])]
    #[case::subject_from_client(FromClient, r#"96 "ab" E9 00"#, &[])]
    #[case::location(FromClient, r#"84 A3 01 05 01 83 8E "a" E9 00 41"#, &[(7, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
