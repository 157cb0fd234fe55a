//! I12: answers do not get slower. A leak shows as a drift long before it resets the module.

use std::time::Duration;

use super::{Discovery, OracleKind};

/// Answers at the beginning and at the end that are compared.
const WINDOW: usize = 32;
/// A drift below this is the line's.
const SLACK: Duration = Duration::from_millis(20);
/// A drift below this may be that of the machine on which the campaign runs.
const WALL_SLACK: Duration = Duration::from_millis(150);

/// The latencies since power-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drift {
    slack: Duration,
    first: Vec<Duration>,
    last: std::collections::VecDeque<Duration>,
}

impl Drift {
    /// No latency so far, in wall time or not.
    pub(crate) const fn new(is_in_wall_time: bool) -> Self {
        let slack = if is_in_wall_time { WALL_SLACK } else { SLACK };
        Self { slack, first: Vec::new(), last: std::collections::VecDeque::new() }
    }

    /// Takes a latency; a discovery when the last answers are slower than the first by half and by more than slack.
    pub(crate) fn take(&mut self, step: usize, latency: Duration) -> Option<Discovery> {
        if self.first.len() < WINDOW {
            self.first.push(latency);
            return None;
        }
        self.last.push_back(latency);
        if self.last.len() <= WINDOW {
            return None;
        }
        self.last.pop_front();
        let before = median(self.first.iter().copied());
        let now = median(self.last.iter().copied());
        let limit = before + (before / 2).max(self.slack);
        if now <= limit {
            return None;
        }
        Some(Discovery {
            oracle: OracleKind::Latency,
            requirement: None,
            step,
            limit: Some(limit),
            expected: format!("answers within {before:?} as at the beginning"),
            seen: format!("{now:?}"),
        })
    }
}

fn median(latencies: impl Iterator<Item = Duration>) -> Duration {
    let mut sorted: Vec<Duration> = latencies.collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The step at which a drift is told.
    fn told(latency: impl Fn(u64) -> u64) -> Option<usize> {
        let mut drift = Drift::new(false);
        (0..500).find_map(|step| {
            let latency = Duration::from_millis(latency(u64::try_from(step).unwrap()));
            drift.take(step, latency).map(|discovery| discovery.step)
        })
    }

    #[test]
    fn a_leak_is_told_and_a_slow_module_is_not() {
        assert_eq!(told(|step| 100 + step), Some(90));
        assert_eq!(told(|_| 3_000), None);
        assert_eq!(told(|step| 100 + step % 10), None);
        assert_eq!(told(|step| if step == 250 { 4_000 } else { 100 }), None);
    }
}
