//! The number of raw octets that follow an information response: `+CMMSREAD:<name>,<size>`.

use crate::DATA_OCTETS_MAX;
use crate::command::decimal;
use crate::spacing::strip_name;

/// How many raw octets follow the line end of this line.
///
/// The number stands after the last comma, so a name may hold commas and quotes. A number past
/// [`DATA_OCTETS_MAX`] is not believed: the line is then like any other.
pub(crate) fn announced_length(line: &[u8]) -> Option<usize> {
    let (text, _) = strip_name(line, b"+CMMSREAD")?;
    let comma = text.iter().rposition(|octet| *octet == b',')?;
    let (_, number) = text.split_at_checked(comma.saturating_add(1))?;
    let length = usize::try_from(decimal(number.trim_ascii())?).ok()?;
    (length <= DATA_OCTETS_MAX).then_some(length)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::announced_length;

    #[rstest]
    #[case::document(br#"+CMMSREAD:"1.jpg",83794"#, Some(83_794))]
    #[case::unquoted(b"+CMMSREAD:t1.txt,12", Some(12))]
    #[case::blanks(br#"+CMMSREAD : "1.jpg" , 5 "#, Some(5))]
    #[case::nothing(br#"+CMMSREAD: "1.jpg",0"#, Some(0))]
    #[case::comma_and_quote_in_name(br#"+CMMSREAD:"a,9"b,",5"#, Some(5))]
    #[case::empty_name(b"+CMMSREAD:,5", Some(5))]
    #[case::greatest(b"+CMMSREAD:a,1048576", Some(1_048_576))]
    #[case::past_the_greatest(b"+CMMSREAD:a,1048577", None)]
    #[case::past_u32(b"+CMMSREAD:a,4294967296", None)]
    #[case::no_number(br#"+CMMSREAD:"1.jpg","#, None)]
    #[case::no_comma(b"+CMMSREAD: 5", None)]
    #[case::no_colon(b"+CMMSREAD a,5", None)]
    #[case::longer_name(b"+CMMSREADY: a,5", None)]
    #[case::other_name(b"+CMMSVIEW: 0,1", None)]
    fn lengths_of_cmmsread(#[case] line: &[u8], #[case] expected: Option<usize>) {
        assert_eq!(announced_length(line), expected);
    }
}
