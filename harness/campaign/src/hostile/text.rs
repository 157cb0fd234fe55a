//! A round as a scenario.

use std::fmt::Write as _;

use mock_mmsc::Edit;

use super::{Firmware, Leg, Outcome, Round};
use crate::emit::yaml;

/// Every code of a failure (9.2 of the application note).
const FAILURE: &str = "(?:17[1-9]|18[0-9]|190|191|201)";

/// Octets of a push: those of about fifteen short messages.
const PUSH_OCTETS_MAX: usize = 2_000;

pub(super) fn scenario(round: &Round, outcome: Outcome, firmware: Firmware) -> String {
    let Round { seed, number, leg, edits } = round;
    let what = leg.noun().replacen('a', "A", 1);
    let end = match outcome {
        Outcome::Refused => "refused and leaves the message in memory",
        Outcome::Taken => "taken",
    };
    let body = match leg {
        Leg::Message(pdu) => {
            received(&format!("serve: {}", yaml::payload(pdu)), edits, outcome, firmware)
        }
        Leg::Response(octets) => {
            received(&format!("raw: {}", yaml::payload(octets)), edits, outcome, firmware)
        }
        Leg::Confirmation => confirmed(edits, outcome, firmware),
        Leg::Push(octets) => pushed(octets, edits, outcome),
    };
    format!(
        "# Round {number} under seed {seed}.\nscenario: {what} with octets changed is {end}\n{body}"
    )
}

/// Number and seed, as the first line of a scenario tells them.
pub(super) fn origin(text: &str) -> Option<(u64, u64)> {
    let told = text.lines().next()?.strip_prefix("# Round ")?.strip_suffix('.')?;
    let (number, seed) = told.split_once(" under seed ")?;
    Some((number.parse().ok()?, seed.parse().ok()?))
}

