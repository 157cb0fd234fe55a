//! Values of PDUs out of a fuzzer's octets. All are legal by the grammar, so that they are read back as they are.
//!
//! Octets that run out draw as zeros; the loops here end then.

use arbitrary::Unstructured;
use mms_pdu::{
    Address, Body, Charset, ContentType, EncodedString, Expiry, FromValue, Header, HeaderName,
    MediaType, MessageClass, Parameter, Part, QValue, RawValue, TextString, TokenText,
    UntypedValue, Version,
};

/// Entries of a list.
const LIST_MAX: u8 = 4;
/// Characters of a text.
const TEXT_CHARACTERS_MAX: usize = 40;
/// Octets of a part.
const DATA_OCTETS_MAX: usize = 96;
/// Charsets that texts are written in.
const CHARSETS: [Charset; 6] = [
    Charset::US_ASCII,
    Charset::ISO_8859_1,
    Charset::UTF_8,
    Charset::UCS_2,
    Charset::UTF_16,
    Charset::UTF_16LE,
];
/// Numbers of header fields that are not assigned.
const FREE_FIELDS: [u8; 6] = [0x40, 0x4C, 0x55, 0x60, 0x6A, 0x7F];
/// Numbers of parameters without a type.
const FREE_PARAMETERS: [u32; 5] = [0x02, 0x0C, 0x16, 0x1B, u32::MAX];

/// A source of values.
#[derive(Debug)]
pub(super) struct Draw<'a>(Unstructured<'a>);

