//! States to reach, each as the operations that lead there from anywhere.

use super::vocabulary::{ADDRESSES, MMSC_URL, NAMES};
use crate::operation::{MmscAnswer, Operation, Push};
use crate::random::Random;

use Operation::{Mmsc, Tick};

/// How a plan is drawn.
type Plan = fn(&mut Random) -> Vec<Operation>;

/// The goals.
const GOALS: &[Plan] = &[
    send,
    send,
    receive,
    files,
    files,
    addresses,
    boxes,
    boxes,
    size_limit,
    push_within_view,
    title,
    outside_edit_mode,
    empty_send,
];

/// The operations towards one goal.
pub(crate) fn plan(random: &mut Random) -> Vec<Operation> {
    random.pick(GOALS).map_or_else(Vec::new, |goal| goal(random))
}

/// Settings that every sequence begins with, and again after the power was away.
pub(crate) fn settings() -> Vec<Operation> {
    let url = format!("AT+CMMSCURL=\"{MMSC_URL}\"");
    ["ATE0", "AT+CMEE=1", url.as_str(), "AT+CMMSPROTO=1,\"10.0.0.172\",80"].map(line).to_vec()
}

fn line(text: &str) -> Operation {
    Operation::send(text)
}

fn view() -> Operation {
    line("AT+CMMSVIEW")
}

/// A file with its octets; their number is what was announced.
fn file(random: &mut Random) -> [Operation; 2] {
    let (keyword, name) = match random.below(3) {
        0 => ("TEXT", "t1.txt"),
        1 => ("PIC", random.word(&["a.jpg", "b.jpg"])),
        _ => ("AUDIO", "t1.amr"),
    };
    let octets = if keyword == "TEXT" { text(random) } else { binary(random) };
    let line = format!("AT+CMMSDOWN=\"{keyword}\",{},\"{name}\"", octets.len());
    [Operation::send(&line), Operation::Payload(octets)]
}

/// A text in one of its encodings.
pub(crate) fn text(random: &mut Random) -> Vec<u8> {
    let text = ["Hello", "hi\r\nthere", "gr\u{FC}n", "\u{4E2D}\u{6587}"];
    let text = random.word(&text);
    match random.below(4) {
        0 => [vec![0xFF, 0xFE], utf_16(text, u16::to_le_bytes)].concat(),
        1 => [vec![0xFE, 0xFF], utf_16(text, u16::to_be_bytes)].concat(),
        _ => text.as_bytes().to_vec(),
    }
}

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// Octets with those that a careless line discipline takes for itself.
pub(crate) fn binary(random: &mut Random) -> Vec<u8> {
    match random.below(5) {
        0 => b"A\rT\n\x1A\0".to_vec(),
        1 => vec![b'x'; random.between(510, 516)],
        2 => vec![b'y'; random.between(1_020, 1_028)],
        _ => vec![b'z'; random.between(1, 6)],
    }
}

fn send(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    if random.one_in(2) {
        let draw = |random: &mut Random, most| random.between(0, most);
        let flags = [6, 3, 1, 1, 2, 4].map(|most| draw(random, most).to_string());
        plan.push(line(&format!("AT+CMMSSENDCFG={}", flags.join(","))));
    }
    if random.one_in(2) {
        plan.extend(titled(random));
    }
    plan.extend(file(random));
    for command in ["+CMMSRECP", "+CMMSCC", "+CMMSBCC"] {
        if command == "+CMMSRECP" || random.one_in(3) {
            plan.push(line(&format!("AT{command}=\"{}\"", random.word(ADDRESSES))));
        }
    }
    plan.push(Mmsc(if random.one_in(4) { behaviour(random) } else { MmscAnswer::Accept }));
    plan.push(line("AT+CMMSSEND"));
    for _ in 0..random.below(3) {
        plan.push(line(random.word(&["AT", "AT+CMMSSEND", "AT+CMMSVIEW", "AT+CMMSEDIT=1"])));
    }
    plan.extend([Tick(1_000), view()]);
    plan
}

/// Any behaviour of the MMSC.
pub(crate) fn behaviour(random: &mut Random) -> MmscAnswer {
    let plain: Vec<MmscAnswer> = MmscAnswer::plain().collect();
    match random.below(5) {
        0 => MmscAnswer::Status(random.pick(&[204, 404, 500, 503]).copied().unwrap_or(503)),
        1 => MmscAnswer::Refuse(random.pick(&[0xE1, 0xC0, 0x82]).copied().unwrap_or(0xE1)),
        _ => random.pick(&plain).copied().unwrap_or(MmscAnswer::Accept),
    }
}

fn receive(random: &mut Random) -> Vec<Operation> {
    let answers = [
        MmscAnswer::ServeText,
        MmscAnswer::ServePicture,
        MmscAnswer::ServeTitle,
        MmscAnswer::Malformed,
        MmscAnswer::Half,
    ];
    let answer = random.pick(&answers).copied().unwrap_or(MmscAnswer::Half);
    let mut plan = vec![line("AT+CMMSEDIT=0"), Mmsc(answer)];
    if random.one_in(4) {
        plan.insert(0, line("AT+CMMSEDIT=1"));
        plan.swap(0, 1);
    }
    plan.push(line(&format!("AT+CMMSRECV=\"{}\"", crate::operation::LOCATION)));
    plan.push(Tick(2_000));
    plan.extend([view(), line("AT+CMMSREAD=0")]);
    if random.one_in(3) {
        plan.extend([line("AT+CMMSSAVE=1"), line("AT+CMMSVIEW=1")]);
    }
    plan
}

