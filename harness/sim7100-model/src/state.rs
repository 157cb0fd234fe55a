//! What the MMS part of the module holds: edit mode, the message in memory, the mail boxes.
//!
//! ```text
//!              EDIT=1                    EDIT=1
//!   +--------+ -----> +---------------+ <------+
//!   | not    |        | editing,      | -------+
//!   | editing| <----- | message in    |  DOWN, RECP ...: the same message, changed
//!   +--------+ EDIT=0 | memory        |
//!    |  ^  |          +---------------+
//!    +--+  +-- VIEW=<box>, RECV: a message that may be viewed, read, snatched and saved
//!    EDIT=0
//! ```

use crate::bearer::calendar::CalendarTime;
use crate::error_code::ErrorCode;
use crate::mailbox::Mailbox;
use crate::message::Message;

/// Edit mode, memory and mail boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// `AT+CMMSEDIT?`
    pub(crate) is_editing: bool,
    /// The message in memory; always there in edit mode.
    pub(crate) memory: Option<Message>,
    /// The mail boxes.
    pub(crate) mailbox: Mailbox,
}

impl State {
    /// `AT+CMMSEDIT=<mode>`: the memory is emptied in any case.
    pub(crate) fn set_editing(&mut self, is_editing: bool, time: CalendarTime) {
        self.is_editing = is_editing;
        self.memory = is_editing.then(|| Message::draft(time));
    }

    /// The message in memory, to change it.
    pub(crate) fn draft(&mut self, time: CalendarTime) -> &mut Message {
        self.memory.get_or_insert_with(|| Message::draft(time))
    }

    /// The message in memory; 187 when there is nothing in it.
    pub(crate) fn content(&self) -> Result<&Message, ErrorCode> {
        self.memory.as_ref().filter(|message| !message.is_empty()).ok_or(ErrorCode::EMPTY)
    }

    /// Loses what is not in non-volatile memory.
    pub(crate) fn power_cycle(&mut self) {
        self.is_editing = false;
        self.memory = None;
    }
}
