//! The media of a message: every leaf is a part, and what is said of it comes from that part.

use mms_pdu::{Body, ContentType, Leaf, Part, Pdu};

use super::value;

/// Content-Type and body of a PDU that has them.
pub(super) const fn content<'p, 'a>(
    pdu: &'p Pdu<'a>,
) -> Option<(&'p ContentType<'a>, &'p Body<'a>)> {
    match pdu {
        Pdu::SendReq(pdu) => Some((&pdu.content_type, &pdu.body)),
        Pdu::RetrieveConf(pdu) => Some((&pdu.content_type, &pdu.body)),
        _ => None,
    }
}

/// Looks at the leaves and at the parts.
pub(super) fn check(content_type: &ContentType<'_>, body: &Body<'_>) {
    value::check_content_type(content_type);
    let leaves = body.leaves(content_type);
    let expected = match body {
        Body::Data(_) => 1,
        Body::Multipart(parts) => parts.iter().map(count).sum(),
    };
    assert_eq!(leaves.len(), expected, "leaves (left), parts without parts (right)");
    assert_eq!(
        body.parts().is_empty(),
        !matches!(body, Body::Multipart(parts) if !parts.is_empty())
    );
    leaves.iter().for_each(check_leaf);
    body.parts().iter().for_each(check_part);
}

fn count(part: &Part<'_>) -> usize {
    match &part.body {
        Body::Data(_) => 1,
        Body::Multipart(parts) => parts.iter().map(count).sum(),
    }
}

/// The name is one of the part's own; no transfer encoding makes data longer.
fn check_leaf(leaf: &Leaf<'_>) {
    value::check_content_type(leaf.content_type);
    let own = [
        leaf.content_location,
        leaf.content_type.name(),
        leaf.content_type.file_name(),
        leaf.content_id
            .map(|id| id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id)),
    ];
    assert_eq!(leaf.name(), own.into_iter().flatten().next(), "name (left)");
    assert!(leaf.decoded_data().len() <= leaf.data.len(), "decoded data are longer");
}

/// A part that is made of its members is the same part.
fn check_part(part: &Part<'_>) {
    assert_eq!(part.data().is_some(), matches!(part.body, Body::Data(_)));
    if let Some(data) = part.data() {
        let mut made = Part::new(part.content_type.clone(), data.to_vec());
        if let Some(id) = &part.content_id {
            made = made.with_content_id(id.clone());
        }
        if let Some(location) = &part.content_location {
            made = made.with_content_location(location.clone());
        }
        made.headers.clone_from(&part.headers);
        assert_eq!(made, *part, "made (left)");
    }
    if let Body::Multipart(parts) = &part.body {
        parts.iter().for_each(check_part);
    }
}
