//! The JSON report: one event per line, in the order in which they happened.

use super::Report;
use crate::event::RunEvent;
use std::io::{self, Write};

/// Writes JSON lines.
#[derive(Debug)]
pub struct JsonReport<W> {
    writer: W,
}

impl<W: Write> JsonReport<W> {
    /// A report into `writer`.
    pub const fn new(writer: W) -> Self {
        Self { writer }
    }
}

impl<W: Write> Report for JsonReport<W> {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, event)?;
        self.writer.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn one_line_per_event() {
        let mut octets = Vec::new();
        let mut report = JsonReport::new(&mut octets);
        let events = sample::run();
        for event in &events {
            report.event(event).unwrap();
        }
        report.finish().unwrap();
        let text = String::from_utf8(octets).unwrap();
        assert_eq!(text.lines().count(), events.len());
        insta::assert_snapshot!(text);
    }
}
