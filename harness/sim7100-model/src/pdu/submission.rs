//! M-Send.req from a message and `AT+CMMSSENDCFG`; M-Send.conf.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use mms_pdu::{
    Address, Body, ContentType, EncodedString, Expiry, MediaType, MessageClass, Parameter, Part,
    Pdu, Priority, ResponseStatus, SendReq, SenderVisibility, TextString, Version, YesNo,
};

use super::{SendAnswer, presentation};
use crate::deviation::{Deviation, DeviationSet};
use crate::message::{AddressList, File, Message};
use crate::profile::Profile;
use crate::settings::SendConfig;
use crate::text::Encoding;

/// The version that the module speaks; every field that it sends is in it.
pub(super) const VERSION: Version = Version::V1_0;
/// Seconds of each validity of `AT+CMMSSENDCFG`, from 0; the last is the greatest 32-bit number.
const VALIDITY_SECONDS: [u64; 6] = [3_600, 43_200, 86_400, 172_800, 604_800, 4_294_967_295];

/// The octets of an M-Send.req; none when a text of it cannot stand in a PDU.
///
/// The sender is left to the MMSC. Parts are in the order of entry, by the reading `smil` after a presentation.
pub(crate) fn send_req(
    message: &Message,
    config: &SendConfig,
    profile: &Profile,
    transaction_id: &str,
) -> Option<Vec<u8>> {
    let faults = profile.deviations;
    let id = TextString::new(transaction_id).ok()?;
    let compose = if profile.smil.is_on() { related } else { mixed };
    let (content_type, parts) = compose(&message.files, faults)?;
    let mut pdu = SendReq::new(id, VERSION, content_type, Body::Multipart(parts));
    pdu.to = addresses(&message.to);
    pdu.cc = addresses(&message.cc);
    pdu.bcc = addresses(&message.bcc);
    if !message.subject.is_empty() {
        let subject = String::from_utf16_lossy(&message.subject);
        pdu.subject = Some(EncodedString::from_text(subject));
    }
    configure(&mut pdu, config, faults);
    let octets = pdu.encode();
    if faults.has(Deviation::HeaderOrderWrong) {
        return version_first(&octets);
    }
    Some(octets)
}

/// The files alone.
fn mixed(files: &[File], faults: DeviationSet) -> Option<(ContentType<'static>, Vec<Part<'_>>)> {
    let parts = files.iter().map(|file| part(file, faults)).collect::<Option<_>>()?;
    Some((ContentType::multipart_mixed(), parts))
}

/// A presentation, and the files that it names by their Content-IDs.
fn related(files: &[File], faults: DeviationSet) -> Option<(ContentType<'static>, Vec<Part<'_>>)> {
    let shown = presentation::shown(files);
    let named = shown.iter().enumerate().map(|(index, file)| {
        let id = TextString::new(presentation::content_id(index)).ok()?;
        Some(part(file, faults)?.with_content_id(id))
    });
    let parts = core::iter::once(presentation::part(&shown)).chain(named).collect::<Option<_>>()?;
    Some((presentation::content_type()?, parts))
}

/// The version, which is the third field, moved before the transaction id.
fn version_first(octets: &[u8]) -> Option<Vec<u8>> {
    let (message_type, rest) = octets.split_at_checked(2)?;
    let id_octets = rest.iter().position(|octet| *octet == 0)? + 1;
    let (transaction_id, rest) = rest.split_at_checked(id_octets)?;
    let (version, rest) = rest.split_at_checked(2)?;
    Some([message_type, version, transaction_id, rest].concat())
}

/// What an M-Send.conf says, or why the octets are none.
pub(crate) fn send_conf(octets: &[u8]) -> Result<SendAnswer, String> {
    match Pdu::decode(octets) {
        Ok(Pdu::SendConf(pdu)) => Ok(SendAnswer {
            transaction_id: pdu.transaction_id.to_string(),
            refusal: (pdu.response_status != ResponseStatus::Ok)
                .then(|| format!("the MMSC answers {}", pdu.response_status)),
        }),
        Ok(other) => Err(format!("the MMSC answers with {}", other.message_type())),
        Err(error) => Err(format!("the answer is no MMS PDU: {error}")),
    }
}

