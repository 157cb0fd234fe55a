//! Content-Transfer-Encoding of a part (RFC 2045): base64 and quoted-printable are undone. An operator sends them,
//! as a textual header, although a WSP multipart needs neither.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::header::Header;

/// Undoes the transfer encoding that the headers name; the data as they are where there is none.
pub(crate) fn decode<'d>(headers: &[Header<'_>], data: &'d [u8]) -> Cow<'d, [u8]> {
    let encoding = headers.iter().find_map(|header| {
        let name = header.text_name()?;
        name.eq_ignore_ascii_case("Content-Transfer-Encoding").then(|| header.value.text())?
    });
    let decoded = match encoding.as_deref().map(|name| name.trim_matches(['"', ' '])) {
        Some(name) if name.eq_ignore_ascii_case("base64") => base64(data),
        Some(name) if name.eq_ignore_ascii_case("quoted-printable") => quoted_printable(data),
        _ => None,
    };
    decoded.map_or(Cow::Borrowed(data), Cow::Owned)
}

fn base64(data: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = data
        .iter()
        .filter(|octet| !octet.is_ascii_whitespace())
        .take_while(|octet| **octet != b'=')
        .map(|octet| base64_digit(*octet))
        .collect::<Option<_>>()?;
    let mut octets = Vec::with_capacity(digits.len());
    for quad in digits.chunks(4) {
        let bits = quad.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
        let [_, octet_1, octet_2, octet_3] = match quad.len() {
            4 => bits.to_be_bytes(),
            3 => (bits << 6).to_be_bytes(),
            2 => (bits << 12).to_be_bytes(),
            _ => return None,
        };
        let whole = [octet_1, octet_2, octet_3];
        octets.extend(whole.iter().take(quad.len() - 1));
    }
    Some(octets)
}

const fn base64_digit(octet: u8) -> Option<u8> {
    match octet {
        b'A'..=b'Z' => Some(octet - b'A'),
        b'a'..=b'z' => Some(octet - b'a' + 26),
        b'0'..=b'9' => Some(octet - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn quoted_printable(data: &[u8]) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some((octet, after)) = rest.split_first() {
        (octets, rest) = match (octet, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => (octets, after),
            (b'=', [high, low, after @ ..]) => {
                octets.push(hex_digit(*high)? << 4 | hex_digit(*low)?);
                (octets, after)
            }
            (b'=', _) => return None,
            (octet, after) => {
                octets.push(*octet);
                (octets, after)
            }
        };
    }
    Some(octets)
}

const fn hex_digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'A'..=b'F' => Some(octet - b'A' + 10),
        b'a'..=b'f' => Some(octet - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none("8bit", b"aGk=", b"aGk=")]
    #[case::none_of_these("8bit", b"a=3D", b"a=3D")]
    #[case::digits_of_every_kind("base64", b"+/+/azAZ09", b"\xFB\xFF\xBF\x6B\x30\x19\xD3")]
    #[case::two_octets("base64", b"aGk=", b"hi")]
    #[case::one_octet("BASE64", b"aA==", b"h")]
    #[case::three_octets_in_lines("base64", b"aGl\r\nh", b"hia")]
    #[case::not_base64("base64", b"a*", b"a*")]
    #[case::one_digit("base64", b"a", b"a")]
    #[case::quoted_printable("quoted-printable", b"a=3Db=\r\nc=E9", b"a=bc\xE9")]
    #[case::small_letters("quoted-printable", b"=af=0a=Fa", b"\xAF\x0A\xFA")]
    #[case::line_feed_alone("quoted-printable", b"a=\nb", b"ab")]
    #[case::cut_short("quoted-printable", b"a=3", b"a=3")]
    #[case::not_quoted_printable("quoted-printable", b"a=ZZ", b"a=ZZ")]
    fn an_encoding_is_undone(#[case] name: &str, #[case] data: &[u8], #[case] expected: &[u8]) {
        let header = Header::application("content-transfer-encoding", name).unwrap();
        assert_eq!(&*decode(&[header], data), expected);
    }
}
