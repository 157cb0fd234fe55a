//! Every form of every command of chapters 2 to 8, with the exact octets that it answers.

use crate::bench::{Bench, dialogue};

const OK: &str = "\r\nOK\r\n";
const ERROR: &str = "\r\nERROR\r\n";

/// Commands that open and close a service of chapter 11 by their execution form.
const SWITCHES: [(&str, &str); 4] = [
    ("AT+NETOPEN", "AT+NETCLOSE"),
    ("AT+CFTPSSTART", "AT+CFTPSSTOP"),
    ("AT+CHTTPSSTART", "AT+CHTTPSSTOP"),
    ("AT+CSMTPSSEND", "AT+CSMTPSSTOP"),
];

fn cme(code: u16) -> String {
    format!("\r\n+CME ERROR: {code}\r\n")
}

/// One line on a fresh module.
fn check(line: &str, answer: &str) {
    assert_eq!(Bench::new().line(line), answer, "{line}");
}

#[test]
fn test_forms() {
    for (line, lines) in [
        ("AT+CMMSCURL=?", "+CMMSCURL: \"URL\""),
        ("AT+CMMSPROTO=?", "+CMMSPROTO: (0,1),\"(0-255).(0-255).(0-255).(0-255)\",(0-65535)"),
        ("AT+CMMSSENDCFG=?", "+CMMSSENDCFG: (0-6),(0-3),(0,1),(0,1),(0-2),(0-4)"),
        ("AT+CMMSSYSSET=?", "+CMMSSYSSET: (10240-307712),(512-4096),(512-4096),(1-8)"),
        (
            "AT+CGSOCKCONT=?",
            "+CGSOCKCONT: (1-16),\"IP\",,,(0,1),(0,1)\r\n\
             +CGSOCKCONT: (1-16),\"PPP\",,,(0,1),(0,1)\r\n\
             +CGSOCKCONT: (1-16),\"IPV6\",,,(0,1),(0,1)",
        ),
        ("AT+CMMSEDIT=?", "+CMMSEDIT: (0,1)"),
        ("AT+CMMSRECP=?", "+CMMSRECP: \"ADDRESS\""),
        ("AT+CMMSCC=?", "+CMMSCC: \"ADDRESS\""),
        ("AT+CMMSBCC=?", "+CMMSBCC: \"ADDRESS\""),
        ("AT+CMMSDELRECP=?", "+CMMSDELRECP: \"ADDRESS\""),
        ("AT+CMMSDELCC=?", "+CMMSDELCC: \"ADDRESS\""),
        ("AT+CMMSDELBCC=?", "+CMMSDELBCC: \"ADDRESS\""),
        ("AT+CMMSSEND=?", "+CMMSSEND: \"ADDRESS\""),
        ("AT+CMMSRECV=?", "+CMMSRECV: \"LOCATION\""),
        ("AT+CMMSVIEW=?", "+CMMSVIEW: (0,1)"),
        ("AT+CMMSSAVE=?", "+CMMSSAVE: (0-1),(0-2)"),
        ("AT+CMMSDELETE=?", "+CMMSDELETE: (0-1)"),
        ("AT+CMMSINCLEN=?", "+CMMSINCLEN: (0,1)"),
        ("AT+CMMSUA=?", "+CMMSUA: \"UserAgent\""),
        ("AT+CMMSPROFILE=?", "+CMMSPROFILE: \"UserAgentProfile\""),
        ("AT+CMEE=?", "+CMEE: (0-2)"),
    ] {
        check(line, &format!("\r\n{lines}\r\n\r\nOK\r\n"));
    }
    for line in ["AT+CMMSDELFILE=?", "AT+CMMSREAD=?", "AT+CMMSSNATCH=?"] {
        check(line, OK);
    }
    for command in SWITCHES.iter().flat_map(|(open, close)| [open, close]) {
        check(&format!("{command}=?"), OK);
    }
}

