//! Each deviation in a dialogue whose first different step shows it.

use sim7100_model::{Control, Deviation, Event, Input, NetAction, PushSms};

use crate::bench::{Bench, contains};

/// One step of a dialogue.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A command line.
    Line(&'static str),
    /// A command line so many times.
    Repeat(usize, &'static str),
    /// Octets in data mode.
    Data(&'static [u8]),
    /// The network takes the request and answers 200 with this body.
    Answer(&'static [u8]),
    /// A notification arrives.
    Push,
    /// Seconds pass.
    Advance(u64),
    /// The power goes and comes back; then without echo, with numeric `+CME ERROR`.
    PowerCycle,
}

use Step::{Advance, Answer, Data, Line, PowerCycle, Push, Repeat};

const EDIT: Step = Line("AT+CMMSEDIT=1");
const TO: Step = Line("AT+CMMSRECP=\"13918181818\"");
const A: Step = Line("AT+CMMSDOWN=\"PIC\",1,\"a.jpg\"");
const B: Step = Line("AT+CMMSDOWN=\"PIC\",1,\"b.jpg\"");
const X: Step = Data(b"x");
const VIEW: Step = Line("AT+CMMSVIEW");
const URL: Step = Line("AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"");
const SEND: Step = Line("AT+CMMSSEND");
const SMALL: Step = Line("AT+CMMSSYSSET=10240");
/// M-Send.conf for the first transaction.
const SENT: Step = Answer(b"\x8C\x81\x98SIM7100-00000001\0\x8D\x90\x92\x80");
const OK: &[u8] = b"\r\nOK\r\n";

/// What comes back to the TE at each step.
fn play(bench: &mut Bench, steps: &[Step]) -> Vec<Vec<u8>> {
    steps.iter().map(|step| take(bench, *step)).collect()
}

fn take(bench: &mut Bench, step: Step) -> Vec<u8> {
    match step {
        Line(line) => bench.te(format!("{line}\r").as_bytes()),
        Repeat(times, line) => (0..times).flat_map(|_| take(bench, Line(line))).collect(),
        Data(octets) => bench.te(octets),
        Answer(body) => {
            let (connection, _) = bench.request();
            bench.answer(connection, body).into_bytes()
        }
        Push => push(bench),
        Advance(seconds) => bench.advance(seconds).into_bytes(),
        PowerCycle => {
            bench.control(Control::PowerCycle);
            bench.te(b"ATE0+CMEE=1\r")
        }
    }
}

fn push(bench: &mut Bench) -> Vec<u8> {
    let octets = [
        &[0x01, 0x06, 0x22][..],              // tid, Push, 34 octets of headers
        b"application/vnd.wap.mms-message\0", // content type
        &[0xAF, 0x84],                        // X-Wap-Application-Id: mms.ua
        &[0x8C, 0x82],                        // M-Notification.ind
        b"\x98N\0",                           // transaction id
        &[0x8D, 0x90, 0x8A, 0x80],            // version 1.0, class personal
        &[0x8E, 0x01, 0x64, 0x88, 0x04, 0x81, 0x02, 1, 0x2C], // size 100, expiry 300 s
        b"\x83http://a/b\0",                  // location
    ]
    .concat();
    let timestamp = "24/01/01,00:00:00+00".parse().unwrap();
    bench.input(Input::Push(PushSms { sender: "1", timestamp, octets: &octets }))
}

fn deviating(name: &str) -> Bench {
    Bench::with(&[("deviation", name)])
}

/// Plays the dialogue on the sound and on the deviating model: they part at a step, with these octets.
fn check(name: &str, steps: &[Step], at: usize, sound: &[u8], deviating_octets: &[u8]) {
    let expected = play(&mut Bench::new(), steps);
    let found = play(&mut deviating(name), steps);
    let parted = expected.iter().zip(&found).position(|(sound, deviating)| sound != deviating);
    assert_eq!(parted, Some(at), "{name}: {expected:?} {found:?}");
    assert_eq!(expected[at].escape_ascii().to_string(), sound.escape_ascii().to_string());
    assert_eq!(found[at].escape_ascii().to_string(), deviating_octets.escape_ascii().to_string());
}

const CME_171: &[u8] = b"\r\n+CME ERROR: 171\r\n";
const CME_172: &[u8] = b"\r\n+CME ERROR: 172\r\n";
const CME_174: &[u8] = b"\r\n+CME ERROR: 174\r\n";
const CME_175: &[u8] = b"\r\n+CME ERROR: 175\r\n";
const CME_176: &[u8] = b"\r\n+CME ERROR: 176\r\n";
const CME_177: &[u8] = b"\r\n+CME ERROR: 177\r\n";
const CME_183: &[u8] = b"\r\n+CME ERROR: 183\r\n";
const CME_185: &[u8] = b"\r\n+CME ERROR: 185\r\n";
const CME_186: &[u8] = b"\r\n+CME ERROR: 186\r\n";
const CME_187: &[u8] = b"\r\n+CME ERROR: 187\r\n";
const PROMPT: &[u8] = b"\r\n>";

#[rstest::rstest]
#[case::n01("edit-keeps-content", &[EDIT, TO, EDIT, Line("AT+CMMSRECP?")], 3,
    b"\r\n+CMMSRECP: \r\n\r\nOK\r\n", b"\r\n+CMMSRECP: \"13918181818\"\r\n\r\nOK\r\n")]
#[case::n02("edit-off-stays-editing", &[EDIT, Line("AT+CMMSEDIT=0"), Line("AT+CMMSEDIT?")], 2,
    b"\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n", b"\r\n+CMMSEDIT: 1\r\n\r\nOK\r\n")]
