//! Octets as people write them: hexadecimal digits, and the dumps of `xxd` and `hexdump -C`.

/// What an input stands for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Octets {
    /// The octets.
    pub(crate) octets: Vec<u8>,
    /// What may be wrong with taking them so.
    pub(crate) hint: Option<&'static str>,
}

/// Told when an input is text that stands for nothing but itself.
pub(crate) const TEXT_HINT: &str = "the input is printable text, and neither hexadecimal digits (with blanks, `:`, `,` or `0x` \
    between octets) nor a dump of xxd or hexdump -C; its characters are taken as the octets";

/// Digits of the offset with which a line of a dump begins, at least.
const OFFSET_DIGITS_MIN: usize = 6;

/// Octets that the repeated rows of a dump may stand for.
const REPEATED_OCTETS_MAX: usize = 4 * 1024 * 1024;

/// Octets as they are, or those that a text stands for.
///
/// # Errors
/// There are none, or the text ends in the middle of an octet or contradicts itself.
pub(crate) fn read(input: Vec<u8>) -> Result<Octets, String> {
    if input.is_empty() {
        return Err("the input is empty".to_owned());
    }
    let Some(text) = str::from_utf8(&input).ok().filter(|text| is_printable(text)) else {
        return Ok(Octets { octets: input, hint: None });
    };
    if let Some(octets) = dump(text)? {
        return Ok(Octets { octets, hint: None });
    }
    match digits(text)? {
        Some(octets) => Ok(Octets { octets, hint: None }),
        None => Ok(Octets { octets: input, hint: Some(TEXT_HINT) }),
    }
}

pub(crate) fn is_printable(text: &str) -> bool {
    !text.contains(|character: char| character.is_control() && !character.is_ascii_whitespace())
}

/// Hexadecimal digits with or without separators; none when the text is something else.
fn digits(text: &str) -> Result<Option<Vec<u8>>, String> {
    let is_separator =
        |character: char| character.is_ascii_whitespace() || ":,".contains(character);
    let parted = text.contains([':', ',']);
    let mut digits = String::with_capacity(text.len());
    for word in text.split(is_separator).filter(|word| !word.is_empty()) {
        let (prefixed, word) = match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
            Some(word) => (true, word),
            None => (false, word),
        };
        if word.is_empty() || !is_hex(word) {
            return Ok(None);
        }
        // Between separators, and behind 0x, one digit is a whole octet.
        if word.len() == 1 && (prefixed || parted) {
            digits.push('0');
        }
        digits.push_str(word);
    }
    if digits.len() % 2 == 1 {
        let (digits, are) = match digits.len() {
            1 => ("1 hexadecimal digit".to_owned(), "is"),
            count => (format!("{count} hexadecimal digits"), "are"),
        };
        return Err(format!("{digits} {are} no whole number of octets"));
    }
    Ok(Some(pairs(&digits)).filter(|octets| !octets.is_empty()))
}

fn is_hex(word: &str) -> bool {
    word.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn pairs(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2).filter_map(|pair| str::from_utf8(pair).ok());
    pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// The octets of a dump; none when the text is none.
fn dump(text: &str) -> Result<Option<Vec<u8>>, String> {
    let lines = || text.lines().map(str::trim_end).zip(1..).filter(|(line, _)| !line.is_empty());
    let Some(base) = lines().next().and_then(|(line, _)| Row::of(line)?.base()) else {
        return Ok(None);
    };
    let mut octets = Vec::new();
    let (mut last, mut repeated) = (Vec::new(), false);
    for (line, number) in lines() {
        let wrong = |what: &str| format!("line {number} of the dump {what}");
        if line == "*" {
            repeated = true;
            continue;
        }
        let row = Row::of(line).ok_or_else(|| wrong("does not begin with an offset"))?;
        let at = row.offset.checked_sub(base).filter(|at| *at <= REPEATED_OCTETS_MAX);
        while repeated && !last.is_empty() && at.is_some_and(|at| octets.len() < at) {
            octets.extend_from_slice(&last);
        }
        repeated = false;
        if at != Some(octets.len()) {
            let before = octets.len() + base;
            return Err(wrong(&format!(
                "has the offset {:x} where {before:x} would follow",
                row.offset
            )));
        }
        last = row.octets().ok_or_else(|| {
            wrong("has no octets of two digits in their order; `xxd` or `hexdump -C` print them")
        })?;
        octets.extend_from_slice(&last);
    }
    Ok(Some(octets).filter(|octets| !octets.is_empty()))
}

/// A line of a dump: offset, octets, and what they are as characters.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    offset: usize,
    /// Whether a colon follows the offset, as `xxd` prints it.
    colon: bool,
    rest: &'a str,
}

