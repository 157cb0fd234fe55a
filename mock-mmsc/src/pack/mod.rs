//! The hostile MMSC: named answers that a module has to survive, sound ones of every unusual kind and broken ones.
//!
//! A [`Case`] is one answer of the script for one request, with the result codes that the module may report and what
//! its memory holds afterwards. Cases on the receive leg answer the GET of `AT+CMMSRECV`, those on the confirm leg the
//! POST of `AT+CMMSSEND`. Octets are built here field by field, so that each case is wrong in one place only. Those
//! whose name begins with `ets-con-` follow the case of that number in the Enabler Test Specification of MMS 1.3.
//!
//! The codes are those of the ledger: 189 for what is no PDU of the right kind (SIM-6-32, SIM-8-10), 190 for the
//! network (SIM-6-31, SIM-8-11), 172 over the maximum size (SIM-8-15), 173 over an hour (SIM-6-24, SIM-8-32), 188
//! for a download that brings no message (SIM-8-12, SIM-8-31). Where the ledger and the standards leave a choice, a
//! case allows several. Nothing is sent or judged here.

mod confirm;
mod delivery;
mod draft;
mod framing;
mod header;
mod length;
mod media;
mod multipart;
mod name;
mod octet;
mod oma;
mod status;
mod truncation;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::fault::FaultPlan;
use crate::script::{Answer, Method};

/// Octets of the largest PDU in factory state (SIM-2.4 of the ledger's chapter on settings).
pub const PDU_OCTETS_MAX: usize = 307_200;

/// Success.
const SUCCESS: u16 = 0;
/// The data is over size.
const OVER_SIZE: u16 = 172;
/// The operation is over time.
const OVER_TIME: u16 = 173;
/// Receiving failed.
const RECEIVE_FAILED: u16 = 188;
/// Invalid PDU.
const INVALID_PDU: u16 = 189;
/// Network error.
const NETWORK: u16 = 190;

/// One answer, and what a module makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name in kebab-case, unique in the pack.
    pub name: String,
    /// What the answer is, in one line.
    pub about: String,
    /// Which request it answers.
    pub leg: Leg,
    /// The answer; its `on` is the method of the leg.
    pub answer: Answer,
    /// The result codes that the report may carry, in rising order; never empty.
    pub expected: Vec<u16>,
    /// What is in memory afterwards, under the reading `receive_failure: keep`.
    pub memory: Memory,
    /// On the receive leg the M-Retrieve.conf that is in memory after code 0; none where 0 is not allowed.
    pub message: Option<Vec<u8>>,
}

/// The request that a case answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leg {
    /// The GET of `AT+CMMSRECV`, reported by `+CMMSRECV`.
    Receive,
    /// The POST of `AT+CMMSSEND`, reported by `+CMMSSEND`.
    Confirm,
}

/// What is in memory after a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Memory {
    /// The message that was there before, unchanged.
    Old,
    /// The message of the case, complete.
    New,
    /// One of the two: the new one with code 0, the old one with any other.
    OldOrNew,
}

/// The case of a name, and none where the pack has none.
#[must_use]
pub fn named(name: &str) -> Option<&'static Case> {
    by_name().get(name)
}

/// Every case, in the order of names; made once.
pub fn all() -> impl Iterator<Item = &'static Case> {
    by_name().values()
}

fn by_name() -> &'static BTreeMap<String, Case> {
    static CASES: OnceLock<BTreeMap<String, Case>> = OnceLock::new();
    CASES.get_or_init(|| hostile().into_iter().map(|case| (case.name.clone(), case)).collect())
}

/// Every case: first those of the receive leg, then those of the confirm leg.
#[must_use]
pub fn hostile() -> Vec<Case> {
    let groups = [
        oma::cases(),
        header::cases(),
        media::cases(),
        name::cases(),
        multipart::cases(),
        length::cases(),
        truncation::cases(),
        status::cases(),
        framing::cases(),
        delivery::cases(),
        confirm::cases(),
    ];
    groups.concat()
}

impl Case {
    /// A case whose answer serves these octets as they are.
    fn served(name: &str, about: &str, pdu: Vec<u8>, expected: &[u16]) -> Self {
        let broken = !expected.contains(&SUCCESS);
        let answer = Answer { serve: Some(pdu.clone()), broken, ..Answer::default() };
        Self::received(name, about, answer, expected).carrying(pdu)
    }

    /// A case whose answer is these octets instead of an HTTP response; a message in them is `pdu`.
    fn raw(name: &str, about: &str, octets: Vec<u8>, pdu: Vec<u8>, expected: &[u16]) -> Self {
        let fault = FaultPlan { raw: Some(octets), ..FaultPlan::default() };
        let answer = Answer { fault, ..Answer::default() };
        Self::received(name, about, answer, expected).carrying(pdu)
    }

