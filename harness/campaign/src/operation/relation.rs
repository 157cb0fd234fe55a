//! Other ways to say the same.

use std::fmt;

/// Another way to say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// Prefixes and names of commands in lower case (V.250, 5.4.1).
    LowerCase,
    /// With blanks around names and arguments, outside quotes (V.250, 5.4.1).
    Blanks,
    /// Octet by octet, without a pause.
    OctetByOctet,
    /// With echo (V.250, 6.2.4).
    Echo,
    /// With errors that have no number (3GPP TS 27.007, 9.1).
    ErrorLevel,
    /// Several commands on one line (V.250, 5.4.4.1).
    Joined,
    /// With a look at the module between two commands.
    Looking,
}

/// The relations with their words and sentences.
const WORDS: [(Relation, &str, &str); 7] = [
    (Relation::LowerCase, "lower-case", "in lower case"),
    (Relation::Blanks, "blanks", "with blanks"),
    (Relation::OctetByOctet, "octet-by-octet", "octet by octet"),
    (Relation::Echo, "echo", "with echo"),
    (Relation::ErrorLevel, "error-level", "with errors without a number"),
    (Relation::Joined, "joined", "on one line"),
    (Relation::Looking, "looking", "with a look between the commands"),
];

impl Relation {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::LowerCase,
        Self::Blanks,
        Self::OctetByOctet,
        Self::Echo,
        Self::ErrorLevel,
        Self::Joined,
        Self::Looking,
    ];

    /// Its word in a transcript.
    pub(crate) fn word(self) -> &'static str {
        WORDS.iter().find(|(relation, ..)| *relation == self).map_or("", |(_, word, _)| word)
    }

    /// Reads what [`word`](Self::word) says.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        WORDS.iter().find(|(_, word, _)| *word == text).map(|(relation, ..)| *relation)
    }

    /// The requirement that a module breaks for which it makes a difference; none where no clause has it in one sentence.
    pub(crate) const fn requirement(self) -> Option<&'static str> {
        match self {
            Self::LowerCase | Self::Blanks => Some("SIM-0-2"),
            Self::Echo => Some("SIM-0-4"),
            Self::ErrorLevel => Some("SIM-9.3-1"),
            Self::Joined => Some("SIM-0-1"),
            Self::OctetByOctet | Self::Looking => None,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = WORDS.iter().find(|(relation, ..)| relation == self);
        f.write_str(sentence.map_or("", |(_, _, sentence)| sentence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_word_of_its_own() {
        for relation in Relation::ALL {
            assert_eq!(Relation::parse(relation.word()), Some(relation));
            assert!(!relation.to_string().is_empty(), "{relation:?}");
        }
        assert_eq!(Relation::parse("aloud"), None);
    }
}
