//! Properties that hold for every input, checked over generated ones. An input on which one failed is kept in
//! `proptest-regressions/` and tried first from then on.

use core::iter;
use std::string::ToString;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::field::{pass_fields, split_fields};
use crate::generator::{command_line, cut, cuts, module_output, response_line, urc_line};
use crate::slow_parser::{self, SlowLine};
use crate::{
    ArgumentValue, Command, CommandError, Commands, Form, Format, Frame, Framer, LineEvent,
    LineReader, Registers, Response, Spacing, Urc,
};

/// Frames of the pieces, and what stays pending.
fn frames(verbose: bool, pieces: &[&[u8]]) -> (Vec<Frame>, Vec<u8>) {
    let mut framer = Framer::new();
    framer.set_verbose(verbose);
    let mut frames = Vec::new();
    for piece in pieces {
        framer.push(piece);
        frames.extend(iter::from_fn(|| framer.next_frame()));
    }
    (frames, framer.take_pending())
}

/// Module output that a random cut is likely to hit in a tender place.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        Just(b"\r\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(b">".to_vec()),
        Just(b"> ".to_vec()),
        Just(b"0\r".to_vec()),
        Just(b"OK\r\n".to_vec()),
        Just(b"AT\r".to_vec()),
        Just(b"+CMMSREAD:\"a\",3\r\n".to_vec()),
        Just(b"+WAP_PUSH_MMS: \"1\",\"2\",\"3\"\r\n".to_vec()),
        Just(b",\"4\",0,1\r\n".to_vec()),
        Just(b"+CMMSVIEW:0,,,,,,\"".to_vec()),
        Just(b"\",5\r\n".to_vec()),
        Just(b" ".to_vec()),
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        any::<u8>().prop_map(|octet| Vec::from([octet])),
    ];
    proptest::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// Octets from which command lines and near misses of them are made.
fn almost_a_command_line() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        4 => "[A-Za-z]".prop_map(Vec::from),
        3 => "[0-9]{1,11}".prop_map(Vec::from),
        6 => "[ ;,=?+&\"]".prop_map(Vec::from),
        2 => "\\+[A-Z]{1,3}".prop_map(Vec::from),
        2 => "=\"[a-z ;,]{0,4}\"".prop_map(Vec::from),
        1 => "[SDs](=|[0-9]|\\?)".prop_map(Vec::from),
        1 => "[\u{2018}\u{2019}\u{201C}\u{201D}\u{2013}]".prop_map(Vec::from),
        1 => any::<u8>().prop_map(|octet| Vec::from([octet])),
    ];
    let prefix = prop_oneof![9 => Just(&b"AT"[..]), 1 => Just(&b""[..])];
    (prefix, proptest::collection::vec(token, 0..50))
        .prop_map(|(prefix, tokens)| [prefix, &tokens.concat()].concat())
}

