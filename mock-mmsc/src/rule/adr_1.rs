//! ADR-1: telephone numbers say that they are.

use super::address::Address;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Field, code};

pub(super) static RULE: Rule = Rule {
    id: "ADR-1",
    title: "a telephone number from the client has /TYPE=PLMN",
    clause: "ENC 8",
    from_client: Severity::Error,
    to_client: Severity::Info,
    grade: Grade::S,
    explanation: "Checks To, Cc and Bcc from the client: an address with a plus or of seven digits and \
        more is a telephone number and needs its type, and a typed address has to suit its type. \
        Why: without the type it is a short code, which goes somewhere else. Example: 97 \
        \"13918181818\" 00.",
    passing: Example::sent(r#"97 "+336123/TYPE=PLMN" 00"#),
    failing: Example::sent(r#"97 "13918181818" 00"#).broken_at(0),
    cues: &[Cue::Address],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !report.is_from_client() {
        return;
    }
    let is_sender = |field: &Field| subject.code(field) == Some(code::FROM);
    for (field, address) in subject.addresses().filter(|(field, _)| !is_sender(field)) {
        let message = match address {
            Address::Shortcode { phone: true } => "a short code where a telephone number is meant",
            Address::DeviceUnsuited => "the address does not suit its /TYPE",
            _ => continue,
        };
        report.field(field, format!("{}: {:?}: {message}", field.name, field.value));
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
    #[case::typed(FromClient, r#"97 "+336123/TYPE=PLMN" 00"#, &[])]
    #[case::email(FromClient, r#"97 "a@b" 00"#, &[])]
    #[case::short_code(FromClient, r#"97 "10086" 00"#, &[])]
    #[case::bare_number(FromClient, r#"82 "13918181818" 00"#, &[(0, Error)])]
    #[case::blank_in_number(FromClient, r#"81 "139 1/TYPE=PLMN" 00"#, &[(0, Error)])]
    #[case::to_client(ToClient, r#"97 "13918181818" 00"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
