//! `${name}`: names of the matrix are replaced, captures stay for later, all others are refused.

use super::{Reader, Slot};
use crate::node::Node;
use crate::template::Segment;
use crate::{Problem, Span, Template, suggestion};

impl Reader<'_> {
    /// Splits a scalar's text at its variables.
    pub(super) fn segments(&mut self, slot: Slot<'_>, text: &str) -> Template {
        let mut segments = Segments::default();
        let mut rest = text;
        while let Some(index) = rest.find("${") {
            let (before, from) = rest.split_at(index);
            let offset = text.len().saturating_sub(from.len());
            let name = from.strip_prefix("${").unwrap_or_default();
            if let Some(literal) = before.strip_suffix('$') {
                segments.push(literal);
                segments.push("${");
                rest = name;
                continue;
            }
            segments.push(before);
            let Some((name, after)) = name.split_once('}').filter(|(name, _)| is_name(name)) else {
                self.problems
                    .push(Problem::BadVariable { span: slot.node.part(self.source, offset, 2) });
                return Template::literal(text);
            };
            let length = name.len().saturating_add("${}".len());
            self.variable(slot.node, offset, length, name, &mut segments);
            rest = after;
        }
        segments.push(rest);
        segments.finish()
    }

    fn variable(
        &mut self,
        node: &Node,
        offset: usize,
        length: usize,
        name: &str,
        segments: &mut Segments,
    ) {
        if let Some(binding) = self.row.iter().find(|binding| binding.name == name) {
            self.used.insert(name.to_owned());
            segments.push(&binding.value);
        } else if self.captured.contains(name) {
            segments.capture(name);
        } else {
            let span = node.part(self.source, offset, length);
            let problem = self.no_value(name, span);
            self.problems.push(problem);
            // Keeps the text's kind, so that no second problem follows from this one.
            segments.capture(name);
        }
    }

    fn no_value(&self, name: &str, span: Span) -> Problem {
        if let Some(&capture) = self.all_captures.get(name) {
            return Problem::UsedBeforeCapture { span, capture, name: name.to_owned() };
        }
        let known = self.matrix.keys().chain(self.all_captures.keys()).map(String::as_str);
        let help = match suggestion::nearest(name, known) {
            Some(near) => format!("did you mean `${{{near}}}`?"),
            None => "give it a value in `matrix`, or `capture` it in an earlier step; a literal `${` is written `$${`"
                .to_owned(),
        };
        Problem::UnknownVariable { span, name: name.to_owned(), help }
    }
}

/// Tells whether a text can be the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

#[derive(Default)]
struct Segments(Vec<Segment>);

impl Segments {
    fn push(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Segment::Literal(literal)) => literal.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push(Segment::Literal(text.to_owned())),
        }
    }

    fn capture(&mut self, name: &str) {
        self.0.push(Segment::Capture(name.to_owned()));
    }

    fn finish(self) -> Template {
        Template::from_segments(self.0)
    }
}
