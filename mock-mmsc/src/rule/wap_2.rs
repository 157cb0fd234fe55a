//! WAP-2: the client says that it takes MMS.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::wap_1::is_method;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Entry, MMS_MESSAGE};

pub(super) static RULE: Rule = Rule {
    id: "WAP-2",
    title: "a WSP method offers to accept the MMS media type",
    clause: "WSP 8.4.2.7",
    from_client: Severity::Warn,
    to_client: Severity::Info,
    grade: Grade::D,
    explanation: "Checks that a Get or a Post has Accept with application/vnd.wap.mms-message (80 BE) or \
        */* (80 80). In connection mode the session may have said so, which a single PDU does not \
        show: there its absence is only noted. Why: a gateway answers 406 otherwise. Example: a \
        Get without header fields.",
    passing: Example::sent(r#"01 40 0A "http://a/m" 80 BE"#).within(Entry::Push),
    failing: Example::sent(r#"01 40 0A "http://a/m""#).within(Entry::Push).broken_at(1),
    cues: &[Cue::Envelope],
    check,
};

/// Values of Accept that take an MMS PDU, as the dissection shows them: numbers or texts.
const TAKEN: [&str; 4] = ["62", MMS_MESSAGE, "0", "*/*"];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let fields = subject.envelope_fields();
    let kind = fields.iter().find(|field| field.is_named("PDU-Type"));
    let Some(kind) = kind.filter(|kind| is_method(kind)) else { return };
    let mut accept = fields.iter().filter(|field| field.is_named("Accept"));
    if accept.any(|field| TAKEN.iter().any(|taken| field.value.eq_ignore_ascii_case(taken))) {
        return;
    }
    let message = "no Accept takes the MMS media type";
    match subject.entry {
        Entry::Wsp => report.with(Severity::Info, kind.offset, kind.length, message),
        _ => report.field(kind, message),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::FromClient;
    use super::super::Severity::{Info, Warn};
    use super::super::tests::seen_as;
    use super::*;

    #[rstest]
    #[case::number(Entry::Push, r#"01 40 01 "u" 80 BE"#, &[])]
    #[case::any(Entry::Push, r#"01 40 01 "u" 80 80"#, &[])]
    #[case::text(Entry::Push, r#"01 40 01 "u" 80 "*/*" 00"#, &[])]
    #[case::other(Entry::Push, r#"01 40 01 "u" 80 83"#, &[(1, Warn)])]
    #[case::in_a_session(Entry::Wsp, r#"40 01 "u""#, &[(0, Info)])]
    #[case::reply(Entry::Wsp, "04 20 00", &[])]
    fn findings(
        #[case] entry: Entry,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen_as(&RULE, entry, FromClient, octets), expected);
    }
}
