//! Seeds of `pdu_views`: every PDU type with all its fields, every header field in every form that it has and in some that
//! it has not, parts and parameters of every kind, and octets that are refused.
//!
//! ENC is the MMS Encapsulation Protocol 1.3, WSP is WAP-230.

use Row::{Entry, Long, Raw};

use crate::Seeds;

/// A piece of a seed.
#[derive(Clone, Copy)]
enum Row {
    /// Octets as they are.
    Raw(&'static [u8]),
    /// An octet, a Value-length (WSP 8.4.2.2), and the octets that it bounds.
    Long(u8, &'static [u8]),
    /// An entry of a multipart (WSP 8.5.2): its headers and its data, with their lengths in front.
    Entry(&'static [u8], &'static [u8]),
}

impl Row {
    fn octets(self) -> Vec<u8> {
        match self {
            Raw(octets) => octets.to_vec(),
            Long(first, octets) => {
                let length = length(octets);
                let quote: &[u8] = if length > 30 { &[0x1F] } else { &[] };
                [&[first], quote, &[length], octets].concat()
            }
            Entry(headers, data) => [&[length(headers), length(data)], headers, data].concat(),
        }
    }
}

/// The number of octets, 127 at most.
fn length(octets: &[u8]) -> u8 {
    u8::try_from(octets.len()).ok().filter(|length| *length < 0x80).unwrap_or_default()
}

/// Pieces of a seed, which is all of them.
type Rows = &'static [Row];

/// Header fields of one PDU; more would pass the decoder's heap limit.
const FIELDS_OF_ONE: usize = 30;

/// X-Mms-Message-Type, X-Mms-Transaction-ID and X-Mms-MMS-Version of an M-Acknowledge.ind, behind which any header field
/// may stand.
const ACKNOWLEDGE_IND: &[u8] = b"\x8C\x85\x98t\0\x8D\x92";
/// The mandatory header fields of an M-Retrieve.conf: type, version, Date. Content-Type and body come behind them.
const RETRIEVE_CONF: &[u8] = b"\x8C\x84\x8D\x92\x85\x01\x05";
/// Type, id, version, From and To of an M-Send.req.
const SEND_REQ: &[u8] = b"\x8C\x80\x98t\0\x8D\x92\x89\x01\x81\x971/TYPE=PLMN\0";
/// A header of a part that tells its transfer encoding.
const BASE64: &[u8] = b"\x83Content-Transfer-Encoding\0base64\0";
/// The same.
const QUOTED_PRINTABLE: &[u8] = b"\x83Content-Transfer-Encoding\0quoted-printable\0";

/// Header fields in a legal form (ENC 7.3, 7.4).
const VALUES: Rows = &[
    Raw(b"\x8110.0.0.1/TYPE=IPv4\0"),          // Bcc: a dotted quad
    Raw(b"\x822001:db8::1/TYPE=IPv6\0"),       // Cc
    Raw(b"\x83http://h/1\0"),                  // X-Mms-Content-Location
    Raw(b"\x85\x04\x4D\x5E\x0A\x00"),          // Date
    Raw(b"\x86\x80"),                          // X-Mms-Delivery-Report
    Long(0x87, b"\x80\x01\x05"),               // X-Mms-Delivery-Time: absolute
    Long(0x88, b"\x81\x01\x80"),               // X-Mms-Expiry: relative, a Long-integer
    Long(0x89, b"\x80a-b@c.de\0"),             // From: address present
    Raw(b"\x8Aown-class\0"),                   // X-Mms-Message-Class: a token
    Raw(b"\x8BM1@mmsc\0"),                     // Message-ID
    Raw(b"\x8E\x03\x04\xB0\x00"),              // X-Mms-Message-Size
    Raw(b"\x8F\x82"),                          // X-Mms-Priority
    Raw(b"\x90\x81"),                          // X-Mms-Read-Report
    Raw(b"\x91\x80"),                          // X-Mms-Report-Allowed
    Raw(b"\x92\xEB"),                          // X-Mms-Response-Status
    Long(0x93, b"\xEAn\xC3\xB6\0"),            // X-Mms-Response-Text in UTF-8
    Raw(b"\x94\x81"),                          // X-Mms-Sender-Visibility
    Raw(b"\x95\x87"),                          // X-Mms-Status
    Long(0x96, b"\x02\x03\xF7\x7F\xD8\x3D\0"), // Subject in UTF-16: a quote, half a pair
    Raw(b"\x97#123\0"),                        // To: a short code
    Raw(b"\x99\xE3"),                          // X-Mms-Retrieve-Status
    Long(0x9A, b"\x84\xE9\xE8\xE7\0"),         // X-Mms-Retrieve-Text in ISO-8859-1
    Raw(b"\x9B\x81"),                          // X-Mms-Read-Status
    Raw(b"\x9C\x83"),                          // X-Mms-Reply-Charging
    Long(0x9D, b"\x81\x80"),                   // X-Mms-Reply-Charging-Deadline
    Raw(b"\x9Er1\0"),                          // X-Mms-Reply-Charging-ID
    Raw(b"\x9F\x02\x28\x00"),                  // X-Mms-Reply-Charging-Size
    Long(0xA0, b"\x81+49/TYPE=X_1\0"),         // X-Mms-Previously-Sent-By: another device
    Long(0xA1, b"\x81\x01\x05"),               // X-Mms-Previously-Sent-Date
    Raw(b"\xA2\x80"),                          // X-Mms-Store
    Raw(b"\xA3\x84"),                          // X-Mms-MM-State
    Long(0xA4, b"\x82\x03\xEAa\0"),            // X-Mms-MM-Flags: filter
    Raw(b"\xA5\xE4"),                          // X-Mms-Store-Status
    Raw(b"\xA6full\0"),                        // X-Mms-Store-Status-Text
    Raw(b"\xA7\x81"),                          // X-Mms-Stored
    Raw(b"\xA8\x96"),                          // X-Mms-Attributes: Subject
    Raw(b"\xA9\x80"),                          // X-Mms-Totals
    Long(0xAA, b"\x80\x85"),                   // X-Mms-Mbox-Totals: messages
    Raw(b"\xAB\x81"),                          // X-Mms-Quotas
    Long(0xAC, b"\x81\x02\x10\x00"),           // X-Mms-Mbox-Quotas: octets
    Raw(b"\xAD\x85"),                          // X-Mms-Message-Count
    Long(0xAE, b"ab"),                         // Content, a name in X-Mms-Attributes only
    Raw(b"\xAF\x80"),                          // X-Mms-Start
    Raw(b"\xB0x\0"),                           // Additional-headers
    Raw(b"\xB1\x80"),                          // X-Mms-Distribution-Indicator
    Long(0xB2, b"cid\0\x82\x9E\x82text/x\0\x83\x85\x82\x01\x05X\0y\0"), // X-Mms-Element-Descriptor
    Raw(b"\xB3\x01\x80"),                      // X-Mms-Limit
    Raw(b"\xB4\x80"),                          // X-Mms-Recommended-Retrieval-Mode
    Raw(b"\xB5later\0"),                       // X-Mms-Recommended-Retrieval-Mode-Text
    Raw(b"\xB6gone\0"),                        // X-Mms-Status-Text
    Raw(b"\xB8\0"),                            // X-Mms-Reply-Applic-ID: empty
    Raw(b"\xB9aux\0"),                         // X-Mms-Aux-Applic-Info
    Raw(b"\xBA\x87"),                          // X-Mms-Content-Class
    Raw(b"\xBB\x81"),                          // X-Mms-DRM-Content
    Raw(b"\xBC\x80"),                          // X-Mms-Adaptation-Allowed
    Raw(b"\xBDd\0"),                           // X-Mms-Replace-ID
    Raw(b"\xBEe\0"),                           // X-Mms-Cancel-ID
    Raw(b"\xBF\x81"),                          // X-Mms-Cancel-Status
    Raw(b"\xC5\x1F\x02\x41\x42"),              // a number that is not assigned, with a Length-quote
    Raw(b"X-Own\0yes\0"),                      // an Application-header (ENC 7.2)
    Raw(b"X-Empty\0\0"),                       // another, its text empty
];

/// Header fields in a form that a tolerance is for, that is odd, or that has an octet outside the list.
const ODD: Rows = &[
    Long(0x83, b"\x81u\0"),            // X-Mms-Content-Location with a count
    Raw(b"\x86\x90"),                  // X-Mms-Delivery-Report
    Raw(b"\x8A\x82"),                  // X-Mms-Message-Class: Informational
    Raw(b"\x8A\xBF"),                  // the same, not in the list
    Raw(b"\x8C\x97"),                  // X-Mms-Message-Type, again
    Raw(b"\x8C\xBF"),                  // the same, not in the list
    Raw(b"\x8D1.3\0"),                 // X-Mms-MMS-Version, again, in text
    Raw(b"\x8D\x9F"),                  // the same without a minor number
    Raw(b"\x8D2\0"),                   // the same in text
    Raw(b"\x8F\x90"),                  // X-Mms-Priority
    Raw(b"\x92\xDF"), // X-Mms-Response-Status: counts as a transient failure (STA-1)
    Raw(b"\x92\x9F"), // the same: counts as a permanent one
    Raw(b"\x94\x90"), // X-Mms-Sender-Visibility
    Raw(b"\x95\x9F"), // X-Mms-Status
    Raw(b"\x98t2\0"), // X-Mms-Transaction-ID, again
    Raw(b"\x99\xDF"), // X-Mms-Retrieve-Status
    Raw(b"\x99\xFF"), // the same
    Raw(b"\x9B\x90"), // X-Mms-Read-Status
    Raw(b"\x9C\x90"), // X-Mms-Reply-Charging
    Raw(b"\xA3\x90"), // X-Mms-MM-State
    Long(0xA4, b"\x90a\0"), // X-Mms-MM-Flags
    Raw(b"\xA5\xDF"), // X-Mms-Store-Status
    Raw(b"\xA5\xFF"), // the same
    Raw(b"\xA8\xC5"), // X-Mms-Attributes: a number that is not assigned
    Raw(b"\xB4\x90"), // X-Mms-Recommended-Retrieval-Mode
    Raw(b"\xB7\x7F\xC3\xA9\0"), // X-Mms-Applic-ID with the quote 0x7F
    Raw(b"\xB9n\xE9\0"), // X-Mms-Aux-Applic-Info in ISO-8859-1
    Raw(b"\xBA\x90"), // X-Mms-Content-Class
    Raw(b"\xBF\x90"), // X-Mms-Cancel-Status
    Long(0x96, b"\xEAa\0\0\0"), // Subject, padded
    Long(0x96, b"\x91\x82\xA0\0"), // Subject in Shift_JIS
    Long(0x96, b"\x02\x7F\xFFa\0"), // Subject in a charset that is not assigned
    Long(0x96, b"\x02\x03\xE9a\0"), // Subject in one without a decoder
    Long(0x96, b"\xEA\xFF\xFE\0"), // Subject in UTF-8 that is none
    Long(0x96, b"\xEA\x7F\xC3\xA9\0"), // Subject in UTF-8 with the quote
    Long(0x96, b"\x84ab\0"), // Subject in ISO-8859-1, ASCII all of it
    Long(0x96, b"\x02\x03\xF5\xFF\xFEa\0\0"), // Subject in UTF-16BE with the mark of the other order
    Long(0x96, b"\x02\x03\xF6\xFE\xFF\0a\0"), // Subject in UTF-16LE with the mark of the other order
    Long(0x96, b"\x02\x03\xF7\xFE\xFF\0a\0"), // Subject in UTF-16 with a mark
    Long(0x96, b"\x02\x03\xE8a\0\0\0"),       // Subject in UCS-2: a NUL character
    Long(0x96, b"\x02\x03\xE8\x7F\x80a\0"),   // Subject in UCS-2 with the quote
    Long(0x96, b"\x02\x03\xE8abc\0"),         // Subject in UCS-2: an odd octet
    Long(0x96, b"\x02\x03\xF7\xD8\x3D\xDE\0\0"), // Subject in UTF-16: beyond UCS-2
    Raw(b"\x96\x1F\x80\x04\xEAab\0"),         // Subject: an overlong length
    Raw(b"\x97a b/TYPE=PLMN\0"),              // To: no number
    Raw(b"\x97x/TYPE=IPv4\0"),                // To: no dotted quad
    Raw(b"\x97x/TYPE=IPv6\0"),                // To: no IPv6 address
    Raw(b"\x97x y/TYPE=X\0"),                 // To: a blank
    Raw(b"\x97/TYPE=X\0"),                    // To: nothing
    Raw(b"\x97x/TYPE=\0"),                    // To: no type
    Raw(b"\x97x/TYPE=Y-Z\0"),                 // To: no type either
    Raw(b"\x97a,b@c\0"),                      // To: nothing that ENC 8 has
    Raw(b"\x97a\x01@c\0"),                    // To: a control character
    Raw(b"\x97a@b@c\0"),                      // To: two of them
    Raw(b"\x97\"a b\"@c.de\0"),               // To: a quoted local part
    Raw(b"\x97\"@c.de\0"),                    // To: one quotation mark
    Raw(b"\x97Ann <a@b.cd>\0"),               // To: with a display name
    Raw(b"\x97a>\0"),                         // To: half of one
    Raw(b"\x97@b\0"),                         // To: no mailbox
    Raw(b"\x97+\0"),                          // To: no digits
    Raw(b"\x97\0"),                           // To: nothing at all
    Raw(b"\x97*123\0"),                       // To: a short code
    Raw(b"\x97abc1\0"),                       // To: another
    Raw(b"\x97gr\xC3\xBC\xC3\x9F@x\0"),       // To: UTF-8 without a charset
    Raw(b"\x97n\xE9/TYPE=PLMN\0"),            // To: ISO-8859-1 and a type
    Long(0x97, b"\x84\xE9/TYPE=X\0"),         // the same with its charset
    Long(0x97, b"\x84\xE9\0"),                // the same without a type
    Raw(b"\x85\x02\x00\x05"),                 // Date: a leading zero
    Raw(b"\x8E\x09\x01\0\0\0\0\0\0\0\0"),     // X-Mms-Message-Size beyond 64 bits
    Long(0x88, b"\x81\x80\x80\x80"),          // X-Mms-Expiry with octets left over
    Raw(b"X Y\0z\0"),                         // an Application-header whose name is no token
    Raw(b"X\xC3\xA9\0y\xC3\xA9\0"),           // one with octets above 0x7F
    Raw(b"X-Y\0\x85"),                        // one whose value is no text
    Raw(b"X-Y\0\x02a\0"),                     // another
    Raw(b"X-Quoted\0\x7F\xC3\xA9\0"),         // one whose text has the quote
];

/// Header fields with a value of another form than theirs.
const WRONG: Rows = &[
    Long(0x81, b"\xEAa"),            // Bcc: a text without its NUL
    Long(0x83, b"\x81"),             // X-Mms-Content-Location with a count alone
    Long(0x83, b"u\0"),              // the same without its count
    Long(0x83, b"\x81u\0u"),         // the same with octets left over
    Raw(b"\x85\x85"),                // Date: a Short-integer
    Raw(b"\x86\x01\x80"),            // X-Mms-Delivery-Report with a length
    Long(0x87, b"\x82\x80"),         // X-Mms-Delivery-Time: neither absolute nor relative
    Long(0x87, b"\x80\x80"),         // the same: a Short-integer for a date
    Long(0x87, b"\x81a\0"),          // the same: a text for an interval
    Raw(b"\x88\x85"),                // X-Mms-Expiry without a length
    Raw(b"\x89\x01\x82"),            // From: neither address nor insert-address
    Raw(b"\x89\x02\x81\x81"),        // From with octets left over
    Raw(b"\x89\x02\x80a"),           // From: an address without its NUL
    Raw(b"\x89a\0"),                 // From without a length
    Raw(b"\x89\0"),                  // From of no octets
    Raw(b"\x8A\x01\x80"),            // X-Mms-Message-Class with a length
    Raw(b"\x8B\x85"),                // Message-ID: a number
    Raw(b"\x8B\x02a\0"),             // Message-ID with a length
    Raw(b"\x8B\x7F\x03\0"),          // Message-ID: a control character behind the quote
    Raw(b"\x8C\x01\x80"),            // X-Mms-Message-Type with a length
    Raw(b"\x8Dv1\0"),                // X-Mms-MMS-Version: another text
    Raw(b"\x8D1.15\0"),              // the same, a number too great
    Raw(b"\x8D1.x\0"),               // the same, no number
    Raw(b"\x8D\x01\x90"),            // X-Mms-MMS-Version with a length
    Raw(b"\x96\x01\xEA"),            // Subject: a charset without a text
    Long(0x96, b"\x02\x03\xE8a"),    // Subject in UCS-2 without its NUL
    Long(0x96, b"\xEAa\0bc"),        // Subject with octets left over
    Raw(b"\x96\x7F\x03\0"),          // Subject: a control character behind the quote
    Long(0x96, b"\x05\x01\0\0\0\0a\0"), // Subject: a charset of 33 bits
    Long(0x96, b"a\0"),              // Subject: a text for a charset
    Long(0xA0, b"\x81"),             // X-Mms-Previously-Sent-By: a count alone
    Long(0xA0, b"a\0"),              // the same without its count
    Long(0xA0, b"\x81a\0a"),         // the same with octets left over
    Raw(b"\xA0\x85"),                // the same without a length
    Long(0xA1, b"\x81\x85"),         // X-Mms-Previously-Sent-Date: a Short-integer
    Long(0xA1, b"a\0"),              // the same without its count
    Long(0xA1, b"\x81\x01\x05\x05"), // the same with octets left over
    Raw(b"\xA1\x85"),                // the same without a length
    Long(0xA4, b"\x01\x80\0"),       // X-Mms-MM-Flags: no action
    Long(0xA4, b"\x80a"),            // the same, a text without its NUL
    Long(0xA4, b"\x80a\0a"),         // the same with octets left over
    Raw(b"\xA4\x85"),                // the same without a length
    Raw(b"\xA8a\0"),                 // X-Mms-Attributes: a text
    Long(0xAA, b"\x82\x85"),         // X-Mms-Mbox-Totals: another unit
    Long(0xAA, b"\x80a\0"),          // the same: a text for a number
    Long(0xAA, b"\x80\x85\x85"),     // the same with octets left over
    Raw(b"\xAAa\0"),                 // the same without a length
    Raw(b"\xB2\x85"),                // X-Mms-Element-Descriptor without a length
    Long(0xB2, b"a"),                // the same, a reference without its NUL
    Long(0xB2, b"a\0\x05\x85"),      // the same, a parameter that starts as none
    Long(0xB2, b"a\0\x83a"),         // the same, a value without its NUL
    Long(0xB2, b"a\0\x82a"),         // the same, a type without its NUL
    Long(0xB2, b"a\0X\0y"),          // the same, a named value without its NUL
    Long(0xB2, b"a\0X"),             // the same, a name without its NUL
    Long(0xB2, b"a\0\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85\x83\x85"), // 33 parameters
    Raw(b"\xB3a\0"),                 // X-Mms-Limit: a text
    Raw(b"\xBAa\0"),                 // X-Mms-Content-Class: a text
];

/// PDUs with every header field of their type (ENC 6), and what breaks a rule of their own.
const PDUS: [(&str, Rows); 22] = [
    (
        "send-req-with-every-field",
        &[
            Raw(SEND_REQ),
            Raw(b"\x85\x01\x05"),             // Date
            Raw(b"\x82a@b.cd\0\x81123\0"),    // Cc; Bcc: a bare number (ADR-1)
            Raw(b"\x96caf\xC3\xA9\0"),        // Subject without a charset (CS-1)
            Raw(b"\x8A\x83"),                 // X-Mms-Message-Class: Auto
            Raw(b"\x88\x02\x81\x80"),         // X-Mms-Expiry
            Raw(b"\x87\x02\x81\x81"),         // X-Mms-Delivery-Time
            Raw(b"\x8F\x80\x94\x80"),         // X-Mms-Priority, X-Mms-Sender-Visibility
            Raw(b"\x86\x80\x90\x80"),         // reports that Auto must not ask for
            Raw(b"\xA2\x80\xA2\x80\xBA\x80"), // X-Mms-Store, again, X-Mms-Content-Class
            Raw(b"\x95\x81\xC5\x80"), // X-Mms-Status, which the table has not; an unassigned field
            Raw(b"\x84\x83hi"),       // Content-Type: text/plain; body
        ],
    ),
    ("send-req-without-recipient", &[Raw(b"\x8C\x80\x98t\0\x8D\x92\x89\x01\x81\x84\x83hi")]),
    ("send-req-without-content", &[Raw(SEND_REQ)]),
    ("send-conf", &[Raw(b"\x8C\x81\x98t\0\x8D\x92\x92\x80\x93ok\0\x8Bm\0\x83u\0\xA5\xDF")]),
    ("send-conf-without-message-id", &[Raw(b"\x8C\x81\x98t\0\x8D\x92\x92\x80")]),
    (
        "notification-ind",
        &[
            Raw(b"\x8C\x82\x98t\0\x8D\x92"),         // type, id, version
            Raw(b"\x89\x01\x81"), // From: insert-address, which an MMSC cannot say
            Raw(b"\x96s\0\x86\x81\x8A\x80\x8F\x81"), // Subject, X-Mms-Delivery-Report, class, priority
            Raw(b"\x8E\x01\x05"),                    // X-Mms-Message-Size
            Long(0x88, b"\x80\x01\x05"),             // X-Mms-Expiry: absolute, which it must not be
            Raw(b"\x83http://h/1\0"),                // X-Mms-Content-Location
        ],
    ),
    ("notify-resp-ind-unreachable", &[Raw(b"\x8C\x83\x98t\0\x8D\x92\x95\x87\x91\x80")]),
    (
        "retrieve-conf-with-every-field",
        &[
            Raw(b"\x8C\x84\x98t\0\x8D\x92\x8Bm\0\x85\x01\x05"), // type, id, version, Message-ID, Date
            Long(0x89, b"\x80+1/TYPE=PLMN\0"),                  // From
            Raw(b"\x971\0\x972\0\x82c\0\x96s\0\x8A\x81"),       // To twice, Cc, Subject, class
            Raw(b"\x8F\x82\x86\x81\x90\x81"),                   // priority, reports
            Raw(b"\x99\xD0\x9Ano\0"), // X-Mms-Retrieve-Status (STA-1), -Text
            Raw(b"\xA0\x03\x81a\0\xA0\x03\x82b\0"), // X-Mms-Previously-Sent-By, which may repeat
            Raw(b"X Y\0z\0"),         // an Application-header that is none (HDR-1)
            Long(0x84, b"text/html\0\x81\xEA"), // Content-Type
            Raw(b"<p>"),
        ],
    ),
    ("retrieve-conf-subject-twice", &[Raw(RETRIEVE_CONF), Raw(b"\x96a\0\x96b\0\x84\x83")]),
    ("acknowledge-ind", &[Raw(ACKNOWLEDGE_IND), Raw(b"\x91\x81\x91\x80")]),
    (
        "delivery-ind",
        &[
            Raw(b"\x8C\x86\x98t\0\x8D\x93\x8Bm\0\x85\x01\x05\x95\x84"), // type, id, version, Message-ID, Date, status
            Raw(b"\xB6no\0\x971/TYPE=PLMN\0\x972\0\xB7a\0"), // text, To, again, X-Mms-Applic-ID
        ],
    ),
    ("delivery-ind-without-id", &[Raw(b"\x8C\x86\x8D\x93\x8Bm\0\x85\x01\x05\x95\x80\x971\0")]),
    (
        "read-rec-ind",
        &[Raw(b"\x8C\x87\x98t\0\x8D\x93\x8Bm\0\x971/TYPE=PLMN\0\x89\x01\x81\x85\x01\x05\x9B\x80")],
    ),
    ("read-rec-ind-without-id", &[Raw(b"\x8C\x87\x8D\x93\x8Bm\0\x971\0\x89\x01\x81\x9B\x81")]),
    (
        "read-orig-ind",
        &[Raw(b"\x8C\x88\x98t\0\x8D\x93\x8Bm\0\x971/TYPE=PLMN\0\x89\x01\x81\x85\x01\x05\x9B\x80")],
    ),
    (
        "forward-req",
        &[
            Raw(b"\x8C\x89\x98t\0\x8D\x92\x85\x01\x05\x89\x01\x81"), // type, id, version, Date, From
            Raw(b"\x971/TYPE=PLMN\0\x822\0\x81x y\0"),               // To, Cc, Bcc: no address
            Raw(b"\x88\x02\x81\x80\x87\x02\x81\x81"), // X-Mms-Expiry, X-Mms-Delivery-Time
            Raw(b"\x91\x80\x86\x80\x90\x80\x83u\0"),  // reports, X-Mms-Content-Location
            Raw(b"\xA2yes\0\xA3\x90"),                // X-Mms-Store: a text; X-Mms-MM-State
        ],
    ),
    ("forward-req-without-recipient", &[Raw(b"\x8C\x89\x98t\0\x8D\x92\x89\x01\x81\x83u\0")]),
    ("forward-conf", &[Raw(b"\x8C\x8A\x98t\0\x8D\x92\x92\x80\x93ok\0\x8Bm\0")]),
    ("forward-conf-without-message-id", &[Raw(b"\x8C\x8A\x98t\0\x8D\x92\x92\x80")]),
    ("cancel-req", &[Raw(b"\x8C\x96\x98t\0\x8D\x93\xBEc\0")]),
    ("cancel-conf", &[Raw(b"\x8C\x97\x98t\0\x8D\x93\xBF\x80")]),
    ("mbox-view-req", &[Raw(b"\x8C\x8D\x98t\0\x8D\x92")]), // a type that is not decoded
];

/// Content types, parts and bodies (WSP 8.4.2.24, 8.5).
const CONTENTS: [(&str, Rows); 22] = [
    (
        "parameters-of-every-kind",
        &[
            // image/jpeg; q in two digits and in three; charset by number, by name; name, filename by both numbers
            Long(0x84, b"\x9E\x80\x33\x80\x88\x4B\x81\xEA\x81utf-8\0\x85a\0\x97\"b\0\x86a\0\x98\"b\"\0\x89\x83\x89a/b\0"),
            Raw(b"body"),
        ],
    ),
    (
        "parameters-of-a-message",
        &[
            // related; start by both numbers and as a number; start-info; type that is none; size; a great number; named
            Long(0x84, b"\x9E\x89\x7F\xC3\xA9\0\x8A<a>\0\x99\"\"a\"\"\0\x8A\x85\x8Ba\0\x9A\"b\0\x96\x02\x01\x00\x02\x01\x00\x85x\0\x85y\0z\0z\0\"q\0"),
            Raw(b"body"),
        ],
    ),
    (
        "names-in-text",
        &[
            Long(0x84, b"\x9Efilename\0f\0start\0a\0type\0text/x\0name\0\x85x\0y\0charset\0utf-8\0"),
            Raw(b"body"),
        ],
    ),
    ("charset-by-name", &[Long(0x84, b"\x83\x81utf-8\0"), Raw(b"body")]),
    ("charset-of-another-form", &[Long(0x84, b"\x83\x81\x7F\xC3\xA9\0\x81\x1F\x01a"), Raw(b"body")]),
    ("parameter-that-starts-as-none", &[Long(0x84, b"\x83\x1F\x85")]),
    ("parameter-without-end", &[Long(0x84, b"\x83x\0y")]),
    ("quoted-parameter-without-end", &[Long(0x84, b"\x83\x97\"y")]),
    ("quoted-parameter-with-a-control", &[Long(0x84, b"\x83\x97\"\x01\0")]),
    ("q-beyond-its-range", &[Long(0x84, b"\x83\x80\x88\x4C")]),
    ("q-of-nought", &[Long(0x84, b"\x83\x80\x00")]),
    ("media-type-of-33-bits", &[Long(0x84, b"\x05\x01\0\0\0\0")]),
    ("media-type-by-a-great-number", &[Long(0x84, b"\x02\x03\x0A"), Raw(b"body")]),
    ("media-type-multipart-by-name", &[Raw(b"\x84multipart/mixed\0\x00")]),
    ("media-type-unassigned", &[Raw(b"\x84\xD3body")]),
    ("media-type-missing", &[Raw(b"\x84\x00")]),
    (
        "33-parameters",
        &[Long(0x84, b"\x83\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80\x82\x80")],
    ),
    (
        "parts-of-every-kind",
        &[
            Long(0x84, b"\xB3\x89text/plain\0\x8Aa\0"),             // related, type, start
            Raw(b"\x0A"),                                           // ten entries
            Entry(b"\x83\xC0\"<a>\0\x8Eb.txt\0", b"hi"),            // Content-ID, Content-Location
            Entry(b"\x83Content-ID\0<b>\0Content-ID\0c\0", b"hi"),  // Content-ID in text, and again
            Entry(b"\x83Content-Location\0c.d\0\x8Ee\0Content-Location\0f\0", b"hi"), // Content-Location, the same
            Entry(b"\x83\xC0bare\0\xC0\"x\0\xC0y\0", b""),          // Content-ID bare, and again
            Entry(b"\x83\x8Ea\0\x8Eb\0", b""),                      // Content-Location, and again
            Entry(b"\x83\xAE\x81\x8E\x85\xC0\x85X\0y\0X\0\x85", b""), // disposition, odd forms
            Entry(b"\x04\x83\x85n\0", b"hi"),                       // a parameter, the name of a leaf
            Entry(b"\x04\x83\x86f\0", b"hi"),                       // another
            Entry(b"\x83\xC0\"\"<a>\"\"\0", b""),                   // quotation marks in a Content-ID
            Entry(b"\x83", b""),
        ],
    ),
    (
        "transfer-encodings",
        &[
            Raw(b"\x84\xA3\x0B"),                    // mixed, eleven entries
            Entry(BASE64, b"aGk="),                  // "hi"
            Entry(b"\x83content-transfer-encoding\0\"BASE64\"\0", b"aG\r\nkh+/0z"), // digits of every kind
            Entry(BASE64, b"aGkaG"),                 // a digit too many
            Entry(BASE64, b"aA=="),                  // "h"
            Entry(BASE64, b"a*k="),                  // no digit
            Entry(QUOTED_PRINTABLE, b"a=3D=c3=\r\n=\nb"), // "a=", a letter, line breaks
            Entry(QUOTED_PRINTABLE, b"=3G"),         // no digit
            Entry(QUOTED_PRINTABLE, b"=G3"),         // no digit
            Entry(QUOTED_PRINTABLE, b"=3"),          // cut short
            Entry(b"\x83Content-Transfer-Encoding\08bit\0", b"hi"), // nothing to undo
            Entry(b"\x83\x81\x83Content-Transfer-Encoding\0\x85", b"hi"), // a number, behind Accept-Charset
        ],
    ),
    (
        "multiparts-nested",
        &[Raw(b"\x84\xA3\x01\x01\x10\xA6\x01\x01\x0C\xB3\x02\x01\x02\x83hi\x01\x02\x83ho\0\0")],
    ),
    (
        "multiparts-nested-too-deep",
        &[Raw(b"\x84\xA3\x01\x01\x0D\xA3\x01\x01\x09\xA3\x01\x01\x05\xA3\x01\x01\x01\xA3\x00")],
    ),
    ("start-of-no-part", &[Long(0x84, b"\xB3\x8A<a>\0"), Raw(b"\x01\x01\x00\x83")]),
];

/// Pushes (WSP 8.2.4.1), bodies that stand alone, and octets that are refused.
const OTHERS: [(&str, Rows); 26] = [
    (
        "push-with-headers",
        &[Raw(b"\x01\x06\x09\xBE\x8D\x84\xAF\x84\xB4\x84\xC3\x93"), Raw(ACKNOWLEDGE_IND)],
    ),
    (
        "push-by-names",
        &[Raw(b"\x01\x06\x3Eapplication/vnd.wap.mms-message\0\xAFx-wap-application:mms.ua\0X\0y\0"), Raw(b"\x8C")],
    ),
    (
        "push-id-by-name",
        &[Raw(b"\x01\x06\x20\xBEX-Wap-Application-Id\x004\0\xAF\x82\xAF\x82X\0y\0"), Raw(ACKNOWLEDGE_IND)],
    ),
    ("push-header-that-starts-as-none", &[Raw(b"\x01\x06\x02\xBE\x7F")]),
    ("push-id-without-end", &[Raw(b"\x01\x06\x03\xBE\xAFx")]),
    ("push-of-another-type", &[Raw(b"\x01\x04\x20")]),
    ("push-without-a-type", &[Raw(b"\x01")]),
    ("push-without-content", &[Raw(b"\x01\x06\x00")]),
    ("push-for-another", &[Raw(b"\x01\x06\x05\x83\xAF\x02\x10\x00ab")]),
    ("type-that-is-none", &[Raw(b"\x8C\x41\0")]),
    ("type-later", &[Raw(b"\x8D\x92\x8C\x85")]),
    ("version-first", &[Raw(b"\x8C\x85\x8D\x92\x98t\0")]),
    ("version-last", &[Raw(b"\x8C\x85\x98t\0\x91\x80\x8D\x92")]),
    ("content-type-of-a-report", &[Raw(ACKNOWLEDGE_IND), Raw(b"\x84\x80")]),
    ("control-where-a-field-starts", &[Raw(ACKNOWLEDGE_IND), Raw(b"\x05")]),
    ("padding", &[Raw(ACKNOWLEDGE_IND), Raw(b"\0\0")]),
    ("zero-and-more", &[Raw(ACKNOWLEDGE_IND), Raw(b"\0\x91\x80")]),
    ("application-header-without-end", &[Raw(ACKNOWLEDGE_IND), Raw(b"X-Y\0z")]),
    ("application-name-without-end", &[Raw(ACKNOWLEDGE_IND), Raw(b"X-Y")]),
    ("length-of-six-octets", &[Raw(ACKNOWLEDGE_IND), Raw(b"\xC5\x1F\x80\x80\x80\x80\x80\x00")]),
    ("length-beyond-the-end", &[Raw(ACKNOWLEDGE_IND), Raw(b"\xC5\x1E")]),
    ("length-of-33-bits", &[Raw(ACKNOWLEDGE_IND), Raw(b"\xC5\x1F\x90\x80\x80\x80\x00")]),
    ("body-of-more-than-its-entries", &[Raw(b"\x01\x01\x00\x83\x41")]),
    ("body-of-fewer-entries", &[Raw(b"\x02\x01\x00\x83")]),
    ("body-whose-header-starts-as-none", &[Raw(b"\x01\x02\x00\x83\x7F")]),
    ("body-whose-data-reach-beyond", &[Raw(b"\x01\x01\x09\x83hi")]),
];

fn concat(rows: &[Row]) -> Vec<u8> {
    rows.iter().flat_map(|row| row.octets()).collect()
}

pub(crate) fn add(seeds: &mut Seeds) {
    let mut add = |name: &str, pieces: &[&[u8]]| {
        seeds.insert(("pdu_views", name.to_owned()), pieces.concat());
    };
    for (name, fields) in [("fields", VALUES), ("fields-odd", ODD), ("fields-wrong", WRONG)] {
        for (number, fields) in fields.chunks(FIELDS_OF_ONE).enumerate() {
            add(&format!("{name}-{number}"), &[ACKNOWLEDGE_IND, &concat(fields)]);
        }
    }
    for (name, rows) in PDUS.into_iter().chain(OTHERS) {
        add(name, &[&concat(rows)]);
    }
    for (name, rows) in CONTENTS {
        add(name, &[RETRIEVE_CONF, &concat(rows)]);
    }
    add("body-of-256-tiny-parts", &[b"\x82\x00", &[0x01, 0x00, 0x83].repeat(256)]);
    add("body-of-257-parts", &[b"\x82\x01", &[0x01, 0x00, 0x83].repeat(257)]);
    // With the zeros there is room for the parts, and without them, as they are written, there is none.
    add("body-padded", &[&[24], &[0x01, 0x00, 0x83].repeat(24), &[0; 2_000]]);
    add("body-padded-a-little", &[&[2], &[0x01, 0x00, 0x83].repeat(2), &[0; 3]]);
    add("fields-too-dense", &[ACKNOWLEDGE_IND, &[0xC5, 0x80].repeat(80)]);
    add("padding-that-makes-no-room", &[ACKNOWLEDGE_IND, &[0xC5, 0x80].repeat(40), &[0; 1_500]]);
    // In strict mode nothing is copied; with tolerance each of these is, as UTF-8 with room for twice its octets.
    let latin_1 = [&b"\x98x"[..], &[0xE9; 1_200], b"\0"].concat();
    add(
        "texts-too-long-to-be-copied",
        &[b"\x8C\x86\x98t\0\x8D\x92\x8Bx", &[0xE9; 3_900], b"\0", &latin_1],
    );
}
