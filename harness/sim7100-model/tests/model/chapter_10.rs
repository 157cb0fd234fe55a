//! The dialogues of chapter 10, as a TE would have them, with plain quotes.

use sim7100_model::{Control, Input, PushSms};

use crate::bench::Bench;

const OK: &str = "\r\nOK\r\n";

#[test]
fn set_the_parameters() {
    let mut bench = Bench::new();
    bench.ok(&[
        "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
        "AT+CMMSPROTO=1,\"10.0.0.172\",80",
        "AT+CMMSSENDCFG=6,3,0,0,2,4",
    ]);
}

#[test]
fn send_a_message() {
    let mut bench = Bench::with(&[("dir_scheme", "A")]);
    bench.control(Control::PutFile { path: "C:/VideoCall/1.jpg", octets: b"\xFF\xD8\xFF" });
    bench.ok(&[
        "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
        "AT+CMMSPROTO=1,\"10.0.0.172\",80",
        "AT+CGSOCKCONT=1,\"IP\",\"myapn\"",
        "AT+CMMSEDIT=1",
    ]);
    assert_eq!(bench.line("AT+CMMSDOWN=\"TITLE\",10"), "\r\n>");
    assert_eq!(bench.te(b"Test title"), OK.as_bytes());
    assert_eq!(bench.line("AT+CMMSDOWN=\"FILE\",3,\" 1.jpg\""), "\r\n+CME ERROR: 191\r\n");
    bench.ok(&["AT+CMMSDOWN=\"FILE\",3,\"1.jpg\""]);
    let text = format!("{:120}", "My test content");
    bench.down("AT+CMMSDOWN=\"TEXT\",120,\"t1.txt\"", text.as_bytes());
    bench.ok(&[
        "AT+CMMSRECP=\"13918181818\"",
        "AT+CMMSRECP=\"T1@TEST.COM\"",
        "AT+CMMSCC=\"15013231222\"",
        "AT+CMMSSAVE=1",
        "AT+CMMSSEND",
    ]);
    let (connection, _) = bench.request();
    let conf = [&[0x8C, 0x81][..], b"\x98SIM7100-00000001\0", &[0x8D, 0x90, 0x92, 0x80]].concat();
    assert_eq!(bench.answer(connection, &conf), "\r\n+CMMSSEND: 0\r\n");
}

#[test]
fn receive_a_message() {
    let mut bench = Bench::new();
    let notification = [
        &[0x01, 0x06, 0x03, 0xBE, 0xAF, 0x84][..], // tid, Push, HeadersLen; mms-message, mms.ua
        &[0x8C, 0x82],                             // M-Notification.ind
        b"\x98RROpJGJVyjeA\0",                     // transaction id
        &[0x8D, 0x90],                             // version 1.0
        b"\x89\x17\x8015001844675/TYPE=PLMN\0",    // From: address present
        &[0x8A, 0x80],                             // personal
        &[0x8E, 0x02, 0x34, 0x1A],                 // Message-Size 13338
        &[0x88, 0x05, 0x81, 0x03, 0x01, 0x51, 0x80], // Expiry: one day
        b"\x83http://211.136.112.84/RROpJGJVyjeA\0", // Content-Location
    ]
    .concat();
    let timestamp = "09/03/17,17:14:41+32".parse().unwrap();
    let push = PushSms { sender: "10086", timestamp, octets: &notification };
    assert_eq!(
        String::from_utf8(bench.input(Input::Push(push))).unwrap(),
        "\r\n+WAP_PUSH_MMS: \"15001844675\",\"RROpJGJVyjeA\",\"http://211.136.112.84/RROpJGJVyjeA\",\
         \"09/03/17,17:14:41+32\",0,13338\r\n"
    );
    bench.ok(&[
        "AT+CGSOCKCONT=1,\"IP\",\"myapn\"",
        "AT+CMMSEDIT=0",
        "AT+CMMSRECV=\"http://211.136.112.84/RROpJGJVyjeA\"",
    ]);
    let (connection, _) = bench.request();
    let message = [
        &[0x8C, 0x84, 0x8D, 0x90][..],          // M-Retrieve.conf, version 1.0
        &[0x85, 0x04, 0x49, 0xBF, 0x68, 0x89],  // date
        b"\x89\x17\x8015001844675/TYPE=PLMN\0", // From: address present
        &[0x84, 0xA3, 0x01],                    // multipart.mixed, one part
        &[0x0B, 0x02, 0x83],                    // 11 octets of headers, 2 of data; text/plain
        b"\x8Etext.txt\0hi",                    // Content-Location, data
    ]
    .concat();
    assert_eq!(bench.answer(connection, &message), "\r\n+CMMSRECV: 0\r\n");
    bench.ok(&["AT+CMMSSAVE=0"]);
}
