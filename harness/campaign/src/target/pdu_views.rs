//! `pdu_views`: what can be asked of a decoded PDU, of its values, and of an error agrees with itself.
//!
//! The input is a PDU of MMS, a push of WSP, or a multipart body that stands alone.

mod made;
mod media;
mod value;

use mms_pdu::{
    Body, ContentType, DecodeError, Header, HeaderName, Irregularity, Pdu, RawValue, RetrieveConf,
    Rule, SendReq, Tolerances, multipart, wsp_push,
};
use mock_mmsc::dissect::{Field, Kind, dissect};

/// Asks everything of what the octets are, with no tolerance, with that of every day, and with every tolerance.
///
/// # Panics
///
/// When an error does not say where, what and for want of which length; when the list of irregularities names no rule;
/// when a PDU is another than the one that its constructor makes of the same values; when a value differs from what is
/// made of its own text or number; when the media are not those of the parts; or when a push is not all of its octets.
pub fn pdu_views(data: &[u8]) {
    let every = Tolerances::default() | Tolerances::HEADER_ORDER | Tolerances::LOOSE_LENGTH;
    for tolerances in [Tolerances::NONE, Tolerances::default(), every] {
        match Pdu::decode_with(data, tolerances) {
            Ok(pdu) => check_pdu(&pdu),
            Err(error) => check_error(&error, data.len()),
        }
        match multipart::decode(data, tolerances) {
            Ok(parts) => media::check(&ContentType::multipart_mixed(), &Body::Multipart(parts)),
            Err(error) => check_error(&error, data.len()),
        }
        match wsp_push::decode_with(data, tolerances) {
            Ok(push) => check_push(&push, data),
            Err(error) => check_error(&error, data.len()),
        }
    }
}

/// The text names production and place; a length that promised more is in the input, and in the text.
fn check_error(error: &DecodeError, octets: usize) {
    let text = error.to_string();
    let place = format!("read {} at octet {}: {}", error.production, error.offset, error.kind);
    assert!(text.starts_with(&place), "{text}");
    assert!(error.offset + error.available <= octets, "outside the input: {text}");
    assert!(error.needed == 0 || error.needed > error.available, "there is room: {text}");
    if let Some(promise) = error.promised_by {
        assert!(promise.offset <= error.offset, "{text}");
        let promise = format!("{} at octet {} promises", promise.production, promise.offset);
        assert!(text.contains(&promise), "{text}");
    }
    assert_eq!(error.clone().fault(), error.fault());
}

fn check_pdu(pdu: &Pdu<'_>) {
    pdu.check().iter().for_each(check_irregularity);
    made::check(pdu);
    if let Some((content_type, body)) = media::content(pdu) {
        media::check(content_type, body);
        check_body_form(pdu);
    }
    let octets = pdu.encode();
    for field in dissect(&octets).header_fields() {
        check_field(field, field.raw(&octets));
    }
}

fn check_irregularity(irregularity: &Irregularity) {
    let text = irregularity.to_string();
    let field = irregularity.field.map_or_else(String::new, |field| field.to_string());
    assert!(text.starts_with(irregularity.rule.id()) && text.ends_with(&field), "{text}");
}

/// A body of the other form than its content type says is noticed.
fn check_body_form(pdu: &Pdu<'_>) {
    let is_noticed = |pdu: &Pdu<'_>| pdu.check().iter().any(|found| found.rule == Rule::BodyForm);
    assert!(!is_noticed(pdu), "a body that was read is of its own form");
    let mut other = pdu.clone();
    if let Pdu::SendReq(SendReq { body, .. }) | Pdu::RetrieveConf(RetrieveConf { body, .. }) =
        &mut other
    {
        *body = match body {
            Body::Data(_) => Body::Multipart(Vec::new()),
            Body::Multipart(_) => Body::Data(b"".into()),
        };
    }
    assert!(is_noticed(&other), "a body of the other form is not noticed");
    let irregularities = other.check();
    irregularities.iter().for_each(check_irregularity);
}

/// A header field of what was written, as the other codec cuts it out; it may cut where a value has another form.
fn check_field(field: &Field, raw: &[u8]) {
    let Some((name, value)) = split(field, raw) else { return };
    let Some(value) = RawValue::new(value) else { return };
    let text = value.text().map(std::borrow::Cow::into_owned);
    let header = Header { name, value };
    assert_eq!(header.text_name().is_none(), header.field().is_some(), "{header:?}");
    match header.typed() {
        Some(Ok(typed)) => {
            value::check(&typed);
            let made = header.field().and_then(|field| Header::from_value(field, &typed));
            let again = made.as_ref().and_then(Header::typed);
            assert_eq!(again, Some(Ok(typed)), "made and read (left)");
        }
        Some(Err(error)) => check_error(&error, raw.len()),
        None => {
            let made = header.text_name().zip(text.as_deref());
            let made = made.and_then(|(name, text)| Header::application(name, text).ok());
            if let Some(made) = made {
                assert_eq!(made.text_name(), header.text_name());
                assert_eq!(made.value.text().as_deref(), text.as_deref(), "made (left)");
            }
        }
    }
    assert_eq!(header.clone().into_owned(), header);
}

fn split<'a>(field: &Field, raw: &'a [u8]) -> Option<(HeaderName<'a>, &'a [u8])> {
    if field.kind != Kind::ApplicationHeader {
        let (number, value) = raw.split_first()?;
        return Some((HeaderName::Assigned(number & 0x7F), value));
    }
    let end = raw.iter().position(|octet| *octet == 0)?;
    let (name, value) = raw.split_at_checked(end)?;
    let name = mms_pdu::TokenText::new(str::from_utf8(name).ok()?).ok()?;
    Some((HeaderName::Text(name), value.get(1..)?))
}

fn check_push(push: &wsp_push::Push<'_>, data: &[u8]) {
    assert!(data.ends_with(push.body), "the body is not the end");
    assert_eq!(data.first(), Some(&push.transaction_id));
    value::check_content_type(&push.content_type);
    assert_eq!(
        push.is_mms(),
        push.content_type.media_type == mms_pdu::MediaType::MMS_MESSAGE
            || push.content_type.media_type.is("application/vnd.wap.mms-message")
    );
    if push.is_mms()
        && let Err(error) = Pdu::decode(push.body)
    {
        check_error(&error, push.body.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_over_a_pdu_a_push_a_body_and_their_truncations() {
        let pdu = b"\x8C\x86\x8D\x92\x8Bm\0\x85\x01\x01\x95\x81\x971/TYPE=PLMN\0X-Own\0yes\0";
        let push = [b"\x01\x06\x03\xBE\xAF\x84", &pdu[..]].concat();
        let body = b"\x01\x06\x02\x83\x8Eb.c\0hi";
        for octets in [&pdu[..], &push, body] {
            for end in 0..=octets.len() {
                pdu_views(&octets[..end]);
            }
        }
    }

    #[test]
    #[should_panic(expected = "outside the input")]
    fn an_error_outside_the_input_is_noticed() {
        check_error(&Pdu::decode(&[0x8C, 0x85, 0x05]).unwrap_err(), 1);
    }
}
