//! What each PDU type must and may hold (ENC 6).

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
    /// Octets of the header fields that it may hold besides.
    pub(super) optional: &'static [u8],
}

/// The facts about a PDU type, where they are known here.
pub(super) fn pdu_type(octet: u8) -> Option<&'static PduType> {
    PDU_TYPES.iter().find(|row| row.octet == octet)
}

/// Message-Type, Version and the header fields of 1.3 that every message may hold.
pub(super) const COMMON: &[u8] = &[0x8C, 0x8D, 0xB7, 0xB8, 0xB9];

const PDU_TYPES: &[PduType] = &[
    PduType {
        octet: 0x80,
        name: "M-Send.req",
        body: true,
        mandatory: &[0x98, 0x89, 0x84],
        optional: &[
            0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x8A, 0x8F, 0x90, 0x94, 0x96, 0x97, 0x9C, 0x9D,
            0x9E, 0x9F, 0xA2, 0xA3, 0xA4, 0xBA, 0xBB, 0xBC,
        ],
    },
    PduType {
        octet: 0x81,
        name: "M-Send.conf",
        body: false,
        mandatory: &[0x98, 0x92],
        optional: &[0x83, 0x8B, 0x93, 0xA5, 0xA6],
    },
    PduType {
        octet: 0x82,
        name: "M-Notification.ind",
        body: false,
        mandatory: &[0x98, 0x8A, 0x8E, 0x88, 0x83],
        optional: &[
            0x86, 0x89, 0x8F, 0x96, 0x9C, 0x9D, 0x9E, 0x9F, 0xA7, 0xB1, 0xB2, 0xB4, 0xB5, 0xBA,
            0xBB, 0xBC, 0xBD,
        ],
    },
    PduType {
        octet: 0x83,
        name: "M-NotifyResp.ind",
        body: false,
        mandatory: &[0x98, 0x95],
        optional: &[0x91],
    },
    PduType {
        octet: 0x84,
        name: "M-Retrieve.conf",
        body: true,
        mandatory: &[0x85, 0x84],
        optional: &[
            0x82, 0x86, 0x89, 0x8A, 0x8B, 0x8F, 0x90, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9C, 0x9D,
            0x9E, 0x9F, 0xA0, 0xA1, 0xA3, 0xA4, 0xB1, 0xBA, 0xBB, 0xBC, 0xBD,
        ],
    },
    PduType {
        octet: 0x85,
        name: "M-Acknowledge.ind",
        body: false,
        mandatory: &[0x98],
        optional: &[0x91],
    },
    PduType {
        octet: 0x86,
        name: "M-Delivery.ind",
        body: false,
        mandatory: &[0x8B, 0x97, 0x85, 0x95],
        // The table has no Transaction-ID, yet operators send one.
        optional: &[0x98, 0xB6],
    },
    PduType {
        octet: 0x87,
        name: "M-Read-Rec.ind",
        body: false,
        mandatory: &[0x8B, 0x97, 0x89, 0x9B],
        optional: &[0x85],
    },
    PduType {
        octet: 0x88,
        name: "M-Read-Orig.ind",
        body: false,
        mandatory: &[0x8B, 0x97, 0x89, 0x85, 0x9B],
        optional: &[],
    },
    PduType {
        octet: 0x89,
        name: "M-Forward.req",
        body: false,
        mandatory: &[0x98, 0x89, 0x83],
        optional: &[
            0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x90, 0x91, 0x97, 0x9C, 0x9D, 0x9E, 0x9F, 0xA2,
            0xA3, 0xA4,
        ],
    },
    PduType {
        octet: 0x8A,
        name: "M-Forward.conf",
        body: false,
        mandatory: &[0x98, 0x92],
        optional: &[0x83, 0x8B, 0x93, 0xA5, 0xA6],
    },
];
