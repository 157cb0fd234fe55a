//! The assigned header fields of MMS: number, name, version, form of the value (ENC 7.3, 7.4).

use super::enumeration::{
    CANCEL_STATUS, CONTENT_CLASS, MESSAGE_TYPE, MM_STATE, PRIORITY, READ_STATUS, REPLY_CHARGING,
    RESPONSE_STATUS, RETRIEVAL_MODE, RETRIEVE_STATUS, SENDER_VISIBILITY, STATUS, STORE_STATUS,
    Words, YES_NO,
};

/// A header field that has a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderField {
    /// Its octet on the wire.
    pub(crate) code: u8,
    /// Its name.
    pub(crate) name: &'static str,
    /// Minor number of the first version 1.x that has it.
    pub(crate) since: u8,
    /// How its value is built.
    pub(crate) form: Form,
}

/// How a value is built.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// The octet of a header field.
    Attribute,
    /// WSP Content-type-value.
    ContentType,
    /// Uri-value, or in deletion answers a counted status count and Uri-value (7.3.10).
    ContentLocation,
    /// Long-integer, seconds since 1970 UTC.
    Date,
    /// Counted Text-string and parameters of their own numbering (7.3.18).
    ElementDescriptor,
    /// Encoded-string-value.
    Encoded,
    /// One octet of a list.
    Enumerated(Words),
    /// Counted 0x80 and an address, or 0x81 (7.3.21).
    From,
    /// Integer-value.
    Integer,
    /// Long-integer.
    LongInteger,
    /// One octet of a list, or Token-text (7.3.27).
    MessageClass,
    /// Counted 0x80 and messages, or 0x81 and octets, in an Integer-value.
    MailboxTotal,
    /// Counted octet and Encoded-string-value (7.3.32).
    MmFlags,
    /// Counted Integer-value and address (7.3.23).
    PreviouslySentBy,
    /// Counted Integer-value and date (7.3.24).
    PreviouslySentDate,
    /// Text-string.
    Text,
    /// Counted 0x80 and a date, or 0x81 and seconds from now (7.3.20).
    Time,
    /// Major and minor number in a Short-integer, or Text-string.
    Version,
    /// Whatever its first octet says (WSP 8.4.1.2).
    Wsp,
}

/// The header field with that octet.
pub(crate) fn header_field(code: u8) -> Option<&'static HeaderField> {
    let first = HEADER_FIELDS.first()?.code;
    HEADER_FIELDS.get(usize::from(code.checked_sub(first)?))
}

/// Octets of the header fields that rules ask for.
pub(crate) mod code {
    pub(crate) const BCC: u8 = 0x81;
    pub(crate) const CC: u8 = 0x82;
    pub(crate) const CONTENT_TYPE: u8 = 0x84;
    pub(crate) const DELIVERY_REPORT: u8 = 0x86;
    pub(crate) const EXPIRY: u8 = 0x88;
    pub(crate) const FROM: u8 = 0x89;
    pub(crate) const MESSAGE_CLASS: u8 = 0x8A;
    pub(crate) const MESSAGE_ID: u8 = 0x8B;
    pub(crate) const MESSAGE_TYPE: u8 = 0x8C;
    pub(crate) const VERSION: u8 = 0x8D;
    pub(crate) const READ_REPORT: u8 = 0x90;
    pub(crate) const RESPONSE_STATUS: u8 = 0x92;
    pub(crate) const STATUS: u8 = 0x95;
    pub(crate) const TO: u8 = 0x97;
    pub(crate) const TRANSACTION_ID: u8 = 0x98;
    pub(crate) const RETRIEVE_STATUS: u8 = 0x99;
    pub(crate) const REPLY_CHARGING: u8 = 0x9C;
    pub(crate) const REPLY_CHARGING_DEADLINE: u8 = 0x9D;
    pub(crate) const REPLY_CHARGING_SIZE: u8 = 0x9F;
}

