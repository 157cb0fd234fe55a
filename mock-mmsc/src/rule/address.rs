//! Forms of an address (ENC 8).

use crate::dissect::Phrase;

/// The form that an address has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Letters and digits, or a sign and digits: a short code.
    Shortcode {
        /// Whether it is a number that is too long for a short code, or has a plus.
        phone: bool,
    },
    /// A device address of an assigned type, sound.
    Device,
    /// A device address of an assigned type whose address does not suit the type.
    DeviceUnsuited,
    /// A device address of any other type.
    DeviceOther,
    /// An e-mail address.
    Email,
    /// An e-mail address with a device type behind it.
    EmailWithType,
    /// None of these.
    Other,
}

/// Digits from which on a number is taken for a telephone number.
const PHONE_DIGITS_MIN: usize = 7;

/// Whether no rule finds anything about an address.
pub(super) fn is_sound(text: &Phrase) -> bool {
    let is_number = |octets: &[u8]| octets.strip_suffix(PLMN).is_some_and(is_global_number);
    // As nearly all addresses are.
    is_number(text.as_bytes())
        || matches!(
            form(text),
            Address::Device | Address::Email | Address::Shortcode { phone: false }
        )
}

/// The type of a telephone number, as most write it.
const PLMN: &[u8] = b"/TYPE=PLMN";

/// Tells the form of an address.
pub(super) fn form(text: &str) -> Address {
    match text.rsplit_once('/').and_then(|(address, kind)| Some((address, device_type(kind)?))) {
        Some((address, _)) if is_email(address) => Address::EmailWithType,
        Some((address, kind)) => device(address, kind),
        None if is_email(text) => Address::Email,
        None => shortcode(text),
    }
}

fn device_type(text: &str) -> Option<&str> {
    let (word, kind) = text.split_once('=')?;
    word.eq_ignore_ascii_case("TYPE").then_some(kind)
}

fn device(address: &str, kind: &str) -> Address {
    let suits = if kind.eq_ignore_ascii_case("PLMN") {
        is_global_number(address.as_bytes())
    } else if kind.eq_ignore_ascii_case("IPv4") {
        address.parse::<std::net::Ipv4Addr>().is_ok()
    } else if kind.eq_ignore_ascii_case("IPv6") {
        address.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        return Address::DeviceOther;
    };
    if suits { Address::Device } else { Address::DeviceUnsuited }
}

fn is_global_number(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"+").unwrap_or(text);
    !digits.is_empty() && digits.iter().all(|c| matches!(c, b'0'..=b'9' | b'-' | b'.'))
}

fn is_email(text: &str) -> bool {
    if !text.contains('@') {
        return false;
    }
    let bare = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(text);
    bare.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains([' ', '/', '=', '<', '>'])
    })
}

fn shortcode(text: &str) -> Address {
    let signed = text.strip_prefix(['+', '*', '#']);
    let number = signed.unwrap_or(text);
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let alphanumeric = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !digits && !alphanumeric {
        return Address::Other;
    }
    let phone = digits && (text.starts_with('+') || number.len() >= PHONE_DIGITS_MIN);
    Address::Shortcode { phone }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("+33612345678/TYPE=PLMN", Address::Device)]
    #[case("+33-6.12/type=plmn", Address::Device)]
    #[case("336 12/TYPE=PLMN", Address::DeviceUnsuited)]
    #[case("/TYPE=PLMN", Address::DeviceUnsuited)]
    #[case("10.0.0.172/TYPE=IPv4", Address::Device)]
    #[case("10.0.0/TYPE=IPv4", Address::DeviceUnsuited)]
    #[case("FEDC::1/TYPE=IPv6", Address::Device)]
    #[case("1/TYPE=PLNM", Address::DeviceOther)]
    #[case("a@b.example", Address::Email)]
    #[case("A B <a@b.example>", Address::Email)]
    #[case("a@b.example/TYPE=PLMN", Address::EmailWithType)]
    #[case("13918181818", Address::Shortcode { phone: true })]
    #[case("+12", Address::Shortcode { phone: true })]
    #[case("10086", Address::Shortcode { phone: false })]
    #[case("*123", Address::Shortcode { phone: false })]
    #[case("NEWS7", Address::Shortcode { phone: false })]
    #[case("made by X", Address::Other)]
    #[case("", Address::Other)]
    fn forms(#[case] text: &str, #[case] expected: Address) {
        assert_eq!(form(text), expected);
    }
}
