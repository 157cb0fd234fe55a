//! The manual in a few rules: what a message, the memory and the two boxes are, and what each command answers.
//!
//! It is the reference of [`super::random_walk`]: lists and counts, without octets, clock, line or network.

/// Addresses in one list (SIM-3.2).
const ADDRESSES_MAX: usize = 20;
/// Files in one message under the reading `files_max`.
pub(crate) const FILES_MAX: usize = 5;

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// To, Cc, Bcc.
    pub(crate) addresses: [Vec<String>; 3],
    /// Whether it has a title.
    pub(crate) is_titled: bool,
    /// Names and octets of its files.
    pub(crate) files: Vec<(String, usize)>,
}

/// What the module holds.
#[derive(Debug, Clone)]
pub(crate) struct Manual {
    /// How the last step was answered: OK, or the number of `+CME ERROR`.
    pub(crate) answer: Result<(), u16>,
    pub(crate) is_editing: bool,
    pub(crate) memory: Option<Message>,
    pub(crate) boxes: [Option<Message>; 2],
}

/// A command, as far as the manual's rules tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Edit(bool),
    Add(usize, String),
    Remove(usize, String),
    Clear(usize),
    Title(usize),
    File(String, usize),
    DeleteFile(usize),
    Save(usize),
    Load(usize),
    View,
    Read(usize),
    Delete(usize),
    DeleteAll,
    PowerCycle,
}

/// Commands of the three lists: they add, and under `DEL` they remove.
const LISTS: [&str; 3] = ["RECP", "CC", "BCC"];

impl Message {
    /// Anything is content, addresses alone as well.
    fn is_empty(&self) -> bool {
        let is_addressed = self.addresses.iter().any(|list| !list.is_empty());
        self.files.is_empty() && !self.is_titled && !is_addressed
    }
}

impl Step {
    /// The command line; none of what is no command.
    pub(crate) fn line(&self) -> Option<String> {
        Some(match self {
            Self::Edit(on) => format!("AT+CMMSEDIT={}", u8::from(*on)),
            Self::Add(list, address) => format!("AT+CMMS{}=\"{address}\"", LISTS[*list]),
            Self::Remove(list, address) => format!("AT+CMMSDEL{}=\"{address}\"", LISTS[*list]),
            Self::Clear(list) => format!("AT+CMMSDEL{}", LISTS[*list]),
            Self::Title(octets) => format!("AT+CMMSDOWN=\"TITLE\",{octets}"),
            Self::File(name, octets) => format!("AT+CMMSDOWN=\"PIC\",{octets},\"{name}\""),
            Self::DeleteFile(index) => format!("AT+CMMSDELFILE={index}"),
            Self::Save(number) => format!("AT+CMMSSAVE={number}"),
            Self::Load(number) => format!("AT+CMMSVIEW={number}"),
            Self::View => "AT+CMMSVIEW".to_owned(),
            Self::Read(index) => format!("AT+CMMSREAD={index}"),
            Self::Delete(number) => format!("AT+CMMSDELETE={number}"),
            Self::DeleteAll => "AT+CMMSDELETE".to_owned(),
            Self::PowerCycle => return None,
        })
    }

    /// The octets that go behind a prompt.
    pub(crate) fn payload(&self) -> Option<Vec<u8>> {
        match self {
            Self::Title(octets) | Self::File(_, octets) => Some(vec![b'p'; *octets]),
            _ => None,
        }
    }
}

/// After power-on, with nothing stored.
impl Default for Manual {
    fn default() -> Self {
        Self { answer: Ok(()), is_editing: false, memory: None, boxes: [None, None] }
    }
}

impl Manual {
    /// The state behind a step.
    pub(crate) fn after(mut self, step: &Step) -> Self {
        self.answer = self.take(step);
        self
    }

    fn take(&mut self, step: &Step) -> Result<(), u16> {
        match step {
            Step::Edit(on) => {
                self.is_editing = *on;
                self.memory = on.then(Message::default);
            }
            Step::Add(list, address) => {
                let list = &mut self.draft()?.addresses[*list];
                if list.len() == ADDRESSES_MAX {
                    return Err(175);
                }
                list.push(address.clone());
            }
            Step::Remove(list, address) => {
                let list = &mut self.draft()?.addresses[*list];
                let place = list.iter().position(|known| known == address).ok_or(176_u16)?;
                list.remove(place);
            }
            Step::Clear(list) => self.draft()?.addresses[*list].clear(),
            Step::Title(_) => self.draft()?.is_titled = true,
            Step::File(name, octets) => {
                let files = &mut self.draft()?.files;
                if files.len() == FILES_MAX {
                    return Err(182);
                }
                files.push((name.clone(), *octets));
            }
            Step::DeleteFile(index) => {
                let files = &mut self.draft()?.files;
                if *index >= files.len() {
                    return Err(177);
                }
                files.remove(*index);
            }
            Step::Save(number) => self.boxes[*number] = Some(self.content()?.clone()),
            Step::Load(number) => {
                let message = self.boxes[*number].clone().ok_or(183_u16)?;
                self.memory = Some(message);
            }
            Step::View => drop(self.content()?),
            Step::Read(index) => drop(self.content()?.files.get(*index).ok_or(177_u16)?),
            Step::Delete(number) => drop(self.boxes[*number].take().ok_or(183_u16)?),
            Step::DeleteAll => self.boxes = [None, None],
            Step::PowerCycle => {
                self.is_editing = false;
                self.memory = None;
            }
        }
        Ok(())
    }

    /// The message that may be edited.
    fn draft(&mut self) -> Result<&mut Message, u16> {
        self.memory.as_mut().filter(|_| self.is_editing).ok_or(186)
    }

    /// The message in memory, when there is anything in it.
    pub(crate) fn content(&self) -> Result<&Message, u16> {
        self.memory.as_ref().filter(|message| !message.is_empty()).ok_or(187)
    }
}
