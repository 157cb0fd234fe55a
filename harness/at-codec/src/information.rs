//! Information responses of extended commands: V.250 5.4.4.3.

use alloc::vec::Vec;

use crate::field::{InformationField, RAW_FIELD_OF_CMMSVIEW, split_fields};
use crate::name::is_name_octet;
use crate::spacing::strip_colon;
use crate::{Name, Spacing};

/// `+NAME: field,field,…`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Information {
    /// The name, in upper case.
    pub name: Name,
    /// The fields, split at commas outside quotes and parentheses; empty when nothing follows the colon.
    pub fields: Vec<InformationField>,
    /// How the spelling differs from `+NAME: a,b`.
    pub nonstandard: Spacing,
}

impl Information {
    /// Reads a line that starts with `+NAME:`; `None` for any other.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        let first = line.strip_prefix(b"+")?.first()?;
        let length = line.iter().skip(1).take_while(|octet| is_name_octet(**octet)).count();
        let (name, rest) = line.split_at_checked(length.saturating_add(1))?;
        let (text, mut nonstandard) = strip_colon(rest)?;
        let name = first.is_ascii_alphabetic().then(|| Name::from_checked(name.iter().copied()))?;
        let raw = (name.as_str() == "+CMMSVIEW").then_some(RAW_FIELD_OF_CMMSVIEW);
        let fields = split_fields(text, raw, &mut nonstandard);
        Some(Self { name, fields, nonstandard })
    }

    /// Splits the text of an information response that has no name, such as a file line of `+CMMSVIEW`.
    ///
    /// ```
    /// use at_codec::{Information, InformationField};
    ///
    /// let fields = Information::split_fields(br#"0,"1.txt",4,10"#);
    /// assert_eq!(fields.get(1), Some(&InformationField::Text(b"1.txt".to_vec())));
    /// ```
    pub fn split_fields(text: &[u8]) -> Vec<InformationField> {
        split_fields(text, None, &mut Spacing::default())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use rstest::rstest;

    use super::Information;
    use crate::InformationField::{self, Bare, List, Number, Omitted, Text};
    use crate::Spacing;

    fn text(octets: &[u8]) -> InformationField {
        Text(octets.to_vec())
    }

    fn bare(octets: &[u8]) -> InformationField {
        Bare(octets.to_vec())
    }

    fn list(strings: &[&[u8]]) -> InformationField {
        List(strings.iter().map(|string| string.to_vec()).collect())
    }

    #[rstest]
    #[case::number(b"+CMMSEDIT: 1", &[Number(1)])]
    #[case::nothing(b"+CMMSRECP: ", &[])]
    #[case::text(br#"+CMMSCURL: "192.168.1.2:7082/x=1""#, &[text(b"192.168.1.2:7082/x=1")])]
    #[case::proxy(br#"+CMMSPROTO: 0,"10.0.0.172",9201"#, &[Number(0), text(b"10.0.0.172"), Number(9201)])]
    #[case::one_recipient(br#"+CMMSRECP: "t1@test.com""#, &[text(b"t1@test.com")])]
    #[case::recipients(br#"+CMMSRECP: "t1@test.com";"15813862534""#, &[list(&[b"t1@test.com", b"15813862534"])])]
    #[case::ranges(b"+CMMSSENDCFG: (0-6),(0-3),(0,1)", &[bare(b"(0-6)"), bare(b"(0-3)"), bare(b"(0,1)")])]
    #[case::range_and_text(
        br#"+CMMSDOWN: "PIC",(1-307200),"NAME""#,
        &[text(b"PIC"), bare(b"(1-307200)"), text(b"NAME")]
    )]
    #[case::open_parenthesis(b"+X: (a,1", &[bare(b"(a"), Number(1)])]
    #[case::omitted(br#"+CGSOCKCONT: 1,"IP",,"#, &[Number(1), text(b"IP"), Omitted, Omitted])]
    #[case::past_u32(b"+X: 4294967296", &[bare(b"4294967296")])]
    #[case::unclosed(br#"+X: "a,1"#, &[bare(br#""a"#), Number(1)])]
    #[case::quote_inside(br#"+X: "a"b",1"#, &[text(br#"a"b"#), Number(1)])]
    #[case::state(b"+CPIN: SIM PIN", &[bare(b"SIM PIN")])]
    #[case::tab_before_comma(b"+X: 1\t,2", &[bare(b"1\t"), Number(2)])]
    #[case::form_feed_after_string(b"+X: \"a\"\x0C,2", &[bare(b"\"a\"\x0C"), Number(2)])]
    #[case::lower_case(b"+cmee: 2", &[Number(2)])]
    fn fields_of_named_lines(#[case] line: &[u8], #[case] expected: &[InformationField]) {
        let information = Information::parse(line).unwrap();
        assert_eq!(information.fields, expected);
        assert!(information.nonstandard.is_plain(), "{:?}", information.nonstandard);
        assert!(line.to_ascii_uppercase().starts_with(information.name.as_str().as_bytes()));
    }

    #[test]
    fn view_header_with_a_raw_subject() {
        let mut line = br#"+CMMSVIEW:2,"",,,,"0000-00-00 00:00:00",""#.to_vec();
        let subject: Vec<u8> = [
            [0x22, 0x20], // U+2022, whose octets are a quote and a blank
            [0x2C, 0x00], // ','
            [0x22, 0x00], // '"'
            [0x3B, 0x22], // U+223B
            [0x0D, 0x0A], // U+0A0D
        ]
        .concat();
        line.extend_from_slice(&subject);
        line.extend_from_slice(br#"",83867"#);
        let information = Information::parse(&line).unwrap();
        assert_eq!(information.fields.len(), 8);
        assert_eq!(information.fields[6], Text(subject));
        assert_eq!(information.fields[7], Number(83_867));
        assert!(information.nonstandard.no_blank_after_colon);
    }

    #[rstest]
    #[case(br#"+X: 1 ,"a""#, Spacing { blank_before_comma: true, ..Spacing::default() })]
    #[case(br#"+X: 1, "a""#, Spacing { blank_after_comma: true, ..Spacing::default() })]
    #[case(b"+X: 1\r\n,\"a\"", Spacing { wrapped: true, ..Spacing::default() })]
    #[case(br#"+X: 1,"a" "#, Spacing { blank_at_end: true, ..Spacing::default() })]
    fn spellings_of_the_comma(#[case] line: &[u8], #[case] nonstandard: Spacing) {
        let information = Information::parse(line).unwrap();
        assert_eq!(information.fields, [Number(1), text(b"a")]);
        assert_eq!(information.nonstandard, nonstandard);
    }

    #[rstest]
    #[case(b"OK")]
    #[case(b"+")]
    #[case(b"+: 1")]
    #[case(b"+1: 1")]
    #[case(b"+X")]
    #[case(b"+CMMSSEND=\"ADDRESS\"")]
    #[case(b"+A B: 1")]
    fn lines_without_a_name(#[case] line: &[u8]) {
        assert_eq!(Information::parse(line), None);
    }
}
