//! What a rule says about a dissection.

use std::fmt;

use serde::Serialize;

use crate::dissect::Dissection;

/// One rule broken at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the rule, as `ORD-1`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Octets from the start of the dissected octets.
    pub offset: usize,
    /// Octets concerned; 0 where something is missing at the offset.
    pub length: usize,
    /// The clause that is broken.
    pub clause: &'static str,
    /// What is wrong, in one line.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, severity, offset, clause, message, .. } = self;
        write!(formatter, "{severity:<5}  {rule:<6}  0x{offset:04X}  {message} [{clause}]")
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Odd, doubtful, or seen in the field and survived.
    Warn,
    /// A clause is broken.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        })
    }
}

/// Which way a PDU goes; the severity of some rules depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the MMS Client to the MMS Proxy-Relay.
    FromClient,
    /// From the MMS Proxy-Relay to the MMS Client.
    ToClient,
}

impl Direction {
    /// The direction that the PDU type has; to the client when the type is unknown.
    #[must_use]
    pub fn of(dissection: &Dissection) -> Self {
        match dissection.message_type_octet() {
            // Send, NotifyResp, Acknowledge, Read-Rec, Forward, the MMBox requests, Delete, Cancel.conf.
            Some(0x80 | 0x83 | 0x85 | 0x87 | 0x89 | 0x8B | 0x8D | 0x8F | 0x91 | 0x94 | 0x97) => {
                Self::FromClient
            }
            // A WSP method without a PDU in it is a retrieval.
            None if is_method(dissection) => Self::FromClient,
            _ => Self::ToClient,
        }
    }
}

fn is_method(dissection: &Dissection) -> bool {
    let fields = dissection.envelope_fields().iter();
    fields.into_iter().any(|field| {
        field.is_named("PDU-Type") && field.number.is_some_and(|octet| octet & 0x40 != 0)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::{dissect, dissect_wsp};

    #[rstest]
    #[case::submission(&[0x8C, 0x80], Direction::FromClient)]
    #[case::notification(&[0x8C, 0x82], Direction::ToClient)]
    #[case::answer(&[0x8C, 0x83], Direction::FromClient)]
    #[case::acknowledgement(&[0x8C, 0x85], Direction::FromClient)]
    #[case::unknown(&[0x8C, 0xFF], Direction::ToClient)]
    #[case::nothing(&[], Direction::ToClient)]
    fn directions(#[case] octets: &[u8], #[case] expected: Direction) {
        assert_eq!(Direction::of(&dissect(octets)), expected);
    }

    #[test]
    fn a_method_comes_from_the_client() {
        assert_eq!(Direction::of(&dissect_wsp(b"\x40\x01/")), Direction::FromClient);
        assert_eq!(Direction::of(&dissect_wsp(&[0x04, 0x44, 0x00])), Direction::ToClient);
    }

    #[test]
    fn a_finding_is_one_line() {
        let finding = Finding {
            rule: "ORD-1",
            severity: Severity::Warn,
            offset: 0x2A,
            length: 2,
            clause: "ENC 7",
            message: "Date stands first".to_owned(),
        };
        assert_eq!(finding.to_string(), "warn   ORD-1   0x002A  Date stands first [ENC 7]");
    }
}
