//! What every form of every MMS command answers while a transaction runs.

use std::fmt::Write as _;

use sim7100_model::{Argument, ArgumentRange, Command, Model};

use crate::bench::Bench;

/// A write form with the least value of each argument.
fn write_form(command: &Command, arguments: &[Argument]) -> String {
    let values: Vec<_> = arguments
        .iter()
        .filter(|argument| !argument.optional)
        .map(|argument| match &argument.range {
            ArgumentRange::Number(min, _) => min.to_string(),
            ArgumentRange::Keyword(words) => format!("\"{}\"", words[0]),
            _ => "\"1\"".to_owned(),
        })
        .collect();
    format!("AT{}={}", command.name, values.join(","))
}

fn forms(command: &Command) -> Vec<String> {
    let mut forms = Vec::new();
    if command.test {
        forms.push(format!("AT{}=?", command.name));
    }
    if command.read {
        forms.push(format!("AT{}?", command.name));
    }
    if command.execute {
        forms.push(format!("AT{}", command.name));
    }
    if let Some(arguments) = &command.write {
        forms.push(write_form(command, arguments));
    }
    forms
}

/// Whether 171, OK, or another failure ends the answer.
fn ending(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer);
    text.trim_end().rsplit("\r\n").next().unwrap_or_default().to_owned()
}

fn sending() -> Bench {
    let mut bench = Bench::new();
    bench.compose();
    bench.ok(&["AT+CMMSSEND"]);
    bench
}

fn receiving() -> Bench {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSRECV=\"http://192.168.1.2/a\""]);
    bench
}

#[test]
fn every_form_of_every_command_of_the_document() {
    let mut table = String::new();
    for command in Model::commands() {
        if command.section == "-" && !command.name.starts_with("+CMMS") {
            continue;
        }
        for form in forms(&command) {
            let [idle, sending, receiving] = [Bench::new(), sending(), receiving()]
                .map(|mut bench| ending(&bench.te(format!("{form}\r").as_bytes())));
            writeln!(table, "{form}: idle {idle}, sending {sending}, receiving {receiving}")
                .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}
