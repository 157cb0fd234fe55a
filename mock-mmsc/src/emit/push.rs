//! The WSP Push envelope that carries a notification (WSP 8.2.4.1).
//!
//! It ends where an SMS or a datagram would begin: ports and segments are not its business.

use super::value::uintvar;

/// Transaction identifier of the connectionless push; receivers ignore it.
const TRANSACTION_IDENTIFIER: u8 = 0x01;
/// WSP PDU type Push.
const PUSH: u8 = 0x06;
/// Content-Type application/vnd.wap.mms-message, then X-Wap-Application-Id mms.ua.
const HEADERS: [u8; 3] = [0xBE, 0xAF, 0x84];

/// A notification inside a WSP Push.
#[must_use]
pub fn push(notification: &[u8]) -> Vec<u8> {
    let mut out = vec![TRANSACTION_IDENTIFIER, PUSH];
    uintvar(HEADERS.len(), &mut out);
    out.extend(HEADERS);
    out.extend_from_slice(notification);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelope_precedes_the_notification() {
        // tid, Push, HeadersLen 3, Content-Type, X-Wap-Application-Id, then the PDU as it is.
        assert_eq!(crate::dissect::hex(&push(&[0x8C, 0x82])), "01 06 03 BE AF 84 8C 82");
    }
}
