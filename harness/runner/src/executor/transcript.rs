//! The events of one case, collected while it runs.

use crate::event::{Direction, Octets, RunEvent};

/// Events that one case keeps.
const EVENTS_MAX: usize = 20_000;

/// Octets of module traffic that one case keeps.
const OCTETS_MAX: usize = 4 * 1024 * 1024;

/// A bounded list of events; the first thing left out is noted.
#[derive(Debug, Default)]
pub(crate) struct Transcript {
    events: Vec<RunEvent>,
    octets: usize,
    cut: bool,
}

impl Transcript {
    /// Appends an event.
    pub(crate) fn push(&mut self, event: RunEvent) {
        if self.events.len() < EVENTS_MAX {
            self.events.push(event);
        } else {
            self.cut();
        }
    }

    /// Appends octets; those in the same direction at the same time join the event before.
    pub(crate) fn octets(&mut self, direction: Direction, at_us: u64, octets: &[u8]) {
        if self.octets + octets.len() > OCTETS_MAX {
            self.cut();
            return;
        }
        self.octets += octets.len();
        if let Some(RunEvent::Octets { direction: last, at_us: time, octets: sent }) =
            self.events.last_mut()
            && *last == direction
            && *time == at_us
        {
            sent.0.extend_from_slice(octets);
            return;
        }
        self.push(RunEvent::Octets { direction, at_us, octets: Octets(octets.to_vec()) });
    }

    /// Appends a sentence.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.push(RunEvent::Note { text: text.into() });
    }

    /// Gives the events away.
    pub(crate) fn into_events(self) -> Vec<RunEvent> {
        self.events
    }

    fn cut(&mut self) {
        if !self.cut {
            self.cut = true;
            let text = "the transcript is full; the rest of this case is left out".to_owned();
            self.events.push(RunEvent::Note { text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_of_one_moment_are_one_event() {
        let mut transcript = Transcript::default();
        transcript.octets(Direction::TaToTe, 5, b"\r\n");
        transcript.octets(Direction::TaToTe, 5, b"OK\r\n");
        transcript.octets(Direction::TaToTe, 6, b"x");
        assert_eq!(transcript.into_events().len(), 2);
    }

    #[test]
    fn transcript_is_bounded() {
        let mut transcript = Transcript::default();
        for _ in 0..EVENTS_MAX + 10 {
            transcript.note("x");
        }
        assert_eq!(transcript.into_events().len(), EVENTS_MAX + 1);
    }
}
