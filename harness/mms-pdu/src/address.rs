//! Addresses (ENC 8): e-mail, device addresses with `/TYPE=`, and short codes, inside an Encoded-string-value.
//!
//! What cannot be parsed is kept: addresses from the network are often not what the grammar says (ADR-3).

use alloc::borrow::{Cow, ToOwned};
use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

use thiserror::Error;

use crate::encoded_string::EncodedString;
use crate::error::DecodeError;
use crate::reader::Reader;
use crate::sink::Sink;

/// An address as the wire has it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Address<'a>(EncodedString<'a>);

/// What an address is by its syntax.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum AddressKind {
    /// A telephone number with `/TYPE=PLMN`.
    Plmn,
    /// A dotted quad with `/TYPE=IPv4`.
    Ipv4,
    /// An IPv6 address with `/TYPE=IPv6`.
    Ipv6,
    /// Another device address with a `/TYPE=`.
    Device,
    /// An e-mail address.
    Email,
    /// Digits, with an optional `+`, `*` or `#` in front.
    NumShortcode,
    /// Letters and digits.
    AlphanumShortcode,
    /// Nothing that the grammar has.
    Other,
}

/// A recipient that has no address form.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("recipient is neither a telephone number, nor a mailbox, nor an address of ENC 8")]
pub struct AddressError;

/// What separates a device address from its type.
const TYPE: &str = "/TYPE=";

impl<'a> Address<'a> {
    /// Makes the address that a user dials: a number gets `/TYPE=PLMN`, a mailbox and what is an address already
    /// stay as they are.
    ///
    /// ```
    /// use mms_pdu::Address;
    /// assert_eq!(Address::from_dialled("13918181818")?.to_string(), "13918181818/TYPE=PLMN");
    /// assert_eq!(Address::from_dialled("T1@TEST.COM")?.to_string(), "T1@TEST.COM");
    /// # Ok::<(), mms_pdu::AddressError>(())
    /// ```
    ///
    /// # Errors
    /// The text is none of these.
    pub fn from_dialled(text: &str) -> Result<Address<'static>, AddressError> {
        if is_number(text) {
            return Ok(Address(EncodedString::from_text(text.to_owned() + "/TYPE=PLMN")));
        }
        match kind(text) {
            AddressKind::Other => Err(AddressError),
            _ => Ok(Address(EncodedString::from_text(text.to_owned()))),
        }
    }

    /// Takes any text as an address.
    #[must_use]
    pub const fn from_encoded(text: EncodedString<'a>) -> Self {
        Self(text)
    }

    /// Returns the value as the wire has it.
    #[must_use]
    pub const fn encoded(&self) -> &EncodedString<'a> {
        &self.0
    }

    /// Returns the whole address, `/TYPE=` included.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        self.0.text()
    }

    /// Returns the address without `/TYPE=` and what follows.
    #[must_use]
    pub fn bare(&self) -> Cow<'_, str> {
        match self.text() {
            Cow::Borrowed(text) => {
                Cow::Borrowed(text.split_once(TYPE).map_or(text, |(bare, _)| bare))
            }
            Cow::Owned(mut text) => {
                text.truncate(text.find(TYPE).unwrap_or(text.len()));
                Cow::Owned(text)
            }
        }
    }

    /// Returns what follows `/TYPE=`, whether it is a type that ENC 8 has or not; `None` for an address without.
    #[must_use]
    pub fn device_type(&self) -> Option<Cow<'_, str>> {
        match self.text() {
            Cow::Borrowed(text) => text.split_once(TYPE).map(|(_, name)| Cow::Borrowed(name)),
            Cow::Owned(text) => text.split_once(TYPE).map(|(_, name)| Cow::Owned(name.to_owned())),
        }
    }

    /// Tells what the address is.
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        kind(&self.text())
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> Address<'static> {
        Address(self.0.into_owned())
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        EncodedString::read(reader).map(Self)
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        self.0.write(sink);
    }
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text())
    }
}

fn kind(text: &str) -> AddressKind {
    match text.split_once(TYPE) {
        Some((address, "PLMN")) if is_number(address) => AddressKind::Plmn,
        Some((address, "IPv4")) if address.parse::<Ipv4Addr>().is_ok() => AddressKind::Ipv4,
        Some((address, "IPv6")) if address.parse::<Ipv6Addr>().is_ok() => AddressKind::Ipv6,
        Some((_, "PLMN" | "IPv4" | "IPv6")) => AddressKind::Other,
        Some((address, name)) if is_escaped(address) && is_type(name) => AddressKind::Device,
        Some(_) => AddressKind::Other,
        None if is_mailbox(text) => AddressKind::Email,
        None if is_num_shortcode(text) => AddressKind::NumShortcode,
        None if is_alphanum(text) => AddressKind::AlphanumShortcode,
        None => AddressKind::Other,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|octet| octet.is_ascii_digit() || matches!(octet, b'-' | b'.'))
}