#[case::n03("edits-outside-edit-mode", &[TO], 0, CME_186, OK)]
#[case::n04("receive-while-editing", &[EDIT, Line("AT+CMMSRECV=\"http://a/b\"")], 1, CME_185, OK)]
#[case::n05("delete-file-accepts-count", &[EDIT, A, X, Line("AT+CMMSDELFILE=1")], 3, CME_177, OK)]
#[case::n06("read-file-accepts-count", &[EDIT, A, X, Line("AT+CMMSREAD=1")], 3,
    CME_177, b"\r\n+CMMSREAD:\"a.jpg\",1\r\nx\r\n\r\nOK\r\n")]
#[case::n07("delete-file-takes-neighbour", &[EDIT, A, X, B, X, Line("AT+CMMSDELFILE=0"), VIEW], 6,
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",64\r\n0,\"b.jpg\",7,1\r\n\r\nOK\r\n",
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",64\r\n0,\"a.jpg\",7,1\r\n\r\nOK\r\n")]
#[case::n08("files-reversed-after-delete",
    &[EDIT, A, X, B, X, Line("AT+CMMSDELFILE=0"), A, X, VIEW], 8,
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",65\r\n0,\"b.jpg\",7,1\r\n1,\"a.jpg\",7,1\r\n\r\nOK\r\n",
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",65\r\n0,\"a.jpg\",7,1\r\n1,\"b.jpg\",7,1\r\n\r\nOK\r\n")]
#[case::n09("prompt-spacing", &[EDIT, A], 1, PROMPT, b">")]
#[case::n10("prompt-before-refusal", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",41")], 1,
    CME_177, b"\r\n>\r\n+CME ERROR: 177\r\n")]
#[case::n10_state("prompt-before-refusal", &[A], 0, CME_186, b"\r\n>\r\n+CME ERROR: 186\r\n")]
#[case::n11("data-mode-drops-cr", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",3"), Data(b"a\rb")], 2, OK, b"")]
#[case::n12("data-mode-ends-early", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",2"), Data(b"a")], 2, b"", OK)]
#[case::n13("octet-lost-at-buffer-edge",
    &[EDIT, Line("AT+CMMSDOWN=\"PIC\",513,\"a.jpg\""), Data(&[b'x'; 513]), VIEW], 3,
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",576\r\n0,\"a.jpg\",7,513\r\n\r\nOK\r\n",
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",575\r\n0,\"a.jpg\",7,512\r\n\r\nOK\r\n")]
#[case::n14("zero-length-hangs", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",0")], 1, CME_177, PROMPT)]
#[case::n15("zero-length-answers-twice", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",0")], 1,
    CME_177, b"\r\nOK\r\n\r\n+CME ERROR: 177\r\n")]
#[case::n16("maximum-size-off-by-one",
    &[EDIT, SMALL, Line("AT+CMMSDOWN=\"PIC\",10241,\"a.jpg\"")], 2, CME_172, PROMPT)]
#[case::n17("size-ignores-headers",
    &[URL, EDIT, TO, SMALL, Line("AT+CMMSDOWN=\"PIC\",10240,\"a.jpg\""), Data(&[0; 10_240]), SEND], 6,
    CME_172, OK)]
#[case::n18("system-set-waits-for-reset",
    &[EDIT, SMALL, Line("AT+CMMSSYSSET?"), Line("AT+CMMSDOWN=\"PIC\",10241,\"a.jpg\"")], 3, CME_172, PROMPT)]
