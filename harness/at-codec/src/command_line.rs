//! A command line split into its commands: V.250 5.2.1, 5.3 and 5.4.
//!
//! ```text
//! line     = "AT" *( basic [";"] | extended (";" | end) )
//! basic    = ["&"] letter [number | "?" | "=?" | "=" [number]]
//!          | "S" number ["?" | "=?" | "=" [number]]
//!          | "D" dial-string
//! extended = "+" letter *name-octet ["?" | "=?" | "=" argument *("," argument)]
//! argument = [DQUOTE *octet DQUOTE | word]
//! ```
//!
//! Blanks may stand between any two of these, between the letters of a name too; in a quoted string and in a word
//! they belong to it. No command is known here by its meaning.

use alloc::vec;
use alloc::vec::Vec;

use crate::argument::{is_word_octet, read_arguments, read_word};
use crate::command::{Argument, ArgumentValue, Command, Form};
use crate::cursor::Cursor;
use crate::name::is_name_octet;
use crate::{CommandError, Name};

/// Commands in one line; of a line with more, none runs.
pub const COMMANDS_MAX: usize = 39;

/// The commands of a line, from left to right; the iterator ends after the first error.
///
/// What is wrong further right does not keep the commands before it from coming, as V.250 5.2.1 has them executed
/// before the line is read on. The exception is [`CommandError::TooManyCommands`], which comes first and alone.
///
/// ```
/// use at_codec::{Commands, Form};
///
/// let names: Vec<_> = Commands::new(b"ATE0+CMEE=2;+CMMSEDIT?")
///     .map(|command| command.map(|command| (command.name.to_string(), command.form == Form::Read)))
///     .collect::<Result<_, _>>()?;
/// assert_eq!(names, [("E".into(), false), ("+CMEE".into(), false), ("+CMMSEDIT".into(), true)]);
/// # Ok::<(), at_codec::CommandError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commands<'a> {
    cursor: Cursor<'a>,
    refusal: Option<CommandError>,
}

impl<'a> Commands<'a> {
    /// Reads a line that starts with `AT` in any case, without S3, as [`crate::LineReader`] gives it.
    pub fn new(line: &'a [u8]) -> Self {
        let mut commands = Self { cursor: Cursor::new(line), refusal: None };
        let prefix = [b'A', b'T'];
        let has_prefix = prefix.iter().all(|letter| {
            commands.cursor.accept_if(|octet| octet.eq_ignore_ascii_case(letter)).is_some()
        });
        commands.refusal = if !has_prefix && !line.is_empty() {
            Some(CommandError::MissingPrefix)
        } else if let Some(Ok(Command { offset, .. })) = commands.clone().nth(COMMANDS_MAX) {
            Some(CommandError::TooManyCommands { offset })
        } else {
            None
        };
        commands
    }
}

impl Iterator for Commands<'_> {
    type Item = Result<Command, CommandError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cursor.skip_blanks();
        let first = self.cursor.peek();
        let result = match self.refusal.take() {
            Some(error) => Err(error),
            None => read_command(&mut self.cursor, first?),
        };
        if result.is_err() {
            self.cursor.finish();
        }
        Some(result)
    }
}

fn read_command(cursor: &mut Cursor<'_>, first: u8) -> Result<Command, CommandError> {
    let offset = cursor.offset();
    let (name, form) = match first {
        b'+' => read_extended(cursor)?,
        b'&' | b'A'..=b'Z' | b'a'..=b'z' => read_basic(cursor)?,
        _ => return Err(cursor.unexpected()),
    };
    Ok(Command { name, form, offset })
}

