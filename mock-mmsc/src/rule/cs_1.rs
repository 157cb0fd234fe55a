//! CS-1: unnamed text is us-ascii.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "CS-1",
    title: "text without a charset is us-ascii",
    clause: "CONF 10.2.1",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that what the client sends without naming a charset has no octet above 7F; in \
        what it receives, CS-4 warns. Why: the receiver has to guess. Example: 96 C3 A9 00.",
    passing: Example::sent(r#"96 05 EA C3 A9 "a" 00"#),
    failing: Example::sent(r#"96 "a" C3 A9 00"#).broken_at(1),
    cues: &[Cue::Text],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !report.is_from_client() {
        return;
    }
    for field in subject.texts().filter(|field| field.kind == Kind::Header) {
        let text = field.text.as_ref().filter(|text| text.encoded && text.charset.is_none());
        if let Some(text) = text.filter(|text| !text.ascii) {
            let message = format!("{}: octets above 7F and no charset", field.name);
            report.at(text.offset, text.length, message);
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
    #[case::ascii(FromClient, r#"96 "Hi" 00"#, &[])]
    #[case::named(FromClient, "96 04 EA C3 A9 00", &[])]
    #[case::unnamed(FromClient, r#"96 "a" C3 A9 00"#, &[(1, Error)])]
    #[case::to_client(ToClient, r#"96 "a" C3 A9 00"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
