//! Which module is judged, and by what: options of both commands.

use super::line::Line;
use super::module::Module;
use super::place::Place;
use super::served::Served;
use crate::interruption;
use crate::listener::Listener;
use crate::problem::Problem;
use crate::profile::ProfileChoice;
use crate::target::UnixPath;
use campaign::bench::{self, Bench, File};
use campaign::benchmark::Mode;
use campaign::course::Course;
use campaign::generator;
use clap::{Args, ValueEnum};
use runner::{Interrupt, SerialTarget, Target};
use sim7100_model::{Profile, ProfileError};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// The reading under which a profile names its deviations.
const DEVIATION: &str = "deviation";

/// The options.
#[derive(Debug, Args)]
pub(crate) struct SetupChoice {
    /// The module to test: `model` (in memory, in virtual time), `pty` (the same model behind a pseudo-terminal) or
    /// `serial:PATH[@BAUD]`.
    #[arg(long, value_name = "TARGET", default_value = "model")]
    target: Place,

    /// Control socket of a `serve model` behind the serial port.
    #[arg(long, value_name = "unix:PATH")]
    control: Option<UnixPath>,

    /// Where the mock MMSC listens for a module on a serial port; its bearer must lead there.
    #[arg(long, value_name = "ADDR")]
    mmsc: Option<Listener>,

    /// Shell command that takes the power of the module on the serial port away and gives it back.
    #[arg(long, value_name = "COMMAND")]
    power_hook: Option<String>,

    /// How long a module on a port may take to answer, as in `500ms` or `20s`.
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "5s")]
    answer_within: Duration,

    /// What judges the module; a serial port without a control socket is judged without reference unless told otherwise.
    #[arg(long, value_enum, value_name = "STYLE")]
    style: Option<Style>,

    #[command(flatten)]
    profile: ProfileChoice,
}

/// What judges the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// The reference model of the same profile, step by step, and the invariants too.
    Differential,
    /// The invariants alone: what the document promises without regard to any model.
    NoReference,
}

impl Style {
    const fn mode(self) -> Mode {
        match self {
            Self::Differential => Mode::Differential,
            Self::NoReference => Mode::WithoutReference,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Differential => "differential",
            Self::NoReference => "no-reference",
        }
    }
}

/// The state in which a scenario wants the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ground {
    /// `setup.profile`.
    pub(crate) readings: Vec<(String, String)>,
    /// `setup.efs`.
    pub(crate) files: Vec<File>,
}

impl Ground {
    fn left_to_user(&self) -> String {
        let readings = self.readings.iter().map(|(name, value)| format!("{name}={value}"));
        let files =
            self.files.iter().map(|(path, octets)| format!("{path} of {} octets", octets.len()));
        let parts = [
            ("setup.profile", readings.collect::<Vec<_>>()),
            ("setup.efs", files.collect::<Vec<_>>()),
        ];
        let parts = parts.iter().filter(|(_, values)| !values.is_empty());
        let parts: Vec<String> =
            parts.map(|(key, values)| format!("{key} ({})", values.join(", "))).collect();
        format!(
            "{} is left to you: a port without a control socket cannot be given it",
            parts.join(" and ")
        )
    }
}

/// A time in whole units.
///
/// # Errors
/// It is none.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    let read = || {
        let end = text.find(|character: char| !character.is_ascii_digit())?;
        let (number, unit) = text.split_at_checked(end)?;
        let millis = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        Some(Duration::from_millis(number.parse::<u64>().ok()?.checked_mul(millis)?))
    };
    read().ok_or_else(|| "give a whole number and a unit, as in `90s`, `10m` or `8h`".to_owned())
}

/// A module and its judges.
#[derive(Debug)]
pub(crate) struct Setup {
    place: Place,
    style: Style,
    /// The module as it ought to be.
    pub(crate) sound: Profile,
    /// The module as it is, where it is a model.
    deviating: Profile,
    /// Its readings as the runner takes them.
    readings: BTreeMap<String, String>,
    /// The files of its EFS, where a laboratory can put them there.
    pub(crate) files: Vec<File>,
    /// The line to it.
    line: Option<SerialTarget>,
    power_hook: Option<String>,
    answer_within: Duration,
    /// Kept for as long as the campaign lasts.
    served: Option<Served>,
    /// The wish that ends every wait for a module on a port.
    pub(crate) interrupt: Interrupt,
}

impl SetupChoice {
    /// What the options say; a model behind a pseudo-terminal is started.
    ///
    /// # Errors
    /// The profile is wrong, options do not go together, or there is no pseudo-terminal.
    pub(crate) fn setup(&self) -> Result<Setup, Problem> {
        self.check()?;
        let deviating = self.profile.profile(None)?;
        let mut sound = deviating.clone();
        sound.set(DEVIATION, "none").map_err(|error| Problem::Usage(error.to_string()))?;
        let readings = self.profile.readings(None)?;
        let served = match self.target {
            Place::Pty => Some(Served::start()?),
            _ => None,
        };
        let line = match &self.target {
            Place::Memory => None,
            Place::Pty => served.as_ref().map(Served::target),
            Place::Serial { path, baud } => Some(SerialTarget {
                path: path.clone(),
                baud: *baud,
                control: self.control.clone().map(|control| control.0),
                mmsc: self.mmsc.map(|listener| listener.0),
            }),
        };
        let (place, power_hook) = (self.target.clone(), self.power_hook.clone());
        let style = self.style.unwrap_or_else(|| self.style_default());
        let answer_within = self.answer_within;
        Ok(Setup {
            place,
            style,
            sound,
            deviating,
            readings,
            files: bench::files(),
            line,
            power_hook,
            answer_within,
            served,
            interrupt: Interrupt::new(),
        })
    }

