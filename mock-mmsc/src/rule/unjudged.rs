//! What the catalogue of rules says and no check judges, each with the reason.
//!
//! The catalogue also holds sentences about what a receiver does, what is merely allowed, and what was seen. They have
//! ids, so that they can be cited, and nothing in the octets of a PDU can break them.

/// A sentence of the catalogue that no check judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// Its id.
    pub id: &'static str,
    /// What it says, in one line.
    pub title: &'static str,
    /// Why there is no check.
    pub reason: &'static str,
}

/// Every such sentence, by id.
#[must_use]
pub const fn unjudged() -> &'static [Unjudged] {
    UNJUDGED
}

const UNJUDGED: &[Unjudged] = &[
    Unjudged {
        id: "ADR-4",
        title: "an address may be an Encoded-string-value with a charset",
        reason: "it allows something; the dissection reads both forms, and no rule over addresses tells them apart",
    },
    Unjudged {
        id: "ADR-5",
        title: "the module prints a sender's address without its /TYPE",
        reason: "it is about what a module says to its TE, which no PDU shows",
    },
    Unjudged {
        id: "HTTP-4",
        title: "header fields of requests that were seen from phones",
        reason: "it demands that none of them is demanded",
    },
    Unjudged {
        id: "MP-1",
        title: "a multipart is related, mixed or alternative, by number or by name",
        reason: "it names forms that are all legal; the dissection reads each",
    },
    Unjudged {
        id: "MP-10",
        title: "a length of 31 and more needs 1F and a Uintvar",
        reason: "a single octet of 31 cannot be read as a length at all: LEN-1 judges what follows, LEN-2 the other way",
    },
    Unjudged {
        id: "MP-5",
        title: "without start the first part is the root",
        reason: "it tells a receiver how to read; MP-3 judges the absence of start",
    },
    Unjudged {
        id: "MP-8",
        title: "a body that is no multipart must not be read as one",
        reason: "it binds the reader: the dissection goes by the media type",
    },
    Unjudged {
        id: "MP-9",
        title: "Content-Type is a number, a text, or counted with parameters",
        reason: "it names forms that are all legal; any other draws LEN-1 or HDR-7",
    },
    Unjudged {
        id: "ORD-5",
        title: "the order of all other header fields carries no meaning",
        reason: "it allows every order",
    },
    Unjudged {
        id: "ORD-8",
        title: "no length says where the header ends",
        reason: "it binds the reader, who has to pass over what it does not know; LEN-1 tells where that fails",
    },
    Unjudged {
        id: "TX-3",
        title: "a module that is given a URL alone may not know the notification's id",
        reason: "what it sends then is open: it is recorded with the exchange, and nothing is demanded",
    },
    Unjudged {
        id: "TX-5",
        title: "Report-Allowed No means that no delivery report goes back",
        reason: "it binds the Proxy-Relay towards the sender, whom no PDU of the recipient names",
    },
    Unjudged {
        id: "TX-6",
        title: "reports are pushed like notifications",
        reason: "it allows the PDU types that PUSH-1 takes; what a module prints of them is not in the octets",
    },
    Unjudged {
        id: "VER-2",
        title: "of another minor version everything known is read and the rest is passed over",
        reason: "it binds the reader; VER-5 and HDR-2 tell what a peer may pass over",
    },
    Unjudged {
        id: "VER-6",
        title: "versions are mixed in the field",
        reason: "it says what was seen",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{binding, rule};

    /// Subjects of the catalogue and how many sentences each has, numbered from 1.
    const CATALOGUE: [(&str, usize); 11] = [
        ("ORD", 8),
        ("HDR", 6),
        ("STA", 3),
        ("VER", 6),
        ("CS", 5),
        ("ADR", 5),
        ("MP", 10),
        ("TX", 6),
        ("HTTP", 9),
        ("WAP", 2),
        ("PUSH", 2),
    ];

    /// Rules that have no sentence of their own in the catalogue, and where in it they come from.
    const OWN: [(&str, &str); 12] = [
        ("CLS-1", "optional header fields: Auto must not ask for a report"),
        ("EXP-1", "PDU types: Expiry of a notification is relative"),
        ("FROM-1", "header fields, 89"),
        ("HDR-7", "header fields: the form of each value"),
        ("LEN-1", "WSP primitives: lengths and ends"),
        ("LEN-2", "WSP primitives: overlong forms"),
        ("LEN-3", "WSP primitives: Encoded-string-value ends with NUL"),
        ("LIM-1", "limits of the dissector, which nobody else has"),
        ("MED-1", "limits and files: media types by content"),
        ("RPL-1", "optional header fields: Deadline and Size only with Reply-Charging"),
        ("TXT-1", "WSP primitives: Quoted-string has no closing mark"),
        ("TXT-2", "WSP primitives: Text-string has a quote before octets above 7F"),
    ];

    #[test]
    fn every_sentence_is_judged_or_has_a_reason() {
        let catalogue: BTreeSet<String> = CATALOGUE
            .iter()
            .flat_map(|(subject, count)| (1..=*count).map(move |n| format!("{subject}-{n}")))
            .collect();
        let judged = rule::all().iter().map(|rule| rule.id);
        let judged: Vec<&str> = judged.chain(binding::all().iter().map(|rule| rule.id)).collect();
        let of_catalogue: BTreeSet<String> = judged
            .iter()
            .copied()
            .filter(|id| !OWN.iter().any(|(own, _)| own == id))
            .chain(unjudged().iter().map(|sentence| sentence.id))
            .map(str::to_owned)
            .collect();
        assert_eq!(of_catalogue, catalogue);
        assert!(OWN.iter().all(|(own, _)| judged.contains(own) && !catalogue.contains(*own)));
    }

    #[test]
    fn nothing_is_both_judged_and_not() {
        for Unjudged { id, .. } in unjudged() {
            assert!(rule::find(id).is_none() && binding::find(id).is_none(), "{id}");
        }
        assert!(unjudged().is_sorted_by_key(|sentence| sentence.id));
    }
}
