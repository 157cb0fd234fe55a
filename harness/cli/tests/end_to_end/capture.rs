//! `attest dissect` on captures: what is in them, whatever carries it and in whatever order it comes.

use std::fs;
use std::process::{Command, Stdio};

use rstest::rstest;
use serde_json::Value;

use crate::pcap::{Link, Segment, pcap, pcap_of, pcapng, push, segments, tcp};
use crate::program::{Ended, installed, run_with_input};

/// Sequence numbers of the first octets; those of the client wrap.
const UP: u32 = 0xFFFF_FF80;
const DOWN: u32 = 5_000;

/// M-Send.req: type, transaction id "A", version 1.0, insert-address, To, multipart.mixed, one part text/plain `Hello`.
const SEND_REQ: &[u8] =
    b"\x8C\x80\x98A\0\x8D\x90\x89\x01\x81\x97+15550101/TYPE=PLMN\0\x84\xA3\x01\x01\x05\x83Hello";
/// M-Send.conf: type, transaction id "A", version 1.0, Response-Status Ok, Message-ID "m1".
const SEND_CONF: &[u8] = b"\x8C\x81\x98A\0\x8D\x90\x92\x80\x8Bm1\0";
/// M-Retrieve.conf: type, transaction id "B", version 1.0, Message-ID "m2", Date, From with address, multipart.mixed, one part.
const RETRIEVE_CONF: &[u8] = b"\x8C\x84\x98B\0\x8D\x90\x8Bm2\0\x85\x04\x49\xBF\x76\x61\x89\x15\x80+15550102/TYPE=PLMN\0\x84\xA3\x01\x01\x05\x83World";
/// M-Acknowledge.ind: type, transaction id "B", version 1.0.
const ACKNOWLEDGE_IND: &[u8] = b"\x8C\x85\x98B\0\x8D\x90";
/// WSP push with an M-Notification.ind: type, transaction id "C", version 1.0, class Personal, size 300, expiry in an
/// hour, location.
const PUSH: &[u8] = b"\x01\x06\x03\xBE\xAF\x84\x8C\x82\x98C\0\x8D\x90\x8A\x80\x8E\x02\x01\x2C\x88\x04\x81\x02\x0E\x10\x83http://mmsc.test/1\0";

/// PDU types of the messages, with direction, in the order of their first packets.
const FOUND: [&str; 5] = [
    "to-mmsc m-send.req",
    "from-mmsc m-send.conf",
    "to-mmsc m-acknowledge.ind",
    "from-mmsc m-retrieve.conf",
    "from-mmsc m-notification.ind",
];

fn post(pdu: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /mms HTTP/1.1\r\nHost: mmsc.test\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: {}\r\n\r\n",
        pdu.len()
    );
    [head.as_bytes(), pdu].concat()
}

fn answer(pdu: &[u8]) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wap.mms-message\r\nTransfer-Encoding: chunked\r\n\r\n";
    let (one, two) = pdu.split_at(pdu.len() / 2);
    let chunks = [one, two]
        .map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    [head.as_bytes(), &chunks.concat(), b"0\r\n\r\n"].concat()
}

/// What both ends say: a submission; a retrieval with its acknowledgement sent behind the request at once.
fn turns() -> [(bool, Vec<u8>); 4] {
    let get = b"GET /1 HTTP/1.1\r\nHost: mmsc.test\r\n\r\n".to_vec();
    let empty = b"HTTP/1.1 204 No Content\r\n\r\n".to_vec();
    [
        (true, post(SEND_REQ)),
        (false, answer(SEND_CONF)),
        (true, [get, post(ACKNOWLEDGE_IND)].concat()),
        (false, [answer(RETRIEVE_CONF), empty].concat()),
    ]
}

/// The conversation in segments of 60 octets, in order; the first two open it, the last two end it.
fn conversation() -> Vec<Segment> {
    let control = |up, sequence: u32, flags| Segment { up, sequence, flags, octets: Vec::new() };
    let mut all = vec![control(true, UP - 1, 0x02), control(false, DOWN - 1, 0x12)];
    let (mut next_up, mut next_down) = (UP, DOWN);
    for (up, octets) in turns() {
        let next = if up { &mut next_up } else { &mut next_down };
        all.extend(segments(up, *next, &octets, 60));
        *next = next.wrapping_add(u32::try_from(octets.len()).unwrap());
    }
    all.push(control(false, next_down, 0x11));
    all.push(control(true, next_up, 0x11));
    all
}

