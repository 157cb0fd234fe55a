//! What the TE knows about the settings that change the form of responses: echo and verbosity.
//!
//! The settings follow the command lines that the module accepted, so that an echo that should not be there, or
//! one that is missing, is seen.

use at_codec::{Argument, ArgumentValue, Command, Commands, Form};

/// Settings of the TA as far as the TE has made them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Whether command lines are echoed; none when the TE cannot know.
    pub(crate) echo: Option<bool>,
    /// Whether result codes are words.
    pub(crate) verbose: bool,
}

impl Dialect {
    /// What follows from an accepted command line.
    #[must_use]
    pub(crate) fn after(self, line: &[u8]) -> Self {
        Commands::new(line).map_while(Result::ok).fold(self, Self::after_command)
    }

    fn after_command(self, command: Command) -> Self {
        match (command.name.as_str(), switch(&command.form)) {
            ("E", Some(on)) => Self { echo: Some(on), ..self },
            ("V", Some(verbose)) => Self { verbose, ..self },
            ("Z" | "&F", _) => Self { echo: None, verbose: true },
            _ => self,
        }
    }
}

fn switch(form: &Form) -> Option<bool> {
    match form {
        Form::Execute => Some(false),
        Form::Write(arguments) => match arguments.as_slice() {
            [Argument { value: ArgumentValue::Number(number), .. }] if *number < 2 => {
                Some(*number == 1)
            }
            _ => None,
        },
        Form::Read | Form::Test => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::on("ATE1", Some(true), true)]
    #[case::off_and_numeric("ATE0V0", Some(false), false)]
    #[case::profile("AT&F", None, true)]
    #[case::unrelated("AT+CMMSEDIT=1", Some(false), true)]
    #[case::other_value("ATE7", Some(false), true)]
    fn settings(#[case] line: &str, #[case] echo: Option<bool>, #[case] verbose: bool) {
        let start = Dialect { echo: Some(false), verbose: true };
        assert_eq!(start.after(line.as_bytes()), Dialect { echo, verbose });
    }
}
