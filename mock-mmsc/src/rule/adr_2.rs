//! ADR-2: mailboxes have no device type.

use super::address::Address;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "ADR-2",
    title: "an e-mail address has no /TYPE",
    clause: "ENC 8",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that no address with an at sign ends with a device type. Why: the type makes it a \
        device address, whose syntax has no at sign. Example: 97 \"a@b/TYPE=PLMN\" 00.",
    passing: Example::sent(r#"97 "a@b" 00"#),
    failing: Example::sent(r#"97 "a@b/TYPE=PLMN" 00"#).broken_at(0),
    cues: &[Cue::Address],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (field, address) in subject.addresses() {
        if address == Address::EmailWithType {
            report.field(field, format!("{}: {:?} is an e-mail address", field.name, field.value));
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
    #[case::email(FromClient, r#"97 "a@b" 00"#, &[])]
    #[case::typed(FromClient, r#"97 "a@b/TYPE=PLMN" 00"#, &[(0, Error)])]
    #[case::from_typed(ToClient, r#"89 0F 80 "a@b/TYPE=PLMN" 00"#, &[(0, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
