//! What coverage counts: a command form with the class of its answer, in an abstract state.

use std::fmt;

use sim7100_model::{AbstractState, Answer, CommandForm, Event};

/// One of the things that a module can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Triple {
    /// Name of the command.
    pub(crate) name: &'static str,
    /// Its form.
    pub(crate) form: CommandForm,
    /// What it is answered.
    pub(crate) answer: Answer,
    /// The state before it.
    pub(crate) state: AbstractState,
}

impl Triple {
    /// The triple of an event; none for an event that is no answer to a command.
    pub(crate) const fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Command { state, name, form, answer } => {
                Some(Self { name, form: *form, answer: *answer, state: *state })
            }
            _ => None,
        }
    }

    /// The event as its driver traces it.
    pub(crate) fn traced(&self) -> String {
        let Self { name, form, answer, state } = *self;
        format!("{:?}", Event::Command { state, name, form, answer })
    }

    /// The form with its answer, without the state.
    pub(crate) fn course(&self) -> String {
        let form = match self.form {
            CommandForm::Test => "test",
            CommandForm::Read => "read",
            CommandForm::Write => "write",
            CommandForm::Execute => "execute",
        };
        let answer = match self.answer {
            Answer::Ok => "OK".to_owned(),
            Answer::Prompt => ">".to_owned(),
            Answer::Error => "ERROR".to_owned(),
            Answer::Code(code) => code.number().to_string(),
        };
        format!("{} {form} {answer}", self.name)
    }
}

/// `+CMMSEDIT write 171 sending`
impl fmt::Display for Triple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.course(), self.state)
    }
}
