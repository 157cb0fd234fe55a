//! MP-6: related or mixed.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "MP-6",
    title: "a presentation asks for multipart/related, its absence for mixed",
    clause: "CONF",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks the media type of the body against the presence of a SMIL part. Why: receivers \
        show a mixed message part by part, whatever its presentation says. Example: A3 before a \
        SMIL part.",
    passing: Example::sent("84 A3 01 01 01 83 41"),
    failing: Example::sent(r#"84 A3 01 11 01 "application/smil" 00 41"#).broken_at(0),
    cues: &[Cue::Multipart],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let body = subject.body();
    for multipart in subject.multiparts().iter().filter(|multipart| multipart.is_whole()) {
        let Some(media) = multipart.media else { continue };
        // Inner multiparts have reasons of their own.
        if !body.is_some_and(|body| std::ptr::eq(body, multipart.content)) {
            continue;
        }
        match (multipart.is_related(), multipart.has_smil()) {
            (true, false) => report.field(media, "multipart/related without a presentation"),
            (false, true) => report.field(media, "a presentation outside multipart/related"),
            _ => {}
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
    #[case::mixed(FromClient, "84 A3 01 01 01 83 41", &[])]
    #[case::related(ToClient, r#"84 B3 01 11 01 "application/smil" 00 41"#, &[])]
    #[case::mixed_with_presentation(ToClient, r#"84 A3 01 11 01 "application/smil" 00 41"#, &[(0, Warn)])]
    #[case::related_without(FromClient, "84 B3 01 01 01 83 41", &[(0, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
