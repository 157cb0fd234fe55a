//! The dissection as text for people.
//!
//! One line a field: offset, first octets, name and value; what is inside stands further in. A hole has
//! a line of its own below its field, and the findings close the text.

use std::fmt::{self, Write as _};

use super::charset::charset_name;
use super::dissection::{Dissection, Entry};
use super::field::{Field, Kind};
use super::skip::count;
use crate::rule::{Direction, Finding, Severity};

/// Octets as two hex digits each, with blanks between them.
pub(crate) struct Hex<'a>(pub(crate) &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, octet) in self.0.iter().enumerate() {
            write!(formatter, "{}{octet:02X}", if index == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

/// Octets in hex, for tests.
#[cfg(test)]
pub(crate) fn hex(octets: &[u8]) -> String {
    Hex(octets).to_string()
}

/// Octets of a field that a line shows.
const OCTETS_SHOWN_MAX: usize = 8;
/// Columns that they take, with the mark that there are more.
const OCTETS_COLUMNS: usize = OCTETS_SHOWN_MAX * 3 + 4;
/// Characters of a name or a value that a line shows.
const VALUE_CHARACTERS_MAX: usize = 160;
/// Characters of a finding's sentence; a name from the octets may be part of it.
const MESSAGE_CHARACTERS_MAX: usize = 400;

impl Dissection {
    /// The dissection as lines of text, with the findings for the direction of the PDU type.
    #[must_use]
    pub fn tree(&self) -> String {
        self.tree_with(&self.findings(Direction::of(self)))
    }

    /// The dissection as lines of text, with these findings at the end.
    #[must_use]
    pub fn tree_with(&self, findings: &[Finding]) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(findings, &mut out);
        out
    }

    fn write(&self, findings: &[Finding], out: &mut String) -> fmt::Result {
        let what = match self.entry {
            Entry::Multipart => "multipart body",
            Entry::Pdu => self.message_type().unwrap_or("PDU of unknown type"),
            Entry::Push => "WSP datagram",
            Entry::Tpdu => "SMS-DELIVER TPDU",
            Entry::Wsp => "WSP PDU",
        };
        writeln!(out, "{what}, {}", count(self.octets.len()))?;
        for field in &self.fields {
            self.line(field, 0, out)?;
        }
        writeln!(out, "{}", Summary(findings))?;
        findings.iter().try_for_each(|finding| writeln!(out, "  {finding}"))
    }

    fn line(&self, field: &Field, depth: usize, out: &mut String) -> fmt::Result {
        let indent = depth * 2;
        let octets = shown(field, &self.octets);
        write!(
            out,
            "0x{:04X}  {octets:<OCTETS_COLUMNS$}{:indent$}{}",
            field.offset,
            "",
            Escaped(&field.name)
        )?;
        if !field.value.is_empty() || field.kind != Kind::Part {
            write!(out, ": {}", Escaped(&field.value))?;
        }
        let charset = field.text.as_ref().and_then(|text| text.charset);
        match charset {
            Some(mib) if !matches!(field.kind, Kind::Data | Kind::Body) => {
                match charset_name(mib) {
                    Some(name) => writeln!(out, " [{name}]")?,
                    None => writeln!(out, " [MIB {mib}]")?,
                }
            }
            _ => writeln!(out)?,
        }
        if let Some(hole) = field.hole() {
            let columns = OCTETS_COLUMNS + indent + 10;
            writeln!(out, "{:columns$}! {hole}", "")?;
        }
        field.children.iter().try_for_each(|child| self.line(child, depth + 1, out))
    }
}

impl fmt::Display for Dissection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.tree())
    }
}

/// The first octets of a field; none for what only holds other fields.
fn shown(field: &Field, octets: &[u8]) -> String {
    let holds = !field.children.is_empty() || field.kind == Kind::Part;
    if holds && matches!(field.kind, Kind::Part | Kind::Body | Kind::Data | Kind::Pdu | Kind::Wsp) {
        return String::new();
    }
    let raw = field.raw(octets);
    match raw.get(..OCTETS_SHOWN_MAX) {
        Some(head) if raw.len() > OCTETS_SHOWN_MAX => format!("{} ..", Hex(head)),
        _ => Hex(raw).to_string(),
    }
}

/// A name or a value in one line: control characters escaped, the end of a long one left out.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Blanks at an end would not be seen.
        let mark = if self.0.starts_with(' ') || self.0.ends_with(' ') { "\"" } else { "" };
        formatter.write_str(mark)?;
        let cut = write_escaped(self.0, VALUE_CHARACTERS_MAX, |c| c == '\\', formatter)?;
        formatter.write_str(if cut { "" } else { mark })
    }
}

/// A sentence in one line: control characters escaped, the end of a long one left out.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl OneLine<'_> {
    /// The sentence in one line, as it is where it is one already.
    pub(crate) fn of(sentence: String) -> String {
        let is_plain = sentence.bytes().fold(true, |plain, c| plain & matches!(c, b' '..=b'~'));
        let is_short = sentence.len() <= MESSAGE_CHARACTERS_MAX;
        match is_short && (is_plain || !sentence.chars().any(char::is_control)) {
            true => sentence,
            false => OneLine(&sentence).to_string(),
        }
    }
}

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.0, MESSAGE_CHARACTERS_MAX, |_| false, formatter).map(|_| ())
    }
}

/// Writes a text with its control characters escaped, and those that `also` names; tells whether its end was left
/// out.
fn write_escaped(
    text: &str,
    characters_max: usize,
    also: impl Fn(char) -> bool,
    out: &mut impl fmt::Write,
) -> Result<bool, fmt::Error> {
    for (index, character) in text.chars().enumerate() {
        if index == characters_max {
            out.write_str(" ...")?;
            return Ok(true);
        }
        if character.is_control() || also(character) {
            write!(out, "{}", character.escape_default())?;
        } else {
            out.write_char(character)?;
        }
    }
    Ok(false)
}

/// How many findings there are of each severity.
struct Summary<'a>(&'a [Finding]);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("findings:")?;
        let mut between = " ";
        for severity in [Severity::Error, Severity::Warn, Severity::Info] {
            let count = self.0.iter().filter(|finding| finding.severity == severity).count();
            if count > 0 {
                write!(formatter, "{between}{count} {severity}")?;
                between = ", ";
            }
        }
        if self.0.is_empty() { formatter.write_str(" none") } else { Ok(()) }
    }
}
