//! What holds for any octets of the TE, cut anywhere.

use proptest::prelude::*;
use sim7100_model::{ArgumentRange, Command, ConnectionId, Event, Input, Model, NetEvent, Output};
use sim7100_model::{Control, Deviation, Instant, Profile, PushSms};

use crate::bench::Bench;

/// A write form with arguments that are sound, or nearly.
fn arguments(command: &Command) -> String {
    let text = |range: &ArgumentRange, index: usize| match range {
        ArgumentRange::Number(min, max) => {
            [*min, (*max).min(64), max.saturating_add(1)][index % 3].to_string()
        }
        ArgumentRange::Text(_) => {
            ["\"a.txt\"", "\"http://m/a\"", "\"1@b\"", "\"\""][index % 4].to_owned()
        }
        ArgumentRange::Keyword(words) => format!("\"{}\"", words[index % words.len()]),
        _ => String::new(),
    };
    let arguments = command.write.iter().flatten().enumerate();
    arguments
        .map(|(index, argument)| text(&argument.range, index + command.name.len()))
        .collect::<Vec<_>>()
        .join(",")
}

/// Command lines of the table, and whatever else may come.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    let commands = Model::commands();
    let line = (0..commands.len(), 0_u8..5).prop_map(move |(index, form)| {
        let command = &commands[index];
        let tail = match form {
            0 => "=?".to_owned(),
            1 => "?".to_owned(),
            2 => String::new(),
            _ => format!("={}", arguments(command)),
        };
        format!("AT{}{tail}\r", command.name).into_bytes()
    });
    let fixed = prop::sample::select(vec![
        &b"AT+CMMSEDIT=1\r"[..],
        b"AT+CMMSDOWN=\"TEXT\",5,\"t.txt\"\r",
        b"AT+CMMSDOWN=\"TITLE\",9\r\n",
        b"AT+CMMSRECP=\"1\"\r",
        b"AT+CMMSSEND\r",
        b"AT+CMMSREAD=0\r",
        b"AT+CMMSVIEW\r",
        b"AT+CMMSSAVE\r",
        b"A/",
        b"ATE0\r",
        b"ATE1\r",
        b"\r\n",
        b"\x1A",
    ]);
    prop_oneof![
        4 => line,
        3 => fixed.prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

fn streams() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(octets(), 0..24).prop_map(|pieces| pieces.concat())
}

