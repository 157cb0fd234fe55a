//! MMS encapsulation over WSP primitives: a typed, strict codec for the PDUs that an MMS Client sends and receives.
//!
//! ```text
//! octets --Pdu::decode--> Pdu<'a> { SendReq, SendConf, NotificationInd, NotifyRespInd, RetrieveConf, AcknowledgeInd,
//!        <--Pdu::encode--           DeliveryInd, ReadRecInd, ReadOrigInd, ForwardReq, ForwardConf, CancelReq,
//!                                   CancelConf }
//!                                 each with typed header fields, the fields that it has no member for, and a body
//! ```
//!
//! The PDUs of the mailbox (M-Mbox-*) and M-Delete have names and are refused as unsupported. [`Header::typed`] reads the
//! value of any assigned header field, also where no PDU has a member for it.
//!
//! Clauses 6 and 7 of the MMS Encapsulation Protocol (OMA-TS-MMS_ENC 1.3, "ENC") name the PDUs and header fields;
//! clause 8.4.2 of the Wireless Session Protocol (WAP-230, "WSP") defines the productions that values are made of.
//! There is one file per PDU and one per production.
//!
//! Decoding borrows: texts are slices of the input where they can be, media never move. What a decoder reads and
//! a PDU has no member for is kept and written back. [`Pdu::check`] reports what is readable but breaks a clause.
//!
//! The crate does no I/O, and knows neither HTTP nor the clock. It does not read SMIL.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(test, feature = "generators"))]
extern crate std;

mod acknowledge_ind;
mod address;
mod body;
mod cancel_conf;
mod cancel_req;
mod cancel_status;
mod charset;
mod check;
mod content_class;
mod content_type;
mod context;
mod counted_location;
mod delivery_ind;
mod element_descriptor;
mod encoded_string;
mod enumeration;
mod error;
mod expiry;
mod field;
mod field_value;
mod forward_conf;
mod forward_req;
mod from_value;
#[cfg(any(test, feature = "generators"))]
pub mod generators;
mod header;
mod integer_value;
pub mod limit;
mod long_integer;
mod mailbox_total;
mod media_type;
mod message_class;
mod message_type;
mod mm_flags;
mod mm_state;
pub mod multipart;
mod notification_ind;
mod notify_resp_ind;
mod parameter;
mod part;
mod pdu;
mod pdu_type;
mod presence;
mod previously_sent;
mod priority;
#[cfg(test)]
mod property;
mod q_value;
mod quoted_string;
mod read_orig_ind;
mod read_rec_ind;
mod read_status;
mod reader;
mod reply_charging;
mod response_status;
mod retrieval_mode;
mod retrieve_conf;
mod retrieve_status;
mod send_conf;
mod send_req;
mod sender_visibility;
mod sink;
mod status;
mod store_status;
mod text_string;
mod token_text;
mod tolerance;
mod transfer_encoding;
mod uintvar;
mod value;
mod value_length;
#[cfg(test)]
mod value_vector;
#[cfg(test)]
mod vector;
mod version;
pub mod wsp_push;
mod yes_no;

pub use acknowledge_ind::AcknowledgeInd;
pub use address::{Address, AddressError, AddressKind};
pub use body::{Body, Leaf};
pub use cancel_conf::CancelConf;
pub use cancel_req::CancelReq;
pub use cancel_status::CancelStatus;
pub use charset::Charset;
pub use check::{Irregularity, Rule};
pub use content_class::ContentClass;
pub use content_type::ContentType;
pub use counted_location::CountedLocation;
pub use delivery_ind::DeliveryInd;
pub use element_descriptor::{ElementDescriptor, ElementParameter};
pub use encoded_string::EncodedString;
pub use error::{DecodeError, DecodeErrorKind, Fault, LengthField, Production};
pub use expiry::Expiry;
pub use field::Field;
pub use field_value::FieldValue;
pub use forward_conf::ForwardConf;
pub use forward_req::ForwardReq;
pub use from_value::FromValue;
pub use header::{Header, HeaderName, RawValue};
pub use integer_value::IntegerValue;
pub use mailbox_total::MailboxTotal;
pub use media_type::MediaType;
pub use message_class::MessageClass;
pub use message_type::MessageType;
pub use mm_flags::{FlagAction, MmFlags};
pub use mm_state::MmState;
pub use notification_ind::NotificationInd;
pub use notify_resp_ind::NotifyRespInd;
pub use parameter::{Parameter, UntypedValue};
pub use part::Part;
pub use pdu::Pdu;
pub use previously_sent::{PreviouslySentBy, PreviouslySentDate};
pub use priority::Priority;
pub use q_value::QValue;
pub use read_orig_ind::ReadOrigInd;
pub use read_rec_ind::ReadRecInd;
pub use read_status::ReadStatus;
pub use reply_charging::ReplyCharging;
pub use response_status::ResponseStatus;
pub use retrieval_mode::RetrievalMode;
pub use retrieve_conf::RetrieveConf;
pub use retrieve_status::RetrieveStatus;
pub use send_conf::SendConf;
pub use send_req::SendReq;
pub use sender_visibility::SenderVisibility;
pub use status::Status;
pub use store_status::StoreStatus;
pub use text_string::{TextError, TextString};
pub use token_text::TokenText;
pub use tolerance::Tolerances;
pub use version::Version;
pub use yes_no::YesNo;
