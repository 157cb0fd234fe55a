//! A second reader of command lines, for tests: slow, and built on another plan than [`crate::Commands`].
//!
//! First the line becomes tokens, then the tokens are cut at `;`, then each segment is matched against the forms of a
//! command. It shares no function with the reader that it judges, and gives a plainer result: see [`SlowCommand`].

use std::collections::VecDeque;
use std::string::String;
use std::vec::Vec;

use crate::{ArgumentValue, Command, Commands, Form};

/// A command in the slow parser's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlowCommand {
    /// The name in upper case.
    pub name: String,
    /// `""`, `"?"`, `"=?"` or `"="`.
    pub form: &'static str,
    /// The arguments of the form `"="`: kind (`o`mitted, `n`umber, `t`ext, `b`are) and octets; digits of a number
    /// without leading zeros.
    pub arguments: Vec<(char, Vec<u8>)>,
}

/// What the slow parser makes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlowLine {
    /// The commands before the first error.
    pub commands: Vec<SlowCommand>,
    /// Whether there is an error.
    pub is_refused: bool,
}

impl SlowLine {
    /// Puts what the other reader says into the same words.
    pub fn of(commands: Commands<'_>) -> Self {
        let mut line = Self { commands: Vec::new(), is_refused: false };
        for command in commands {
            match command {
                Ok(command) => line.commands.push(SlowCommand::of(command)),
                Err(_) => line.is_refused = true,
            }
        }
        line
    }
}

impl SlowCommand {
    fn of(command: Command) -> Self {
        let (form, arguments) = match command.form {
            Form::Execute => ("", Vec::new()),
            Form::Read => ("?", Vec::new()),
            Form::Test => ("=?", Vec::new()),
            Form::Write(arguments) => ("=", arguments),
        };
        let arguments = arguments.into_iter().map(|argument| match argument.value {
            ArgumentValue::Omitted => ('o', Vec::new()),
            ArgumentValue::Number(number) => ('n', std::format!("{number}").into_bytes()),
            ArgumentValue::Text(text) => ('t', text),
            ArgumentValue::Bare(word) => ('b', word),
        });
        Self { name: command.name.as_str().into(), form, arguments: arguments.collect() }
    }
}

/// A form and its arguments.
type Suffix = (&'static str, Vec<(char, Vec<u8>)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Blank,
    Octet(u8),
    Text(Vec<u8>),
    Wrong,
}

/// Reads a line from `AT` on.
pub fn parse(line: &[u8]) -> SlowLine {
    let Some((prefix, body)) = line.split_at_checked(2) else {
        return SlowLine { commands: Vec::new(), is_refused: !line.is_empty() };
    };
    if !prefix.eq_ignore_ascii_case(b"at") {
        return SlowLine { commands: Vec::new(), is_refused: true };
    }
    let mut tokens = tokens(body);
    let mut commands = Vec::new();
    let mut is_refused = false;
    while !is_refused && !tokens.is_empty() {
        match command(&mut tokens) {
            Some(command) => commands.push(command),
            None => is_refused = tokens.iter().any(|token| *token != Token::Blank),
        }
    }
    if commands.len() > 39 {
        return SlowLine { commands: Vec::new(), is_refused: true };
    }
    SlowLine { commands, is_refused }
}

fn tokens(body: &[u8]) -> VecDeque<Token> {
    let mut octets: VecDeque<u8> = body.iter().copied().collect();
    let mut tokens = VecDeque::new();
    while let Some(octet) = octets.pop_front() {
        tokens.push_back(match octet {
            b' ' => Token::Blank,
            b'"' => match octets.iter().position(|octet| *octet == b'"') {
                Some(end) => {
                    let text = octets.drain(..end).collect();
                    octets.pop_front();
                    Token::Text(text)
                }
                None => Token::Wrong,
            },
            0..=31 | 127 => Token::Wrong,
            0xE2 if is_typographic(&octets) => Token::Wrong,
            _ => Token::Octet(octet),
        });
    }
    tokens
}

/// Whether the octets go on as those of a typographic quotation mark do.
fn is_typographic(octets: &VecDeque<u8>) -> bool {
    octets.front() == Some(&0x80)
        && octets.get(1).is_some_and(|octet| [0x98, 0x99, 0x9C, 0x9D].contains(octet))
}