#[test]
fn the_test_form_of_down_follows_the_maximum_pdu_size() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSSYSSET=102400"]);
    let answer = bench.line("AT+CMMSDOWN=?");
    assert_eq!(
        answer,
        "\r\n+CMMSDOWN: \"PIC\",(1-102400),\"NAME\"\r\n\
         +CMMSDOWN: \"TEXT\",(1-102400),\"NAME\"\r\n\
         +CMMSDOWN: \"AUDIO\",(1-102400),\"NAME\"\r\n\
         +CMMSDOWN: \"VIDEO\",(1-102400),\"NAME\"\r\n\
         +CMMSDOWN: \"SDP\",(1-102400)\r\n\
         +CMMSDOWN: \"FILE\",(0-8),\"FILENAME\"\r\n\
         +CMMSDOWN: \"TITLE\",(1-40)\r\n\r\nOK\r\n"
    );
}

#[rstest::rstest]
#[case("AT+CMMSCURL?", "+CMMSCURL: \"\"")]
#[case("AT+CMMSPROTO?", "+CMMSPROTO: 1,\"0.0.0.0\",0")]
#[case("AT+CMMSSENDCFG?", "+CMMSSENDCFG: 6,3,0,0,2,4")]
#[case("AT+CMMSSYSSET?", "+CMMSSYSSET: 307200,1460,1500,6")]
#[case("AT+CMMSEDIT?", "+CMMSEDIT: 0")]
#[case("AT+CMMSRECP?", "+CMMSRECP: ")]
#[case("AT+CMMSDELETE?", "+CMMSDELETE: 0")]
#[case("AT+CMMSINCLEN?", "+CMMSINCLEN: 0")]
#[case("AT+CMMSUA?", "+CMMSUA: \"\"")]
#[case("AT+CMMSPROFILE?", "+CMMSPROFILE: \"\"")]
fn factory_values(#[case] line: &str, #[case] answer: &str) {
    check(line, &format!("\r\n{answer}\r\n\r\nOK\r\n"));
}

/// What is written is read back.
#[rstest::rstest]
#[case(
    "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
    "AT+CMMSCURL?",
    "+CMMSCURL: \"192.168.1.2:7082/xst=test\""
)]
#[case(
    "AT+CMMSPROTO=0, \"192.168.1.2\", 7084",
    "AT+CMMSPROTO?",
    "+CMMSPROTO: 0,\"192.168.1.2\",7084"
)]
#[case(
    "AT+CMMSPROTO=1,\"192.168.1.2\", 7082",
    "AT+CMMSPROTO?",
    "+CMMSPROTO: 1,\"192.168.1.2\",7082"
)]
#[case("AT+CMMSPROTO=1", "AT+CMMSPROTO?", "+CMMSPROTO: 1,\"255.255.255.255\",65535")]
#[case("AT+CMMSPROTO=0,\"\",", "AT+CMMSPROTO?", "+CMMSPROTO: 0,\"255.255.255.255\",65535")]
#[case("AT+CMMSSENDCFG=2,3,1,1,2,4", "AT+CMMSSENDCFG?", "+CMMSSENDCFG: 2,3,1,1,2,4")]
#[case("AT+CMMSSYSSET=102400", "AT+CMMSSYSSET?", "+CMMSSYSSET: 102400,1460,1500,6")]
#[case("AT+CMMSSYSSET=10240,512,4096,8", "AT+CMMSSYSSET?", "+CMMSSYSSET: 10240,512,4096,8")]
#[case("AT+CMMSEDIT=1", "AT+CMMSEDIT?", "+CMMSEDIT: 1")]
#[case("AT+CMMSUA=\"SIM7100\"", "AT+CMMSUA?", "+CMMSUA: \"SIM7100\"")]
#[case("AT+CMMSPROFILE=\"http://p\"", "AT+CMMSPROFILE?", "+CMMSPROFILE: \"http://p\"")]
#[case("AT+CMMSINCLEN=1", "AT+CMMSINCLEN?", "+CMMSINCLEN: 1")]
#[case("AT+CSCS=\"ucs2\"", "AT+CSCS?", "+CSCS: \"UCS2\"")]
#[case("AT+CREG=2", "AT+CREG?", "+CREG: 2,1")]
#[case("AT+CNMI=2,1,2,1,0", "AT+CNMI?", "+CNMI: 2,1,2,1,0")]
fn written_and_read(#[case] write: &str, #[case] read: &str, #[case] answer: &str) {
    let mut bench = Bench::new();
    bench.ok(&[write]);
    assert_eq!(bench.line(read), format!("\r\n{answer}\r\n\r\nOK\r\n"));
}

