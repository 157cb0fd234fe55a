//! One row of the command table.

use crate::error_code::ErrorCode;
use crate::model::Model;

use super::argument::{Arguments, Parameter};
use super::{Done, Failure};

/// A command: its name, where it is documented, its forms, what they need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CommandSpec {
    /// In upper case, with its prefix.
    pub(crate) name: &'static str,
    /// Section of the application note; `-` for a command outside it.
    pub(crate) section: &'static str,
    /// The lines of the test form; none when there is no test form.
    pub(crate) test: Option<&'static [&'static str]>,
    /// Prints what the read form prints.
    pub(crate) read: Option<fn(&mut Model)>,
    /// The execution form.
    pub(crate) execute: Option<ExecuteAction>,
    /// The write form.
    pub(crate) write: Option<WriteAction>,
    /// Whether all forms but the test form need a SIM that is ready.
    pub(crate) needs_sim: bool,
    /// The answer to wrong arguments.
    pub(crate) argument_failure: Failure,
}

/// An execution form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExecuteAction {
    /// What must hold.
    pub(crate) needs: Needs,
    /// What it does.
    pub(crate) run: fn(&mut Model) -> Result<Done, Failure>,
}

/// A write form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WriteAction {
    /// What must hold.
    pub(crate) needs: Needs,
    /// Its arguments.
    pub(crate) parameters: &'static [Parameter],
    /// What it does.
    pub(crate) run: fn(&mut Model, &Arguments) -> Result<Done, Failure>,
}

/// What must hold before a form is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    /// No transaction runs.
    pub(crate) is_idle: bool,
    /// No service of chapter 11 is open.
    pub(crate) is_bearer_free: bool,
    /// The edit mode.
    pub(crate) edit: EditNeed,
}

/// The edit mode that a form needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EditNeed {
    /// Either.
    Any,
    /// On, else 186.
    On,
    /// Off, else 185.
    Off,
    /// On, by reading `send_needs_edit`.
    OnToSend,
    /// Off, by reading `view_box_in_edit`.
    OffToLoad,
}

impl Needs {
    /// Nothing.
    pub(crate) const NOTHING: Self =
        Self { is_idle: false, is_bearer_free: false, edit: EditNeed::Any };
    /// No running transaction.
    pub(crate) const IDLE: Self = Self { is_idle: true, ..Self::NOTHING };
    /// No running transaction, and a message that may be edited.
    pub(crate) const EDITING: Self = Self { edit: EditNeed::On, ..Self::IDLE };
    /// What loading a stored message needs.
    pub(crate) const LOAD: Self = Self { edit: EditNeed::OffToLoad, ..Self::IDLE };
    /// What sending needs.
    pub(crate) const SEND: Self =
        Self { is_idle: true, is_bearer_free: true, edit: EditNeed::OnToSend };
    /// What receiving needs.
    pub(crate) const RECEIVE: Self =
        Self { is_idle: true, is_bearer_free: true, edit: EditNeed::Off };
}

impl CommandSpec {
    /// A command of MMS: it needs the SIM, and refuses wrong arguments with 177.
    pub(crate) const fn mms(name: &'static str, section: &'static str) -> Self {
        Self {
            name,
            section,
            test: None,
            read: None,
            execute: None,
            write: None,
            needs_sim: true,
            argument_failure: Failure::Code(ErrorCode::INVALID_PARAMETER),
        }
    }

    /// Any other command: it needs no SIM, and refuses wrong arguments with ERROR.
    pub(crate) const fn other(name: &'static str, section: &'static str) -> Self {
        Self { needs_sim: false, argument_failure: Failure::Error, ..Self::mms(name, section) }
    }

    /// A command that opens or closes a service of chapter 11.
    pub(crate) const fn switch(
        name: &'static str,
        run: fn(&mut Model) -> Result<Done, Failure>,
    ) -> Self {
        Self::other(name, "11").test(&[]).execute(Needs::NOTHING, run)
    }

    /// With a test form.
    pub(crate) const fn test(self, lines: &'static [&'static str]) -> Self {
        Self { test: Some(lines), ..self }
    }

    /// With a read form.
    pub(crate) const fn read(self, run: fn(&mut Model)) -> Self {
        Self { read: Some(run), ..self }
    }

    /// With an execution form.
    pub(crate) const fn execute(
        self,
        needs: Needs,
        run: fn(&mut Model) -> Result<Done, Failure>,
    ) -> Self {
        Self { execute: Some(ExecuteAction { needs, run }), ..self }
    }

    /// With a write form.
    pub(crate) const fn write(
        self,
        needs: Needs,
        parameters: &'static [Parameter],
        run: fn(&mut Model, &Arguments) -> Result<Done, Failure>,
    ) -> Self {
        Self { write: Some(WriteAction { needs, parameters, run }), ..self }
    }
}

/// The row as others see it.
impl From<&CommandSpec> for crate::Command {
    fn from(spec: &CommandSpec) -> Self {
        Self {
            name: spec.name,
            section: spec.section,
            test: spec.test.is_some(),
            read: spec.read.is_some(),
            execute: spec.execute.is_some(),
            write: spec.write.map(|action| action.parameters.iter().map(Into::into).collect()),
        }
    }
}
