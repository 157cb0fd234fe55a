//! What a module may say in ATV1, with the frames in it.

use std::format;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use super::urc_line;
use crate::Frame;

/// Octets of a module and the frames that they are.
#[derive(Debug, Clone)]
pub struct ModuleOutput {
    /// The octets, which end with a frame.
    pub octets: Vec<u8>,
    /// The frames.
    pub frames: Vec<Frame>,
}

/// Up to twelve pieces of output in ATV1: echoes, responses, prompts, data and reports.
pub fn module_output() -> impl Strategy<Value = ModuleOutput> {
    let piece = prop_oneof![
        3 => response(),
        2 => echo(),
        1 => prompt(),
        2 => read_out(),
        2 => urc_line().prop_map(|line| line_output(&line.octets)),
        1 => view(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
        let (octets, frames): (Vec<_>, Vec<_>) =
            pieces.into_iter().map(|piece| (piece.octets, piece.frames)).unzip();
        ModuleOutput { octets: octets.concat(), frames: frames.concat() }
    })
}

fn line_output(line: &[u8]) -> ModuleOutput {
    ModuleOutput {
        octets: [b"\r\n", line, b"\r\n"].concat(),
        frames: vec![Frame::Line(line.to_vec())],
    }
}

fn response() -> impl Strategy<Value = ModuleOutput> {
    prop_oneof![
        "OK|ERROR|\\+CME ERROR: (177|Network error)",
        "\\+CMMS(EDIT|CURL|PROTO): [0-9a-z,>]{1,20}",
        "[0-9],\"[a-z.]{1,8}\",[0-9]{1,2},[0-9]{1,6}",
    ]
    .prop_map(|line| line_output(line.as_bytes()))
}

fn echo() -> impl Strategy<Value = ModuleOutput> {
    let line = prop_oneof!["AT[A-Z0-9+=\",>]{0,20}", "[A-Za-z0-9]{1,6}"];
    line.prop_map(|line| ModuleOutput {
        octets: [line.as_bytes(), b"\r\r\nOK\r\n"].concat(),
        frames: vec![Frame::Echo(line.into_bytes()), Frame::Line(b"OK".to_vec())],
    })
}

/// A prompt, and the final result code that ends its data.
fn prompt() -> impl Strategy<Value = ModuleOutput> {
    let prompt = prop_oneof![Just(b"\r\n>".to_vec()), Just(b"> ".to_vec()), Just(b">".to_vec())];
    prompt.prop_map(|prompt| ModuleOutput {
        octets: [prompt.as_slice(), b"\r\nOK\r\n"].concat(),
        frames: vec![Frame::Prompt, Frame::Line(b"OK".to_vec())],
    })
}

fn read_out() -> impl Strategy<Value = ModuleOutput> {
    let data_octet = prop_oneof![Just(b'\r'), Just(b'\n'), Just(b'>'), Just(b'0'), any::<u8>(),];
    let name = prop_oneof!["\"[a-z,\"]{0,8}\"", "[a-z.]{1,8}"];
    (name, proptest::collection::vec(data_octet, 0..40)).prop_map(|(name, data)| {
        let line = format!("+CMMSREAD:{name},{}", data.len()).into_bytes();
        ModuleOutput {
            octets: [b"\r\n", line.as_slice(), b"\r\n", &data, b"\r\n\r\nOK\r\n"].concat(),
            frames: vec![Frame::Line(line), Frame::Data(data), Frame::Line(b"OK".to_vec())],
        }
    })
}

/// A `+CMMSVIEW` header whose subject is UCS-2 little-endian, with units whose octets are quotes, commas, CR and LF.
fn view() -> impl Strategy<Value = ModuleOutput> {
    let unit = prop_oneof![
        4 => 0x20_u16..0x7F,
        2 => 0x0D00_u16..0x0D22, // without U+0D22: before 0A it is a quote at the end of a line
        1 => Just(0x2022),
        1 => Just(0x0A0D),
    ];
    (proptest::collection::vec(unit, 0..20), any::<u32>()).prop_map(|(units, size)| {
        let subject: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let head = b"+CMMSVIEW:2,\"\",\"1@2.example\",,,\"0000-00-00 00:00:00\",\"";
        line_output(&[head, subject.as_slice(), format!("\",{size}").as_bytes()].concat())
    })
}
