//! `command_round_trip`: a command line that is written is read back as it was, and what cannot be written is refused.
//!
//! ```text
//! input = commands, one a line; a command is its name and its arguments with TAB between them
//! name      letters and digits; ? or =? behind it make the read and the test form
//! argument  "text, #number, nothing at all, or any other word
//! ```
//!
//! The writer here and the one of the campaign share nothing with the reader that they test.

use at_codec::{ArgumentValue, COMMANDS_MAX, Command, CommandError, Commands, Form};

use crate::operation::{CommandLine, LineForm};

/// Commands of one input.
const DRAWN_MAX: usize = COMMANDS_MAX;
/// U+201C and U+201D in UTF-8: the quotes of the printed document.
const CURLY: [&[u8]; 2] = [b"\xE2\x80\x9C", b"\xE2\x80\x9D"];

/// Writes the commands that the octets describe as one line, reads them, and breaks their quotes.
///
/// # Panics
///
/// When a command is read as another or at another place, when a quote that is typographic or not closed is not refused
/// where it stands, or when the campaign's command line is written as something that is read otherwise, or written at all
/// although a text of it holds a quote or a control character.
pub fn command_round_trip(data: &[u8]) {
    let drawn: Vec<Drawn> =
        data.split(|octet| *octet == b'\n').filter_map(Drawn::parse).take(DRAWN_MAX).collect();
    let (line, places) = write(&drawn);
    let read: Vec<Result<Command, CommandError>> = Commands::new(&line).collect();
    assert_eq!(read.len(), drawn.len(), "read (left), written (right)");
    for ((read, drawn), place) in read.iter().zip(&drawn).zip(&places) {
        assert!(
            read.as_ref().is_ok_and(|read| drawn.is(read, *place)),
            "{read:?} at {place}, not {drawn:?}"
        );
    }
    for one in &drawn {
        check_broken_quotes(one);
        check_campaign_line(one);
    }
}

/// A command, before it is a line.
#[derive(Debug)]
struct Drawn {
    name: String,
    form: DrawnForm,
}

#[derive(Debug)]
enum DrawnForm {
    Execute,
    Read,
    Test,
    Write(Vec<ArgumentValue>),
}

impl Drawn {
    fn parse(line: &[u8]) -> Option<Self> {
        let mut fields = line.split(|octet| *octet == b'\t');
        let first = fields.next()?;
        let letters = first.iter().filter(|octet| octet.is_ascii_alphanumeric()).take(16);
        let name: String = letters.map(|octet| char::from(octet.to_ascii_uppercase())).collect();
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let arguments: Vec<ArgumentValue> = fields.map(argument).collect();
        let form = match (first, arguments.is_empty()) {
            (_, false) => DrawnForm::Write(arguments),
            ([.., b'=', b'?'], _) => DrawnForm::Test,
            ([.., b'?'], _) => DrawnForm::Read,
            _ => DrawnForm::Execute,
        };
        Some(Self { name: format!("+{name}"), form })
    }

    fn arguments(&self) -> &[ArgumentValue] {
        match &self.form {
            DrawnForm::Write(arguments) => arguments,
            _ => &[],
        }
    }

    fn is(&self, read: &Command, place: usize) -> bool {
        let is_form = match (&self.form, &read.form) {
            (DrawnForm::Execute, Form::Execute)
            | (DrawnForm::Read, Form::Read)
            | (DrawnForm::Test, Form::Test) => true,
            (DrawnForm::Write(written), Form::Write(read)) => {
                written.iter().eq(read.iter().map(|argument| &argument.value))
            }
            _ => false,
        };
        read.name.as_str() == self.name && read.offset == place && is_form
    }

    /// Name, form and arguments, the texts between these quotes.
    fn write(&self, quotes: [&[u8]; 2], line: &mut Vec<u8>) {
        line.extend_from_slice(self.name.as_bytes());
        match &self.form {
            DrawnForm::Execute => {}
            DrawnForm::Read => line.push(b'?'),
            DrawnForm::Test => line.extend_from_slice(b"=?"),
            DrawnForm::Write(arguments) => {
                let [open, close] = quotes;
                let written = arguments.iter().map(|argument| match argument {
                    ArgumentValue::Omitted => Vec::new(),
                    ArgumentValue::Number(number) => number.to_string().into_bytes(),
                    ArgumentValue::Text(text) => [open, text, close].concat(),
                    ArgumentValue::Bare(word) => word.clone(),
                });
                line.push(b'=');
                line.extend(written.collect::<Vec<_>>().join(&b','));
            }
        }
    }
}

/// A quote cannot stand in a text, so it is dropped from one; [`check_campaign_line`] puts it back.
fn argument(field: &[u8]) -> ArgumentValue {
    match field {
        [] => ArgumentValue::Omitted,
        [b'"', text @ ..] => {
            ArgumentValue::Text(text.iter().copied().filter(|octet| *octet != b'"').collect())
        }
        [b'#', digits @ ..] => ArgumentValue::Number(digits.iter().fold(0, |number, octet| {
            let digit = u32::from(octet.wrapping_sub(b'0') % 10);
            u32::wrapping_mul(number, 10).wrapping_add(digit)
        })),
        word => bare(word),
    }
}