/// A number past the last assigned one means "not set": the field stays away.
fn configure(pdu: &mut SendReq<'_>, config: &SendConfig, faults: DeviationSet) {
    let inverted = u8::from(faults.has(Deviation::FlagsInverted));
    let seconds = VALIDITY_SECONDS.get(usize::from(config.validity));
    pdu.expiry = seconds.map(|seconds| Expiry::Relative(*seconds));
    pdu.priority = (config.priority < 3).then(|| Priority::from_octet(0x80 + config.priority));
    pdu.sender_visibility = (config.visibility < 2)
        .then(|| SenderVisibility::from_octet(0x80 + (config.visibility ^ inverted)));
    pdu.message_class = (config.class < 4).then(|| MessageClass::from_octet(0x80 + config.class));
    pdu.delivery_report = Some(yes_no(config.delivery_report ^ inverted));
    pdu.read_report = Some(yes_no(config.read_report ^ inverted));
}

const fn yes_no(number: u8) -> YesNo {
    if number == 1 { YesNo::Yes } else { YesNo::No }
}

fn addresses(list: &AddressList) -> Vec<Address<'static>> {
    list.as_slice().iter().map(|text| address(text)).collect()
}

/// What `AT+CMMSRECP` accepts and the address grammar does not have goes out as it was given.
fn address(text: &str) -> Address<'static> {
    Address::from_dialled(text).unwrap_or_else(|_| {
        let suffix = if text.contains(['@', '/']) { "" } else { "/TYPE=PLMN" };
        Address::from_encoded(EncodedString::from_text(format!("{text}{suffix}")))
    })
}

