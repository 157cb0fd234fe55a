//! Octets written as hex or base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::reader::{Reader, Slot, at};
use crate::{Problem, Spanned};

/// Reads pairs of hex digits, white space between them as the author likes.
pub(crate) fn hex(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Vec<u8>>> {
    let text = reader.text(slot)?;
    match decode(&text) {
        Ok(octets) => Some(at(slot, octets)),
        Err(Refusal { offset, length, reason, label }) => {
            let span = slot.node.part(reader.source, offset, length);
            reader.refuse(Problem::BadHex { span, reason, label: label.to_owned() })
        }
    }
}

/// Reads base64 of the standard alphabet; white space is skipped.
pub(super) fn base64(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Vec<u8>>> {
    let text = reader.text(slot)?;
    let compact: String = text.split_whitespace().collect();
    match STANDARD.decode(compact) {
        Ok(octets) => Some(at(slot, octets)),
        Err(error) => reader
            .refuse(Problem::BadBase64 { span: slot.span(), reason: lower(&error.to_string()) }),
    }
}

fn lower(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect::<String>().trim_end_matches('.').to_owned()
}

struct Refusal {
    offset: usize,
    length: usize,
    reason: String,
    label: &'static str,
}

fn decode(text: &str) -> Result<Vec<u8>, Refusal> {
    let mut octets = Vec::with_capacity(text.len() / 2);
    let mut high: Option<(usize, u8)> = None;
    for (offset, character) in text.char_indices() {
        if character.is_ascii_whitespace() {
            if let Some((offset, _)) = high {
                return Err(half(offset));
            }
            continue;
        }
        let digit = character.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (high.take(), digit) {
            (_, None) => return Err(no_digit(offset, character)),
            (None, Some(digit)) => high = Some((offset, digit)),
            (Some((_, first)), Some(digit)) => octets.push(first << 4 | digit),
        }
    }
    match high {
        Some((offset, _)) => Err(half(offset)),
        None => Ok(octets),
    }
}

fn half(offset: usize) -> Refusal {
    let reason = format!("the digit at position {} stands alone", offset.saturating_add(1));
    Refusal { offset, length: 1, reason, label: "half an octet" }
}

fn no_digit(offset: usize, character: char) -> Refusal {
    let shown = character.escape_debug();
    let reason = format!("`{shown}` at position {} is no hex digit", offset.saturating_add(1));
    Refusal { offset, length: character.len_utf8(), reason, label: "no hex digit" }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::blanks("FF fe 41", Ok(&[0xFF, 0xFE, 0x41][..]))]
    #[case::no_blanks("FFFE", Ok(&[0xFF, 0xFE][..]))]
    #[case::nothing("", Ok(&[][..]))]
    #[case::no_digit("FF XE", Err(3))]
    #[case::odd("FF F", Err(3))]
    #[case::split_pair("F F", Err(0))]
    #[case::wide_character("FF“", Err(2))]
    fn decode_says_where(#[case] text: &str, #[case] expected: Result<&[u8], usize>) {
        let decoded = decode(text).map_err(|refusal| refusal.offset);
        assert_eq!(decoded.as_deref().map_err(|offset| *offset), expected);
    }
}
