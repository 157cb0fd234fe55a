//! The shipped scenarios against the model, by verdict alone: what mutation testing of the model uses as its only test.
//! They pass under each shipped profile, and fail on each deviation where the golden of the deviations says so.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
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

    /// A case that catches a deviation, by the golden of the deviations.
    struct Catch {
        deviation: String,
        case: String,
        file: String,
        /// The line of the step at which it fails; none when an invariant shows it afterwards.
        line: Option<String>,
    }

    /// In the golden a deviation is a line such as `1 name (SIM-1-1): ...`; its catches follow, indented.
    fn catches() -> Vec<Catch> {
        let path = Path::new(ROOT).join("snapshots/deviations/table.snap");
        let golden = fs::read_to_string(path).unwrap();
        let mut deviation = "";
        let mut catches = Vec::new();
        for line in golden.lines() {
            let cells: Vec<&str> = line.trim_start().rsplitn(3, " | ").collect();
            if let [_, place, case] = cells.as_slice() {
                let file = case.split('[').next().unwrap_or_default();
                catches.push(Catch {
                    deviation: deviation.to_owned(),
                    case: (*case).to_owned(),
                    file: format!("scenarios/{file}.yaml"),
                    line: place.split_once("line ").map(|(_, line)| line.to_owned()),
                });
            } else if line.starts_with(|first: char| first.is_ascii_digit()) {
                deviation = line.split(' ').nth(1).unwrap();
            }
        }
        catches
    }

    /// What a run says of one case: the lines up to the next case.
    fn account<'a>(text: &'a str, case: &str) -> Vec<&'a str> {
        let is_head = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
        let is_of_case = |line: &&str| {
            let told =
                line.split_once(' ').and_then(|(_, told)| told.trim_start().strip_prefix(case));
            is_head(line) && told.is_some_and(|rest| rest.is_empty() || rest.starts_with(';'))
        };
        let lines = text.lines().skip_while(|line| !is_of_case(line)).skip(1);
        // The code of a diagnostic stands at the start of a line too.
        lines.take_while(|line| !is_head(line) || line.starts_with("attest::")).collect()
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
        let deviations: BTreeSet<&str> =
            catches.iter().map(|catch| catch.deviation.as_str()).collect();
        assert_eq!(deviations.len(), 40, "each deviation is caught");
        for Catch { deviation, case, file, line } in &catches {
            let output = run(&["--deviation", deviation, file]);
            let text = String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(DEVIATED), "{deviation}: {text}");
            let Some(line) = line else { continue };
            let shown = format!("{line} │");
            let is_shown =
                account(&text, case).iter().any(|line| line.trim_start().starts_with(&shown));
            assert!(is_shown, "{deviation}: {case} does not fail at line {line}\n{text}");
        }
    }
}
