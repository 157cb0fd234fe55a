//! Journals cut at every octet, corrupt ones, and one in a file.

use super::*;
use crate::belief::Belief;
use crate::bench::Observation;
use crate::novelty::Tuple;
use crate::operation::Operation;
use crate::oracle::{Looked, OracleKind};

/// A journal in memory.
#[derive(Debug, Default, Clone)]
struct Memory(Vec<u8>);

impl Store for &mut Memory {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn truncate(&mut self, octets: u64) -> io::Result<()> {
        self.0.truncate(usize::try_from(octets).unwrap());
        Ok(())
    }

    fn append(&mut self, octets: &[u8], _: bool) -> io::Result<()> {
        self.0.extend_from_slice(octets);
        Ok(())
    }
}

fn header() -> Header {
    Header { seed: 7, profile: "sim7100".to_owned() }
}

fn found(sequence: u64) -> Entry {
    let operations = vec![Operation::send("AT+CMMSEDIT=1"), Operation::Payload(b"a\r".to_vec())];
    Entry::Found(Box::new(FoundEntry {
        sequence,
        oracle: OracleKind::Differential,
        requirement: None,
        state: "e0 ".to_owned(),
        expected: "-".to_owned(),
        seen: String::new(),
        operations,
    }))
}

fn tuple(line: &str) -> Tuple {
    let seen = Observation { te: b"\r\nOK\r\n".to_vec(), ..Observation::default() };
    Tuple::of(&Operation::send(line), &Belief::default(), &seen)
}

/// Each sequence visits the tuples before it, and one that is new.
fn end(sequence: u64) -> Entry {
    let number = usize::try_from(sequence).unwrap();
    let mut looked = Looked::default();
    looked.add(OracleKind::Framing, 9);
    let lines = ["AT+CMMSEDIT=1", "AT+CMMSVIEW", "ATE0"];
    let fresh: Vec<Tuple> = lines.get(number).map(|line| tuple(line)).into_iter().collect();
    let kept = fresh.first().map(|tuple| (tuple.clone(), vec![Operation::Tick(1)]));
    let account = Box::new(Account {
        commands: 10,
        millis: 4,
        writes: 1,
        looked,
        left_out: [("A,B".to_owned(), 2)].into(),
        visits: (0..(number + 1).min(3)).map(|number| (number, 1)).collect(),
        fresh,
        kept,
        ..Account::default()
    });
    Entry::End { sequence, account }
}

/// A journal of three sequences, the second with a discovery.
fn written() -> Vec<u8> {
    let mut memory = Memory::default();
    let (mut journal, state) = Journal::open(&mut memory, &header()).unwrap();
    assert_eq!(state, State::default());
    for sequence in 0..3 {
        journal.write(&Entry::Begin { sequence }).unwrap();
        if sequence == 1 {
            journal.write(&found(sequence)).unwrap();
        }
        journal.write(&end(sequence)).unwrap();
    }
    memory.0
}

#[test]
fn a_cut_at_any_octet_loses_no_discovery_and_repeats_one_sequence() {
    let whole = written();
    let text = String::from_utf8(whole.clone()).unwrap();
    for length in 0..=whole.len() {
        let mut memory = Memory(whole[..length].to_vec());
        let lines: Vec<&str> =
            text[..length].split_inclusive('\n').filter(|line| line.ends_with('\n')).collect();
        let count = |word: &str| lines.iter().filter(|line| line.starts_with(word)).count();
        let (mut journal, state) = Journal::open(&mut memory, &header()).unwrap();
        assert_eq!(state.found.len(), count("found "), "{length}");
        assert_eq!(state.next, u64::try_from(count("end ")).unwrap(), "{length}");
        assert_eq!(state.commands, state.next * 10, "{length}");
        assert_eq!(state.is_again, count("begin ") > count("end "), "{length}");
        // It goes on, and what was found again is there once.
        for sequence in state.next..3 {
            journal.write(&Entry::Begin { sequence }).unwrap();
            if sequence == 1 {
                journal.write(&found(sequence)).unwrap();
            }
            journal.write(&end(sequence)).unwrap();
        }
        let (end, octets) = resume(&memory.0, &header()).unwrap();
        assert_eq!(octets, memory.0.len(), "{length}");
        assert_eq!((end.next, end.found.len(), end.commands), (3, 1, 30), "{length}");
    }
}

