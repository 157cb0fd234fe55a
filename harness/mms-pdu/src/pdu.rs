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
use crate::{AcknowledgeInd, NotificationInd, NotifyRespInd, RetrieveConf, SendConf, SendReq};

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
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Pdu<'a> {
    /// M-Send.req.
    SendReq(SendReq<'a>),
    /// M-Send.conf.
    SendConf(SendConf<'a>),
    /// M-Notification.ind.
    NotificationInd(NotificationInd<'a>),
    /// M-NotifyResp.ind.
    NotifyRespInd(NotifyRespInd<'a>),
    /// M-Retrieve.conf.
    RetrieveConf(RetrieveConf<'a>),
    /// M-Acknowledge.ind.
    AcknowledgeInd(AcknowledgeInd<'a>),
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
        let mut reader = Reader::new(octets, &context);
        let start = reader;
        let message_type = read_message_type(&mut reader)?;
        let fields = Fields::new(reader);
        match message_type {
            MessageType::SendReq => SendReq::read(fields).map(Self::SendReq),
            MessageType::SendConf => SendConf::read(fields).map(Self::SendConf),
            MessageType::NotificationInd => {
                NotificationInd::read(fields).map(Self::NotificationInd)
            }
            MessageType::NotifyRespInd => NotifyRespInd::read(fields).map(Self::NotifyRespInd),
            MessageType::RetrieveConf => RetrieveConf::read(fields).map(Self::RetrieveConf),
            MessageType::AcknowledgeInd => AcknowledgeInd::read(fields).map(Self::AcknowledgeInd),
            other => {
                let mut value = start;
                value.skip_octet();
                Err(value.error(Production::MessageType, DecodeErrorKind::MessageType(other)))
            }
        }
    }

    /// Returns the type.
    #[must_use]
    pub const fn message_type(&self) -> MessageType {
        match self {
            Self::SendReq(_) => MessageType::SendReq,
            Self::SendConf(_) => MessageType::SendConf,
            Self::NotificationInd(_) => MessageType::NotificationInd,
            Self::NotifyRespInd(_) => MessageType::NotifyRespInd,
            Self::RetrieveConf(_) => MessageType::RetrieveConf,
            Self::AcknowledgeInd(_) => MessageType::AcknowledgeInd,
        }
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

    /// Copies what is borrowed, the media included.
    #[must_use]
    pub fn into_owned(self) -> Pdu<'static> {
        match self {
            Self::SendReq(pdu) => Pdu::SendReq(pdu.into_owned()),
            Self::SendConf(pdu) => Pdu::SendConf(pdu.into_owned()),
            Self::NotificationInd(pdu) => Pdu::NotificationInd(pdu.into_owned()),
            Self::NotifyRespInd(pdu) => Pdu::NotifyRespInd(pdu.into_owned()),
            Self::RetrieveConf(pdu) => Pdu::RetrieveConf(pdu.into_owned()),
            Self::AcknowledgeInd(pdu) => Pdu::AcknowledgeInd(pdu.into_owned()),
        }
    }

    fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::SendReq(pdu) => pdu.write(sink),
            Self::SendConf(pdu) => pdu.write(sink),
            Self::NotificationInd(pdu) => pdu.write(sink),
            Self::NotifyRespInd(pdu) => pdu.write(sink),
            Self::RetrieveConf(pdu) => pdu.write(sink),
            Self::AcknowledgeInd(pdu) => pdu.write(sink),
        }
    }
}

/// Gives each PDU what all of them have.
macro_rules! pdu {
    ($name:ident) => {
        impl $name<'_> {
            /// Encodes the PDU; as [`Pdu::encode`](crate::Pdu::encode).
            #[must_use]
            pub fn encode(&self) -> alloc::vec::Vec<u8> {
                $crate::sink::collect(|sink| self.write(sink))
            }

            /// Counts the octets that [`encode`](Self::encode) returns.
            #[must_use]
            pub fn encoded_len(&self) -> usize {
                $crate::sink::measure(|sink| self.write(sink))
            }
        }

        impl<'a> From<$name<'a>> for $crate::Pdu<'a> {
            fn from(pdu: $name<'a>) -> Self {
                Self::$name(pdu)
            }
        }
    };
}

