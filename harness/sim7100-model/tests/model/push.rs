//! WAP pushes: chapter 7.

use sim7100_model::{Event, Input, PushSms};

use crate::bench::Bench;

/// A push of the notification of chapter 7, with fields that a test may replace.
fn push(from: &[u8], class: &[u8]) -> Vec<u8> {
    [
        &[0x01, 0x06, 0x03][..],                     // tid, Push, HeadersLen
        &[0xBE, 0xAF, 0x84],                         // mms-message, application id mms.ua
        &[0x8C, 0x82],                               // M-Notification.ind
        b"\x98RROpJGJVyjeA\0",                       // transaction id
        &[0x8D, 0x90],                               // version 1.0
        from,                                        // From
        &[0x8A],                                     // Message-Class
        class,                                       // its value
        &[0x8E, 0x02, 0x34, 0x1A],                   // Message-Size 13338
        &[0x88, 0x05, 0x81, 0x03, 0x01, 0x51, 0x80], // Expiry: one day
        b"\x83http://192.168.1.2/RROpJGJVyjeA\0",    // Content-Location
    ]
    .concat()
}

const FROM: &[u8] = b"\x89\x17\x8015001843625/TYPE=PLMN\0";
const PERSONAL: &[u8] = &[0x80];

fn receive(bench: &mut Bench, octets: &[u8]) -> String {
    let timestamp = "09/03/17,17:14:41+32".parse().unwrap();
    let push = PushSms { sender: "10086", timestamp, octets };
    String::from_utf8(bench.input(Input::Push(push))).unwrap()
}

const REST: &str = "\"RROpJGJVyjeA\",\"http://192.168.1.2/RROpJGJVyjeA\",\"09/03/17,17:14:41+32\"";

#[rstest::rstest]
#[case(FROM, PERSONAL, &[], "\"15001843625\"", "0")]
#[case(b"", PERSONAL, &[], "\"\"", "0")]
#[case(b"\x89\x09\x80a@b.com\0", PERSONAL, &[], "\"a@b.com\"", "0")]
#[case(FROM, &[0x81], &[], "\"15001843625\"", "1")]
#[case(FROM, &[0x83], &[], "\"15001843625\"", "3")]
#[case(FROM, b"own\0", &[], "\"15001843625\"", "4")]
#[case(FROM, PERSONAL, &[("push_class", "status")], "\"15001843625\"", "3")]
fn a_notification_is_one_line(
    #[case] from: &[u8],
    #[case] class: &[u8],
    #[case] readings: &[(&str, &str)],
    #[case] sender: &str,
    #[case] number: &str,
) {
    let said = receive(&mut Bench::with(readings), &push(from, class));
    assert_eq!(said, format!("\r\n+WAP_PUSH_MMS: {sender},{REST},{number},13338\r\n"));
}

#[test]
fn layouts_by_reading() {
    let said = receive(&mut Bench::with(&[("push_wrap", "on")]), &push(FROM, PERSONAL));
    assert!(said.contains("RROpJGJVyjeA\"\r\n,\"09/03/17"), "{said}");
    let said = receive(&mut Bench::with(&[("urc_colon", "without")]), &push(FROM, PERSONAL));
    assert!(said.starts_with("\r\n+WAP_PUSH_MMS:\"15001843625\""), "{said}");
}

#[test]
fn what_is_no_notification_is_ignored_with_a_reason() {
    let mut bench = Bench::new();
    let whole = push(FROM, PERSONAL);
    let delivery = [&[0x01, 0x06, 0x03, 0xBE, 0xAF, 0x84][..], &[0x8C, 0x86, 0x8D, 0x90]].concat();
    let other_type = [&[0x01, 0x06, 0x01, 0x83][..], b"hello"].concat();
    for octets in [&b""[..], &whole[..30], &delivery, &other_type] {
        assert_eq!(receive(&mut bench, octets), "");
        assert!(matches!(bench.events.pop(), Some(Event::PushIgnored { .. })), "{octets:02X?}");
    }
    let quoted = String::from_utf8_lossy(&whole).contains("RROpJGJVyjeA");
    assert!(quoted);
    let broken: Vec<u8> =
        whole.iter().map(|octet| if *octet == b'R' { b'"' } else { *octet }).collect();
    assert_eq!(receive(&mut bench, &broken), "");
}

#[test]
fn a_push_waits_for_the_end_of_data_mode() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",2"), "\r\n>");
    assert_eq!(receive(&mut bench, &push(FROM, PERSONAL)), "");
    let said = String::from_utf8(bench.te(b"Hi")).unwrap();
    assert!(said.starts_with("\r\nOK\r\n\r\n+WAP_PUSH_MMS: "), "{said}");
}

#[test]
fn held_urcs_are_bounded() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",2"), "\r\n>");
    for _ in 0..65 {
        assert_eq!(receive(&mut bench, &push(FROM, PERSONAL)), "");
    }
    assert!(matches!(bench.events.as_slice(), [Event::UrcLost(_)]));
}
