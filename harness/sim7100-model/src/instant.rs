//! A point in time as a parameter. The model never reads a clock.

use core::time::Duration;

/// A point in time, in microseconds since the harness began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(u64);

impl Instant {
    /// The instant that lies `micros` microseconds after the beginning.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since the beginning.
    #[must_use]
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The instant that lies `duration` later; the far end of time when that cannot be expressed.
    #[must_use]
    pub const fn plus(self, duration: Duration) -> Self {
        let micros = duration.as_micros();
        // A `try_from` is not const, hence the split by the upper half.
        if micros >> 64 != 0 {
            return Self(u64::MAX);
        }
        let seconds = duration.as_secs().saturating_mul(1_000_000);
        #[expect(clippy::as_conversions, reason = "u32 to u64 widens; `from` is not const")]
        let fraction = duration.subsec_micros() as u64;
        Self(self.0.saturating_add(seconds).saturating_add(fraction))
    }

    /// The time from an earlier instant to this one; none from a later one.
    pub(crate) const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plus_adds_and_saturates() {
        let start = Instant::from_micros(5);
        assert_eq!(start.plus(Duration::from_millis(1)).as_micros(), 1_005);
        assert_eq!(start.plus(Duration::MAX).as_micros(), u64::MAX);
    }
}
