//! Commands that keep numbers and give them back. Nothing else comes of them in this model.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use at_codec::{Argument, ArgumentValue, Form};

use crate::model::Model;

use super::{Done, Failure};

/// One such command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberCommand {
    /// In upper case, with its prefix.
    pub(super) name: &'static str,
    /// Least and greatest value of each argument, both inclusive.
    bounds: &'static [(u32, u32)],
    /// What it has before it is told; as many as the read form prints.
    defaults: &'static [u32],
    /// What the read form prints after the numbers.
    tail: &'static str,
}

const fn keeps(
    name: &'static str,
    bounds: &'static [(u32, u32)],
    defaults: &'static [u32],
) -> NumberCommand {
    NumberCommand { name, bounds, defaults, tail: "" }
}

/// The commands; those whose name begins with `+` have a test form.
pub(super) const TABLE: &[NumberCommand] = &[
    keeps("X", &[(0, 4)], &[4]),
    keeps("&C", &[(0, 1)], &[1]),
    keeps("&D", &[(0, 2)], &[2]),
    keeps("S0", &[(0, 255)], &[0]),
    keeps("+CFUN", &[(0, 7), (0, 1)], &[1]),
    NumberCommand { tail: ",1", ..keeps("+CREG", &[(0, 2)], &[0]) },
    NumberCommand { tail: ",1", ..keeps("+CGREG", &[(0, 2)], &[0]) },
    NumberCommand { tail: ",1", ..keeps("+CEREG", &[(0, 2)], &[0]) },
    keeps("+CMGF", &[(0, 1)], &[0]),
    keeps("+CNMI", &[(0, 3), (0, 3), (0, 3), (0, 2), (0, 1)], &[2, 1, 0, 0, 0]),
    keeps("+IFC", &[(0, 2), (0, 2)], &[0, 0]),
    keeps("+IPR", &[(0, 4_000_000)], &[115_200]),
    keeps("+CLIP", &[(0, 1)], &[0]),
    keeps("+CRC", &[(0, 1)], &[0]),
    keeps("+CTZU", &[(0, 1)], &[0]),
    keeps("+CTZR", &[(0, 1)], &[0]),
];

/// The name of a command of the table; none when it is not in it.
pub(super) fn name(name: &str) -> Option<&'static str> {
    TABLE.iter().map(|command| command.name).find(|known| *known == name)
}

/// Runs a command of the table; none when the name is not in it.
pub(super) fn run(model: &mut Model, name: &str, form: &Form) -> Option<Result<Done, Failure>> {
    let command = TABLE.iter().find(|command| command.name == name)?;
    let answer = match form {
        Form::Test => test(model, command),
        Form::Read => read(model, command),
        Form::Execute if command.is_extended() => Err(Failure::Error),
        // A basic command without its number means 0 (V.250, 5.3.1).
        Form::Execute => write(model, command, &[ArgumentValue::Number(0)]),
        Form::Write(arguments) => write(model, command, &values(arguments)),
    };
    Some(answer)
}

impl NumberCommand {
    fn is_extended(&self) -> bool {
        self.name.starts_with('+')
    }
}

/// The row as others see it.
impl From<&NumberCommand> for crate::Command {
    fn from(command: &NumberCommand) -> Self {
        let argument = |(min, max): &(u32, u32)| crate::Argument {
            name: "n",
            range: crate::ArgumentRange::Number(*min, *max),
            optional: true,
        };
        Self {
            name: command.name,
            section: "-",
            test: command.is_extended(),
            read: true,
            execute: !command.is_extended(),
            write: Some(command.bounds.iter().map(argument).collect()),
        }
    }
}

fn values(arguments: &[Argument]) -> Vec<ArgumentValue> {
    arguments.iter().map(|argument| argument.value.clone()).collect()
}

fn test(model: &mut Model, command: &NumberCommand) -> Result<Done, Failure> {
    if !command.is_extended() {
        return Err(Failure::Error);
    }
    let ranges: Vec<_> = command.bounds.iter().map(|(min, max)| format!("({min}-{max})")).collect();
    let line = format!("{}: {}", command.name, ranges.join(","));
    model.inform(&[line.as_bytes()]);
    Ok(Done::Ok)
}

fn read(model: &mut Model, command: &NumberCommand) -> Result<Done, Failure> {
    let numbers = model.ta.settings.numbers.get(command.name);
    let numbers = numbers.map_or(command.defaults, Vec::as_slice);
    let line = if command.is_extended() {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("{}: {}{}", command.name, numbers.join(","), command.tail)
    } else {
        let number = numbers.first().copied().unwrap_or_default();
        format!("{number:03}")
    };
    model.inform(&[line.as_bytes()]);
    Ok(Done::Ok)
}

/// Arguments that are left out keep their numbers.
fn write(
    model: &mut Model,
    command: &NumberCommand,
    arguments: &[ArgumentValue],
) -> Result<Done, Failure> {
    if arguments.len() > command.bounds.len() {
        return Err(Failure::Error);
    }
    let stored = model.ta.settings.numbers.get(command.name).cloned();
    let mut numbers = stored.unwrap_or_else(|| command.defaults.to_vec());
    for (position, (argument, (min, max))) in arguments.iter().zip(command.bounds).enumerate() {
        match argument {
            ArgumentValue::Omitted => {}
            ArgumentValue::Number(number) if (min..=max).contains(&number) => {
                if let Some(slot) = numbers.get_mut(position) {
                    *slot = *number;
                }
            }
            _ => return Err(Failure::Error),
        }
    }
    model.ta.settings.numbers.insert(command.name, numbers);
    Ok(Done::Ok)
}
