//! M-Retrieve.conf PDUs that nobody on this project wrote: served by the mock MMSC, received and read back.
//!
//! The folder that `ATTEST_VECTORS` names has them in `oma-ets`. One test per PDU: `AT+CMMSRECV` fetches it,
//! `AT+CMMSVIEW` lists its parts, and `AT+CMMSREAD` gives each of them back: text as UCS-2, all others octet for octet
//! as the mock MMSC's dissector found them.

#[expect(dead_code, reason = "the octets of the line are not looked at here")]
#[path = "support/course.rs"]
mod course;

use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use course::Course;
use libtest_mimic::{Arguments, Failed, Trial};
use mock_mmsc::dissect::{PartView, dissect};
use runner::printable::printable;
use scenario::{Context, Ledger};

/// Names the folder of the vectors.
const VECTORS: &str = "ATTEST_VECTORS";

/// The first two octets of an M-Retrieve.conf.
const RETRIEVE_CONF: [u8; 2] = [0x8C, 0x84];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match std::env::var_os(VECTORS) {
        Some(folder) => vectors(&Path::new(&folder).join("oma-ets")).unwrap_or_else(failed),
        None => vec![ignored(&format!(
            "oma-ets ({VECTORS} is not set; it names the folder of the vectors)"
        ))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn ignored(name: &str) -> Trial {
    Trial::test(name, || Err("there are no vectors".into())).with_ignored_flag(true)
}

fn failed(error: io::Error) -> Vec<Trial> {
    vec![Trial::test("oma-ets", move || Err(Failed::from(error)))]
}

/// One test for each M-Retrieve.conf of a folder, by the name of its file.
fn vectors(folder: &Path) -> io::Result<Vec<Trial>> {
    let entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    let mut trials = Vec::new();
    for path in paths {
        let octets = std::fs::read(&path)?;
        if octets.starts_with(&RETRIEVE_CONF) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            trials.push(Trial::test(name, move || {
                read_back(&octets).map_err(|error| Failed::from(error.to_string()))
            }));
        }
    }
    if trials.is_empty() {
        return Err(io::Error::other(format!("no M-Retrieve.conf in {}", folder.display())));
    }
    Ok(trials)
}

fn read_back(vector: &[u8]) -> Result<(), Box<dyn Error>> {
    let dissection = dissect(vector);
    let parts = leaves(dissection.parts());
    if parts.is_empty() {
        return Err("the vector has no part".into());
    }
    let printed = parts.iter().map(printed).collect::<Result<Vec<_>, _>>()?;
    let files = |path: &Path| -> io::Result<Vec<u8>> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name == "vector" {
            return Ok(vector.to_vec());
        }
        let part = name.parse().ok().and_then(|index: usize| printed.get(index));
        part.cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    let context = Context { files: &files, ..Context::default() };
    let text = scenario(&parts, &printed)?;
    let plans = scenario::parse(&text, "oma-ets/vector.yaml", &context)
        .map_err(|wrong| format!("{:?}", miette::Report::new(wrong)))?;
    let courses = Course::of(&plans, &Ledger::default())?;
    match courses.iter().find_map(Course::trouble) {
        Some(trouble) => Err(trouble.into()),
        None => Ok(()),
    }
}

/// The dialogue, with what is expected of each part in the files `0`, `1` ...
fn scenario(parts: &[PartView<'_>], printed: &[Vec<u8>]) -> Result<String, std::fmt::Error> {
    let mut text = String::from(
        r#"scenario: A message of another implementation is received, viewed and read back
requirements: [SIM-8-2]
setup: { http: true, mmsc: [{ serve: { file: vector } }, accept] }
steps:
  - send: AT+CMMSRECV="http://211.136.112.84/vector"
    expect: OK
  - await: { urc: "+CMMSRECV: 0", within: 60s, exactly: 1 }
  - send: AT+CMMSVIEW
    expect:
      - { pattern: '^\+CMMSVIEW: ?0,' }
"#,
    );
    for (index, part) in parts.iter().enumerate() {
        let (name, size) = (name(part), part.data.len());
        writeln!(text, r#"      - {{ pattern: '^{index},"{name}",-?\d+,{size}$' }}"#)?;
    }
    text.push_str("      - OK\n");
    for (index, (part, printed)) in parts.iter().zip(printed).enumerate() {
        let (name, size) = (name(part), printed.len());
        writeln!(text, "  - send: AT+CMMSREAD={index}\n    expect:")?;
        writeln!(text, r#"      - {{ pattern: '^\+CMMSREAD: ?"{name}",{size}$' }}"#)?;
        writeln!(text, "      - {{ data: {{ file: \"{index}\" }} }}\n      - OK")?;
    }
    Ok(text)
}

/// The parts that are no multipart, those of nested multiparts in their place.
fn leaves(parts: Vec<PartView<'_>>) -> Vec<PartView<'_>> {
    let flat = parts.into_iter().flat_map(|part| {
        let inner = part.parts();
        if inner.is_empty() { vec![part] } else { leaves(inner) }
    });
    flat.collect()
}

/// The name under which the module lists a part, as a regular expression; any for a part without one.
fn name(part: &PartView<'_>) -> String {
    let name = part.content_location.or(part.name).or(part.content_id);
    let Some(name) = name.filter(|name| !name.is_empty()) else { return ".*".to_owned() };
    let plain = printable(name.replace('"', "_").as_bytes());
    let escaped = plain.chars().map(|sign| match sign {
        '\'' => "''".to_owned(),
        sign if sign.is_ascii_alphanumeric() || " _<>".contains(sign) => sign.to_string(),
        sign => format!("\\{sign}"),
    });
    escaped.collect()
}

/// What `AT+CMMSREAD` prints: text as UCS-2, least significant octet first and without a byte order mark.
///
/// # Errors
/// The text is in a charset that this test does not know.
fn printed(part: &PartView<'_>) -> Result<Vec<u8>, String> {
    if !part.content_type.to_ascii_lowercase().starts_with("text/") {
        return Ok(part.data.to_vec());
    }
    let text: String = match part.charset {
        None | Some("us-ascii" | "utf-8") => String::from_utf8_lossy(part.data).into_owned(),
        Some("iso-8859-1") => part.data.iter().copied().map(char::from).collect(),
        Some("utf-16" | "iso-10646-ucs-2") => utf_16(part.data),
        Some(other) => return Err(format!("the charset {other} is not known here")),
    };
    let text = text.trim_start_matches('\u{FEFF}');
    Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

fn utf_16(octets: &[u8]) -> String {
    let little = octets.starts_with(&[0xFF, 0xFE]);
    let unit =
        |pair: &[u8; 2]| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    let units: Vec<u16> = octets.as_chunks().0.iter().map(unit).collect();
    String::from_utf16_lossy(&units)
}