fn is_num_shortcode(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '*', '#']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())
}

fn is_alphanum(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_alphanumeric())
}

fn is_type(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'_')
}

/// Safe characters; others stand as `%HH`, and `%` is itself a safe character.
fn is_escaped(text: &str) -> bool {
    let safe = |octet: u8| octet.is_ascii_alphanumeric() || b"+-.%_".contains(&octet);
    !text.is_empty() && text.bytes().all(safe)
}

/// A mailbox of RFC 2822, with or without a display name: `local@domain` or `name <local@domain>`.
fn is_mailbox(text: &str) -> bool {
    let address = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((_, address)) => address,
        None => text,
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.chars().any(|it| it.is_whitespace() || it.is_control() || "<>,;".contains(it))
    };
    let quoted = |part: &str| part.starts_with('"') && part.ends_with('"');
    address.rsplit_once('@').is_some_and(|(local, domain)| {
        (quoted(local) || plain(local) && !local.contains('@')) && plain(domain)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::charset::Charset;
    use std::string::ToString;

    #[rstest]
    #[case("+33612345678/TYPE=PLMN", AddressKind::Plmn)]
    #[case("+123.456-789/TYPE=PLMN", AddressKind::Plmn)]
    #[case("++1/TYPE=PLMN", AddressKind::Other)]
    #[case("a1/TYPE=PLMN", AddressKind::Other)]
    #[case::adr_3("123/TYPE=PLNM", AddressKind::Device)]
    #[case("1.2.3.4/TYPE=IPv4", AddressKind::Ipv4)]
    #[case("1.2.3.256/TYPE=IPv4", AddressKind::Other)]
    #[case("::1/TYPE=IPv6", AddressKind::Ipv6)]
    #[case("a%20b/TYPE=X_1", AddressKind::Device)]
    #[case("a%2/TYPE=X", AddressKind::Device)]
    #[case("a b/TYPE=X", AddressKind::Other)]
    #[case("/TYPE=X", AddressKind::Other)]
    #[case("a/TYPE=", AddressKind::Other)]
    #[case("a/TYPE=X-Y", AddressKind::Other)]
    #[case("user@example.com", AddressKind::Email)]
    #[case("Some One <user@example.com>", AddressKind::Email)]
    #[case("a@b@c", AddressKind::Other)]
    #[case("a b@c", AddressKind::Other)]
    #[case("a\u{7F}@c", AddressKind::Other)]
    #[case("a,b@c", AddressKind::Other)]
    #[case("a@b;c", AddressKind::Other)]
    #[case("\"a b\"@c.de", AddressKind::Email)]
    #[case("\"a b@c.de", AddressKind::Other)]
    #[case("a b\"@c.de", AddressKind::Other)]
    #[case("@c", AddressKind::Other)]
    #[case("0444444444", AddressKind::NumShortcode)]
    #[case("*123", AddressKind::NumShortcode)]
    #[case("Erotik", AddressKind::AlphanumShortcode)]
    #[case("made by X", AddressKind::Other)]
    #[case("", AddressKind::Other)]
    fn an_address_has_a_kind(#[case] text: &str, #[case] expected: AddressKind) {
        assert_eq!(Address::from_encoded(EncodedString::from_text(text)).kind(), expected);
    }

    #[rstest]
    #[case("13918181818", Some("13918181818/TYPE=PLMN"))]
    #[case("+8613918181818", Some("+8613918181818/TYPE=PLMN"))]
    #[case("T1@TEST.COM", Some("T1@TEST.COM"))]
    #[case("123/TYPE=PLMN", Some("123/TYPE=PLMN"))]
    #[case("#77", Some("#77"))]
    #[case("a b", None)]
    #[case("", None)]
    fn what_is_dialled_becomes_an_address(#[case] dialled: &str, #[case] text: Option<&str>) {
        let address = Address::from_dialled(dialled).ok();
        assert_eq!(address.as_ref().map(Address::text).as_deref(), text);
    }

    #[test]
    fn the_bare_address_has_no_type() {
        let address = Address::from_encoded(EncodedString::from_text("15551230000/TYPE=PLMN"));
        assert_eq!(address.bare(), "15551230000");
        assert_eq!(address.device_type().as_deref(), Some("PLMN"));
        let wide = EncodedString::with_charset(Charset::UTF_16, "1/TYPE=PLMN").unwrap();
        let wide = Address::from_encoded(wide);
        assert_eq!((&*wide.bare(), wide.device_type().as_deref()), ("1", Some("PLMN")));
        assert_eq!(Address::from_dialled("a@b.c").unwrap().device_type(), None);
        assert_eq!(Address::from_dialled("a@b.c").unwrap().to_string(), "a@b.c");
    }
}
