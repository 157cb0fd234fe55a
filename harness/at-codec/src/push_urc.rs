//! `+WAP_PUSH_MMS`: application note chapters 7 and 9.1.

use alloc::vec::Vec;

use crate::Spacing;
use crate::field::{InformationField, pass_fields, split_fields};
use crate::spacing::strip_name;

/// `+WAP_PUSH_MMS: "<sender>","<transaction_id>","<location>","<timestamp>",<class>,<size>`
///
/// A line end before a comma, which the document's pages show, is part of the line and noted as
/// [`Spacing::wrapped`]. Not checked: the form of the timestamp, and whether the class is one of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushUrc {
    /// Sender address; empty when the notification names none.
    pub sender: Vec<u8>,
    /// X-Mms-Transaction-ID.
    pub transaction_id: Vec<u8>,
    /// X-Mms-Content-Location.
    pub location: Vec<u8>,
    /// `yy/MM/dd,hh:mm:ss±zz`, zz in quarter hours.
    pub timestamp: Vec<u8>,
    /// 0 to 4 in the document's table; any octet is kept.
    pub class: u8,
    /// Size of the message in octets.
    pub size: u32,
    /// How the spelling differs from the form above.
    pub spacing: Spacing,
}

/// The name before the colon.
pub(crate) const NAME: &[u8] = b"+WAP_PUSH_MMS";

/// Fields before the last one.
const FIELDS_BEFORE_SIZE: usize = 5;

impl PushUrc {
    /// Reads a line that has this name and all six fields; `None` for any other.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        let (text, mut spacing) = strip_name(line, NAME)?;
        let fields = split_fields(text, None, &mut spacing);
        let [
            InformationField::Text(sender),
            InformationField::Text(transaction_id),
            InformationField::Text(location),
            InformationField::Text(timestamp),
            InformationField::Number(class),
            InformationField::Number(size),
        ] = <[InformationField; 6]>::try_from(fields).ok()?
        else {
            return None;
        };
        let class = u8::try_from(class).ok()?;
        Some(Self { sender, transaction_id, location, timestamp, class, size, spacing })
    }

    /// Whether a line of this name lacks fields, so that its next line may be the rest of it.
    pub(crate) fn lacks_fields(line: &[u8]) -> bool {
        strip_name(line, NAME).is_some_and(|(text, _)| {
            pass_fields(text.trim_ascii_end(), FIELDS_BEFORE_SIZE).is_none()
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::PushUrc;

    #[rstest]
    #[case::complete(br#"+WAP_PUSH_MMS: "1","T","h","t",0,1"#, false)]
    #[case::last_one_empty(br#"+WAP_PUSH_MMS: "1","T","h","t",0,"#, false)]
    #[case::more_than_there_are(b"+WAP_PUSH_MMS: 1,2,3,4,5,6,7", false)]
    #[case::five(br#"+WAP_PUSH_MMS: "1","T","h","t",0"#, true)]
    #[case::none(b"+WAP_PUSH_MMS:", true)]
    #[case::commas_in_a_string(br#"+WAP_PUSH_MMS: "1,2,3,4,5,6""#, true)]
    #[case::commas_in_a_string_before_a_tab(b"+WAP_PUSH_MMS: \"1,2,3,4,5,6\"\t", true)]
    #[case::no_colon(b"+WAP_PUSH_MMS", false)]
    #[case::other_name(b"+CMMSVIEW: 1", false)]
    fn lines_that_lack_fields(#[case] line: &[u8], #[case] expected: bool) {
        assert_eq!(PushUrc::lacks_fields(line), expected);
    }
}
