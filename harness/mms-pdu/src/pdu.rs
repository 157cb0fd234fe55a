//! A PDU of any type that is decoded here (ENC 6), and the first header field, which tells the type.

use alloc::vec::Vec;

use crate::context::Context;
use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::field::Field;
use crate::header::Fields;
use crate::message_type::MessageType;
use crate::reader::Reader;
use crate::sink::{Sink, collect, measure};
use crate::tolerance::Tolerances;
use crate::{
    AcknowledgeInd, CancelConf, CancelReq, DeliveryInd, ForwardConf, ForwardReq, NotificationInd,
    NotifyRespInd, ReadOrigInd, ReadRecInd, RetrieveConf, SendConf, SendReq,
};

macro_rules! pdus {
    ($(#[$attribute:meta])* $pdu:ident; $($(#[$variant_attribute:meta])* $name:ident,)*) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum $pdu<'a> {
            $($(#[$variant_attribute])* $name($name<'a>),)*
        }

        impl Pdu<'_> {
            /// Returns the type.
            #[must_use]
            pub const fn message_type(&self) -> MessageType {
                match self {
                    $(Self::$name(_) => MessageType::$name,)*
                }
            }

            /// Copies what is borrowed, the media included.
            #[must_use]
            pub fn into_owned(self) -> Pdu<'static> {
                match self {
                    $(Self::$name(pdu) => Pdu::$name(pdu.into_owned()),)*
                }
            }

            fn write(&self, sink: &mut dyn Sink) {
                match self {
                    $(Self::$name(pdu) => pdu.write(sink),)*
                }
            }
        }

        /// Reads what stands behind X-Mms-Message-Type; `None` for a type that is not decoded here.
        fn read<'a>(
            message_type: MessageType,
            fields: Fields<'_, 'a>,
        ) -> Option<Result<Pdu<'a>, DecodeError>> {
            match message_type {
                $(MessageType::$name => Some($name::read(fields).map(Pdu::$name)),)*
                _ => None,
            }
        }
    };
}

pdus! {
    /// A PDU.
    ///
    /// ```
    /// use mms_pdu::{Pdu, ResponseStatus};
    /// // M-Send.conf, transaction id "7", version 1.0, status Ok.
    /// let octets = [0x8C, 0x81, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x92, 0x80];
    /// let Pdu::SendConf(conf) = Pdu::decode(&octets)? else { unreachable!() };
    /// assert_eq!(conf.response_status, ResponseStatus::Ok);
    /// assert_eq!(Pdu::SendConf(conf).encode(), octets);
    /// # Ok::<(), mms_pdu::DecodeError>(())
    /// ```
    Pdu;
    /// M-Send.req.
    SendReq,
    /// M-Send.conf.
    SendConf,
    /// M-Notification.ind.
    NotificationInd,
    /// M-NotifyResp.ind.
    NotifyRespInd,
    /// M-Retrieve.conf.
    RetrieveConf,
    /// M-Acknowledge.ind.
    AcknowledgeInd,
    /// M-Delivery.ind.
    DeliveryInd,
    /// M-Read-Rec.ind.
    ReadRecInd,
    /// M-Read-Orig.ind.
    ReadOrigInd,
    /// M-Forward.req.
    ForwardReq,
    /// M-Forward.conf.
    ForwardConf,
    /// M-Cancel.req.
    CancelReq,
    /// M-Cancel.conf.
    CancelConf,
}

impl<'a> Pdu<'a> {
    /// Decodes a PDU with the tolerances that real operators need.
    ///
    /// # Errors
    /// The octets are malformed, lack a mandatory header or break the order of headers, are of a type that is not
    /// decoded here, or pass a [`limit`](crate::limit).
    pub fn decode(octets: &'a [u8]) -> Result<Self, DecodeError> {
        Self::decode_with(octets, Tolerances::DEFAULT)
    }

