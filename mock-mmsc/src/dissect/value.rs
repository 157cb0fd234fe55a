//! Values of the MMS header fields, by form (ENC 7.3).

use super::content_type::content_type;
use super::cursor::Cursor;
use super::enumeration::{MESSAGE_CLASS, MM_FLAGS, Words, word};
use super::field::{Field, Hole, Kind, Oddity, Reason};
use super::header_field::{Form, header_field};
use super::integer::{Number, counted, integer, long_integer};
use super::phrase::Phrase;
use super::skip::{any_value, rest};
use super::text::{encoded_string, leftover, text_string};
use super::time::date;

/// Reads the value of a header field.
pub(super) fn value(form: Form, field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match form {
        Form::Attribute => attribute(field, cursor),
        Form::ContentType => content_type(field, cursor),
        Form::ContentLocation => content_location(field, cursor),
        Form::Date => {
            let seconds = kept(field, cursor, long_integer)?;
            field.value = date(seconds);
            Ok(())
        }
        Form::ElementDescriptor => element_descriptor(field, cursor),
        Form::Wsp => any_value(field, cursor),
        Form::Encoded => encoded_string(field, cursor),
        Form::Enumerated(words) => enumerated(field, cursor, words),
        Form::From => from(field, cursor),
        Form::Integer => number(field, cursor, integer).map(|_| ()),
        Form::LongInteger => number(field, cursor, long_integer).map(|_| ()),
        Form::MessageClass => match cursor.peek() {
            Some(0x20..=0x7E) => text_string(field, cursor),
            _ => enumerated(field, cursor, MESSAGE_CLASS),
        },
        Form::MailboxTotal => mailbox_total(field, cursor),
        Form::MmFlags => mm_flags(field, cursor),
        Form::PreviouslySentBy => previously_sent(field, cursor, encoded_string),
        Form::PreviouslySentDate => previously_sent(field, cursor, |field, inner| {
            let seconds = long_integer(inner)?;
            seconds.note(field, inner);
            field.value = date(seconds.value);
            Ok(())
        }),
        Form::Text => text_string(field, cursor),
        Form::Time => time(field, cursor),
        Form::Version => version(field, cursor),
    }
}

