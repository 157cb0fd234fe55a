//! A message as its author knows it.

/// What was put into a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// CMMSRECP, CMMSCC, CMMSBCC, each in order of entry.
    pub addresses: [Vec<String>; 3],
    /// The title as UTF-16; none when the author cannot tell what the module makes of its octets.
    pub title: Option<Vec<u16>>,
    /// Whether a title was given.
    pub has_title: bool,
    /// The files in order.
    pub files: Vec<File>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its octets; none for a file of the module's own.
    pub octets: Option<Vec<u8>>,
    /// Whether the module must print it as UCS-2; none when the author cannot tell.
    pub is_text: Option<bool>,
}

impl Message {
    /// Whether there is neither title nor address nor file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_title && self.files.is_empty() && !self.has_receiver()
    }

    /// Whether somebody would get it.
    #[must_use]
    pub fn has_receiver(&self) -> bool {
        self.addresses.iter().any(|list| !list.is_empty())
    }
}

impl File {
    /// What CMMSREAD must print; none when the author cannot tell.
    #[must_use]
    pub fn printed(&self) -> Option<Vec<u8>> {
        let octets = self.octets.as_ref()?;
        if !self.is_text? {
            return Some(octets.clone());
        }
        Some(little_endian(&units(octets)?))
    }
}

/// UTF-16 with the least significant octet first.
pub(crate) fn little_endian(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

/// Text with a byte order mark, or ASCII, or UTF-8, as UTF-16; none when it is neither, or its last unit is cut.
pub(crate) fn units(octets: &[u8]) -> Option<Vec<u16>> {
    let pairs = |rest: &[u8], from: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        odd.is_empty().then(|| pairs.iter().map(|pair| from(*pair)).collect())
    };
    match octets {
        [0xFF, 0xFE, rest @ ..] => pairs(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => pairs(rest, u16::from_be_bytes),
        _ => str::from_utf8(octets).ok().map(|text| text.encode_utf16().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_printed_as_ucs_2_without_a_mark() {
        let file = |octets: &[u8], is_text| File {
            name: "t".to_owned(),
            octets: Some(octets.to_vec()),
            is_text: Some(is_text),
        };
        assert_eq!(file(b"\xFE\xFF\0a", true).printed().as_deref(), Some(&b"a\0"[..]));
        assert_eq!(file("é".as_bytes(), true).printed().as_deref(), Some(&b"\xE9\0"[..]));
        assert_eq!(file(b"\xFE\xFF\0a", false).printed().as_deref(), Some(&b"\xFE\xFF\0a"[..]));
        assert_eq!(file(b"\xFF\xFEa", true).printed(), None);
        assert_eq!(file(b"\xFF", true).printed(), None);
    }
}