/// All that comes out, the octets for the TE in one piece; answers to commands by themselves.
fn drain(model: &mut Model) -> (Vec<u8>, Vec<Output>, Vec<Output>) {
    let (mut said, mut others, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(output) = model.poll_output() {
        match output {
            Output::Te(octets) => said.extend(octets),
            answer @ Output::Event(Event::Command { .. }) => answers.push(answer),
            other => others.push(other),
        }
    }
    (said, others, answers)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_faults_come_to_rest_and_a_factory_reset_ends_them(
        stream in streams(),
        first in prop::sample::select(Deviation::all()),
        second in prop::sample::select(Deviation::all()),
    ) {
        let mut profile = Profile::default();
        profile.deviate(first.name()).unwrap();
        profile.deviate(second.name()).unwrap();
        let mut model = Model::new(profile);
        let mut now = Instant::from_micros(1);
        model.handle(now, Input::Te(&stream));
        drain(&mut model);
        for _ in 0..stream.len() + 8 {
            let Some(due) = model.poll_timeout() else { break };
            now = due;
            model.handle(now, Input::Timeout);
            drain(&mut model);
        }
        prop_assert_eq!(model.poll_timeout(), None);
        model.handle(now, Input::Control(Control::Factory));
        drain(&mut model);
        model.handle(now, Input::Te(b"AT\r"));
        prop_assert_eq!(drain(&mut model).0, b"AT\r\r\nOK\r\n");
    }

    #[test]
    fn chunking_changes_nothing(stream in streams(), cuts in prop::collection::vec(1_usize..20, 1..30)) {
        let now = Instant::from_micros(1);
        let mut whole = Model::new(Profile::default());
        whole.handle(now, Input::Te(&stream));
        let expected = drain(&mut whole);
        let mut cut = Model::new(Profile::default());
        let (mut rest, mut got) = (&stream[..], (Vec::new(), Vec::new(), Vec::new()));
        for length in cuts.iter().cycle() {
            let (piece, tail) = rest.split_at((*length).min(rest.len()));
            cut.handle(now, Input::Te(piece));
            let (said, others, answers) = drain(&mut cut);
            got.0.extend(said);
            got.1.extend(others);
            got.2.extend(answers);
            rest = tail;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(got, expected);
        prop_assert_eq!(cut.summary(), whole.summary());
    }

    #[test]
    fn invariants_hold_and_the_module_answers_again(
        stream in streams(),
        network in prop::collection::vec((0_u32..3, prop::collection::vec(any::<u8>(), 0..60)), 0..6),
        push in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let mut bench = Bench::new();
        bench.te(&stream);
        for (connection, octets) in &network {
            let connection = ConnectionId(*connection);
            bench.net(NetEvent::Opened(connection));
            bench.input(Input::Net(NetEvent::Received { connection, octets }));
        }
        let timestamp = "09/03/17,17:14:41+32".parse().unwrap();
        bench.input(Input::Push(PushSms { sender: "1", timestamp, octets: &push }));
        // Silence ends data mode and transactions; registers and result codes may have been changed.
        bench.advance(4_000);
        bench.te(b"\rAT\r");
        bench.input(Input::Control(Control::Factory));
        bench.te(b"ATE0\r");
        prop_assert_eq!(bench.te(b"AT\r"), b"\r\nOK\r\n");
    }

    #[test]
    fn without_changed_registers_at_is_answered(stream in streams()) {
        let stream: Vec<u8> = stream.into_iter().filter(|octet| !matches!(octet, b'S' | b's' | b'Q' | b'q' | b'V' | b'v')).collect();
        let mut bench = Bench::new();
        bench.te(&stream);
        bench.advance(4_000);
        bench.te(b"\r");
        let answer = bench.te(b"AT\r");
        prop_assert!(answer.ends_with(b"\r\nOK\r\n"), "{:?}", String::from_utf8_lossy(&answer));
    }
}

#[test]
fn outputs_are_bounded_and_nothing_is_lost() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    bench.down("AT+CMMSDOWN=\"PIC\",300000,\"a.jpg\"", &vec![b'x'; 300_000]);
    let lines = b"AT+CMMSREAD=0\r".repeat(40);
    bench.model.handle(Instant::from_micros(0), Input::Te(&lines));
    let first = bench.model.poll_output();
    assert!(matches!(first, Some(Output::Te(octets)) if octets.len() < 2_000_000));
    let (said, others, _) = drain(&mut bench.model);
    assert_eq!(others, []);
    assert!(said.len() > 30 * 300_000);
    assert!(said.ends_with(b"\r\n\r\nOK\r\n"));
    assert_eq!(bench.line("AT+CMMSEDIT?"), "\r\n+CMMSEDIT: 1\r\n\r\nOK\r\n");
}

#[test]
fn octets_that_cannot_wait_are_lost_with_an_event() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    bench.down("AT+CMMSDOWN=\"PIC\",300000,\"a.jpg\"", &vec![b'x'; 300_000]);
    let mut lines = b"AT+CMMSREAD=0\r".repeat(4);
    lines.extend(vec![b' '; 4_300_000]);
    bench.model.handle(Instant::from_micros(0), Input::Te(&lines));
    let (_, others, _) = drain(&mut bench.model);
    assert!(
        matches!(others.as_slice(), [Output::Event(Event::OverrunOctets(lost))] if *lost > 100_000)
    );
    assert_eq!(bench.model.violations(), Vec::<String>::new());
}