/// Reads a number, keeps it and shows it in decimal.
pub(super) fn number(
    field: &mut Field,
    cursor: &mut Cursor<'_>,
    reader: fn(&mut Cursor<'_>) -> Result<Number, Hole>,
) -> Result<u64, Hole> {
    let number = kept(field, cursor, reader)?;
    field.value = Phrase::number(number);
    Ok(number)
}

/// Reads a number and keeps it.
pub(super) fn kept(
    field: &mut Field,
    cursor: &mut Cursor<'_>,
    reader: fn(&mut Cursor<'_>) -> Result<Number, Hole>,
) -> Result<u64, Hole> {
    let number = reader(cursor)?;
    number.note(field, cursor);
    field.number = Some(number.value);
    Ok(number.value)
}

/// Reads one octet of a list; an octet with its top bit set that the list lacks leaves a remark.
pub(super) fn enumerated(
    field: &mut Field,
    cursor: &mut Cursor<'_>,
    words: Words,
) -> Result<(), Hole> {
    let start = *cursor;
    let octet = cursor.octet("enumerated octet")?;
    if octet < 0x80 {
        return Err(start.hole(Reason::Form, "enumerated octet", None));
    }
    field.number = Some(u64::from(octet));
    field.value = word(words, octet).map_or_else(
        || {
            field.remarks.add(Oddity::Unassigned, start.at(), 1);
            format!("0x{octet:02X} (unassigned)").into()
        },
        Phrase::fixed,
    );
    Ok(())
}

fn content_location(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    if !matches!(cursor.peek(), Some(0x01..0x20)) {
        return text_string(field, cursor);
    }
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    number(field, &mut inner, integer)?;
    text_string(field, &mut inner)?;
    leftover(field, &inner);
    Ok(())
}

fn from(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let start = *cursor;
    let (length, mut inner) = counted(cursor).inspect_err(|_| {
        // Some encoders leave the length out; what they mean is worth showing.
        if matches!(start.peek(), Some(0x20..=0x7E))
            && text_string(field, &mut start.clone()).is_ok()
        {
            field.text = None;
        }
    })?;
    length.note(field, cursor);
    field.number = inner.peek().map(u64::from);
    match inner.octet("Address-present-token")? {
        0x80 => encoded_string(field, &mut inner)?,
        0x81 => field.value = Phrase::fixed("insert-address"),
        _ => return Err(hole_before(&inner, "Address-present-token")),
    }
    leftover(field, &inner);
    Ok(())
}

fn time(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    match inner.octet("Absolute-token")? {
        0x80 => {
            let seconds = kept(field, &mut inner, long_integer)?;
            field.value = date(seconds);
        }
        0x81 => {
            let seconds = kept(field, &mut inner, integer)?;
            field.value = Phrase::counted("in ", seconds, " s");
        }
        _ => return Err(hole_before(&inner, "Absolute-token")),
    }
    leftover(field, &inner);
    Ok(())
}

fn mm_flags(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    enumerated(field, &mut inner, MM_FLAGS)?;
    let flag = std::mem::take(&mut field.value);
    encoded_string(field, &mut inner)?;
    field.value = Phrase::joined(&[flag.as_bytes(), b" ", field.value.as_bytes()]);
    leftover(field, &inner);
    Ok(())
}

/// The octet of a header field.
fn attribute(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let named = cursor.peek().and_then(header_field);
    let Some(row) = named else { return enumerated(field, cursor, &[]) };
    cursor.take(1);
    field.number = Some(u64::from(row.code));
    field.value = Phrase::fixed(row.name);
    Ok(())
}

fn mailbox_total(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    let unit = match inner.octet("Message-total-token")? {
        0x80 => " messages",
        0x81 => " octets",
        _ => return Err(hole_before(&inner, "Message-total-token")),
    };
    let total = kept(field, &mut inner, integer)?;
    field.value = Phrase::counted("", total, unit);
    leftover(field, &inner);
    Ok(())
}

fn previously_sent(
    field: &mut Field,
    cursor: &mut Cursor<'_>,
    reader: fn(&mut Field, &mut Cursor<'_>) -> Result<(), Hole>,
) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    let count = kept(field, &mut inner, integer)?;
    reader(field, &mut inner)?;
    field.value =
        Phrase::joined(&[Phrase::number(count).as_bytes(), b": ", field.value.as_bytes()]);
    leftover(field, &inner);
    Ok(())
}

/// Parameters have numbers of their own here, so that only their place is told.
fn element_descriptor(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    text_string(field, &mut inner)?;
    if !inner.is_empty() {
        field.children.push(rest(&mut inner, Kind::Parameter, "parameters"));
    }
    Ok(())
}

/// Major and minor number in a Short-integer, or Text-string.
pub(super) fn version(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match cursor.peek() {
        Some(octet @ 0x80..) => {
            cursor.take(1);
            field.number = Some(u64::from(octet));
            let (major, minor) = ((octet >> 4) & 0x07, octet & 0x0F);
            let digits = |number| b'0' + number % 10;
            field.value = match minor {
                0x0F => Phrase::ascii(&[digits(major)]),
                0x0A..0x0F => Phrase::ascii(&[digits(major), b'.', b'1', digits(minor)]),
                _ => Phrase::ascii(&[digits(major), b'.', digits(minor)]),
            };
            Ok(())
        }
        _ => {
            let start = *cursor;
            text_string(field, cursor)?;
            match is_version(&field.value) {
                true => Ok(()),
                false => Err(start.hole(Reason::Form, "Version-value", None)),
            }
        }
    }
}

/// Whether a text is a major number, or a major and a minor number (WSP 8.4.2.3).
fn is_version(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    is_number(major) && is_number(minor)
}

/// A hole at the octet before the cursor.
fn hole_before(cursor: &Cursor<'_>, production: &'static str) -> Hole {
    let hole = cursor.hole(Reason::Form, production, None);
    Hole { offset: hole.offset.saturating_sub(1), available: hole.available + 1, ..hole }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::dissect;

    #[rstest]
    #[case::yes(&[0x86, 0x80], "Yes", Some(0x80))]
    #[case::outside_its_list(&[0x86, 0x85], "0x85 (unassigned)", Some(0x85))]
    #[case::token_class(b"\x8AGame\0", "Game", None)]
    #[case::class(&[0x8A, 0x83], "Auto", Some(0x83))]
    #[case::insert_address(&[0x89, 0x01, 0x81], "insert-address", Some(0x81))]
    #[case::address(b"\x89\x04\x80+1\0", "+1", Some(0x80))]
    #[case::address_with_charset(b"\x89\x06\x80\x04\xEA+1\0", "+1", Some(0x80))]
    #[case::relative(&[0x88, 0x05, 0x81, 0x03, 0x03, 0xF4, 0x80], "in 259200 s", Some(259_200))]
    #[case::relative_short(&[0x88, 0x02, 0x81, 0x85], "in 5 s", Some(5))]
    #[case::absolute(
        &[0x88, 0x06, 0x80, 0x04, 0x4D, 0xE8, 0xEE, 0xC3], "2011-06-03T14:25:07Z", Some(0x4DE8_EEC3)
    )]
    #[case::date(&[0x85, 0x04, 0x4D, 0xE8, 0xEE, 0xC3], "2011-06-03T14:25:07Z", Some(0x4DE8_EEC3))]
    #[case::version(&[0x8D, 0x93], "1.3", Some(0x93))]
    #[case::version_major_only(&[0x8D, 0x9F], "1", Some(0x9F))]
    #[case::version_text(b"\x8D1.3\0", "1.3", None)]
    #[case::size(&[0x8E, 0x02, 0x5A, 0x1D], "23069", Some(0x5A1D))]
    #[case::sent_by(b"\xA0\x04\x82+1\0", "2: +1", Some(2))]
    #[case::sent_date(&[0xA1, 0x03, 0x82, 0x01, 0x00], "2: 1970-01-01T00:00:00Z", Some(2))]
    #[case::flags(b"\xA4\x04\x80hi\0", "Add hi", Some(0x80))]
    #[case::descriptor(b"\xB2\x05id\0\x81\x82", "id", None)]
    #[case::version_text_of_major(b"\x8D1\0", "1", None)]
    // Attributes: To; Totals; Mbox-Totals: of messages; Mbox-Quotas: of octets; Message-Count; Start.
    #[case::attribute(&[0xA8, 0x97], "To", Some(0x97))]
    #[case::totals(&[0xA9, 0x80], "Yes", Some(0x80))]
    #[case::mailbox_totals(&[0xAA, 0x02, 0x80, 0x85], "5 messages", Some(5))]
    #[case::mailbox_quotas(&[0xAC, 0x04, 0x81, 0x02, 0x04, 0x00], "1024 octets", Some(1024))]
    #[case::message_count(&[0xAD, 0x01, 0x80], "128", Some(128))]
    #[case::mailbox_start(&[0xAF, 0x85], "5", Some(5))]
    #[case::mark_is_text(b"\x98\"1\0", "\"1", None)]
    #[case::status_count(b"\x83\x04\x85u/\0", "u/", Some(5))]
    fn sound(#[case] octets: &[u8], #[case] value: &str, #[case] number: Option<u64>) {
        let fields = dissect(octets).fields;
        assert_eq!(fields.len(), 1, "{fields:?}");
        assert_eq!(fields[0].hole(), None);
        assert_eq!((fields[0].value.as_str(), fields[0].number), (value, number));
        assert_eq!(fields[0].length, octets.len());
    }

    #[rstest]
    #[case::text_for_an_octet(b"\x86Yes\0", Reason::Form, 1, false)]
    #[case::from_without_length(b"\x89+1\0", Reason::ValueLength, 1, false)]
    #[case::from_without_length_or_end(&[0x89, 0x40], Reason::ValueLength, 1, true)]
    #[case::from_with_other_token(&[0x89, 0x01, 0x82], Reason::Form, 2, false)]
    #[case::from_of_no_octets(&[0x89, 0x00], Reason::Truncated, 2, false)]
    #[case::address_without_end(b"\x89\x03\x80+1", Reason::Unterminated, 3, false)]
    #[case::time_past_the_end(&[0x88, 0x09, 0x81, 0x85], Reason::Length, 1, true)]
    #[case::date_as_short_integer(&[0x85, 0x85], Reason::Form, 1, false)]
    #[case::nothing(&[0x86], Reason::Truncated, 1, true)]
    #[case::version_of_letters(b"\x8Dab\0", Reason::Form, 1, false)]
    #[case::version_without_minor(b"\x8D1.\0", Reason::Form, 1, false)]
    #[case::empty_version(&[0x8D, 0x00], Reason::Form, 1, false)]
    // Attributes as a text, Totals counted, Mbox-Totals of one octet and with another token, Start as a text.
    #[case::attribute_in_text(b"\xA8To\0", Reason::Form, 1, false)]
    #[case::totals_counted(&[0xA9, 0x01, 0x80], Reason::Form, 1, false)]
    #[case::mailbox_totals_short(&[0xAA, 0x80], Reason::ValueLength, 1, false)]
    #[case::mailbox_quotas_of_another_kind(&[0xAC, 0x02, 0x82, 0x85], Reason::Form, 2, false)]
    #[case::start_in_text(b"\xAF5\0", Reason::Form, 1, false)]
    fn holes(
        #[case] octets: &[u8],
        #[case] reason: Reason,
        #[case] offset: usize,
        #[case] lost: bool,
    ) {
        let fields = dissect(octets).fields;
        let hole = fields[0].hole().unwrap();
        assert_eq!((hole.reason, hole.offset, hole.boundary_lost), (reason, offset, lost));
        assert_eq!(fields[0].length, octets.len());
    }
}
