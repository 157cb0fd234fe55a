//! YAML text to nodes. Refuses what is not YAML, what is over a limit, and YAML's stranger parts:
//! tags, several documents, keys that are not text.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span as ParserSpan};

use crate::limit::{DEPTH_MAX, NODES_MAX};
use crate::node::{Data, Entry, Node};
use crate::{Problem, Source, Span, Spanned};

mod syntax;

/// Reads the one document of a file. Semantic problems go to `problems`.
///
/// # Errors
/// The lexical problem, after which nothing can be said about the file.
pub(crate) fn read(source: &Source, problems: &mut Vec<Problem>) -> Result<Node, Problem> {
    let mut options = Options::default();
    options.flow_nesting_limit = DEPTH_MAX;
    options.block_nesting_limit = DEPTH_MAX;
    options.set_emit_comments(false);
    let mut builder = Builder::new(source, problems);
    for event in Parser::new_from_str_with_options(source.text(), options) {
        let (event, span) =
            event.map_err(|error| syntax::problem(source, &builder.before(), &error))?;
        builder.take(event, span)?;
    }
    builder.root.ok_or_else(|| Problem::EmptyFile {
        span: Span::default(),
        help: "a scenario has the keys `scenario`, `requirements` and `steps`".to_owned(),
    })
}

/// The part of a span that lies on its first line, blanks at its end left out.
fn first_line(source: &Source, start: usize, end: usize) -> Span {
    let whole = source.slice(Span::new(start, end.saturating_sub(start)));
    let line = whole.split(['\n', '\r']).next().unwrap_or_default();
    Span::new(start, line.trim_end().len())
}

struct Builder<'a> {
    source: &'a Source,
    problems: &'a mut Vec<Problem>,
    root: Option<Node>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    last: Span,
}

/// A collection whose end has not come yet.
struct Open {
    data: Data,
    offset: usize,
    anchor: usize,
    /// Key of a mapping whose value is still to come.
    key: Option<Spanned<String>>,
    seen: BTreeMap<String, Span>,
}

/// What was read before a lexical error.
struct Before {
    /// The last value, over all of its lines.
    last: Span,
    /// Where the innermost `[` or `{` that is still open stands.
    bracket: Option<usize>,
}

impl<'a> Builder<'a> {
    const fn new(source: &'a Source, problems: &'a mut Vec<Problem>) -> Self {
        Self {
            source,
            problems,
            root: None,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            nodes: 0,
            last: Span::new(0, 0),
        }
    }

    fn before(&self) -> Before {
        let opens = |offset: &usize| matches!(self.source.slice(Span::new(*offset, 1)), "[" | "{");
        let bracket = self.open.iter().rev().map(|open| open.offset).find(opens);
        Before { last: self.last, bracket }
    }

    fn take(&mut self, event: Event<'_>, span: ParserSpan) -> Result<(), Problem> {
        let start = span.start.byte_offset().unwrap_or_default();
        let end = span.end.byte_offset().unwrap_or(start);
        let span = first_line(self.source, start, end);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(second_document(span)),
            Event::Scalar(text, style, anchor, tag) => {
                self.last = Span::new(start, end.saturating_sub(start));
                self.refuse_tag(tag.is_some(), span);
                let plain = style == ScalarStyle::Plain;
                let node = Node { data: Data::Scalar { text: text.into_owned(), plain }, span };
                self.add(node, anchor, 1)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.begin(Data::List(Vec::new()), span, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.begin(Data::Map(Vec::new()), span, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end),
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => {
                    let weight = node.count();
                    self.add(node, 0, weight)
                }
                None => Err(alias_in_itself(span)),
            },
            _ => Ok(()),
        }
    }

    fn refuse_tag(&mut self, tagged: bool, span: Span) {
        if tagged {
            self.problems.push(Problem::Tag { span });
        }
    }

    fn begin(&mut self, data: Data, span: Span, anchor: usize) -> Result<(), Problem> {
        if self.open.len() >= DEPTH_MAX {
            return Err(Problem::TooDeep { span, limit: DEPTH_MAX });
        }
        let offset = span.offset;
        self.open.push(Open { data, offset, anchor, key: None, seen: BTreeMap::new() });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let span = first_line(self.source, open.offset, end);
        self.add(Node { data: open.data, span }, open.anchor, 1)
    }

    fn add(&mut self, node: Node, anchor: usize, weight: usize) -> Result<(), Problem> {
        self.nodes = self.nodes.saturating_add(weight);
        if self.nodes > NODES_MAX {
            return Err(Problem::TooManyValues { span: node.span, limit: NODES_MAX });
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.place(node);
        Ok(())
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match (&mut open.data, open.key.take()) {
            (Data::List(items), _) => items.push(node),
            (Data::Map(entries), Some(key)) => match open.seen.get(&key.value) {
                Some(&first) => self.problems.push(Problem::DuplicateKey {
                    span: key.span,
                    first,
                    key: key.value,
                }),
                None => {
                    open.seen.insert(key.value.clone(), key.span);
                    entries.push(Entry { key, value: node });
                }
            },
            (Data::Map(_), None) => {
                let found = node.found();
                let span = node.span;
                let text = match node.data {
                    Data::Scalar { text, .. } => text,
                    _ => {
                        self.problems.push(key_shape(span, found));
                        String::new()
                    }
                };
                open.key = Some(Spanned::new(text, span));
            }
            (Data::Scalar { .. }, _) => {}
        }
    }
}

fn key_shape(span: Span, found: &'static str) -> Problem {
    Problem::WrongShape {
        span,
        what: "a key".to_owned(),
        expected: "a text".to_owned(),
        found,
        help: "a text that begins with `{` or `[` must be quoted".to_owned(),
    }
}

fn second_document(span: Span) -> Problem {
    Problem::Syntax {
        span,
        reason: "a second document begins".to_owned(),
        label: "`---` begins another document".to_owned(),
        help: "one file holds one scenario: put the other one into a file of its own".to_owned(),
    }
}

fn alias_in_itself(span: Span) -> Problem {
    Problem::Syntax {
        span,
        reason: "an alias stands inside the value that it names".to_owned(),
        label: "stands for what contains it".to_owned(),
        help: "move the anchor (`&name`) to a value that does not contain the alias".to_owned(),
    }
}
