//! Content-location-Del-value (ENC 7.3.10): `Value-length Status-count-value Uri-value`.
//!
//! X-Mms-Content-Location has it in M-Mbox-Delete.conf and M-Delete.conf, where the count pairs it with a status.

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;
use crate::{integer_value, value_length};

/// The location of a message, and which of several statuses is about it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CountedLocation<'a> {
    /// The number of the status.
    pub count: u64,
    /// The location.
    pub uri: TextString<'a>,
}

impl<'a> CountedLocation<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> CountedLocation<'static> {
        CountedLocation { count: self.count, uri: self.uri.into_owned() }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::CountedLocation)?;
        let count = integer_value::read(&mut window)?;
        let uri = TextString::read(&mut window)?;
        window.finish(Production::CountedLocation)?;
        Ok(Self { count, uri })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| {
            integer_value::write(sink, self.count);
            self.uri.write(sink);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    #[test]
    fn a_location_goes_and_comes_back() {
        // Value-length 4, status count 1, "u1".
        let octets = [0x04, 0x81, 0x75, 0x31, 0x00];
        let context = Context::new(octets.len(), Tolerances::NONE);
        let location = CountedLocation::read(&mut Reader::new(&octets, &context)).unwrap();
        assert_eq!((location.count, location.uri.as_str()), (1, "u1"));
        assert_eq!(collect(|sink| location.write(sink)), octets);
    }
}
