//! A stock serial program: `chat` of the Debian package `ppp` sends the message of chapter 10.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::program::{Program, attest, installed};
use crate::serve::{Served, ask};

#[test]
fn chat_sends_the_message_of_chapter_10() {
    let Some(chat) = installed("chat", "ppp", "chat_sends_the_message_of_chapter_10") else {
        return;
    };
    let mut mmsc = Program::start(attest(["serve", "mmsc", "--http", "127.0.0.1:0"]));
    let address = mmsc.after("MMSC listening on http://");
    let route = format!("*={}", address.trim_end_matches('/'));
    let served = Served::with_control(&["--route", &route]);
    let picture =
        json!({ "op": "put_file", "path": "C:/Video/1.jpg", "base64": "/9j/4AAQSkZJRg==" });
    assert_eq!(ask(&served.socket(), &picture), json!({ "ok": "done" }));

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chat/send-mms.chat");
    let line = || File::options().read(true).write(true).open(served.link()).unwrap();
    let mut command = Command::new(chat);
    // -s: what goes wrong is told on standard error. Standard input and output are the serial line.
    command.args(["-v", "-s", "-S", "-f"]).arg(script).stdin(line());
    talk(command, line());

    mmsc.line(|line| line.starts_with("#1 POST http://192.168.1.2:7082/xst=test -> 200"));
    mmsc.line(|line| line == "findings: none");
    mmsc.interrupt();
    let shown = mmsc.end().exits(0).stdout;
    assert_eq!(shown.matches("X-Mms-Message-Type: m-send.req").count(), 1, "{shown}");
    assert!(!shown.contains("#2 "), "{shown}");
    assert!(!shown.contains("error"), "{shown}");
    for told in [
        "To: 13918181818/TYPE=PLMN",
        "To: T1@TEST.COM",
        "Cc: 15013231222/TYPE=PLMN",
        "Subject: Test title",
        "Content-Location: 1.jpg",
        "Content-Location: t1.txt",
        "Data: 120 octets, \"My test content",
    ] {
        assert!(shown.contains(told), "no `{told}` in:\n{shown}");
    }
}

/// Lets `chat` talk over a line; demands that it gets to the end of its script.
fn talk(command: Command, line: File) {
    Program::start_on(command, line.into()).end().exits(0).complains("+CMMSSEND: 0");
}