#[test]
fn socket_contexts_are_defined_and_taken_away() {
    let mut bench = Bench::new();
    let lines: Vec<_> = (1..=16).map(|cid| format!("AT+CGSOCKCONT={cid}")).collect();
    for line in &lines {
        bench.ok(&[line]);
    }
    dialogue(
        &mut bench,
        &[
            ("AT+CGSOCKCONT?", OK),
            ("AT+CGSOCKCONT=1,\"IP\",\"myasn\"", OK),
            ("AT+CGSOCKCONT?", "\r\n+CGSOCKCONT: 1,\"IP\",\"myasn\",\"0.0.0.0\",0,0\r\n\r\nOK\r\n"),
            ("AT+CGSOCKCONT=17,\"IP\",\"x\"", ERROR),
            ("AT+CGSOCKCONT=1,\"ISDN\",\"x\"", ERROR),
            ("AT+CGSOCKCONT", OK),
        ],
    );
}

/// Wrong arguments of MMS commands: 177, after the check of the edit mode.
#[rstest::rstest]
#[case("AT+CMMSCURL=\"12345678901234567890123456789012345678901\"")]
#[case("AT+CMMSCURL=192")]
#[case("AT+CMMSCURL=\"a b\"")]
#[case("AT+CMMSPROTO=\"192.168.1.2\",7082")]
#[case("AT+CMMSPROTO=2")]
#[case("AT+CMMSPROTO=1,\"256.1.1.1\",80")]
#[case("AT+CMMSPROTO=1,\"10.0.0.172\",65536")]
#[case("AT+CMMSSENDCFG=7,3,1,1,2,4")]
#[case("AT+CMMSSENDCFG=2,4,1,1,2,4")]
#[case("AT+CMMSSENDCFG=2,3,2,1,2,4")]
#[case("AT+CMMSSENDCFG=2,3,1,2,2,4")]
#[case("AT+CMMSSENDCFG=2,3,1,1,3,4")]
#[case("AT+CMMSSENDCFG=2,3,1,1,2,5")]
#[case("AT+CMMSSENDCFG=2,3,1,1,2")]
#[case("AT+CMMSSENDCFG=2,3,1,1,2,4,1")]
#[case("AT+CMMSSYSSET=10239")]
#[case("AT+CMMSSYSSET=307713")]
#[case("AT+CMMSSYSSET=102400,511")]
#[case("AT+CMMSEDIT=2")]
#[case("AT+CMMSEDIT=")]
#[case("AT+CMMSEDIT=\"1\"")]
#[case("AT+CMMSSAVE=2")]
#[case("AT+CMMSVIEW=2")]
#[case("AT+CMMSDELETE=2")]
#[case("AT+CMMSRECV=\"192.168.1.2/a\"")]
#[case("AT+CMMSRECV=1")]
#[case("AT+CMMSINCLEN=2")]
fn wrong_arguments(#[case] line: &str) {
    check(line, &cme(177));
}

