//! LEN-3: counted values are full and ended.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Oddity;

pub(super) static RULE: Rule = Rule {
    id: "LEN-3",
    title: "a counted value is its production and nothing else",
    clause: "WSP 8.4.2.1, ENC 7.3.19",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that a text inside a counted value ends with NUL, and that nothing stands behind \
        it. Why: receivers that look for the NUL instead of the length read on into the next \
        header field. Example: 96 03 EA \"Hi\" has no NUL.",
    passing: Example::sent(r#"96 04 EA "Hi" 00"#),
    failing: Example::sent(r#"96 03 EA "Hi""#).broken_at(5),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        for remark in field.remarks.iter() {
            let what = match remark.oddity {
                Oddity::Leftover => "octets stand behind the value, inside its length",
                Oddity::Unterminated => "the text does not end with NUL",
                _ => continue,
            };
            report.at(remark.offset, remark.length, format!("{}: {what}", field.name));
        }
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
    #[case::full(FromClient, r#"96 04 EA "Hi" 00"#, &[])]
    #[case::no_nul(ToClient, r#"96 03 EA "Hi""#, &[(5, Error)])]
    #[case::leftover(FromClient, r#"96 05 EA "Hi" 00 "!""#, &[(6, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