    fn received(name: &str, about: &str, answer: Answer, expected: &[u16]) -> Self {
        let is_kept = |code: &u16| *code == SUCCESS;
        let memory = match (expected.iter().any(is_kept), expected.iter().all(is_kept)) {
            (_, true) => Memory::New,
            (true, false) => Memory::OldOrNew,
            (false, false) => Memory::Old,
        };
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            leg: Leg::Receive,
            answer: Answer { on: Some(Method::Get), ..answer },
            expected: expected.to_vec(),
            memory,
            message: None,
        }
    }

    /// A sent message stays in memory, whatever comes of it (SIM-6-14, SIM-6-15).
    fn confirmed(name: &str, about: &str, answer: Answer, expected: &[u16]) -> Self {
        Self {
            name: format!("confirm-{name}"),
            about: about.to_owned(),
            leg: Leg::Confirm,
            answer: Answer { on: Some(Method::Post), ..answer },
            expected: expected.to_vec(),
            memory: Memory::Old,
            message: None,
        }
    }

    fn carrying(self, pdu: Vec<u8>) -> Self {
        let message = (self.memory != Memory::Old).then_some(pdu);
        Self { message, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dissect::dissect;

    /// Cases that the pack must have at least.
    const CASES_MIN: usize = 60;

    fn is_kebab_case(name: &str) -> bool {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        name.split('-').all(word)
    }

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let cases = hostile();
        assert!(cases.len() >= CASES_MIN, "{} cases", cases.len());
        let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names.len(), cases.len());
        let wrong: Vec<&str> = names.into_iter().filter(|name| !is_kebab_case(name)).collect();
        assert_eq!(wrong, Vec::<&str>::new());
        assert!(!is_kebab_case("a--b") && !is_kebab_case("A") && is_kebab_case("a-1"));
    }

    #[test]
    fn cases_are_found_by_name() {
        assert_eq!(named("confirm-never").map(|case| case.leg), Some(Leg::Confirm));
        assert_eq!(named("never").map(|case| case.leg), Some(Leg::Receive));
        assert_eq!(named("nevre"), None);
    }

    #[test]
    fn every_case_differs_from_the_others() {
        let cases = hostile();
        for (index, case) in cases.iter().enumerate() {
            for other in &cases[index + 1..] {
                let same = case.answer == other.answer;
                assert!(!same, "{} and {} answer the same", case.name, other.name);
                let same = (case.leg, &case.about) == (other.leg, &other.about);
                assert!(!same, "{} and {} are told the same", case.name, other.name);
            }
        }
    }

    #[test]
    fn codes_agree_with_memory_and_leg() {
        for case in hostile() {
            let known = [0, 172, 173, 188, 189, 190];
            assert!(case.expected.iter().all(|code| known.contains(code)), "{}", case.name);
            assert!(case.expected.is_sorted() && !case.expected.is_empty(), "{}", case.name);
            let method = match case.leg {
                Leg::Receive => Method::Get,
                Leg::Confirm => Method::Post,
            };
            assert_eq!(case.answer.on, Some(method), "{}", case.name);
            let brings = case.leg == Leg::Receive && case.expected.contains(&SUCCESS);
            assert_eq!(case.message.is_some(), brings, "{}", case.name);
            assert_eq!(case.memory == Memory::Old, !brings, "{}", case.name);
        }
    }

    /// The dissector has the last word on what the drafts build.
    #[test]
    fn what_must_be_received_is_a_retrieve_conf_with_parts() {
        for case in hostile().into_iter().filter(|case| case.memory == Memory::New) {
            let pdu = dissect(case.message.as_deref().unwrap());
            assert_eq!(pdu.message_type(), Some("m-retrieve.conf"), "{}", case.name);
            let holes: Vec<_> = pdu.all_fields().into_iter().filter_map(|f| f.hole()).collect();
            assert!(holes.is_empty(), "{}: {holes:?}", case.name);
        }
    }

    #[test]
    fn both_legs_have_success_and_each_kind_of_failure() {
        let cases = hostile();
        let has = |leg, code| cases.iter().any(|c| c.leg == leg && c.expected.contains(&code));
        for code in [SUCCESS, OVER_SIZE, OVER_TIME, INVALID_PDU, NETWORK] {
            assert!(has(Leg::Receive, code) && has(Leg::Confirm, code), "{code}");
        }
        assert!(has(Leg::Receive, RECEIVE_FAILED));
    }
}
