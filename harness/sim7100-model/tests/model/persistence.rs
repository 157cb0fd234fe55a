//! What survives: AT&F, AT&W, ATZ, power cycles.

use sim7100_model::{Control, Event, NetAction, Profile, TransactionKind, TransactionPhase};

use crate::bench::{Bench, dialogue};

#[test]
fn settings_survive_and_the_message_does_not() {
    let mut bench = Bench::new();
    bench.compose();
    bench.ok(&["AT+CMMSSENDCFG=2,3,1,1,2,4", "AT+CMMSSYSSET=102400", "AT+CMMSSAVE=0"]);
    bench.control(Control::PutFile { path: "C:/a.txt", octets: b"a" });
    bench.control(Control::PowerCycle);
    assert_eq!(bench.te(b"ATE0+CMEE=1\r"), b"ATE0+CMEE=1\r\r\nOK\r\n");
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSCURL?", "\r\n+CMMSCURL: \"192.168.1.2:7082/xst=test\"\r\n\r\nOK\r\n"),
            ("AT+CMMSPROTO?", "\r\n+CMMSPROTO: 1,\"10.0.0.172\",80\r\n\r\nOK\r\n"),
            ("AT+CMMSSENDCFG?", "\r\n+CMMSSENDCFG: 2,3,1,1,2,4\r\n\r\nOK\r\n"),
            ("AT+CMMSSYSSET?", "\r\n+CMMSSYSSET: 307200,1460,1500,6\r\n\r\nOK\r\n"),
            ("AT+CMMSEDIT?", "\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n"),
            ("AT+CMMSVIEW", "\r\n+CME ERROR: 187\r\n"),
            ("AT+CMMSDELETE?", "\r\n+CMMSDELETE: 1\r\n\r\nOK\r\n"),
            ("AT&F", "\r\nOK\r\n"),
            ("ATE0", "ATE0\r\r\nOK\r\n"),
            ("AT+CMMSSENDCFG?", "\r\n+CMMSSENDCFG: 2,3,1,1,2,4\r\n\r\nOK\r\n"),
            ("AT&F1", "\r\nOK\r\n"),
            ("ATE0", "ATE0\r\r\nOK\r\n"),
            ("AT+CMMSCURL?", "\r\n+CMMSCURL: \"\"\r\n\r\nOK\r\n"),
            ("AT+CMMSPROTO?", "\r\n+CMMSPROTO: 1,\"0.0.0.0\",0\r\n\r\nOK\r\n"),
            ("AT+CMMSSENDCFG?", "\r\n+CMMSSENDCFG: 6,3,0,0,2,4\r\n\r\nOK\r\n"),
        ],
    );
    assert!(bench.model.efs().read("c:/a.txt").is_some());
    bench.control(Control::Factory);
    assert!(bench.model.efs().read("c:/a.txt").is_none());
    assert_eq!(bench.model.summary().to_string(), "edit=0 memory=- box0=- box1=- transaction=-");
}

#[test]
fn stored_parameters_come_back() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CREG=2", "AT&W", "ATE1"]);
    bench.control(Control::PowerCycle);
    dialogue(
        &mut bench,
        &[
            ("AT+CREG?", "\r\n+CREG: 2,1\r\n\r\nOK\r\n"),
            ("ATE1", "\r\nOK\r\n"),
            ("ATZ", "ATZ\r\r\nOK\r\n"),
            ("AT", "\r\nOK\r\n"),
        ],
    );
}

#[test]
fn a_power_cycle_abandons_what_runs() {
    let mut bench = Bench::new();
    bench.compose();
    bench.ok(&["AT+CMMSSEND"]);
    let (connection, ..) = bench.opened();
    bench.control(Control::PowerCycle);
    assert_eq!(bench.net, [NetAction::Close { connection }]);
    let phase = TransactionPhase::Abandoned;
    assert_eq!(bench.events.pop(), Some(Event::Transaction { kind: TransactionKind::Send, phase }));
    assert_eq!(bench.model.poll_timeout(), None);
    assert_eq!(bench.advance(4_000), "");
}

#[test]
fn a_new_profile_brings_its_defaults() {
    let mut bench = Bench::new();
    let mut profile = Profile::default();
    profile.set("cmee", "0").unwrap();
    profile.set("max_pdu_default", "102400").unwrap();
    bench.control(Control::Profile(profile));
    bench.te(b"ATE0\r");
    dialogue(
        &mut bench,
        &[
            ("AT+CMEE?", "\r\n+CMEE: 0\r\n\r\nOK\r\n"),
            ("AT+CMMSSYSSET?", "\r\n+CMMSSYSSET: 102400,1460,1500,6\r\n\r\nOK\r\n"),
        ],
    );
}

#[test]
fn a_control_that_cannot_be_carried_out_is_told() {
    let mut bench = Bench::new();
    bench.control(Control::RemoveFile { path: "C:/none" });
    bench.control(Control::PutFile { path: "none", octets: b"" });
    assert_eq!(bench.events.len(), 2);
    assert!(bench.events.iter().all(|event| matches!(event, Event::ControlRefused { .. })));
}
