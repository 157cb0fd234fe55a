//! Command lines from the model's command table: right ones, wrong ones, and the dictionary for libFuzzer.

use std::collections::BTreeSet;

use sim7100_model::{Argument, ArgumentRange, Command, Model};

use crate::belief::Belief;
use crate::operation::Operation;
use crate::operation::escape;
use crate::random::Random;

/// Addresses, few, so that they meet again.
pub(crate) const ADDRESSES: &[&str] =
    &["13918181818", "T1@TEST.COM", "15013231222", "s2@gmail.com", "+15550102"];
/// Names of files, few for the same reason. Files of the EFS are among them.
pub(crate) const NAMES: &[&str] = &["t1.txt", "t1.jpg", "a.jpg", "b.jpg", "t1.amr"];
/// The MMSC of chapter 10.
pub(crate) const MMSC_URL: &str = "192.168.1.2:7082/xst=test";
/// Locations of messages; the mock MMSC knows the second when a message was sent.
const LOCATIONS: &[&str] = &[crate::operation::LOCATION, "http://192.168.1.2:7082/attest-1"];
/// Sizes around the edges of titles, buffers and messages.
const SIZES: &[&str] = &["0", "1", "2", "39", "40", "41", "512", "513", "1025", "10240", "10241"];
/// Numbers around the edges of integers.
pub(crate) const BOUNDARIES: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "255",
    "256",
    "65535",
    "65536",
    "2147483647",
    "4294967295",
    "4294967296",
    "007",
];
/// Commands of the terminal adaptor that change how answers look, or how lines are read.
const DISCIPLINE: &[&str] = &["E", "V", "Q", "Z", "&F", "&W", "S3", "S4", "S5", "+CMEE"];
/// A command that ends the session or has no bounds.
const SKIPPED: &[&str] = &["+CLAC"];

/// The command table as a source of lines.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    mms: Vec<Command>,
    other: Vec<Command>,
    discipline: Vec<Command>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new()
    }
}

impl Vocabulary {
    /// The table of the model.
    #[must_use]
    pub fn new() -> Self {
        let commands = Model::commands().into_iter();
        let (discipline, rest): (Vec<_>, Vec<_>) = commands
            .filter(|command| !SKIPPED.contains(&command.name))
            .partition(|command| DISCIPLINE.contains(&command.name));
        let (mms, other) = rest.into_iter().partition(|command| command.name.starts_with("+CMMS"));
        Self { mms, other, discipline }
    }

    /// A line that the table allows, of a command of MMS four times in five.
    pub(crate) fn line(&self, random: &mut Random, belief: &Belief) -> Operation {
        let list = if random.one_in(5) { &self.other } else { &self.mms };
        self.of_list(list, random, belief)
    }

    /// A line that changes how the terminal adaptor speaks.
    pub(crate) fn discipline(&self, random: &mut Random, belief: &Belief) -> Operation {
        self.of_list(&self.discipline, random, belief)
    }

    /// A line of MMS with something wrong in it, taken apart all the same.
    pub(crate) fn wrong(&self, random: &mut Random, belief: &Belief) -> Operation {
        let Some(command) = random.pick(&self.mms) else { return Operation::send("AT") };
        let mut arguments: Vec<String> = match &command.write {
            Some(known) => known.iter().map(|known| value(known, random, belief)).collect(),
            None => vec!["1".to_owned()],
        };
        let place = random.below(arguments.len());
        match random.below(6) {
            0 => arguments.push("1".to_owned()),
            1 => arguments.truncate(place),
            kind => {
                if let Some(argument) = arguments.get_mut(place) {
                    *argument = match kind {
                        2 => String::new(),
                        3 => format!("\"{}\"", argument.trim_matches('"')),
                        4 => argument.trim_matches('"').to_owned(),
                        _ => random.word(BOUNDARIES).to_owned(),
                    };
                }
            }
        }
        Operation::send(&format!("AT{}={}", command.name, arguments.join(",")))
    }

    /// A line drawn without a look at any state: any command, any form, arguments right half of the time.
    pub(crate) fn stateless(&self, random: &mut Random) -> Operation {
        let belief = Belief::default();
        let list = if random.one_in(4) { &self.other } else { &self.mms };
        if random.one_in(2) {
            self.wrong(random, &belief)
        } else {
            self.of_list(list, random, &belief)
        }
    }

    fn of_list(&self, list: &[Command], random: &mut Random, belief: &Belief) -> Operation {
        let Some(command) = random.pick(list) else { return Operation::send("AT") };
        let name = command.name;
        let mut forms = Vec::new();
        forms.extend(command.test.then(|| "=?".to_owned()));
        forms.extend(command.read.then(|| "?".to_owned()));
        forms.extend(command.execute.then(String::new));
        if let Some(arguments) = &command.write {
            let sign = if name.starts_with('+') { "=" } else { "" };
            let given = given(arguments, random);
            let values: Vec<String> =
                given.iter().map(|argument| value(argument, random, belief)).collect();
            let line = format!("{sign}{}", values.join(","));
            forms.extend([line.clone(), line.clone(), line]);
        }
        let form = random.pick(&forms).cloned().unwrap_or_default();
        Operation::send(&format!("AT{name}{form}"))
    }