/// Takes the first command; `None`, with tokens left, if there is none that is well formed.
fn command(tokens: &mut VecDeque<Token>) -> Option<SlowCommand> {
    drop_blanks(tokens);
    match tokens.front() {
        Some(Token::Octet(b'+')) => {
            let length = tokens.iter().position(|token| *token == Token::Octet(b';'));
            let segment: Vec<Token> = tokens.drain(..length.unwrap_or(tokens.len())).collect();
            let command = extended(&segment);
            if command.is_some() {
                tokens.pop_front();
            } else {
                tokens.push_front(Token::Wrong);
            }
            command
        }
        _ => basic(tokens),
    }
}

fn drop_blanks(tokens: &mut VecDeque<Token>) {
    while tokens.front() == Some(&Token::Blank) {
        tokens.pop_front();
    }
}

/// A segment without `;`: name, suffix, arguments.
fn extended(segment: &[Token]) -> Option<SlowCommand> {
    let is_suffix = |token: &Token| matches!(token, Token::Octet(b'=' | b'?'));
    let at = segment.iter().position(is_suffix).unwrap_or(segment.len());
    let (name, suffix) = segment.split_at_checked(at)?;
    let name: String = name
        .iter()
        .filter(|token| **token != Token::Blank)
        .map(|token| match token {
            Token::Octet(octet) => char::from(octet.to_ascii_uppercase()),
            _ => '"',
        })
        .collect();
    let mut letters = name.chars().skip(1);
    let is_name = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "!%-./:_".contains(letter));
    if !is_name {
        return None;
    }
    let plain: Vec<&Token> = suffix.iter().filter(|token| **token != Token::Blank).collect();
    let command = |form| Some(SlowCommand { name: name.clone(), form, arguments: Vec::new() });
    match plain.as_slice() {
        [] => command(""),
        [Token::Octet(b'?')] => command("?"),
        [Token::Octet(b'='), Token::Octet(b'?')] => command("=?"),
        [Token::Octet(b'?'), ..] | [Token::Octet(b'='), Token::Octet(b'?'), ..] => None,
        _ => {
            let arguments = suffix.get(1..)?;
            let arguments: Option<Vec<_>> =
                arguments.split(|token| *token == Token::Octet(b',')).map(argument).collect();
            Some(SlowCommand { name, form: "=", arguments: arguments? })
        }
    }
}

fn argument(tokens: &[Token]) -> Option<(char, Vec<u8>)> {
    let is_blank = |token: &Token| *token == Token::Blank;
    let start = tokens.iter().position(|token| !is_blank(token)).unwrap_or(tokens.len());
    let end = tokens
        .iter()
        .rposition(|token| !is_blank(token))
        .map_or(start, |last| last.saturating_add(1));
    match tokens.get(start..end)? {
        [] => Some(('o', Vec::new())),
        [Token::Text(text)] => Some(('t', text.clone())),
        word => {
            let octet = |token: &Token| match token {
                Token::Blank => Some(b' '),
                Token::Octet(octet) => Some(*octet),
                Token::Text(_) | Token::Wrong => None,
            };
            word.iter().map(octet).collect::<Option<Vec<u8>>>().map(number_or_word)
        }
    }
}

fn number_or_word(word: Vec<u8>) -> (char, Vec<u8>) {
    let is_decimal = word.iter().all(u8::is_ascii_digit);
    let number = String::from_utf8(word.clone()).ok().filter(|_| is_decimal);
    match number.and_then(|digits| digits.parse::<u32>().ok()) {
        Some(number) => ('n', std::format!("{number}").into_bytes()),
        None => ('b', word),
    }
}

/// Takes a basic command from the front, and one `;` after it.
fn basic(tokens: &mut VecDeque<Token>) -> Option<SlowCommand> {
    let mut name = String::new();
    if tokens.front() == Some(&Token::Octet(b'&')) {
        name.push('&');
        tokens.pop_front();
        if tokens.is_empty() {
            tokens.push_back(Token::Wrong);
        }
        drop_blanks(tokens);
    }
    let Some(Token::Octet(letter @ (b'A'..=b'Z' | b'a'..=b'z'))) = tokens.front().cloned() else {
        if !name.is_empty() {
            tokens.push_front(Token::Wrong);
        }
        return None;
    };
    tokens.pop_front();
    name.push(char::from(letter.to_ascii_uppercase()));
    drop_blanks(tokens);
    let (form, arguments) = match name.as_str() {
        "D" => dial(tokens)?,
        "S" => {
            let digits: String = digits(tokens).into_iter().map(char::from).collect();
            let short = digits.trim_start_matches('0');
            name.push_str(if short.is_empty() && !digits.is_empty() { "0" } else { short });
            basic_suffix(tokens)
        }
        _ => match digits(tokens) {
            digits if digits.is_empty() => basic_suffix(tokens),
            digits => ("=", Vec::from([number_or_word(digits)])),
        },
    };
    drop_blanks(tokens);
    if tokens.front() == Some(&Token::Octet(b';')) {
        tokens.pop_front();
    }
    Some(SlowCommand { name, form, arguments })
}

