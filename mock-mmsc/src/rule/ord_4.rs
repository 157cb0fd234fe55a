//! ORD-4: the content type closes the header.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Kind, code, header_block, is_multipart};

pub(super) static RULE: Rule = Rule {
    id: "ORD-4",
    title: "Content-Type is the last header field, and all that follows it is body",
    clause: "ENC 7",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks whether what stands behind Content-Type is no multipart, and reads as header \
        fields from its first octet to its last. Why: no length says where the header ends, so \
        that a receiver takes all octets behind Content-Type for body. Example: 84 A3 96 \"a\" \
        00 has the subject where the body should be.",
    passing: Example::sent("8C 80 84 A3 01 01 01 83 41"),
    failing: Example::sent(r#"8C 80 84 A3 96 "a" 00"#).broken_at(4),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(body) = subject.body() else { return };
    let media = subject.header(code::CONTENT_TYPE);
    if body.length == 0 || !media.is_some_and(|media| is_multipart(media.value.as_bytes())) {
        return;
    }
    let doubtful = subject.odd().any(|field| {
        field.offset >= body.offset && (field.hole().is_some() || field.kind == Kind::Rest)
    });
    if !doubtful {
        return;
    }
    let fields = header_block(body.raw(&subject.octets));
    let header = |field: &crate::dissect::Field| {
        field.kind == Kind::Header && field.hole().is_none() && field.remarks.is_empty()
    };
    if fields.iter().all(header) {
        let message = format!("{} header fields stand behind Content-Type", fields.len());
        report.field(body, message);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::body(ToClient, "8C 84 84 A3 01 01 01 83 41", &[])]
    #[case::headers_behind(ToClient, r#"8C 84 84 A3 8D 90 96 "a" 00"#, &[(4, Error)])]
    #[case::broken_body(ToClient, "8C 84 84 A3 02 01 01 83 41 FF", &[])]
    #[case::text_body(ToClient, "8C 84 84 83 8D 90", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
