//! What every typed value of a header field can do, whatever its production.

use crate::check::Rule;
use crate::error::DecodeError;
use crate::field::Field;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::{
    Address, ContentType, CountedLocation, ElementDescriptor, EncodedString, Expiry, FromValue,
    IntegerValue, MailboxTotal, MessageClass, MmFlags, PreviouslySentBy, PreviouslySentDate,
    RawValue, TextString, Version, long_integer,
};

/// A value of a header field.
pub(crate) trait Value<'a>: Sized {
    /// The value when it borrows nothing.
    type Owned;

    fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError>;

    fn write(&self, sink: &mut dyn Sink);

    fn into_owned(self) -> Self::Owned;

    /// What the value breaks by itself although it can be read.
    fn rule(&self) -> Option<Rule> {
        None
    }
}

/// Values that borrow.
macro_rules! borrowing {
    ($($name:ident),*) => {$(
        impl<'a> Value<'a> for $name<'a> {
            type Owned = $name<'static>;

            fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
                Self::read(reader)
            }

            fn write(&self, sink: &mut dyn Sink) {
                self.write(sink);
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )*};
}

borrowing!(
    Address,
    ContentType,
    CountedLocation,
    ElementDescriptor,
    FromValue,
    MmFlags,
    PreviouslySentBy,
    RawValue,
    TextString
);

/// Values that are copied.
macro_rules! copied {
    ($($name:ident),*) => {$(
        impl Value<'_> for $name {
            type Owned = Self;

            fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
                Self::read(reader)
            }

            fn write(&self, sink: &mut dyn Sink) {
                (*self).write(sink);
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    )*};
}

copied!(Expiry, Field, IntegerValue, MailboxTotal, PreviouslySentDate, Version);

impl<'a> Value<'a> for EncodedString<'a> {
    type Owned = EncodedString<'static>;

    fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        Self::read(reader)
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.write(sink);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }

    fn rule(&self) -> Option<Rule> {
        (self.charset().is_none() && !self.octets().is_ascii()).then_some(Rule::Charset)
    }
}

impl<'a> Value<'a> for MessageClass<'a> {
    type Owned = MessageClass<'static>;

    fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        Self::read(reader)
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.write(sink);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }

    fn rule(&self) -> Option<Rule> {
        matches!(self, Self::Unknown(_)).then_some(Rule::UnassignedValue)
    }
}

/// Long-integer: Date, and sizes in octets.
impl Value<'_> for u64 {
    type Owned = Self;

    fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        long_integer::read(reader)
    }

    fn write(&self, sink: &mut dyn Sink) {
        long_integer::write(sink, *self);
    }

    fn into_owned(self) -> Self {
        self
    }
}