#[case::n19("title-cut-at-39", &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",40"),
    Data(b"\xFF\xFEa\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0"), VIEW], 3,
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0\",63\r\n\r\nOK\r\n",
    b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0\xFD\xFF\",63\r\n\r\nOK\r\n")]
#[case::n20("byte-order-swapped", &[EDIT, Line("AT+CMMSDOWN=\"TEXT\",4,\"t.txt\""), Data(b"\xFF\xFEa\0"),
    Line("AT+CMMSREAD=0")], 3,
    b"\r\n+CMMSREAD:\"t.txt\",2\r\na\0\r\n\r\nOK\r\n", b"\r\n+CMMSREAD:\"t.txt\",4\r\n\xFE\xFF\0a\r\n\r\nOK\r\n")]
#[case::n21("marks-reversed", &[EDIT, Line("AT+CMMSDOWN=\"TEXT\",1,\"t.txt\""), X, Line("AT+CMMSREAD=0")], 3,
    b"\r\n+CMMSREAD:\"t.txt\",2\r\nx\0\r\n\r\nOK\r\n", b"\r\n+CMMSREAD:\"t.txt\",4\r\n\xFF\xFEx\0\r\n\r\nOK\r\n")]
#[case::n23("bcc-stored-as-cc", &[EDIT, Line("AT+CMMSBCC=\"1\""), Line("AT+CMMSBCC?")], 2,
    b"\r\n+CMMSBCC: \"1\"\r\n\r\nOK\r\n", b"\r\n+CMMSBCC: \r\n\r\nOK\r\n")]
#[case::n24("delete-cc-takes-recipient", &[EDIT, TO, Line("AT+CMMSCC=\"13918181818\""),
    Line("AT+CMMSDELCC=\"13918181818\""), Line("AT+CMMSRECP?")], 4,
    b"\r\n+CMMSRECP: \"13918181818\"\r\n\r\nOK\r\n", b"\r\n+CMMSRECP: \r\n\r\nOK\r\n")]
#[case::n24_all("delete-cc-takes-recipient", &[EDIT, TO, Line("AT+CMMSDELCC"), Line("AT+CMMSRECP?")], 3,
    b"\r\n+CMMSRECP: \"13918181818\"\r\n\r\nOK\r\n", b"\r\n+CMMSRECP: \r\n\r\nOK\r\n")]
#[case::n25("unknown-address-deleted", &[EDIT, Line("AT+CMMSDELRECP=\"1\"")], 1, CME_176, OK)]
#[case::n26("address-list-holds-nineteen", &[EDIT, Repeat(19, "AT+CMMSRECP=\"1\""), TO], 2, OK, CME_175)]
#[case::n27("send-without-receiver", &[EDIT, A, X, SEND], 3,
    CME_174, b"\r\nOK\r\n\r\n+CMMSSEND: 190\r\n")]
#[case::n28("send-without-content", &[URL, EDIT, TO, SEND], 3,
    CME_187, b"\r\nOK\r\n\r\n+CMMSSEND: 201\r\n")]
#[case::n29("second-send-accepted", &[URL, EDIT, TO, A, X, SEND, SEND], 6, CME_171, OK)]
#[case::n30("result-before-ok", &[URL, EDIT, TO, A, X, SEND], 5, OK, b"")]
#[case::n30_at_once("result-before-ok", &[EDIT, TO, A, X, SEND], 4,
    b"\r\nOK\r\n\r\n+CMMSSEND: 190\r\n", b"\r\n+CMMSSEND: 190\r\n\r\nOK\r\n")]
#[case::n31("result-twice", &[URL, EDIT, TO, A, X, SEND, SENT], 6,
    b"\r\n+CMMSSEND: 0\r\n", b"\r\n+CMMSSEND: 0\r\n\r\n+CMMSSEND: 0\r\n")]
#[case::n32("result-lost-among-commands", &[URL, EDIT, TO, A, X, SEND, Line("AT"), SENT], 7,
    b"\r\n+CMMSSEND: 0\r\n", b"")]
#[case::n33("report-splits-response", &[EDIT, A, X, Push], 3,
    b"\r\n+WAP_PUSH_MMS: \"\",\"N\",\"http://a/b\",\"24/01/01,00:00:00+00\",0,100\r\n", b"")]
#[case::n34("save-fills-both-boxes", &[EDIT, TO, Line("AT+CMMSSAVE=0"), Line("AT+CMMSDELETE?")], 3,
    b"\r\n+CMMSDELETE: 1\r\n\r\nOK\r\n", b"\r\n+CMMSDELETE: 2\r\n\r\nOK\r\n")]
