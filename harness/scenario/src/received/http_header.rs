//! HTTP header fields of a request (RFC 9110, 5), as authors write them.
//!
//! Those of the PDU that the request carries stand under `headers` and are not looked for here.

use super::read::is_pdu_header;
use crate::node::{Data, Entry};
use crate::reader::{Reader, Shape, Slot, at};
use crate::{Captures, Pattern, Problem, Spanned, Template, shown, suggestion};

/// One expected HTTP header field.
#[derive(Clone, Debug)]
pub struct HttpHeaderExpectation {
    /// Its name; compared without case.
    pub name: Spanned<String>,
    /// What it must be.
    pub value: Spanned<HttpHeaderValue>,
}

/// What an HTTP header field must be. The values of several fields of one name count as one, with a comma and a blank
/// between them (RFC 9110, 5.3).
#[derive(Clone, Debug)]
pub enum HttpHeaderValue {
    /// This text, octet by octet (as UTF-8).
    Text(Template),
    /// A value, as [`shown`] writes it, in which the regular expression matches.
    Pattern(Pattern),
    /// Not there at all.
    Absent,
}

impl HttpHeaderValue {
    /// Tells whether a value, or its absence, is the expected one.
    #[must_use]
    pub fn is_match(&self, value: Option<&[u8]>, captures: &Captures) -> bool {
        match (self, value) {
            (Self::Text(text), Some(value)) => text.resolve(captures).as_bytes() == value,
            (Self::Pattern(pattern), Some(value)) => pattern.is_match(&shown(value), captures),
            (Self::Absent, None) => true,
            (Self::Text(_) | Self::Pattern(_), None) | (Self::Absent, Some(_)) => false,
        }
    }
}

const EXAMPLE: &str =
    "{ User-Agent: SIM7100, Accept: { pattern: 'mms-message' }, x-wap-profile: ~ }";
const VALUE: Shape =
    Shape { place: "an HTTP header field", keys: &["pattern"], example: "{ pattern: '^SIM' }" };
/// Fields of a request; others may be named, a slip of the finger is not.
const NAMES: [&str; 18] = [
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Expect",
    "Host",
    "Proxy-Authorization",
    "Range",
    "Transfer-Encoding",
    "User-Agent",
    "Via",
    "x-wap-profile",
];

impl HttpHeaderExpectation {
    /// Reads the expected fields: names, each with what it must be.
    pub(super) fn read_all(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Self>> {
        let Data::Map(entries) = &slot.node.data else {
            return reader.wrong_shape(slot, "a mapping", EXAMPLE);
        };
        Some(entries.iter().filter_map(|entry| Self::read(reader, entry)).collect())
    }

    fn read(reader: &mut Reader<'_>, entry: &Entry) -> Option<Self> {
        let name = check_name(reader, &entry.key);
        let value = HttpHeaderValue::read(reader, Slot::of(entry))?;
        Some(Self { name: name?, value })
    }
}

impl HttpHeaderValue {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        if slot.node.is_null() {
            return Some(at(slot, Self::Absent));
        }
        if slot.node.scalar().is_some() {
            return Some(reader.template(slot)?.map(Self::Text));
        }
        let fields = reader.fields(slot, VALUE)?;
        let pattern = reader.required(fields, "pattern", VALUE)?;
        Some(Pattern::read(reader, pattern)?.map(Self::Pattern))
    }
}

/// Refuses a name that no field can have, or that is nearly a known one: it would be found absent for ever.
fn check_name(reader: &mut Reader<'_>, name: &Spanned<String>) -> Option<Spanned<String>> {
    if NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Some(name.clone());
    }
    let help = if !is_token(name) {
        "a name is made of letters, digits and `-`, such as `User-Agent`; the colon is not part of it".to_owned()
    } else if is_pdu_header(name) {
        format!("`{}` belongs to the PDU: write it under `headers`", name.value)
    } else if let Some(near) = suggestion::nearest(name, NAMES) {
        format!("did you mean `{near}`?")
    } else {
        return Some(name.clone());
    };
    reader.refuse(Problem::UnknownValue {
        span: name.span,
        what: "HTTP header field".to_owned(),
        value: name.value.clone(),
        help,
    })
}

/// Whether a text is a token (RFC 9110, 5.6.2).
fn is_token(text: &str) -> bool {
    let is_mark = |octet| b"!#$%&'*+-.^_`|~".contains(&octet);
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || is_mark(octet))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn text(text: &str) -> HttpHeaderValue {
        HttpHeaderValue::Text(Template::literal(text))
    }

    fn pattern(text: &str) -> HttpHeaderValue {
        HttpHeaderValue::Pattern(Pattern::new(Template::literal(text)).unwrap())
    }

    #[rstest]
    #[case::same(text("SIM7100"), Some(b"SIM7100".as_slice()), true)]
    #[case::another(text("SIM7100"), Some(b"sim7100".as_slice()), false)]
    #[case::longer(text("SIM"), Some(b"SIM7100".as_slice()), false)]
    #[case::missing(text("SIM7100"), None, false)]
    #[case::found(pattern("^SIM"), Some(b"SIM7100".as_slice()), true)]
    #[case::not_found(pattern("^7100"), Some(b"SIM7100".as_slice()), false)]
    #[case::octets(pattern("^a<C3>$"), Some(b"a\xC3".as_slice()), true)]
    #[case::nothing_to_find(pattern(""), None, false)]
    #[case::absent(HttpHeaderValue::Absent, None, true)]
    #[case::empty_is_not_absent(HttpHeaderValue::Absent, Some(b"".as_slice()), false)]
    fn values(#[case] wanted: HttpHeaderValue, #[case] value: Option<&[u8]>, #[case] is: bool) {
        assert_eq!(wanted.is_match(value, &Captures::new()), is);
    }

    #[rstest]
    #[case::letters("User-Agent", true)]
    #[case::marks("x_wap.profile!", true)]
    #[case::colon("Host:", false)]
    #[case::blank("User Agent", false)]
    #[case::nothing("", false)]
    #[case::beyond_ascii("Höst", false)]
    fn tokens(#[case] name: &str, #[case] is: bool) {
        assert_eq!(is_token(name), is);
    }
}