fn packets(segments: &[Segment], ip6: bool) -> Vec<Vec<u8>> {
    let mut packets: Vec<_> = segments.iter().map(|segment| tcp(segment, ip6)).collect();
    packets.push(push(PUSH, ip6));
    packets
}

fn dissected(file: Vec<u8>, code: i32) -> (Value, Ended) {
    let ended = run_with_input(["dissect", "--json", "-"], file).exits(code);
    (serde_json::from_str(&ended.stdout).unwrap(), ended)
}

/// Direction and PDU type of each message that has one.
fn found(json: &Value) -> Vec<String> {
    let messages = json["messages"].as_array().unwrap().iter();
    let with_pdu = messages.filter(|message| !message["dissection"].is_null());
    with_pdu
        .map(|message| {
            let direction = message["direction"].as_str().unwrap();
            format!("{direction} {}", message_type(&message["dissection"]["fields"]))
        })
        .collect()
}

fn message_type(fields: &Value) -> &str {
    let fields = fields.as_array().unwrap();
    let of_field = |field: &Value| field["name"] == "X-Mms-Message-Type";
    match fields.iter().find(|field| of_field(field)) {
        Some(field) => field["value"].as_str().unwrap(),
        None => message_type(&fields.last().unwrap()["children"]),
    }
}

#[rstest]
#[case::ethernet(Link::Ethernet, false)]
#[case::vlan(Link::Vlan, false)]
#[case::cooked(Link::Cooked, false)]
#[case::cooked_2(Link::Cooked2, false)]
#[case::null(Link::Null, false)]
#[case::raw(Link::Raw, false)]
#[case::ethernet_ip6(Link::Ethernet, true)]
#[case::null_ip6(Link::Null, true)]
#[case::raw_ip6(Link::Raw, true)]
fn every_link_layer_gives_the_same_messages(#[case] link: Link, #[case] ip6: bool) {
    let packets = packets(&conversation(), ip6);
    for file in [pcap(link, &packets), pcapng(link, &packets)] {
        let (json, ended) = dissected(file, 0);
        assert_eq!(found(&json), FOUND);
        assert_eq!((json["input"].as_str(), ended.stderr.as_str()), (Some("pcap"), ""));
        assert_eq!(json["notices"], Value::Array(Vec::new()));
    }
}

#[test]
fn a_capture_is_shown_with_packets_and_ends() {
    let file = pcap(Link::Ethernet, &packets(&conversation(), false));
    let ended = run_with_input(["dissect", "-"], file).exits(0);
    insta::assert_snapshot!(ended.stdout);
}

/// What a network does to segments.
#[rstest]
#[case::swapped(|segments: &mut Vec<Segment>| segments.swap(2, 3))]
#[case::backwards(|segments: &mut Vec<Segment>| segments[2..].reverse())]
#[case::repeated(|segments: &mut Vec<Segment>| {
    *segments = segments.iter().flat_map(|segment| [segment.clone(), segment.clone()]).collect();
})]
#[case::overlapping(|segments: &mut Vec<Segment>| {
    // The third segment of the client comes again together with the second.
    let [second, third] = [segments[3].clone(), segments[4].clone()];
    let octets = [second.octets, third.octets].concat();
    segments.insert(5, Segment { octets, ..second });
})]
#[case::midstream(|segments: &mut Vec<Segment>| drop(segments.drain(..2)))]
#[case::without_ends(|segments: &mut Vec<Segment>| segments.truncate(segments.len() - 2))]
fn segments_come_as_they_like(#[case] harm: fn(&mut Vec<Segment>)) {
    let mut segments = conversation();
    harm(&mut segments);
    let (json, _) = dissected(pcap(Link::Ethernet, &packets(&segments, false)), 0);
    let (mut seen, mut expected) = (found(&json), FOUND.map(str::to_owned));
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected, "{json:#}");
}

