//! LEN-2: no octets to spare.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Oddity;

pub(super) static RULE: Rule = Rule {
    id: "LEN-2",
    title: "lengths and integers take no more octets than they need",
    clause: "WSP 8.1.2, 8.4.2.1, 8.4.2.2",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::C,
    explanation: "Checks for a Uintvar that starts with 80, for 1F before a length below 31, and for zero \
        octets at the start of a Long-integer. Why: they are legal to read, yet some receivers \
        compare octets or stop at the second octet. Example: 1F 04 for a length of 4.",
    passing: Example::sent(r#"8C 80 96 04 EA "a" 00 00"#),
    failing: Example::sent(r#"8C 80 96 1F 03 EA "a" 00"#).broken_at(3),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd() {
        let remarks = field.remarks.iter();
        for remark in remarks.filter(|remark| remark.oddity == Oddity::Overlong) {
            let message = format!("{}: fewer octets would do", field.name);
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
    #[case::shortest(FromClient, "8E 01 05", &[])]
    #[case::leading_zero(ToClient, "8E 02 00 05", &[(1, Warn)])]
    #[case::uintvar(ToClient, "8C 84 84 A3 80 01 01 01 83 41", &[(4, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
