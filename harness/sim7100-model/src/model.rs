//! The module as one value: inputs in, outputs and deadlines out.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::bearer::calendar::CalendarTime;
use crate::command::service::Services;
use crate::deviation::{Deviation, FaultMemory};
use crate::message::Message;
use crate::outbox::Outbox;
use crate::settings::Settings;
use crate::state::State;
use crate::ta::{Mode, Ta};
use crate::transaction::Job;
use crate::{
    AbstractState, Answer, Command, CommandForm, Control, Efs, Event, Input, Instant, NetAction,
    Output, Profile, Summary, TransactionPhase,
};

/// Octets of the TE that wait for outputs to be drained.
const INPUT_OCTETS_MAX: usize = 4_194_304;

/// The reference model of the module.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) profile: Profile,
    pub(crate) now: Instant,
    /// When the calendar clock was set to the profile's instant: at the start, and again with each profile.
    clock_set_at: Instant,
    pub(crate) efs: Efs,
    pub(crate) ta: Ta,
    pub(crate) settings: Settings,
    pub(crate) state: State,
    pub(crate) services: Services,
    pub(crate) job: Option<Job>,
    pub(crate) connections: u32,
    pub(crate) transactions: u32,
    pub(crate) faults: FaultMemory,
    outbox: Outbox,
    waiting: Vec<u8>,
    waiting_from: usize,
}

