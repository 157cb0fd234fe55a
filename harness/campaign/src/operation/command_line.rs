//! A command line of one extended command (V.250, 5.4.3), taken apart so that it can be varied and shrunk.

use std::fmt;

/// `AT`, a name that begins with `+`, and a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandLine {
    name: String,
    form: LineForm,
}

/// The form of the command.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineForm {
    /// `=?`
    Test,
    /// `?`
    Read,
    /// Nothing.
    Execute,
    /// `=` and arguments as they are written: a string with its quotes, an empty text where one is left out.
    Write(Vec<String>),
}

impl CommandLine {
    /// A command line; none when its text would be read as something else.
    #[must_use]
    pub fn new(name: &str, form: LineForm) -> Option<Self> {
        let made = Self { name: name.to_owned(), form };
        (Self::parse(made.to_string().as_bytes()).as_ref() == Some(&made)).then_some(made)
    }

    /// Takes a line apart; none when it is not exactly `AT`, one extended
    /// command in upper case, and balanced quotes.
    #[must_use]
    pub fn parse(line: &[u8]) -> Option<Self> {
        let text = str::from_utf8(line).ok()?.strip_prefix("AT")?;
        if !text.bytes().all(|octet| (0x20..0x7F).contains(&octet)) {
            return None;
        }
        let end = text.find(['=', '?']).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        let mut letters = name.bytes();
        let is_name = letters.next() == Some(b'+')
            && name.len() > 1
            && letters.all(|octet| octet.is_ascii_uppercase() || octet.is_ascii_digit());
        if !is_name {
            return None;
        }
        let form = match rest {
            "" => LineForm::Execute,
            "?" => LineForm::Read,
            "=?" => LineForm::Test,
            _ => LineForm::Write(tokens(rest.strip_prefix('=')?)?),
        };
        Some(Self { name: name.to_owned(), form })
    }

    /// The name as it is written, `+` included.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The form.
    #[must_use]
    pub const fn form(&self) -> &LineForm {
        &self.form
    }

    /// The arguments as they are written; none of another form.
    #[must_use]
    pub fn arguments(&self) -> &[String] {
        match &self.form {
            LineForm::Write(arguments) => arguments,
            _ => &[],
        }
    }

    /// An argument as a number.
    #[must_use]
    pub fn number(&self, position: usize) -> Option<u32> {
        self.arguments().get(position)?.parse().ok()
    }

    /// An argument without its quotes.
    #[must_use]
    pub fn text(&self, position: usize) -> Option<&str> {
        let token = self.arguments().get(position)?;
        token.strip_prefix('"')?.strip_suffix('"').filter(|text| !text.contains('"'))
    }
}

/// Splits at commas outside quotes; none when a quote is not closed or another command follows.
fn tokens(text: &str) -> Option<Vec<String>> {
    let (mut tokens, mut token, mut is_quoted) = (Vec::new(), String::new(), false);
    for letter in text.chars() {
        match letter {
            ',' if !is_quoted => tokens.push(std::mem::take(&mut token)),
            ';' if !is_quoted => return None,
            _ => {
                is_quoted ^= letter == '"';
                token.push(letter);
            }
        }
    }
    tokens.push(token);
    (!is_quoted).then_some(tokens)
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AT{}", self.name)?;
        match &self.form {
            LineForm::Test => f.write_str("=?"),
            LineForm::Read => f.write_str("?"),
            LineForm::Execute => Ok(()),
            LineForm::Write(arguments) => write!(f, "={}", arguments.join(",")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("AT+CMMSEDIT=1")]
    #[case("AT+CMMSEDIT?")]
    #[case("AT+CMMSEDIT=?")]
    #[case("AT+CMMSVIEW")]
    #[case("AT+CMMSDOWN=\"TEXT\",5,\"a,b;c.txt\"")]
    #[case("AT+X=,,")]
    fn lines_are_taken_apart(#[case] line: &str) {
        let parsed = CommandLine::parse(line.as_bytes());
        assert_eq!(parsed.map(|parsed| parsed.to_string()).as_deref(), Some(line));
    }

    #[rstest::rstest]
    #[case("ATE0")]
    #[case("at+CMMSVIEW")]
    #[case("AT+CMMSView")]
    #[case("AT+CMMSVIEW;E0")]
    #[case("AT+CMMSCC=\"a")]
    #[case("AT+X=1;+Y")]
    #[case("AT+X??")]
    #[case("AT+X=1\r")]
    fn other_lines_stay_whole(#[case] line: &str) {
        assert_eq!(CommandLine::parse(line.as_bytes()), None);
    }

    #[test]
    fn arguments_by_position() {
        let line = CommandLine::parse(b"AT+CMMSDOWN=\"TEXT\",5,\"t.txt\"").unwrap();
        assert_eq!(
            (line.text(0), line.number(1), line.text(2)),
            (Some("TEXT"), Some(5), Some("t.txt"))
        );
        assert_eq!((line.number(0), line.text(3)), (None, None));
        assert_eq!(CommandLine::new("+X", LineForm::Write(vec!["1,2".to_owned()])), None);
    }
}
