//! HDR-1: application headers are two texts.

use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "HDR-1",
    title: "an application header is a Token-text and a Text-string",
    clause: "ENC 7.2",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that a header field that starts with a letter has a token for its name and a text \
        for its value. Why: receivers pass over it by its two NULs. Example: \"X-A\" 00 85 has a \
        Short-integer for its value.",
    passing: Example::received(r#"8C 84 "X-A" 00 "Yes" 00"#),
    failing: Example::sent(r#"8C 80 "X-A" 00 85"#).broken_at(2),
    check,
};

/// Characters that a token cannot have (RFC 2616).
const SEPARATORS: &str = "()<>@,;:\\\"/[]?={} \t";

fn check(subject: &Subject<'_>, report: &mut Report) {
    let headers = subject.others().filter(|field| field.kind == Kind::ApplicationHeader);
    for field in headers.filter(|field| field.hole().is_none()) {
        if field.text.is_none() {
            report.field(field, format!("the value of {} is not a text", field.name));
        }
        if !field.name.chars().all(|c| c.is_ascii_graphic() && !SEPARATORS.contains(c)) {
            report.field(field, format!("{:?} is not a token", field.name));
        }
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
    #[case::texts(FromClient, r#""X-A" 00 "Yes" 00"#, &[])]
    #[case::empty_value(FromClient, r#""X-A" 00 00"#, &[])]
    #[case::number(ToClient, r#"8C 84 "X-A" 00 85"#, &[(2, Warn)])]
    #[case::blank_in_name(FromClient, r#""X A" 00 "Yes" 00"#, &[(0, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
