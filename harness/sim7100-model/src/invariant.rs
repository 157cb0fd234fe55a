//! What must hold in every state between two inputs.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::TransactionKind;
use crate::efs;
use crate::message::{ADDRESSES_MAX, MESSAGE_OCTETS_MAX, Message, MessageKind};
use crate::model::Model;
use crate::settings::{CONTEXTS, MAX_PDU_OCTETS_MIN};
use crate::ta::{HELD_URCS_MAX, LINE_OCTETS_MAX, Mode};

/// The invariants that do not hold, for people.
pub(crate) fn violations(model: &Model) -> Vec<String> {
    let mut found = Vec::new();
    let mut demand = |holds: bool, sentence: &str| {
        if !holds {
            found.push(sentence.to_owned());
        }
    };
    let (state, ta) = (&model.state, &model.ta);
    demand(!state.is_editing || state.memory.is_some(), "edit mode has a message in memory");
    demand(ta.held_urcs.len() <= HELD_URCS_MAX, "held URCs are bounded");
    demand(
        ta.held_urcs.is_empty() || !matches!(ta.mode, Mode::Command) || model.are_reports_late(),
        "URCs are held in data mode only",
    );
    demand(ta.last_line.len() <= LINE_OCTETS_MAX, "a command line is bounded");
    demand(ta.settings.cmee <= 2, "CMEE is 0, 1 or 2");
    demand(model.efs.octets() <= efs::OCTETS_MAX, "the EFS is bounded");
    demand_data_mode(model, &mut demand);
    demand_settings(model, &mut demand);
    if let Some(job) = &model.job {
        demand(job.deadline >= model.now, "a transaction has not outlived its limit");
        demand(
            job.kind == TransactionKind::Send || !state.is_editing,
            "nothing is received in edit mode",
        );
        demand(!matches!(ta.mode, Mode::Data(_)), "no data mode while a transaction runs");
    }
    found.extend(state.memory.iter().flat_map(|message| message_violations("memory", message)));
    for (index, stored) in state.mailbox.boxes().iter().enumerate() {
        let name = format!("box {index}");
        found.extend(stored.iter().flat_map(|message| message_violations(&name, message)));
    }
    found
}

fn demand_data_mode(model: &Model, demand: &mut impl FnMut(bool, &str)) {
    if let Mode::Data(phase) = &model.ta.mode {
        demand(phase.owed_octets() > 0, "data mode owes octets");
        demand(phase.deadline >= model.now, "data mode has not outlived its limit");
        demand(model.state.is_editing, "data mode is part of editing");
    }
}

fn demand_settings(model: &Model, demand: &mut impl FnMut(bool, &str)) {
    let settings = &model.settings;
    let max = settings.system.max_pdu_octets;
    let bound = model.profile.max_pdu_bounds.0.max(model.profile.max_pdu_default.0);
    demand((MAX_PDU_OCTETS_MIN..=bound).contains(&max), "the maximum PDU size is in its range");
    demand(settings.mmsc_url.len() <= 40, "the MMSC URL has at most 40 octets");
    demand(settings.user_agent.len() <= 511, "the user agent has at most 511 octets");
    demand(settings.user_agent_profile.len() <= 511, "the profile has at most 511 octets");
    demand(
        settings.contexts.keys().all(|cid| (1..=CONTEXTS).contains(cid)),
        "socket contexts are numbered 1 to 16",
    );
}

fn message_violations(place: &str, message: &Message) -> Vec<String> {
    let mut found = Vec::new();
    for (name, list) in [("to", &message.to), ("cc", &message.cc), ("bcc", &message.bcc)] {
        if list.as_slice().len() > ADDRESSES_MAX {
            found.push(format!("{place}: {name} has more than {ADDRESSES_MAX} addresses"));
        }
    }
    if message.files_octets() > MESSAGE_OCTETS_MAX {
        found.push(format!("{place}: files have more than {MESSAGE_OCTETS_MAX} octets"));
    }
    if message.kind != MessageKind::Unsent && !message.is_dated {
        found.push(format!("{place}: a {} message has no date", message.kind));
    }
    let is_printable =
        |text: &str| !text.chars().any(|letter| letter == '"' || letter.is_control());
    if !message.files.iter().all(|file| is_printable(&file.name)) || !is_printable(&message.sender)
    {
        found.push(format!("{place}: a name cannot stand between quotes"));
    }
    found
}
