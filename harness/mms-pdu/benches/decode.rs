//! Decoding speed over generated PDUs of 121 octets, 11 kB and 88 kB, and over one 88 kB part instead of many.
//!
//! Prints one row a PDU: octets, nanoseconds for a decode (the fastest batch, so that a busy machine does not count),
//! and nanoseconds for an encode. Run it with `cargo bench -p mms-pdu`; an argument behind `--` chooses PDUs by a part of
//! their name.

use std::env;
use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use mms_pdu::{
    Address, Body, Charset, ContentType, EncodedString, Expiry, FromValue, Header, MediaType,
    MessageClass, NotificationInd, Part, Pdu, Priority, RetrieveConf, TextError, TextString,
    Version, YesNo,
};

/// Batches of which the fastest counts.
const BATCHES: u32 = 200;
/// Runs in a batch.
const RUNS: u32 = 500;

fn main() -> io::Result<()> {
    let pdus = pdus().map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{:<28}{:>8}{:>12}{:>12}", "PDU", "octets", "decode, ns", "encode, ns")?;
    for (name, pdu) in pdus.iter().filter(|(name, _)| is_asked_for(name)) {
        let octets = pdu.encode();
        let decode = fastest(|| {
            black_box(Pdu::decode(black_box(&octets)).is_ok());
        });
        let encode = fastest(|| {
            black_box(black_box(pdu).encode());
        });
        writeln!(out, "{name:<28}{:>8}{decode:>12}{encode:>12}", octets.len())?;
    }
    Ok(())
}

/// Tells whether an argument is a part of the name, or there is none.
fn is_asked_for(name: &str) -> bool {
    let mut asked = env::args().skip(1).filter(|argument| !argument.starts_with("--")).peekable();
    asked.peek().is_none() || asked.any(|part| name.contains(&part))
}

/// Nanoseconds for one run, in the fastest batch.
fn fastest(mut run: impl FnMut()) -> u128 {
    let mut batch = || {
        let start = Instant::now();
        for _ in 0..RUNS {
            run();
        }
        start.elapsed() / RUNS
    };
    (0..BATCHES).map(|_| batch()).min().unwrap_or(Duration::ZERO).as_nanos()
}

fn pdus() -> Result<Vec<(&'static str, Pdu<'static>)>, TextError> {
    Ok(vec![
        ("notification", notification()?.into()),
        ("message, 2 parts", message(&[400, 10_000])?.into()),
        ("message, 5 parts", message(&[900, 1_200, 25_000, 30_000, 30_000])?.into()),
        ("message, 1 part of 88 kB", message(&[87_700])?.into()),
    ])
}

/// A notification of 121 octets.
fn notification() -> Result<NotificationInd<'static>, TextError> {
    let sender = EncodedString::from_text("+13135550123/TYPE=PLMN");
    Ok(NotificationInd {
        transaction_id: TextString::new("T0123456789abcdef")?,
        version: Version::V1_2,
        from: Some(FromValue::Address(Address::from_encoded(sender))),
        subject: None,
        delivery_report: Some(YesNo::No),
        message_class: MessageClass::Personal,
        priority: None,
        message_size: 88_123,
        expiry: Expiry::Relative(259_200),
        content_location: TextString::new(
            "http://mmsc.example.net:8002/mms/0123456789?id=1234567",
        )?,
        other: Vec::new(),
    })
}

/// A delivered message: multipart.related with a SMIL part in front, and a part for each size.
fn message(sizes: &[usize]) -> Result<RetrieveConf<'static>, TextError> {
    let smil = Part::new(ContentType::new(MediaType::SMIL), vec![b' '; 420])
        .with_content_id(TextString::new("<smil>")?)
        .with_content_location(TextString::new("smil.xml")?);
    let mut parts = vec![smil];
    for (index, size) in sizes.iter().enumerate() {
        let (content_type, name) = match index {
            0 => (ContentType::text_plain(Charset::UTF_8), "text"),
            _ => (ContentType::new(MediaType::from_name("image/jpeg")?), "image"),
        };
        let part = Part::new(content_type, vec![b'x'; *size])
            .with_content_id(TextString::new(format!("<{name}{index}>"))?)
            .with_content_location(TextString::new(format!("{name}{index}"))?);
        parts.push(part);
    }
    let sender = EncodedString::from_text("+13135550123/TYPE=PLMN");
    let recipient = EncodedString::from_text("+13135550199/TYPE=PLMN");
    Ok(RetrieveConf {
        transaction_id: Some(TextString::new("T0123456789abcdef")?),
        version: Version::V1_2,
        message_id: Some(TextString::new("M0123456789@mmsc.example.net")?),
        date: 1_234_567_890,
        from: Some(FromValue::Address(Address::from_encoded(sender))),
        to: vec![Address::from_encoded(recipient)],
        cc: Vec::new(),
        subject: Some(EncodedString::from_text("A day at the sea")),
        message_class: Some(MessageClass::Personal),
        priority: Some(Priority::Normal),
        delivery_report: Some(YesNo::No),
        read_report: Some(YesNo::No),
        retrieve_status: None,
        retrieve_text: None,
        other: vec![Header::application("X-Relay", "one")?],
        content_type: ContentType::multipart_related(MediaType::SMIL, TextString::new("<smil>")?),
        body: Body::Multipart(parts),
    })
}