/// Every assigned header field, by octet.
pub(crate) const HEADER_FIELDS: &[HeaderField] = &[
    row(0x81, "Bcc", 0, Form::Encoded),
    row(0x82, "Cc", 0, Form::Encoded),
    row(0x83, "X-Mms-Content-Location", 0, Form::ContentLocation),
    row(0x84, "Content-Type", 0, Form::ContentType),
    row(0x85, "Date", 0, Form::Date),
    row(0x86, "X-Mms-Delivery-Report", 0, Form::Enumerated(YES_NO)),
    row(0x87, "X-Mms-Delivery-Time", 0, Form::Time),
    row(0x88, "X-Mms-Expiry", 0, Form::Time),
    row(0x89, "From", 0, Form::From),
    row(0x8A, "X-Mms-Message-Class", 0, Form::MessageClass),
    row(0x8B, "Message-ID", 0, Form::Text),
    row(0x8C, "X-Mms-Message-Type", 0, Form::Enumerated(MESSAGE_TYPE)),
    row(0x8D, "X-Mms-MMS-Version", 0, Form::Version),
    row(0x8E, "X-Mms-Message-Size", 0, Form::LongInteger),
    row(0x8F, "X-Mms-Priority", 0, Form::Enumerated(PRIORITY)),
    row(0x90, "X-Mms-Read-Report", 0, Form::Enumerated(YES_NO)),
    row(0x91, "X-Mms-Report-Allowed", 0, Form::Enumerated(YES_NO)),
    row(0x92, "X-Mms-Response-Status", 0, Form::Enumerated(RESPONSE_STATUS)),
    row(0x93, "X-Mms-Response-Text", 0, Form::Encoded),
    row(0x94, "X-Mms-Sender-Visibility", 0, Form::Enumerated(SENDER_VISIBILITY)),
    row(0x95, "X-Mms-Status", 0, Form::Enumerated(STATUS)),
    row(0x96, "Subject", 0, Form::Encoded),
    row(0x97, "To", 0, Form::Encoded),
    row(0x98, "X-Mms-Transaction-ID", 0, Form::Text),
    row(0x99, "X-Mms-Retrieve-Status", 1, Form::Enumerated(RETRIEVE_STATUS)),
    row(0x9A, "X-Mms-Retrieve-Text", 1, Form::Encoded),
    row(0x9B, "X-Mms-Read-Status", 1, Form::Enumerated(READ_STATUS)),
    row(0x9C, "X-Mms-Reply-Charging", 1, Form::Enumerated(REPLY_CHARGING)),
    row(0x9D, "X-Mms-Reply-Charging-Deadline", 1, Form::Time),
    row(0x9E, "X-Mms-Reply-Charging-ID", 1, Form::Text),
    row(0x9F, "X-Mms-Reply-Charging-Size", 1, Form::LongInteger),
    row(0xA0, "X-Mms-Previously-Sent-By", 1, Form::PreviouslySentBy),
    row(0xA1, "X-Mms-Previously-Sent-Date", 1, Form::PreviouslySentDate),
    row(0xA2, "X-Mms-Store", 2, Form::Enumerated(YES_NO)),
    row(0xA3, "X-Mms-MM-State", 2, Form::Enumerated(MM_STATE)),
    row(0xA4, "X-Mms-MM-Flags", 2, Form::MmFlags),
    row(0xA5, "X-Mms-Store-Status", 2, Form::Enumerated(STORE_STATUS)),
    row(0xA6, "X-Mms-Store-Status-Text", 2, Form::Encoded),
    row(0xA7, "X-Mms-Stored", 2, Form::Enumerated(YES_NO)),
    row(0xA8, "X-Mms-Attributes", 2, Form::Attribute),
    row(0xA9, "X-Mms-Totals", 2, Form::Enumerated(YES_NO)),
    row(0xAA, "X-Mms-Mbox-Totals", 2, Form::MailboxTotal),
    row(0xAB, "X-Mms-Quotas", 2, Form::Enumerated(YES_NO)),
    row(0xAC, "X-Mms-Mbox-Quotas", 2, Form::MailboxTotal),
    row(0xAD, "X-Mms-Message-Count", 2, Form::Integer),
    row(0xAE, "Content", 2, Form::Wsp),
    row(0xAF, "X-Mms-Start", 2, Form::Integer),
    row(0xB0, "Additional-headers", 2, Form::Wsp),
    row(0xB1, "X-Mms-Distribution-Indicator", 2, Form::Enumerated(YES_NO)),
    row(0xB2, "X-Mms-Element-Descriptor", 2, Form::ElementDescriptor),
    row(0xB3, "X-Mms-Limit", 2, Form::Integer),
    row(0xB4, "X-Mms-Recommended-Retrieval-Mode", 3, Form::Enumerated(RETRIEVAL_MODE)),
    row(0xB5, "X-Mms-Recommended-Retrieval-Mode-Text", 3, Form::Encoded),
    row(0xB6, "X-Mms-Status-Text", 3, Form::Encoded),
    row(0xB7, "X-Mms-Applic-ID", 3, Form::Text),
    row(0xB8, "X-Mms-Reply-Applic-ID", 3, Form::Text),
    row(0xB9, "X-Mms-Aux-Applic-Info", 3, Form::Text),
    row(0xBA, "X-Mms-Content-Class", 3, Form::Enumerated(CONTENT_CLASS)),
    row(0xBB, "X-Mms-DRM-Content", 3, Form::Enumerated(YES_NO)),
    row(0xBC, "X-Mms-Adaptation-Allowed", 3, Form::Enumerated(YES_NO)),
    row(0xBD, "X-Mms-Replace-ID", 3, Form::Text),
    row(0xBE, "X-Mms-Cancel-ID", 3, Form::Text),
    row(0xBF, "X-Mms-Cancel-Status", 3, Form::Enumerated(CANCEL_STATUS)),
];

const fn row(code: u8, name: &'static str, since: u8, form: Form) -> HeaderField {
    HeaderField { code, name, since, form }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_number_once_in_order() {
        let codes: Vec<u8> = HEADER_FIELDS.iter().map(|field| field.code).collect();
        assert_eq!(codes, (0x81..=0xBF).collect::<Vec<u8>>());
    }
}
