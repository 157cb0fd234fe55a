//! What the module shows of the message in memory, and what it should show.

use std::error::Error;

use mock_mmsc::dissect::{Dissection, PartView, dissect};
use mock_mmsc::emit::{EmitPart, RetrieveConf, VERSION_1_2};

use crate::module::Module;

/// Files that are read back, from the first on.
const FILES_READ_MAX: usize = 8;

/// The answers of `AT+CMMSVIEW` and `AT+CMMSREAD`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The line of the message.
    pub(crate) head: Vec<u8>,
    /// The files.
    pub(crate) files: Files,
}

/// The files of a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Files {
    /// The line of each.
    lines: Vec<Vec<u8>>,
    /// The responses that read the first of them.
    responses: Vec<Vec<u8>>,
}

impl Shown {
    /// What the module shows now.
    pub(crate) async fn of(module: &mut Module) -> Result<Self, Box<dyn Error>> {
        let view = module.ok("AT+CMMSVIEW").await?;
        let (head, lines) = lines(&view).ok_or("the view has no line")?;
        let mut responses = Vec::new();
        for index in 0..lines.len().min(FILES_READ_MAX) {
            responses.push(module.ok(&format!("AT+CMMSREAD={index}")).await?);
        }
        Ok(Self { head, files: Files { lines, responses } })
    }
}

/// The first line of a view and those of its files.
fn lines(view: &[u8]) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
    let view = view.strip_prefix(b"\r\n")?.strip_suffix(b"\r\n\r\nOK\r\n")?;
    let mut lines = Vec::new();
    let mut rest = view;
    while let Some(end) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let (line, behind) = rest.split_at_checked(end)?;
        lines.push(line.to_vec());
        rest = behind.strip_prefix(b"\r\n")?;
    }
    lines.push(rest.to_vec());
    let files = lines.split_off(1);
    Some((lines.pop()?, files))
}

/// Whether it is the whole message: each part a file of its size, binary data equal octet for octet.
///
/// # Errors
/// What is not as in the message.
pub(crate) fn is_message(shown: &Shown, pdu: &[u8]) -> Result<(), Box<dyn Error>> {
    let message = dissect(pdu);
    let parts = files_of(&message, pdu);
    let files = &shown.files;
    if files.lines.len() != parts.len() {
        return Err(format!("{} files of {} parts", files.lines.len(), parts.len()).into());
    }
    for (index, (line, part)) in files.lines.iter().zip(&parts).enumerate() {
        let line = line.escape_ascii().to_string();
        let size = format!(",{}", part.data.len());
        if !line.starts_with(&format!("{index},\\\"")) || !line.ends_with(&size) {
            return Err(format!("{line} for a part of {} octets", part.data.len()).into());
        }
    }
    for (response, part) in files.responses.iter().zip(&parts) {
        let data = [part.data, b"\r\n\r\nOK\r\n"].concat();
        if !part.is_text && !response.ends_with(&data) {
            return Err(format!("{} read", response.escape_ascii()).into());
        }
    }
    Ok(())
}

/// What becomes a file: a part, or the whole of a body that has no parts.
struct Content<'a> {
    is_text: bool,
    data: &'a [u8],
}

fn files_of<'a>(message: &'a Dissection, pdu: &'a [u8]) -> Vec<Content<'a>> {
    let is_text = |content_type: &str| content_type.starts_with("text/");
    let content_type = message.header("Content-Type").map_or("", |field| &field.value);
    if content_type.contains("multipart") {
        let contents = leaves(message.parts()).into_iter();
        return contents
            .map(|part| Content { is_text: is_text(part.content_type), data: part.data })
            .collect();
    }
    let body = message.body().map_or(&[][..], |body| body.raw(pdu));
    vec![Content { is_text: is_text(content_type), data: body }]
}

/// The parts that are no multipart, those of nested multiparts in their place.
fn leaves(parts: Vec<PartView<'_>>) -> Vec<PartView<'_>> {
    let flat = parts.into_iter().flat_map(|part| {
        let inner = part.parts();
        if inner.is_empty() { vec![part] } else { leaves(inner) }
    });
    flat.collect()
}

/// A sound message with a subject of 40 characters (ETS cases 171 and 271).
pub(crate) fn sound(name: &str) -> Vec<u8> {
    let part = |content_type: &str, extension: &str, data: &[u8]| EmitPart {
        content_type: content_type.to_owned(),
        content_location: Some(format!("{name}.{extension}")),
        data: data.to_vec(),
        ..EmitPart::default()
    };
    RetrieveConf {
        transaction_id: Some(name.to_owned()),
        version: VERSION_1_2,
        date: 1_735_689_600, // 2025-01-01 00:00:00 UTC
        from: Some("15550101/TYPE=PLMN".to_owned()),
        subject: Some(format!("{name:s<40}")),
        parts: vec![
            part("text/plain", "txt", name.as_bytes()),
            part("image/jpeg", "jpg", &[0xFF, 0xD8, 0x0D, 0x0A, 0xFF, 0xD9]),
        ],
        ..RetrieveConf::default()
    }
    .emit()
}