impl<'a> Row<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (offset, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (offset, colon) = match offset.strip_suffix(':') {
            Some(offset) => (offset, true),
            None => (offset, false),
        };
        let is_offset = offset.len() >= OFFSET_DIGITS_MIN && is_hex(offset);
        let offset = usize::from_str_radix(offset, 16).ok().filter(|_| is_offset)?;
        Some(Self { offset, colon, rest: rest.trim_start() })
    }

    /// The offset with which a dump begins, if the row can be its first.
    fn base(self) -> Option<usize> {
        let marked = self.colon || self.rest.ends_with('|');
        (marked || (self.offset == 0 && !self.rest.is_empty())).then_some(self.offset)
    }

    fn octets(self) -> Option<Vec<u8>> {
        let columns = if self.colon {
            // Two blanks part the octets of `xxd` from the characters.
            self.rest.split("  ").next()
        } else {
            self.rest.split('|').next()
        };
        let mut octets = Vec::new();
        for word in columns.unwrap_or_default().split_whitespace() {
            // Words of `hexdump` without -C are in the order of the host, those of `xxd` are not.
            let in_order = if self.colon { word.len() % 2 == 0 } else { word.len() == 2 };
            if !in_order || !is_hex(word) {
                return None;
            }
            octets.extend(pairs(word));
        }
        Some(octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Type m-send.conf, transaction id "1", version 1.0, Response-Status Ok, Message-ID "2" three times.
    const PDU: [u8; 18] = [
        0x8C, 0x81, 0x98, 0x31, 0x00, 0x8D, 0x90, 0x92, 0x80, 0x8B, 0x32, 0x00, 0x8B, 0x32, 0x00,
        0x8B, 0x32, 0x00,
    ];

    const XXD: &str = "\
00000000: 8c81 9831 008d 9092 808b 3200 8b32 008b  ...1......2..2..
00000010: 3200                                     2.
";

    const HEXDUMP: &str = "\
00000000  8c 81 98 31 00 8d 90 92  80 8b 32 00 8b 32 00 8b  |...1......2..2..|
00000010  32 00                                             |2.|
00000012
";

    #[rstest]
    #[case::xxd(XXD)]
    #[case::hexdump(HEXDUMP)]
    #[case::upper_case_of_other_lines(&XXD.to_uppercase().replace('\n', "\r\n\r\n"))]
    #[case::from_another_offset(&XXD.replace("000000", "000123"))]
    #[case::without_characters(
        "000000 8c 81 98 31 00 8d 90 92 80 8b 32 00 8b 32 00 8b\n000010 32 00\n"
    )]
    #[case::blanks("8C 81 98 31 00 8D 90 92\n80 8B 32 00 8B 32 00 8B 32 00\n")]
    #[case::no_blanks("8c819831008d9092808b32008b32008b3200")]
    #[case::colons("8c:81:98:31:00:8d:90:92:80:8b:32:0:8b:32:0:8b:32:0")]
    #[case::commas("8c, 81, 98,31,00,8d,90,92,80,8b,32,00,8b,32,00,8b,32,00,\n")]
    #[case::prefixes(
        "0x8c 0X81 0x98 0x31 0x0 0x8d 0x90 0x92 0x80 0x8b 0x32 0x0 0x8b 0x32 0x0 0x8b 0x32 0x0"
    )]
    #[case::array(
        "0x8c, 0x81, 0x98, 0x31, 0x0, 0x8d, 0x90, 0x92, 0x80, 0x8b, 0x32, 0, 0x8b, 0x32, 0, 0x8b, 0x32, 0"
    )]
    #[case::one_number("0x8c819831008d9092808b32008b32008b3200")]
    fn text_stands_for_octets(#[case] text: &str) {
        let read = read(text.as_bytes().to_vec()).unwrap();
        assert_eq!(read, Octets { octets: PDU.to_vec(), hint: None }, "{text}");
    }

    #[test]
    fn octets_stand_for_themselves() {
        assert_eq!(read(PDU.to_vec()).unwrap(), Octets { octets: PDU.to_vec(), hint: None });
    }

    #[test]
    fn repeated_rows_of_a_dump_are_filled_in() {
        let text = "\
00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000030  41                                                |A|
00000031
";
        let octets = [&[0; 0x30][..], b"A"].concat();
        assert_eq!(read(text.into()).unwrap(), Octets { octets, hint: None });
    }

    #[rstest]
    #[case::sentence("Hello, world\n")]
    #[case::prefix_alone("0x 0x")]
    #[case::markup("<html>\n")]
    #[case::separators(", :")]
    #[case::umlaut("Grüße")]
    fn other_text_stands_for_itself_with_a_hint(#[case] text: &str) {
        let expected = Octets { octets: text.into(), hint: Some(TEXT_HINT) };
        assert_eq!(read(text.into()).unwrap(), expected);
    }

    #[rstest]
    #[case::nothing("", "empty")]
    #[case::half_an_octet("8C8", "3 hexadecimal digits")]
    #[case::half_behind_a_prefix("0x8C8", "3 hexadecimal digits")]
    #[case::line_missing(&XXD.replace("00000010", "00000020"), "line 2 of the dump has the offset 20 where 10")]
    #[case::words_of_the_host("0000000 818c 3198 8d00 9290\n0000008\n", "`hexdump -C`")]
    #[case::no_offset(&format!("{XXD}8c 81\n"), "line 3 of the dump does not begin with an offset")]
    #[case::far_away("00000000: 00\n*\nffffffff: 00\n", "the offset ffffffff where 1 would follow")]
    fn contradictions_are_told(#[case] text: &str, #[case] told: &str) {
        let error = read(text.into()).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}
