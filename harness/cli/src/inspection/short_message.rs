//! TPDUs as a module prints them: `+CMT: ,<length>` or `+CMGR: 0,,<length>`, and the octets in the line below
//! (27.005, 3.4.1 and 4.3), with the service centre's address before the TPDU or without.

use super::message::{Item, Notice, Origin};
use super::recognition::Unit;
use super::{Inspection, spelling};
use mock_mmsc::dissect::{Dissection, Entry, Kind as FieldKind, dissect_as, reassemble};

/// Octets of the number of a service centre, its type included (24.011, 8.2.5.1).
const SERVICE_CENTRE_OCTETS_MAX: u8 = 12;
/// Lines of TPDUs.
const LINES_MAX: usize = 4096;
/// Bits of the first octet that hold the message type; 0 is SMS-DELIVER.
const MESSAGE_TYPE: u8 = 0x03;

impl Inspection {
    /// Dissects TPDUs, puts them together, and dissects what comes of it.
    pub(super) fn short_messages(&mut self, units: &[Unit]) {
        let tpdus: Vec<Dissection> =
            units.iter().map(|unit| dissect_as(Entry::Tpdu, &unit.octets)).collect();
        let assemblies = reassemble(&tpdus);
        let mut used = vec![false; tpdus.len()];
        for place in assemblies.iter().flat_map(|assembly| &assembly.tpdus) {
            if let Some(used) = used.get_mut(*place) {
                *used = true;
            }
        }
        for ((tpdu, unit), used) in tpdus.iter().zip(units).zip(used) {
            let lines: Vec<usize> = unit.line.into_iter().collect();
            if !used {
                let text = format!(
                    "{}: the same piece came before, and this one is not used",
                    named(&lines)
                );
                self.notices.push(Notice { packet: None, text, lost: false });
            }
            self.items.push(Item::of(Origin { lines, ..Origin::default() }, tpdu.clone()));
        }
        for assembly in assemblies {
            let lines: Vec<usize> = assembly
                .tpdus
                .iter()
                .filter_map(|place| units.get(*place).and_then(|unit| unit.line))
                .collect();
            if !assembly.missing.is_empty() {
                let missing: Vec<String> =
                    assembly.missing.iter().map(ToString::to_string).collect();
                let text =
                    format!("{}: the message lacks piece {}", named(&lines), missing.join(", "));
                self.notices.push(Notice { packet: None, text, lost: true });
            }
            // A message in one piece is opened within its TPDU.
            if let Some(push) = assembly.push.filter(|_| assembly.tpdus.len() > 1) {
                let origin = Origin { lines, assembled: true, ..Origin::default() };
                self.items.push(Item::of(origin, push));
            }
        }
    }
}

