//! MP-4: start leads to a part.

use super::cue::Cue;
use super::multipart::Part;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::bare_octets;

pub(super) static RULE: Rule = Rule {
    id: "MP-4",
    title: "start names the Content-ID of exactly one part",
    clause: "RFC 2387",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::D,
    explanation: "Checks that the parameter start is the Content-ID of one part, angle brackets aside. \
        Why: a receiver that does not find the presentation shows nothing. Example: start \
        \"<a>\" and a part with Content-ID \"<b>\".",
    passing: Example::received(r#"84 05 B3 8A "a" 00 00 01 06 01 83 C0 22 "a" 00 00 41"#),
    failing: Example::received(r#"84 04 B3 8A "a" 00 01 05 01 83 C0 22 "b" 00 41"#).broken_at(3),
    cues: &[Cue::Multipart],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for multipart in subject.multiparts().iter().filter(|multipart| multipart.is_whole()) {
        let Some(start) = multipart.media.and_then(|media| media.child("start")) else { continue };
        if start.hole().is_some() {
            continue;
        }
        let named = bare_octets(start.value.as_bytes());
        let ids = multipart.parts.iter().filter_map(Part::content_id);
        match ids.filter(|id| *id == named).count() {
            1 => {}
            0 => report.field(start, format!("no part has the Content-ID {:?}", start.value)),
            more => {
                let message = format!("{more} parts have the Content-ID {:?}", start.value);
                report.field(start, message);
            }
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
    #[case::named(ToClient, r#"84 04 B3 8A "a" 00 01 05 01 83 C0 22 "a" 00 41"#, &[])]
    #[case::brackets_on_one_side(ToClient, r#"84 06 B3 8A "<a>" 00 01 05 01 83 C0 22 "a" 00 41"#, &[])]
    #[case::no_start(FromClient, "84 B3 01 01 01 83 41", &[])]
    #[case::textual_content_id(ToClient, r#"84 04 B3 8A "a" 00 01 0E 01 83 "Content-ID" 00 "a" 00 41"#, &[])]
    #[case::unknown(FromClient, r#"84 04 B3 8A "b" 00 01 05 01 83 C0 22 "a" 00 41"#, &[(3, Error)])]
    #[case::twice(FromClient, r#"84 04 B3 8A "a" 00 02 05 01 83 C0 22 "a" 00 41 05 01 83 C0 22 "a" 00 41"#, &[(3, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}