/// Forms that no manual has, names that do not exist, and typographic quotes: ERROR whatever CMEE says.
#[rstest::rstest]
#[case("AT+CMMSCURL")]
#[case("AT+CMMSEDIT")]
#[case("AT+CMMSDOWN")]
#[case("AT+CMMSDOWN?")]
#[case("AT+CMMSDELFILE?")]
#[case("AT+CMMSSEND?")]
#[case("AT+CMMSRECV?")]
#[case("AT+CMMSREAD")]
#[case("AT+CMMSSAVE?")]
#[case("AT+CMMSRCEV=\"http://192.168.1.2/RROpJGJVyjeA\"")]
#[case("AT+CMMSCFG=1")]
#[case("AT+CMMSINIT")]
#[case("AT+CMMSCURL=”192.168.1.2:7082/xst=test”")]
#[case("AT+CMMSCURL=\"unclosed")]
#[case("AT+NETOPEN=1")]
#[case("AT+CFTPSSTART?")]
#[case("AT+CHTTPSSTART?")]
#[case("AT+CSMTPSSEND=1")]
#[case("AT+CSMTPSSTOP?")]
#[case("AT+CIPOPEN=1")]
fn syntax_errors(#[case] line: &str) {
    check(line, ERROR);
}

/// Chapter 3 outside edit mode: 186, before the arguments are looked at.
#[rstest::rstest]
#[case("AT+CMMSDOWN=\"TITLE\",10")]
#[case("AT+CMMSDOWN=\"NONSENSE\"")]
#[case("AT+CMMSRECP=\"1\"")]
#[case("AT+CMMSCC=\"1\"")]
#[case("AT+CMMSBCC=\"1\"")]
#[case("AT+CMMSDELRECP")]
#[case("AT+CMMSDELCC=\"1\"")]
#[case("AT+CMMSDELBCC")]
#[case("AT+CMMSDELFILE=0")]
#[case("AT+CMMSSEND")]
#[case("AT+CMMSSEND=2,\"13613623116\"")]
fn not_editing(#[case] line: &str) {
    check(line, &cme(186));
}

#[test]
fn receiving_is_not_for_edit_mode() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    assert_eq!(bench.line("AT+CMMSRECV=\"http://192.168.1.2/a\""), cme(185));
}

/// Nothing in memory.
#[rstest::rstest]
#[case("AT+CMMSVIEW")]
#[case("AT+CMMSREAD=0")]
#[case("AT+CMMSSNATCH=0,1,\"a.txt\"")]
#[case("AT+CMMSSAVE=0")]
#[case("AT+CMMSSAVE")]
fn empty_memory(#[case] line: &str) {
    check(line, &cme(187));
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    assert_eq!(bench.line(line), cme(187), "{line} in edit mode");
}

#[test]
fn addresses_are_added_listed_and_removed() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSRECP=\"15032184336\"", OK),
            ("AT+CMMSRECP=\" s2@gmail.com\"", OK),
            ("AT+CMMSCC=\"13311837651\"", OK),
            ("AT+CMMSBCC=\"15034209886\"", OK),
            ("AT+CMMSRECP?", "\r\n+CMMSRECP: \"15032184336\";\" s2@gmail.com\"\r\n\r\nOK\r\n"),
            ("AT+CMMSCC?", "\r\n+CMMSCC: \"13311837651\"\r\n\r\nOK\r\n"),
            ("AT+CMMSBCC?", "\r\n+CMMSBCC: \"15034209886\"\r\n\r\nOK\r\n"),
            ("AT+CMMSDELRECP=\"15032184336\"", OK),
            ("AT+CMMSDELRECP=\"s2@gmail.com\"", &cme(176)),
            ("AT+CMMSDELRECP=\" s2@gmail.com\"", OK),
            ("AT+CMMSDELCC=\"13311837651\"", OK),
            ("AT+CMMSDELBCC=\"15034209886\"", OK),
            ("AT+CMMSDELBCC=\"15034209886\"", &cme(176)),
            ("AT+CMMSRECP?", "\r\n+CMMSRECP: \r\n\r\nOK\r\n"),
            ("AT+CMMSRECP=\"\"", &cme(177)),
            ("AT+CMMSRECP=13918181818", &cme(177)),
            ("AT+CMMSRECP=\"12345678901234567890123456789012345678901\"", &cme(177)),
        ],
    );
    for index in 0..20 {
        bench.ok(&[&format!("AT+CMMSCC=\"{index}\"")]);
    }
    assert_eq!(bench.line("AT+CMMSCC=\"20\""), cme(175));
    bench.ok(&["AT+CMMSDELCC", "AT+CMMSDELCC"]);
    assert_eq!(bench.line("AT+CMMSCC?"), "\r\n+CMMSCC: \r\n\r\nOK\r\n");
}

