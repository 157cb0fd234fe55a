//! The assigned numbers of the two MMS codecs side by side.
//!
//! `mms-pdu` and `mock-mmsc` were written from the standard without looking at each other, and have to give the same
//! numbers the same names. Of the charsets each codec names those that it has a use for, and those that both name are
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use mms_pdu::{
    CancelStatus, Charset, ContentClass, Field, MediaType, MessageType, MmState, Priority,
    ReadStatus, ReplyCharging, ResponseStatus, RetrievalMode, RetrieveStatus, SenderVisibility,
    Status, StoreStatus, YesNo,
};
use mock_mmsc::dissect::{assigned_headers, assigned_types, dissect};

#[test]
fn header_fields() {
    let ours = Field::ALL.iter().filter_map(|field| named(field.octet(), field.name()));
    let mocks = assigned_headers().filter_map(|(octet, name)| named(octet, Some(name)));
    compare("header fields", ours.collect(), mocks.collect());
}

#[test]
fn pdu_types() {
    // The mock writes the types of PDUs in lower case throughout.
    let lower = |(octet, name): (u32, String)| (octet, name.to_lowercase());
    let ours = MessageType::ALL.iter().filter_map(|kind| named(kind.octet(), kind.name()));
    let mocks = assigned_types().filter_map(|(octet, name)| named(octet, Some(name)));
    compare("PDU types", ours.map(lower).collect(), mocks.collect());
}

#[test]
fn enumerated_values() {
    words(Field::CancelStatus, |octet| CancelStatus::from_octet(octet).name());
    words(Field::ContentClass, |octet| ContentClass::from_octet(octet).name());
    words(Field::DeliveryReport, |octet| YesNo::from_octet(octet).name());
    words(Field::MmState, |octet| MmState::from_octet(octet).name());
    words(Field::Priority, |octet| Priority::from_octet(octet).name());
    words(Field::ReadReport, |octet| YesNo::from_octet(octet).name());
    words(Field::ReadStatus, |octet| ReadStatus::from_octet(octet).name());
    words(Field::RecommendedRetrievalMode, |octet| RetrievalMode::from_octet(octet).name());
    words(Field::ReplyCharging, |octet| ReplyCharging::from_octet(octet).name());
    words(Field::ReportAllowed, |octet| YesNo::from_octet(octet).name());
    words(Field::ResponseStatus, |octet| ResponseStatus::from_octet(octet).name());
    words(Field::RetrieveStatus, |octet| RetrieveStatus::from_octet(octet).name());
    words(Field::SenderVisibility, |octet| SenderVisibility::from_octet(octet).name());
    words(Field::Status, |octet| Status::from_octet(octet).name());
    words(Field::StoreStatus, |octet| StoreStatus::from_octet(octet).name());
}

#[test]
fn media_types() {
    let ours = (0..0x80)
        .filter_map(|number: u8| named(number, MediaType::WellKnown(number.into()).name()));
    let mocks = (0..0x80).filter_map(|number: u8| {
        named(number, read(&[Field::ContentType.octet(), number | 0x80]).as_deref())
    });
    compare("media types", ours.collect(), mocks.collect());
}

#[test]
fn charsets() {
    let ours = (0..3_000).filter_map(|mib| Some((mib, Charset(mib).name()?.to_owned())));
    let mocks = (0..3_000_u16).filter_map(|mib| {
        let [high, low] = mib.to_be_bytes();
        // text/plain with the parameter charset, its number as a Long-integer of two octets.
        let octets = [Field::ContentType.octet(), 0x05, 0x83, 0x81, 0x02, high, low];
        let pdu = dissect(&[&[0x8C, 0x80][..], &octets].concat());
        let charset = pdu.header("Content-Type")?.child("charset")?.value.to_string();
        (!charset.starts_with("MIB ")).then_some((mib.into(), charset))
    });
    let mut ours: BTreeMap<u32, String> = ours.collect();
    let mut mocks: BTreeMap<u32, String> = mocks.collect();
    ours.retain(|mib, _| mocks.contains_key(mib));
    mocks.retain(|mib, _| ours.contains_key(mib));
    assert!(ours.len() > 10, "both name no more than these: {ours:?}");
    compare("charsets", ours, mocks);
}

/// Compares the words for the value of one header field.
fn words(field: Field, word: impl Fn(u8) -> Option<&'static str>) {
    let ours = (0x80..=u8::MAX).filter_map(|octet| named(octet, word(octet)));
    let mocks =
        (0x80..=u8::MAX).filter_map(|octet| named(octet, Some(&read(&[field.octet(), octet])?)));
    compare(&field.to_string(), ours.collect(), mocks.collect());
}

/// What the mock makes of the last header field of an M-Send.req; none where it has no word for the value.
fn read(octets: &[u8]) -> Option<String> {
    let pdu = dissect(&[&[0x8C, 0x80][..], octets].concat());
    let field = pdu.header_fields().last()?;
    let has_word = field.hole().is_none() && !field.value.ends_with("(unassigned)");
    (has_word && field.remarks.is_empty()).then(|| field.value.to_string())
}

fn named(number: u8, name: Option<&str>) -> Option<(u32, String)> {
    Some((number.into(), name?.to_owned()))
}

/// Wants the same names in both tables.
fn compare(table: &str, ours: BTreeMap<u32, String>, mocks: BTreeMap<u32, String>) {
    assert!(!ours.is_empty(), "{table}: no name");
    let numbers: BTreeSet<u32> = ours.keys().chain(mocks.keys()).copied().collect();
    let differing = numbers.iter().filter(|number| ours.get(number) != mocks.get(number));
    let drawn: Vec<String> = differing
        .map(|number| {
            let (ours, mocks) = (ours.get(number), mocks.get(number));
            format!("0x{number:02X}: mms-pdu {ours:?}, mock-mmsc {mocks:?}")
        })
        .collect();
    assert!(drawn.is_empty(), "{table}: {drawn:#?}");
}
