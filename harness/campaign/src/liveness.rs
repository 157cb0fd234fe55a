//! I10: what it takes until a module answers `AT` again, from the gentlest means to the roughest.

use std::fmt;
use std::time::Duration;

use crate::bench::{Session, Target, TargetError, TeAnswer};
use crate::operation::Operation;

/// Octets that end a data mode of unknown length, sent in pieces until the module answers.
const PADDING_OCTETS: usize = 4_096;
/// Pieces of padding at most: the largest file of the family, and some more.
const PADDINGS_MAX: usize = 76;
/// Milliseconds of silence around an escape sequence, and after which an unfinished data mode ends.
const GUARD_MILLIS: u64 = 1_100;
const SILENCE_MILLIS: u64 = 11_000;
/// How long DTR is low. A TA heeds it after the time of register S10, or after some tenths of a second.
pub const DTR_LOW: Duration = Duration::from_millis(1_500);

/// The rung on which the module answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rung {
    /// `AT` alone, within three tries.
    Answers,
    /// Silence, which ended data mode.
    Silence,
    /// Octets, which filled data mode.
    Padding,
    /// `+++` between two silences.
    Escape,
    /// DTR was low for a while.
    HangUp,
    /// The power was away.
    PowerCycle,
    /// None.
    Dead,
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answers => "answers AT",
            Self::Silence => "answers after silence",
            Self::Padding => "answers after padding",
            Self::Escape => "answers after an escape sequence",
            Self::HangUp => "answers after DTR was low",
            Self::PowerCycle => "answers after a power cycle",
            Self::Dead => "does not answer",
        })
    }
}

/// How far it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Climb {
    /// The rung on which the module answered.
    pub rung: Rung,
    /// Rungs that the target has no means for, in its words; only what was come to.
    pub left_out: Vec<String>,
}

impl Climb {
    fn on(rung: Rung) -> Self {
        Self { rung, left_out: Vec::new() }
    }
}

impl fmt::Display for Climb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rung)?;
        if self.left_out.is_empty() { Ok(()) } else { write!(f, " ({})", self.left_out.join("; ")) }
    }
}

/// How a rung is come to.
type Means<T> = fn(&mut Session<T>) -> Result<(), TargetError>;

/// Climbs until the module answers. Any rung but the first is worth a discovery.
///
/// # Errors
///
/// That of the port. A rung that the target has no means for is left out.
pub fn climb<T: Target>(session: &mut Session<T>) -> Result<Climb, TargetError> {
    for _ in 0..3 {
        if answers(session)? {
            return Ok(Climb::on(Rung::Answers));
        }
    }
    session.pace(None);
    session.perform(&Operation::Tick(SILENCE_MILLIS))?;
    if answers(session)? {
        return Ok(Climb::on(Rung::Silence));
    }
    if is_filled(session)? {
        return Ok(Climb::on(Rung::Padding));
    }
    for operation in [
        Operation::Tick(GUARD_MILLIS),
        Operation::Octets(b"+++".to_vec()),
        Operation::Tick(GUARD_MILLIS),
    ] {
        session.perform(&operation)?;
    }
    if answers(session)? {
        return Ok(Climb::on(Rung::Escape));
    }
    let mut left_out = Vec::new();
    let rough: [(Rung, Means<T>); 2] = [
        (Rung::HangUp, |session| session.hang_up(DTR_LOW).map(|_| ())),
        (Rung::PowerCycle, |session| session.perform(&Operation::PowerCycle).map(|_| ())),
    ];
    for (rung, means) in rough {
        match means(session) {
            Err(error @ TargetError::Unsupported { .. }) => {
                left_out.push(error.to_string());
                continue;
            }
            done => done?,
        }
        if answers(session)? {
            return Ok(Climb { rung, left_out });
        }
    }
    Ok(Climb { rung: Rung::Dead, left_out })
}

