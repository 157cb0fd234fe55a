//! A payload as authors write it.

use std::path::Path;
use std::sync::Arc;

use super::{Payload, octet};
use crate::limit::PAYLOAD_OCTETS_MAX;
use crate::reader::{Reader, Shape, Slot, at};
use crate::{Problem, Span, Spanned};

const FORMS: &[&str] = &["text", "hex", "base64", "file", "generate", "repeat", "concat"];
const SHAPE: Shape =
    Shape { place: "a payload", keys: FORMS, example: "{ text: \"...\" } or { hex: \"FF FE\" }" };
const GENERATE: Shape =
    Shape { place: "`generate`", keys: &["size", "seed"], example: "{ size: 1000, seed: 1 }" };
const REPEAT: Shape =
    Shape { place: "`repeat`", keys: &["octet", "size"], example: "{ octet: 0x41, size: 1000 }" };

const SIZE_MAX: u64 = 4 << 20;
const _: () = assert!(SIZE_MAX.count_ones() == 1 && 4 << 20 == PAYLOAD_OCTETS_MAX);

impl Payload {
    /// Reads a payload: a text, or a mapping with one of the other forms.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        if slot.node.scalar().is_some() {
            return Some(reader.template(slot)?.map(Self::Text));
        }
        let fields = reader.fields(slot, SHAPE)?;
        let entry = reader.choice(fields, FORMS, SHAPE)?;
        let form = Slot::of(entry);
        let payload = match form.what {
            "text" => reader.template(form)?.map(Self::Text),
            "hex" => octet::hex(reader, form)?.map(|octets| Self::Octets(octets.into())),
            "base64" => octet::base64(reader, form)?.map(|octets| Self::Octets(octets.into())),
            "file" => file(reader, form)?.map(Self::Octets),
            "generate" => generated(reader, form)?,
            "repeat" => repeated(reader, form)?,
            _ => concat(reader, form)?,
        };
        within_limit(reader, &payload.value, payload.span)?;
        Some(payload)
    }
}

fn within_limit(reader: &mut Reader<'_>, payload: &Payload, span: Span) -> Option<()> {
    let size = payload.size_octets();
    if size <= PAYLOAD_OCTETS_MAX {
        return Some(());
    }
    reader.refuse(Problem::OverLimit {
        span,
        what: "a payload".to_owned(),
        count: format!("{size} octets"),
        limit: PAYLOAD_OCTETS_MAX,
        help: "a module takes 300 kB; nothing larger needs to be tried".to_owned(),
    })
}

fn generated(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Payload>> {
    let fields = reader.fields(slot, GENERATE)?;
    let seed = reader.optional(fields, "seed", |r, s| r.number(s, 1..=u64::from(u32::MAX)));
    let size = reader.required(fields, "size", GENERATE)?;
    let size = reader.number(size, 0..=SIZE_MAX)?.value;
    Some(at(slot, Payload::Generated { size, seed: seed.map_or(1, |seed| seed.value) }))
}

fn repeated(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Payload>> {
    let fields = reader.fields(slot, REPEAT)?;
    let octet = reader.required(fields, "octet", REPEAT);
    let octet = octet.and_then(|octet| reader.number(octet, 0..=0xFF));
    let size = reader.required(fields, "size", REPEAT)?;
    let size = reader.number(size, 0..=SIZE_MAX)?.value;
    Some(at(slot, Payload::Repeated { octet: octet?.value, size }))
}

fn concat(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Payload>> {
    let items = reader.items(slot, "[ { hex: \"FF FE\" }, { text: \"...\" } ]")?;
    let read = |item| Payload::read(reader, Slot::new("concat", item));
    let parts: Vec<Option<Spanned<Payload>>> = items.iter().map(read).collect();
    let parts: Option<Vec<Payload>> = parts.into_iter().map(|part| Some(part?.value)).collect();
    Some(at(slot, Payload::Concat(parts?)))
}

fn file(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Arc<[u8]>>> {
    let written = reader.some_text(slot, "{ file: ../vectors/name.pdu }")?;
    let folder = Path::new(reader.source.name()).parent().unwrap_or_else(|| Path::new(""));
    let path = folder.join(&written.value);
    match contents(reader, &path) {
        Ok(octets) => Some(at(slot, octets)),
        Err(reason) => reader.refuse(Problem::PayloadFile {
            span: slot.span(),
            path: path.display().to_string(),
            reason,
        }),
    }
}

fn contents(reader: &mut Reader<'_>, path: &Path) -> Result<Arc<[u8]>, String> {
    let context = reader.context.ok_or("this file has no payloads")?;
    let read = || match (context.files)(path) {
        Ok(octets) => Ok(octets.into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err("there is no such file".to_owned())
        }
        Err(error) => Err(error.to_string()),
    };
    reader.files.0.entry(path.to_path_buf()).or_insert_with(read).clone()
}
