//! What each PDU type must and may hold (ENC 6).

use super::codes::Codes;

/// Facts about one PDU type.
pub(super) struct PduType {
    /// Its octet.
    pub(super) octet: u8,
    /// Its name as the standard spells it.
    pub(super) name: &'static str,
    /// Whether it has a body.
    pub(super) body: bool,
    /// Octets of the header fields that it must hold, besides Message-Type and Version.
    pub(super) mandatory: &'static [u8],
    /// The same as a set.
    pub(super) required: Codes,
    /// The header fields that it may hold, those of every message included.
    pub(super) allowed: Codes,
}

/// The facts about a PDU type, where they are known here.
pub(super) fn pdu_type(octet: u8) -> Option<&'static PduType> {
    PDU_TYPES.iter().find(|row| row.octet == octet)
}

/// Message-Type, Version and the header fields of 1.3 that every message may hold.
const COMMON: Codes = Codes::of(&[0x8C, 0x8D, 0xB7, 0xB8, 0xB9]);

/// The facts about a PDU type with a body, by what it must and what it may hold besides.
const fn with_body(
    octet: u8,
    name: &'static str,
    mandatory: &'static [u8],
    optional: &[u8],
) -> PduType {
    PduType { body: true, ..without_body(octet, name, mandatory, optional) }
}

/// The same for a PDU type without a body.
const fn without_body(
    octet: u8,
    name: &'static str,
    mandatory: &'static [u8],
    optional: &[u8],
) -> PduType {
    let required = Codes::of(mandatory);
    let allowed = COMMON.and(required).and(Codes::of(optional));
    PduType { octet, name, body: false, mandatory, required, allowed }
}

const PDU_TYPES: &[PduType] = &[
    with_body(
        0x80,
        "M-Send.req",
        &[0x98, 0x89, 0x84],
        &[
            0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x8A, 0x8F, 0x90, 0x94, 0x96, 0x97, 0x9C, 0x9D,
            0x9E, 0x9F, 0xA2, 0xA3, 0xA4, 0xBA, 0xBB, 0xBC,
        ],
    ),
    without_body(0x81, "M-Send.conf", &[0x98, 0x92], &[0x83, 0x8B, 0x93, 0xA5, 0xA6]),
    without_body(
        0x82,
        "M-Notification.ind",
        &[0x98, 0x8A, 0x8E, 0x88, 0x83],
        &[
            0x86, 0x89, 0x8F, 0x96, 0x9C, 0x9D, 0x9E, 0x9F, 0xA7, 0xB1, 0xB2, 0xB4, 0xB5, 0xBA,
            0xBB, 0xBC, 0xBD,
        ],
    ),
    without_body(0x83, "M-NotifyResp.ind", &[0x98, 0x95], &[0x91]),
    with_body(
        0x84,
        "M-Retrieve.conf",
        &[0x85, 0x84],
        &[
            0x82, 0x86, 0x89, 0x8A, 0x8B, 0x8F, 0x90, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9C, 0x9D,
            0x9E, 0x9F, 0xA0, 0xA1, 0xA3, 0xA4, 0xB1, 0xBA, 0xBB, 0xBC, 0xBD,
        ],
    ),
    without_body(0x85, "M-Acknowledge.ind", &[0x98], &[0x91]),
    without_body(
        0x86,
        "M-Delivery.ind",
        &[0x8B, 0x97, 0x85, 0x95],
        // The table has no Transaction-ID, yet operators send one.
        &[0x98, 0xB6],
    ),
    without_body(0x87, "M-Read-Rec.ind", &[0x8B, 0x97, 0x89, 0x9B], &[0x85]),
    without_body(0x88, "M-Read-Orig.ind", &[0x8B, 0x97, 0x89, 0x85, 0x9B], &[]),
    without_body(
        0x89,
        "M-Forward.req",
        &[0x98, 0x89, 0x83],
        &[
            0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x90, 0x91, 0x97, 0x9C, 0x9D, 0x9E, 0x9F, 0xA2,
            0xA3, 0xA4,
        ],
    ),
    without_body(0x8A, "M-Forward.conf", &[0x98, 0x92], &[0x83, 0x8B, 0x93, 0xA5, 0xA6]),
    without_body(0x96, "M-Cancel.req", &[0x98, 0xBE], &[]),
    without_body(0x97, "M-Cancel.conf", &[0x98, 0xBF], &[]),
];
