//! CS-5: a byte order mark before UTF-8.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Kind, UTF_8};

pub(super) static RULE: Rule = Rule {
    id: "CS-5",
    title: "UTF-8 text needs no byte order mark",
    clause: "ENC 7.3.19",
    from_client: Severity::Info,
    to_client: Severity::Info,
    grade: Grade::D,
    explanation: "Checks for EF BB BF at the start of a text that names UTF-8. Why: it is legal, and a \
        receiver must not show it as a character; a test case of the standard's makers has it. \
        Example: 96 06 EA EF BB BF \"a\" 00.",
    passing: Example::received(r#"8C 84 96 03 EA "a" 00"#),
    failing: Example::received(r#"8C 84 96 07 EA 7F EF BB BF "a" 00"#).broken_at(6),
    cues: &[Cue::Text],
    check,
};

/// U+FEFF in UTF-8.
const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.texts().filter(|field| field.kind == Kind::Header) {
        let Some(text) = field.text.as_ref().filter(|text| text.charset == Some(UTF_8)) else {
            continue;
        };
        let octets = subject.octets.get(text.offset..).unwrap_or_default();
        if octets.starts_with(&MARK) && text.length >= MARK.len() {
            let message = format!("{}: a byte order mark, no part of the text", field.name);
            report.at(text.offset, MARK.len(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, ToClient};
    use super::super::Severity::{self, Info};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::none(ToClient, r#"96 03 EA "a" 00"#, &[])]
    #[case::unquoted(ToClient, r#"96 06 EA EF BB BF "a" 00"#, &[(3, Info)])]
    #[case::without_charset(ToClient, r#"96 EF BB BF "a" 00"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
