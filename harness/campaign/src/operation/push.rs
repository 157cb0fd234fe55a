//! Notifications that arrive by WAP push.

use mock_mmsc::emit::{MessageClass, NotificationInd, VERSION_1_0, push};

/// Location of the message that a notification names.
pub(crate) const LOCATION: &str = "http://192.168.1.2/RROpJGJVyjeA";

/// One kind of notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Push {
    /// With all its fields.
    Plain,
    /// From a sender who hides.
    Hidden,
    /// The first half of one.
    Half,
}

impl Push {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Hidden, Self::Half];

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.print() == text)
    }

    pub(crate) const fn print(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Hidden => "hidden",
            Self::Half => "half",
        }
    }

    /// The octets of the WSP push.
    #[must_use]
    pub fn octets(self) -> Vec<u8> {
        let notification = NotificationInd {
            transaction_id: "N1".to_owned(),
            version: VERSION_1_0,
            from: (self != Self::Hidden).then(|| "15001844675/TYPE=PLMN".to_owned()),
            subject: None,
            message_class: MessageClass::Octet(0x80),
            message_size: 13_338,
            expiry_seconds: 3_600,
            location: LOCATION.to_owned(),
        };
        let mut octets = push(&notification.emit());
        if self == Self::Half {
            octets.truncate(octets.len() / 2);
        }
        octets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in Push::ALL {
            assert_eq!(Push::parse(kind.print()), Some(kind));
        }
        assert!(Push::Plain.octets().len() > Push::Half.octets().len());
    }
}
