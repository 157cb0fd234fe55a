//! `attest serve`: what its users see of it, and what it leaves behind.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Program, attest, run};

/// `attest serve model` with all that a test may ask of it.
pub(crate) struct Served {
    pub(crate) program: Program,
    folder: TempDir,
}

impl Served {
    /// Starts `serve model`, with a control socket, and waits until its terminal can be opened.
    pub(crate) fn with_control(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let control = format!("unix:{}", folder.path().join("control").display());
        Self::start(folder, &[&["--control", &control], options].concat())
    }

    /// Starts `serve model` without a control socket.
    pub(crate) fn without_control(options: &[&str]) -> Self {
        Self::start(tempfile::tempdir().unwrap(), options)
    }

    fn start(folder: TempDir, options: &[&str]) -> Self {
        let link = folder.path().join("tty");
        let start = ["serve", "model", "--pty", link.to_str().unwrap()];
        let mut program = Program::start(attest([&start, options].concat()));
        program.line(|line| line.starts_with("model on "));
        Self { program, folder }
    }

    /// The link to the pseudo-terminal.
    pub(crate) fn link(&self) -> PathBuf {
        self.folder.path().join("tty")
    }

    /// The socket file.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join("control")
    }

    /// The `--target` that leads here.
    pub(crate) fn target(&self) -> String {
        format!("serial:{}", self.link().display())
    }

    /// The value of `--control` that leads here.
    pub(crate) fn control(&self) -> String {
        format!("unix:{}", self.socket().display())
    }
}

/// One request on a control socket and its reply.
pub(crate) fn ask(socket: &Path, request: &Value) -> Value {
    let mut stream = UnixStream::connect(socket).unwrap();
    writeln!(stream, "{request}").unwrap();
    let mut reply = String::new();
    BufReader::new(stream).read_line(&mut reply).unwrap();
    serde_json::from_str(&reply).unwrap()
}

#[rstest]
#[case::ctrl_c(Program::interrupt)]
#[case::terminated(Program::terminate)]
#[case::hung_up(Program::hang_up)]
fn serve_model_leaves_nothing_behind(#[case] end: fn(&Program)) {
    let served = Served::with_control(&[]);
    assert!(fs::metadata(served.link()).is_ok());
    assert_eq!(ask(&served.socket(), &json!({ "op": "hello" }))["ok"]["hello"]["protocol"], 1);
    end(&served.program);
    let Served { program, folder } = served;
    let ended = program.end().exits(0);
    assert_eq!(ended.stderr, "");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn serve_model_takes_over_what_a_killed_one_left() {
    let mut served = Served::with_control(&[]);
    served.program.kill();
    assert!(fs::symlink_metadata(served.link()).is_ok(), "a killed program cleans up nothing");
    let Served { folder, .. } = served;
    let control = format!("unix:{}", folder.path().join("control").display());
    let again = Served::start(folder, &["--control", &control]);
    assert_eq!(ask(&again.socket(), &json!({ "op": "violations" }))["ok"]["violations"], json!([]));
}

#[test]
fn serve_model_keeps_what_is_not_its_own() {
    let served = Served::with_control(&[]);
    let link = served.link();
    let taken = run(["serve", "model", "--pty", link.to_str().unwrap()]).exits(4);
    taken.complains(link.to_str().unwrap());
    let other = served.folder.path().join("other");
    let second =
        ["serve", "model", "--pty", other.to_str().unwrap(), "--control", &served.control()];
    run(second).exits(4).complains("control");
    assert_eq!(ask(&served.socket(), &json!({ "op": "hello" }))["ok"]["hello"]["protocol"], 1);

    let file = served.folder.path().join("file");
    fs::write(&file, "keep").unwrap();
    let pointing = served.folder.path().join("pointing");
    symlink(&file, &pointing).unwrap();
    for path in [&file, &pointing] {
        run(["serve", "model", "--pty", path.to_str().unwrap()]).exits(4);
        assert_eq!(fs::read_to_string(path).unwrap(), "keep");
    }
}

#[rstest]
#[case::no_link(&["serve", "model"], 2, "--pty")]
#[case::folder_is_absent(&["serve", "model", "--pty", "/nowhere/tty"], 4, "/nowhere")]
#[case::wrong_route(&["serve", "model", "--pty", "tty", "--route", "here"], 2, "here")]
#[case::no_profile(&["serve", "model", "--pty", "tty", "--profile", "/nowhere"], 3, "/nowhere")]
#[case::no_address(&["serve", "mmsc"], 2, "--http")]
#[case::wrong_address(&["serve", "mmsc", "--http", "8080"], 2, "8080")]
#[case::name_to_look_up(&["serve", "mmsc", "--http", "mmsc.example:80"], 2, "names are not looked up")]
#[case::no_deviation(&["serve", "model", "--pty", "tty", "--deviation", "result-twic"], 2, "`result-twice`")]
#[case::no_script(&["serve", "mmsc", "--http", "127.0.0.1:0", "--script", "/nowhere"], 3, "/nowhere")]
fn what_cannot_be_served_is_named(
    #[case] arguments: &[&str],
    #[case] code: i32,
    #[case] named: &str,
) {
    run(arguments).exits(code).complains(named);
}

#[test]
fn what_is_no_script_is_told_with_its_place() {
    let ended = run(["serve", "mmsc", "--http", "127.0.0.1:0", "--script", "README.md"]).exits(3);
    let told = ended.stderr.strip_prefix("attest: README.md:").expect("file and line");
    assert!(told.starts_with(|digit: char| digit.is_ascii_digit()), "{told}");
    assert!(told.len() < 200 && told.lines().count() == 1, "{told}");
    ended.complains("…`, expected `accept`, or a mapping");
}

#[rstest]
#[case::none(&[], &["no route: every transfer will end with 190; give --route"])]
#[case::none_yet(
    &["--control"],
    &["no route: every transfer will end with 190; give --route, or set one over the control socket"]
)]
#[case::two(
    &["--route", "10.0.0.172:80=127.0.0.1:8080", "--route", "*=localhost:8081"],
    &["route 10.0.0.172:80 to 127.0.0.1:8080", "route * to localhost:8081"]
)]
fn serve_model_says_where_its_bearer_leads(#[case] options: &[&str], #[case] told: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (link, control) = (at("tty"), format!("unix:{}", at("control")));
    let mut arguments = vec!["serve", "model", "--pty", &link];
    arguments.extend(options);
    if options == ["--control"] {
        arguments.push(&control);
    }
    let mut model = Program::start(attest(arguments));
    assert!(model.line(|_| true).starts_with("model on "));
    for line in told {
        assert_eq!(model.line(|_| true), *line);
    }
}

