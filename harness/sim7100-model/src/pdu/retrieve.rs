//! M-Retrieve.conf becomes a message; M-Acknowledge.ind.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use mms_pdu::{
    AcknowledgeInd, Address, FromValue, Leaf, Pdu, RetrieveConf, RetrieveStatus, TextString,
};

use super::submission::VERSION;
use super::{RetrieveError, Retrieved};
use crate::bearer::calendar::CalendarTime;
use crate::media;
use crate::message::{AddressList, File, Message, MessageKind};
use crate::text::Encoding;

/// Octets of a received file's name.
const NAME_OCTETS_MAX: usize = 254;
/// The content type of a part whose own has no name.
const CONTENT_TYPE_UNKNOWN: &str = "application/octet-stream";

/// The message of an M-Retrieve.conf.
///
/// # Errors
///
/// [`RetrieveError::Invalid`] for octets that are no M-Retrieve.conf, [`RetrieveError::Refused`] for a
/// Retrieve-Status other than Ok.
pub(crate) fn retrieve_conf(octets: &[u8], time: CalendarTime) -> Result<Retrieved, RetrieveError> {
    let pdu = match Pdu::decode(octets) {
        Ok(Pdu::RetrieveConf(pdu)) => pdu,
        Ok(other) => {
            let reason = format!("the download is {}", other.message_type());
            return Err(RetrieveError::Invalid(reason));
        }
        Err(error) => {
            return Err(RetrieveError::Invalid(format!("the download is no MMS PDU: {error}")));
        }
    };
    match pdu.retrieve_status {
        None | Some(RetrieveStatus::Ok) => Ok(Retrieved {
            transaction_id: pdu.transaction_id.as_ref().map(ToString::to_string),
            message: message(&pdu, time),
        }),
        Some(status) => Err(RetrieveError::Refused(format!("the MMSC answers {status}"))),
    }
}

/// The octets of an M-Acknowledge.ind; none when the id cannot stand in a PDU.
pub(crate) fn acknowledge_ind(transaction_id: &str) -> Option<Vec<u8>> {
    let id = TextString::new(transaction_id).ok()?;
    Some(AcknowledgeInd::new(id, VERSION).encode())
}

/// An address as the module prints it: without its type, and without what cannot stand between quotes.
pub(super) fn sender(from: Option<&FromValue<'_>>) -> String {
    let address = from.and_then(FromValue::address);
    address.map_or_else(String::new, |address| printable(&address.bare()))
}

fn message(pdu: &RetrieveConf<'_>, time: CalendarTime) -> Message {
    let subject = pdu.subject.as_ref().map(|subject| subject.text().encode_utf16().collect());
    Message {
        kind: MessageKind::Received,
        sender: sender(pdu.from.as_ref()),
        to: addresses(&pdu.to),
        cc: addresses(&pdu.cc),
        bcc: AddressList::default(),
        time,
        is_dated: true,
        subject: subject.unwrap_or_default(),
        files: pdu.leaves().iter().enumerate().map(|(index, leaf)| file(index, leaf)).collect(),
    }
}

fn addresses(list: &[Address<'_>]) -> AddressList {
    list.iter().map(|address| printable(&address.bare())).collect()
}

fn file(index: usize, leaf: &Leaf<'_>) -> File {
    let content_type = leaf.content_type.media_type.name().unwrap_or(CONTENT_TYPE_UNKNOWN);
    let octets = leaf.decoded_data().into_owned();
    let name = leaf
        .name()
        .filter(|name| !name.is_empty())
        .map_or_else(|| format!("{index}.{}", media::extension_of(content_type)), printable);
    File {
        name: shortened(name),
        content_type: content_type.to_owned(),
        encoding: Encoding::declared(leaf.content_type.charset(), &octets),
        octets,
    }
}

fn printable(text: &str) -> String {
    let replace = |letter: char| if letter == '"' || letter.is_control() { '_' } else { letter };
    text.chars().map(replace).collect()
}

fn shortened(mut name: String) -> String {
    name.truncate(name.floor_char_boundary(NAME_OCTETS_MAX));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    /// M-Retrieve.conf with id "R", From 15001844675, subject "Hi", and one text part.
    fn conf(extra: &[u8]) -> Vec<u8> {
        [
            &[0x8C, 0x84][..],                      // M-Retrieve.conf
            b"\x98R\0",                             // transaction id
            &[0x8D, 0x90],                          // version 1.0
            &[0x85, 0x04, 0x49, 0xBF, 0x68, 0x89],  // date
            b"\x89\x17\x8015001844675/TYPE=PLMN\0", // From: address present
            b"\x9713918181818/TYPE=PLMN\0",         // To
            b"\x96Hi\0",                            // Subject
            extra,                                  // what a test adds
            &[0x84, 0xA3],                          // multipart.mixed
            &[0x01],                                // one part
            &[0x0C, 0x02],                          // 12 octets of headers, 2 of data
            &[0x03, 0x83, 0x81, 0xEA],              // text/plain; charset=utf-8
            b"\x8Et1.txt\0",                        // Content-Location
            &[0xC3, 0xA9],                          // U+00E9
        ]
        .concat()
    }

    #[test]
    fn a_message_comes_out() {
        let retrieved = retrieve_conf(&conf(&[]), CalendarTime::DEFAULT).unwrap();
        assert_eq!(retrieved.transaction_id.as_deref(), Some("R"));
        let message = retrieved.message;
        assert_eq!(message.sender, "15001844675");
        assert_eq!(message.to.as_slice(), ["13918181818"]);
        assert_eq!(String::from_utf16_lossy(&message.subject), "Hi");
        let file = message.files.first().unwrap();
        assert_eq!((&file.name[..], &file.content_type[..]), ("t1.txt", "text/plain"));
        assert_eq!(file.printed(), [0xE9, 0x00]);
    }

    #[test]
    fn a_status_refuses_and_other_octets_are_invalid() {
        let refused = retrieve_conf(&conf(&[0x99, 0xE2]), CalendarTime::DEFAULT);
        assert!(matches!(refused, Err(RetrieveError::Refused(_))), "{refused:?}");
        for octets in [&b""[..], b"<html>", &[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90]] {
            let invalid = retrieve_conf(octets, CalendarTime::DEFAULT);
            assert!(matches!(invalid, Err(RetrieveError::Invalid(_))), "{invalid:?}");
        }
    }

    #[test]
    fn an_acknowledgement_octet_by_octet() {
        // M-Acknowledge.ind, transaction id "R", version 1.0.
        let expected = [0x8C, 0x85, 0x98, 0x52, 0x00, 0x8D, 0x90];
        assert_eq!(acknowledge_ind("R"), Some(expected.to_vec()));
    }

    #[rstest::rstest]
    #[case("a\"b\r\n", "a_b__")]
    #[case("é.txt", "é.txt")]
    fn names_can_stand_between_quotes(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(printable(text), expected);
    }

    #[test]
    fn names_are_bounded() {
        assert_eq!(shortened("é".repeat(200)).len(), 254);
        assert_eq!(shortened("aé".repeat(100)).len(), 253);
    }
}
