//! `response_bytes`: a line of module output is something, and says the same when it is written again.
//!
//! The input is lines with LF between them.

use at_codec::{
    CmeError, FinalResult, Format, Framer, Information, InformationField, Response, Urc,
};

use crate::report_line::{Spelling, with_spacing, write};

/// The field of `+CMMSVIEW` that holds the subject.
const SUBJECT: usize = 6;

/// Reads each line, and writes what it was in plain spelling.
///
/// # Panics
///
/// When a line that has no form is not kept as it is; when a report, an information response or a final result code
/// that is written again is read as another, or not as strict; when a code of an error is not its own; or when a framer
/// that is given the line alone makes more of it than it is.
pub fn response_bytes(data: &[u8]) {
    for line in data.split(|octet| *octet == b'\n') {
        match Response::parse(line) {
            Response::Text(text) => check_text(line, &text),
            Response::Final(result) => check_final(line, &result),
            Response::Urc(urc) => check_report(&urc),
            Response::Information(information) => check_information(line, &information),
        }
    }
}

/// A text is the line; a file line of `+CMMSVIEW` is one, with fields in it.
fn check_text(line: &[u8], text: &[u8]) {
    assert_eq!(text, line, "text (left)");
    let fields = Information::split_fields(text);
    let commas = text.iter().filter(|octet| **octet == b',').count();
    assert!(fields.len() <= commas + 1, "{} fields with {commas} commas", fields.len());
    // The framer needs a line end, and has none here.
    let mut framer = Framer::default();
    framer.push(text);
    let held: usize =
        std::iter::from_fn(|| framer.next_frame()).map(|frame| frame.octets().len()).sum();
    assert!(held + framer.take_pending().len() <= text.len(), "more octets out than in");
}

fn check_final(line: &[u8], result: &FinalResult) {
    let written = match result {
        FinalResult::Busy => "BUSY".to_owned(),
        FinalResult::Cme(CmeError::Code(code)) => format!("+CME ERROR: {code}"),
        FinalResult::Cme(CmeError::Verbose(text)) => format!("+CME ERROR: {text}"),
        FinalResult::Connect => "CONNECT".to_owned(),
        FinalResult::Error => "ERROR".to_owned(),
        FinalResult::NoAnswer => "NO ANSWER".to_owned(),
        FinalResult::NoCarrier => "NO CARRIER".to_owned(),
        FinalResult::NoDialtone => "NO DIALTONE".to_owned(),
        FinalResult::Numeric(code) => code.to_string(),
        FinalResult::Ok => "OK".to_owned(),
    };
    let again = Response::parse(written.as_bytes());
    assert_eq!(again, Response::Final(result.clone()), "written again (left)");
    assert_eq!(Response::format(written.as_bytes()), Format::Strict, "{written}");
    if let FinalResult::Cme(error) = result {
        let code = error.code();
        let same = code.and_then(|code| CmeError::Code(code).code());
        assert_eq!(same, code, "code of the code (left)");
        assert!(line.starts_with(b"+CME ERROR"), "{}", line.escape_ascii());
    }
}

fn check_report(urc: &Urc) {
    let line = write(urc, Spelling::PLAIN);
    let expected = with_spacing(urc.clone(), Spelling::PLAIN);
    assert_eq!(Response::parse(&line), Response::Urc(expected), "written again (left)");
    assert_eq!(Response::format(&line), Format::Strict, "{}", line.escape_ascii());
}

fn check_information(line: &[u8], information: &Information) {
    let fields: Vec<Vec<u8>> = information.fields.iter().map(field).collect();
    let written =
        [information.name.to_string().as_bytes(), b": ", &fields.join(&b','), b""].concat();
    match Response::parse(&written) {
        Response::Information(again) => {
            let (left, right) = (comparable(&again), comparable(information));
            assert_eq!(left, right, "written again (left)");
            assert_eq!(
                (again.name, again.nonstandard.is_plain()),
                (information.name.clone(), true)
            );
        }
        // A name in small letters is no report's.
        other => assert!(
            matches!(other, Response::Urc(_)) && line.iter().any(u8::is_ascii_lowercase),
            "{} is {other:?} when it is written again",
            line.escape_ascii()
        ),
    }
    let format = Response::format(line);
    assert_eq!(format, Format::from(information.nonstandard), "format (left)");
}

/// What is cut the same when it is written again. A subject of `+CMMSVIEW` is raw, and whether it is one depends on what
/// stands behind it.
fn comparable(information: &Information) -> &[InformationField] {
    let is_view = information.name.as_str() == "+CMMSVIEW";
    let end =
        if is_view { SUBJECT.min(information.fields.len()) } else { information.fields.len() };
    match information.fields.get(..end).unwrap_or_default() {
        // A line with nothing behind its name has no field, or one that is left out.
        [InformationField::Omitted] => &[],
        fields => fields,
    }
}

fn field(field: &InformationField) -> Vec<u8> {
    let quoted = |text: &[u8]| [b"\"", text, b"\""].concat();
    match field {
        InformationField::Omitted => Vec::new(),
        InformationField::Number(number) => number.to_string().into_bytes(),
        InformationField::Text(text) => quoted(text),
        InformationField::List(texts) => {
            texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(&b';')
        }
        InformationField::Bare(word) => word.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_over_lines_of_every_kind_and_their_truncations() {
        let lines = b"OK\n0\n+CME ERROR: Network error\n+CMMSSEND:190\n+CMMSPROTO: 0,\"1.2\",80\n\
            +CMMSRECP: \"a\";\"b\"\n0,\"1.txt\",4,10\n+cmmssend: 0\n>\n\xFF";
        for end in 0..=lines.len() {
            response_bytes(&lines[..end]);
        }
    }

    #[test]
    #[should_panic(expected = "written again")]
    fn a_report_that_is_read_as_another_is_noticed() {
        let line = b"+X: 1";
        let Response::Information(mut information) = Response::parse(line) else { panic!("form") };
        information.fields = vec![InformationField::Bare(b"1".to_vec())];
        check_information(line, &information);
    }
}
