//! Final result codes and information responses with the values that they are.

use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::{CmeError, FinalResult, Information, InformationField, Name, Response, Spacing};

/// A line and what it says.
#[derive(Debug, Clone)]
pub struct ResponseLine {
    /// The line without its line end.
    pub octets: Vec<u8>,
    /// What it is.
    pub response: Response,
}

/// Lines that are a final result code or an information response, in the plain spelling of V.250.
pub fn response_line() -> impl Strategy<Value = ResponseLine> {
    prop_oneof![1 => final_result(), 2 => information()]
}

fn final_result() -> BoxedStrategy<ResponseLine> {
    let line = |text: String, result| ResponseLine {
        octets: text.into_bytes(),
        response: Response::Final(result),
    };
    let words = prop::sample::select(vec![
        ("BUSY", FinalResult::Busy),
        ("CONNECT", FinalResult::Connect),
        ("CONNECT 9600", FinalResult::Connect),
        ("ERROR", FinalResult::Error),
        ("NO ANSWER", FinalResult::NoAnswer),
        ("NO CARRIER", FinalResult::NoCarrier),
        ("NO DIALTONE", FinalResult::NoDialtone),
        ("OK", FinalResult::Ok),
    ]);
    prop_oneof![
        words.prop_map(move |(text, result)| line(text.to_owned(), result)),
        (0..=99_u8).prop_map(move |code| line(code.to_string(), FinalResult::Numeric(code))),
        any::<u16>().prop_map(move |code| {
            line(format!("+CME ERROR: {code}"), FinalResult::Cme(CmeError::Code(code)))
        }),
        "[A-Za-z][A-Za-z' ]{0,20}[a-z]".prop_map(move |text| {
            line(format!("+CME ERROR: {text}"), FinalResult::Cme(CmeError::Verbose(text)))
        }),
    ]
    .boxed()
}

/// `+NAME: field,field,…`; the names are those of no report.
fn information() -> BoxedStrategy<ResponseLine> {
    let names = ["+CMMSCURL", "+CMMSPROTO", "+CMMSRECP", "+CMEE", "+X.y/1"].to_vec();
    (prop::sample::select(names), prop::collection::vec(field(), 0..6))
        .prop_filter("one field of nothing is none", |(_, fields)| {
            !matches!(fields.as_slice(), [(_, InformationField::Omitted)])
        })
        .prop_map(|(name, fields)| {
            let (texts, fields): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
            let name = Name::from_checked(name.bytes());
            let octets = [name.as_str().as_bytes(), b": ", &texts.join(&b","[..])].concat();
            let nonstandard = Spacing::default();
            let information = Information { name, fields, nonstandard };
            ResponseLine { octets, response: Response::Information(information) }
        })
        .boxed()
}

/// The octets of a field, and the field.
fn field() -> BoxedStrategy<(Vec<u8>, InformationField)> {
    let bare = prop_oneof!["\\([0-9,-]{1,7}\\)", "[A-Z][A-Z ]{0,6}[A-Z]"];
    prop_oneof![
        Just((Vec::new(), InformationField::Omitted)),
        any::<u32>()
            .prop_map(|number| (number.to_string().into(), InformationField::Number(number))),
        string().prop_map(|text| (quoted(&text), InformationField::Text(text))),
        prop::collection::vec(string(), 2..4).prop_map(|texts| {
            let octets: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
            (octets.join(&b";"[..]), InformationField::List(texts))
        }),
        bare.prop_map(|text| (text.clone().into(), InformationField::Bare(text.into()))),
    ]
    .boxed()
}

/// Any octets but a quote, which may end the string.
fn string() -> impl Strategy<Value = Vec<u8>> {
    let octet = any::<u8>().prop_filter("no quote", |octet| *octet != b'"');
    prop::collection::vec(octet, 0..12)
}

fn quoted(text: &[u8]) -> Vec<u8> {
    [b"\"", text, b"\""].concat()
}
