//! TXT-2: the quote before octets above 7F.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Kind, Text};

pub(super) static RULE: Rule = Rule {
    id: "TXT-2",
    title: "a Text-string that starts above 7F has a quote before it",
    clause: "WSP 8.4.2.1",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that 7F stands before a text without charset whose first octet is above 7F; behind a \
        charset nothing else can stand, and the octets are left alone. Why: such an octet is a whole \
        value by itself, so that a receiver which passes over the field goes on in the middle of the \
        text. Example: 98 E9 \"a\" 00.",
    passing: Example::received(r#"98 7F E9 "a" 00"#),
    failing: Example::received(r#"98 E9 "a" 00"#).broken_at(1),
    cues: &[Cue::Text],
    check,
};

/// The quote.
const QUOTE: u8 = 0x7F;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.texts().filter(|field| !matches!(field.kind, Kind::Data | Kind::Body)) {
        let text = field.text.as_ref().filter(|text| text.charset.is_none());
        if let Some(text) = text.filter(|text| lacks_quote(text, &subject.octets)) {
            let message = format!("{}: no quote before an octet above 7F", field.name);
            report.at(text.offset, text.length, message);
        }
    }
}

fn lacks_quote(text: &Text, octets: &[u8]) -> bool {
    let before = text.offset.checked_sub(1).and_then(|before| octets.get(before));
    !text.ascii
        && octets.get(text.offset).is_some_and(|octet| *octet > 0x7F)
        && before != Some(&QUOTE)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::ascii(FromClient, r#"98 "abc" 00"#, &[])]
    #[case::quoted(ToClient, r#"96 7F E9 "a" 00"#, &[])]
    #[case::later(ToClient, r#"98 "a" E9 00"#, &[])]
    #[case::behind_a_charset(FromClient, "96 04 EA C3 A9 00", &[])]
    #[case::subject(ToClient, r#"96 E9 "a" 00"#, &[(1, Error)])]
    #[case::application(FromClient, r#"8C 85 98 "T1" 00 8D 93 B7 E9 "a" 00"#, &[(9, Error)])]
    // Content-Location of a part.
    #[case::location(FromClient, r#"84 A3 01 05 01 83 8E E9 "a" 00 41"#, &[(7, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