#[test]
fn what_was_not_captured_is_told_by_its_range_and_not_judged() {
    let mut segments = conversation();
    // The second segment of the client is in the middle of the first head.
    segments.remove(3);
    let (json, ended) = dissected(pcap(Link::Ethernet, &packets(&segments, false)), 2);
    ended.complains("some of the input was not read");
    let notices = json["notices"].as_array().unwrap();
    let told = |text: &str| {
        notices
            .iter()
            .any(|notice| notice["lost"] == true && notice["text"].as_str().unwrap().contains(text))
    };
    assert!(told("octets 60..120 were not captured"), "{notices:#?}");
    assert_eq!(found(&json), FOUND[1..], "{json:#}");
}

#[test]
fn a_message_with_a_hole_is_shown_as_far_as_it_came() {
    let mut body = vec![b'x'; 400];
    body.splice(..SEND_REQ.len(), SEND_REQ.iter().copied());
    let up = [post(&body), post(ACKNOWLEDGE_IND)].concat();
    let mut segments = segments(true, 1, &up, 150);
    segments.remove(2);
    let (json, _) = dissected(pcap(Link::Raw, &packets(&segments, false)), 2);
    assert_eq!(found(&json)[..2], ["to-mmsc m-send.req", "to-mmsc m-acknowledge.ind"], "{json:#}");
    let cut = &json["messages"][0];
    let told = cut["cut"].as_str().unwrap();
    assert!(told.starts_with("octets 300..450 of the direction were not captured"), "{told}");
    assert_eq!(cut["findings"], Value::Array(Vec::new()));
    assert_eq!(json["messages"][1]["cut"], Value::Null);
}

#[test]
fn a_snapshot_length_is_told_with_what_it_left_out() {
    let mut segments = conversation();
    segments.drain(..2);
    // Link layer, IP and TCP take 54 of the 80 octets.
    let segments: Vec<_> = segments.iter().map(|segment| tcp(segment, false)).collect();
    let file = pcap_of(Link::Ethernet, 80, &segments);
    let (json, ended) = dissected(file.clone(), 2);
    ended.complains("captured with 80 of 114 octets");
    assert!(found(&json).is_empty(), "{json:#}");
    let notices = json["notices"].as_array().unwrap();
    let told = |text: &str| {
        notices
            .iter()
            .any(|notice| notice["lost"] == true && notice["text"].as_str().unwrap().contains(text))
    };
    assert!(told("`tcpdump -s 0` captures whole packets"), "{notices:#?}");
    assert!(told("octets 26..60 were not captured"), "{notices:#?}");
    run_with_input(["dissect", "-"], file).exits(2).complains("`tcpdump -s 0`");
    // Link layer, IP and UDP take 42 of them.
    let file = pcap_of(Link::Ethernet, 80, &[push(PUSH, false)]);
    let missing = format!("not judged: octets 38..{} of the datagram are missing", PUSH.len());
    let ended = run_with_input(["dissect", "-"], file).exits(2).says(&missing);
    ended.says("m-notification.ind").says("`tcpdump -s 0`");
}

#[rstest]
#[case::cut_file(|file: &mut Vec<u8>| file.truncate(file.len() - 5), "the file ends in the middle of a record")]
#[case::strange_link(|file: &mut Vec<u8>| file[20] = 147, "link type 147")]
fn a_broken_capture_is_told(#[case] harm: fn(&mut Vec<u8>), #[case] told: &str) {
    let mut file = pcap(Link::Ethernet, &packets(&conversation(), false));
    harm(&mut file);
    let ended = run_with_input(["dissect", "-"], file).exits(2);
    assert!([&ended.stdout, &ended.stderr].iter().any(|text| text.contains(told)), "{ended:?}");
}

#[test]
fn findings_of_a_capture_decide_on_the_exit_code() {
    let wrong = [&SEND_REQ[..2], &SEND_REQ[5..]].concat();
    let file = pcap(Link::Raw, &packets(&segments(true, 1, &post(&wrong), 90), false));
    let ended = run_with_input(["dissect", "-"], file).exits(1);
    ended.says("packets 1-2, stream 0, 10.0.0.2:40000 -> 10.0.0.1:80, POST /mms").says("HDR-3");
}

