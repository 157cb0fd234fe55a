//! Pushes and short messages, as tshark reads them: the same header fields as in the PDU that was put inside.

use libtest_mimic::Failed;
use mock_mmsc::dissect::dissect;
use mock_mmsc::emit::{
    DataCoding, PORT_PUSH, PORT_WSP, PushEnvelope, Reference, SmsDeliver, TypeForm,
};

use crate::pdml::{Link, Reading, read_packets};
use crate::{sound, standard_name};

/// First two octets of the PDUs that a Proxy-Relay pushes: M-Notification.ind, M-Delivery.ind, M-Read-Orig.ind.
const PUSHED: [[u8; 2]; 3] = [[0x8C, 0x82], [0x8C, 0x86], [0x8C, 0x88]];

/// A PDU and the datagram that carries it.
struct Push {
    /// The PDU and what is special about the envelope.
    name: String,
    pdu: Vec<u8>,
    datagram: Vec<u8>,
}

/// Each PDU that is pushed, in each envelope.
fn pushes() -> Result<Vec<Push>, Failed> {
    let plain = PushEnvelope::default();
    let spelled = PushEnvelope {
        content_type: TypeForm::Text,
        application_id: Some(TypeForm::Text),
        content_length: true,
        push_flag: Some(1),
        encoding_version: Some(0x93),
        ..plain.clone()
    };
    let bare = PushEnvelope { application_id: None, ..plain.clone() };
    let mut pushes = Vec::new();
    for sound::Sound { name, octets } in sound::messages()? {
        if PUSHED.iter().any(|start| octets.starts_with(start)) {
            for (form, envelope) in [("plain", &plain), ("spelled", &spelled), ("bare", &bare)] {
                let (name, datagram) = (format!("{name}, {form}"), envelope.emit(&octets));
                pushes.push(Push { name, pdu: octets.clone(), datagram });
            }
        }
    }
    Ok(pushes)
}

/// Pushes in UDP datagrams.
pub(crate) fn over_udp() -> Result<(), Failed> {
    let pushes = pushes()?;
    let packets = pushes.iter().map(|push| udp(&push.datagram)).collect::<Result<Vec<_>, _>>()?;
    let readings = read_packets(Link::Ip, &packets)?;
    pushes.iter().zip(&readings).try_for_each(|(push, reading)| same(push, reading))
}

/// Pushes in SMS-DELIVER TPDUs, in one piece and in several; the PDU is in the last.
pub(crate) fn over_sms() -> Result<(), Failed> {
    let pushes = pushes()?;
    let (mut packets, mut last) = (Vec::new(), Vec::new());
    for (index, push) in pushes.iter().enumerate() {
        // Pieces of different messages must not be taken for one.
        let number = u8::try_from(index + 1)?;
        let (reference, data_coding) = match index % 2 {
            0 => (Reference::Narrow(number), DataCoding::General),
            _ => (Reference::Wide(0x1200 + u16::from(number)), DataCoding::Class1),
        };
        let sms = SmsDeliver { reference, data_coding, ..SmsDeliver::default() };
        packets.extend(sms.emit(&push.datagram)?);
        last.push(packets.len() - 1);
    }
    if packets.len() == last.len() {
        return Err("no message has several pieces".into());
    }
    let readings = read_packets(Link::Sms, &packets)?;
    let read = last.iter().filter_map(|at| readings.get(*at));
    pushes.iter().zip(read).try_for_each(|(push, reading)| same(push, reading))
}

/// The same names of header fields in the same order, and nothing malformed.
fn same(push: &Push, reading: &Reading) -> Result<(), Failed> {
    let dissection = dissect(&push.pdu);
    let ours: Vec<String> =
        dissection.header_fields().map(|field| field.name.to_ascii_lowercase()).collect();
    let theirs: Vec<String> = reading
        .headers
        .iter()
        .map(|header| standard_name(&header.name).to_ascii_lowercase())
        .collect();
    if ours == theirs && reading.complaints.is_empty() {
        return Ok(());
    }
    let (name, complaints) = (&push.name, &reading.complaints);
    Err(format!("{name}\n  tshark: {theirs:?} {complaints:?}\n  pdu: {ours:?}").into())
}

/// An IPv4 packet with a datagram to the port of the MMS Client; checksums are left out.
fn udp(datagram: &[u8]) -> Result<Vec<u8>, Failed> {
    let length = u16::try_from(datagram.len() + 8)?;
    let total = length + 20;
    Ok([
        &[0x45, 0x00][..],         // version and header length, type of service
        &total.to_be_bytes(),      // total length
        &[0x00, 0x00, 0x40, 0x00], // identification, do not fragment
        &[0x40, 0x11, 0x00, 0x00], // hops, UDP, checksum
        &[192, 0, 2, 1],           // source
        &[192, 0, 2, 2],           // destination
        &PORT_WSP.to_be_bytes(),   // source port
        &PORT_PUSH.to_be_bytes(),  // destination port
        &length.to_be_bytes(),     // length
        &[0x00, 0x00],             // checksum: none
        datagram,
    ]
    .concat())
}
