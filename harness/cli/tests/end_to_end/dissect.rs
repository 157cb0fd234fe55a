//! `attest dissect`: input in its forms, tree and JSON, exit codes.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use rstest::rstest;
use serde_json::Value;

use crate::program::{folder, run, run_with_input};

/// M-Send.conf: type, transaction id "1", version 1.0, Response-Status Ok, Message-ID "2".
const SEND_CONF: [u8; 12] =
    [0x8C, 0x81, 0x98, 0x31, 0x00, 0x8D, 0x90, 0x92, 0x80, 0x8B, 0x32, 0x00];

/// The same without its transaction id, which is mandatory in it.
const SEND_CONF_SHORT: [u8; 6] = [0x8C, 0x81, 0x8D, 0x90, 0x92, 0x80];

fn hex(octets: &[u8]) -> Vec<u8> {
    octets.iter().map(|octet| format!("{octet:02x} ")).collect::<String>().into_bytes()
}

#[test]
fn a_file_of_octets_is_shown_as_a_tree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("conf.pdu");
    fs::write(&path, SEND_CONF).unwrap();
    let ended = run(["dissect", path.to_str().unwrap()]).exits(0);
    let ended = ended.says("m-send.conf, 12 octets").says("X-Mms-Response-Status: Ok");
    ended.says("0x0007  92 80").says("findings: none");
}

#[rstest]
#[case::octets(SEND_CONF.to_vec())]
#[case::hexadecimal_text(hex(&SEND_CONF))]
#[case::over_lines(b"8C81\r\n9831\t008D\n\n90 92 80 8B3200\n".to_vec())]
fn standard_input_may_be_octets_or_their_hexadecimal_text(#[case] input: Vec<u8>) {
    let tree = run_with_input(["dissect", "-"], input.clone()).exits(0).stdout;
    assert!(tree.starts_with("m-send.conf, 12 octets\n"), "{tree}");
    let json = run_with_input(["dissect", "--json", "-"], input).exits(0).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["messages"][0]["dissection"]["octets"], "8C 81 98 31 00 8D 90 92 80 8B 32 00");
    assert_eq!(json["messages"][0]["dissection"]["fields"][3]["value"], "Ok");
    assert_eq!(json["messages"][0]["findings"], Value::Array(Vec::new()));
}

#[test]
fn a_finding_at_error_level_exits_1_and_says_where() {
    let ended = run_with_input(["dissect", "-"], SEND_CONF_SHORT.to_vec()).exits(1);
    ended.says("HDR-3").says("error").says("X-Mms-Transaction-ID");
    let json = run_with_input(["dissect", "--json", "-"], SEND_CONF_SHORT.to_vec()).exits(1);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    let finding = &json["messages"][0]["findings"][0];
    for key in ["rule", "severity", "offset", "length", "clause", "message"] {
        assert!(!finding[key].is_null(), "no {key} in {finding}");
    }
}

#[rstest]
#[case::colons(b"8c:81:98:31:00:8d:90:92:80:8b:32:00")]
#[case::array(b"0x8c, 0x81, 0x98, 0x31, 0x00, 0x8d, 0x90, 0x92, 0x80, 0x8b, 0x32, 0x00,\n")]
#[case::xxd(b"00000000: 8c81 9831 008d 9092 808b 3200            ...1......2.\n")]
#[case::hexdump(
    b"00000000  8c 81 98 31 00 8d 90 92  80 8b 32 00              |...1......2.|\n0000000c\n"
)]
fn octets_as_people_write_them_are_the_octets(#[case] text: &[u8]) {
    let ended = run_with_input(["dissect", "-"], text.to_vec()).exits(0);
    assert_eq!(ended.stderr, "");
    assert_eq!(ended.stdout, run_with_input(["dissect", "-"], SEND_CONF.to_vec()).exits(0).stdout);
}

#[rstest]
#[case::sentence("Dear MMSC,\n", "neither hexadecimal digits", "line 1, column 4: `r`")]
#[case::digits("8C82983100 8D90 zz", "hexadecimal digits", "line 1, column 17: `z`")]
#[case::json("{ \"to\": \"+15550101\" }\n", "a JSON document", "line 1, column 1: `{`")]
#[case::base64("RGVhciBNTVNDLCBob3cgYXJlIHlvdT8=\n", "base64 of text", "line 1, column 1: `R`")]
fn text_that_is_no_pdu_is_told_to_be_text(
    #[case] text: &str,
    #[case] look: &str,
    #[case] place: &str,
) {
    let ended = run_with_input(["dissect", "-"], text.into()).exits(2);
    assert_eq!(ended.stdout, "");
    let ended = ended.complains(&format!("printable text and looks like {look}"));
    ended.complains(place).complains("`--as pdu` takes the characters as octets");
    run_with_input(["dissect", "--as", "pdu", "-"], text.into()).exits(1).says("LEN-1");
}

