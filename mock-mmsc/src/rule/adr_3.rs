//! ADR-3: addresses of no known form.

use super::address::Address;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "ADR-3",
    title: "an address has one of the forms of the standard",
    clause: "ENC 8",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::D,
    explanation: "Checks for addresses of no form, for device types that are not assigned, and in what the \
        client receives for bare telephone numbers. Why: operators send them, so that a client \
        has to show them, and may not be able to answer. Example: 97 \"1/TYPE=PLNM\" 00.",
    passing: Example::received(r#"97 "+336123/TYPE=PLMN" 00"#),
    failing: Example::received(r#"97 "+336123/TYPE=PLNM" 00"#).broken_at(0),
    cues: &[Cue::Address],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (field, address) in subject.addresses() {
        let message = match address {
            Address::Other if !field.value.is_empty() => "of no form",
            Address::DeviceOther => "of a type that is not assigned",
            Address::DeviceUnsuited if !report.is_from_client() => "not suited to its /TYPE",
            Address::Shortcode { phone: true } if !report.is_from_client() => "a bare number",
            _ => continue,
        };
        report.field(field, format!("{}: {:?} is {message}", field.name, field.value));
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
    #[case::typed(FromClient, r#"97 "+336123/TYPE=PLMN" 00"#, &[])]
    #[case::bare_number_from_client(FromClient, r#"97 "13918181818" 00"#, &[])]
    #[case::misspelt(FromClient, r#"97 "1/TYPE=PLNM" 00"#, &[(0, Warn)])]
    #[case::bare_from(ToClient, r#"89 0C 80 "0444444444" 00"#, &[(0, Warn)])]
    #[case::words(ToClient, r#"89 0B 80 "made by X" 00"#, &[(0, Warn)])]
    #[case::insert_address(FromClient, "89 01 81", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
