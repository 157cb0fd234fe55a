//! Header fields whose value is one octet of a list. Octets outside the list are kept.
//!
//! The number before `..` in a declaration is the lowest octet that can be a value at all; 0x00 marks a list of statuses,
//! where an octet outside the list has a meaning (STA-1).

/// Declares an enumerated value: variants in the standard's order with their octets and names.
macro_rules! enumeration {
    (
        $(#[$attribute:meta])*
        $name:ident, $lowest:literal.. ;
        $($(#[$variant_attribute:meta])* $variant:ident = $octet:literal, $text:literal;)*
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)*
            /// An octet that the list does not have.
            Unknown(u8),
        }

        impl $name {
            /// The assigned values, in the order of their octets.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the value of an octet.
            #[must_use]
            pub const fn from_octet(octet: u8) -> Self {
                match octet {
                    $($octet => Self::$variant,)*
                    octet => Self::Unknown(octet),
                }
            }

            /// Returns the octet on the wire.
            #[must_use]
            pub const fn octet(self) -> u8 {
                match self {
                    $(Self::$variant => $octet,)*
                    Self::Unknown(octet) => octet,
                }
            }

            /// Returns the name that the standard gives the value; `None` for an unknown one.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($text),)*
                    Self::Unknown(_) => None,
                }
            }

            /// Tells whether the octet is in the standard's list.
            #[must_use]
            pub const fn is_assigned(self) -> bool {
                self.name().is_some()
            }

            pub(crate) fn read(
                reader: &mut $crate::reader::Reader<'_, '_>,
            ) -> Result<Self, $crate::error::DecodeError> {
                let production = $crate::error::Production::Enumeration;
                match reader.peek() {
                    Some(octet @ $lowest..=u8::MAX) => {
                        reader.skip_octet();
                        Ok(Self::from_octet(octet))
                    }
                    _ => Err(reader.unexpected(production)),
                }
            }
        }

        impl $crate::value::Value<'_> for $name {
            type Owned = Self;

            fn read(
                reader: &mut $crate::reader::Reader<'_, '_>,
            ) -> Result<Self, $crate::error::DecodeError> {
                Self::read(reader)
            }

            fn write(&self, sink: &mut dyn $crate::sink::Sink) {
                sink.put(&[self.octet()]);
            }

            fn into_owned(self) -> Self {
                self
            }

            fn rule(&self) -> Option<$crate::Rule> {
                let rule = match $lowest {
                    0x00 => $crate::Rule::UnassignedStatus,
                    _ => $crate::Rule::UnassignedValue,
                };
                (!self.is_assigned()).then_some(rule)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => formatter.pad(name),
                    None => write!(formatter, "0x{:02X}", self.octet()),
                }
            }
        }
    };
}

pub(crate) use enumeration;

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::reader::Reader;
    use crate::tolerance::Tolerances;
    use crate::{
        CancelStatus, ContentClass, FlagAction, MessageType, MmState, Priority, ReadStatus,
        ReplyCharging, ResponseStatus, RetrievalMode, RetrieveStatus, SenderVisibility, Status,
        StoreStatus, YesNo,
    };

    /// Checks that a list is one to one, and how long it is.
    macro_rules! check_list {
        ($($name:ident: $length:literal),*) => {$(
            for octet in 0..=u8::MAX {
                assert_eq!($name::from_octet(octet).octet(), octet, stringify!($name));
            }
            assert_eq!($name::ALL.len(), $length, stringify!($name));
        )*};
    }

    #[test]
    fn every_octet_has_one_value_in_every_list() {
        check_list!(
            CancelStatus: 2, ContentClass: 8, FlagAction: 3, MessageType: 24, MmState: 5,
            Priority: 3, ReadStatus: 2, ReplyCharging: 4, ResponseStatus: 26, RetrievalMode: 1,
            RetrieveStatus: 8, SenderVisibility: 2, Status: 8, StoreStatus: 8, YesNo: 2
        );
    }

    #[rstest]
    #[case(0x80, Ok(Priority::Low))]
    #[case(0x83, Ok(Priority::Unknown(0x83)))]
    #[case(0x7F, Err(DecodeErrorKind::UnexpectedOctet(0x7F)))]
    #[case(0x00, Err(DecodeErrorKind::UnexpectedOctet(0x00)))]
    fn an_octet_below_0x80_is_no_value(
        #[case] octet: u8,
        #[case] expected: Result<Priority, DecodeErrorKind>,
    ) {
        let octets = [octet];
        let context = Context::new(1, Tolerances::NONE);
        let value = Priority::read(&mut Reader::new(&octets, &context));
        assert_eq!(value.map_err(|error| error.kind), expected);
    }

    #[test]
    fn an_unknown_value_shows_its_octet() {
        assert_eq!(Priority::Unknown(0x9F).to_string(), "0x9F");
        assert_eq!(Priority::High.to_string(), "High");
        assert!(!Priority::Unknown(0x9F).is_assigned());
    }
}