impl Model {
    /// A module just powered on, with factory settings, empty mail boxes and an empty EFS.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self {
            now: Instant::default(),
            clock_set_at: Instant::default(),
            efs: Efs::default(),
            ta: Ta::factory(&profile),
            settings: Settings::factory(&profile),
            state: State::default(),
            services: Services::default(),
            job: None,
            connections: 0,
            transactions: 0,
            faults: FaultMemory::default(),
            outbox: Outbox::default(),
            waiting: Vec::new(),
            waiting_from: 0,
            profile,
        }
    }

    /// Takes one input at a point in time. Drain [`poll_output`](Self::poll_output) afterwards.
    ///
    /// Time never goes backwards: an earlier `now` counts as the latest one. A deadline that has passed takes
    /// effect before the input does.
    pub fn handle(&mut self, now: Instant, input: Input<'_>) {
        self.now = self.now.max(now);
        self.expire();
        match input {
            Input::Te(octets) => self.handle_te(octets),
            Input::Net(event) => self.handle_net(event),
            Input::Push(push) => self.handle_push(&push),
            Input::Control(control) => self.handle_control(control),
            Input::Timeout => {}
        }
        self.release_urcs();
    }

    /// The next output; none when all are drained.
    #[must_use]
    pub fn poll_output(&mut self) -> Option<Output> {
        loop {
            if let Some(output) = self.outbox.pop() {
                return Some(output);
            }
            if self.waiting.is_empty() || self.is_final_late() {
                return None;
            }
            self.take_waiting();
        }
    }

    /// The next deadline, at which [`Input::Timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let data = match &self.ta.mode {
            Mode::Data(phase) => Some(phase.deadline),
            Mode::Command | Mode::Hung => None,
        };
        let job = self.job.as_ref().map(|job| job.deadline);
        [data, job, self.faults.deadline()].into_iter().flatten().min()
    }

    /// The files of the module.
    #[must_use]
    pub const fn efs(&self) -> &Efs {
        &self.efs
    }

    /// The readings in force.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The commands that every model knows, for grammars and coverage.
    #[must_use]
    pub fn commands() -> Vec<Command> {
        Command::all()
    }

    /// A snapshot of the state.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let describe =
            |message: &Message| format!("{}/{} files", message.kind, message.files.len());
        let memory = self.state.memory.as_ref();
        Summary {
            edit: self.state.is_editing,
            data_owed_octets: match &self.ta.mode {
                Mode::Data(phase) => Some(phase.owed_octets()),
                Mode::Command | Mode::Hung => None,
            },
            transaction: self.job.as_ref().map(|job| job.kind),
            memory: memory.map(describe),
            addresses: memory.map_or([0; 3], |message| {
                [&message.to, &message.cc, &message.bcc].map(|list| list.as_slice().len())
            }),
            files: memory.map_or(0, |message| message.files.len()),
            files_octets: memory.map_or(0, Message::files_octets),
            boxes: self.state.mailbox.boxes().each_ref().map(|slot| slot.as_ref().map(describe)),
            held_urcs: self.ta.held_urcs.len(),
            open_services: self.services.names(),
        }
    }

    /// State invariants that do not hold; empty on a sound model.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        crate::invariant::violations(self)
    }

    /// Octets to the TE.
    pub(crate) fn say(&mut self, octets: &[u8]) {
        self.outbox.say(octets);
    }

    /// Octets to the TE that nothing has come between since; a mark for [`unsay`](Self::unsay).
    pub(crate) const fn said_mark(&self) -> usize {
        self.outbox.mark()
    }

    /// Takes back the octets to the TE since a mark.
    pub(crate) fn unsay(&mut self, mark: usize) -> Vec<u8> {
        self.outbox.take_back(mark)
    }

    /// An action or an event.
    pub(crate) fn emit(&mut self, output: Output) {
        self.outbox.push(output);
    }

    /// Reports how a command was answered.
    pub(crate) fn answered(
        &mut self,
        state: AbstractState,
        name: &'static str,
        form: CommandForm,
        answer: Answer,
    ) {
        self.outbox.answer(Event::Command { state, name, form, answer });
    }

    /// Whether outputs should be drained before another command is answered.
    pub(crate) fn is_outbox_full(&self) -> bool {
        self.outbox.is_full()
    }

    /// The module's calendar clock.
    pub(crate) fn calendar_time(&self) -> CalendarTime {
        self.profile.clock.plus(self.now.since(self.clock_set_at))
    }

    /// When data mode ends if the TE says nothing more.
    pub(crate) fn data_deadline(&self) -> Instant {
        self.now.plus(Duration::from_secs(self.profile.data_timeout.0.into()))
    }

    /// `AT+CMMSSYSSET`, first number.
    pub(crate) fn max_pdu_octets(&self) -> usize {
        let octets = self.faults.max_pdu_octets.unwrap_or(self.settings.system.max_pdu_octets);
        let surplus = usize::from(self.deviates(Deviation::MaximumSizeOffByOne));
        usize::try_from(octets).unwrap_or(usize::MAX).saturating_add(surplus)
    }

    fn expire(&mut self) {
        self.expire_late_final();
        self.expire_data();
        self.expire_job();
        self.release_urcs();
    }

    /// What cannot be answered before outputs are drained waits; what cannot wait either is lost.
    fn handle_te(&mut self, octets: &[u8]) {
        if !self.waiting.is_empty() {
            self.take_waiting();
        }
        let rest = if self.waiting.is_empty() { self.take_te(octets) } else { octets };
        let room = INPUT_OCTETS_MAX.saturating_sub(self.waiting.len());
        let (kept, lost) = rest.split_at_checked(room).unwrap_or((rest, &[]));
        self.waiting.extend_from_slice(kept);
        if !lost.is_empty() {
            self.emit(Output::Event(Event::OverrunOctets(lost.len())));
        }
    }

    fn take_waiting(&mut self) {
        let waiting = core::mem::take(&mut self.waiting);
        let octets = waiting.get(self.waiting_from..).unwrap_or_default();
        let rest = self.take_te(octets).len();
        if rest > 0 {
            self.waiting_from = waiting.len() - rest;
            self.waiting = waiting;
        } else {
            self.waiting_from = 0;
        }
    }

    fn handle_control(&mut self, control: Control<'_>) {
        let done = match control {
            Control::PutFile { path, octets } => self.efs.put(path, octets),
            Control::RemoveFile { path } => self.efs.remove(path),
            Control::Profile(profile) => {
                self.ta.change_profile(&self.profile, &profile);
                self.profile = profile;
                self.clock_set_at = self.now;
                self.power_cycle();
                Ok(())
            }
            Control::PowerCycle => {
                self.power_cycle();
                Ok(())
            }
            Control::Factory => {
                self.clock_set_at = self.now;
                self.power_cycle();
                self.forget();
                Ok(())
            }
        };
        if let Err(error) = done {
            self.emit(Output::Event(Event::ControlRefused { reason: format!("{error}") }));
        }
    }

    /// Loses all that is not in non-volatile memory. No URC tells of a transaction that is cut off.
    pub(crate) fn power_cycle(&mut self) {
        if let Some(job) = self.job.take() {
            self.emit(Output::Net(NetAction::Close { connection: job.connection() }));
            let phase = TransactionPhase::Abandoned;
            self.emit(Output::Event(Event::Transaction { kind: job.kind, phase }));
        }
        self.waiting.clear();
        self.waiting_from = 0;
        self.ta.power_cycle(&self.profile);
        let system = self.settings.system;
        self.settings.power_cycle(&self.profile);
        if self.deviates(Deviation::SystemSetWaitsForReset) {
            self.settings.system = system;
        }
        self.state.power_cycle();
        self.services = Services::default();
        self.faults = FaultMemory::default();
    }

    /// Loses what is in non-volatile memory. Connections keep their numbers, since a peer may remember them.
    fn forget(&mut self) {
        self.efs = Efs::default();
        self.ta = Ta::factory(&self.profile);
        self.settings = Settings::factory(&self.profile);
        self.state = State::default();
        self.transactions = 0;
    }
}
