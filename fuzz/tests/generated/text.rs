//! Seeds of targets that read texts: command lines, charsets, bursts, journals, short messages.

use campaign::journal::Header;
use campaign::operation::MmscAnswer;
use sim7100_model::{Argument, ArgumentRange, Command, Model};

use crate::Seeds;

/// Commands of one seed of `command_round_trip`.
const COMMANDS: usize = 8;

/// Texts with what each shows.
const TEXTS: [(&str, &[u8]); 13] = [
    ("ascii", b"Hello module"),
    ("latin-1", b"caf\xE9 \xA3"),
    ("utf-8", "caf\u{E9} \u{4E2D}\u{6587}".as_bytes()),
    ("utf-8-with-mark", b"\xEF\xBB\xBFa\xC3\xA9"),
    ("utf-8-cut-short", b"a\xE4\xB8"),
    ("emoji", "\u{1F600}".as_bytes()),
    ("ucs2-le-with-mark", b"\xFF\xFEH\0i\0"),
    ("ucs2-be-with-mark", b"\xFE\xFF\0H\0i"),
    ("ucs2-odd", b"\xFF\xFEH\0i"),
    ("surrogate-alone", b"\xFF\xFE\x3D\xD8a\0"),
    ("mark-alone", b"\xFF\xFE"),
    ("mark-in-digits", b"FFFE0048"),
    ("nul-inside", b"a\0b"),
];

/// Bursts to the module's serial side with what each shows.
const BURSTS: [(&str, &[u8]); 10] = [
    ("message-composed-and-sent", b"ATE0\rAT+CMMSCURL=\"192.168.1.2/x\"\rAT+CMMSEDIT=1\rAT+CMMSRECP=\"1\"\r\xF8AT+CMMSDOWN=\"TEXT\",5,\"t.txt\"\rHello\xF8AT+CMMSSEND\r\xF8AT+CMMSSEND\r\xFA"),
    ("data-mode-cut-by-time", b"AT+CMMSEDIT=1\rAT+CMMSDOWN=\"PIC\",9,\"a.jpg\"\rabc\xF9AT\r"),
    ("data-mode-cut-by-power", b"AT+CMMSEDIT=1\rAT+CMMSDOWN=\"PIC\",9,\"a.jpg\"\rabc\xFBAT\r"),
    ("data-longer-than-announced", b"AT+CMMSEDIT=1\rAT+CMMSDOWN=\"TITLE\",2\rabAT\rcd\r"),
    ("push-in-data-mode", b"AT+CMMSEDIT=1\rAT+CMMSDOWN=\"PIC\",4,\"a.jpg\"\rab\xFEcd\xFD"),
    ("boxes", b"AT+CMMSEDIT=1\rAT+CMMSRECP=\"1\"\rAT+CMMSSAVE=0\rAT+CMMSSAVE=1\rAT+CMMSVIEW=0\rAT+CMMSDELETE\r"),
    ("other-line-end", b"ATS3=65\rAT+CMMSEDIT?AATS3=13A"),
    ("quiet-numbers-stored", b"ATV0Q1&W\rAT\rATZ\rATQ0V1\r"),
    ("repeat-and-backspace", b"ATE1\rATX\x08I\rA/A/"),
    ("noise", b"\x00\x7F\r\r\n;;AT;AT+\rat+cmmsview=9\r\xFCAT\r"),
];

pub(crate) fn add(seeds: &mut Seeds) {
    charsets(seeds);
    commands(seeds);
    for (name, octets) in BURSTS {
        seeds.insert(("model_bytes", name.to_owned()), octets.to_vec());
    }
    journals(seeds);
    pushes(seeds);
    files(seeds);
}

fn charsets(seeds: &mut Seeds) {
    for (number, (name, octets)) in (0_u8..).zip(TEXTS) {
        seeds.insert(("charset", name.to_owned()), [&[number], octets].concat());
    }
}

/// Every command of the table in each of its forms, a few in one line.
fn commands(seeds: &mut Seeds) {
    let commands: Vec<Command> =
        Model::commands().into_iter().filter(|command| command.name.starts_with('+')).collect();
    for (number, chunk) in commands.chunks(COMMANDS).enumerate() {
        let lines: Vec<String> = chunk.iter().map(line).collect();
        let octets = lines.join("\n").into_bytes();
        seeds.insert(("command_round_trip", format!("commands-{number}")), octets);
    }
    let quoted =
        b"CMMSDOWN\t\"TEXT\t#5\t\"a;b,c?=.txt\nCMMSRECP\t\"\nCMMSVIEW?\nCMMSSEND=?".to_vec();
    seeds.insert(("command_round_trip", "separators-in-quotes".to_owned()), quoted);
}

fn line(command: &Command) -> String {
    let name = command.name.trim_start_matches('+');
    match &command.write {
        Some(arguments) => {
            let arguments: Vec<String> = arguments.iter().map(argument).collect();
            format!("{name}\t{}", arguments.join("\t"))
        }
        None if command.read => format!("{name}?"),
        None if command.test => format!("{name}=?"),
        None => name.to_owned(),
    }
}

