//! MP-3: a presentation is announced.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "MP-3",
    title: "multipart/related with SMIL has type and start",
    clause: "CONF, RFC 2387",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that the content type of a multipart/related with a SMIL part has the parameters \
        type and start. Why: without them a receiver takes the first part for the root, which \
        need not be the presentation. Example: B3 alone before a SMIL part.",
    passing: Example::sent("84 A3 01 01 01 83 41"),
    failing: Example::sent(r#"84 B3 01 11 01 "application/smil" 00 41"#).broken_at(0),
    cues: &[Cue::Multipart],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for multipart in subject.multiparts() {
        let Some(media) = multipart.media.filter(|_| multipart.is_related()) else { continue };
        if !multipart.has_smil() {
            continue;
        }
        for name in ["type", "start"].into_iter().filter(|name| media.child(name).is_none()) {
            report.field(media, format!("a presentation, and no parameter {name}"));
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
    #[case::no_presentation(FromClient, "84 B3 01 01 01 83 41", &[])]
    #[case::neither(ToClient, r#"84 B3 01 11 01 "application/smil" 00 41"#, &[(0, Warn), (0, Warn)])]
    #[case::both(FromClient, r#"84 0A B3 89 "a/b" 00 8A "<s" 00 01 11 01 "application/smil" 00 41"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
