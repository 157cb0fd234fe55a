//! What is in a file, and what it is read back as.

/// A file's octets.
pub(crate) struct Content {
    /// As the TE gives them.
    pub(crate) given: Vec<u8>,
    /// As `AT+CMMSREAD` puts them out.
    pub(crate) read: Vec<u8>,
    /// As `AT+CMMSSNATCH` saves them.
    pub(crate) snatched: Vec<u8>,
}

/// How the octets of a text stand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Ascii,
    Latin1,
    Utf8,
    Utf8WithMark,
    Utf16Be,
    Utf16Le,
}

/// Characters of two, three and four octets in UTF-8, and what ends lines and data elsewhere.
const SAMPLE: &str = "é中😀\r\nOK\r\n\u{1A}";

impl Encoding {
    pub(crate) const ALL: [Self; 6] =
        [Self::Ascii, Self::Latin1, Self::Utf8, Self::Utf8WithMark, Self::Utf16Be, Self::Utf16Le];

    const fn mark(self) -> &'static [u8] {
        match self {
            Self::Ascii | Self::Latin1 | Self::Utf8 => &[],
            Self::Utf8WithMark => &[0xEF, 0xBB, 0xBF],
            Self::Utf16Be => &[0xFE, 0xFF],
            Self::Utf16Le => &[0xFF, 0xFE],
        }
    }

    /// Octets of the shortest text: one character behind its mark. In UTF-8 a character of one octet is ASCII.
    pub(crate) const fn octets_min(self) -> usize {
        match self {
            Self::Ascii | Self::Latin1 => 1,
            Self::Utf8 => 2,
            Self::Utf8WithMark | Self::Utf16Be | Self::Utf16Le => 4,
        }
    }

    /// The characters of a text that exist in the encoding, each with its octets.
    fn characters(self, text: &str) -> Vec<(char, Vec<u8>)> {
        text.chars().filter_map(|sign| Some((sign, self.octets(sign)?))).collect()
    }

    fn octets(self, sign: char) -> Option<Vec<u8>> {
        let mut room = [0; 4];
        let mut units = [0; 2];
        let units = sign.encode_utf16(&mut units).iter();
        match self {
            Self::Ascii => sign.is_ascii().then(|| sign.encode_utf8(&mut room).as_bytes().to_vec()),
            Self::Latin1 => u8::try_from(sign).ok().map(|octet| vec![octet]),
            Self::Utf8 | Self::Utf8WithMark => {
                Some(sign.encode_utf8(&mut room).as_bytes().to_vec())
            }
            Self::Utf16Be => Some(units.flat_map(|unit| unit.to_be_bytes()).collect()),
            Self::Utf16Le => Some(units.flat_map(|unit| unit.to_le_bytes()).collect()),
        }
    }
}

impl Content {
    /// A beginning, then octets of every value, among them what ends lines and data elsewhere.
    pub(crate) fn binary(beginning: &[u8], size: usize) -> Self {
        let octet = |index: u32| index.wrapping_mul(0x9E37_79B1).rotate_left(9).to_be_bytes()[0];
        let beginning = if beginning.len() < size { beginning } else { &[] };
        let rest = size - beginning.len();
        let given: Vec<u8> = beginning.iter().copied().chain((0..).map(octet).take(rest)).collect();
        Self { read: given.clone(), snatched: given.clone(), given }
    }

    /// A beginning and characters again and again, as many as there is room for. In UTF-16 an odd size is one octet less.
    pub(crate) fn text(beginning: &[u8], encoding: Encoding, size: usize) -> Self {
        let beginning = String::from_utf8_lossy(beginning);
        let first = if size < TEXT_OCTETS_MIN { "é" } else { "" };
        let mut text = String::new();
        let mut given = encoding.mark().to_vec();
        let unit = encoding.characters(&[&beginning, SAMPLE].concat());
        let first = encoding.characters(first);
        let padding = encoding.characters(PADDING);
        let room = size - given.len();
        let times = room / unit.iter().map(|(_, octets)| octets.len()).sum::<usize>();
        let characters = first.iter().chain(unit.iter().cycle().take(times * unit.len()));
        for (sign, octets) in characters.chain(padding.iter().cycle().take(room)) {
            if given.len() + octets.len() <= size {
                given.extend(octets);
                text.push(*sign);
            }
        }
        let read: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let snatched = [&[0xFF, 0xFE], read.as_slice()].concat();
        Self { given, read, snatched }
    }
}

/// Octets below which a text is a single character.
const TEXT_OCTETS_MIN: usize = 16;
/// Fills what characters of several octets leave.
const PADDING: &str = ".";
