//! The shipped scenarios against the model, by verdict alone: what mutation testing of the model uses as its only test.
//! They pass under each shipped profile, and fail on each deviation where the README's table says so.

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Output, Stdio};
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

    /// Lines of output that a failure shows.
    const LINES: usize = 30;

    /// Exit code of a run in which a case deviates.
    const DEVIATED: i32 = 1;

    /// Far beyond what a run takes: a model that goes round in circles must not outlive its test.
    const PATIENCE: Duration = Duration::from_secs(40);

    fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attest"));
        command.current_dir(ROOT).arg("run").args(arguments);
        finished(command.stdout(Stdio::piped()).spawn().unwrap())
    }

    fn finished(child: Child) -> Output {
        let id = child.id().to_string();
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait_with_output()));
        receiver.recv_timeout(PATIENCE).map(Result::unwrap).unwrap_or_else(|late| {
            Command::new("kill").args(["-9", &id]).status().unwrap();
            panic!("{late}: the run goes on for ever")
        })
    }

    fn tail(output: &Output) -> String {
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines: Vec<&str> = text.lines().rev().take(LINES).collect();
        lines.reverse();
        lines.join("\n")
    }

    fn profiles() -> Vec<PathBuf> {
        let folder = Path::new(ROOT).join("scenarios/profiles").canonicalize().unwrap();
        let mut paths: Vec<PathBuf> =
            folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
        paths.sort();
        assert!(!paths.is_empty(), "no profile in {}", folder.display());
        paths
    }

    /// A row of the README's table of deviations.
    struct Catch {
        deviation: String,
        /// The first case that catches it, and its file.
        case: String,
        file: String,
        /// The line of the step at which it fails.
        line: String,
    }

    fn catches() -> Vec<Catch> {
        let page = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
        let rows = page.lines().filter_map(|line| {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [_, name, _, _, case, place, ..] = cells.as_slice() else { return None };
            let (case, file) = case.strip_prefix("[`")?.split_once("`](")?;
            Some(Catch {
                deviation: name.trim_matches('`').to_owned(),
                case: case.to_owned(),
                file: file.strip_suffix(')')?.to_owned(),
                line: place.split_once("line ")?.1.to_owned(),
            })
        });
        rows.collect()
    }

    /// The profile that writes down what the model takes by default.
    const DEFAULT: &str = "sim7100.yaml";

    /// Percent of the cases that a profile may exclude.
    const EXCLUDED_PERCENT_MAX: usize = 10;

    /// Number of cases, and of those that were not run, by the last line of a run.
    fn counts(output: &Output) -> (usize, usize) {
        let text = tail(output);
        let words: Vec<&str> = text.lines().last().unwrap_or_default().split(' ').collect();
        let number_before = |word: &str| {
            let at = words.iter().position(|found| found.trim_matches([',', ';', ':']) == word);
            at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok())
        };
        (number_before("cases").unwrap(), number_before("not-run").unwrap_or_default())
    }

    /// The default profile first: what fails there needs no other.
    #[test]
    fn shipped_scenarios_pass_on_the_model_under_every_shipped_profile() {
        let output = run::<&str>(&[]);
        assert!(output.status.success(), "{}", tail(&output));
        assert_eq!(counts(&output).1, 0, "all is run under the default profile");
        for profile in profiles() {
            let output = run(&[Path::new("--profile"), &profile]);
            assert!(output.status.success(), "{}\n{}", profile.display(), tail(&output));
            let (cases, excluded) = counts(&output);
            if profile.ends_with(DEFAULT) {
                assert_eq!(excluded, 0, "the profile with every default excludes nothing");
            }
            assert!(excluded * 100 <= cases * EXCLUDED_PERCENT_MAX, "{}", tail(&output));
        }
    }

    #[test]
    fn shipped_scenarios_fail_on_each_deviation() {
        let catches = catches();
        assert_eq!(catches.len(), 40, "the README has a row for each deviation");
        for Catch { deviation, case, file, line } in catches {
            let output = run(&["--deviation", &deviation, &file]);
            let text = String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(DEVIATED), "{deviation}: {text}");
            let (_, of_case) =
                text.split_once(&case).unwrap_or_else(|| panic!("{deviation}: {text}"));
            let shown = format!("{line} │");
            let is_shown = of_case.lines().any(|line| line.trim_start().starts_with(&shown));
            assert!(is_shown, "{deviation}: {case} does not fail at line {line}\n{text}");
        }
    }
}
