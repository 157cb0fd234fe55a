//! Every state with every event: what the module answers, and where it goes.

use std::fmt::Write as _;

use sim7100_model::{Control, NetEvent};

use crate::bench::Bench;

/// A state, and the way into it.
struct State(&'static str, fn() -> Bench);

const STATES: &[State] = &[
    State("idle", Bench::new),
    State("editing, empty", || after(&["AT+CMMSEDIT=1"])),
    State("editing, composed", || composed(&[])),
    State("loaded", || composed(&["AT+CMMSSAVE=0", "AT+CMMSEDIT=0", "AT+CMMSVIEW=0"])),
    State("data mode", || after(&["AT+CMMSEDIT=1", "AT+CMMSDOWN=\"TITLE\",40"])),
    State("sending", || composed(&["AT+CMMSSEND"])),
    State("receiving", || after(&["AT+CMMSRECV=\"http://192.168.1.2/a\""])),
    State("TCP/IP open", || after(&["AT+NETOPEN"])),
    State("FTP open", || after(&["AT+CFTPSSTART"])),
    State("HTTP open", || after(&["AT+CHTTPSSTART"])),
    State("e-mail open", || after(&["AT+CSMTPSSEND"])),
    State("GPS open", || after(&["AT+CGPS=1"])),
];

const LINES: &[&str] = &[
    "AT",
    "AT+CMMSEDIT=0",
    "AT+CMMSEDIT=1",
    "AT+CMMSEDIT=2",
    "AT+CMMSRECP=\"1\"",
    "AT+CMMSRECP?",
    "AT+CMMSDELRECP=\"2\"",
    "AT+CMMSDELRECP",
    "AT+CMMSDOWN=\"TITLE\",2",
    "AT+CMMSDOWN=\"FILE\",1,\"none.txt\"",
    "AT+CMMSDELFILE=0",
    "AT+CMMSSAVE=1",
    "AT+CMMSVIEW",
    "AT+CMMSVIEW=0",
    "AT+CMMSDELETE=0",
    "AT+CMMSDELETE",
    "AT+CMMSREAD=0",
    "AT+CMMSSNATCH=0,1,\"a\"",
    "AT+CMMSSEND",
    "AT+CMMSRECV=\"http://192.168.1.2/b\"",
    "AT+NETOPEN",
    "AT+NETCLOSE",
    "AT+CFTPSSTART",
    "AT+CFTPSSTOP",
    "AT+CHTTPSSTART",
    "AT+CHTTPSSTOP",
    "AT+CSMTPSSEND",
    "AT+CSMTPSSTOP",
    "AT+CGPS=1",
    "AT+CGPS=0",
];

fn after(lines: &[&str]) -> Bench {
    let mut bench = Bench::new();
    for line in lines {
        bench.line(line);
    }
    bench
}

fn composed(lines: &[&str]) -> Bench {
    let mut bench = Bench::new();
    bench.compose();
    for line in lines {
        bench.te(format!("{line}\r").as_bytes());
    }
    bench
}

/// The answer without its line ends, information lines by their first only.
fn told(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer).replace('\0', "");
    let lines: Vec<_> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [] => "(nothing)".to_owned(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} ... {last}"),
    }
}

/// One event; where it goes is told when that is another state.
fn row(name: &str, answer: &str, before: &str, bench: &Bench) -> String {
    let after = bench.model.summary().to_string();
    let change = if after == before { String::new() } else { format!("\n    -> {after}") };
    format!("  {name:<34} {answer}{change}\n")
}

#[test]
fn every_state_with_every_event() {
    let mut table = String::new();
    for State(name, state) in STATES {
        let before = state().model.summary().to_string();
        writeln!(table, "{name}: {before}").unwrap();
        for line in LINES {
            let mut bench = state();
            let answer = told(&bench.te(format!("{line}\r").as_bytes()));
            table.push_str(&row(line, &answer, &before, &bench));
        }
        let mut bench = state();
        let answer = told(bench.advance(4_000).as_bytes());
        table.push_str(&row("(4000 s pass)", &answer, &before, &bench));
        let mut bench = state();
        if let Some(sim7100_model::NetAction::Open { connection, .. }) = bench.net.pop() {
            let answer = told(bench.net(NetEvent::Ended(connection)).as_bytes());
            table.push_str(&row("(the connection ends)", &answer, &before, &bench));
        }
        let mut bench = state();
        bench.control(Control::PowerCycle);
        table.push_str(&row("(power cycle)", "(nothing)", &before, &bench));
    }
    insta::assert_snapshot!(table);
}
