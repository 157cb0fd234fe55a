//! TXT-1: quoted strings have one mark.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Oddity;

pub(super) static RULE: Rule = Rule {
    id: "TXT-1",
    title: "a Quoted-string has no closing quotation mark",
    clause: "WSP 8.4.2.1",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::D,
    explanation: "Checks for a quotation mark at the end of a text that starts with one. Why: the standard \
        writes only the first, so that a strict reader takes the second for text; a Content-ID \
        then matches nothing. Example: C0 22 \"<a>\" 22 00.",
    passing: Example::received(r#"84 A3 01 07 01 83 C0 22 "<a>" 00 41"#),
    failing: Example::received(r#"84 A3 01 08 01 83 C0 22 "<a>" 22 00 41"#).broken_at(11),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        let remarks = field.remarks.iter();
        for remark in remarks.filter(|remark| remark.oddity == Oddity::ClosingQuote) {
            let message = format!("{}: the quotation mark at the end is text", field.name);
            report.at(remark.offset, remark.length, message);
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
    #[case::one_mark(ToClient, r#"84 A3 01 07 01 83 C0 22 "<a>" 00 41"#, &[])]
    #[case::two_marks(FromClient, r#"84 A3 01 08 01 83 C0 22 "<a>" 22 00 41"#, &[(11, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
