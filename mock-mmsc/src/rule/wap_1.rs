//! WAP-1: MMS over WSP.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Entry, Field, Kind, MMS_MESSAGE};

pub(super) static RULE: Rule = Rule {
    id: "WAP-1",
    title: "a WSP method has an absolute URI, and a posted PDU its media type",
    clause: "WSP 8.2.3, MMSCTR 7.1.1",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that the PDU type is assigned, that the URI of a Get or a Post is an http URL \
        without NUL, that a Post has the media type of MMS and an MMS PDU, and that a Reply with \
        status 200 and data has it too. Why: the gateway fetches by the URI and passes the type on. \
        Example: a Post of text/plain.",
    passing: Example::sent(r#"60 0B 01 "http://a/mm" BE 8C 80"#).within(Entry::Wsp),
    failing: Example::sent(r#"60 0B 01 "http://a/mm" 83 41"#).within(Entry::Wsp).broken_at(14),
    cues: &[Cue::Envelope],
    check,
};

/// WSP PDU type Reply.
const REPLY: u64 = 0x04;
/// WSP PDU type Get.
const GET: u64 = 0x40;
/// WSP PDU type Post.
const POST: u64 = 0x60;
/// Status octet of a Reply for 200.
const OK: u64 = 0x20;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let fields = subject.envelope_fields();
    let field = |name: &str| fields.iter().find(|field| field.is_named(name));
    let Some(kind) = field("PDU-Type").filter(|_| subject.entry != Entry::Tpdu) else { return };
    if !kind.remarks.is_empty() {
        report.field(kind, format!("PDU type {}", kind.value));
    }
    if let Some(uri) = field("Uri").filter(|uri| !is_absolute(&uri.value)) {
        report.field(uri, format!("{:?} is no http URL", uri.value));
    }
    let has_data =
        fields.iter().any(|field| matches!(field.kind, Kind::Pdu | Kind::Data) && field.length > 0);
    let typed = match kind.number {
        Some(POST) => true,
        Some(REPLY) => has_data && field("Status").and_then(|field| field.number) == Some(OK),
        _ => false,
    };
    if !typed {
        return;
    }
    match field("Content-Type") {
        Some(media) if media.value.eq_ignore_ascii_case(MMS_MESSAGE) => {}
        Some(media) => report.field(media, format!("Content-Type {} is not MMS", media.value)),
        None => report.field(kind, "no Content-Type"),
    }
    if kind.number == Some(POST) && !has_data {
        report.at(subject.octets.len(), 0, "a Post without data");
    }
}

fn is_absolute(uri: &str) -> bool {
    let scheme = uri.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !uri.contains('\0')
}

/// Whether a PDU is a method of a client.
pub(super) fn is_method(kind: &Field) -> bool {
    matches!(kind.number, Some(GET | POST))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{Error, Warn};
    use super::super::tests::seen_as;
    use super::*;

    #[rstest]
    #[case::get(FromClient, r#"40 0A "http://a/m""#, &[])]
    #[case::get_with_nul(FromClient, r#"40 0B "http://a/m" 00"#, &[(2, Error)])]
    #[case::get_of_a_path(FromClient, r#"40 02 "/m""#, &[(2, Error)])]
    #[case::post_of_nothing(FromClient, r#"60 0A 01 "http://a/m" BE"#, &[(14, Error)])]
    #[case::unassigned(FromClient, "3F 00", &[(0, Error)])]
    #[case::reply(ToClient, "04 20 01 BE 8C 81", &[])]
    #[case::reply_of_a_page(ToClient, "04 20 01 82 41", &[(3, Warn)])]
    #[case::refusal(ToClient, "04 44 01 82 41", &[])]
    #[case::empty_reply(ToClient, "04 20 00", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen_as(&RULE, Entry::Wsp, direction, octets), expected);
    }
}
