//! MP-7: a presentation finds its media.

use super::cue::Cue;
use super::multipart::Part;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{bare_octets, holds};

pub(super) static RULE: Rule = Rule {
    id: "MP-7",
    title: "every src of the presentation leads to a part",
    clause: "CONF, RFC 2557",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::D,
    explanation: "Checks each attribute src of a SMIL part: cid: and a Content-ID, or a Content-Location, a \
        name or a file name of a part beside it. URLs of other schemes lead elsewhere and are \
        left alone. Why: a receiver shows a gap where the picture should be. Example: \
        <img src=\"cid:a\"/> and no part with the Content-ID <a>.",
    passing: Example::sent(
        r#"84 A3 02 11 0D "application/smil" 00 "<img src='a'/>" 04 01 9E 8E "a" 00 FF"#,
    ),
    failing: Example::sent(r#"84 A3 01 11 0E "application/smil" 00 "<img src='a'/>""#)
        .broken_at(32),
    cues: &[Cue::Multipart],
    check,
};

/// References of one presentation that are followed.
const REFERENCES_MAX: usize = 1_024;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for multipart in subject.multiparts().iter().filter(|multipart| multipart.is_whole()) {
        for smil in multipart.parts.iter().filter(|part| part.is_smil()) {
            let data = smil.data.map(|data| data.raw(&subject.octets)).unwrap_or_default();
            if !holds(data, b'<') {
                continue;
            }
            // Markup in two octets a character is not read.
            let Ok(text) = std::str::from_utf8(data) else { continue };
            let start = smil.field.end().saturating_sub(data.len());
            for (at, reference) in references(text).into_iter().take(REFERENCES_MAX) {
                if !resolves(&reference, &multipart.parts) {
                    let message = format!("no part is {reference:?}");
                    report.at(start + at, reference.len(), message);
                }
            }
        }
    }
}

/// Whether a reference leads to one of the parts, or to somewhere else altogether.
fn resolves(reference: &str, parts: &[Part<'_>]) -> bool {
    if let Some(id) = reference.strip_prefix("cid:") {
        let id = unescaped(id);
        return parts.iter().any(|part| part.content_id() == Some(bare_octets(id.as_bytes())));
    }
    let has_scheme = reference.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if reference.is_empty() || reference.starts_with('#') || has_scheme {
        return true;
    }
    let plain = unescaped(reference);
    let named = |name: &[u8]| name == reference.as_bytes() || name == plain.as_bytes();
    parts.iter().any(|part| names(part).any(named) || part.content_id().is_some_and(named))
}

/// What a part is called, besides its Content-ID.
fn names<'a>(part: &Part<'a>) -> impl Iterator<Item = &'a [u8]> {
    let carriers = ["Content-Type", "Content-Disposition"];
    let carriers = carriers.into_iter().filter_map(|name| part.field.child(name));
    let parameters = carriers.flat_map(|field| &field.children);
    let names = parameters.filter(|field| field.is_named("name") || field.is_named("filename"));
    names.map(|field| field.value.as_bytes()).chain(part.content_location())
}

/// With %HH as the octet that it stands for.
fn unescaped(text: &str) -> String {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = tail.get(..2).filter(|_| *first == b'%');
        let digits = escape.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(octet) => {
                octets.push(octet);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                octets.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}

/// The values of the attributes src, with their places; comments left out.
fn references(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += open;
        let rest = text.get(at..).unwrap_or_default();
        let (end, comment) = match rest.strip_prefix("<!--") {
            Some(comment) => (comment.find("-->").map(|end| end + 7), true),
            None => (rest.find('>').map(|end| end + 1), false),
        };
        let Some(end) = end else { break };
        if !comment {
            let tag = rest.get(..end).unwrap_or_default();
            found.extend(source(tag).map(|(inside, value)| (at + inside, value)));
        }
        at += end;
    }
    found
}

/// The attribute src of a tag.
fn source(tag: &str) -> Option<(usize, String)> {
    let mut at = 0;
    loop {
        at += tag.get(at..)?.find("src")?;
        let before = tag.get(..at)?.chars().next_back()?;
        let rest = tag.get(at + 3..)?;
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let mark = value.and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
        if let (true, Some(value), Some(mark)) = (before.is_whitespace(), value, mark) {
            let value = value.strip_prefix(mark)?;
            let start = tag.len() - value.len();
            let (value, _) = value.split_once(mark)?;
            return Some((start, value.replace("&amp;", "&")));
        }
        at += 3;
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error, Warn};
    use super::super::tests::seen;
    use super::*;

    #[rstest]
    #[case::nothing("<smil><body/></smil>", &[])]
    #[case::two_marks(r#"<img src="a.jpg"/><text region='t' src = 'cid:t%201'/>"#, &["a.jpg", "cid:t%201"])]
    #[case::comment("<!-- <img src='a'/> --><img src='b'/>", &["b"])]
    #[case::another_attribute("<img datasrc='a' src='b'/>", &["b"])]
    #[case::entity("<img src='a&amp;b'/>", &["a&b"])]
    #[case::text_between("src='a'<img alt='x'>", &[])]
    #[case::unended("<img src='a", &[])]
    fn sources(#[case] text: &str, #[case] expected: &[&str]) {
        let seen = references(text);
        assert_eq!(seen.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), expected);
    }

    /// A multipart of a presentation with that markup, and a picture with a location, a name and an id.
    fn message(markup: &str) -> String {
        format!(
            r#"84 A3 02 11 {:02X} "application/smil" 00 "{markup}" 14 01 04 9E 85 "n" 00 8E "l.jpg" 00 C0 22 "<i d>" 00 FF"#,
            markup.len()
        )
    }

    #[rstest]
    #[case::location(FromClient, "<img src='l.jpg'/>", &[])]
    #[case::name(FromClient, "<img src='n'/>", &[])]
    #[case::id(FromClient, "<img src='cid:i%20d'/>", &[])]
    #[case::elsewhere(FromClient, "<img src='http://a/b'/>", &[])]
    #[case::id_missing(FromClient, "<img src='cid:x'/>", &[(32, Error)])]
    #[case::case_differs(ToClient, "<img src='L.JPG'/>", &[(32, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] markup: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, &message(markup)), expected);
    }
}