    const fn is_bare(&self) -> bool {
        matches!(self.target, Place::Serial { .. }) && self.control.is_none()
    }

    const fn style_default(&self) -> Style {
        if self.is_bare() { Style::NoReference } else { Style::Differential }
    }

    fn check(&self) -> Result<(), Problem> {
        let usage = |text: &str| Err(Problem::Usage(text.to_owned()));
        let is_serial = matches!(self.target, Place::Serial { .. });
        let beside = [
            ("--control", self.control.is_some()),
            ("--mmsc", self.mmsc.is_some()),
            ("--power-hook", self.power_hook.is_some()),
        ];
        if let Some((option, _)) = beside.iter().find(|(_, is_given)| *is_given && !is_serial) {
            return usage(&format!("{option} goes with a serial target"));
        }
        if self.is_bare() && self.profile.option() == Some("--deviation") {
            return usage(
                "--deviation goes with the model; without --control a serial port leads to no model",
            );
        }
        if self.is_bare() && self.mmsc.is_none() && self.style == Some(Style::Differential) {
            return usage(
                "the reference knows what the MMSC answers only where --mmsc or --control shows it",
            );
        }
        Ok(())
    }
}

impl Setup {
    /// Waiting for no module on a port any more when this wish comes.
    pub(crate) fn heeding(self, interrupt: Interrupt) -> Self {
        Self { interrupt, ..self }
    }

    /// The module with everything that watches it.
    ///
    /// # Errors
    /// The operating system gives no runtime.
    pub(crate) fn course(&self) -> Result<Course<Module>, Problem> {
        let bench =
            |profile: &Profile| Bench::with_files(profile.clone(), self.files.as_slice().into());
        let sound = bench(&self.sound);
        let Some(line) = &self.line else {
            let module = Module::Memory(Box::new(bench(&self.deviating)));
            return Ok(self.style.mode().watch(module, sound));
        };
        let (runtime, readings) = (interruption::runtime()?, self.readings.clone());
        let line = Line::new(runtime, line.clone(), readings, self.power_hook.clone());
        let line = line.with_files(self.files.clone()).heeding(self.interrupt.clone());
        let course = self.style.mode().watch(Module::Line(Box::new(line)), sound);
        let mut course = course.in_wall_time();
        course.session_mut().wait(self.answer_within);
        Ok(course)
    }

    /// The same for a module in the state that a scenario asks for; what it is left to the user to see to, where nobody else
    /// can.
    ///
    /// # Errors
    /// The scenario names a reading that the model has not.
    pub(crate) fn on(mut self, ground: &Ground) -> Result<(Self, Option<String>), Problem> {
        let told = (self.is_bare() && *ground != Ground::default()).then(|| ground.left_to_user());
        for (name, value) in &ground.readings {
            let wrong = |error: ProfileError| Problem::File(format!("setup.profile: {error}"));
            self.deviating.set(name, value).map_err(wrong)?;
            if name != DEVIATION {
                self.sound.set(name, value).map_err(wrong)?;
            }
            self.readings.insert(name.clone(), value.clone());
        }
        for (path, octets) in &ground.files {
            self.files.retain(|(known, _)| known != path);
            self.files.push((path.clone(), octets.clone()));
        }
        Ok((self, told))
    }

    /// Whether the module is on a port without a control socket.
    fn is_bare(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.control.is_none())
    }

    /// How lines are drawn. On a port a line that changes the form of answers would cost seconds each time.
    pub(crate) fn drawing(&self) -> generator::Style {
        match self.line {
            Some(_) => generator::Style::Careful,
            None => self.style.mode().style(),
        }
    }

    /// Whether the module is in wall time, where each replay takes some.
    pub(crate) const fn is_in_wall_time(&self) -> bool {
        self.line.is_some()
    }

    /// The module as the runner takes it, with its readings.
    pub(crate) fn runner_target(&self) -> (Target, BTreeMap<String, String>) {
        match &self.line {
            None => (Target::Model, self.readings.clone()),
            Some(line) if line.control.is_some() => {
                (Target::Serial(line.clone()), self.readings.clone())
            }
            Some(line) => (Target::Serial(line.clone()), BTreeMap::new()),
        }
    }

    /// The readings of the module as it ought to be.
    pub(crate) fn sound_readings(&self) -> BTreeMap<String, String> {
        let readings = self.readings.iter().filter(|(name, _)| *name != DEVIATION);
        readings.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What sets this apart from other set-ups, on one line.
    pub(crate) fn identity(&self) -> String {
        // A module that was unplugged may come back under another name.
        let place = match &self.place {
            Place::Serial { .. } => "serial".to_owned(),
            other => other.to_string(),
        };
        let mut text = format!("target={place} style={}", self.style.name());
        let line = self.line.as_ref().filter(|_| self.served.is_none());
        if line.is_some_and(|line| line.control.is_some()) {
            text.push_str(" control");
        }
        if line.is_some_and(|line| line.mmsc.is_some()) {
            text.push_str(" mmsc");
        }
        for (name, value) in &self.readings {
            // Writing into a string cannot fail.
            let _ = write!(text, " {name}={value}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("90s", Some(90_000))]
    #[case("250ms", Some(250))]
    #[case("2h", Some(7_200_000))]
    #[case("90", None)]
    #[case("1.5s", None)]
    #[case("99999999999999999999h", None)]
    fn times(#[case] text: &str, #[case] millis: Option<u64>) {
        assert_eq!(time(text).ok(), millis.map(Duration::from_millis));
    }
}