fn read_extended(cursor: &mut Cursor<'_>) -> Result<(Name, Form), CommandError> {
    let mut octets: Vec<u8> = cursor.accept_if(|octet| octet == b'+').into_iter().collect();
    octets.push(read_letter(cursor)?);
    let is_letter = |octet| is_name_octet(octet) || octet == b':';
    cursor.skip_blanks();
    while let Some(octet) = cursor.accept_if(is_letter) {
        octets.push(octet);
        cursor.skip_blanks();
    }
    let form = match read_suffix(cursor) {
        Suffix::None => Form::Execute,
        Suffix::Question => Form::Read,
        Suffix::EqualsQuestion => Form::Test,
        Suffix::Equals => Form::Write(read_arguments(cursor)?),
    };
    cursor.skip_blanks();
    if cursor.accept(b';') || cursor.peek().is_none() {
        Ok((Name::from_checked(octets), form))
    } else {
        Err(cursor.unexpected())
    }
}

fn read_basic(cursor: &mut Cursor<'_>) -> Result<(Name, Form), CommandError> {
    let mut octets: Vec<u8> = cursor.accept_if(|octet| octet == b'&').into_iter().collect();
    octets.push(read_letter(cursor)?);
    cursor.skip_blanks();
    let form = match octets.as_slice() {
        b"D" | b"d" => read_dial_string(cursor)?,
        b"S" | b"s" => {
            octets.extend_from_slice(read_register_number(cursor));
            read_basic_form(cursor)
        }
        _ if cursor.peek().is_some_and(|octet| octet.is_ascii_digit()) => read_number(cursor),
        _ => read_basic_form(cursor),
    };
    cursor.skip_blanks();
    cursor.accept(b';');
    Ok((Name::from_checked(octets), form))
}

/// Reads the first letter of a name; what cannot start one but may follow one means that there is no name.
fn read_letter(cursor: &mut Cursor<'_>) -> Result<u8, CommandError> {
    cursor.skip_blanks();
    cursor.accept_if(|octet| octet.is_ascii_alphabetic()).ok_or_else(|| match cursor.peek() {
        None | Some(b'=' | b'?' | b';') => CommandError::EmptyName { offset: cursor.offset() },
        Some(_) => cursor.unexpected(),
    })
}

enum Suffix {
    None,
    Question,
    Equals,
    EqualsQuestion,
}

fn read_suffix(cursor: &mut Cursor<'_>) -> Suffix {
    if cursor.accept(b'?') {
        return Suffix::Question;
    }
    if !cursor.accept(b'=') {
        return Suffix::None;
    }
    let mut ahead = cursor.clone();
    ahead.skip_blanks();
    if !ahead.accept(b'?') {
        return Suffix::Equals;
    }
    *cursor = ahead;
    Suffix::EqualsQuestion
}

fn read_basic_form(cursor: &mut Cursor<'_>) -> Form {
    cursor.skip_blanks();
    match read_suffix(cursor) {
        Suffix::None => Form::Execute,
        Suffix::Question => Form::Read,
        Suffix::EqualsQuestion => Form::Test,
        Suffix::Equals => read_number(cursor),
    }
}

/// Reads the number of a basic command, which ends at the first octet that is no digit (V.250 5.3.1).
fn read_number(cursor: &mut Cursor<'_>) -> Form {
    let separated = cursor.offset();
    cursor.skip_blanks();
    let start = cursor.offset();
    let digits = cursor.take_while(|octet| octet.is_ascii_digit());
    let offset = if digits.is_empty() { separated } else { start };
    Form::Write(vec![Argument { value: ArgumentValue::from_word(digits), offset }])
}

/// Reads the number of an S-parameter without leading zeros: `S003` is `S3` (V.250 5.3.2).
fn read_register_number<'a>(cursor: &mut Cursor<'a>) -> &'a [u8] {
    let zeros = cursor.take_while(|octet| octet == b'0');
    let digits = cursor.take_while(|octet| octet.is_ascii_digit());
    if digits.is_empty() { zeros.get(..1).unwrap_or_default() } else { digits }
}