/// A message in memory, and the same again when all is over.
const RECEIVED_SETUP: &str = "\
setup: { http: true, mmsc: { serve: { message: { from: \"15550101/TYPE=PLMN\", parts: [{ type: image/jpeg, name: old.jpg, payload: { hex: \"FF D8 0D 0A FF D9\" } }] } } } }
steps:
  - send: AT+CMMSRECV=\"http://192.168.1.2:7082/old\"
    expect: OK
  - await: { urc: \"+CMMSRECV: 0\", within: 60s }
";
const OLD_IN_MEMORY: &str = "  \
  - send: AT+CMMSVIEW
    expect: [{ pattern: '^\\+CMMSVIEW: ?0,\"15550101\",' }, '0,\"old.jpg\",7,6', OK]
  - send: AT+CMMSREAD=0
    expect: ['+CMMSREAD:\"old.jpg\",6', { data: { hex: \"FF D8 0D 0A FF D9\" } }, OK]
";
const NOTHING_IN_MEMORY: &str = "  \
  - send: AT+CMMSVIEW
    expect: \"+CME ERROR: 187\"
";
const NEXT_MESSAGE: &str = "  \
  - send: AT+CMMSEDIT=0
    expect: OK
  - mmsc: { serve: { message: { from: \"15550102/TYPE=PLMN\", parts: [{ type: image/jpeg, name: next.jpg, payload: { hex: \"FF D8 FF D9\" } }] } } }
  - send: AT+CMMSRECV=\"http://192.168.1.2:7082/next\"
    expect: OK
  - await: { urc: \"+CMMSRECV: 0\", within: 60s }
  - send: AT+CMMSVIEW
    expect: [{ pattern: '^\\+CMMSVIEW: ?0,\"15550102\",' }, '0,\"next.jpg\",7,4', OK]
";

fn received(answer: &str, edits: &[Edit], outcome: Outcome, firmware: Firmware) -> String {
    let (requirements, urc) = match outcome {
        Outcome::Refused => ("SIM-8-3, SIM-8-9", failure("CMMSRECV", firmware)),
        Outcome::Taken => ("SIM-8-2", "\"+CMMSRECV: 0\"".to_owned()),
    };
    let mut text = format!("requirements: [{requirements}]\n");
    if outcome == Outcome::Refused {
        let (report, memory) = firmware.readings();
        let _ = writeln!(
            text,
            "readings: {{ late_failure: \"{report}\", receive_failure: \"{memory}\" }}"
        );
    }
    text.push_str(RECEIVED_SETUP);
    let _ = write!(
        text,
        "  - mmsc: {{ {answer}, edits: {} }}\n  \
         - send: AT+CMMSRECV=\"http://192.168.1.2:7082/new\"\n    expect: OK\n  \
         - await: {{ urc: {urc}, within: 60s }}\n  \
         - absent: {{ urc: \"+CMMSRECV\", for: 2s }}\n",
        changes(edits)
    );
    match (outcome, firmware.clears_memory) {
        (Outcome::Refused, false) => text.push_str(OLD_IN_MEMORY),
        (Outcome::Refused, true) => text.push_str(NOTHING_IN_MEMORY),
        (Outcome::Taken, _) => {}
    }
    text.push_str(NEXT_MESSAGE);
    text
}

fn confirmed(edits: &[Edit], outcome: Outcome, firmware: Firmware) -> String {
    let (report, _) = firmware.readings();
    let (requirement, readings, urc) = match outcome {
        Outcome::Refused => (
            "SIM-6-15",
            format!("readings: {{ late_failure: \"{report}\" }}\n"),
            failure("CMMSSEND", firmware),
        ),
        Outcome::Taken => ("SIM-6-14", String::new(), "\"+CMMSSEND: 0\"".to_owned()),
    };
    format!(
        "requirements: [{requirement}]\n{readings}\
         setup: {{ http: true, mmsc: {{ edits: {} }} }}\nsteps:\n  \
         - send: AT+CMMSEDIT=1\n    expect: OK\n  \
         - send: AT+CMMSDOWN=\"TEXT\",5,\"t1.txt\"\n    prompt: Hello\n    expect: OK\n  \
         - send: AT+CMMSRECP=\"13918181818\"\n    expect: OK\n  \
         - send: AT+CMMSSEND\n    expect: OK\n  \
         - await: {{ urc: {urc}, within: 60s }}\n  \
         - absent: {{ urc: \"+CMMSSEND\", for: 2s }}\n  \
         - send: AT+CMMSVIEW\n    \
           expect: [{{ pattern: '^\\+CMMSVIEW: ?\\d,\"\",\"13918181818\",' }}, '0,\"t1.txt\",4,5', OK]\n  \
         - mmsc: accept\n  \
         - send: AT+CMMSSEND\n    expect: OK\n  \
         - await: {{ urc: \"+CMMSSEND: 0\", within: 60s }}\n",
        changes(edits)
    )
}

/// A push that is taken is reported in the form of 9.1, whatever its octets say.
fn pushed(octets: &[u8], edits: &[Edit], outcome: Outcome) -> String {
    let mut octets = octets.to_vec();
    edits.iter().for_each(|edit| edit.apply(&mut octets));
    octets.truncate(PUSH_OCTETS_MAX);
    let (requirement, arrival) = match outcome {
        Outcome::Refused => ("SIM-7-5", ""),
        Outcome::Taken => (
            "SIM-7-2",
            "  - await: { urc: { pattern: '^\\+WAP_PUSH_MMS: ?\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\\d,\\d+$' }, within: 5s }\n",
        ),
    };
    let mut text = format!("requirements: [{requirement}]\n");
    text.push_str(RECEIVED_SETUP);
    let _ = write!(
        text,
        "  - push: {{ hex: \"{}\", timestamp: \"09/03/17,17:14:41+32\" }}\n{arrival}  \
         - absent: {{ urc: \"+WAP_PUSH_MMS\", for: 2s }}\n",
        yaml::hex(&octets)
    );
    text.push_str(OLD_IN_MEMORY);
    text.push_str(NEXT_MESSAGE);
    text
}

fn failure(command: &str, firmware: Firmware) -> String {
    let name = if firmware.fails_by_cme { "CME ERROR" } else { command };
    format!("{{ pattern: '^\\+{name}: ?{FAILURE}$' }}")
}

impl Firmware {
    /// The values of `late_failure` and `receive_failure`.
    const fn readings(self) -> (&'static str, &'static str) {
        let report = if self.fails_by_cme { "cme" } else { "urc" };
        let memory = if self.clears_memory { "clear" } else { "keep" };
        (report, memory)
    }
}

fn changes(edits: &[Edit]) -> String {
    let edits: Vec<String> = edits.iter().map(change).collect();
    format!("[{}]", edits.join(", "))
}

fn change(edit: &Edit) -> String {
    let mut text = format!("{{ at: {}", edit.at);
    if edit.remove > 0 {
        let _ = write!(text, ", remove: {}", edit.remove);
    }
    if !edit.insert.is_empty() {
        let _ = write!(text, ", insert: {}", yaml::payload(&edit.insert));
    }
    text + " }"
}
