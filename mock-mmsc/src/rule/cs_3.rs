//! CS-3: words of RFC 2047.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "CS-3",
    title: "encoded words of RFC 2047 stand only where no charset is named",
    clause: "ENC 7.3.19",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks texts of header fields for =?charset?B?...?= and =?charset?Q?...?=: with a charset \
        beside them they are a breach, without one they are noted. Why: receivers need not read \
        them, and show them as they are; under a charset they are text. Example: 96 with UTF-8 \
        and \"=?utf-8?B?SGk=?=\".",
    passing: Example::sent(r#"8C 80 96 04 EA "Hi" 00"#),
    failing: Example::sent(r#"8C 80 96 12 EA "=?utf-8?B?SGk=?=" 00"#).broken_at(5),
    cues: &[Cue::EncodedWord],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.header_fields() {
        let Some(text) = field.text.as_ref().filter(|text| text.encoded) else { continue };
        if !has_encoded_word(&field.value) {
            continue;
        }
        if text.charset.is_some() {
            let message = format!("{}: an encoded word beside a charset", field.name);
            report.at(text.offset, text.length, message);
        } else {
            let message = format!("{}: an encoded word, which need not be read", field.name);
            report.with(Severity::Info, text.offset, text.length, message);
        }
    }
}

/// Whether a text holds `=?charset?encoding?text?=`; the text may be empty.
fn has_encoded_word(text: &str) -> bool {
    text.contains('?')
        && text.match_indices("=?").any(|(at, _)| {
            let mut pieces = text.get(at + 2..).unwrap_or_default().splitn(3, '?');
            let charset = pieces.next().is_some_and(|charset| !charset.is_empty());
            let encoding = pieces.next().is_some_and(|word| matches!(word, "B" | "b" | "Q" | "q"));
            charset && encoding && pieces.next().is_some_and(|data| data.contains("?="))
        })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Info, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::none(FromClient, r#"96 "a=?b?=c" 00"#, &[])]
    #[case::unnamed(ToClient, r#"96 "=?utf-8?B??=" 00"#, &[(1, Info)])]
    #[case::named(ToClient, r#"96 12 EA "=?utf-8?B?SGk=?=" 00"#, &[(3, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
