//! Value-length (WSP 8.4.2.2): one octet of 0 to 30, or 0x1F and a Uintvar.

use crate::error::{DecodeError, LengthField, Production};
use crate::reader::Reader;
use crate::sink::{Sink, measure};
use crate::uintvar;

/// The octet after which a Uintvar holds the length.
pub(crate) const LENGTH_QUOTE: u8 = 0x1F;

/// Reads a Value-length and takes the octets that it bounds; `production` is what they are.
pub(crate) fn open<'c, 'a>(
    reader: &mut Reader<'c, 'a>,
    production: Production,
) -> Result<Reader<'c, 'a>, DecodeError> {
    let promise = read(reader)?;
    reader.window(promise, production)
}

/// Reads a Value-length.
pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<LengthField, DecodeError> {
    let offset = reader.offset();
    let length = match reader.peek() {
        Some(octet @ 0..LENGTH_QUOTE) => {
            reader.skip_octet();
            usize::from(octet)
        }
        Some(LENGTH_QUOTE) => {
            reader.skip_octet();
            uintvar::read_size(reader)?
        }
        _ => return Err(reader.unexpected(Production::ValueLength)),
    };
    Ok(LengthField { offset, production: Production::ValueLength, length })
}

/// Writes a Value-length in its shortest form.
pub(crate) fn write(sink: &mut dyn Sink, length: usize) {
    match u8::try_from(length) {
        Ok(octet @ 0..LENGTH_QUOTE) => sink.put(&[octet]),
        _ => {
            sink.put(&[LENGTH_QUOTE]);
            uintvar::write(sink, length);
        }
    }
}

/// Writes what `content` puts, with its length before it.
pub(crate) fn wrap(sink: &mut dyn Sink, content: impl Fn(&mut dyn Sink)) {
    write(sink, measure(&content));
    content(sink);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<usize, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        let length = read(&mut Reader::new(octets, &context));
        length.map(|field| field.length).map_err(|error| error.kind)
    }

    #[rstest]
    #[case(0, &[0x00])]
    #[case(30, &[0x1E])]
    #[case::quoted(31, &[0x1F, 0x1F])]
    #[case::quoted_uintvar(200, &[0x1F, 0x81, 0x48])]
    fn a_length_has_one_shortest_form(#[case] length: usize, #[case] octets: &[u8]) {
        assert_eq!(decode(octets), Ok(length));
        assert_eq!(collect(|sink| write(sink, length)), octets);
    }

    #[test]
    fn a_short_length_may_be_quoted() {
        assert_eq!(decode(&[0x1F, 0x1E]), Ok(30));
    }

    #[test]
    fn an_octet_of_0x20_and_above_is_no_length() {
        for octet in 0x20..=0xFF {
            assert_eq!(decode(&[octet, 0x00]), Err(DecodeErrorKind::UnexpectedOctet(octet)));
        }
    }

    #[test]
    fn a_length_beyond_the_input_names_itself() {
        // Value-length 5, two octets.
        let octets = [0x05, 0x41, 0x00];
        let context = Context::new(octets.len(), Tolerances::NONE);
        let error = open(&mut Reader::new(&octets, &context), Production::From).unwrap_err();
        assert_eq!((error.offset, error.needed, error.available), (1, 5, 2));
        let promise = LengthField { offset: 0, production: Production::ValueLength, length: 5 };
        assert_eq!(error.promised_by, Some(promise));
        assert_eq!(error.production, Production::From);
    }
}
