//! What the mock MMSC says: PDUs and the push envelope, in their shortest encodings.
//!
//! Header fields by ENC 7.3, values by WSP 8.4.2, bodies by WSP 8.5. Text that is not us-ascii goes as
//! UTF-8 with its charset. Broken answers are not made here: scripts give them as octets.

mod acknowledge_ind;
mod content_type;
mod delivery_ind;
mod forward_conf;
mod header;
mod multipart;
mod notification_ind;
mod notify_resp_ind;
mod push;
mod read_orig_ind;
mod retrieve_conf;
mod send_conf;
mod send_req;
mod sms_deliver;
mod value;

pub use acknowledge_ind::AcknowledgeInd;
pub use delivery_ind::DeliveryInd;
pub use forward_conf::ForwardConf;
pub use multipart::{EmitPart, Multipart};
pub use notification_ind::{MessageClass, NotificationInd};
pub use notify_resp_ind::NotifyRespInd;
pub use push::{PushEnvelope, TypeForm, push};
pub use read_orig_ind::{ReadOrigInd, ReadRecInd};
pub use retrieve_conf::{Delivery, RetrieveConf, retrieve_from_send};
pub use send_conf::SendConf;
pub use send_req::SendReq;
pub use sms_deliver::{
    ADDRESS_DIGITS_MAX, DataCoding, PORT_PUSH, PORT_WSP, Reference, SEGMENTS_MAX, SmsDeliver,
    TimeStamp, TpduError, USER_DATA_OCTETS_MAX,
};

/// MMS version 1.0 on the wire.
pub const VERSION_1_0: u8 = 0x90;
/// MMS version 1.1 on the wire.
pub const VERSION_1_1: u8 = 0x91;
/// MMS version 1.2 on the wire.
pub const VERSION_1_2: u8 = 0x92;
/// MMS version 1.3 on the wire.
pub const VERSION_1_3: u8 = 0x93;