#[case::n35("delete-all-leaves-box-one", &[EDIT, TO, Line("AT+CMMSSAVE=0"), Line("AT+CMMSSAVE=1"),
    Line("AT+CMMSDELETE"), Line("AT+CMMSDELETE?")], 5,
    b"\r\n+CMMSDELETE: 0\r\n\r\nOK\r\n", b"\r\n+CMMSDELETE: 1\r\n\r\nOK\r\n")]
#[case::n36("empty-box-shows-previous", &[EDIT, TO, Line("AT+CMMSSAVE=0"), Line("AT+CMMSVIEW=0"),
    Line("AT+CMMSDELETE=0"), Line("AT+CMMSVIEW=0")], 5,
    CME_183, b"\r\n+CMMSVIEW:2,\"\",\"13918181818\",,,\"2024-01-01 00:00:00\",\"\",63\r\n\r\nOK\r\n")]
#[case::n39("half-message-kept", &[Line("AT+CMMSRECV=\"http://a/b\""), Answer(b"<html>"), VIEW], 2,
    CME_187, b"\r\n+CMMSVIEW:0,\"\",,,,\"2024-01-01 00:00:00\",\"\",69\r\n0,\"0.bin\",1,6\r\n\r\nOK\r\n")]
#[case::n40("slow-leak", &[EDIT], 0, OK, b"")]
fn dialogues(
    #[case] name: &str,
    #[case] steps: &[Step],
    #[case] at: usize,
    #[case] sound: &[u8],
    #[case] deviating_octets: &[u8],
) {
    check(name, steps, at, sound, deviating_octets);
}

/// The M-Send.req of a small message with every setting, by the first profile that is asked.
fn sent_pdu(mut bench: Bench) -> Vec<u8> {
    let text = Line("AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"");
    let configuration = Line("AT+CMMSSENDCFG=6,3,1,0,1,4");
    play(&mut bench, &[URL, configuration, EDIT, TO, text, Data("é".as_bytes()), SEND]);
    bench.request();
    match bench.events.pop() {
        Some(Event::PduSent(pdu)) => pdu,
        other => panic!("no PDU was sent, but {other:?}"),
    }
}

#[rstest::rstest]
// text/plain; charset=utf-8 and us-ascii
#[case::n22("charset-declared-ascii", &[0x03, 0x83, 0x81, 0xEA], &[0x03, 0x83, 0x81, 0x83])]
// sender visibility show, delivery report yes, read report no
#[case::n37("flags-inverted", &[0x94, 0x81, 0x86, 0x80, 0x90, 0x81], &[0x94, 0x80, 0x86, 0x81, 0x90, 0x80])]
// message type, then transaction id or version
#[case::n38(
    "header-order-wrong",
    b"\x8C\x80\x98SIM7100-00000001\0\x8D\x90",
    b"\x8C\x80\x8D\x90\x98SIM7100-00000001\0"
)]
fn pdus(#[case] name: &str, #[case] sound: &[u8], #[case] deviating_octets: &[u8]) {
    let (expected, found) = (sent_pdu(Bench::new()), sent_pdu(deviating(name)));
    assert!(
        contains(&expected, sound) && !contains(&expected, deviating_octets),
        "{expected:02X?}"
    );
    assert!(contains(&found, deviating_octets) && !contains(&found, sound), "{found:02X?}");
    assert_eq!(expected.len(), found.len());
    let differing = expected.iter().zip(&found).filter(|(sound, deviating)| sound != deviating);
    assert!(differing.count() <= sound.len());
}

#[test]
fn a_blind_copy_and_nobody_are_seen_on_the_network() {
    let bcc = [URL, EDIT, TO, Line("AT+CMMSBCC=\"1\""), A, X, SEND];
    let mut bench = deviating("bcc-stored-as-cc");
    play(&mut bench, &bcc);
    assert!(contains(&bench.request().1, b"\x821/TYPE=PLMN\0")); // Cc
    let mut bench = deviating("send-without-receiver");
    play(&mut bench, &[URL, EDIT, A, X, SEND]);
    assert!(!contains(&bench.request().1, b"TYPE=PLMN"));
    let mut bench = deviating("size-ignores-headers");
    let steps = [URL, EDIT, TO, SMALL, Line("AT+CMMSDOWN=\"PIC\",10240,\"a.jpg\"")];
    play(&mut bench, &steps);
    bench.te(&[0; 10_240]);
    bench.ok(&["AT+CMMSSEND"]);
    bench.request();
    assert!(matches!(bench.events.last(), Some(Event::PduSent(pdu)) if pdu.len() > 10_240));
}