pub(crate) use pdu;

fn read_message_type(reader: &mut Reader<'_, '_>) -> Result<MessageType, DecodeError> {
    if reader.peek().is_some_and(|octet| octet != Field::MessageType.octet()) {
        let kind = DecodeErrorKind::MisplacedHeader(Field::MessageType);
        return Err(reader.error(Production::Pdu, kind));
    }
    reader.octet(Production::Pdu)?;
    MessageType::read(reader)
        .map_err(|error| DecodeError { production: Production::MessageType, ..error })
}

/// Writes the header fields that every PDU starts with.
pub(crate) fn write_start(
    sink: &mut dyn Sink,
    message_type: MessageType,
    transaction_id: Option<&crate::TextString<'_>>,
    version: crate::Version,
) {
    sink.put(&[Field::MessageType.octet(), message_type.octet()]);
    write_field(sink, Field::TransactionId, transaction_id, |sink, id| id.write(sink));
    sink.put(&[Field::MmsVersion.octet()]);
    version.write(sink);
}

/// Writes a field whose value is there.
pub(crate) fn write_field<T>(
    sink: &mut dyn Sink,
    field: Field,
    value: Option<T>,
    write: impl Fn(&mut dyn Sink, T),
) {
    if let Some(value) = value {
        sink.put(&[field.octet()]);
        write(sink, value);
    }
}

/// Writes a field of one octet that is there.
pub(crate) fn write_octet(sink: &mut dyn Sink, field: Field, octet: Option<u8>) {
    if let Some(octet) = octet {
        sink.put(&[field.octet(), octet]);
    }
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
    #[case::delivery_report(&[0x8C, 0x86], 1, DecodeErrorKind::MessageType(MessageType::DeliveryInd), Fault::Unsupported)]
    #[case::unknown_type(&[0x8C, 0x98], 1, DecodeErrorKind::MessageType(MessageType::Unknown(0x98)), Fault::Unsupported)]
    // Notification, Content-Type 0x53: a legal media type, a header that the PDU cannot have.
    #[case::unknown_media(&[0x8C, 0x82, 0x84, 0xD3], 2, DecodeErrorKind::ForbiddenHeader(Field::ContentType), Fault::Violation)]
    // Notification, From whose Value-length is 0x40.
    #[case::value_length(&[0x8C, 0x82, 0x89, 0x40], 3, DecodeErrorKind::UnexpectedOctet(0x40), Fault::Malformed)]
    #[case::id_missing(&[0x8C, 0x85, 0x8D, 0x90], 4, DecodeErrorKind::MissingHeader(Field::TransactionId), Fault::Violation)]
    #[case::version_missing(&[0x8C, 0x85, 0x98, 0x37, 0x00], 5, DecodeErrorKind::MissingHeader(Field::MmsVersion), Fault::Violation)]
    #[case::version_first(&[0x8C, 0x85, 0x8D, 0x90, 0x98, 0x37, 0x00], 4, DecodeErrorKind::MisplacedHeader(Field::TransactionId), Fault::Violation)]
    #[case::version_last(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x91, 0x80, 0x8D, 0x90], 7, DecodeErrorKind::MisplacedHeader(Field::MmsVersion), Fault::Violation)]
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
    // M-Acknowledge.ind, id, version, then what the tolerance is about.
    #[case::padding(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x00, 0x00], Tolerances::PADDING)]
    #[case::repeated(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x8D, 0x91], Tolerances::REPEATED_HEADER)]
    #[case::order(&[0x8C, 0x85, 0x8D, 0x90, 0x98, 0x37, 0x00], Tolerances::HEADER_ORDER)]
    #[case::high_octets(&[0x8C, 0x85, 0x98, 0x37, 0xE9, 0x00, 0x8D, 0x90], Tolerances::HIGH_OCTETS)]
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
