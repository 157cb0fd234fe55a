//! The deviation benchmark: how soon each faulty firmware is found, and how small what was found becomes.
//!
//! The leak is given a soak of its own: one long session that makes messages.

use std::fmt;
use std::ops::RangeInclusive;

use sim7100_model::{Deviation, Profile};

use crate::bench::{Bench, Target, TargetError};
use crate::campaign::{self, Campaign, Found};
use crate::course::Course;
use crate::generator::Style;
use crate::oracle::{OracleKind, Personality};
use crate::shrink;

/// Messages that the soak makes at most.
const SOAK_MESSAGES_MAX: u64 = 600;
/// Steps of a discovery that counts as small.
const STEPS_SMALL: usize = 12;

/// What watches, and what draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Against the reference, with the invariants and what the MMSC gets.
    Differential,
    /// With the invariants and what the MMSC gets alone.
    WithoutReference,
    /// The baseline: lines of the same grammar, mutated, without state; judged against the reference.
    Stateless,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 3] = [Self::Differential, Self::WithoutReference, Self::Stateless];

    /// How it draws.
    #[must_use]
    pub const fn style(self) -> Style {
        match self {
            Self::Differential => Style::Wild,
            Self::WithoutReference => Style::Careful,
            Self::Stateless => Style::Stateless,
        }
    }

    /// A course of this mode, with a module that deviates from `profile` by the deviations that are on in it.
    #[must_use]
    pub fn course(self, deviating: Profile, sound: &Profile) -> Course<Bench> {
        self.watch(Bench::new(deviating), Bench::new(sound.clone()))
    }

    /// A course of this mode on any target, which ought to be a module as `sound` is.
    #[must_use]
    pub fn watch<T: Target>(self, target: T, sound: Bench) -> Course<T> {
        let course = Course::new(target);
        let personality = Personality::of(sound.profile());
        match self {
            Self::Differential => course.compared_with(sound).held_to(personality),
            Self::WithoutReference => course.held_to(personality),
            Self::Stateless => course.compared_with(sound),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Differential => "differential",
            Self::WithoutReference => "without reference",
            Self::Stateless => "stateless baseline",
        })
    }
}

/// One deviation over all seeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The deviation.
    pub deviation: Deviation,
    /// Commands to the discovery for each seed; none where it was missed.
    pub commands: Vec<Option<u64>>,
    /// Octets to the discovery of the first seed that has one.
    pub octets: Option<u64>,
    /// Which oracle spoke first, most often first.
    pub oracle: Option<OracleKind>,
}

impl Row {
    /// Whether every seed found it.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.commands.iter().all(Option::is_some)
    }

    /// Totals over all deviations; the leak has its soak and is left out of median and worst.
    #[must_use]
    pub fn summary(rows: &[Self]) -> String {
        let found = rows.iter().filter(|row| row.is_found()).count();
        let seeds = rows.iter().map(|row| row.commands.len()).max().unwrap_or(0);
        let by_seed: Vec<usize> = (0..seeds)
            .map(|seed| {
                rows.iter()
                    .filter(|row| row.commands.get(seed).is_some_and(Option::is_some))
                    .count()
            })
            .collect();
        let timed = rows.iter().filter(|row| row.deviation != Deviation::SlowLeak);
        let mut commands: Vec<u64> =
            timed.flat_map(|row| row.commands.iter().flatten().copied()).collect();
        commands.sort_unstable();
        let median = commands.get(commands.len() / 2).copied().unwrap_or(0);
        let worst = commands.last().copied().unwrap_or(0);
        let missed: Vec<&str> =
            rows.iter().filter(|row| !row.is_found()).map(|row| row.deviation.name()).collect();
        format!(
            "found by every seed: {found} of {}; by seed: {by_seed:?}; median {median}, worst {worst}; missed by some seed: {}",
            rows.len(),
            if missed.is_empty() { "none".to_owned() } else { missed.join(", ") }
        )
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let oracle = self.oracle.map_or_else(String::new, |oracle| oracle.to_string());
        write!(f, "{:2} {:28} {oracle:12}", self.deviation.number(), self.deviation.name())?;
        for commands in &self.commands {
            match commands {
                Some(commands) => write!(f, " {commands:6}")?,
                None => write!(f, "      -")?,
            }
        }
        match self.octets {
            Some(octets) => write!(f, "  {octets:7} octets"),
            None => Ok(()),
        }
    }
}