/// Everything up to `;`, blanks at the end aside.
fn dial(tokens: &mut VecDeque<Token>) -> Option<Suffix> {
    let length = tokens.iter().position(|token| *token == Token::Octet(b';'));
    let string: Vec<Token> = tokens.drain(..length.unwrap_or(tokens.len())).collect();
    match argument(&string) {
        None | Some(('t', _)) => {
            tokens.push_front(Token::Wrong);
            None
        }
        Some(('o', _)) => Some(("", Vec::new())),
        Some(_) => {
            let octets = string.iter().filter_map(|token| match token {
                Token::Blank => Some(b' '),
                Token::Octet(octet) => Some(*octet),
                Token::Text(_) | Token::Wrong => None,
            });
            let string = octets.collect::<Vec<u8>>().trim_ascii().to_vec();
            Some(("=", Vec::from([('b', string)])))
        }
    }
}

fn digits(tokens: &mut VecDeque<Token>) -> Vec<u8> {
    let mut digits = Vec::new();
    while let Some(Token::Octet(digit @ b'0'..=b'9')) = tokens.front().cloned() {
        digits.push(digit);
        tokens.pop_front();
    }
    digits
}

fn basic_suffix(tokens: &mut VecDeque<Token>) -> Suffix {
    drop_blanks(tokens);
    match tokens.front() {
        Some(Token::Octet(b'?')) => {
            tokens.pop_front();
            ("?", Vec::new())
        }
        Some(Token::Octet(b'=')) => {
            tokens.pop_front();
            drop_blanks(tokens);
            if tokens.front() == Some(&Token::Octet(b'?')) {
                tokens.pop_front();
                return ("=?", Vec::new());
            }
            match digits(tokens) {
                digits if digits.is_empty() => ("=", Vec::from([('o', digits)])),
                digits => ("=", Vec::from([number_or_word(digits)])),
            }
        }
        _ => ("", Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{SlowLine, parse};
    use crate::Commands;

    /// How many commands there are before the first error, and whether there is one.
    #[rstest]
    #[case::nothing(b"", 0, false)]
    #[case::half_a_prefix(b"A", 0, true)]
    #[case::another_prefix(b"TA", 0, true)]
    #[case::prefix(b"At", 0, false)]
    #[case::greatest_number(&[b"AT".as_slice(), &b"E0".repeat(39)].concat(), 39, false)]
    #[case::one_more(&[b"AT".as_slice(), &b"E0".repeat(40)].concat(), 0, true)]
    #[case::two_more(&[b"AT".as_slice(), &b"E0".repeat(41)].concat(), 0, true)]
    #[case::control(b"ATE0+X=a\x1A", 1, true)]
    #[case::delete(b"AT+X=\x7F", 0, true)]
    #[case::typographic(b"AT+X=\xE2\x80\x9Ca", 0, true)]
    #[case::typographic_single(b"AT+X=a\xE2\x80\x99", 0, true)]
    #[case::dash(b"AT+X=\xE2\x80\x93", 1, false)]
    #[case::euro(b"AT+X=\xE2\x82\xAC", 1, false)]
    #[case::other_letter(b"AT+X=\xE2\x81\x98", 1, false)]
    #[case::cut_letter(b"AT+X=\xE2", 1, false)]
    #[case::after_read(b"AT+X?1", 0, true)]
    #[case::after_test(b"AT+X=?,1", 0, true)]
    #[case::second_question(b"AT+X??", 0, true)]
    #[case::text_and_more(b"AT+X=\"a\"b", 0, true)]
    #[case::unclosed(b"AT+X=\"a", 0, true)]
    fn lines(#[case] line: &[u8], #[case] commands: usize, #[case] is_refused: bool) {
        let slow = parse(line);
        assert_eq!((slow.commands.len(), slow.is_refused), (commands, is_refused));
        assert_eq!(SlowLine::of(Commands::new(line)), slow, "fast (left), slow (right)");
    }
}
