//! Third-party messages, received and read back. Skipped by name where `ATTEST_VECTORS` is not set.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::{Bench, contains};

/// The files of the folder that are an M-Retrieve.conf, with their octets.
fn retrieve_confs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files = paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap()));
    files.filter(|(_, octets)| octets.starts_with(&[0x8C, 0x84])).collect()
}

/// The file lines of a view: type number and size.
fn listed(view: &[u8]) -> Vec<(u8, usize)> {
    let text = String::from_utf8_lossy(view).into_owned();
    let lines = text.split("\r\n").skip_while(|line| !line.starts_with("+CMMSVIEW:")).skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .map(|line| {
            let mut fields = line.rsplit(',');
            let size = fields.next().unwrap().parse().unwrap();
            (fields.next().unwrap().parse().unwrap(), size)
        })
        .collect()
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so, and why")]
fn third_party_messages_are_received_and_read_back() {
    let Some(folder) = std::env::var_os("ATTEST_VECTORS") else {
        eprintln!("skipped: ATTEST_VECTORS is not set");
        return;
    };
    let messages = retrieve_confs(&Path::new(&folder).join("oma-ets"));
    assert!(!messages.is_empty());
    for (path, octets) in messages {
        let mut bench = Bench::with(&[("acknowledge", "off")]);
        bench.ok(&["AT+CMMSRECV=\"http://192.168.1.2/a\""]);
        let (connection, _) = bench.request();
        assert_eq!(
            bench.answer(connection, &octets),
            "\r\n+CMMSRECV: 0\r\n",
            "{path:?} {:?}",
            bench.events
        );
        let view = bench.te(b"AT+CMMSVIEW\r");
        for (index, (number, size)) in listed(&view).into_iter().enumerate() {
            let answer = bench.te(format!("AT+CMMSREAD={index}\r").as_bytes());
            let start = answer.windows(2).skip(2).position(|pair| pair == b"\r\n").unwrap() + 4;
            let content = &answer[start..answer.len() - b"\r\n\r\nOK\r\n".len()];
            if !(2..=4).contains(&number) {
                assert_eq!(content.len(), size, "{path:?}, file {index}");
                assert!(contains(&octets, content), "{path:?}, file {index}");
            }
        }
    }
}