#[test]
fn an_answer_of_a_module_with_another_length_is_told() {
    let answer = "AT+CMGR=1\r\n+CMGR: 0,,46\r\n0791683108200905F54405\r\n\r\nOK\r\n";
    for arguments in [&["dissect", "-"][..], &["dissect", "--as", "tpdu", "-"]] {
        let ended = run_with_input(arguments, answer.into()).exits(2);
        assert_eq!(ended.stdout, "");
        ended.complains("line 3: 46 octets are announced, and 11 are there");
    }
}

#[test]
fn a_file_may_have_any_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"n\xFF.mms"));
    if fs::write(&path, SEND_CONF).is_ok() {
        run([OsStr::new("dissect"), path.as_os_str()]).exits(0).says("m-send.conf, 12 octets");
    }
    let absent = folder.path().join(OsStr::from_bytes(b"absent\xFF.mms"));
    run([OsStr::new("dissect"), absent.as_os_str()]).exits(2).complains("failed to read");
}

#[rstest]
#[case::nothing(b"".to_vec(), Value::Null, 0, "the input is empty")]
#[case::text(b"Dear MMSC,\n".to_vec(), Value::Null, 0, "the input is printable text")]
#[case::http(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(), Value::from("http"), 1, "")]
// Magic, version, zone, accuracy, snapshot length, link type; a record of one octet that breaks off.
#[case::capture(
    b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x65\0\0\0\0".to_vec(),
    Value::from("pcap"),
    0,
    "offset 24 of the file"
)]
fn json_is_written_where_there_is_no_pdu(
    #[case] input: Vec<u8>,
    #[case] kind: Value,
    #[case] messages: usize,
    #[case] notice: &str,
) {
    let ended = run_with_input(["dissect", "--json", "-"], input.clone()).exits(2);
    let text = run_with_input(["dissect", "-"], input).exits(2);
    assert_eq!((text.stdout.as_str(), &text.stderr), ("", &ended.stderr));
    let json: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(json["input"], kind);
    assert_eq!(json["messages"].as_array().unwrap().len(), messages);
    let notices = json["notices"].as_array().unwrap();
    assert_eq!(notices.is_empty(), notice.is_empty(), "{json:#}");
    let told = |text: &Value| text.as_str().unwrap().contains(notice);
    assert!(notices.iter().all(|notice| told(&notice["text"])), "{json:#}");
}

#[test]
fn names_from_the_octets_command_no_terminal() {
    let octets = [&SEND_CONF[..], b"X\x1B]0;owned\x07\0y\0"].concat();
    let ended = run_with_input(["dissect", "-"], octets).exits(0).says(r"X\u{1b}]0;owned\u{7}: y");
    assert!(!ended.stdout.contains(['\u{1b}', '\u{7}']), "{:?}", ended.stdout);
}

#[rstest]
#[case::empty(Vec::new(), "empty")]
#[case::half_an_octet(b"8C8".to_vec(), "3 hexadecimal digits")]
#[case::too_large(vec![0x8C; 4 * 1024 * 1024 + 1], "larger than 4194304 octets")]
fn what_cannot_be_read_exits_2(#[case] input: Vec<u8>, #[case] named: &str) {
    let ended = run_with_input(["dissect", "-"], input).exits(2).complains(named);
    assert_eq!(ended.stdout, "");
}

#[rstest]
#[case::absent(&["dissect", "/nowhere/at-all.pdu"], "/nowhere/at-all.pdu")]
#[case::folder(&["dissect", "/"], "/")]
#[case::not_named(&["dissect"], "<FILE|->")]
fn a_file_that_cannot_be_read_exits_2(#[case] arguments: &[&str], #[case] named: &str) {
    run(arguments).exits(2).complains(named);
}

#[rstest]
#[case::zeros([&[0x8C, 0x81][..], &[0; 4 * 1024 * 1024 - 2]].concat(), 1, "HDR-6")]
#[case::headers(SEND_CONF.repeat(100_000), 1, "LIM-1")]
#[case::one_text([&SEND_CONF[..2], &[0x98], &vec![b'a'; 1024 * 1024][..]].concat(), 1, "LEN-1")]
#[case::parts(
    parts(300_000),
    1,
    "a limit of the dissector is reached: the rest is unread and unjudged"
)]
fn the_largest_input_is_dissected_and_judged(
    #[case] input: Vec<u8>,
    #[case] code: i32,
    #[case] told: &str,
) {
    let ended = run_with_input(["dissect", "-"], input).exits(code).says(told);
    assert_eq!(ended.stderr, "");
}

/// M-Send.req with a Content-Type and so many empty parts; From and the rest are not there.
fn parts(count: usize) -> Vec<u8> {
    // Type, multipart.mixed; count of parts as it stands for 16383 or more.
    let head = [0x8C, 0x80, 0x84, 0xA3, 0xFF, 0x7F];
    // HeadersLen 1, DataLen 0, text/plain.
    [&head[..], &[0x01, 0x00, 0x83].repeat(count)].concat()
}

