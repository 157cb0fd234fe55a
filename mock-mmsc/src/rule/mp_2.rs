//! MP-2: the count of the parts.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "MP-2",
    title: "a multipart has as many parts as it says, and nothing behind them",
    clause: "WSP 8.5",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks the count against the parts that follow, and that no octet is left. Why: a \
        receiver that trusts the count misses parts or reads on. Example: a count of 2 before \
        one part.",
    passing: Example::received("84 A3 01 01 01 83 41"),
    failing: Example::received("84 A3 02 01 01 83 41").broken_at(2),
    cues: &[Cue::Multipart],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for multipart in subject.multiparts() {
        let children = &multipart.content.children;
        for rest in
            children.iter().filter(|child| child.kind == Kind::Rest && child.hole().is_none())
        {
            report.field(rest, format!("{} behind the last part", rest.value));
        }
        let Some(count) = children.first() else { continue };
        let parts = u64::try_from(multipart.parts.len()).unwrap_or(u64::MAX);
        let limited =
            children.iter().any(|child| child.kind == Kind::Rest && child.hole().is_some());
        if !limited && count.number.is_some_and(|number| number != parts) {
            report.field(count, format!("{} parts announced, {parts} there", count.value));
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
    #[case::equal(FromClient, "84 A3 01 01 01 83 41", &[])]
    #[case::none(FromClient, "84 A3 00", &[])]
    #[case::too_few(ToClient, "84 A3 02 01 01 83 41", &[(2, Error)])]
    #[case::octets_left(ToClient, "84 A3 01 01 01 83 41 FF", &[(7, Error)])]
    #[case::inside_a_part(ToClient, "84 A3 01 01 05 A3 02 01 01 83 41", &[(6, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