    /// Decodes a PDU with chosen tolerances.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), and for a form that `tolerances` does not have.
    pub fn decode_with(octets: &'a [u8], tolerances: Tolerances) -> Result<Self, DecodeError> {
        let context = Context::new(octets.len(), tolerances);
        let start = Reader::new(octets, &context);
        let mut reader = start;
        let message_type = read_message_type(&mut reader)?;
        let Some(pdu) = read(message_type, Fields::new(reader)) else {
            let mut value = start;
            value.skip_octet();
            let kind = DecodeErrorKind::MessageType(message_type);
            return Err(value.error(Production::MessageType, kind));
        };
        let pdu = pdu?;
        // What is dropped from the input, such as padding, must not be what made room for the PDU: it would not be
        // decoded again after it was encoded.
        if context.is_enough_for(|| pdu.encoded_len()) {
            return Ok(pdu);
        }
        Err(start.error(Production::Pdu, DecodeErrorKind::TooDense))
    }

    /// Encodes the PDU. Values take their shortest form, so octets that were decoded may come back shorter.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        collect(|sink| self.write(sink))
    }

    /// Counts the octets that [`encode`](Self::encode) returns.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        measure(|sink| self.write(sink))
    }
}

fn read_message_type(reader: &mut Reader<'_, '_>) -> Result<MessageType, DecodeError> {
    if reader.peek().is_some_and(|octet| octet != Field::MessageType.octet()) {
        let kind = DecodeErrorKind::MisplacedHeader(Field::MessageType);
        return Err(reader.error(Production::Pdu, kind));
    }
    reader.octet(Production::Pdu)?;
    MessageType::read(reader)
        .map_err(|error| DecodeError { production: Production::MessageType, ..error })
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;

    use super::*;
    use crate::error::Fault;

    #[rstest]
    #[case::empty(&[], 0, DecodeErrorKind::Truncated, Fault::Malformed)]
    #[case::no_type(&[0x8C], 1, DecodeErrorKind::Truncated, Fault::Malformed)]
    #[case::type_later(&[0x8D, 0x90, 0x8C, 0x80], 0, DecodeErrorKind::MisplacedHeader(Field::MessageType), Fault::Violation)]
    #[case::type_of_zero(&[0x8C, 0x00], 1, DecodeErrorKind::UnexpectedOctet(0), Fault::Malformed)]
    #[case::mailbox(&[0x8C, 0x8D], 1, DecodeErrorKind::MessageType(MessageType::MboxViewReq), Fault::Unsupported)]
    #[case::deletion(&[0x8C, 0x94], 1, DecodeErrorKind::MessageType(MessageType::DeleteReq), Fault::Unsupported)]
    #[case::unknown_type(&[0x8C, 0x98], 1, DecodeErrorKind::MessageType(MessageType::Unknown(0x98)), Fault::Unsupported)]
    // Notification, Content-Type 0x53: a legal media type, a header that the PDU cannot have.
    #[case::unknown_media(&[0x8C, 0x82, 0x84, 0xD3], 2, DecodeErrorKind::ForbiddenHeader(Field::ContentType), Fault::Violation)]
    // Notification, From whose Value-length is 0x40.
    #[case::value_length(&[0x8C, 0x82, 0x89, 0x40], 3, DecodeErrorKind::UnexpectedOctet(0x40), Fault::Malformed)]
    #[case::id_missing(&[0x8C, 0x85, 0x8D, 0x90], 4, DecodeErrorKind::MissingHeader(Field::TransactionId), Fault::Violation)]
    #[case::version_missing(&[0x8C, 0x85, 0x98, 0x37, 0x00], 5, DecodeErrorKind::MissingHeader(Field::MmsVersion), Fault::Violation)]
    #[case::version_first(&[0x8C, 0x85, 0x8D, 0x90, 0x98, 0x37, 0x00], 4, DecodeErrorKind::MisplacedHeader(Field::TransactionId), Fault::Violation)]
    #[case::version_last(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x91, 0x80, 0x8D, 0x90], 7, DecodeErrorKind::MisplacedHeader(Field::MmsVersion), Fault::Violation)]
    // M-Retrieve.conf without an id: a date in front of the version.
    #[case::date_first(&[0x8C, 0x84, 0x85, 0x01, 0x05, 0x8D, 0x90, 0x84, 0x83], 5, DecodeErrorKind::MisplacedHeader(Field::MmsVersion), Fault::Violation)]
    #[case::control(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x05], 7, DecodeErrorKind::UnexpectedOctet(5), Fault::Malformed)]
    fn a_bad_pdu_is_refused(
        #[case] octets: &[u8],
        #[case] offset: usize,
        #[case] kind: DecodeErrorKind,
        #[case] fault: Fault,
    ) {
        let error = Pdu::decode(octets).unwrap_err();
        assert_eq!((error.offset, error.fault()), (offset, fault));
        assert_eq!(error.kind, kind);
    }

    #[rstest]
    #[case::nothing(&[], Production::Pdu)]
    #[case::type_later(&[0x8D, 0x90], Production::Pdu)]
    #[case::type_of_zero(&[0x8C, 0x00], Production::MessageType)]
    #[case::unknown_type(&[0x8C, 0x98], Production::MessageType)]
    fn an_error_of_the_type_names_its_production(
        #[case] octets: &[u8],
        #[case] production: Production,
    ) {
        assert_eq!(Pdu::decode(octets).unwrap_err().production, production);
    }

    #[rstest]
    // M-Acknowledge.ind, id, version, then what the tolerance is about.
    #[case::padding(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x00, 0x00], Tolerances::PADDING)]
    #[case::repeated(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x8D, 0x91], Tolerances::REPEATED_HEADER)]
    #[case::order(&[0x8C, 0x85, 0x8D, 0x90, 0x98, 0x37, 0x00], Tolerances::HEADER_ORDER)]
    // X-Mms-Content-Class as an Integer-value with a length, which it does not have.
    #[case::value_form(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0xBA, 0x01, 0x80], Tolerances::VALUE_FORM)]
    #[case::high_octets(&[0x8C, 0x85, 0x98, 0x37, 0xE9, 0x00, 0x8D, 0x90], Tolerances::HIGH_OCTETS)]
    // An Application-header with a blank in its name; one with a number for a value.
    #[case::application_name(b"\x8C\x85\x987\0\x8D\x90X Y\0z\0", Tolerances::VALUE_FORM)]
    #[case::application_value(b"\x8C\x85\x987\0\x8D\x90X-Y\0\x85", Tolerances::VALUE_FORM)]
    // M-Retrieve.conf, version, a Date of 5 in two octets, text/plain.
    #[case::overlong_integer(&[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x02, 0x00, 0x05, 0x84, 0x83], Tolerances::OVERLONG_INTEGER)]
    // M-Retrieve.conf, version, a Date of 5, two Subjects, text/plain.
    #[case::repeated_subject(
        b"\x8C\x84\x8D\x90\x85\x01\x05\x96a\0\x96b\0\x84\x83",
        Tolerances::REPEATED_HEADER
    )]
    fn a_tolerance_makes_the_difference(#[case] octets: &[u8], #[case] tolerance: Tolerances) {
        let pdu = Pdu::decode_with(octets, tolerance).unwrap();
        assert!(Pdu::decode_with(octets, Tolerances::ALL - tolerance).is_err());
        let again = pdu.encode();
        assert_eq!(Pdu::decode(&again).unwrap(), pdu);
    }

    #[test]
    fn headers_without_a_type_are_kept_in_order() {
        let octets = [
            &[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90][..], // M-Acknowledge.ind, id, version
            &[0xC5, 0x81],                                   // an unassigned field
            b"X-Own\0yes\0",                                 // an application header
            &[0xB7, 0x61, 0x00],                             // X-Mms-Applic-ID
        ]
        .concat();
        let Pdu::AcknowledgeInd(pdu) = Pdu::decode(&octets).unwrap() else { panic!("type") };
        let fields: Vec<_> = pdu.other.iter().map(crate::Header::field).collect();
        assert_eq!(fields, [Some(Field::Unknown(0x45)), None, Some(Field::ApplicId)]);
        assert_eq!(pdu.other[1].text_name(), Some("X-Own"));
        assert_eq!(pdu.other[1].value.text().as_deref(), Some("yes"));
        assert_eq!(pdu.encode(), octets);
    }

    #[test]
    fn header_fields_are_counted() {
        let mut octets = [0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90].to_vec();
        octets.extend(
            core::iter::repeat_n([b"x\0".to_vec(), vec![b'y'; 100], vec![0]].concat(), 253)
                .flatten(),
        );
        assert!(Pdu::decode(&octets).is_ok());
        octets.extend(b"x\0y\0");
        let kind = Pdu::decode(&octets).unwrap_err().kind;
        assert_eq!(kind, DecodeErrorKind::TooManyHeaders);
    }
}
