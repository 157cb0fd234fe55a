//! The sound message cut behind and within each header field, and at each place of its body.
//!
//! The HTTP response is whole: it says how many octets there are, and these do not make a message.

use super::draft::{Draft, note, picture};
use super::{Case, INVALID_PDU};

pub(super) fn cases() -> Vec<Case> {
    fields().into_iter().chain(body()).collect()
}

fn fields() -> Vec<Case> {
    let draft = Draft::sound();
    let whole = draft.octets();
    let mut cases = Vec::new();
    let mut start = 0_usize;
    for (name, octets) in &draft.fields {
        let within = start + octets.len().div_ceil(2);
        let behind = start + octets.len();
        cases.push(cut(
            &format!("cut-within-{name}"),
            &format!("ends within {name}"),
            &whole,
            within,
        ));
        cases.push(cut(
            &format!("cut-behind-{name}"),
            &format!("ends behind {name}"),
            &whole,
            behind,
        ));
        start = behind;
    }
    let media = start + draft.content_type.len();
    cases.push(cut("cut-within-content-type", "ends within content-type", &whole, media - 1));
    cases.push(cut("cut-behind-content-type", "ends behind content-type", &whole, media));
    cases
}

fn body() -> Vec<Case> {
    let draft = Draft::sound();
    let whole = draft.octets();
    let count = whole.len() - draft.body.len() + 1;
    let lengths = 2; // HeadersLen and DataLen have one octet each.
    let (first, second) = (note(), picture());
    let between = count + first.octets().len();
    let rows = [
        ("cut-behind-part-count", "ends behind the count of parts", count),
        ("cut-between-lengths", "ends between HeadersLen and DataLen", count + 1),
        ("cut-behind-lengths", "ends behind the lengths of a part", count + lengths),
        ("cut-within-part-header", "ends within the header fields of a part", count + lengths + 5),
        (
            "cut-behind-part-header",
            "ends behind the header fields of a part",
            count + lengths + first.header.len(),
        ),
        (
            "cut-within-part-data",
            "ends within the data of a part",
            between - first.data.len().div_ceil(2),
        ),
        ("cut-between-parts", "ends between two parts", between),
        ("cut-within-second-lengths", "ends within the lengths of the second part", between + 1),
        (
            "cut-within-second-header",
            "ends within the header fields of the second part",
            between + lengths + second.header.len() - 1,
        ),
        ("cut-before-the-last-octet", "lacks its last octet", whole.len() - 1),
    ];
    rows.into_iter().map(|(name, about, octets)| cut(name, about, &whole, octets)).collect()
}

fn cut(name: &str, about: &str, whole: &[u8], octets: usize) -> Case {
    let pdu = whole.get(..octets).unwrap_or(whole).to_vec();
    Case::served(name, &format!("the message {about}"), pdu, &[INVALID_PDU])
}
