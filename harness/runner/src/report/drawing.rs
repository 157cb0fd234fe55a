//! A failed expectation drawn on the user's own scenario text.

use crate::event::{CaseResult, Failure, FieldRecord, Label};
use crate::printable::printable_cut;
use crate::visible::{visible, visible_line, visible_span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// Octets of module output that a drawing shows at most.
const RECEIVED_OCTETS_MAX: usize = 2_048;

/// Octets of one PDU field that a drawing shows at most.
const FIELD_OCTETS_MAX: usize = 12;

/// Columns of a drawing.
const DRAWING_COLUMNS: usize = 110;

/// Draws why a case failed: the expectation under a caret, the command that caused it, the octets that came,
/// and the findings. A case without a failed expectation draws as nothing.
#[must_use]
pub fn draw(result: &CaseResult, file: &str, source: &Arc<str>, colour: bool) -> String {
    let Some(failure) = &result.failure else {
        return String::new();
    };
    let source = Source { text: source, shown: visible(source).into() };
    let drawing = Drawing {
        failure,
        named: NamedSource::new(visible_line(file), Arc::clone(&source.shown)),
        source,
    };
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut text = String::new();
    let drawn = GraphicalReportHandler::new_themed(theme)
        .with_width(DRAWING_COLUMNS)
        .with_links(false)
        .render_report(&mut text, &drawing);
    if drawn.is_err() {
        return failure.message.clone();
    }
    text.push_str(&evidence(failure));
    text
}

/// The octets received and the findings, as text below the drawing.
fn evidence(failure: &Failure) -> String {
    let mut text = String::from("  received: ");
    if failure.received.0.is_empty() {
        text.push_str("nothing");
    } else {
        let octets = printable_cut(&failure.received.0, RECEIVED_OCTETS_MAX);
        text.push_str(octets.replace("<CR><LF>", "<CR><LF>\n            ").trim_end());
    }
    text.push('\n');
    for field in &failure.fields {
        let _ = writeln!(text, "  in the PDU, octet {:#06X}: {}", field.offset, field_text(field));
    }
    for finding in &failure.findings {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  finding:  {} ({}) at octet {}: {} [{}]",
            finding.rule,
            finding.severity,
            finding.offset,
            visible_line(&finding.message),
            finding.clause
        );
    }
    text
}

/// `96 54 65 ..  Subject: Test title`, with the first octets of the field.
fn field_text(field: &FieldRecord) -> String {
    let shown = field.octets.0.iter().take(FIELD_OCTETS_MAX);
    let mut octets: Vec<String> = shown.map(|octet| format!("{octet:02X}")).collect();
    if field.octets.0.len() > FIELD_OCTETS_MAX {
        octets.push("..".to_owned());
    }
    let (name, value) = (visible_line(&field.name), visible_line(&field.value));
    format!("{}  {name}: {value}", octets.join(" "))
}

/// The scenario's text, and what is shown of it: a terminal must not take commands from it.
struct Source<'a> {
    text: &'a str,
    shown: Arc<str>,
}

impl Source<'_> {
    fn span(&self, label: &Label) -> (usize, usize) {
        visible_span(self.text, label.offset, label.length)
    }
}

struct Drawing<'a> {
    failure: &'a Failure,
    source: Source<'a>,
    named: NamedSource<Arc<str>>,
}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&visible(&self.failure.message))
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.failure.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.failure
            .help
            .as_ref()
            .map(|help| -> Box<dyn fmt::Display + 'a> { Box::new(visible(help)) })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.named)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let expectation = &self.failure.expectation;
        let primary =
            LabeledSpan::new_primary_with_span(words(expectation), self.source.span(expectation));
        let command = self.failure.command.as_ref();
        let command =
            command.map(|label| LabeledSpan::new_with_span(words(label), self.source.span(label)));
        Some(Box::new(std::iter::once(primary).chain(command)))
    }
}

fn words(label: &Label) -> Option<String> {
    Some(visible(&label.text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{FieldRecord, Octets};
    use crate::report::sample;

    #[test]
    fn no_control_character_of_anybody_reaches_a_terminal() {
        let hostile = "\u{1b}[2J\u{9b}m\u{7}";
        let mut result = sample::failed();
        let text = format!("# {hostile}\n- expect: OK\n");
        let failure = result.failure.as_mut().unwrap();
        failure.message.push_str(hostile);
        failure.help = Some(hostile.to_owned());
        failure.expectation = Label::new(&text, text.find("OK").unwrap(), 2, hostile);
        failure.command = Some(Label::new(&text, 2, hostile.len(), "this"));
        failure.received = Octets(hostile.as_bytes().to_vec());
        failure.findings[0].message.push_str(hostile);
        failure.fields = vec![FieldRecord {
            offset: 0,
            octets: Octets(vec![0x1B]),
            name: format!("X{hostile}"),
            value: hostile.to_owned(),
        }];
        let drawn = draw(&result, "a\u{1b}.yaml", &Arc::from(text), false);
        let left: Vec<char> = drawn.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(left.is_empty(), "{left:?} in {drawn}");
        let lines: Vec<&str> = drawn.lines().collect();
        let at = lines.iter().position(|line| line.contains("expect: OK")).unwrap();
        let column = |line: &str, wanted: fn(char) -> bool| line.chars().position(wanted);
        let underlined = column(lines[at], |c| c == 'O');
        assert!(underlined.is_some());
        assert_eq!(column(lines[at + 1], |c| matches!(c, '─' | '┬')), underlined, "{drawn}");
    }
}
