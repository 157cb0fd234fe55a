//! One multimedia message in memory or in a mail box: chapters 3 and 5 of the application note.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::bearer::calendar::CalendarTime;
use crate::error_code::ErrorCode;
use crate::text::{self, Encoding};

/// Addresses in one list.
pub(crate) const ADDRESSES_MAX: usize = 20;
/// Octets of a telephone number.
pub(crate) const NUMBER_OCTETS_MAX: usize = 40;
/// Octets of an e-mail address.
pub(crate) const EMAIL_OCTETS_MAX: usize = 60;
/// Octets of a title, byte order mark included.
pub(crate) const TITLE_OCTETS_MAX: u32 = 40;
/// Octets of all files of one message.
pub(crate) const MESSAGE_OCTETS_MAX: usize = 1_048_576;

/// Which kind of message, as the first number of CMMSVIEW says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MessageKind {
    /// 0
    Received,
    /// 1
    Sent,
    /// 2
    Unsent,
}

impl MessageKind {
    /// The number of CMMSVIEW and CMMSSAVE.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Received => 0,
            Self::Sent => 1,
            Self::Unsent => 2,
        }
    }

    /// The kind of a number.
    pub(crate) const fn from_number(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Received),
            1 => Some(Self::Sent),
            2 => Some(Self::Unsent),
            _ => None,
        }
    }
}

impl fmt::Display for MessageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Unsent => "unsent",
        })
    }
}

/// Which of the three address lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipients {
    /// CMMSRECP
    To,
    /// CMMSCC
    Cc,
    /// CMMSBCC
    Bcc,
}

/// A list of addresses in order of entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AddressList(Vec<String>);

impl AddressList {
    /// Adds an address at the end; 175 when the list is full.
    pub(crate) fn add(&mut self, address: String) -> Result<(), ErrorCode> {
        if self.is_full() {
            return Err(ErrorCode::ADDRESSES_FULL);
        }
        self.0.push(address);
        Ok(())
    }

    /// Removes the first address that is equal octet for octet; 176 when there is none.
    pub(crate) fn remove(&mut self, address: &str) -> Result<(), ErrorCode> {
        let at = self.0.iter().position(|known| known == address);
        self.0.remove(at.ok_or(ErrorCode::ADDRESS_NOT_FOUND)?);
        Ok(())
    }

    /// Removes all addresses.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether no further address fits.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= ADDRESSES_MAX
    }

    /// Whether there is no address.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The addresses.
    pub(crate) fn as_slice(&self) -> &[String] {
        &self.0
    }
}

/// The first twenty addresses; a received message may name more.
impl FromIterator<String> for AddressList {
    fn from_iter<I: IntoIterator<Item = String>>(addresses: I) -> Self {
        Self(addresses.into_iter().take(ADDRESSES_MAX).collect())
    }
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name; empty for a session description.
    pub(crate) name: String,
    /// Its content type without parameters.
    pub(crate) content_type: String,
    /// How its octets stand for text; not used for other content.
    pub(crate) encoding: Encoding,
    /// Its octets as they were given or received.
    pub(crate) octets: Vec<u8>,
}

impl File {
    /// A file that came from the TE or the EFS.
    pub(crate) fn new(name: &str, content_type: &str, octets: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            encoding: Encoding::of(&octets),
            octets,
        }
    }

    /// Whether the module prints and saves it as UCS-2.
    pub(crate) fn is_text(&self) -> bool {
        crate::media::is_text(&self.content_type)
    }

    /// What CMMSREAD prints: text as UCS-2, least significant octet first, without a mark.
    pub(crate) fn printed(&self) -> Vec<u8> {
        if self.is_text() {
            text::ucs2_le(&text::utf16(&self.octets, self.encoding))
        } else {
            self.octets.clone()
        }
    }

    /// What CMMSSNATCH saves: as printed, a text with its mark in front.
    pub(crate) fn snatched(&self) -> Vec<u8> {
        if !self.is_text() {
            return self.octets.clone();
        }
        let mut octets = text::BOM_LE.to_vec();
        octets.extend(self.printed());
        octets
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Received, sent or unsent.
    pub(crate) kind: MessageKind,
    /// The sender of a received message, without its address type.
    pub(crate) sender: String,
    /// CMMSRECP
    pub(crate) to: AddressList,
    /// CMMSCC
    pub(crate) cc: AddressList,
    /// CMMSBCC
    pub(crate) bcc: AddressList,
    /// When it was received, or began to be written.
    pub(crate) time: CalendarTime,
    /// Whether CMMSVIEW prints the time: not for a draft that was never saved.
    pub(crate) is_dated: bool,
    /// The title as UTF-16.
    pub(crate) subject: Vec<u16>,
    /// Its files in order.
    pub(crate) files: Vec<File>,
}

