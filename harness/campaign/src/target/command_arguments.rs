//! `command_arguments`: an argument that the command table does not allow is refused.
//!
//! ```text
//! input = head, lines
//! head   one octet: bit 0, blanks inside the quotes do not count (reading `trim_inner`)
//! lines  command lines with CR between them, each for a module of its own in edit mode
//! ```
//!
//! The table is what the model tells others of its commands; the check is what it does with a line.

use std::sync::OnceLock;

use at_codec::{ArgumentValue, Command, Commands, Form};
use sim7100_model::{Argument, ArgumentRange, Model, Profile};

use super::module::Module;

/// Lines of one input.
const LINES_MAX: usize = 32;

/// Lets a module run each line that is one write form.
///
/// # Panics
///
/// When a line with too many arguments, one of another type, or one out of its range is not answered with an error.
pub fn command_arguments(data: &[u8]) {
    let Some((head, lines)) = data.split_first() else { return };
    let trim = head & 1 == 1;
    for line in lines.split(|octet| *octet == b'\r').take(LINES_MAX) {
        let commands: Vec<_> = Commands::new(line).collect();
        if let [Ok(Command { name, form: Form::Write(arguments), .. })] = commands.as_slice()
            && let Some(allowed) = table().iter().find(|known| known.name == name.as_str())
        {
            let values: Vec<&ArgumentValue> =
                arguments.iter().map(|argument| &argument.value).collect();
            let fits = allowed.write.as_ref().is_some_and(|allowed| fits(&values, allowed, trim));
            check(line, fits, trim);
        }
    }
}

/// The commands whose arguments are those of the application note or of the manuals of the family.
fn table() -> &'static [sim7100_model::Command] {
    static TABLE: OnceLock<Vec<sim7100_model::Command>> = OnceLock::new();
    TABLE.get_or_init(|| {
        Model::commands().into_iter().filter(|command| command.name.starts_with('+')).collect()
    })
}

fn fits(values: &[&ArgumentValue], allowed: &[Argument], trim: bool) -> bool {
    let rest = allowed.get(values.len()..).unwrap_or_default();
    values.len() <= allowed.len()
        && values.iter().zip(allowed).all(|(value, allowed)| is_allowed(value, allowed, trim))
        && rest.iter().all(|left_out| left_out.optional)
}

fn is_allowed(value: &ArgumentValue, allowed: &Argument, trim: bool) -> bool {
    match (value, &allowed.range) {
        (ArgumentValue::Omitted, _) => allowed.optional,
        (ArgumentValue::Number(number), ArgumentRange::Number(least, most)) => {
            least <= number && number <= most
        }
        (ArgumentValue::Text(text), ArgumentRange::Text(octets_max)) => {
            let text = if trim { text.trim_ascii() } else { text };
            text.len() <= *octets_max && text.iter().all(|octet| matches!(octet, b' '..=b'~'))
        }
        (ArgumentValue::Text(text), ArgumentRange::Keyword(words)) => {
            words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(text))
        }
        _ => false,
    }
}

/// A module in edit mode that shows numbers of errors.
fn module(trim: bool) -> Module {
    let mut profile = Profile::default();
    let set = profile.set("trim_inner", if trim { "on" } else { "off" });
    assert!(set.is_ok(), "the reading trim_inner is gone: {set:?}");
    let mut module = Module::new(Model::new(profile));
    for line in ["ATE0", "AT+CMEE=1", "AT+CMMSEDIT=1"] {
        module.ok(line);
    }
    module
}

fn check(line: &[u8], fits: bool, trim: bool) {
    // A backspace takes back what stands before it (S5).
    if line.contains(&0x08) {
        return;
    }
    let answer = module(trim).te(&[line, b"\r"].concat());
    let is_error = answer.starts_with(b"\r\n+CME ERROR: ") || answer == b"\r\nERROR\r\n";
    assert!(
        fits || is_error,
        "{} has what the table does not allow, and is answered {}",
        line.escape_ascii(),
        answer.escape_ascii()
    );
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn number(number: u32) -> ArgumentValue {
        ArgumentValue::Number(number)
    }

    #[rstest]
    #[case("+CMMSEDIT", &[number(1)], true)]
    #[case("+CMMSEDIT", &[number(2)], false)]
    #[case("+CMMSEDIT", &[number(1), number(1)], false)]
    #[case("+CMMSEDIT", &[ArgumentValue::Omitted], false)]
    #[case("+CMMSEDIT", &[ArgumentValue::Bare(b"1a".to_vec())], false)]
    #[case("+CMMSRECP", &[ArgumentValue::Text(b"1".to_vec())], true)]
    #[case("+CMMSRECP", &[ArgumentValue::Text(b"\x01".to_vec())], false)]
    #[case("+CMMSDOWN", &[ArgumentValue::Text(b"pic".to_vec()), number(1)], true)]
    #[case("+CMMSDOWN", &[ArgumentValue::Text(b"song".to_vec()), number(1)], false)]
    fn what_the_table_allows(
        #[case] name: &str,
        #[case] values: &[ArgumentValue],
        #[case] expected: bool,
    ) {
        let command = table().iter().find(|command| command.name == name).unwrap();
        let values: Vec<&ArgumentValue> = values.iter().collect();
        assert_eq!(fits(&values, command.write.as_deref().unwrap(), false), expected);
    }

    #[test]
    fn runs_over_lines_of_every_kind() {
        let lines =
            b"AT+CMMSEDIT=2\rAT+CMMSRECP=\" 1 \"\rAT+CMMSDOWN=\"PIC\",1,\"a.jpg\"\rATE5\rAT";
        for head in [0, 1] {
            command_arguments(&[&[head], &lines[..]].concat());
        }
    }

    #[test]
    #[should_panic(expected = "does not allow")]
    fn an_argument_that_passes_is_noticed() {
        check(b"AT+CMMSEDIT=1", false, false);
    }
}