#[test]
fn files_are_viewed_read_and_removed() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    bench.down("AT+CMMSDOWN=\"TITLE\",2", b"Hi");
    bench.down("AT+CMMSDOWN=\"text\",3,\"t1.txt\"", b"abc");
    bench.down("AT+CMMSDOWN=\"PIC\",4,\"t1.jpg\"", b"\xFF\xD8\r\n");
    bench.down("AT+CMMSDOWN=\"AUDIO\",1,\"t1.amr\"", b"#");
    bench.down("AT+CMMSDOWN=\"VIDEO\",1,\"t1.3pg\"", b"\x1A");
    bench.down("AT+CMMSDOWN=\"SDP\",1", b"v");
    bench.ok(&["AT+CMMSRECP=\"1\"", "AT+CMMSRECP=\"2@a\"", "AT+CMMSCC=\"3\""]);
    let view = bench.te(b"AT+CMMSVIEW\r");
    let expected = b"\r\n+CMMSVIEW:2,\"\",\"1;2@a\",\"3\",,\"0000-00-00 00:00:00\",\"H\0i\0\",73\r\n\
        0,\"t1.txt\",4,3\r\n1,\"t1.jpg\",7,4\r\n2,\"t1.amr\",12,1\r\n3,\"t1.3pg\",15,1\r\n4,\"\",29,1\r\n\
        \r\nOK\r\n";
    assert_eq!(view, expected);
    assert_eq!(
        bench.te(b"AT+CMMSREAD=0\r"),
        b"\r\n+CMMSREAD:\"t1.txt\",6\r\na\0b\0c\0\r\n\r\nOK\r\n"
    );
    assert_eq!(
        bench.te(b"AT+CMMSREAD=1\r"),
        b"\r\n+CMMSREAD:\"t1.jpg\",4\r\n\xFF\xD8\r\n\r\n\r\nOK\r\n"
    );
    assert_eq!(bench.line("AT+CMMSREAD=5"), cme(177));
    bench.ok(&["AT+CMMSDELFILE=2"]);
    assert_eq!(bench.line("AT+CMMSREAD=2"), "\r\n+CMMSREAD:\"t1.3pg\",1\r\n\u{1A}\r\n\r\nOK\r\n");
    assert_eq!(bench.line("AT+CMMSDELFILE=4"), cme(177));
}

#[test]
fn boxes_hold_a_message_each() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\""]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSVIEW=0", &cme(183)),
            ("AT+CMMSDELETE=1", &cme(183)),
            ("AT+CMMSSAVE=1", OK),
            ("AT+CMMSDELETE?", "\r\n+CMMSDELETE: 1\r\n\r\nOK\r\n"),
            ("AT+CMMSSAVE", OK),
            ("AT+CMMSSAVE", &cme(182)),
            ("AT+CMMSSAVE=0,1", OK),
            ("AT+CMMSEDIT=0", OK),
            (
                "AT+CMMSVIEW=0",
                "\r\n+CMMSVIEW:1,\"\",\"1\",,,\"2024-01-01 00:00:00\",\"\",63\r\n\r\nOK\r\n",
            ),
            (
                "AT+CMMSVIEW=1",
                "\r\n+CMMSVIEW:2,\"\",\"1\",,,\"2024-01-01 00:00:00\",\"\",63\r\n\r\nOK\r\n",
            ),
            ("AT+CMMSDELETE=1", OK),
            ("AT+CMMSDELETE=1", &cme(183)),
            ("AT+CMMSDELETE", OK),
            ("AT+CMMSDELETE", OK),
            ("AT+CMMSDELETE?", "\r\n+CMMSDELETE: 0\r\n\r\nOK\r\n"),
        ],
    );
}

