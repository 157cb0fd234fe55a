//! Diagnostics on the user's files, drawn without anything that a terminal would take for a command.

use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode};
use runner::visible::{visible, visible_line, visible_span};
use scenario::Diagnostics;
use std::fmt;

/// A diagnostic whose control characters are escaped, in the source as in what is said about it.
#[derive(Debug)]
pub(crate) struct Drawing {
    message: String,
    code: Option<String>,
    severity: Option<Severity>,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Option<NamedSource<String>>,
    related: Vec<Self>,
}

impl From<&Diagnostics> for Drawing {
    fn from(diagnostics: &Diagnostics) -> Self {
        let file = diagnostics.source_file();
        let source = NamedSource::new(visible_line(file.name()), visible(file.text()).into_owned());
        Self { source: Some(source), ..Self::of(diagnostics, file.text()) }
    }
}

impl Drawing {
    fn of(diagnostic: &dyn Diagnostic, text: &str) -> Self {
        let words = |said: Option<Box<dyn fmt::Display + '_>>| {
            said.map(|said| visible(&said.to_string()).into_owned())
        };
        let related = diagnostic.related().into_iter().flatten();
        Self {
            message: visible(&diagnostic.to_string()).into_owned(),
            code: words(diagnostic.code()),
            severity: diagnostic.severity(),
            help: words(diagnostic.help()),
            labels: diagnostic
                .labels()
                .into_iter()
                .flatten()
                .map(|one| label(&one, text))
                .collect(),
            source: None,
            related: related.map(|one| Self::of(one, text)).collect(),
        }
    }
}

fn label(label: &LabeledSpan, text: &str) -> LabeledSpan {
    let words = label.label().map(|words| visible(words).into_owned());
    let span = visible_span(text, label.offset(), label.len());
    if label.primary() {
        LabeledSpan::new_primary_with_span(words, span)
    } else {
        LabeledSpan::new_with_span(words, span)
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        boxed(self.code.as_ref())
    }

    fn severity(&self) -> Option<Severity> {
        self.severity
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        boxed(self.help.as_ref())
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| -> &dyn SourceCode { source })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| -> Box<dyn Iterator<Item = LabeledSpan> + '_> {
            Box::new(self.labels.iter().cloned())
        })
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        (!self.related.is_empty()).then(|| -> Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a> {
            Box::new(self.related.iter().map(|one| -> &dyn Diagnostic { one }))
        })
    }
}

fn boxed(words: Option<&String>) -> Option<Box<dyn fmt::Display + '_>> {
    words.map(|words| -> Box<dyn fmt::Display + '_> { Box::new(words) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenario::Context;

    fn drawn(text: &str) -> String {
        let context = Context::default();
        let refused = scenario::parse(text, "06-send/a\u{1b}.yaml", &context).unwrap_err();
        format!("{:?}", miette::Report::new(Drawing::from(&refused)))
    }

    fn controls(drawn: &str) -> Vec<char> {
        drawn.chars().filter(|c| c.is_control() && *c != '\n').collect()
    }

    const SOUND: &str = "scenario: \"a\\e[2J\" # \u{9b}\nrequirements: [SIM-6-1]\nsteps:\n  - send: AT\n    expect: OK\n";

    #[test]
    fn one_problem_and_several_are_drawn_without_control_characters() {
        for text in [
            SOUND.replace("send", "\"\\e[2Jsned\""),
            SOUND.replace("send: AT", "sned: AT # \u{9b}").replace("steps", "\"st\\u0007eps\""),
            SOUND.replace("[SIM", "[\u{1b}SIM"),
        ] {
            let drawn = drawn(&text);
            assert!(controls(&drawn).is_empty(), "{drawn}");
            assert!(drawn.contains("a<1B>.yaml:"), "{drawn}");
        }
    }

    #[test]
    fn a_place_behind_an_escaped_character_is_underlined() {
        let drawn = drawn(&SOUND.replace("expect: OK", "{ \u{9b}: 1, exqect: OK }"));
        assert!(controls(&drawn).is_empty(), "{drawn}");
    }
}
