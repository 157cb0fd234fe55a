//! PUSH-2: a push says for which application it is.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Entry, Field};

pub(super) static RULE: Rule = Rule {
    id: "PUSH-2",
    title: "a push names the application mms.ua",
    clause: "MMSCTR 7.2.1",
    from_client: Severity::Info,
    to_client: Severity::Info,
    grade: Grade::D,
    explanation: "Checks for X-Wap-Application-Id with the number 4 (AF 84) or the text \
        x-wap-application:mms.ua; another application draws a warning. Why: all operators send \
        it, and whether a client takes a push without it is its own choice. Example: BE alone.",
    passing: Example::received("01 06 03 BE AF 84 8C 82").within(Entry::Push),
    failing: Example::received("01 06 01 BE 8C 82").within(Entry::Push).broken_at(0),
    cues: &[Cue::Envelope],
    check,
};

/// WSP PDU type Push.
const PUSH: u64 = 0x06;
/// The texts that name the application.
const NAMES: [&str; 2] = ["mms.ua", "x-wap-application:mms.ua"];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let fields = subject.envelope_fields();
    let is_push = |field: &Field| field.is_named("PDU-Type") && field.number == Some(PUSH);
    let Some(first) = fields.first().filter(|_| fields.iter().any(is_push)) else { return };
    let application = fields.iter().find(|field| field.is_named("X-Wap-Application-Id"));
    match application {
        None => report.at(first.offset, 0, "X-Wap-Application-Id is missing"),
        Some(field) if !NAMES.iter().any(|name| field.value.eq_ignore_ascii_case(name)) => {
            let message = format!("the application {:?} is not MMS", field.value);
            report.with(Severity::Warn, field.offset, field.length, message);
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::ToClient;
    use super::super::Severity::{Info, Warn};
    use super::super::tests::seen_as;
    use super::*;

    #[rstest]
    #[case::number("01 06 03 BE AF 84 8C 82", &[])]
    #[case::text(r#"01 06 1B BE AF "x-wap-application:mms.ua" 00 8C 82"#, &[])]
    #[case::missing("01 06 01 BE 8C 82", &[(0, Info)])]
    #[case::other("01 06 03 BE AF 82 8C 82", &[(4, Warn)])]
    #[case::method("01 40 01 2F", &[])]
    fn findings(#[case] octets: &str, #[case] expected: &[(usize, Severity)]) {
        assert_eq!(seen_as(&RULE, Entry::Push, ToClient, octets), expected);
    }
}