#[test]
fn files_come_from_and_go_to_the_efs() {
    use sim7100_model::Control;
    let mut bench = Bench::new();
    for (path, octets) in [
        ("c:\\t1.txt", &b"text"[..]),
        ("c:\\Picture\\t1.jpg", b"jpg"),
        ("c:\\Video\\t1.amr", b"amr"),
        ("d:\\Video\\t1.3gp", b"3gp"),
    ] {
        bench.control(Control::PutFile { path, octets });
    }
    bench.ok(&["AT+CMMSEDIT=1"]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSDOWN=\"FILE\",1,\"t1.txt\"", OK),
            ("AT+CMMSDOWN=\"FILE\",2,\"t1.jpg\"", OK),
            ("AT+CMMSDOWN=\"FILE\",3,\"t1.amr\"", OK),
            ("AT+CMMSDOWN=\"FILE\",6,\"t1.3gp\"", OK),
            ("AT+CMMSDOWN=\"FILE\",6,\"t1.3pg\"", &cme(181)),
            ("AT+CMMSDOWN=\"FILE\",1,\"t1\"", &cme(181)),
            ("AT+CMMSDOWN=\"FILE\",1,\" t1.txt\"", &cme(191)),
            ("AT+CMMSDOWN=\"FILE\",2,\"t1.txt\"", &cme(191)),
            ("AT+CMMSDOWN=\"FILE\",0,\"t1.txt\"", &cme(177)),
            ("AT+CMMSDOWN=\"FILE\",10,\"t1.txt\"", &cme(177)),
            ("AT+CMMSDOWN=\"FILE\",1,\"../t1.txt\"", &cme(177)),
            ("AT+CMMSSNATCH=0,3,\"2.txt\"", OK),
            ("AT+CMMSSNATCH=0,3,\"2.txt\"", &cme(177)),
            ("AT+CMMSSNATCH=1,3,\"2.jpg\"", OK),
            ("AT+CMMSSNATCH=4,3,\"3.jpg\"", &cme(177)),
            ("AT+CMMSSNATCH=1,0,\"3.jpg\"", &cme(177)),
            ("AT+CMMSSNATCH=1,3,\"a/b.jpg\"", &cme(177)),
        ],
    );
    let efs = bench.model.efs();
    assert_eq!(efs.read("/Multimedia/Video/2.txt"), Some(&b"\xFF\xFEt\0e\0x\0t\0"[..]));
    assert_eq!(efs.read("C:/Video/2.jpg"), Some(&b"jpg"[..]));
}

#[test]
fn a_sim_that_is_not_ready_answers_for_mms_commands() {
    for (sim, code) in [("absent", 10), ("pin", 11), ("puk", 12), ("failure", 13)] {
        let mut bench = Bench::with(&[("sim", sim)]);
        dialogue(
            &mut bench,
            &[
                ("AT+CMMSEDIT=1", &cme(code)),
                ("AT+CMMSEDIT?", &cme(code)),
                ("AT+CMMSSENDCFG=9", &cme(code)),
                ("AT+CMMSEDIT=?", "\r\n+CMMSEDIT: (0,1)\r\n\r\nOK\r\n"),
                ("AT+CMMSRCEV=1", ERROR),
                ("AT", OK),
            ],
        );
    }
}

/// Every service, and how it is opened and closed.
fn services() -> impl Iterator<Item = (&'static str, &'static str)> {
    SWITCHES.into_iter().chain([("AT+CGPS=1,1", "AT+CGPS=0")])
}