/// Runs one deviation with each seed.
///
/// # Errors
///
/// That of the bench, which has none.
pub fn row(
    deviation: Deviation,
    mode: Mode,
    seeds: RangeInclusive<u64>,
    commands_max: u64,
) -> Result<Row, TargetError> {
    let mut row = Row { deviation, commands: Vec::new(), octets: None, oracle: None };
    for seed in seeds {
        let (found, commands, octets, _) = hunt(deviation, mode, seed, commands_max)?;
        row.commands.push(found.as_ref().map(|_| commands));
        if let Some(found) = found {
            row.octets = row.octets.or(Some(octets));
            row.oracle = row.oracle.or(Some(found.discovery.oracle));
        }
    }
    Ok(row)
}

type Hunt = (Option<Found>, u64, u64, Course<Bench>);

fn hunt(
    deviation: Deviation,
    mode: Mode,
    seed: u64,
    commands_max: u64,
) -> Result<Hunt, TargetError> {
    let sound = Profile::default();
    let mut deviating = sound.clone();
    // Every deviation has a name that the profile takes.
    let _ = deviating.deviate(deviation.name());
    let course = mode.course(deviating, &sound);
    if deviation == Deviation::SlowLeak && mode != Mode::Stateless {
        return soak(course);
    }
    let mut campaign = Campaign::new(course, seed, mode.style());
    let found = campaign.run(commands_max)?;
    let tally = campaign.tally();
    Ok((found, tally.commands, tally.octets, campaign.into_course()))
}

/// One session without an end, in which messages are made one after the other.
fn soak(mut course: Course<Bench>) -> Result<Hunt, TargetError> {
    course.begin()?;
    let (mut operations, mut commands, mut octets) = (Vec::new(), 0, 0);
    for operation in campaign::soak(SOAK_MESSAGES_MAX) {
        commands += 1;
        octets += u64::try_from(operation.octets().len() + 1).unwrap_or(0);
        let discovery = course.perform(&operation)?.discovery;
        operations.push(operation);
        if let Some(discovery) = discovery {
            let state = course.state();
            let found = Found { operations, discovery, state };
            return Ok((Some(found), commands, octets, course));
        }
    }
    Ok((None, commands, octets, course))
}

/// How long shrunk discoveries are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lengths {
    /// Steps of each, sorted.
    pub steps: Vec<usize>,
    /// Replays of each, sorted.
    pub replays: Vec<usize>,
    /// Deviations whose discovery does not come again, or takes more than twelve steps, with the seed.
    pub large: Vec<(Deviation, u64, Option<usize>)>,
}

impl Lengths {
    /// Percent of the discoveries that are small.
    #[must_use]
    pub fn small_percent(&self) -> usize {
        let small = self.steps.iter().filter(|steps| **steps <= STEPS_SMALL).count();
        let all =
            self.steps.len() + self.large.iter().filter(|(.., steps)| steps.is_none()).count();
        (small * 100).checked_div(all).unwrap_or(0)
    }

    /// The median of the steps.
    #[must_use]
    pub fn median(&self) -> usize {
        self.steps.get(self.steps.len() / 2).copied().unwrap_or(0)
    }
}

impl fmt::Display for Lengths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replays = self.replays.get(self.replays.len() / 2).copied().unwrap_or(0);
        write!(
            f,
            "{} shrunk, {} % to at most {STEPS_SMALL} steps, median {}, worst {}, median of {replays} replays; larger: ",
            self.steps.len(),
            self.small_percent(),
            self.median(),
            self.steps.last().copied().unwrap_or(0)
        )?;
        for (deviation, seed, steps) in &self.large {
            write!(f, "{deviation} with seed {seed} {steps:?}, ")?;
        }
        Ok(())
    }
}

/// Shrinks what each seed finds of each deviation but the leak.
///
/// # Errors
///
/// That of the bench, which has none.
pub fn shrunk_lengths(
    mode: Mode,
    seeds: RangeInclusive<u64>,
    commands_max: u64,
) -> Result<Lengths, TargetError> {
    let mut lengths = Lengths::default();
    for seed in seeds {
        for deviation in Deviation::all().iter().filter(|one| **one != Deviation::SlowLeak) {
            let (found, _, _, mut course) = hunt(*deviation, mode, seed, commands_max)?;
            let Some(found) = found else { continue };
            let Some(shrunk) = shrink::shrink(&mut course, &found)? else {
                lengths.large.push((*deviation, seed, None));
                continue;
            };
            let steps = shrunk.operations.len();
            lengths.steps.push(steps);
            lengths.replays.push(shrunk.replays);
            if steps > STEPS_SMALL {
                lengths.large.push((*deviation, seed, Some(steps)));
            }
        }
    }
    lengths.steps.sort_unstable();
    lengths.replays.sort_unstable();
    Ok(lengths)
}
