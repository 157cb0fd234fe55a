//! I10: what it takes until a module answers `AT` again, from the gentlest means to the roughest.

use std::fmt;

use crate::bench::{Session, Target, TargetError, TeAnswer};
use crate::operation::Operation;

/// Octets that end a data mode of unknown length, sent in pieces until the module answers.
const PADDING_OCTETS: usize = 4_096;
/// Pieces of padding at most: the largest file of the family, and some more.
const PADDINGS_MAX: usize = 76;
/// Milliseconds of silence around an escape sequence, and after which an unfinished data mode ends.
const GUARD_MILLIS: u64 = 1_100;
const SILENCE_MILLIS: u64 = 11_000;

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
            Self::PowerCycle => "answers after a power cycle",
            Self::Dead => "does not answer",
        })
    }
}

/// Climbs until the module answers. Any rung but the first is worth a discovery.
///
/// # Errors
///
/// That of the port. A target that cannot switch its power is left at [`Rung::Dead`].
pub fn climb<T: Target>(session: &mut Session<T>) -> Result<Rung, TargetError> {
    for _ in 0..3 {
        if answers(session)? {
            return Ok(Rung::Answers);
        }
    }
    session.pace(None);
    session.perform(&Operation::Tick(SILENCE_MILLIS))?;
    if answers(session)? {
        return Ok(Rung::Silence);
    }
    for _ in 0..PADDINGS_MAX {
        let mut seen = session.perform(&Operation::Octets(vec![b'x'; PADDING_OCTETS]))?.te;
        seen.extend(session.perform(&Operation::Octets(b"\r".to_vec()))?.te);
        // A module that swallows everything is not asked each time: in wall time that takes seconds.
        if !seen.is_empty() && answers(session)? {
            return Ok(Rung::Padding);
        }
    }
    if answers(session)? {
        return Ok(Rung::Padding);
    }
    for operation in [
        Operation::Tick(GUARD_MILLIS),
        Operation::Octets(b"+++".to_vec()),
        Operation::Tick(GUARD_MILLIS),
    ] {
        session.perform(&operation)?;
    }
    if answers(session)? {
        return Ok(Rung::Escape);
    }
    match session.perform(&Operation::PowerCycle) {
        Err(TargetError::Unsupported { .. }) => return Ok(Rung::Dead),
        done => done?,
    };
    Ok(if answers(session)? { Rung::PowerCycle } else { Rung::Dead })
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

    fn check(deviation: &str, text: &str, expected: Rung) {
        let mut profile = Profile::default();
        profile.set("deviation", deviation).unwrap();
        let mut session = Session::new(Bench::new(profile));
        for operation in parse(text).unwrap() {
            session.perform(&operation).unwrap();
        }
        assert_eq!(climb(&mut session), Ok(expected));
    }

    #[test]
    fn the_first_rung_that_helps_is_told() {
        check("none", "send AT\n", Rung::Answers);
        check("none", "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",3,\"a.jpg\"\n", Rung::Answers);
        check("none", "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",90,\"a.jpg\"\n", Rung::Silence);
        check(
            "zero-length-hangs",
            "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",0,\"a.jpg\"\n",
            Rung::PowerCycle,
        );
    }
}
