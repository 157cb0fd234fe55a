//! Reading behind a value that makes no sense, and values of unknown fields (WSP 8.4.1.2).

use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State};
use super::integer::{counted, integer};
use super::phrase::Phrase;
use super::text::text_string;
use super::tree::Hex;

/// Reads a value by `reader`; when it fails, marks the hole and goes on behind the value where that is known.
pub(super) fn read_or_skip<'a>(
    field: &mut Field,
    cursor: &mut Cursor<'a>,
    reader: impl FnOnce(&mut Field, &mut Cursor<'a>) -> Result<(), Hole>,
) {
    let start = *cursor;
    if let Err(hole) = reader(field, cursor) {
        let inside = hole.bounded_by != start.bounded_by();
        let known = inside || matches!(hole.reason, Reason::Form | Reason::ValueLength);
        *cursor = start;
        let boundary_lost = !known || skip(cursor).is_err();
        if boundary_lost {
            cursor.take(cursor.left());
        }
        if field.value.is_empty() {
            field.value = raw(&start, cursor);
        }
        field.state = State::from(Hole { boundary_lost, ..hole });
    }
    field.length = cursor.at().saturating_sub(field.offset);
}

/// Reads a value of any form: the first octet says which.
pub(super) fn any_value(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let start = *cursor;
    match cursor.peek() {
        Some(0x80..) => {
            let number = integer(cursor)?;
            number.note(field, cursor);
            field.value = Phrase::number(number.value);
            field.number = Some(number.value);
        }
        Some(0x01..0x20) => {
            counted(cursor)?.0.note(field, cursor);
            field.value = raw(&start, cursor);
        }
        _ => text_string(field, cursor)?,
    }
    Ok(())
}

/// Takes the octets up to the end as a field that nothing claims.
pub(super) fn rest(cursor: &mut Cursor<'_>, kind: Kind, name: &'static str) -> Field {
    let start = *cursor;
    let mut field = Field::new(kind, name, start.at());
    cursor.take(cursor.left());
    field.length = start.left();
    field.value = count(start.left());
    field
}

/// A count of octets in words.
pub(super) fn count(octets: usize) -> Phrase {
    let number = u64::try_from(octets).unwrap_or(u64::MAX);
    Phrase::counted("", number, if octets == 1 { " octet" } else { " octets" })
}

/// Passes over a value by its first octet.
fn skip(cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match cursor.peek() {
        Some(0x80..) => {
            cursor.take(1);
        }
        Some(0x01..0x20) => {
            counted(cursor)?;
        }
        _ => text_string(&mut Field::new(Kind::Rest, "", cursor.at()), cursor)?,
    }
    Ok(())
}

/// Octets between two places, in hex, shortened.
fn raw(start: &Cursor<'_>, end: &Cursor<'_>) -> Phrase {
    let octets = start.rest().get(..end.at().saturating_sub(start.at())).unwrap_or_default();
    let shown = match octets.get(..RAW_OCTETS_MAX) {
        Some(head) if octets.len() > RAW_OCTETS_MAX => format!("{} ...", Hex(head)),
        _ => Hex(octets).to_string(),
    };
    shown.into()
}

/// Octets of a value without interpretation that are shown.
const RAW_OCTETS_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::short_integer(&[0x85, 0x8C], "5", 1)]
    #[case::counted(&[0x02, 0x11, 0x22, 0x8C], "02 11 22", 3)]
    #[case::counted_long(&[0x1F, 0x01, 0x11, 0x8C], "1F 01 11", 3)]
    #[case::text(&[0x41, 0x00, 0x8C], "A", 2)]
    #[case::empty_text(&[0x00, 0x8C], "", 1)]
    fn any(#[case] octets: &[u8], #[case] value: &str, #[case] length: usize) {
        let mut field = Field::new(Kind::UnknownHeader, "", 0);
        read_or_skip(&mut field, &mut Cursor::new(octets), any_value);
        assert_eq!((field.value.as_str(), field.length), (value, length));
        assert_eq!(field.hole(), None);
    }

    #[rstest]
    #[case::ends_known(&[0x41, 0x00, 0x8C], Reason::Form, false, 2)]
    #[case::ends_unknown(&[0x41, 0x8C], Reason::Form, true, 2)]
    #[case::length_past_the_end(&[0x05, 0x8C], Reason::Length, true, 2)]
    fn boundaries(
        #[case] octets: &[u8],
        #[case] reason: Reason,
        #[case] lost: bool,
        #[case] length: usize,
    ) {
        let mut field = Field::new(Kind::Header, "Date", 0);
        read_or_skip(&mut field, &mut Cursor::new(octets), |_, cursor| {
            super::super::integer::long_integer(cursor).map(|_| ())
        });
        let hole = field.hole().unwrap();
        assert_eq!((hole.reason, hole.boundary_lost, field.length), (reason, lost, length));
    }
}
