//! Every seed and every regression through the body of its target, on the stable toolchain.

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::{fs, io};

    use campaign::target::{TARGETS, Target};

    fn folder(kind: &str, target: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(target)
    }

    /// Files of a folder by name; none when there is no folder.
    fn inputs(folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let paths: io::Result<Vec<_>> =
            entries.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut paths: Vec<PathBuf> = paths?.into_iter().filter(|path| path.is_file()).collect();
        paths.sort();
        Ok(paths)
    }

    fn replay(name: &str) -> io::Result<()> {
        let target = Target::of(name).unwrap();
        let seeds = inputs(&folder("seeds", name))?;
        assert!(!seeds.is_empty(), "no seed in {}", folder("seeds", name).display());
        for path in seeds.into_iter().chain(inputs(&folder("regressions", name))?) {
            let octets = fs::read(&path)?;
            let passed = std::panic::catch_unwind(|| (target.body)(&octets));
            assert!(passed.is_ok(), "the panic above came from {}", path.display());
        }
        Ok(())
    }

    macro_rules! replay_tests {
        ($($name:ident)*) => {
            $(
                #[test]
                fn $name() -> io::Result<()> {
                    replay(stringify!($name))
                }
            )*

            #[test]
            fn every_target_has_a_test_a_program_and_a_dictionary() {
                let tested = [$(stringify!($name)),*];
                let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
                assert_eq!(names, tested);
                for name in names {
                    assert!(folder("fuzz_targets", name).with_extension("rs").is_file(), "{name}");
                    assert!(folder("dictionaries", name).with_extension("dict").is_file(), "{name}");
                }
            }
        };
    }

    replay_tests! {
        charset
        command_arguments
        command_parse
        command_round_trip
        dialogue_chunking
        emitted_pdu_rules
        framer_chunking
        host_line_faults
        journal_state
        mmsc_http
        model_bytes
        model_operations
        multipart_smil
        pdu_bytes
        pdu_differential
        pdu_structured
        pdu_views
        push_reassembly
        response_bytes
        scenario_yaml
        urc_round_trip
        wsp_primitives
    }

    #[test]
    fn no_folder_belongs_to_no_target() -> io::Result<()> {
        for kind in ["seeds", "regressions"] {
            for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(kind))? {
                let entry = entry?;
                let name = entry.file_name();
                let is_known = TARGETS.iter().any(|target| *target.name == *name);
                assert!(is_known || entry.path().is_file(), "{kind}/{}", name.display());
            }
        }
        Ok(())
    }
}
