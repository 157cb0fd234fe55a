//! `multipart_smil`: parts of a body are counted, named and measured alike by both codecs, and a presentation refers to
//! parts that exist.
//!
//! ```text
//! input = head, rest
//! head  one octet: bit 0, the rest is a multipart body; otherwise the rest is files, and bit 1 puts a presentation in
//!       front of them (reading `smil`)
//! file  kind (1 octet), length of the name (1), name, length of the content (1), content
//! ```

use mms_pdu::{Body, ContentType, MediaType, Part, Tolerances, multipart};
use mock_mmsc::dissect::{Dissection, PartView, dissect, dissect_body};
use sim7100_model::{Event, Model};

use super::emitted_pdu_rules::profile;
use super::module::Module;

/// Files of one message.
const FILES_MAX: usize = 12;
/// Keywords of `AT+CMMSDOWN` with an extension that goes with each.
const KINDS: [(&str, &str); 5] =
    [("PIC", "jpg"), ("TEXT", "txt"), ("AUDIO", "amr"), ("VIDEO", "3gp"), ("SDP", "sdp")];
/// The keyword of a file without a name.
const NAMELESS: &str = "SDP";
/// Elements of a presentation that refer to a part.
const ELEMENTS: [&str; 5] = ["audio", "img", "ref", "text", "video"];

/// Takes a body apart with both codecs and puts it together, or sends files and looks at the body that goes out.
///
/// # Panics
///
/// When the codecs differ in the number, names or contents of the parts, when a body that was put together is read as
/// another; when a file is not sent, or not in its place; when the start part is not the presentation, when that is not
/// well formed, or when it leaves out a file or names what is not there.
pub fn multipart_smil(data: &[u8]) {
    let Some((head, rest)) = data.split_first() else { return };
    if head & 1 == 1 {
        check_body(rest);
    } else {
        check_message(&files(rest), head & 2 == 2);
    }
}

fn check_body(octets: &[u8]) {
    let Ok(parts) = multipart::decode(octets, Tolerances::NONE) else { return };
    check_parts(&parts, &dissect_body(octets).parts(), octets);
    let encoded = multipart::encode(&parts);
    assert!(encoded.len() <= octets.len(), "longer than what was read");
    let again = multipart::decode(&encoded, Tolerances::NONE);
    assert_eq!(again.as_ref(), Ok(&parts), "read again (left), read (right)");
    assert_eq!(multipart::encode(&parts), encoded);
    let leaves: usize = parts.iter().map(leaves).sum();
    let body = Body::Multipart(parts);
    let listed = body.leaves(&ContentType::multipart_mixed()).len();
    assert_eq!(listed, leaves, "leaves that are listed (left), counted (right)");
}

fn leaves(part: &Part<'_>) -> usize {
    match &part.body {
        Body::Data(_) => 1,
        Body::Multipart(parts) => parts.iter().map(leaves).sum(),
    }
}

fn check_parts(ours: &[Part<'_>], mocks: &[PartView<'_>], octets: &[u8]) {
    assert_eq!(ours.len(), mocks.len(), "parts of mms-pdu (left), of mock-mmsc (right)");
    for (ours, mocks) in ours.iter().zip(mocks) {
        if let Some(location) = mocks.content_location {
            let found = ours.content_location.as_ref().map(|text| text.as_str());
            let is_same = found == Some(location) || found == Some(&format!("\"{location}"));
            let is_known = is_same || is_unquoted(mocks, octets);
            assert!(is_known, "Content-Location {found:?} (mms-pdu), {location:?} (mock-mmsc)");
        }
        match &ours.body {
            Body::Data(data) => assert_eq!(&**data, mocks.data, "contents"),
            Body::Multipart(parts) => check_parts(parts, &mocks.parts(), octets),
        }
    }
}

/// Whether a Content-Location begins above 0x7F without a Quote. Then it is one octet for `mms-pdu` (WSP 8.4.1.2), which
/// may find another one behind it, and a text for `mock-mmsc` (TXT-2).
fn is_unquoted(part: &PartView<'_>, octets: &[u8]) -> bool {
    let mut locations =
        part.field.children.iter().filter(|field| field.is_named("Content-Location"));
    locations.any(|field| field.raw(octets).get(1).is_some_and(|first| *first > 0x7F))
}

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    kind: &'static str,
    name: String,
    content: Vec<u8>,
}

fn files(mut octets: &[u8]) -> Vec<File> {
    let mut files = Vec::new();
    while let Some((file, rest)) = file(octets).filter(|_| files.len() < FILES_MAX) {
        files.push(file);
        octets = rest;
    }
    files
}

fn file(octets: &[u8]) -> Option<(File, &[u8])> {
    let (kind, rest) = octets.split_first()?;
    let (kind, extension) = KINDS.get(usize::from(*kind) % KINDS.len())?;
    let (name, rest) = counted(rest)?;
    let (content, rest) = counted(rest)?;
    let is_plain = |octet: &&u8| matches!(octet, b' '..=b'~') && **octet != b'"';
    let name: String = name.iter().filter(is_plain).take(8).copied().map(char::from).collect();
    let name = format!("f{name}.{extension}");
    let content = if content.is_empty() { b"x" } else { content }.to_vec();
    Some((File { kind, name, content }, rest))
}