impl<'a> Draw<'a> {
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Self(Unstructured::new(octets))
    }

    pub(super) fn octet(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or_default()
    }

    /// Any octet of those that stand for themselves.
    pub(super) fn token_octet(&mut self) -> u8 {
        self.octet() | 0x80
    }

    pub(super) fn flag(&mut self) -> bool {
        self.octet() & 1 == 1
    }

    /// A number of as many octets as another number says, so that edges of encodings are likely.
    pub(super) fn number(&mut self) -> u64 {
        let shift = u32::from(self.octet() % 8) * 8;
        let number: u64 = self.0.arbitrary().unwrap_or_default();
        number >> (56 - shift)
    }

    fn number_32(&mut self) -> u32 {
        let [a, b, c, d, ..] = self.number().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    fn one<T: Copy>(&mut self, of: &[T], default: T) -> T {
        of.get(usize::from(self.octet()) % of.len().max(1)).copied().unwrap_or(default)
    }

    pub(super) fn option<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| draw(self))
    }

    pub(super) fn list<T>(&mut self, mut draw: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.octet() % LIST_MAX).map(|_| draw(self)).collect()
    }

    fn text(&mut self) -> String {
        let length = usize::from(self.octet()) % TEXT_CHARACTERS_MAX;
        let octets = self.octets(length);
        String::from_utf8_lossy(octets).into_owned()
    }

    fn octets(&mut self, most: usize) -> &'a [u8] {
        let length = most.min(self.0.len());
        self.0.bytes(length).unwrap_or_default()
    }

    pub(super) fn text_string(&mut self) -> TextString<'static> {
        TextString::lossy(&self.text())
    }

    fn token_text(&mut self) -> TokenText<'static> {
        let text: String = self.text().chars().filter(|letter| !letter.is_control()).collect();
        // The first octet of a token tells it from a number and from a quoted text.
        TokenText::new(format!("X{text}"))
            .unwrap_or_else(|_| TokenText::new("X").unwrap_or_else(|_| unreachable!("a token")))
    }

    /// A text that may name its charset. Before one of two octets a character 0x7F may be its Quote or half of a character;
    /// the count of octets tells, since the end is one octet (WSP 8.4.2.1).
    pub(super) fn encoded_string(&mut self) -> EncodedString<'static> {
        let (charset, text) = (self.one(&CHARSETS, Charset::UTF_8), self.text());
        EncodedString::with_charset(charset, &text)
            .unwrap_or_else(|| EncodedString::from_text(text))
    }

    pub(super) fn address(&mut self) -> Address<'static> {
        let text = self.encoded_string();
        match Address::from_dialled(&text.text()) {
            Ok(address) => address,
            Err(_) => Address::from_encoded(text),
        }
    }

    pub(super) fn sender(&mut self) -> FromValue<'static> {
        if self.flag() { FromValue::Address(self.address()) } else { FromValue::InsertAddress }
    }

    pub(super) fn version(&mut self) -> Version {
        let (major, minor) = (self.octet() % 8, self.octet() % 16);
        Version::new(major, (minor < 15).then_some(minor)).unwrap_or(Version::V1_0)
    }

    pub(super) fn expiry(&mut self) -> Expiry {
        if self.flag() { Expiry::Absolute(self.number()) } else { Expiry::Relative(self.number()) }
    }

    pub(super) fn message_class(&mut self) -> MessageClass<'static> {
        if self.flag() {
            MessageClass::Token(self.token_text())
        } else {
            MessageClass::from_octet(self.token_octet())
        }
    }

    /// Header fields that a PDU keeps, each number once.
    pub(super) fn headers(&mut self) -> Vec<Header<'static>> {
        let mut headers: Vec<Header<'static>> = Vec::new();
        for _ in 0..self.octet() % LIST_MAX {
            let name = if self.flag() {
                HeaderName::Assigned(self.one(&FREE_FIELDS, 0x40))
            } else {
                HeaderName::Text(self.token_text())
            };
            let value = self.raw_value();
            let is_again = headers.iter().any(|header| header.name == name);
            if !is_again {
                headers.push(Header { name, value });
            }
        }
        headers
    }

    fn raw_value(&mut self) -> RawValue<'static> {
        let octets = match self.octet() % 3 {
            0 => vec![self.token_octet()],
            1 => {
                let text: String =
                    self.text().chars().filter(|letter| matches!(letter, ' '..='~')).collect();
                [text.as_bytes(), &[0]].concat()
            }
            _ => {
                let octets = self.octets(30);
                let length = u8::try_from(octets.len()).unwrap_or_default();
                [&[length], octets].concat()
            }
        };
        let none = || RawValue::new(&[0x80][..]).unwrap_or_else(|| unreachable!("one octet"));
        RawValue::new(octets).unwrap_or_else(none)
    }

    /// A content type that is a multipart or none, and the body that goes with it.
    pub(super) fn content(&mut self) -> (ContentType<'static>, Body<'static>) {
        self.body(2)
    }

    fn body(&mut self, depth: u8) -> (ContentType<'static>, Body<'static>) {
        let media_type = self.media_type();
        let is_multipart = media_type.is_multipart();
        if is_multipart && depth == 0 {
            return (ContentType::new(MediaType::TEXT_PLAIN), Body::Data(Vec::new().into()));
        }
        let parameters = self.list(Self::parameter);
        let body = if is_multipart {
            Body::Multipart(self.list(|draw| draw.part(depth - 1)))
        } else {
            Body::Data(self.octets(DATA_OCTETS_MAX).to_vec().into())
        };
        (ContentType { media_type, parameters }, body)
    }

    fn part(&mut self, depth: u8) -> Part<'static> {
        let (content_type, body) = self.body(depth);
        Part {
            content_type,
            content_id: self.option(Self::text_string),
            content_location: self.option(Self::text_string),
            headers: self
                .option(|draw| {
                    let name = HeaderName::Assigned(draw.octet() % 0x3F + 0x41);
                    Header { name, value: draw.raw_value() }
                })
                .into_iter()
                .collect(),
            body,
        }
    }

    fn media_type(&mut self) -> MediaType<'static> {
        match self.octet() % 4 {
            0 => MediaType::MULTIPART_MIXED,
            1 => MediaType::MULTIPART_RELATED,
            2 => MediaType::WellKnown(self.number_32()),
            _ => MediaType::Named(self.token_text()),
        }
    }

    fn parameter(&mut self) -> Parameter<'static> {
        match self.octet() % 9 {
            0 => Parameter::Q(QValue::from_thousandths(u16::from(self.octet())).unwrap_or_else(
                || QValue::new(1).unwrap_or_else(|| unreachable!("the least quality")),
            )),
            1 => Parameter::Charset(Charset(self.number_32())),
            2 => Parameter::Name(self.text_string()),
            3 => Parameter::FileName(self.text_string()),
            4 => Parameter::RelatedType(MediaType::Named(self.token_text())),
            5 => Parameter::Start(self.text_string()),
            6 => Parameter::StartInfo(self.text_string()),
            7 => Parameter::Assigned {
                number: self.one(&FREE_PARAMETERS, 0x02),
                value: self.raw_value(),
            },
            _ => {
                let name = self.token_text();
                let value = if self.flag() {
                    UntypedValue::Integer(self.number())
                } else {
                    UntypedValue::Text(self.text_string())
                };
                Parameter::Named { name, value }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn octets_decide_what_is_drawn() {
        let octets: Vec<u8> = (0..=255).collect();
        let draw = |octets: &[u8]| format!("{:?}", Draw::new(octets).content());
        assert_eq!(draw(&octets), draw(&octets));
        assert_ne!(draw(&octets), draw(&octets[3..]));
        assert!(draw(&[]).contains("Multipart([])"), "{}", draw(&[]));
    }
}