/// What is written in an argument where it says that it starts.
fn starts_at_its_offset(line: &[u8], offset: usize, value: &ArgumentValue) -> bool {
    let rest = line.get(offset..).unwrap_or_default();
    match value {
        ArgumentValue::Omitted => matches!(rest.first(), None | Some(b',' | b';')) || offset > 0,
        ArgumentValue::Number(_) => rest.first().is_some_and(u8::is_ascii_digit),
        ArgumentValue::Text(text) => {
            rest.strip_prefix(b"\"").is_some_and(|rest| rest.starts_with(text))
        }
        ArgumentValue::Bare(word) => rest.starts_with(word),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_written_command_line_is_read_back(line in command_line()) {
        let commands: Result<Vec<Command>, CommandError> = Commands::new(&line.octets).collect();
        prop_assert_eq!(commands, Ok(line.commands));
    }

    #[test]
    fn a_line_passes_the_line_reader_unchanged(line in command_line()) {
        prop_assume!(!line.octets.iter().any(|octet| matches!(octet, b'\r' | 0x08)));
        let registers = Registers::default();
        let mut reader = LineReader::new(line.octets.len());
        for octet in &line.octets {
            prop_assert_eq!(reader.push(*octet, registers), None);
        }
        prop_assert_eq!(reader.push(b'\r', registers), Some(LineEvent::Line(line.octets)));
        prop_assert!(reader.is_empty());
    }

    #[test]
    fn a_truncated_line_has_a_prefix_of_the_commands(line in command_line(), at in any::<prop::sample::Index>()) {
        let end = at.index(line.octets.len());
        let truncated = &line.octets[..end];
        let commands: Vec<Command> = Commands::new(truncated).map_while(Result::ok).collect();
        // The last of them may be cut itself; all before it are as they were.
        let whole = commands.len().saturating_sub(1);
        prop_assert_eq!(commands.get(..whole), line.commands.get(..whole));
    }

    #[test]
    fn two_parsers_agree(line in almost_a_command_line()) {
        prop_assert_eq!(SlowLine::of(Commands::new(&line)), slow_parser::parse(&line));
    }

    #[test]
    fn two_parsers_agree_on_written_lines(line in command_line()) {
        prop_assert_eq!(SlowLine::of(Commands::new(&line.octets)), slow_parser::parse(&line.octets));
    }

    #[test]
    fn offsets_point_into_the_line(line in almost_a_command_line()) {
        let mut before = 0;
        for command in Commands::new(&line) {
            match command {
                Ok(Command { name, form, offset }) => {
                    prop_assert!(offset >= before && offset < line.len());
                    prop_assert!(line[offset..].to_ascii_uppercase().starts_with(&name.as_str().as_bytes()[..1]));
                    if let Form::Write(arguments) = form {
                        prop_assert!(!arguments.is_empty());
                        for argument in arguments {
                            prop_assert!(starts_at_its_offset(&line, argument.offset, &argument.value));
                        }
                    }
                    before = offset + 1;
                }
                Err(error) => prop_assert!(error.offset() <= line.len(), "{}", error),
            }
        }
    }

    #[test]
    fn a_line_reader_holds_no_more_than_its_limit(octets in prop::collection::vec("[AaTt/\r\n\x08X]", 0..60)) {
        let registers = Registers::default();
        let mut reader = LineReader::new(5);
        for octet in octets.concat().bytes() {
            if let Some(LineEvent::Line(line)) = reader.push(octet, registers) {
                prop_assert!(line.len() <= 5);
                prop_assert!(line[..2].eq_ignore_ascii_case(b"AT"));
            }
        }
    }

    #[test]
    fn written_output_is_framed_back(output in module_output(), sizes in cuts()) {
        let (got, pending) = frames(true, &cut(&output.octets, &sizes));
        prop_assert_eq!(got, output.frames);
        prop_assert_eq!(pending, b"");
    }

    #[test]
    fn cuts_change_nothing(octets in noise(), sizes in cuts(), verbose in any::<bool>()) {
        let whole = frames(verbose, &[&octets]);
        prop_assert_eq!(&frames(verbose, &cut(&octets, &sizes)), &whole);
        prop_assert_eq!(&frames(verbose, &octets.chunks(1).collect::<Vec<_>>()), &whole);
    }

    #[test]
    fn as_many_fields_are_passed_as_are_split(text in "[a1\",;() \r\n]{0,24}", count in 0..6_usize) {
        let text = text.as_bytes().trim_ascii_end();
        let fields = split_fields(text, None, &mut Spacing::default());
        prop_assume!(!fields.is_empty());
        prop_assert_eq!(pass_fields(text, count).is_some(), fields.len() > count);
    }

    #[test]
    fn truncated_output_gives_the_first_of_the_frames(output in module_output(), at in any::<prop::sample::Index>()) {
        let end = at.index(output.octets.len().max(1)).min(output.octets.len());
        let (got, _) = frames(true, &[&output.octets[..end]]);
        prop_assert!(output.frames.starts_with(&got));
    }

    #[test]
    fn frames_hold_no_octet_twice(octets in noise(), verbose in any::<bool>()) {
        let (got, pending) = frames(verbose, &[&octets]);
        let held: usize = got.iter().map(|frame| frame.octets().len()).sum();
        prop_assert!(held + pending.len() <= octets.len());
    }

    #[test]
    fn a_written_report_is_read_back(line in urc_line()) {
        let format = match &line.urc {
            Urc::Push(push) => Some(Format::from(push.spacing)),
            _ => None,
        };
        prop_assert_eq!(Response::parse(&line.octets), Response::Urc(line.urc));
        if let Some(format) = format {
            prop_assert_eq!(Response::format(&line.octets), format);
        }
    }

    #[test]
    fn a_written_response_is_read_back(line in response_line()) {
        prop_assert_eq!(Response::format(&line.octets), Format::Strict);
        prop_assert_eq!(Response::parse(&line.octets), line.response);
    }

    #[test]
    fn a_written_response_is_one_frame(line in response_line(), sizes in cuts()) {
        // A CR before another octet than LF is inside a line that starts with +; what no + starts has none.
        prop_assume!(!line.octets.windows(2).any(|pair| pair == b"\r\n") && !line.octets.ends_with(b"\r"));
        let output = [b"\r\n", line.octets.as_slice(), b"\r\n"].concat();
        let (got, pending) = frames(true, &cut(&output, &sizes));
        prop_assert_eq!(got, vec![Frame::Line(line.octets)]);
        prop_assert_eq!(pending, b"");
    }

    #[test]
    fn a_truncated_report_is_no_other_push(line in urc_line(), at in any::<prop::sample::Index>()) {
        let truncated = &line.octets[..at.index(line.octets.len())];
        if let (Urc::Push(whole), Response::Urc(Urc::Push(push))) = (&line.urc, Response::parse(truncated)) {
            prop_assert_eq!(whole.class, push.class);
            let (whole, cut) = (whole.size.to_string(), push.size.to_string());
            prop_assert!(whole.starts_with(&cut));
        }
    }

    #[test]
    fn what_has_no_form_stays_as_it_is(line in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Response::Text(text) = Response::parse(&line) {
            prop_assert_eq!(text, line);
        }
    }
}