impl Message {
    /// An empty message that the TE begins to write.
    pub(crate) fn draft(time: CalendarTime) -> Self {
        Self {
            kind: MessageKind::Unsent,
            sender: String::new(),
            to: AddressList::default(),
            cc: AddressList::default(),
            bcc: AddressList::default(),
            time,
            is_dated: false,
            subject: Vec::new(),
            files: Vec::new(),
        }
    }

    /// What a fault makes of a download that is no message: one file with the octets that came.
    pub(crate) fn half_received(time: CalendarTime, octets: &[u8]) -> Self {
        let file = File::new("0.bin", "application/octet-stream", octets.to_vec());
        let files = alloc::vec![file];
        Self { kind: MessageKind::Received, is_dated: true, files, ..Self::draft(time) }
    }

    /// One of the three address lists.
    pub(crate) const fn list(&self, which: Recipients) -> &AddressList {
        match which {
            Recipients::To => &self.to,
            Recipients::Cc => &self.cc,
            Recipients::Bcc => &self.bcc,
        }
    }

    /// One of the three address lists, to change it.
    pub(crate) const fn list_mut(&mut self, which: Recipients) -> &mut AddressList {
        match which {
            Recipients::To => &mut self.to,
            Recipients::Cc => &mut self.cc,
            Recipients::Bcc => &mut self.bcc,
        }
    }

    /// Octets of all files.
    pub(crate) fn files_octets(&self) -> usize {
        self.files.iter().map(|file| file.octets.len()).sum()
    }

    /// Whether there is nothing to show: no title, no address, no file.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.subject.is_empty()
            && !self.has_receiver()
            && self.kind == MessageKind::Unsent
    }

    /// Whether somebody would get it.
    pub(crate) fn has_receiver(&self) -> bool {
        !(self.to.is_empty() && self.cc.is_empty() && self.bcc.is_empty())
    }
}

/// Whether a text may stand in an address list: its length by kind, printable ASCII, not empty.
pub(crate) fn is_address(text: &str) -> bool {
    let octets_max = if text.contains('@') { EMAIL_OCTETS_MAX } else { NUMBER_OCTETS_MAX };
    !text.is_empty()
        && text.len() <= octets_max
        && text.bytes().all(|octet| (0x20..0x7F).contains(&octet))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    #[test]
    fn a_list_takes_twenty_addresses() {
        let mut list = AddressList::default();
        for index in 0..ADDRESSES_MAX {
            assert_eq!(list.add(format!("{index}")), Ok(()));
        }
        assert_eq!(list.add("20".to_owned()), Err(ErrorCode::ADDRESSES_FULL));
        assert_eq!(list.remove("x"), Err(ErrorCode::ADDRESS_NOT_FOUND));
        assert_eq!(list.remove("3"), Ok(()));
        assert_eq!(list.as_slice().get(3).map(String::as_str), Some("4"));
    }

    #[rstest::rstest]
    #[case("13918181818", true)]
    #[case(" s2@gmail.com", true)]
    #[case("", false)]
    #[case("1234567890123456789012345678901234567890", true)]
    #[case("12345678901234567890123456789012345678901", false)]
    #[case("12345678901234567890123456789012345678901@a", true)]
    #[case("1\n2", false)]
    #[case("é", false)]
    fn addresses(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_address(text), expected);
    }

    #[test]
    fn text_is_printed_without_a_mark_and_snatched_with_one() {
        let text = File::new("t1.txt", "text/plain", b"\xFE\xFF\0a".to_vec());
        assert_eq!(text.printed(), b"a\0");
        assert_eq!(text.snatched(), b"\xFF\xFEa\0");
        let picture = File::new("t1.jpg", "image/jpeg", b"\xFE\xFF\0a".to_vec());
        assert_eq!(picture.printed(), picture.octets);
        assert_eq!(picture.snatched(), picture.octets);
    }
}