#[rstest::rstest]
#[case("nonsense\n", "journal line 1: the first line is no header of a journal")]
#[case(
    "attest-campaign 2 seed=7 profile=sim7100\nbegin x\n",
    "journal line 2: the entry begin is malformed"
)]
#[case(
    "attest-campaign 2 seed=7 profile=sim7100\nbegin 0\njump\n",
    "journal line 3: no entry begins with \"jump\""
)]
#[case(
    "attest-campaign 2 seed=7 profile=sim7100\nbegin 1\n",
    "journal line 2: sequence 1 is out of order"
)]
#[case(
    "attest-campaign 2 seed=7 profile=sim7100\nbegin 0\nend 0 commands=1 visits=0:1\n",
    "journal line 3: the entry end is malformed"
)]
#[case(
    "attest-campaign 2 seed=8 profile=sim7100\n",
    "the journal belongs to another campaign: attest-campaign 2 seed=8 profile=sim7100"
)]
fn a_corrupt_journal_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(resume(text.as_bytes(), &header()).unwrap_err().to_string(), message);
    assert!(Journal::open(&mut Memory(text.as_bytes().to_vec()), &header()).is_err());
}

#[test]
fn entries_are_read_as_they_are_written() {
    for entry in [
        Entry::Begin { sequence: 3 },
        end(0),
        end(3),
        found(3),
        Entry::Stop { reason: "a b".to_owned() },
    ] {
        assert_eq!(Entry::parse(&entry.to_string()), Ok(entry));
    }
}

#[test]
fn a_file_is_gone_on_with_and_its_torn_line_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let whole = written();
    std::fs::write(&path, &whole[..whole.len() - 3]).unwrap();
    for policy in [SyncPolicy::Always, SyncPolicy::Discoveries, SyncPolicy::Never] {
        let store = FileStore::open(&path, policy).unwrap();
        let (mut journal, state) = Journal::open(store, &header()).unwrap();
        assert_eq!(state.found.len(), 1);
        journal.write(&Entry::Begin { sequence: state.next }).unwrap();
        journal.write(&end(state.next)).unwrap();
    }
    let (state, octets) = resume(&std::fs::read(&path).unwrap(), &header()).unwrap();
    assert_eq!((state.next, state.commands), (5, 50));
    assert_eq!((state.millis, state.writes, state.novelty.tuples()), (20, 5, 3));
    assert_eq!(state.novelty.kept(), 3);
    assert_eq!(state.left_out, [("A,B".to_owned(), 10)].into());
    assert_eq!(state.looked.iter().find(|(_, steps)| *steps > 0), Some((OracleKind::Framing, 45)));
    assert_eq!(state.curve, [(10, 1), (20, 2), (30, 3)]);
    let visits: Vec<u64> = state.novelty.visits().map(|(_, times)| times).collect();
    assert_eq!(visits.iter().sum::<u64>(), 1 + 2 + 3 + 3 + 3);
    assert_eq!(u64::try_from(octets).unwrap(), std::fs::metadata(&path).unwrap().len());
}

#[test]
fn the_header_is_told_and_a_file_has_one_writer() {
    assert_eq!(super::header(&written()).unwrap(), header());
    assert!(super::header(b"").is_err() && super::header(b"attest-campaign 2 seed=7").is_err());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let first = FileStore::open(&path, SyncPolicy::Never).unwrap();
    let second = FileStore::open(&path, SyncPolicy::Never).unwrap_err();
    assert_eq!(second.kind(), io::ErrorKind::WouldBlock);
    drop(first);
    assert!(FileStore::open(&path, SyncPolicy::Never).is_ok());
}
