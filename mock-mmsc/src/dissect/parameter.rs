//! Parameters of a content type or a disposition (WSP 8.4.2.4, assigned numbers).

use super::charset::{charset_name, charset_number};
use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State};
use super::integer::integer;
use super::media::media_name;
use super::phrase::Phrase;
use super::skip::{any_value, read_or_skip, rest};
use super::text::{MARK, text_string, text_value};
use super::time::date;
use super::value::{kept, number};

/// How the value of a numbered parameter is built.
#[derive(Clone, Copy, Debug)]
enum Form {
    Any,
    Charset,
    Date,
    Integer,
    Media,
    Nothing,
    /// Text-string.
    Text,
    /// Text-value.
    TextValue,
    /// What a textual name has: Integer-value or Text-value.
    Untyped,
}

/// Numbers, names and forms; what was renumbered in version 1.4 has two rows.
const PARAMETERS: [(u64, &str, Form); 30] = [
    (0x00, "q", Form::Any),
    (0x01, "charset", Form::Charset),
    (0x02, "level", Form::Any),
    (0x03, "type", Form::Integer),
    (0x05, "name", Form::Text),
    (0x06, "filename", Form::Text),
    (0x07, "differences", Form::Any),
    (0x08, "padding", Form::Any),
    (0x09, "type", Form::Media),
    (0x0A, "start", Form::Text),
    (0x0B, "start-info", Form::Text),
    (0x0C, "comment", Form::Text),
    (0x0D, "domain", Form::Text),
    (0x0E, "max-age", Form::Integer),
    (0x0F, "path", Form::Text),
    (0x10, "secure", Form::Nothing),
    (0x11, "sec", Form::Any),
    (0x12, "mac", Form::TextValue),
    (0x13, "creation-date", Form::Date),
    (0x14, "modification-date", Form::Date),
    (0x15, "read-date", Form::Date),
    (0x16, "size", Form::Integer),
    (0x17, "name", Form::TextValue),
    (0x18, "filename", Form::TextValue),
    (0x19, "start", Form::TextValue),
    (0x1A, "start-info", Form::TextValue),
    (0x1B, "comment", Form::TextValue),
    (0x1C, "domain", Form::TextValue),
    (0x1D, "path", Form::TextValue),
    (0x1E, "handling", Form::Any),
];

/// Room for parameters that is made beforehand.
const USUAL: usize = 2;

/// Reads parameters up to the end.
pub(super) fn parameters(cursor: &mut Cursor<'_>) -> Vec<Field> {
    let mut fields = if cursor.is_empty() { Vec::new() } else { Vec::with_capacity(USUAL) };
    while !cursor.is_empty() {
        parameter(cursor, &mut fields);
        let hole = fields.last().and_then(Field::hole);
        if hole.is_some_and(|hole| hole.boundary_lost) {
            break;
        }
    }
    fields
}

fn parameter(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let start = *cursor;
    let Some(field) = Field::begin(fields, Kind::Parameter, "", start.at()) else { return };
    match name(field, cursor) {
        Ok(form) => read_or_skip(field, cursor, |field, cursor| value(form, field, cursor)),
        Err(hole) => {
            *cursor = start;
            *field = rest(cursor, Kind::Parameter, "unreadable parameter");
            field.state = State::from(Hole { boundary_lost: true, ..hole });
        }
    }
}

fn name(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<Form, Hole> {
    match cursor.peek() {
        Some(0x01..=0x1E | 0x80..) => {
            let code = integer(cursor)?.value;
            let row = PARAMETERS.iter().find(|(number, _, _)| *number == code);
            let (name, form) = row.map_or_else(
                || (format!("parameter {code}").into(), Form::Any),
                |(_, name, form)| ((*name).into(), *form),
            );
            field.name = name;
            Ok(form)
        }
        Some(0x20..=0x7E) => {
            let mut token = Field::new(Kind::Parameter, "", cursor.at());
            text_string(&mut token, cursor)?;
            let charset = token.value.eq_ignore_ascii_case("charset");
            field.name = token.value.into();
            Ok(if charset { Form::Charset } else { Form::Untyped })
        }
        _ => Err(cursor.hole(Reason::Form, "Parameter", None)),
    }
}

fn value(form: Form, field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match form {
        Form::Any => any_value(field, cursor),
        Form::Charset => charset(field, cursor),
        Form::Date => {
            field.value = date(kept(field, cursor, integer)?);
            Ok(())
        }
        Form::Integer => number(field, cursor, integer).map(|_| ()),
        Form::Media => match cursor.peek() {
            Some(0x80..) => {
                let media = kept(field, cursor, integer)?;
                field.value = media_name(media).map_or_else(|| unknown_media(media), Phrase::fixed);
                Ok(())
            }
            _ => text_string(field, cursor),
        },
        Form::Nothing if cursor.peek() == Some(0) => {
            cursor.take(1);
            Ok(())
        }
        Form::Nothing => any_value(field, cursor),
        Form::Text => text_string(field, cursor),
        Form::Untyped if cursor.peek() != Some(MARK) => any_value(field, cursor),
        Form::TextValue | Form::Untyped => text_value(field, cursor),
    }
}

/// What a media type without a name here is called.
pub(super) fn unknown_media(number: u64) -> Phrase {
    format!("media type 0x{number:02X} (unassigned)").into()
}

fn charset(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    // By the standard a number; some encoders write the name.
    if matches!(cursor.peek(), Some(0x20..0x80)) {
        text_string(field, cursor)?;
        field.number = charset_number(&field.value);
        return Ok(());
    }
    let mib = kept(field, cursor, integer)?;
    field.value = charset_name(mib).map_or_else(|| Phrase::counted("MIB ", mib, ""), Phrase::fixed);
    Ok(())
}