    /// Tokens for libFuzzer: names with their forms, keywords, boundary numbers, words of transcripts.
    #[must_use]
    pub fn dictionary(&self) -> String {
        let mut tokens = BTreeSet::new();
        for command in self.mms.iter().chain(&self.other).chain(&self.discipline) {
            tokens.insert(format!("AT{}", command.name));
            for argument in command.write.iter().flatten() {
                if let ArgumentRange::Keyword(words) = &argument.range {
                    tokens.extend(words.iter().map(|word| format!("\"{word}\"")));
                }
                if let ArgumentRange::Number(least, most) = &argument.range {
                    tokens.extend([least.to_string(), most.to_string()]);
                }
            }
        }
        tokens.extend(BOUNDARIES.iter().chain(NAMES).map(|word| (*word).to_owned()));
        let words =
            ["send ", "data ", "fill 512 x", "raw ", "tick 1000", "mmsc accept", "push plain"];
        tokens.extend(words.map(str::to_owned));
        tokens.extend(["=?", "?", "=", ",", ";", "\r", "\r\n", "\u{201C}"].map(str::to_owned));
        tokens.iter().map(|token| format!("\"{}\"\n", dictionary_text(token))).collect()
    }
}

/// A token in the syntax of libFuzzer's dictionaries.
fn dictionary_text(token: &str) -> String {
    escape(token.as_bytes()).replace("\\r", "\\x0D").replace("\\n", "\\x0A").replace('"', "\\\"")
}

/// The arguments that are given: all that are needed, and optional ones up to some point.
fn given<'a>(arguments: &'a [Argument], random: &mut Random) -> &'a [Argument] {
    let needed = arguments.iter().take_while(|argument| !argument.optional).count();
    let count = random.between(needed, arguments.len());
    arguments.get(..count).unwrap_or(arguments)
}

/// An argument that the table allows.
fn value(argument: &Argument, random: &mut Random, belief: &Belief) -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    match (&argument.range, argument.name) {
        (ArgumentRange::Keyword(words), _) => quoted(random.pick(words).map_or("", String::as_str)),
        (ArgumentRange::Number(0, 1), "type") => usize::from(!random.one_in(16)).to_string(),
        (ArgumentRange::Number(_, most), "index") if *most > 1 => {
            random.below(belief.files() + 2).to_string()
        }
        (ArgumentRange::Number(..), "size") => random.word(SIZES).to_owned(),
        (ArgumentRange::Number(..), "dir") => random.between(0, 8).to_string(),
        (ArgumentRange::Number(..), "max_pdu_size") => {
            random.word(&["10240", "10240", "10241", "20480", "307200"]).to_owned()
        }
        (ArgumentRange::Number(least, most), _) => {
            let (least, most) = (u64::from(*least), u64::from(*most));
            let span = usize::try_from((most - least).min(7)).unwrap_or(0);
            let offset = u64::try_from(random.between(0, span)).unwrap_or(0);
            (if random.one_in(8) { most } else { least + offset }).to_string()
        }
        (_, "addr" | "address") => quoted(random.word(ADDRESSES)),
        (_, "name" | "filename") => quoted(random.word(NAMES)),
        (_, "mmscurl") => quoted(MMSC_URL),
        (_, "gateway") => quoted("10.0.0.172"),
        (_, "location") => quoted(random.word(LOCATIONS)),
        _ => quoted("1"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_table_is_drawn() {
        let (vocabulary, mut random) = (Vocabulary::new(), Random::new(1));
        let belief = Belief::default();
        let mut drawn = BTreeSet::new();
        for _ in 0..20_000 {
            for line in
                [vocabulary.line(&mut random, &belief), vocabulary.discipline(&mut random, &belief)]
            {
                let text = String::from_utf8(line.octets()).unwrap();
                drawn.insert(text);
            }
        }
        for command in Model::commands() {
            let start = format!("AT{}", command.name);
            let is_drawn = drawn.iter().any(|line| line.starts_with(&start));
            assert_eq!(is_drawn, !SKIPPED.contains(&command.name), "{start}");
        }
    }

    #[test]
    fn the_dictionary_has_names_keywords_and_bounds() {
        let dictionary = Vocabulary::new().dictionary();
        for token in
            ["\"AT+CMMSEDIT\"", "\"\\\"AUDIO\\\"\"", "\"4294967296\"", "\"\\x0D\"", "\"10240\""]
        {
            assert!(dictionary.lines().any(|line| line == token), "{token} in {dictionary}");
        }
        let in_form = |line: &str| line.len() > 2 && line.starts_with('"') && line.ends_with('"');
        assert!(dictionary.lines().all(in_form));
    }
}
