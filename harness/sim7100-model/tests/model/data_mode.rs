//! Data mode of AT+CMMSDOWN: 3.4 to 3.8.

use crate::bench::{Bench, dialogue};

fn editing(readings: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::with(readings);
    bench.ok(&["AT+CMMSEDIT=1"]);
    bench
}

fn cme(code: u16) -> String {
    format!("\r\n+CME ERROR: {code}\r\n")
}

#[test]
fn octets_are_counted_whatever_they_are() {
    let mut bench = editing(&[]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"PIC\",9,\"a.jpg\""), "\r\n>");
    assert_eq!(bench.te(b"\x1A\x1B\r\nAT"), b"");
    assert_eq!(bench.te(b"\0\x11\r"), b"\r\nOK\r\n");
    assert_eq!(
        bench.te(b"AT+CMMSREAD=0\r"),
        b"\r\n+CMMSREAD:\"a.jpg\",9\r\n\x1A\x1B\r\nAT\0\x11\r\r\n\r\nOK\r\n"
    );
}

#[test]
fn surplus_octets_reach_the_command_line() {
    let mut bench = editing(&[]);
    assert_eq!(bench.te(b"AT+CMMSDOWN=\"TITLE\",2\rHiAT\r"), b"\r\n>\r\nOK\r\n\r\nOK\r\n");
}

#[test]
fn the_line_feed_of_a_command_line_is_no_data() {
    let mut bench = editing(&[]);
    assert_eq!(bench.te(b"AT+CMMSDOWN=\"TITLE\",2\r"), b"\r\n>");
    assert_eq!(bench.te(b"\nH"), b"");
    assert_eq!(bench.te(b"\n"), b"\r\nOK\r\n");
    let mut bench = editing(&[("data_leading_lf", "count")]);
    assert_eq!(bench.te(b"AT+CMMSDOWN=\"TITLE\",2\r\nH"), b"\r\n>\r\nOK\r\n");
}

#[test]
fn echo_stops_in_data_mode() {
    let mut bench = editing(&[]);
    bench.ok(&["AT"]);
    bench.te(b"ATE1\r");
    assert_eq!(
        bench.te(b"AT+CMMSDOWN=\"TITLE\",2\rHi"),
        b"AT+CMMSDOWN=\"TITLE\",2\r\r\n>\r\nOK\r\n"
    );
    let mut bench = editing(&[("data_echo", "on")]);
    bench.te(b"ATE1\r");
    assert_eq!(
        bench.te(b"AT+CMMSDOWN=\"TITLE\",2\rHi"),
        b"AT+CMMSDOWN=\"TITLE\",2\r\r\n>Hi\r\nOK\r\n"
    );
}

#[test]
fn silence_ends_data_mode_with_173() {
    let mut bench = editing(&[]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",3"), "\r\n>");
    assert_eq!(bench.advance(9), "");
    assert_eq!(bench.te(b"H"), b"");
    assert_eq!(bench.advance(9), "");
    assert_eq!(bench.advance(1), cme(173));
    assert_eq!(bench.line("AT+CMMSVIEW"), cme(187));
    let mut bench = editing(&[("data_timeout", "2")]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",3"), "\r\n>");
    assert_eq!(bench.advance(2), cme(173));
}

#[test]
fn a_deadline_takes_effect_before_late_octets_do() {
    let mut bench = editing(&[]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",3"), "\r\n>");
    bench.micros += 10_000_000;
    assert_eq!(bench.te(b"AT\r"), b"\r\n+CME ERROR: 173\r\n\r\nOK\r\n");
}

#[test]
fn prompts_by_reading() {
    for (reading, prompt) in [("crlf", "\r\n>"), ("bare", ">"), ("crlf-blank", "\r\n> ")] {
        let mut bench = editing(&[("prompt", reading)]);
        assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",3"), prompt);
    }
}