/// Whether octets filled data mode.
fn is_filled<T: Target>(session: &mut Session<T>) -> Result<bool, TargetError> {
    for _ in 0..PADDINGS_MAX {
        let mut seen = session.perform(&Operation::Octets(vec![b'x'; PADDING_OCTETS]))?.te;
        seen.extend(session.perform(&Operation::Octets(b"\r".to_vec()))?.te);
        // A module that swallows everything is not asked each time: in wall time that takes seconds.
        if !seen.is_empty() && answers(session)? {
            return Ok(true);
        }
    }
    answers(session)
}

fn answers<T: Target>(session: &mut Session<T>) -> Result<bool, TargetError> {
    let seen = session.perform(&Operation::send("AT"))?;
    Ok(TeAnswer::of(&seen.te) == TeAnswer::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::Bench;
    use crate::operation::parse;
    use sim7100_model::Profile;

    fn check(deviation: &str, text: &str, expected: &str) {
        let mut profile = Profile::default();
        profile.set("deviation", deviation).unwrap();
        let mut session = Session::new(Bench::new(profile));
        for operation in parse(text).unwrap() {
            session.perform(&operation).unwrap();
        }
        assert_eq!(climb(&mut session).unwrap().to_string(), expected);
    }

    #[test]
    fn the_first_rung_that_helps_is_told() {
        let down = |octets: u32| {
            format!("send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",{octets},\"a.jpg\"\n")
        };
        check("none", "send AT\n", "answers AT");
        check("none", &down(3), "answers AT");
        check("none", &down(90), "answers after silence");
        check(
            "zero-length-hangs",
            &down(0),
            "answers after a power cycle (this target cannot lower DTR: it has no modem lines)",
        );
    }

    /// A module that takes everything for data until one of these happens.
    struct Stubborn {
        now: Duration,
        octets: Vec<u8>,
        is_awake: bool,
        /// Milliseconds that DTR must be low; none where the line has no DTR.
        heeds_dtr: Option<u64>,
        has_power_switch: bool,
    }

    impl Target for Stubborn {
        fn now(&self) -> Duration {
            self.now
        }

        fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
            if self.is_awake && octets.ends_with(b"\r") {
                self.octets = b"\r\nOK\r\n".to_vec();
            }
            Ok(())
        }

        fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
            if self.octets.is_empty() {
                self.now = self.now.max(deadline);
            }
            Ok(std::mem::take(&mut self.octets))
        }

        fn reset(&mut self) -> Result<(), TargetError> {
            Ok(())
        }

        fn hang_up(&mut self, time: Duration) -> Result<(), TargetError> {
            let Some(millis) = self.heeds_dtr else {
                return Err(TargetError::Unsupported { ability: "lower DTR" });
            };
            self.now += time;
            self.is_awake |= time >= Duration::from_millis(millis);
            Ok(())
        }

        fn power_cycle(&mut self) -> Result<(), TargetError> {
            self.is_awake |= self.has_power_switch;
            let ability = "switch its power";
            if self.has_power_switch { Ok(()) } else { Err(TargetError::Unsupported { ability }) }
        }
    }

    #[rstest::rstest]
    #[case::heeded(Some(100), true, "answers after DTR was low")]
    #[case::heeded_alone(Some(1_500), false, "answers after DTR was low")]
    #[case::ignored(Some(u64::MAX), true, "answers after a power cycle")]
    #[case::absent(None, true, "answers after a power cycle (this target cannot lower DTR)")]
    #[case::nothing(
        None,
        false,
        "does not answer (this target cannot lower DTR; this target cannot switch its power)"
    )]
    #[case::without_power(
        Some(u64::MAX),
        false,
        "does not answer (this target cannot switch its power)"
    )]
    fn dtr_comes_before_the_power(
        #[case] heeds_dtr: Option<u64>,
        #[case] has_power_switch: bool,
        #[case] expected: &str,
    ) {
        let (now, octets) = (Duration::ZERO, Vec::new());
        let module = Stubborn { now, octets, is_awake: false, heeds_dtr, has_power_switch };
        assert_eq!(climb(&mut Session::new(module)).unwrap().to_string(), expected);
    }
}
