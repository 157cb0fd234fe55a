//! Octets as text: `{text: ...}`, `{hex: ...}`, `{base64: ...}` or a plain string. Written as hex.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::message::Message;

/// Octets written in a script, or a message to be encoded as an M-Retrieve.conf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Octets(pub(super) Vec<u8>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Form {
    Text(String),
    Hex(String),
    Base64(String),
    Message(Message),
}

impl Form {
    fn octets(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Hex(text) => unhex(&text),
            Self::Base64(text) => {
                STANDARD.decode(text.trim()).map_err(|error| format!("invalid base64: {error}"))
            }
            Self::Message(message) => Ok(message.retrieve_conf()),
        }
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let hex: String = self.0.iter().map(|octet| format!("{octet:02X}")).collect();
        std::collections::BTreeMap::from([("hex", hex)]).serialize(out)
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(OctetsVisitor)
    }
}

struct OctetsVisitor;

impl<'de> Visitor<'de> for OctetsVisitor {
    type Value = Octets;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a string, or one of {text}, {hex}, {base64}, {message}")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Octets, E> {
        Ok(Octets(text.as_bytes().to_vec()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Octets, A::Error> {
        let form = Form::deserialize(MapAccessDeserializer::new(map))?;
        form.octets().map(Octets).map_err(serde::de::Error::custom)
    }
}

fn unhex(text: &str) -> Result<Vec<u8>, String> {
    let mut digits = Vec::new();
    for character in text.chars().filter(|c| !c.is_ascii_whitespace()) {
        let digit = character.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        digits.push(digit.ok_or_else(|| format!("invalid hexadecimal digit {character:?}"))?);
    }
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("odd number of hexadecimal digits".to_owned());
    }
    Ok(pairs.iter().map(|[high, low]| (high << 4) | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Result<&[u8], &str>) {
        let read = serde_json::from_str::<Octets>(json);
        match (read, expected) {
            (Ok(Octets(octets)), Ok(expected)) => assert_eq!(octets, expected),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (read, expected) => panic!("{read:?} in place of {expected:?}"),
        }
    }

    #[test]
    fn each_form_gives_octets() {
        check(r#""hi""#, Ok(b"hi"));
        check(r#"{"text": "hi"}"#, Ok(b"hi"));
        check(r#"{"hex": "8c 84\n0A"}"#, Ok(&[0x8C, 0x84, 0x0A]));
        check(r#"{"base64": "aGk="}"#, Ok(b"hi"));
    }

    #[test]
    fn wrong_forms_are_named() {
        check(r#"{"hex": "8C 8"}"#, Err("odd number"));
        check(r#"{"hex": "zz"}"#, Err("invalid hexadecimal digit 'z'"));
        check(r#"{"base64": "?"}"#, Err("invalid base64"));
        check(r#"{"hexx": ""}"#, Err("unknown variant `hexx`"));
        check(r#"{"hex": "", "text": ""}"#, Err(""));
        check("1", Err("expected a string, or one of"));
    }

    #[test]
    fn octets_are_written_as_hex() {
        let text = serde_json::to_string(&Octets(vec![0x00, 0xFF])).unwrap();
        assert_eq!(text, r#"{"hex":"00FF"}"#);
    }
}