#[test]
fn a_deviation_is_in_the_model_that_is_served() {
    let served = Served::without_control(&["--deviation", "edit-off-stays-editing"]);
    let ended = run(["run", "03-create/edit-off", "--target", &served.target()]).exits(1);
    ended.says("fail            03-create/edit-off-");
}

#[rstest]
#[case::ctrl_c(Program::interrupt)]
#[case::terminated(Program::terminate)]
#[case::hung_up(Program::hang_up)]
fn serve_mmsc_on_localhost_ends_when_asked_to(#[case] end: fn(&Program)) {
    let mut mmsc = Program::start(attest(["serve", "mmsc", "--http", "localhost:0"]));
    mmsc.line(|line| line.starts_with("MMSC listening on http://127.0.0.1:"));
    end(&mmsc);
    assert_eq!(mmsc.end().exits(0).stderr, "");
}

#[test]
fn serve_mmsc_answers_by_the_names_of_the_pack() {
    let mut mmsc = Program::start(attest(["serve", "mmsc", "--http", "127.0.0.1:0", "--pack"]));
    let address = mmsc.after("MMSC listening on http://");
    let address = address.trim_end_matches('/');
    let get = |name: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET /{name} HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        String::from_utf8_lossy(&response).into_owned()
    };
    assert!(get("http-503").starts_with("HTTP/1.1 503 "));
    assert_eq!(get("http-100-alone"), "HTTP/1.1 100 Continue\r\n\r\n");
    assert!(get("no-such-answer").starts_with("HTTP/1.1 404 "));
    mmsc.interrupt();
    mmsc.end().exits(0).says("GET /http-503 -> 503");
}

#[test]
fn serve_mmsc_shows_what_it_refuses_and_ends_by_ctrl_c() {
    let mut mmsc = Program::start(attest(["serve", "mmsc", "--http", "127.0.0.1:0"]));
    let address = mmsc.after("MMSC listening on http://");
    let address = address.trim_end_matches('/');
    run(["serve", "mmsc", "--http", address]).exits(4).complains(address);
    TcpStream::connect(address).unwrap().write_all(b"no HTTP at all\r\n\r\n").unwrap();
    mmsc.line(|line| line.contains("refused -> 400"));
    mmsc.interrupt();
    mmsc.end().exits(0).says("no HTTP at all");
}