fn counted(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

/// Sends the files, and takes apart what goes out.
fn check_message(files: &[File], has_presentation: bool) {
    if files.is_empty() {
        return;
    }
    let octets = sent(files, has_presentation);
    let pdu = dissect(&octets);
    let parts = pdu.parts();
    let of_files = if has_presentation { parts.get(1..) } else { parts.get(..) };
    let of_files = of_files.unwrap_or_default();
    assert_eq!(of_files.len(), files.len(), "parts (left), files (right)");
    for (part, file) in of_files.iter().zip(files) {
        let name = (file.kind != NAMELESS).then_some(file.name.as_str());
        assert_eq!(part.content_location, name, "name of {file:?}");
        assert_eq!(part.data, file.content, "content of {file:?}");
    }
    if has_presentation {
        check_presentation(&pdu, &parts);
    }
}

fn sent(files: &[File], has_presentation: bool) -> Vec<u8> {
    let mut module = Module::new(Model::new(profile(has_presentation)));
    let lines = ["ATE0", "AT+CMMSCURL=\"192.168.1.2/x\"", "AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\""];
    lines.into_iter().for_each(|line| module.ok(line));
    for File { kind, name, content } in files {
        let name = if *kind == NAMELESS { String::new() } else { format!(",\"{name}\"") };
        let line = format!("AT+CMMSDOWN=\"{kind}\",{}{name}", content.len());
        module.down(&line, content);
    }
    module.ok("AT+CMMSSEND");
    module.open();
    let sent = module.events.into_iter().find_map(|event| match event {
        Event::PduSent(octets) => Some(octets),
        _ => None,
    });
    assert!(sent.is_some(), "nothing is sent");
    sent.unwrap_or_default()
}

fn check_presentation(pdu: &Dissection, parts: &[PartView<'_>]) {
    let Some((presentation, files)) = parts.split_first() else { return };
    let media = pdu.header("Content-Type");
    let parameter = |name: &str| {
        media.and_then(|media| media.child(name)).map(|parameter| bare(&parameter.value).to_owned())
    };
    assert_eq!(parameter("type").as_deref(), MediaType::SMIL.name(), "type (left)");
    let start = parameter("start");
    assert_eq!(start.as_deref(), presentation.content_id.map(bare), "start (left), its id (right)");
    let smil = String::from_utf8_lossy(presentation.data);
    let elements = elements(&smil);
    let of = |name: &str| elements.iter().filter(|element| element.name == name).count();
    assert_eq!((of("smil"), of("head"), of("body")), (1, 1, 1), "{smil}");
    let references = elements.iter().filter(|element| ELEMENTS.contains(&element.name));
    let mut named: Vec<&str> =
        references.filter_map(|element| element.attribute("src")?.strip_prefix("cid:")).collect();
    named.sort_unstable();
    let mut ids: Vec<&str> = files.iter().filter_map(|part| part.content_id).map(bare).collect();
    ids.sort_unstable();
    assert_eq!(named, ids, "referred to (left), there (right)");
    assert_eq!(ids.len(), files.len(), "files with an id (left)");
    for element in &elements {
        if let Some(region) = element.attribute("region") {
            let is_there = elements
                .iter()
                .any(|other| other.name == "region" && other.attribute("id") == Some(region));
            assert!(is_there, "the region {region} is not laid out in {smil}");
        }
    }
}

fn bare(id: &str) -> &str {
    id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id)
}

/// An element with the text of its tag.
#[derive(Debug)]
struct Element<'a> {
    name: &'a str,
    tag: &'a str,
}

impl<'a> Element<'a> {
    fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, rest) = self.tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }
}

/// The elements of markup without text, whose tags must be balanced.
fn elements(markup: &str) -> Vec<Element<'_>> {
    let (mut elements, mut open) = (Vec::new(), Vec::new());
    for piece in markup.split('<').skip(1) {
        let tag = piece.strip_suffix('>');
        assert!(tag.is_some(), "text between elements in {markup}");
        let tag = tag.unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "elements that are not nested in {markup}");
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if !tag.ends_with('/') {
            open.push(name);
        }
        elements.push(Element { name, tag });
    }
    assert_eq!(open, Vec::<&str>::new(), "elements that are not closed in {markup}");
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_over_files_with_and_without_a_presentation() {
        let files = b"\x01\x01a\x02hi\x00\x01a\x01x\x02\x00\x00\x03\x03<a>\x01y\x04\x00\x01z";
        assert_eq!(super::files(files).len(), 5);
        for head in [0, 2] {
            multipart_smil(&[&[head], &files[..]].concat());
        }
    }

    #[test]
    fn runs_over_a_body_and_its_truncations() {
        // One part: HeadersLen 7, DataLen 2, text/plain, Content-Location.
        let octets = b"\x01\x01\x06\x02\x83\x8Eb.c\0hi";
        for end in 0..=octets.len() {
            multipart_smil(&octets[..end]);
        }
        assert_eq!(multipart::decode(&octets[1..], Tolerances::NONE).unwrap().len(), 1);
    }

    #[test]
    #[should_panic(expected = "not nested")]
    fn markup_that_is_not_nested_is_noticed() {
        elements("<smil><body></smil></body>");
    }
}
