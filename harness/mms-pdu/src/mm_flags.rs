//! MM-flags-value (ENC 7.3.32), since 1.2: `Value-length ( Add | Remove | Filter ) Encoded-string-value`.

use crate::encoded_string::EncodedString;
use crate::enumeration::enumeration;
use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::value_length;

/// A keyword of a message in the mailbox, and what to do with it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct MmFlags<'a> {
    /// What to do.
    pub action: FlagAction,
    /// The keyword.
    pub keyword: EncodedString<'a>,
}

enumeration! {
    /// What to do with a keyword.
    FlagAction, 0x80..;
    /// Add it.
    Add = 0x80, "Add";
    /// Remove it.
    Remove = 0x81, "Remove";
    /// Select messages by it.
    Filter = 0x82, "Filter";
}

impl<'a> MmFlags<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> MmFlags<'static> {
        MmFlags { action: self.action, keyword: self.keyword.into_owned() }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::MmFlags)?;
        let action = FlagAction::read(&mut window)?;
        let keyword = EncodedString::read(&mut window)?;
        window.finish(Production::MmFlags)?;
        Ok(Self { action, keyword })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| {
            sink.put(&[self.action.octet()]);
            self.keyword.write(sink);
        });
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<MmFlags<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        MmFlags::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[test]
    fn a_keyword_goes_and_comes_back() {
        // Value-length 4, Remove, "ab".
        let octets = [0x04, 0x81, 0x61, 0x62, 0x00];
        let flags = decode(&octets).unwrap();
        assert_eq!((flags.action, &*flags.keyword.text()), (FlagAction::Remove, "ab"));
        assert_eq!(collect(|sink| flags.write(sink)), octets);
    }

    #[rstest]
    #[case::no_length(&[0x80, 0x61, 0x00], DecodeErrorKind::UnexpectedOctet(0x80))]
    #[case::no_action(&[0x03, 0x01, 0x61, 0x00], DecodeErrorKind::UnexpectedOctet(1))]
    #[case::no_keyword(&[0x01, 0x80], DecodeErrorKind::MissingNul)]
    #[case::surplus(&[0x04, 0x80, 0x61, 0x00, 0x61], DecodeErrorKind::ExcessOctets)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}
