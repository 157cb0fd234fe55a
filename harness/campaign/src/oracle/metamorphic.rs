//! I11: the same said in another way is answered the same. It needs neither a reference nor a belief, but two runs.

use std::fmt;
use std::time::Duration;

use super::{Discovery, OracleKind};
use crate::belief::Reply;
use crate::bench::{Pacing, Session, Target, TargetError};
use crate::operation::{Operation, escape};

/// Another way to say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Names of commands in lower case; what stands in quotes stays.
    LowerCase,
    /// Octet by octet, without a pause.
    OctetByOctet,
    /// With echo.
    Echo,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LowerCase, Self::OctetByOctet, Self::Echo];

    fn applied(self, operation: &Operation) -> Operation {
        match (self, operation) {
            (Self::LowerCase, Operation::Command(line)) => {
                Operation::line(&lower_case(line.to_string().as_bytes()))
            }
            (Self::Echo, Operation::Line(line)) if line == b"ATE0" => Operation::send("ATE1"),
            _ => operation.clone(),
        }
    }

    fn pacing(self) -> Option<Pacing> {
        (self == Self::OctetByOctet).then_some(Pacing { octets: 1, pause: Duration::ZERO })
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LowerCase => "in lower case",
            Self::OctetByOctet => "octet by octet",
            Self::Echo => "with echo",
        })
    }
}

fn lower_case(line: &[u8]) -> Vec<u8> {
    let mut is_quoted = false;
    let lower = line.iter().map(|octet| {
        is_quoted ^= *octet == b'"';
        if is_quoted { *octet } else { octet.to_ascii_lowercase() }
    });
    lower.collect()
}

/// Performs a sequence twice, each time from a reset, the second time in the other way.
///
/// # Errors
///
/// That of the target.
pub fn check<T: Target>(
    session: &mut Session<T>,
    operations: &[Operation],
    relation: Relation,
) -> Result<Option<Discovery>, TargetError> {
    let expected = perform(session, operations, None)?;
    let other: Vec<Operation> =
        operations.iter().map(|operation| relation.applied(operation)).collect();
    let seen = perform(session, &other, relation.pacing());
    for (step, (expected, seen)) in expected.iter().zip(&seen?).enumerate() {
        if Reply::read(expected) != Reply::read(seen) {
            return Ok(Some(Discovery {
                oracle: OracleKind::Metamorphic,
                requirement: None,
                step,
                expected: escape(expected),
                seen: format!("{} {relation}", escape(seen)),
            }));
        }
    }
    Ok(None)
}

/// What the TE saw of each step.
fn perform<T: Target>(
    session: &mut Session<T>,
    operations: &[Operation],
    pacing: Option<Pacing>,
) -> Result<Vec<Vec<u8>>, TargetError> {
    session.reset()?;
    session.pace(pacing);
    operations.iter().map(|operation| Ok(session.perform(operation)?.te)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::Bench;
    use crate::operation::parse;
    use sim7100_model::Profile;

    const TEXT: &str = "send ATE0\nsend AT+CMEE=1\nsend AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",3,\"T1.txt\"\n\
        data aB\\n\nsend AT+CMMSRECP=\"T1@TEST.COM\"\nsend AT+CMMSDELFILE=4\nsend AT+CMMSVIEW\nsend AT+CMMSREAD=0\n";

    /// A module that does not know names in lower case.
    struct Strict(Bench);

    impl Target for Strict {
        fn now(&self) -> Duration {
            self.0.now()
        }

        fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
            let is_strange = octets.starts_with(b"at+");
            self.0.send(if is_strange { b"AT+UNKNOWN\r" } else { octets })
        }

        fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
            self.0.receive(deadline)
        }

        fn reset(&mut self) -> Result<(), TargetError> {
            self.0.reset()
        }
    }

    #[test]
    fn the_model_answers_the_same_and_a_strict_module_does_not() {
        let operations = parse(TEXT).unwrap();
        let bench = || Bench::new(Profile::default());
        for relation in Relation::ALL {
            let found = check(&mut Session::new(bench()), &operations, relation);
            assert_eq!(found, Ok(None), "{relation}");
        }
        let found = check(&mut Session::new(Strict(bench())), &operations, Relation::LowerCase);
        assert_eq!(found.unwrap().map(|discovery| discovery.step), Some(1));
    }
}
