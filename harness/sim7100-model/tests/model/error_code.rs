//! Every code that the model can reach, reached; and no other.

use sim7100_model::{Control, ErrorCode, Reach};

use crate::bench::Bench;

/// M-Retrieve.conf with one part whose content type is a text without a name.
const NAMELESS: &[u8] = b"\x8C\x84\x8D\x90\x85\x04\x49\xBF\x68\x89\x84\xA3\x01\x03\x01;a\0x";

/// A bench by readings, with a URL, a file in the EFS and edit mode.
fn editing(readings: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::with(readings);
    bench.control(Control::PutFile { path: "C:/a.exe", octets: b"a" });
    bench.ok(&["AT+CMMSCURL=\"192.168.1.2\"", "AT+CMMSEDIT=1"]);
    bench
}

fn sendable() -> Bench {
    let mut bench = editing(&[]);
    bench.ok(&["AT+CMMSRECP=\"1\""]);
    bench.down("AT+CMMSDOWN=\"PIC\",1,\"a.jpg\"", b"x");
    bench
}

/// The report of AT+CMMSRECV when the MMSC answers with these octets.
fn received(body: &[u8]) -> String {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSRECV=\"http://192.168.1.2/a\""]);
    let (connection, _) = bench.request();
    bench.answer(connection, body)
}

fn unknown(readings: &[(&str, &str)]) -> String {
    let mut bench = editing(readings);
    bench.ok(&["AT+CMMSEDIT=0", "AT+CMMSRECV=\"http://192.168.1.2/a\""]);
    let (connection, _) = bench.request();
    assert_eq!(bench.answer(connection, NAMELESS), "\r\n+CMMSRECV: 0\r\n");
    bench.ok(&["AT+CMMSSAVE=0", "AT+CMMSEDIT=1"]);
    bench.te(b"AT+CMMSVIEW=0\r");
    bench.ok(&["AT+CMMSRECP=\"1\""]);
    bench.line("AT+CMMSSEND")
}

fn sim(state: &str) -> String {
    Bench::with(&[("sim", state)]).line("AT+CMMSEDIT?")
}

/// What the model says when a code is brought about as [`ErrorCode::reach`] tells it.
fn said(code: u16) -> Option<String> {
    let said = match code {
        10 => sim("absent"),
        11 => sim("pin"),
        12 => sim("puk"),
        13 => sim("failure"),
        100 => Bench::with(&[("unknown_command", "cme100")]).line("AT+CMMSRCEV=\"http://a/b\""),
        170 => unknown(&[("unknown_code", "170")]),
        171 => {
            let mut bench = sendable();
            bench.ok(&["AT+CMMSSEND"]);
            bench.line("AT+CMMSSEND")
        }
        172 => editing(&[]).line("AT+CMMSDOWN=\"PIC\",307201,\"a.jpg\""),
        173 => {
            let mut bench = editing(&[]);
            assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",2"), "\r\n>");
            bench.advance(10)
        }
        174 => editing(&[]).line("AT+CMMSSEND"),
        175 => {
            let mut bench = editing(&[]);
            (0..20).for_each(|_| bench.ok(&["AT+CMMSRECP=\"1\""]));
            bench.line("AT+CMMSRECP=\"1\"")
        }
        176 => editing(&[]).line("AT+CMMSDELRECP=\"1\""),
        177 => editing(&[]).line("AT+CMMSEDIT=2"),
        180 => {
            let mut bench = editing(&[("size_rule", "file")]);
            for _ in 0..3 {
                bench.down("AT+CMMSDOWN=\"PIC\",307200,\"a.jpg\"", &[7; 307_200]);
            }
            bench.line("AT+CMMSDOWN=\"PIC\",307200,\"a.jpg\"")
        }
        181 => editing(&[]).line("AT+CMMSDOWN=\"FILE\",1,\"a.exe\""),
        182 => {
            let mut bench = sendable();
            bench.ok(&["AT+CMMSSAVE", "AT+CMMSSAVE"]);
            bench.line("AT+CMMSSAVE")
        }
        183 => editing(&[]).line("AT+CMMSVIEW=0"),
        184 => sendable().line(&format!("AT+CMMSSNATCH=0,1,\"{}\"", "a".repeat(254))),
        185 => editing(&[]).line("AT+CMMSRECV=\"http://a/b\""),
        186 => Bench::new().line("AT+CMMSRECP=\"1\""),
        187 => Bench::new().line("AT+CMMSVIEW"),
        188 => received(b""),
        189 => received(b"<html>"),
        190 => {
            let mut bench = sendable();
            bench.ok(&["AT+CMMSCURL=\"\""]);
            bench.line("AT+CMMSSEND")
        }
        191 => editing(&[]).line("AT+CMMSDOWN=\"FILE\",1,\"none.txt\""),
        201 => unknown(&[]),
        _ => return None,
    };
    Some(said)
}

#[test]
fn every_code_is_reached_as_it_says_or_says_why_not() {
    for code in ErrorCode::all() {
        let (number, said) = (code.number(), said(code.number()));
        let line = format!("\r\n+CME ERROR: {number}\r\n");
        match (code.reach(), said) {
            (Reach::Never(reason), None) => assert!(!reason.is_empty()),
            (Reach::Command(_) | Reach::Reading { .. }, Some(said)) => assert_eq!(said, line),
            (Reach::Report(_), Some(said)) => {
                assert!(said.ends_with(&format!(": {number}\r\n")), "{said}");
            }
            (reach, said) => panic!("{number}: {reach:?} {said:?}"),
        }
    }
}

fn described(reach: Reach) -> String {
    match reach {
        Reach::Command(how) => how.to_owned(),
        Reach::Report(when) => format!("reported: {when}"),
        Reach::Reading { name, value, how } => format!("with {name} = {value}: {how}"),
        Reach::Never(reason) => format!("not reachable: {reason}"),
    }
}

/// A line for each code: number, text, and how it comes about.
#[test]
fn the_table_of_codes() {
    let lines = ErrorCode::all()
        .iter()
        .map(|code| format!("{} {}: {}\n", code.number(), code.text(), described(code.reach())));
    insta::assert_snapshot!(lines.collect::<String>());
}

#[test]
fn the_list_of_9_2_is_complete() {
    let numbers: Vec<_> = ErrorCode::all().iter().map(|code| code.number()).collect();
    assert!((171..=191).chain([201]).all(|number| numbers.contains(&number)));
}
