//! The header fields of MMS and their assigned numbers (ENC 7.4). On the wire the number has its top bit set.

use core::fmt;

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;

macro_rules! fields {
    ($($(#[$attribute:meta])* $variant:ident = $number:literal, $name:literal;)*) => {
        /// A header field, in the order of the assigned numbers.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum Field {
            $(#[doc = $name] $(#[$attribute])* $variant,)*
            /// A number that is not assigned; 0 to 127.
            Unknown(u8),
        }

        impl Field {
            /// The assigned fields, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the field with an assigned number; the top bit is ignored.
            #[must_use]
            pub const fn from_number(number: u8) -> Self {
                match number & 0x7F {
                    $($number => Self::$variant,)*
                    number => Self::Unknown(number),
                }
            }

            /// Returns the assigned number, 0 to 127.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => number & 0x7F,
                }
            }

            /// Returns the name; `None` for a number that is not assigned.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($name),)*
                    Self::Unknown(_) => None,
                }
            }
        }
    };
}

fields! {
    Bcc = 0x01, "Bcc";
    Cc = 0x02, "Cc";
    ContentLocation = 0x03, "X-Mms-Content-Location";
    ContentType = 0x04, "Content-Type";
    Date = 0x05, "Date";
    DeliveryReport = 0x06, "X-Mms-Delivery-Report";
    DeliveryTime = 0x07, "X-Mms-Delivery-Time";
    Expiry = 0x08, "X-Mms-Expiry";
    From = 0x09, "From";
    MessageClass = 0x0A, "X-Mms-Message-Class";
    MessageId = 0x0B, "Message-ID";
    MessageType = 0x0C, "X-Mms-Message-Type";
    MmsVersion = 0x0D, "X-Mms-MMS-Version";
    MessageSize = 0x0E, "X-Mms-Message-Size";
    Priority = 0x0F, "X-Mms-Priority";
    ReadReport = 0x10, "X-Mms-Read-Report";
    ReportAllowed = 0x11, "X-Mms-Report-Allowed";
    ResponseStatus = 0x12, "X-Mms-Response-Status";
    ResponseText = 0x13, "X-Mms-Response-Text";
    SenderVisibility = 0x14, "X-Mms-Sender-Visibility";
    Status = 0x15, "X-Mms-Status";
    Subject = 0x16, "Subject";
    To = 0x17, "To";
    TransactionId = 0x18, "X-Mms-Transaction-ID";
    RetrieveStatus = 0x19, "X-Mms-Retrieve-Status";
    RetrieveText = 0x1A, "X-Mms-Retrieve-Text";
    ReadStatus = 0x1B, "X-Mms-Read-Status";
    ReplyCharging = 0x1C, "X-Mms-Reply-Charging";
    ReplyChargingDeadline = 0x1D, "X-Mms-Reply-Charging-Deadline";
    ReplyChargingId = 0x1E, "X-Mms-Reply-Charging-ID";
    ReplyChargingSize = 0x1F, "X-Mms-Reply-Charging-Size";
    PreviouslySentBy = 0x20, "X-Mms-Previously-Sent-By";
    PreviouslySentDate = 0x21, "X-Mms-Previously-Sent-Date";
    Store = 0x22, "X-Mms-Store";
    MmState = 0x23, "X-Mms-MM-State";
    MmFlags = 0x24, "X-Mms-MM-Flags";
    StoreStatus = 0x25, "X-Mms-Store-Status";
    StoreStatusText = 0x26, "X-Mms-Store-Status-Text";
    Stored = 0x27, "X-Mms-Stored";
    Attributes = 0x28, "X-Mms-Attributes";
    Totals = 0x29, "X-Mms-Totals";
    MboxTotals = 0x2A, "X-Mms-Mbox-Totals";
    Quotas = 0x2B, "X-Mms-Quotas";
    MboxQuotas = 0x2C, "X-Mms-Mbox-Quotas";
    MessageCount = 0x2D, "X-Mms-Message-Count";
    Content = 0x2E, "Content";
    Start = 0x2F, "X-Mms-Start";
    AdditionalHeaders = 0x30, "Additional-headers";
    DistributionIndicator = 0x31, "X-Mms-Distribution-Indicator";
    ElementDescriptor = 0x32, "X-Mms-Element-Descriptor";
    Limit = 0x33, "X-Mms-Limit";
    RecommendedRetrievalMode = 0x34, "X-Mms-Recommended-Retrieval-Mode";
    RecommendedRetrievalModeText = 0x35, "X-Mms-Recommended-Retrieval-Mode-Text";
    StatusText = 0x36, "X-Mms-Status-Text";
    ApplicId = 0x37, "X-Mms-Applic-ID";
    ReplyApplicId = 0x38, "X-Mms-Reply-Applic-ID";
    AuxApplicInfo = 0x39, "X-Mms-Aux-Applic-Info";
    ContentClass = 0x3A, "X-Mms-Content-Class";
    DrmContent = 0x3B, "X-Mms-DRM-Content";
    AdaptationAllowed = 0x3C, "X-Mms-Adaptation-Allowed";
    ReplaceId = 0x3D, "X-Mms-Replace-ID";
    CancelId = 0x3E, "X-Mms-Cancel-ID";
    CancelStatus = 0x3F, "X-Mms-Cancel-Status";
}

impl Field {
    /// Returns the octet that starts the field on the wire.
    #[must_use]
    pub const fn octet(self) -> u8 {
        self.number() | 0x80
    }

    /// Reads a field that is itself a value: Attributes-value (ENC 7.3), one octet.
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(octet @ 0x80..) => {
                reader.skip_octet();
                Ok(Self::from_number(octet))
            }
            _ => Err(reader.unexpected(Production::FieldName)),
        }
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        sink.put(&[self.octet()]);
    }

    /// Tells whether clause 7 lets the field repeat (ORD-7): each of the last three has one entry of a list for its value.
    #[must_use]
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::To
                | Self::Cc
                | Self::Bcc
                | Self::PreviouslySentBy
                | Self::PreviouslySentDate
                | Self::MmFlags
                | Self::Attributes
                | Self::Content
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => formatter.pad(name),
            None => write!(formatter, "header field 0x{:02X}", self.octet()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_runs_from_1_to_63_without_a_gap() {
        for (field, number) in Field::ALL.iter().zip(1..) {
            assert_eq!(field.number(), number, "{field}");
            assert_eq!(Field::from_number(field.octet()), *field);
        }
        assert_eq!(Field::ALL.len(), 63);
        assert_eq!(Field::from_number(0x40), Field::Unknown(0x40));
        assert_eq!(Field::from_number(0x80), Field::Unknown(0));
    }

    #[test]
    fn fields_that_hold_one_entry_of_a_list_may_repeat() {
        let repeat = Field::ALL.iter().filter(|field| field.may_repeat());
        let numbers: alloc::vec::Vec<u8> = repeat.map(|field| field.number()).collect();
        // Bcc, Cc, To, Previously-Sent-By, Previously-Sent-Date, MM-Flags, Attributes, Content.
        assert_eq!(numbers, [0x01, 0x02, 0x17, 0x20, 0x21, 0x24, 0x28, 0x2E]);
    }
}
