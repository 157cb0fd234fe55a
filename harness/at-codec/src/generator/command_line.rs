//! Command lines of every form, with the commands in them.

use std::format;
use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use super::blanks;
use crate::{Argument, ArgumentValue, Command, Form, Name};

/// A well-formed line and what is in it.
#[derive(Debug, Clone)]
pub struct CommandLine {
    /// The line from `AT` on, without S3.
    pub octets: Vec<u8>,
    /// Its commands, from left to right.
    pub commands: Vec<Command>,
}

/// Octets of one command; offsets count from its first octet.
#[derive(Debug, Clone)]
struct Piece {
    octets: Vec<u8>,
    name: String,
    form: Form,
    is_extended: bool,
}

/// Lines of up to six commands, basic and extended, in any case and with blanks where V.250 ignores them.
pub fn command_line() -> impl Strategy<Value = CommandLine> {
    let prefix = prop_oneof![Just("AT"), Just("at"), Just("aT"), Just("At")];
    let piece = prop_oneof![2 => extended(), 1 => basic(), 1 => register()];
    let pieces = proptest::collection::vec((blanks(2), piece, any::<bool>()), 0..6);
    (prefix, pieces, blanks(2)).prop_map(|(prefix, pieces, end)| join(prefix, pieces, &end))
}

fn join(prefix: &str, pieces: Vec<(Vec<u8>, Piece, bool)>, end: &[u8]) -> CommandLine {
    let mut octets = prefix.as_bytes().to_vec();
    let mut commands = Vec::new();
    let mut is_open = false;
    for (blanks, piece, separates_basic) in pieces {
        if is_open {
            octets.push(b';');
        }
        octets.extend_from_slice(&blanks);
        let offset = octets.len();
        octets.extend_from_slice(&piece.octets);
        let name = Name::from_checked(piece.name.bytes());
        commands.push(Command { name, form: moved(piece.form, offset), offset });
        is_open = piece.is_extended || separates_basic;
    }
    octets.extend_from_slice(end);
    CommandLine { octets, commands }
}

fn moved(form: Form, offset: usize) -> Form {
    match form {
        Form::Write(arguments) => Form::Write(
            arguments
                .into_iter()
                .map(|argument| Argument {
                    offset: argument.offset.saturating_add(offset),
                    ..argument
                })
                .collect(),
        ),
        other => other,
    }
}

/// A suffix, and the form that it makes; argument offsets count from the suffix.
type Suffix = (Vec<u8>, Form);

fn extended() -> BoxedStrategy<Piece> {
    let suffix = prop_oneof![
        1 => no_arguments(),
        3 => (blanks(1), arguments()).prop_map(|(blanks, (text, arguments))| {
            let octets = [blanks, b"=".to_vec()].concat();
            let offset = octets.len();
            ([octets, text].concat(), moved(Form::Write(arguments), offset))
        }),
    ];
    let name = prop_oneof![
        "\\+CMMS(EDIT|DOWN|SEND|RECV|VIEW|CURL)".boxed(),
        "\\+[A-Za-z][A-Za-z0-9!%./:_-]{0,9}".boxed(),
        "\\+ [A-Z] [0-9]".boxed(),
    ];
    (name, suffix).prop_map(|(name, suffix)| piece(&name, suffix, true)).boxed()
}

fn basic() -> BoxedStrategy<Piece> {
    let suffix = prop_oneof![
        no_arguments(),
        (blanks(1), "[0-9]{1,12}").prop_map(|(blanks, digits)| {
            let value = word(&digits);
            let arguments = vec![Argument { value, offset: blanks.len() }];
            ([blanks, digits.into_bytes()].concat(), Form::Write(arguments))
        }),
    ];
    let name = "[a-ce-rt-zA-CE-RT-Z]|&[A-Za-z]";
    (name, suffix).prop_map(|(name, suffix)| piece(&name, suffix, false)).boxed()
}

fn register() -> BoxedStrategy<Piece> {
    let suffix = prop_oneof![
        no_arguments(),
        "[0-9]{0,4}".prop_map(|digits| {
            let arguments = vec![Argument { value: word(&digits), offset: 1 }];
            ("=".bytes().chain(digits.bytes()).collect(), Form::Write(arguments))
        }),
    ];
    let name = ("[sS]", 0_u8..=255, 0_usize..3);
    (name, suffix)
        .prop_map(|((letter, number, zeros), suffix)| {
            let spelt = format!("{letter}{}{number}", "0".repeat(zeros));
            let name = format!("S{number}");
            Piece { name, ..piece(&spelt, suffix, false) }
        })
        .boxed()
}

fn piece(spelt: &str, (suffix, form): Suffix, is_extended: bool) -> Piece {
    let octets = [spelt.as_bytes(), &suffix].concat();
    let name = spelt.replace(' ', "");
    Piece { octets, name, form: moved(form, spelt.len()), is_extended }
}

fn no_arguments() -> BoxedStrategy<Suffix> {
    prop_oneof![
        Just((Vec::new(), Form::Execute)),
        blanks(1).prop_map(|blanks| ([blanks, b"?".to_vec()].concat(), Form::Read)),
        blanks(1).prop_map(|blanks| ([b"=".to_vec(), blanks, b"?".to_vec()].concat(), Form::Test)),
    ]
    .boxed()
}

/// Arguments joined by commas; offsets count from the first octet after `=`.
fn arguments() -> impl Strategy<Value = (Vec<u8>, Vec<Argument>)> {
    let spelt = (blanks(2), argument(), blanks(2));
    proptest::collection::vec(spelt, 1..5).prop_map(|spelt| {
        let mut octets = Vec::new();
        let mut arguments = Vec::new();
        for (before, (text, value), after) in spelt {
            if !arguments.is_empty() {
                octets.push(b',');
            }
            let start = if value == ArgumentValue::Omitted { 0 } else { before.len() };
            arguments.push(Argument { value, offset: octets.len().saturating_add(start) });
            octets.extend_from_slice(&[before, text, after].concat());
        }
        (octets, arguments)
    })
}

fn argument() -> impl Strategy<Value = (Vec<u8>, ArgumentValue)> {
    let bare = "[A-Za-z0-9:/._*-]([A-Za-z0-9 =?:/.+-]{0,10}[a-z/])?"
        .prop_filter("digits are a number", |text| {
            !text.bytes().all(|octet| octet.is_ascii_digit())
        });
    prop_oneof![
        Just((Vec::new(), ArgumentValue::Omitted)),
        "[0-9]{1,12}".prop_map(|digits| (digits.clone().into_bytes(), word(&digits))),
        any::<u32>()
            .prop_map(|number| (number.to_string().into_bytes(), ArgumentValue::Number(number))),
        bare.prop_map(|text| (text.clone().into_bytes(), ArgumentValue::Bare(text.into_bytes()))),
        proptest::collection::vec(text_octet(), 0..20)
            .prop_map(|text| ([b"\"", text.as_slice(), b"\""].concat(), ArgumentValue::Text(text))),
    ]
}

fn text_octet() -> impl Strategy<Value = u8> {
    any::<u8>().prop_filter("a quote ends the string", |octet| *octet != b'"')
}

/// The value of digits, read by the standard library.
fn word(digits: &str) -> ArgumentValue {
    if digits.is_empty() {
        return ArgumentValue::Omitted;
    }
    digits
        .parse()
        .map_or_else(|_| ArgumentValue::Bare(digits.as_bytes().to_vec()), ArgumentValue::Number)
}
