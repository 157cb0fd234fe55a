//! A campaign that is stopped after any write goes on without a loss, and repeats one sequence at most.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::io;

use campaign::benchmark::Mode;
use campaign::campaign::Campaign;
use campaign::journal::{Header, Journal, JournalError, State, Store, resume};
use sim7100_model::Profile;

/// A journal in memory that fails after so many octets, in the midst of a line.
struct Failing<'a> {
    octets: &'a RefCell<Vec<u8>>,
    left: &'a Cell<usize>,
}

impl Store for Failing<'_> {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.octets.borrow().clone())
    }

    fn truncate(&mut self, octets: u64) -> io::Result<()> {
        self.octets.borrow_mut().truncate(usize::try_from(octets).unwrap_or(usize::MAX));
        Ok(())
    }

    fn append(&mut self, octets: &[u8], _: bool) -> io::Result<()> {
        let kept = octets.len().min(self.left.get());
        self.octets.borrow_mut().extend(octets.iter().take(kept));
        self.left.set(self.left.get() - kept);
        if kept < octets.len() { Err(io::Error::other("killed")) } else { Ok(()) }
    }
}

fn attempt(octets: &RefCell<Vec<u8>>, left: usize, header: &Header) -> Result<u64, Box<dyn Error>> {
    let left = Cell::new(left);
    let mut deviating = Profile::default();
    deviating.deviate("receive-while-editing")?;
    let (mut journal, state) = Journal::open(Failing { octets, left: &left }, header)?;
    let course = Mode::Differential.course(deviating, &Profile::default());
    let campaign = Campaign::new(course, header.seed, Mode::Differential.style());
    // What was kept is kept again, so that even sequences that vary are the same.
    let mut campaign = campaign.keeping(state.novelty.clone());
    while campaign.run_journaled(600, &mut journal, &state)?.is_some() {}
    Ok(campaign.tally().sequences)
}

#[test]
fn a_campaign_goes_on_after_any_kill() -> Result<(), Box<dyn Error>> {
    let header = Header { seed: 2, profile: "sim7100".to_owned() };
    let whole = RefCell::new(Vec::new());
    let sequences = attempt(&whole, usize::MAX, &header)?;
    let timeless = |octets: &RefCell<Vec<u8>>| {
        let (mut state, _) = resume(&octets.borrow(), &header)?;
        state.millis = 0;
        Ok::<State, JournalError>(state)
    };
    let expected = timeless(&whole)?;
    assert!(!expected.found.is_empty(), "the campaign finds something");
    let length = whole.borrow().len();
    for killed_at in (60..length).step_by(length / 23) {
        let octets = RefCell::new(Vec::new());
        assert!(attempt(&octets, killed_at, &header).is_err(), "killed at {killed_at}");
        let before = resume(&octets.borrow(), &header)?.0;
        let again = attempt(&octets, usize::MAX, &header)?;
        assert_eq!(timeless(&octets)?, expected, "killed at {killed_at}");
        assert_eq!(before.next + again, sequences, "killed at {killed_at}");
    }
    Ok(())
}
