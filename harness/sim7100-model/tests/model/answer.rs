//! How commands are said to be answered.

use sim7100_model::{AbstractState, Answer, BoxesState, CommandForm, Event, MemoryState};

use crate::bench::Bench;

const IDLE: AbstractState = AbstractState::Idle(MemoryState::Empty, BoxesState::None);
const EDITING: AbstractState = AbstractState::Editing(MemoryState::Empty, BoxesState::None);

fn code(number: u16) -> Answer {
    let codes = sim7100_model::ErrorCode::all();
    Answer::Code(*codes.iter().find(|code| code.number() == number).unwrap())
}

/// A line, and the answers to its commands.
fn check(
    lines: &[&str],
    line: &str,
    expected: &[(AbstractState, &'static str, CommandForm, Answer)],
) {
    let mut bench = Bench::new();
    bench.ok(lines);
    bench.answers.clear();
    bench.line(line);
    let expected: Vec<_> = expected
        .iter()
        .map(|(state, name, form, answer)| Event::Command {
            state: *state,
            name,
            form: *form,
            answer: *answer,
        })
        .collect();
    assert_eq!(bench.answers, expected, "{line}");
}

#[test]
fn every_command_of_a_line_is_told_with_the_state_before_it() {
    check(
        &[],
        "AT+CMMSEDIT=1;+cmmsedit?;E0;+CMMSCC=?;+CMMSVIEW;+CMMSEDIT?",
        &[
            (IDLE, "+CMMSEDIT", CommandForm::Write, Answer::Ok),
            (EDITING, "+CMMSEDIT", CommandForm::Read, Answer::Ok),
            (EDITING, "E", CommandForm::Write, Answer::Ok),
            (EDITING, "+CMMSCC", CommandForm::Test, Answer::Ok),
            (EDITING, "+CMMSVIEW", CommandForm::Execute, code(187)),
        ],
    );
}

#[test]
fn the_class_is_the_same_whatever_cmee_says() {
    for cmee in 0..3 {
        check(
            &[&format!("AT+CMEE={cmee}")],
            "AT+CMMSRECP=\"1\"",
            &[(IDLE, "+CMMSRECP", CommandForm::Write, code(186))],
        );
    }
}

#[test]
fn a_command_outside_the_table_has_no_name_and_one_of_numbers_has() {
    check(&[], "AT+NOSUCH=1", &[(IDLE, "?", CommandForm::Write, Answer::Error)]);
    check(&[], "AT+CREG?", &[(IDLE, "+CREG", CommandForm::Read, Answer::Ok)]);
    check(&[], "AT+CMMSVIEW=\"", &[]);
}

#[test]
fn a_prompt_is_an_answer_and_the_end_of_data_another() {
    let down = |state, answer| (state, "+CMMSDOWN", CommandForm::Write, answer);
    let prompts = "AT+CMMSDOWN=\"TITLE\",1";
    check(&["AT+CMMSEDIT=1"], prompts, &[down(EDITING, Answer::Prompt)]);
    check(
        &["AT+CMMSEDIT=1"],
        "AT+CMMSDOWN=\"TITLE\",1;+CMMSEDIT?",
        &[down(EDITING, Answer::Error)],
    );
    check(
        &["AT+CMMSEDIT=1"],
        "AT+CMMSDOWN=\"TITLE\",1\rx",
        &[down(EDITING, Answer::Prompt), down(AbstractState::Data, Answer::Ok)],
    );
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1"]);
    bench.line(prompts);
    bench.advance(10);
    let told = Event::Command {
        state: AbstractState::Data,
        name: "+CMMSDOWN",
        form: CommandForm::Write,
        answer: code(173),
    };
    assert_eq!(bench.answers.last(), Some(&told));
}