#[test]
fn an_open_service_makes_the_bearer_busy() {
    for (open, close) in services() {
        let mut bench = Bench::new();
        bench.compose();
        dialogue(
            &mut bench,
            &[
                (open, OK),
                ("AT+CMMSSEND", &cme(171)),
                ("AT+CMMSVIEW=0", &cme(183)),
                ("AT+CMMSEDIT=0", OK),
                ("AT+CMMSRECV=\"http://192.168.1.2/a\"", &cme(171)),
                (close, OK),
                ("AT+CMMSRECV=\"http://192.168.1.2/a\"", OK),
                (open, &cme(171)),
            ],
        );
    }
}

#[test]
fn neither_side_keeps_the_other_out_under_the_other_reading() {
    for (open, close) in services() {
        let mut bench = Bench::with(&[("conflict", "off")]);
        bench.compose();
        dialogue(
            &mut bench,
            &[(open, OK), ("AT+CMMSSEND", OK), (close, OK), (open, OK), (close, OK)],
        );
    }
}

#[test]
fn a_service_is_opened_once_and_closed_once() {
    for (open, close) in SWITCHES {
        let answers = [(close, ERROR), (open, OK), (open, ERROR), (close, OK), (close, ERROR)];
        dialogue(&mut Bench::new(), &answers);
    }
}

/// Each keeps the bearer to itself, whichever others are closed.
#[test]
fn services_are_open_apart_from_each_other() {
    let mut bench = Bench::new();
    bench.compose();
    for (open, _) in services() {
        bench.ok(&[open]);
    }
    for (_, close) in services() {
        assert_eq!(bench.line("AT+CMMSSEND"), cme(171), "before {close}");
        bench.ok(&[close]);
    }
    assert_eq!(bench.line("AT+CMMSSEND"), OK);
}

#[test]
fn readings_change_what_they_name() {
    let row = |readings: &[(&str, &str)], lines: &[(&str, &str)]| {
        let mut bench = Bench::with(readings);
        bench.ok(&["AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\""]);
        dialogue(&mut bench, lines);
    };
    row(&[("save_echo", "on")], &[("AT+CMMSSAVE=1", "\r\n+CMMSSAVE: 1\r\n\r\nOK\r\n")]);
    row(&[("save_occupied", "182")], &[("AT+CMMSSAVE=1", OK), ("AT+CMMSSAVE=1", &cme(182))]);
    row(&[("view_box_in_edit", "refuse")], &[("AT+CMMSSAVE=1", OK), ("AT+CMMSVIEW=1", &cme(185))]);
    row(&[("unknown_command", "cme100")], &[("AT+NOSUCH", &cme(100))]);
    row(&[("undocumented_form", "cme100")], &[("AT+CMMSEDIT", &cme(100))]);
    row(&[("curly_quotes", "accept")], &[("AT+CMMSRECP=“2”", OK)]);
    row(&[("trim_inner", "on")], &[("AT+CMMSDELRECP=\" 1\"", OK)]);
    row(&[("empty_list", "nothing")], &[("AT+CMMSCC?", OK)]);
    row(&[("send_address", "off")], &[("AT+CMMSSEND=\"2\"", ERROR)]);
    row(&[("card", "off")], &[("AT+CMMSDOWN=\"FILE\",6,\"a.3gp\"", &cme(191))]);
    row(
        &[("view_size_extra", "0"), ("view_empty_list", "quoted")],
        &[(
            "AT+CMMSVIEW",
            "\r\n+CMMSVIEW:2,\"\",\"1\",\"\",\"\",\"0000-00-00 00:00:00\",\"\",0\r\n\r\nOK\r\n",
        )],
    );
    row(&[("max_pdu_bounds", "400000")], &[("AT+CMMSSYSSET=400000", OK)]);
    row(&[("name_max", "5")], &[("AT+CMMSDOWN=\"TEXT\",1,\"12.txt\"", &cme(177))]);
    row(
        &[("curl_strip_scheme", "on")],
        &[("AT+CMMSCURL=\"http://a\"", OK), ("AT+CMMSCURL?", "\r\n+CMMSCURL: \"a\"\r\n\r\nOK\r\n")],
    );
}
