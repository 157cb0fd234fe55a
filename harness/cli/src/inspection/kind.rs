//! What an input can be.

use clap::ValueEnum;

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// An MMS PDU.
    Pdu,
    /// Hexadecimal digits, or a dump of xxd or hexdump -C, of any of the others.
    Hex,
    /// Base64 of any of the others.
    Base64,
    /// HTTP/1 messages, one after the other.
    Http,
    /// A multipart body without the PDU around it.
    Multipart,
    /// A WSP push, with its transaction identifier or without.
    Push,
    /// SMS-DELIVER TPDUs, with the service centre's address or without; as text one a line, in any order.
    Tpdu,
    /// A packet capture, pcap or pcapng.
    Pcap,
}

impl Kind {
    /// What it is, for a sentence.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Pdu | Self::Hex | Self::Base64 => "PDU",
            Self::Http => "HTTP message",
            Self::Multipart => "multipart body",
            Self::Push => "WSP push",
            Self::Tpdu => "SMS-DELIVER TPDU",
            Self::Pcap => "packet capture",
        }
    }

    /// Its name on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pdu => "pdu",
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Http => "http",
            Self::Multipart => "multipart",
            Self::Push => "push",
            Self::Tpdu => "tpdu",
            Self::Pcap => "pcap",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_command_line() {
        for kind in Kind::value_variants() {
            let name = kind.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(name.as_deref(), Some(kind.name()));
        }
    }
}