#[test]
fn refusals_come_before_the_prompt() {
    let mut bench = editing(&[]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSDOWN=\"TITLE\",0", &cme(177)),
            ("AT+CMMSDOWN=\"TITLE\",41", &cme(177)),
            ("AT+CMMSDOWN=\"TITLE\",4,\"a\"", &cme(177)),
            ("AT+CMMSDOWN=\"TITLE\"", &cme(177)),
            ("AT+CMMSDOWN=\"PIC\",1000", &cme(177)),
            ("AT+CMMSDOWN=\"PIC\",0,\"a.jpg\"", &cme(177)),
            ("AT+CMMSDOWN=\"PIC\",1,\"\"", &cme(177)),
            ("AT+CMMSDOWN=\"SDP\",1,\"a\"", &cme(177)),
            ("AT+CMMSDOWN=\"ATTACH\",1,\"a\"", &cme(177)),
            ("AT+CMMSDOWN=TITLE,4", &cme(177)),
            ("AT+CMMSDOWN=\"PIC\",307201,\"a.jpg\"", &cme(172)),
            ("AT+CMMSDOWN=\"TEXT\",1,\"12345678901234567890123456789012345678901\"", &cme(177)),
            ("AT+CMMSDOWN=\"TITLE\",40", "\r\n>"),
        ],
    );
}

#[test]
fn the_running_total_counts_by_reading() {
    let mut bench = editing(&[]);
    bench.ok(&["AT+CMMSSYSSET=10240"]);
    bench.down("AT+CMMSDOWN=\"PIC\",10239,\"a.jpg\"", &[7; 10_239]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"PIC\",2,\"b.jpg\""), cme(172));
    bench.down("AT+CMMSDOWN=\"PIC\",1,\"b.jpg\"", b"b");
    let mut bench = editing(&[("size_rule", "file"), ("files_max", "4")]);
    for index in 0..3 {
        bench.down(&format!("AT+CMMSDOWN=\"PIC\",307200,\"{index}.jpg\""), &[7; 307_200]);
    }
    assert_eq!(bench.line("AT+CMMSDOWN=\"PIC\",307200,\"x.jpg\""), cme(180));
    bench.down("AT+CMMSDOWN=\"PIC\",1,\"3.jpg\"", b"b");
    assert_eq!(bench.line("AT+CMMSDOWN=\"PIC\",1,\"x.jpg\""), cme(182));
}

#[test]
fn a_command_that_asks_for_octets_is_the_last_of_its_line() {
    let mut bench = editing(&[]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSDOWN=\"TITLE\",3;+CMMSEDIT?", "\r\nERROR\r\n"),
            ("AT+CMMSEDIT?;+CMMSDOWN=\"TITLE\",3", "\r\n+CMMSEDIT: 1\r\n\r\n>"),
        ],
    );
}

#[test]
fn titles_and_texts_have_their_encoding_by_mark() {
    for (title, printed) in [
        (&b"Test title"[..], &b"T\0e\0s\0t\0 \0t\0i\0t\0l\0e\0"[..]),
        (b"\xFF\xFEa\0", b"a\0"),
        (b"\xFE\xFF\0a", b"a\0"),
        (b"\xEF\xBB\xBFa", b"a\0"),
        ("中".as_bytes(), b"\x2D\x4E"),
    ] {
        let mut bench = editing(&[]);
        bench.down(&format!("AT+CMMSDOWN=\"TITLE\",{}", title.len()), title);
        bench.down(&format!("AT+CMMSDOWN=\"TEXT\",{},\"t.txt\"", title.len()), title);
        let mut expected = b"\r\n+CMMSVIEW:2,\"\",,,,\"0000-00-00 00:00:00\",\"".to_vec();
        expected.extend_from_slice(printed);
        expected.extend(
            format!("\",{}\r\n0,\"t.txt\",4,{1}\r\n\r\nOK\r\n", title.len() + 63, title.len())
                .bytes(),
        );
        assert_eq!(bench.te(b"AT+CMMSVIEW\r"), expected);
        let mut expected = format!("\r\n+CMMSREAD:\"t.txt\",{}\r\n", printed.len()).into_bytes();
        expected.extend_from_slice(printed);
        expected.extend_from_slice(b"\r\n\r\nOK\r\n");
        assert_eq!(bench.te(b"AT+CMMSREAD=0\r"), expected);
    }
}