#[test]
fn an_answer_is_judged_by_its_request() {
    // The answer has the transaction id "Z".
    let conf = [&SEND_CONF[..3], b"Z", &SEND_CONF[4..]].concat();
    let [syn, syn_ack] = [(true, 0, 0x02), (false, 0, 0x12)].map(|(up, sequence, flags)| Segment {
        up,
        sequence,
        flags,
        octets: Vec::new(),
    });
    let both = [segments(true, 1, &post(SEND_REQ), 60), segments(false, 1, &answer(&conf), 60)];
    let all = [vec![syn, syn_ack], both.concat()].concat();
    let (json, _) = dissected(pcap(Link::Raw, &packets(&all, false)), 1);
    let rules: Vec<_> = json["messages"][1]["findings"].as_array().unwrap().iter().collect();
    assert!(
        rules.iter().any(|finding| finding["rule"] == "TX-1" && finding["offset"] == 2),
        "{json:#}"
    );
}

#[test]
fn a_request_is_judged_as_a_message_of_http() {
    let octets = String::from_utf8_lossy(&post(b"")).replace("vnd.wap.mms-message", "octet-stream");
    let octets = octets.replace("Length: 0", &format!("Length: {}", SEND_REQ.len()));
    let input = [octets.as_bytes(), SEND_REQ].concat();
    let ended = run_with_input(["dissect", "--explain", "-"], input.clone()).exits(1);
    ended.says("HTTP message, findings: 1 error").says("HTTP-1").says("\nHTTP-1: ");
    let (json, _) = dissected(input, 1);
    // "POST /mms HTTP/1.1", "Host: mmsc.test" and two line ends come before Content-Type.
    assert_eq!(json["messages"][0]["http_findings"][0]["offset"], 37);
}

#[test]
fn a_capture_larger_than_a_pdu_may_be_is_read() {
    let noise: Vec<Vec<u8>> = (0..4_000)
        .map(|number| {
            let octets = vec![0x16; 1_200];
            tcp(&Segment { up: true, sequence: number * 1_200, flags: 0x10, octets }, true)
        })
        .collect();
    let file = pcap(Link::Raw, &[noise, packets(&conversation(), false)].concat());
    assert!(file.len() > 4 * 1024 * 1024, "{}", file.len());
    assert_eq!(found(&dissected(file, 0).0), FOUND);
}

#[rstest]
#[case::in_order(|_: &mut Vec<Segment>| {})]
#[case::swapped(|segments: &mut Vec<Segment>| segments.swap(2, 3))]
#[case::repeated(|segments: &mut Vec<Segment>| {
    let again = segments[3].clone();
    segments.insert(6, again);
})]
fn tshark_finds_the_same_pdus(#[case] harm: fn(&mut Vec<Segment>)) {
    let test = "tshark_finds_the_same_pdus";
    let Some(tshark) = installed("tshark", "tshark", test) else { return };
    let mut segments = conversation();
    harm(&mut segments);
    let file = pcap(Link::Ethernet, &packets(&segments, false));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pcap");
    fs::write(&path, &file).unwrap();
    let output = Command::new(tshark)
        .args(["-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "mmse", "-T", "fields"])
        .args(["-E", "occurrence=a", "-e", "mmse.message_type", "-e", "mmse.transaction_id", "-r"])
        .arg(&path)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let foreign = String::from_utf8(output.stdout).unwrap();
    // Two PDUs that end in one packet are in one line, with commas.
    let mut foreign: Vec<String> = foreign
        .lines()
        .flat_map(|line| {
            let (types, ids) = line.split_once('\t').unwrap();
            types.split(',').zip(ids.split(',')).map(|pair| format!("{pair:?}")).collect::<Vec<_>>()
        })
        .collect();
    let (json, _) = dissected(file, 0);
    let mut ours: Vec<String> = json["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|message| identity(&message["dissection"]["fields"]))
        .collect();
    foreign.sort();
    ours.sort();
    assert_eq!(ours, foreign);
    assert_eq!(ours.len(), FOUND.len());
}

/// Octet of the PDU type and transaction id, as tshark prints them.
fn identity(fields: &Value) -> Option<String> {
    let fields = fields.as_array()?;
    let named = |name: &str| fields.iter().find(|field| field["name"] == name);
    match (named("X-Mms-Message-Type"), named("X-Mms-Transaction-ID")) {
        (Some(kind), Some(id)) => {
            let kind = format!("0x{:02x}", kind["number"].as_u64()?);
            Some(format!("{:?}", (kind.as_str(), id["value"].as_str()?)))
        }
        _ => identity(&fields.last()?["children"]),
    }
}