#[test]
fn a_snatched_text_loses_its_mark() {
    let steps =
        [EDIT, Line("AT+CMMSDOWN=\"TEXT\",1,\"t.txt\""), X, Line("AT+CMMSSNATCH=0,1,\"s.txt\"")];
    for (mut bench, saved) in
        [(Bench::new(), &b"\xFF\xFEx\0"[..]), (deviating("marks-reversed"), b"x\0")]
    {
        play(&mut bench, &steps);
        assert_eq!(bench.model.efs().read("C:/s.txt"), Some(saved));
    }
}

#[test]
fn a_hung_module_answers_after_a_power_cycle_only() {
    let mut bench = deviating("zero-length-hangs");
    let steps =
        [EDIT, Line("AT+CMMSDOWN=\"PIC\",0,\"a.jpg\""), Line("AT"), Advance(100_000), PowerCycle];
    let found = play(&mut bench, &steps);
    assert_eq!(found[1..4], [PROMPT, b"", b""]);
    assert_eq!(found[4], b"ATE0+CMEE=1\r\r\nOK\r\n");
}

#[test]
fn a_size_that_was_set_is_in_force_after_a_power_cycle() {
    let mut bench = deviating("system-set-waits-for-reset");
    let down = Line("AT+CMMSDOWN=\"PIC\",10241,\"a.jpg\"");
    let found = play(&mut bench, &[SMALL, PowerCycle, EDIT, down]);
    assert_eq!(found[3], CME_172);
}

#[test]
fn the_surplus_octet_becomes_a_command() {
    let mut bench = deviating("data-mode-ends-early");
    let found =
        play(&mut bench, &[EDIT, Line("AT+CMMSDOWN=\"TITLE\",2"), Data(b"aA"), Data(b"T\r")]);
    assert_eq!(found[2..], [OK, OK]);
}

#[test]
fn the_ok_that_was_held_back_follows_the_report() {
    let mut bench = deviating("result-before-ok");
    let found = play(&mut bench, &[URL, EDIT, TO, A, X, SEND, SENT]);
    assert_eq!(found[6], b"\r\n+CMMSSEND: 0\r\n\r\nOK\r\n");
}

#[test]
fn the_first_of_two_transfers_is_forgotten() {
    let mut bench = deviating("second-send-accepted");
    play(&mut bench, &[URL, EDIT, TO, A, X, SEND]);
    let (first, _) = bench.request();
    play(&mut bench, &[SEND]);
    assert!(bench.net.contains(&NetAction::Close { connection: first }));
    let Answer(body) = SENT else { panic!("no answer") };
    assert_eq!(bench.answer(first, body), "");
}

#[test]
fn a_report_splits_a_response_or_comes_late() {
    let report = "\r\n+WAP_PUSH_MMS: \"\",\"N\",\"http://a/b\",\"24/01/01,00:00:00+00\",0,100\r\n";
    let mut bench = deviating("report-splits-response");
    let found = play(&mut bench, &[EDIT, A, X, Push, VIEW, Push, Advance(1)]);
    let expected = format!(
        "\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"\",64\r\n{report}0,\"a.jpg\",7,1\r\n\r\nOK\r\n"
    );
    assert_eq!(String::from_utf8_lossy(&found[4]), expected);
    assert_eq!(found[5], b"");
    assert_eq!(String::from_utf8_lossy(&found[6]), report);
}

#[test]
fn a_leak_slows_every_answer_and_the_500th_message_resets() {
    let mut bench = deviating("slow-leak");
    for message in 1..500 {
        assert_eq!(bench.te(b"AT+CMMSEDIT=1\rAT\r"), b"", "{message}");
        let due = bench.model.poll_timeout().unwrap();
        assert_eq!(due.as_micros() - bench.micros, message * 1_000);
        assert_eq!(bench.advance(1), "\r\nOK\r\n\r\nOK\r\n");
    }
    bench.te(b"AT+CMMSRECP=\"1\"\r");
    assert_eq!(bench.advance(1), "\r\nOK\r\n");
    assert_eq!(bench.te(b"AT+CMMSEDIT=1\r"), b"");
    assert_eq!(bench.advance(10), "");
    assert_eq!(bench.te(b"AT+CMMSEDIT?\r"), b"AT+CMMSEDIT?\r\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n");
}

#[test]
fn every_deviation_is_shown_here() {
    let source = include_str!("deviation.rs");
    for deviation in Deviation::all() {
        assert!(source.contains(&format!("\"{deviation}\"")), "{deviation}");
    }
}