/// Reads a dial string, which is one word with commas in it (V.250 6.3.1).
fn read_dial_string(cursor: &mut Cursor<'_>) -> Result<Form, CommandError> {
    let offset = cursor.offset();
    let word = read_word(cursor, |octet| is_word_octet(octet) || octet == b',')?;
    if word.is_empty() {
        return Ok(Form::Execute);
    }
    Ok(Form::Write(vec![Argument { value: ArgumentValue::Bare(word), offset }]))
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use core::fmt::Write;

    use rstest::rstest;

    use super::{COMMANDS_MAX, Commands};
    use crate::{ArgumentValue, CommandError, Form};

    /// One line of text for each command: offset, name, form; offsets and values of the arguments.
    fn outline(line: &[u8]) -> (Vec<String>, Option<CommandError>) {
        let mut error = None;
        let mut outlines = Vec::new();
        for command in Commands::new(line) {
            match command {
                Ok(command) => {
                    let mut text = command.offset.to_string() + " " + command.name.as_str();
                    match command.form {
                        Form::Execute => {}
                        Form::Read => text.push('?'),
                        Form::Test => text.push_str("=?"),
                        Form::Write(arguments) => {
                            for argument in arguments {
                                let octets = |octets| String::from_utf8_lossy(octets).into_owned();
                                let value = match &argument.value {
                                    ArgumentValue::Omitted => "-".into(),
                                    ArgumentValue::Number(number) => number.to_string(),
                                    ArgumentValue::Text(text) => ["'", &octets(text), "'"].concat(),
                                    ArgumentValue::Bare(word) => octets(word),
                                };
                                write!(text, " {}:{value}", argument.offset).unwrap();
                            }
                        }
                    }
                    outlines.push(text);
                }
                Err(reason) => error = Some(reason),
            }
        }
        (outlines, error)
    }

    #[rstest]
    #[case::empty_line("AT", &[])]
    #[case::only_blanks("AT   ", &[])]
    #[case::basic("ATE", &["2 E"])]
    #[case::basic_number("ATE0", &["2 E 3:0"])]
    #[case::basic_lower_case("atv1", &["2 V 3:1"])]
    #[case::mixed_case_prefix("aTe1", &["2 E 3:1"])]
    #[case::basic_chain("ATE0V1Q0", &["2 E 3:0", "4 V 5:1", "6 Q 7:0"])]
    #[case::basic_chain_blanks("AT E0 V1", &["3 E 4:0", "6 V 7:1"])]
    #[case::basic_semicolon("ATE0;V1", &["2 E 3:0", "5 V 6:1"])]
    #[case::ampersand("AT&F&W0", &["2 &F", "4 &W 6:0"])]
    #[case::ampersand_blanks("AT& F 1", &["2 &F 6:1"])]
    #[case::number_past_u32("ATE4294967296", &["2 E 3:4294967296"])]
    #[case::register_read("ATS3?", &["2 S3?"])]
    #[case::register_write("ATS3=13", &["2 S3 5:13"])]
    #[case::register_leading_zeros("ATS003=008", &["2 S3 7:8"])]
    #[case::register_zero("ATS00?", &["2 S0?"])]
    #[case::register_execute("ATS4", &["2 S4"])]
    #[case::register_omitted("ATS3=", &["2 S3 5:-"])]
    #[case::register_then_basic("ATS3=13E1", &["2 S3 5:13", "7 E 8:1"])]
    #[case::register_blanks("AT S 3 = 13", &["3 S3 9:13"])]
    #[case::dial("ATDT123,4;", &["2 D 3:T123,4"])]
    #[case::dial_then_basic("ATD 12 ;E0", &["2 D 4:12", "8 E 9:0"])]
    #[case::dial_execute("ATD", &["2 D"])]
    #[case::basic_test_and_read("ATE=?V?", &["2 E=?", "5 V?"])]
    #[case::execute("AT+CMMSSEND", &["2 +CMMSSEND"])]
    #[case::read("AT+CMMSEDIT?", &["2 +CMMSEDIT?"])]
    #[case::test("AT+CMMSEDIT=?", &["2 +CMMSEDIT=?"])]
    #[case::lower_case("at+cmmsedit=1", &["2 +CMMSEDIT 12:1"])]
    #[case::name_octets("AT+A!%-./:_9", &["2 +A!%-./:_9"])]
    #[case::blanks_in_name("AT + CMEE = 2", &["3 +CMEE 12:2"])]
    #[case::blanks_before_test("AT+CMEE = ?", &["2 +CMEE=?"])]
    #[case::text(r#"AT+CMMSCURL="mmsc.example:8002/a=b""#, &["2 +CMMSCURL 12:'mmsc.example:8002/a=b'"])]
    #[case::text_empty(r#"AT+CMMSCURL="""#, &["2 +CMMSCURL 12:''"])]
    #[case::text_keeps_blanks(r#"AT+CMMSRECP=" a;b,c ""#, &["2 +CMMSRECP 12:' a;b,c '"])]
    #[case::text_keeps_backslash(r#"AT+X="C:\22.jpg""#, &["2 +X 5:'C:\\22.jpg'"])]
    #[case::text_keeps_typographic("AT+X=\"\u{201C}\"", &["2 +X 5:'\u{201C}'"])]
    #[case::four_arguments(
        r#"AT+CMMSPROTO=1,"10.0.0.172",80,"#,
        &["2 +CMMSPROTO 13:1 15:'10.0.0.172' 28:80 31:-"]
    )]
    #[case::blanks_around_commas(r#"AT+X= 1 , "a" ,, 2 "#, &["2 +X 6:1 10:'a' 15:- 17:2"])]
    #[case::omitted("AT+X=", &["2 +X 5:-"])]
    #[case::omitted_and_blanks("AT+X=  ;S3= ", &["2 +X 5:-", "8 S3 11:-"])]
    #[case::omitted_all("AT+X=,", &["2 +X 5:- 6:-"])]
    #[case::leading_zeros("AT+X=007", &["2 +X 5:7"])]
    #[case::number_max("AT+X=4294967295,4294967296", &["2 +X 5:4294967295 16:4294967296"])]
    #[case::bare_word("AT+FSCD=C:/My Folder ", &["2 +FSCD 8:C:/My Folder"])]
    #[case::bare_negative("AT+X=-1,1 2,?", &["2 +X 5:-1 8:1 2 12:?"])]
    #[case::extended_chain("AT+CMEE=2;+CMMSEDIT=1;+CMMSSEND",
        &["2 +CMEE 8:2", "10 +CMMSEDIT 20:1", "22 +CMMSSEND"])]
    #[case::extended_then_basic("AT+CMEE?;E0", &["2 +CMEE?", "9 E 10:0"])]
    #[case::basic_then_extended("ATE0+CMEE?", &["2 E 3:0", "4 +CMEE?"])]
    #[case::final_semicolon("AT+CMEE?;", &["2 +CMEE?"])]
    fn well_formed_lines_of_v250_5_3_and_5_4(#[case] line: &str, #[case] expected: &[&str]) {
        let (outlines, error) = outline(line.as_bytes());
        assert_eq!(error, None);
        assert_eq!(outlines, expected);
    }

    #[rstest]
    #[case::no_prefix(b"+CMEE?", &[], CommandError::MissingPrefix)]
    #[case::half_prefix(b"A", &[], CommandError::MissingPrefix)]
    #[case::empty_extended(b"AT+", &[], CommandError::EmptyName { offset: 3 })]
    #[case::empty_extended_write(b"AT+=1", &[], CommandError::EmptyName { offset: 3 })]
    #[case::empty_ampersand(b"AT&;", &[], CommandError::EmptyName { offset: 3 })]
    #[case::digit_first(b"AT+1", &[], CommandError::UnexpectedOctet { offset: 3, octet: b'1' })]
    #[case::other_prefix(b"AT#X", &[], CommandError::UnexpectedOctet { offset: 2, octet: b'#' })]
    #[case::only_semicolon(b"AT;", &[], CommandError::UnexpectedOctet { offset: 2, octet: b';' })]
    #[case::two_semicolons(b"AT+X;;", &["2 +X"], CommandError::UnexpectedOctet { offset: 5, octet: b';' })]
    #[case::blank_in_basic_number(b"ATE1 0", &["2 E 3:1"], CommandError::UnexpectedOctet { offset: 5, octet: b'0' })]
    #[case::after_read(b"AT+X?1", &[], CommandError::UnexpectedOctet { offset: 5, octet: b'1' })]
    #[case::after_test(b"AT+X=?,1", &[], CommandError::UnexpectedOctet { offset: 6, octet: b',' })]
    #[case::quote_in_dial_string(b"ATD>\"a\"", &[], CommandError::UnexpectedOctet { offset: 4, octet: b'"' })]
    #[case::no_semicolon(b"AT+X+Y", &[], CommandError::UnexpectedOctet { offset: 4, octet: b'+' })]
    #[case::after_text(b"AT+X=\"a\"b", &[], CommandError::UnexpectedOctet { offset: 8, octet: b'b' })]
    #[case::quote_in_word(b"AT+X=a\"b\"", &[], CommandError::UnexpectedOctet { offset: 6, octet: b'"' })]
    #[case::control_in_word(b"AT+X=a\x1A", &[], CommandError::UnexpectedOctet { offset: 6, octet: 0x1A })]
    #[case::delete_in_word(b"AT+X=\x7F", &[], CommandError::UnexpectedOctet { offset: 5, octet: 0x7F })]
    #[case::tab(b"AT\t+X", &[], CommandError::UnexpectedOctet { offset: 2, octet: 0x09 })]
    #[case::unclosed(b"AT+X=1,\"a", &[], CommandError::UnclosedQuote { offset: 7 })]
    #[case::unclosed_after_command(b"ATE0+X=\"", &["2 E 3:0"], CommandError::UnclosedQuote { offset: 7 })]
    #[case::left_double(b"AT+X=\xE2\x80\x9Ca\xE2\x80\x9D", &[], CommandError::TypographicQuote { offset: 5 })]
    #[case::right_double(b"AT+X=1,\xE2\x80\x9Da", &[], CommandError::TypographicQuote { offset: 7 })]
    #[case::left_single(b"AT+X=a\xE2\x80\x98", &[], CommandError::TypographicQuote { offset: 6 })]
    #[case::right_single(b"AT\xE2\x80\x99", &[], CommandError::TypographicQuote { offset: 2 })]
    #[case::after_closed_text(b"AT+X=\"a\"\xE2\x80\x9D", &[], CommandError::TypographicQuote { offset: 8 })]
    #[case::bold_dash_is_none(b"AT\xE2\x80\x93", &[], CommandError::UnexpectedOctet { offset: 2, octet: 0xE2 })]
    fn malformed_lines(
        #[case] line: &[u8],
        #[case] before: &[&str],
        #[case] expected: CommandError,
    ) {
        let (outlines, error) = outline(line);
        assert_eq!(error, Some(expected));
        assert_eq!(outlines, before);
        assert_eq!(
            Commands::new(line).count(),
            before.len() + 1,
            "the iterator ends after the error"
        );
    }

    #[test]
    fn too_many_commands_run_none_of_them() {
        let line = |count: usize| [b"AT".to_vec(), b"E0".repeat(count)].concat();
        assert_eq!(Commands::new(&line(COMMANDS_MAX)).filter(Result::is_ok).count(), COMMANDS_MAX);
        let (outlines, error) = outline(&line(COMMANDS_MAX + 1));
        assert_eq!(outlines, [""; 0]);
        assert_eq!(error, Some(CommandError::TooManyCommands { offset: 2 + 2 * COMMANDS_MAX }));
    }

    #[test]
    fn errors_name_their_place() {
        for (line, offset) in [(&b"AT+"[..], 3), (b"X", 0), (b"AT+X=\"", 5), (b"AT;", 2)] {
            let error = Commands::new(line).find_map(Result::err);
            assert_eq!(error.map(|error| error.offset()), Some(offset), "{line:?}");
        }
    }
}