fn argument(argument: &Argument) -> String {
    match &argument.range {
        ArgumentRange::Number(_, most) => format!("#{most}"),
        ArgumentRange::Keyword(words) => {
            format!("\"{}", words.first().map_or("", String::as_str))
        }
        _ => format!("\"{}", argument.name),
    }
}

fn journals(seeds: &mut Seeds) {
    let header = Header { seed: 7, profile: "sim7100".to_owned() };
    let of = |lines: &str| format!("{header}\n{lines}").into_bytes();
    let rows = [
        ("header-alone", of("")),
        ("torn-begin", of("begin 0")),
        ("begun", of("begin 0\n")),
        ("begun-twice", of("begin 0\nbegin 0\n")),
        ("out-of-order", of("begin 0\nend 1 commands=1 ms=1\n")),
        ("ended", of("begin 0\nend 0 commands=41 ms=3\nbegin 1\nend 1 commands=2 ms=9")),
        ("stopped", of("begin 0\nend 0 commands=41 ms=3\nstop interrupted\n")),
        (
            "found",
            of(
                "begin 0\nfound 0 framing SIM-2-1 i00 \\r\\nOK\\r\\n ~ send\\x20AT\\ntick\\x205\\n\nend 0 commands=2 ms=9\n",
            ),
        ),
        ("no-header", b"begin 0\nend 0 commands=1 ms=1\n".to_vec()),
        ("another-version", b"attest-campaign 0 seed=7 profile=sim7100\n".to_vec()),
    ];
    for (name, octets) in rows {
        seeds.insert(("journal_state", name.to_owned()), octets);
    }
}

/// Habits, reference, port, transaction id, order, doubled pieces, a lost one, and the PDU.
fn pushes(seeds: &mut Seeds) {
    let rows: [(&str, u8, u8, Option<u8>, usize); 6] = [
        ("one-piece", 0, 0, None, 60),
        ("one-piece-doubled", 1, 2, None, 60),
        ("three-pieces", 0x03, 0, None, 300),
        ("wide-reference-and-texts", 0x1C, 3, None, 300),
        ("a-piece-is-lost", 0x04, 1, Some(1), 400),
        ("no-application-id", 0x20, 0, None, 140),
    ];
    for (name, habits, doubled, lost, octets) in rows {
        let head = [habits, 0x34, 0x12, 0x84, 0x0B, 1, 1, 2, 3, 4, 5, 6, 7, 8, doubled];
        let lost = lost.map_or_else(|| vec![0], |lost| vec![1, lost]);
        let pdu = vec![0x8C; octets];
        let seed = [head.as_slice(), &lost, &pdu].concat();
        seeds.insert(("push_reassembly", name.to_owned()), seed);
    }
}

/// Kind, name and content of a file.
type DrawnFile<'a> = (u8, &'a str, &'a [u8]);

/// Files for `multipart_smil`: head, then kind, name and content with their lengths.
fn files(seeds: &mut Seeds) {
    let rows: [(&str, &[DrawnFile<'_>]); 5] = [
        ("one-text", &[(1, "a", b"hi")]),
        ("picture-with-its-text", &[(0, "p", b"\xFF\xD8"), (1, "t", b"what it shows")]),
        (
            "every-kind",
            &[(0, "a", b"1"), (1, "b", b"2"), (2, "c", b"3"), (3, "d", b"4"), (4, "e", b"5")],
        ),
        ("names-alike", &[(1, "a b", b"1"), (1, "a b", b"2"), (0, "<&;>", b"3")]),
        (
            "texts-of-three-encodings",
            &[(1, "u", b"\xFF\xFEa\0"), (1, "l", b"\xE9"), (1, "8", b"\xC3\xA9")],
        ),
    ];
    for (name, files) in rows {
        let octets: Vec<u8> = files
            .iter()
            .flat_map(|(kind, name, content)| {
                let length = |octets: &[u8]| u8::try_from(octets.len()).unwrap_or_default();
                let name = name.as_bytes();
                [&[*kind, length(name)], name, &[length(content)], content].concat()
            })
            .collect();
        for (head, suffix) in [(0_u8, ""), (2, "-with-presentation")] {
            let seed = [&[head], octets.as_slice()].concat();
            seeds.insert(("multipart_smil", format!("{name}{suffix}")), seed);
        }
    }
    let served = [("text", MmscAnswer::ServeText), ("title", MmscAnswer::ServeTitle)];
    for (name, answer) in served {
        let body = answer.script().serve.unwrap_or_default();
        let body = mock_mmsc::dissect::dissect(&body).body().map(|field| field.raw(&body).to_vec());
        let seed = [&[1], body.unwrap_or_default().as_slice()].concat();
        seeds.insert(("multipart_smil", format!("body-of-{name}")), seed);
    }
}
