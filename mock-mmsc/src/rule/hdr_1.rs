//! HDR-1: application headers are two texts.

use super::cue::Cue;
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
    cues: &[Cue::ApplicationHeader],
    check,
};

/// Characters that a token cannot have (RFC 2616).
const SEPARATORS: &[u8] = b"()<>@,;:\\\"/[]?={} \t";

/// The characters that a token can have, a bit for each.
const TOKEN: u128 = {
    let mut token = 0;
    let mut octet = 0x21;
    while octet < 0x7F {
        token |= 1 << octet;
        octet += 1;
    }
    let mut rest = SEPARATORS;
    while let [first, behind @ ..] = rest {
        token &= !(1 << *first);
        rest = behind;
    }
    token
};

/// Whether a token can have the octet.
const fn is_token(octet: u8) -> bool {
    octet < 0x80 && TOKEN & (1 << octet) != 0
}

fn check(subject: &Subject<'_>, report: &mut Report) {
    let headers = subject.others(Kind::ApplicationHeader);
    for field in headers.filter(|field| field.hole().is_none()) {
        if field.text.is_none() {
            report.field(field, format!("the value of {} is not a text", field.name));
        }
        if !field.name.bytes().all(is_token) {
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