fn files(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    let count = random.between(1, 3);
    for _ in 0..count {
        plan.extend(file(random));
    }
    if random.one_in(3) {
        let (dir, name) = if random.one_in(2) { (1, "t1.txt") } else { (2, "t1.jpg") };
        plan.push(line(&format!("AT+CMMSDOWN=\"FILE\",{dir},\"{name}\"")));
    }
    plan.push(line(&format!("AT+CMMSREAD={}", random.below(count + 1))));
    if random.one_in(2) {
        plan.push(line(&format!("AT+CMMSDELFILE={}", random.below(count + 1))));
        plan.push(view());
        plan.extend(file(random));
    }
    plan.push(view());
    if random.one_in(3) {
        let name = random.word(NAMES);
        plan.push(line(&format!("AT+CMMSSNATCH=0,1,\"s{name}\"")));
        plan.push(line(&format!("AT+CMMSDOWN=\"FILE\",1,\"s{name}\"")));
        plan.push(line(&format!("AT+CMMSREAD={count}")));
    }
    plan
}

fn addresses(random: &mut Random) -> Vec<Operation> {
    let lists = ["RECP", "CC", "BCC"];
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    if random.one_in(3) {
        let list = random.word(&lists);
        let same = line(&format!("AT+CMMS{list}=\"{}\"", random.word(ADDRESSES)));
        plan.extend(vec![same; 22]);
        plan.push(line(&format!("AT+CMMS{list}?")));
        return plan;
    }
    for _ in 0..random.between(2, 5) {
        plan.push(line(&format!("AT+CMMS{}=\"{}\"", random.word(&lists), random.word(ADDRESSES))));
    }
    for _ in 0..random.between(1, 3) {
        let (list, address) = (random.word(&lists), random.word(ADDRESSES));
        plan.push(line(&match random.below(4) {
            0 => format!("AT+CMMSDEL{list}"),
            _ => format!("AT+CMMSDEL{list}=\"{address}\""),
        }));
    }
    plan.extend([view(), line(&format!("AT+CMMS{}?", random.word(&lists)))]);
    plan
}

fn boxes(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![
        line("AT+CMMSEDIT=1"),
        line(&format!("AT+CMMSRECP=\"{}\"", random.word(ADDRESSES))),
        line(&format!("AT+CMMSSAVE={}", random.below(2))),
    ];
    for _ in 0..random.between(2, 6) {
        let number = random.below(2);
        plan.push(line(&match random.below(8) {
            0 => format!("AT+CMMSSAVE={number}"),
            1 => format!("AT+CMMSDELETE={number}"),
            2 => "AT+CMMSDELETE".to_owned(),
            3 => "AT+CMMSDELETE?".to_owned(),
            4 => format!("AT+CMMSCC=\"{}\"", random.word(ADDRESSES)),
            5 => "AT+CMMSVIEW".to_owned(),
            _ => format!("AT+CMMSVIEW={number}"),
        }));
    }
    plan.push(line("AT+CMMSDELETE?"));
    plan
}

/// A message about as large as the smallest maximum.
fn size_limit(random: &mut Random) -> Vec<Operation> {
    let size = random.pick(&[10_239, 10_240, 10_241, 10_241]).copied().unwrap_or(10_240);
    let mut plan = vec![
        line("AT+CMMSSYSSET=10240"),
        line("AT+CMMSEDIT=1"),
        line(&format!("AT+CMMSDOWN=\"PIC\",{size},\"a.jpg\"")),
        Operation::Payload(vec![b's'; size]),
        line(&format!("AT+CMMSRECP=\"{}\"", random.word(ADDRESSES))),
        line("AT+CMMSSEND"),
        Tick(1_000),
    ];
    if random.one_in(2) {
        plan.push(line("AT+CMMSDOWN=\"PIC\",1,\"b.jpg\""));
        plan.push(Operation::Payload(b"1".to_vec()));
    }
    plan
}

fn push_within_view(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    plan.extend(file(random));
    plan.extend([Operation::Push(Push::Plain), view()]);
    plan
}

/// A title; at its greatest length every other time.
fn titled(random: &mut Random) -> [Operation; 2] {
    let octets = match random.below(4) {
        0 => vec![b't'; 40],
        1 => [vec![0xFF, 0xFE], utf_16("abcdefghijklmnopqrs", u16::to_le_bytes)].concat(),
        _ => text(random),
    };
    [line(&format!("AT+CMMSDOWN=\"TITLE\",{}", octets.len())), Operation::Payload(octets)]
}

fn title(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    plan.extend(titled(random));
    plan.push(view());
    let refused = random.word(&["\"TITLE\",41", "\"TITLE\",0", "\"PIC\",0,\"a.jpg\""]);
    plan.extend([line(&format!("AT+CMMSDOWN={refused}")), view()]);
    plan
}

/// What must be refused while editing is off, or on.
fn outside_edit_mode(random: &mut Random) -> Vec<Operation> {
    let mut plan =
        vec![line(random.word(&["AT+CMMSEDIT=0", "AT+CMMSEDIT=1"])), line("AT+CMMSEDIT?")];
    plan.push(line(&format!("AT+CMMSRECP=\"{}\"", random.word(ADDRESSES))));
    plan.extend(file(random));
    plan.push(line(&format!("AT+CMMSRECV=\"{}\"", crate::operation::LOCATION)));
    plan.extend([Tick(2_000), line("AT+CMMSEDIT?")]);
    plan
}

/// A message that lacks what a message needs.
fn empty_send(random: &mut Random) -> Vec<Operation> {
    let mut plan = vec![line("AT+CMMSEDIT=1")];
    if random.one_in(2) {
        plan.extend(file(random));
    } else {
        plan.push(line(&format!("AT+CMMSRECP=\"{}\"", random.word(ADDRESSES))));
    }
    plan.extend([line("AT+CMMSSEND"), Tick(1_000)]);
    plan
}