fn named(lines: &[usize]) -> String {
    match lines {
        [] => "the TPDU".to_owned(),
        [line] => format!("line {line}"),
        lines => format!(
            "lines {}",
            lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// Whether octets are an SMS-DELIVER with a user data header, or with a push, and nothing is wrong in it.
pub(super) fn is_tpdu(octets: &[u8]) -> bool {
    let deliver = octets.first().is_some_and(|first| first & MESSAGE_TYPE == 0);
    if !deliver {
        return false;
    }
    let dissection = dissect_as(Entry::Tpdu, octets);
    let sound = dissection.fields.iter().all(|field| field.hole().is_none());
    let element = dissection.fields.iter().any(|field| field.kind == FieldKind::Element);
    sound && (element || dissection.has_pdu())
}

/// The TPDU in octets that may have the service centre's address before it: the reading under which it makes sense.
pub(super) fn without_service_centre(octets: &[u8]) -> &[u8] {
    match stripped(octets) {
        Some(stripped) if !is_tpdu(octets) && is_tpdu(stripped) => stripped,
        _ => octets,
    }
}

/// The octets behind a service centre's address: its length in octets, type of number, digits.
fn stripped(octets: &[u8]) -> Option<&[u8]> {
    let (length, rest) = octets.split_first()?;
    let has_type = *length == 0 || rest.first().is_some_and(|kind| kind & 0x80 != 0);
    (*length <= SERVICE_CENTRE_OCTETS_MAX && has_type).then(|| rest.get(usize::from(*length)..))?
}

/// The TPDUs in text, if it is that and nothing else.
///
/// # Errors
/// The text has a line with which a module announces TPDUs, and [`lines`] cannot read it.
pub(super) fn recognise(input: &[u8]) -> Result<Option<Vec<Unit>>, String> {
    let units = lines(input);
    if str::from_utf8(input).is_ok_and(|text| text.lines().any(|line| announces(line.trim()))) {
        return units.map(Some);
    }
    Ok(units.ok().filter(|units| units.iter().all(|unit| is_tpdu(&unit.octets))))
}

/// The TPDUs in text, one a line.
///
/// # Errors
/// A line is neither hexadecimal digits nor what a module prints around them: its number.
pub(super) fn lines(input: &[u8]) -> Result<Vec<Unit>, String> {
    let text = str::from_utf8(input).map_err(|_| "the input is no text".to_owned())?;
    let mut units = Vec::new();
    let mut length = None;
    for (line, number) in text.lines().zip(1_usize..) {
        let line = line.trim();
        if line.is_empty() || is_around(line) {
            length = announced(line).or(length);
            continue;
        }
        let octets = spelling::hex_as_told(line.as_bytes()).map_err(|error| {
            format!("line {number} is no TPDU: {}", error.trim_start_matches("line 1, "))
        })?;
        if units.len() == LINES_MAX {
            return Err(format!("line {number}: more than {LINES_MAX} TPDUs"));
        }
        let tpdu = match length.take() {
            Some(length) => {
                of_length(&octets, length).map_err(|error| format!("line {number}: {error}"))?
            }
            None => without_service_centre(&octets),
        };
        units.push(Unit { line: Some(number), octets: tpdu.to_vec() });
    }
    if units.is_empty() {
        Err("there is no line of hexadecimal digits in the input".to_owned())
    } else {
        Ok(units)
    }
}

/// The TPDU of an announced length, which does not count the service centre's address.
fn of_length(octets: &[u8], length: usize) -> Result<&[u8], String> {
    let stripped = stripped(octets).filter(|stripped| stripped.len() == length);
    if let Some(tpdu) = stripped {
        return Ok(tpdu);
    }
    if octets.len() == length {
        return Ok(octets);
    }
    Err(format!(
        "{length} octets are announced, and {} are there with the service centre's address",
        octets.len()
    ))
}

/// Whether a line is a command, or what a module prints around a TPDU.
fn is_around(line: &str) -> bool {
    let starts = |prefix: &str| {
        line.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    line.starts_with(['+', '>']) || starts("AT") || ["OK", "RING", "ERROR"].contains(&line)
}

/// Whether a TPDU follows a line.
fn announces(line: &str) -> bool {
    ["+CMT:", "+CMGR:", "+CMGL:"].iter().any(|name| line.starts_with(name))
}

/// The length of the TPDU that a line announces.
fn announced(line: &str) -> Option<usize> {
    announces(line).then(|| line.rsplit([',', ' ']).next()?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::bare("4400\n4401\n", &["1 4400", "2 4401"])]
    #[case::urc("\r\n+CMT: ,2\r\n00AABB\r\n", &["3 AABB"])]
    #[case::without_service_centre("+CMT: ,2\r\nAABB\r\n", &["2 AABB"])]
    #[case::listed("AT+CMGL=4\r\n+CMGL: 1,1,,2\r\n0291AAAABB\r\n+CMGL: 2,1,,1\r\n00CC\r\n\r\nOK\r\n", &["3 AABB", "5 CC"])]
    fn tpdus_in_text(#[case] text: &str, #[case] expected: &[&str]) {
        let units = lines(text.as_bytes()).unwrap();
        let seen: Vec<String> = units
            .iter()
            .map(|unit| {
                let digits: String =
                    unit.octets.iter().map(|octet| format!("{octet:02X}")).collect();
                format!("{} {digits}", unit.line.unwrap())
            })
            .collect();
        assert_eq!(seen, expected);
    }

    #[rstest]
    #[case::word("4400\nhello\n", "line 2 is no TPDU: column 1: `h`")]
    #[case::half("440\n", "line 1 is no TPDU: 3 hexadecimal digits")]
    #[case::length("+CMT: ,9\n00AABB\n", "line 2: 9 octets are announced, and 3 are there")]
    #[case::none("\nOK\n", "no line of hexadecimal digits")]
    fn what_is_none_is_told(#[case] text: &str, #[case] told: &str) {
        let error = lines(text.as_bytes()).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}