/// Content-Location is the file's name; the charset of a text agrees with its octets.
fn part(file: &File, faults: DeviationSet) -> Option<Part<'_>> {
    let mut content_type = ContentType::new(MediaType::from_name(&file.content_type).ok()?);
    if file.is_text() {
        let is_wrong = faults.has(Deviation::CharsetDeclaredAscii);
        let encoding = if is_wrong { Encoding::Ascii } else { file.encoding };
        content_type = content_type.with(Parameter::Charset(encoding.charset(&file.octets)));
    }
    let part = Part::new(content_type, &file.octets[..]);
    if file.name.is_empty() {
        return Some(part);
    }
    Some(part.with_content_location(TextString::new(&file.name[..]).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bearer::calendar::CalendarTime;
    use alloc::borrow::ToOwned;

    const UNSET: SendConfig = SendConfig {
        validity: 6,
        priority: 3,
        delivery_report: 0,
        read_report: 0,
        visibility: 2,
        class: 4,
    };

    fn message() -> Message {
        let mut message = Message::draft(CalendarTime::DEFAULT);
        message.to.add("13918181818".to_owned()).unwrap();
        message.to.add("T1@TEST.COM".to_owned()).unwrap();
        message.cc.add("15013231222".to_owned()).unwrap();
        message.subject = "Test title".encode_utf16().collect();
        message.files.push(File::new("t1.txt", "text/plain", b"hi".to_vec()));
        message.files.push(File::new("1.jpg", "image/jpeg", b"\xFF\xD8".to_vec()));
        message
    }

    #[test]
    fn the_pdu_of_the_sample_octet_by_octet() {
        let expected: Vec<u8> = [
            &[0x8C, 0x80][..],              // M-Send.req
            b"\x98T\0",                     // transaction id
            &[0x8D, 0x90],                  // version 1.0
            &[0x89, 0x01, 0x81],            // From: insert-address
            b"\x9713918181818/TYPE=PLMN\0", // To
            b"\x97T1@TEST.COM\0",           // To
            b"\x8215013231222/TYPE=PLMN\0", // Cc
            b"\x96Test title\0",            // Subject
            &[0x86, 0x81],                  // no delivery report
            &[0x90, 0x81],                  // no read report
            &[0x84, 0xA3],                  // multipart.mixed
            &[0x02],                        // two parts
            &[0x0C, 0x02],                  // 12 octets of headers, 2 of data
            &[0x03, 0x83, 0x81, 0x83],      // text/plain; charset=us-ascii
            b"\x8Et1.txt\0hi",              // Content-Location, data
            &[0x08, 0x02],                  // 8 octets of headers, 2 of data
            &[0x9E],                        // image/jpeg
            b"\x8E1.jpg\0\xFF\xD8",         // Content-Location, data
        ]
        .concat();
        assert_eq!(send_req(&message(), &UNSET, &Profile::default(), "T"), Some(expected));
    }

    #[test]
    fn a_presentation_comes_first_and_names_the_parts() {
        let mut profile = Profile::default();
        profile.set("smil", "on").unwrap();
        let octets = send_req(&message(), &UNSET, &profile, "T").unwrap();
        let Ok(Pdu::SendReq(pdu)) = Pdu::decode(&octets) else { panic!("no M-Send.req") };
        assert_eq!(pdu.content_type.related_type(), Some("application/smil"));
        let leaves = pdu.leaves();
        let ids: Vec<_> = leaves.iter().map(|leaf| leaf.content_id.unwrap()).collect();
        assert_eq!(ids, [pdu.content_type.start().unwrap(), "<file-0>", "<file-1>"]);
        let names: Vec<_> = leaves.iter().filter_map(|leaf| leaf.name()).collect();
        assert_eq!(names, ["presentation.smil", "t1.txt", "1.jpg"]);
    }

    #[test]
    fn settings_become_fields() {
        let config = SendConfig {
            validity: 2,
            priority: 2,
            delivery_report: 1,
            read_report: 1,
            visibility: 1,
            class: 2,
        };
        let octets = send_req(&message(), &config, &Profile::default(), "T").unwrap();
        let Ok(Pdu::SendReq(pdu)) = Pdu::decode(&octets) else { panic!("no M-Send.req") };
        assert_eq!(pdu.expiry, Some(Expiry::Relative(86_400)));
        assert_eq!(pdu.priority, Some(Priority::High));
        assert_eq!(pdu.sender_visibility, Some(SenderVisibility::Show));
        assert_eq!(pdu.message_class, Some(MessageClass::Informational));
        assert_eq!((pdu.delivery_report, pdu.read_report), (Some(YesNo::Yes), Some(YesNo::Yes)));
    }

    #[rstest::rstest]
    #[case("13918181818", "13918181818/TYPE=PLMN")]
    #[case("+33612345678", "+33612345678/TYPE=PLMN")]
    #[case("13918181818/TYPE=PLMN", "13918181818/TYPE=PLMN")]
    #[case("T1@TEST.COM", "T1@TEST.COM")]
    #[case(" s2@gmail.com", " s2@gmail.com")]
    #[case("a b", "a b/TYPE=PLMN")]
    fn addresses_have_their_type(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(address(text).text(), expected);
    }

    #[test]
    fn a_subject_beyond_ascii_is_utf_8() {
        let mut message = message();
        message.subject = "中".encode_utf16().collect();
        let octets = send_req(&message, &UNSET, &Profile::default(), "T").unwrap();
        // Subject: Value-length 6, UTF-8, Quote, E4 B8 AD, NUL.
        assert!(octets.windows(8).any(|w| w == [0x96, 0x06, 0xEA, 0x7F, 0xE4, 0xB8, 0xAD, 0x00]));
    }

    #[test]
    fn answers_are_read() {
        let ok = [0x8C, 0x81, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x92, 0x80];
        let answer = SendAnswer { transaction_id: "7".to_owned(), refusal: None };
        assert_eq!(send_conf(&ok), Ok(answer));
        let refused = [0x8C, 0x81, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x92, 0x82];
        assert!(send_conf(&refused).unwrap().refusal.is_some());
        assert!(send_conf(&[0x8C, 0x85, 0x98, 0x37, 0x00, 0x8D, 0x90]).is_err());
        assert!(send_conf(b"<html>").is_err());
    }
}