#[test]
fn third_party_pdus_have_no_finding_at_error_level() {
    let test = "third_party_pdus_have_no_finding_at_error_level";
    let Some(vectors) = folder("ATTEST_VECTORS", test) else { return };
    let entries = fs::read_dir(vectors.join("oma-ets")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let pdu = |name: &str| name.ends_with(".pdu") || name.ends_with(".mms");
    let paths: Vec<_> = paths.filter(|path| pdu(&path.to_string_lossy())).collect();
    assert!(paths.len() >= 20, "{}", paths.len());
    for path in paths {
        let ended = run(["dissect", path.to_str().unwrap()]).exits(0);
        assert!(ended.stdout.starts_with("m-"), "{}: {}", path.display(), ended.stdout);
    }
}

/// The same octets in every shell that they come in.
#[rstest]
#[case::base64(b"jIGYMQCNkJKAizIA\n".to_vec(), "base64", "pdu")]
#[case::answer(http("HTTP/1.1 200 OK", "Content-Length: 12"), "", "http")]
#[case::answer_to_the_end(http("HTTP/1.0 200 OK", "Server: x"), "", "http")]
#[case::push([b"\x01\x06\x03\xBE\xAF\x84", &SEND_CONF[..]].concat(), "", "push")]
fn shells_are_opened(#[case] input: Vec<u8>, #[case] spelling: &str, #[case] kind: &str) {
    let ended = run_with_input(["dissect", "--json", "-"], input.clone());
    let json: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(json["input"], kind);
    assert_eq!(json["spelling"].as_str().unwrap_or_default(), spelling);
    assert!(ended.stdout.contains("\"m-send.conf\""), "{}", ended.stdout);
    assert_eq!(ended.stderr, "");
    let told = run_with_input(["dissect", "--as", kind, "-"], input).stdout;
    assert!(told.contains("X-Mms-Message-Type: m-send.conf"), "{told}");
}

fn http(start: &str, field: &str) -> Vec<u8> {
    let head =
        format!("{start}\r\nContent-Type: application/vnd.wap.mms-message\r\n{field}\r\n\r\n");
    [head.as_bytes(), &SEND_CONF].concat()
}

#[test]
fn a_multipart_body_is_opened() {
    // One part: HeadersLen, DataLen, text/plain, data.
    let ended = run_with_input(["dissect", "-"], b"01 01 05 83 48 65 6C 6C 6F".to_vec()).exits(0);
    ended.says("multipart body, 9 octets").says("text/plain");
}

#[test]
fn a_guess_is_told_with_the_way_out() {
    let ended = run_with_input(["dissect", "-"], vec![0x13, 0x37]).exits(1);
    ended
        .complains("hint: the input looks like nothing that is known here")
        .complains("--as pdu|hex|base64");
}

#[test]
fn findings_stand_in_the_annotated_dump_and_are_explained() {
    let arguments = ["dissect", "--hex", "--explain", "-"];
    let ended = run_with_input(arguments, SEND_CONF_SHORT.to_vec()).exits(1);
    let ended = ended.says("0x0000  8C 81").says("! error  HDR-3").says("findings: 1 error");
    ended.says("\nHDR-3: ").says("Why: ");
    let json = run_with_input(["dissect", "--json", "--explain", "-"], SEND_CONF_SHORT.to_vec());
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["rules"][0]["id"], "HDR-3");
}

#[test]
fn direction_is_told_or_that_of_the_type() {
    let direction = |more: &[&str]| {
        let arguments = [&["dissect", "--json", "-"][..], more].concat();
        let json = run_with_input(arguments, SEND_CONF.to_vec()).exits(0).stdout;
        let json: Value = serde_json::from_str(&json).unwrap();
        json["messages"][0]["direction"].as_str().unwrap().to_owned()
    };
    assert_eq!(direction(&[]), "from-mmsc");
    assert_eq!(direction(&["--direction", "to-mmsc"]), "to-mmsc");
    let arguments = ["dissect", "--direction", "to-mmsc", "-"];
    let ended = run_with_input(arguments, SEND_CONF.to_vec()).exits(0);
    ended.says("m-send.conf goes from the MMSC to the MMS Client and no other way");
}

#[rstest]
#[case::http("http", "neither the request line nor the status line")]
#[case::pcap("pcap", "neither pcap nor pcapng")]
#[case::base64("base64", "no digit of base64")]
#[case::hex("hex", "is no hexadecimal digit")]
fn what_is_not_what_it_is_said_to_be_exits_2(#[case] kind: &str, #[case] why: &str) {
    run_with_input(["dissect", "--as", kind, "-"], SEND_CONF.to_vec()).exits(2).complains(why);
}
