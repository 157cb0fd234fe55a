//! Third-party octets, read in place where `ATTEST_VECTORS` names their folder.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::path::{Path, PathBuf};

    use mock_mmsc::dissect::{Dissection, Field, Kind, dissect, dissect_body, dissect_push};
    use mock_mmsc::emit::push;
    use mock_mmsc::rule::Direction;
    use serde_json::Value;

    /// A folder of vectors; none, with the reason printed, where there is none.
    #[expect(clippy::print_stdout, reason = "a skipped case says so")]
    fn folder(name: &str) -> Option<PathBuf> {
        let root = std::env::var_os("ATTEST_VECTORS");
        if root.is_none() {
            println!("skipped: {name}: ATTEST_VECTORS is not set");
        }
        root.map(|root| Path::new(&root).join(name))
    }

    fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<(String, Vec<u8>)> = paths
            .filter(|path| path.extension().is_some_and(|end| end != "json"))
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(path).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    fn read(name: &str, octets: &[u8]) -> Dissection {
        if name.ends_with(".multipart") { dissect_body(octets) } else { dissect(octets) }
    }

    /// Every finding of every file of a folder, one a line.
    fn findings(folder: &Path) -> String {
        let mut lines = String::new();
        for (name, octets) in files(folder) {
            let dissection = read(&name, &octets);
            for finding in dissection.findings(Direction::of(&dissection)) {
                writeln!(lines, "{name}: {finding}").unwrap();
            }
        }
        lines
    }

    #[test]
    fn real_messages_draw_warnings_only() {
        let Some(folder) = folder("oma-ets") else { return };
        insta::assert_snapshot!(findings(&folder));
    }

    #[test]
    fn hostile_octets_draw_errors_where_they_break() {
        let Some(folder) = folder("malformed") else { return };
        insta::assert_snapshot!(findings(&folder));
    }

    #[test]
    fn fields_cover_every_octet() {
        for name in ["oma-ets", "malformed"] {
            let Some(folder) = folder(name) else { return };
            for (name, octets) in files(&folder) {
                let dissection = read(&name, &octets);
                covers(&name, &dissection);
                covers(&name, &dissect_push(&push(&octets)));
            }
        }
    }

    fn covers(name: &str, dissection: &Dissection) {
        let ends = dissection.fields.iter().map(Field::end);
        let starts = dissection.fields.iter().skip(1).map(|field| field.offset);
        let joints: Vec<usize> = starts.chain([dissection.octets.len()]).collect();
        assert_eq!(ends.collect::<Vec<_>>(), joints, "{name}");
    }

    #[test]
    fn a_pushed_notification_draws_what_it_draws_alone() {
        let Some(folder) = folder("oma-ets") else { return };
        for (name, octets) in files(&folder) {
            let alone = dissect(&octets);
            if alone.message_type() != Some("m-notification.ind") {
                continue;
            }
            let pushed = dissect_push(&push(&octets));
            let rules = |pdu: &Dissection| {
                let findings = pdu.findings(Direction::ToClient).into_iter();
                findings.map(|finding| (finding.rule, finding.message)).collect::<Vec<_>>()
            };
            assert_eq!(rules(&pushed), rules(&alone), "{name}");
        }
    }

    #[test]
    fn header_fields_stand_where_another_dissector_sees_them() {
        let Some(folder) = folder("oma-ets") else { return };
        let mut compared = 0;
        for (name, octets) in files(&folder) {
            let expected = fs::read(folder.join(format!("{name}.expect.json"))).unwrap();
            let expected: Value = serde_json::from_slice(&expected).unwrap();
            let dissection = dissect(&octets);
            for field in expected["tshark_4_0_17"]["mmse"].as_array().unwrap() {
                // It gives the content type without its octet, and an application header in two pieces.
                let of_header = field["field"].as_str().unwrap().starts_with("mmse.");
                let (at, size) = (field["pos"].as_u64().unwrap(), field["size"].as_u64().unwrap());
                let known = dissection.header_fields().any(|seen| {
                    u64::try_from(seen.offset).unwrap() == at
                        && u64::try_from(seen.length).unwrap() == size
                });
                let application = dissection
                    .header_fields()
                    .any(|seen| seen.kind == Kind::ApplicationHeader && seen.end() > seen.offset);
                assert!(!of_header || known || application, "{name}: {field}");
                compared += usize::from(of_header && known);
            }
        }
        assert!(compared > 100, "{compared} header fields compared");
    }

    #[test]
    fn parts_are_as_many_as_another_dissector_sees() {
        let Some(folder) = folder("oma-ets") else { return };
        for (name, octets) in files(&folder) {
            let expected = fs::read(folder.join(format!("{name}.expect.json"))).unwrap();
            let expected: Value = serde_json::from_slice(&expected).unwrap();
            let parts = expected["tshark_4_0_17"]["parts"].as_array().unwrap();
            let dissection = dissect(&octets);
            let seen = dissection.parts();
            assert_eq!(seen.len(), parts.len(), "{name}");
            for (part, expected) in seen.iter().zip(parts) {
                let title = expected["title"].as_str().unwrap();
                assert!(title.ends_with(part.content_type), "{name}: {title}");
            }
        }
    }

    /// Octet of a header field whose value is of the type that a value vector names.
    fn carrier(kind: &str) -> Option<u8> {
        Some(match kind {
            "Boolean-value" => 0x86,
            "Cancel-status-value" => 0xBF,
            "Content-class-value" => 0xBA,
            "Content-location-value" | "Content-location-del-value" | "Uri-value" => 0x83,
            "Content-type-value" => 0x84,
            "Date-value" => 0x85,
            "Encoded-string-value" => 0x96,
            "Expiry-value" => 0x88,
            "From-value" => 0x89,
            "MM-flags-value" => 0xA4,
            "MM-state-value" => 0xA3,
            "Message-class-value" => 0x8A,
            "Message-type-value" => 0x8C,
            "Previously-sent-by-value" => 0xA0,
            "Previously-sent-date-value" => 0xA1,
            "Priority-value" => 0x8F,
            "Read-status-value" => 0x9B,
            "Recommended-retrieval-mode-value" => 0xB4,
            "Reply-charging-value" => 0x9C,
            "Sender-visibility-value" => 0x94,
            "Status-value" => 0x95,
            "Version-value" => 0x8D,
            _ => return None,
        })
    }

    #[test]
    fn values_are_sound_where_their_vectors_are() {
        let Some(folder) = folder("values") else { return };
        let text = fs::read(folder.join("gecko-cc0-vectors.json")).unwrap();
        let all: Value = serde_json::from_slice(&text).unwrap();
        let vectors = all["vectors"].as_array().unwrap();
        let mut read = 0;
        for vector in vectors.iter().filter(|vector| vector["op"] == "decode") {
            let Some(code) = carrier(vector["type"].as_str().unwrap()) else { continue };
            let hex = vector["bytes"].as_str().unwrap();
            let mut octets = vec![code];
            octets.extend(
                (0..hex.len())
                    .step_by(2)
                    .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()),
            );
            let dissection = dissect(&octets);
            // A body that the content type promises is no matter of the value.
            let field = &dissection.fields[0];
            let sound = |field: &Field| field.hole().is_none() && field.remarks.is_empty();
            let sound =
                sound(field) && field.length == octets.len() && field.children.iter().all(sound);
            assert_eq!(sound, vector["error"].is_null(), "{vector}\n{dissection}");
            read += 1;
        }
        assert!(read > 300, "{read} of {} value vectors read", vectors.len());
    }
}
