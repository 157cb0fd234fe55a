//! Commands: one table, checks in one order, one file per chapter of the application note.
//!
//! The order of checks: form (ERROR), SIM, running transaction and conflicts (171), edit mode (185, 186),
//! arguments (177), then content, in the order of the codes.

mod argument;
mod basic;
pub(crate) mod down;
mod edit;
mod general;
mod identity;
mod number;
pub(crate) mod service;
mod setting;
mod spec;
mod storage;
mod table;
mod transfer;
mod view;

use alloc::format;
use alloc::vec::Vec;

use at_codec::{Command, Form};

use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::profile::value::{Conflict, Permission, Refusal, Sim};
use crate::ta::DataPhase;
use crate::{Answer, CommandForm};

use argument::Arguments;
use spec::{CommandSpec, EditNeed, Needs};

/// A command that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Done {
    /// It is finished.
    Ok,
    /// It waits for octets.
    Data(DataPhase),
    /// It waits for ever, by a fault.
    Hang,
    /// It reset the module, by a fault.
    Reset,
}

/// A command that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// `ERROR`, whatever CMEE says.
    Error,
    /// `+CME ERROR` with this code, by CMEE.
    Code(ErrorCode),
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::Code(code)
    }
}

/// Runs one command of a line, and reports how it was answered. One that asks for octets must be the last.
pub(crate) fn run(model: &mut Model, command: &Command, is_last: bool) -> Result<Done, Failure> {
    let state = model.abstract_state();
    let done = run_in_line(model, command, is_last);
    let name = table::find(command.name.as_str()).map(|spec| spec.name);
    let name = name.or_else(|| number::name(command.name.as_str())).unwrap_or("?");
    let form = match &command.form {
        Form::Test => CommandForm::Test,
        Form::Read => CommandForm::Read,
        Form::Write(_) => CommandForm::Write,
        Form::Execute => CommandForm::Execute,
    };
    let answer = match &done {
        Ok(Done::Ok) => Answer::Ok,
        Ok(Done::Data(_) | Done::Hang) => Answer::Prompt,
        Ok(Done::Reset) => return done,
        Err(Failure::Error) => Answer::Error,
        Err(Failure::Code(code)) => Answer::Code(*code),
    };
    model.answered(state, name, form, answer);
    done
}

fn run_in_line(model: &mut Model, command: &Command, is_last: bool) -> Result<Done, Failure> {
    let done = run_form(model, command);
    if done.is_err() && prompts_all_the_same(model, command) {
        model.say(model.prompt_octets());
    }
    match done? {
        Done::Data(_) if !is_last => Err(Failure::Error),
        done => Ok(done),
    }
}

fn prompts_all_the_same(model: &Model, command: &Command) -> bool {
    model.deviates(Deviation::PromptBeforeRefusal)
        && command.name.as_str() == down::NAME
        && matches!(command.form, Form::Write(_))
}

/// Every command of the tables, as others see it.
pub(crate) fn all() -> Vec<crate::Command> {
    table::TABLE.iter().map(Into::into).chain(number::TABLE.iter().map(Into::into)).collect()
}

fn run_form(model: &mut Model, command: &Command) -> Result<Done, Failure> {
    let name = command.name.as_str();
    let Some(spec) = table::find(name) else {
        return match number::run(model, name, &command.form) {
            Some(answer) => answer,
            None => Err(refusal(model.profile.unknown_command)),
        };
    };
    match &command.form {
        Form::Test => test(model, spec),
        Form::Read => read(model, spec),
        Form::Execute => match spec.execute {
            None => Err(refusal(model.profile.undocumented_form)),
            Some(action) => {
                check(model, spec, action.needs)?;
                (action.run)(model)
            }
        },
        Form::Write(arguments) => match spec.write {
            None => Err(refusal(model.profile.undocumented_form)),
            Some(action) => {
                check(model, spec, action.needs)?;
                let trim = model.profile.trim_inner.is_on();
                let arguments = Arguments::check(arguments, action.parameters, trim)
                    .ok_or(spec.argument_failure)?;
                (action.run)(model, &arguments)
            }
        },
    }
}

fn test(model: &mut Model, spec: &CommandSpec) -> Result<Done, Failure> {
    let Some(lines) = spec.test else {
        return Err(refusal(model.profile.undocumented_form));
    };
    if !lines.is_empty() {
        let max = format!("{}", model.settings.system.max_pdu_octets);
        let bound = format!("{}", model.profile.max_pdu_bounds.0);
        let lines: Vec<_> = lines
            .iter()
            .map(|line| line.replace("<max>", &max).replace("<bound>", &bound).into_bytes())
            .collect();
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        model.inform(&lines);
    }
    Ok(Done::Ok)
}

fn read(model: &mut Model, spec: &CommandSpec) -> Result<Done, Failure> {
    let Some(run) = spec.read else {
        return Err(refusal(model.profile.undocumented_form));
    };
    check_sim(model, spec)?;
    run(model);
    Ok(Done::Ok)
}

const fn refusal(reading: Refusal) -> Failure {
    match reading {
        Refusal::Error => Failure::Error,
        Refusal::Cme100 => Failure::Code(ErrorCode::UNKNOWN),
    }
}

fn check(model: &Model, spec: &CommandSpec, needs: Needs) -> Result<(), Failure> {
    check_sim(model, spec)?;
    let is_conflict = model.services.is_open() && model.profile.conflict == Conflict::Busy;
    let is_ignored = spec.name == "+CMMSSEND" && model.deviates(Deviation::SecondSendAccepted);
    let is_busy = needs.is_idle && model.job.is_some() && !is_ignored;
    if is_busy || (needs.is_bearer_free && is_conflict) {
        return Err(ErrorCode::BUSY.into());
    }
    check_edit_mode(model, needs.edit)
}

fn check_sim(model: &Model, spec: &CommandSpec) -> Result<(), Failure> {
    if !spec.needs_sim {
        return Ok(());
    }
    let code = match model.profile.sim {
        Sim::Ready => return Ok(()),
        Sim::Absent => ErrorCode::SIM_NOT_INSERTED,
        Sim::Pin => ErrorCode::SIM_PIN_REQUIRED,
        Sim::Puk => ErrorCode::SIM_PUK_REQUIRED,
        Sim::Failure => ErrorCode::SIM_FAILURE,
    };
    Err(code.into())
}

fn check_edit_mode(model: &Model, need: EditNeed) -> Result<(), Failure> {
    let must_be_on = match need {
        EditNeed::On => !model.deviates(Deviation::EditsOutsideEditMode),
        EditNeed::OnToSend => model.profile.send_needs_edit.is_on(),
        EditNeed::Any | EditNeed::Off | EditNeed::OffToLoad => false,
    };
    let must_be_off = match need {
        EditNeed::Off => !model.deviates(Deviation::ReceiveWhileEditing),
        EditNeed::OffToLoad => model.profile.view_box_in_edit == Permission::Refuse,
        EditNeed::Any | EditNeed::On | EditNeed::OnToSend => false,
    };
    match model.state.is_editing {
        true if must_be_off => Err(ErrorCode::EDITING.into()),
        false if must_be_on => Err(ErrorCode::NOT_EDITING.into()),
        _ => Ok(()),
    }
}
