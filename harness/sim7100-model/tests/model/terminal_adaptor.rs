//! V.250: echo, result codes, concatenation, registers.

use crate::bench::{Bench, dialogue};

#[test]
fn echo_comes_first_and_a_line_feed_is_dropped() {
    let mut bench = Bench::raw(&[]);
    assert_eq!(bench.te(b"AT\r"), b"AT\r\r\nOK\r\n");
    assert_eq!(bench.te(b"at\r\n"), b"at\r\r\nOK\r\n");
    assert_eq!(bench.te(b"ATE0\r\nAT\r\n"), b"ATE0\r\r\nOK\r\n\r\nOK\r\n");
}

#[test]
fn result_codes_by_v_q_and_cmee() {
    let mut bench = Bench::new();
    let failing = "AT+CMMSVIEW=0";
    dialogue(
        &mut bench,
        &[
            (failing, "\r\n+CME ERROR: 183\r\n"),
            ("AT+CMEE=2", "\r\nOK\r\n"),
            (failing, "\r\n+CME ERROR: The box is empty\r\n"),
            ("AT+CMEE=0", "\r\nOK\r\n"),
            (failing, "\r\nERROR\r\n"),
            ("ATV0", "0\r"),
            (failing, "4\r"),
            ("AT+CMEE?", "+CMEE: 0\r\n0\r"),
            ("AT+CMEE=1", "0\r"),
            (failing, "\r\n+CME ERROR: 183\r\n"),
            ("ATQ1", ""),
            (failing, ""),
            ("AT+CMEE?", "+CMEE: 1\r\n"),
            ("ATQ0V1", "\r\nOK\r\n"),
            ("ATV", "0\r"),
        ],
    );
    let mut bench = Bench::with(&[("cme_v0", "trailer")]);
    dialogue(&mut bench, &[("ATV0", "0\r"), (failing, "+CME ERROR: 183\r")]);
}

#[test]
fn the_default_of_cmee_is_a_reading() {
    for (reading, answer) in
        [("0", "ERROR"), ("1", "+CME ERROR: 183"), ("2", "+CME ERROR: The box is empty")]
    {
        let mut bench = Bench::raw(&[("cmee", reading)]);
        bench.te(b"ATE0\r");
        assert_eq!(bench.line("AT+CMMSVIEW=0"), format!("\r\n{answer}\r\n"));
    }
}

#[test]
fn commands_run_from_left_to_right_up_to_the_first_failure() {
    let mut bench = Bench::new();
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSEDIT=1;+CMMSEDIT?", "\r\n+CMMSEDIT: 1\r\n\r\nOK\r\n"),
            ("AT+CMMSEDIT=0;+CMMSVIEW;+CMMSEDIT=1", "\r\n+CME ERROR: 187\r\n"),
            ("AT+CMMSEDIT?", "\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n"),
            ("AT+CMMSEDIT=1;+CMMSCURL=\"x", "\r\nERROR\r\n"),
            ("ATE0Q0V1", "\r\nOK\r\n"),
        ],
    );
}

#[test]
fn a_slash_repeats_the_last_line() {
    let mut bench = Bench::raw(&[]);
    assert_eq!(bench.te(b"A/"), b"A/\r\nOK\r\n");
    bench.te(b"ATE0\r");
    bench.line("AT+CMMSEDIT?");
    assert_eq!(bench.te(b"A/"), b"\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n");
}

#[test]
fn registers_shape_lines_and_answers() {
    let mut bench = Bench::new();
    assert_eq!(bench.line("ATS3?"), "\r\n013\r\n\r\nOK\r\n");
    assert_eq!(bench.te(b"ATX\x08E0\r"), b"\r\nOK\r\n");
    assert_eq!(bench.te(b"ATS5=35\r"), b"\r\nOK\r\n");
    assert_eq!(bench.te(b"ATQ#E0\r"), b"\r\nOK\r\n");
    assert_eq!(bench.te(b"ATS3=30\r"), b"\x1E\nOK\x1E\n");
    assert_eq!(bench.te(b"ATS4=33\x1E"), b"\x1E!OK\x1E!");
    assert_eq!(bench.te(b"ATS3=128\x1E"), b"\x1E!ERROR\x1E!");
}

#[test]
fn a_line_too_long_is_an_error_and_does_nothing() {
    let mut bench = Bench::new();
    let mut line = "AT+CMMSEDIT=1;".to_owned();
    line.push_str(&" ".repeat(600));
    assert_eq!(bench.line(&line), "\r\nERROR\r\n");
    assert_eq!(bench.line("AT+CMMSEDIT?"), "\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n");
}

#[test]
fn what_is_no_command_line_gets_no_answer() {
    let mut bench = Bench::new();
    assert_eq!(bench.te(b"\r\n\x1A\x1B\rhello\r"), b"");
    assert_eq!(bench.te(b"xxAT\r"), b"\r\nOK\r\n");
}

#[test]
fn stock_clients_find_what_they_ask_first() {
    let mut bench = Bench::new();
    for line in [
        "AT",
        "ATZ",
        "ATE0",
        "AT&F",
        "ATE0",
        "ATV1",
        "ATQ0",
        "ATX4",
        "AT&C1&D2",
        "ATH",
        "ATS0=0",
        "ATI",
        "AT+GCAP",
        "AT+CGMI",
        "AT+GMI",
        "AT+CGMM",
        "AT+GMM",
        "AT+CGMR",
        "AT+GMR",
        "AT+CGSN",
        "AT+GSN",
        "AT+CIMI",
        "AT+CPIN?",
        "AT+CMEE=0",
        "AT+CFUN?",
        "AT+CFUN=1",
        "AT+CSQ",
        "AT+CREG?",
        "AT+CGREG?",
        "AT+CEREG?",
        "AT+COPS?",
        "AT+COPS=3,2",
        "AT+CSCS?",
        "AT+CSCS=?",
        "AT+CMGF=0",
        "AT+CMGF=?",
        "AT+CNMI=?",
        "AT+CLIP=1",
        "AT+CRC=1",
        "AT+CTZU=1",
        "AT+IPR=115200",
        "AT+IFC=2,2",
        "AT+CLAC",
        "AT&W",
    ] {
        let answer = bench.line(line);
        assert!(answer.ends_with("\r\nOK\r\n"), "{line}: {answer}");
    }
}

#[test]
fn the_list_of_commands_has_every_command_of_the_document() {
    let list = Bench::new().line("AT+CLAC");
    for name in ["CMMSCURL", "CMMSRECV", "CMMSSNATCH", "CMMSDELBCC", "CGSOCKCONT"] {
        assert!(list.contains(&format!("\r\n+{name}\r\n")), "{name}");
    }
    assert!(!list.contains("RCEV"));
}