/// A word begins with a letter, so that it is no number, and has nothing that separates.
fn bare(word: &[u8]) -> ArgumentValue {
    let letters = word.iter().copied().filter(|octet| octet.is_ascii_alphanumeric());
    ArgumentValue::Bare(std::iter::once(b'x').chain(letters).collect())
}

/// The line, and where each command stands in it.
fn write(commands: &[Drawn]) -> (Vec<u8>, Vec<usize>) {
    let (mut line, mut places) = (b"AT".to_vec(), Vec::new());
    for (index, command) in commands.iter().enumerate() {
        if index > 0 {
            line.push(b';');
        }
        places.push(line.len());
        command.write([b"\"", b"\""], &mut line);
    }
    (line, places)
}

fn error(line: &[u8]) -> Option<CommandError> {
    Commands::new(line).find_map(Result::err)
}

/// Typographic quotes, and a last text without its end.
fn check_broken_quotes(command: &Drawn) {
    let is_text = |argument: &&ArgumentValue| matches!(argument, ArgumentValue::Text(_));
    let Some(first) = command.arguments().iter().position(|argument| is_text(&argument)) else {
        return;
    };
    let mut line = b"AT".to_vec();
    command.write(CURLY, &mut line);
    let place = line.windows(3).position(|window| Some(&window) == CURLY.first());
    assert_eq!(
        error(&line).map(|error| (error.offset(), error)),
        place.map(|offset| (offset, CommandError::TypographicQuote { offset })),
        "text {first} in typographic quotes"
    );
    if command.arguments().last().as_ref().is_some_and(is_text) {
        let (mut line, _) = write(std::slice::from_ref(command));
        line.pop();
        let is_unclosed = matches!(error(&line), Some(CommandError::UnclosedQuote { .. }));
        assert!(is_unclosed, "{} is not refused", line.escape_ascii());
    }
}

/// The campaign's command line: what it takes is read as it was; a quote or a control character in a text it refuses.
fn check_campaign_line(command: &Drawn) {
    let tokens = |text: &dyn Fn(&str) -> String| {
        let token = |argument: &ArgumentValue| match argument {
            ArgumentValue::Omitted => String::new(),
            ArgumentValue::Number(number) => number.to_string(),
            ArgumentValue::Text(octets) => text(&String::from_utf8_lossy(octets)),
            ArgumentValue::Bare(word) => String::from_utf8_lossy(word).into_owned(),
        };
        command.arguments().iter().map(token).collect::<Vec<_>>()
    };
    let quoted = tokens(&|text| format!("\"{text}\""));
    let form = match &command.form {
        DrawnForm::Execute => LineForm::Execute,
        DrawnForm::Read => LineForm::Read,
        DrawnForm::Test => LineForm::Test,
        DrawnForm::Write(_) => LineForm::Write(quoted.clone()),
    };
    let is_printable = |token: &String| token.bytes().all(|octet| (0x20..0x7F).contains(&octet));
    let made = CommandLine::new(&command.name, form);
    assert_eq!(made.is_some(), quoted.iter().all(is_printable), "{command:?}");
    if let Some(made) = made {
        let line = made.to_string().into_bytes();
        let read: Vec<_> = Commands::new(&line).collect();
        let is_same = matches!(read.as_slice(), [Ok(read)] if command.is(read, b"AT".len()));
        assert!(is_same, "{made} is read as {read:?}");
    }
    let has_text = command.arguments().iter().any(|text| matches!(text, ArgumentValue::Text(_)));
    if has_text {
        for inner in ['"', '\r', '\u{201D}'] {
            let form = LineForm::Write(tokens(&|text| format!("\"{text}{inner}\"")));
            let made = CommandLine::new(&command.name, form);
            assert_eq!(made, None, "a text with {inner:?} is written");
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("cmmsview", "AT+CMMSVIEW")]
    #[case("CMMSEDIT?", "AT+CMMSEDIT?")]
    #[case("CMMSEDIT=?", "AT+CMMSEDIT=?")]
    #[case("CMMSDOWN\t\"TEXT\t#5\t\"a \"b.txt", "AT+CMMSDOWN=\"TEXT\",5,\"a b.txt\"")]
    #[case("X\t\t#4294967295\tword", "AT+X=,4294967295,xword")]
    #[case("A\nB?\n\n9", "AT+A;+B?")]
    fn lines(#[case] input: &str, #[case] expected: &str) {
        let drawn: Vec<Drawn> =
            input.split('\n').filter_map(|line| Drawn::parse(line.as_bytes())).collect();
        assert_eq!(String::from_utf8(write(&drawn).0).unwrap(), expected);
        command_round_trip(input.as_bytes());
    }

    #[test]
    fn another_command_is_not_taken_for_the_same() {
        let drawn = Drawn::parse(b"X\t#1").unwrap();
        for (line, place) in [("AT+X=2", 2), ("AT+X=1", 3), ("AT+X?", 2), ("AT+Y=1", 2)] {
            let read = Commands::new(line.as_bytes()).next().unwrap().unwrap();
            assert!(!drawn.is(&read, place), "{line}");
        }
    }
}
