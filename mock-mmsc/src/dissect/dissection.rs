//! The list of fields that a dissection yields, and how to ask it.

use serde::{Serialize, Serializer};

use super::field::{Field, Kind};
use super::part_view::PartView;
use crate::rule::{self, Direction, Finding};

/// Octets and the fields that were read from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dissection {
    /// Which production the octets were taken for.
    pub entry: Entry,
    /// The octets, as received; hex in JSON.
    #[serde(serialize_with = "hex")]
    pub octets: Vec<u8>,
    /// The fields in the order of the octets; together they cover every octet.
    pub fields: Vec<Field>,
}

/// Which production octets were taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Entry {
    /// A multipart body without the PDU around it.
    Multipart,
    /// A whole MMS PDU.
    Pdu,
    /// A datagram of connectionless WSP: a transaction identifier before the PDU.
    Push,
    /// An SMS-DELIVER TPDU.
    Tpdu,
    /// A PDU of connection-mode WSP.
    Wsp,
}

impl Dissection {
    /// The PDU type in the lower-case spelling of the standard (`m-send.req`), where it is known.
    #[must_use]
    pub fn message_type(&self) -> Option<&str> {
        let field = self.header("X-Mms-Message-Type")?;
        (field.hole().is_none() && field.remarks.is_empty()).then_some(field.value.as_str())
    }

    /// The octet of the PDU type, assigned or not.
    #[must_use]
    pub fn message_type_octet(&self) -> Option<u8> {
        u8::try_from(self.header("X-Mms-Message-Type")?.number?).ok()
    }

    /// The first header field of that name, compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&Field> {
        self.header_fields().find(|field| field.is_named(name))
    }

    /// Every header field of that name in the order of the octets, compared without case.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.header_fields().filter(move |field| field.is_named(name))
    }

    /// The fields of the MMS PDU, those of an envelope left out; of a bare multipart body the body.
    #[must_use]
    pub fn pdu_fields(&self) -> &[Field] {
        match self.entry {
            Entry::Multipart | Entry::Pdu => &self.fields,
            Entry::Push | Entry::Tpdu | Entry::Wsp => {
                self.inner_pdu().map(|pdu| pdu.children.as_slice()).unwrap_or_default()
            }
        }
    }

    /// The fields of the WSP PDU around the MMS PDU, where there is one.
    #[must_use]
    pub fn envelope_fields(&self) -> &[Field] {
        match self.entry {
            Entry::Multipart | Entry::Pdu => &[],
            Entry::Push | Entry::Wsp => &self.fields,
            Entry::Tpdu => self
                .fields
                .iter()
                .find(|field| field.kind == Kind::Wsp)
                .map(|wsp| wsp.children.as_slice())
                .unwrap_or_default(),
        }
    }

    /// Whether the octets hold an MMS PDU, be it of no octets.
    #[must_use]
    pub fn has_pdu(&self) -> bool {
        self.entry == Entry::Pdu || self.inner_pdu().is_some()
    }

    fn inner_pdu(&self) -> Option<&Field> {
        self.envelope_fields().iter().find(|field| field.kind == Kind::Pdu)
    }

    /// Every header field of the PDU, application headers and unassigned numbers included.
    pub fn header_fields(&self) -> impl Iterator<Item = &Field> {
        self.pdu_fields().iter().filter(|field| {
            matches!(field.kind, Kind::Header | Kind::ApplicationHeader | Kind::UnknownHeader)
        })
    }

    /// The body, where the octets have one.
    #[must_use]
    pub fn body(&self) -> Option<&Field> {
        self.pdu_fields().iter().find(|field| field.kind == Kind::Body)
    }

    /// The parts of a multipart body, without those of nested multiparts ([`PartView::parts`]).
    #[must_use]
    pub fn parts(&self) -> Vec<PartView<'_>> {
        self.body().map(|body| PartView::all(body, &self.octets)).unwrap_or_default()
    }

    /// What the rules find, in the order of the octets.
    #[must_use]
    pub fn findings(&self, direction: Direction) -> Vec<Finding> {
        rule::judge(self, direction)
    }

    /// Every field and every descendant, parents before children, in the order of the octets.
    #[must_use]
    pub fn all_fields(&self) -> Vec<&Field> {
        let mut all = Vec::new();
        let mut waiting: Vec<&Field> = self.fields.iter().rev().collect();
        while let Some(field) = waiting.pop() {
            all.push(field);
            waiting.extend(field.children.iter().rev());
        }
        all
    }
}

fn hex<S: Serializer>(octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&super::tree::Hex(octets))
}
