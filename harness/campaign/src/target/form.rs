//! Forms of inputs, with the dictionary that goes with each.

use crate::dictionary;

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Octets of its own kind.
    Octets,
    /// What a TE sends.
    CommandLines,
    /// What a module says.
    ModuleOutput,
    /// A PDU, or values of one.
    Pdu,
    /// A transcript, with or without octets in front of it.
    Transcript,
    /// A scenario file, or a transcript for one.
    Scenario,
    /// An HTTP response.
    HttpResponse,
    /// A journal of a campaign.
    Journal,
}

impl Form {
    /// Tokens for libFuzzer's `-dict`.
    #[must_use]
    pub fn dictionary(self) -> String {
        match self {
            Self::Octets | Self::Pdu => dictionary::pdus(),
            Self::CommandLines | Self::Transcript => dictionary::commands(),
            Self::ModuleOutput => written(MODULE_OUTPUT),
            Self::Scenario => dictionary::commands() + &written(SCENARIO),
            Self::HttpResponse => dictionary::pdus() + &written(HTTP_RESPONSE),
            Self::Journal => dictionary::commands() + &written(JOURNAL),
        }
    }
}

const MODULE_OUTPUT: &[&str] = &[
    "\\x0D\\x0A",
    "\\x0D",
    "\\x0A",
    ">",
    "> ",
    "\\x0D\\x0AOK\\x0D\\x0A",
    "\\x0D\\x0AERROR\\x0D\\x0A",
    "0\\x0D",
    "4\\x0D",
    "AT\\x0D",
    "+CMMSREAD:",
    "+CMMSVIEW:",
    "+WAP_PUSH_MMS:",
    "+CMMSSEND: 0",
    "+CMMSRECV: 190",
    "+CME ERROR: 177",
    "START",
    "SMS DONE",
    "PB DONE",
    "+STIN: 25",
    " ,",
    ", ",
    "09/03/17,17:14:41+32",
    "http://",
    "\\\"",
    "\\\",\\\"",
];
const SCENARIO: &[&str] = &[
    "# transcript\\x0A",
    "scenario: ",
    "requirements: [",
    "negative: [",
    "tags: [",
    "steps:\\x0A",
    "  - send: ",
    "    expect: ",
    "    prompt: ",
    "    within: 5s",
    "  - await: ",
    "  - absent: ",
    "  - advance: ",
    "  - mmsc: ",
    "  - type: ",
    "  - push: ",
    "  - efs: ",
    "setup: { ",
    "profile: { ",
    "matrix:",
    "{ hex: \\\"",
    "{ text: ",
    "{ repeat: { octet: 0x00, size: 9 } }",
    "line_hex",
    "pattern",
    "&a ",
    "*a",
    "<<: ",
    "!!binary ",
    "|\\x0A",
    ">-\\x0A",
    "- ",
    ": ",
    "${",
    "---\\x0A",
    "...\\x0A",
    "\\x09",
];
const HTTP_RESPONSE: &[&str] = &[
    "HTTP/1.1 200 OK\\x0D\\x0A",
    "HTTP/1.0 404 No\\x0D\\x0A",
    "HTTP/1.1 100 Continue\\x0D\\x0A\\x0D\\x0A",
    "HTTP/1.1 301 There\\x0D\\x0ALocation: /\\x0D\\x0A",
    "Content-Length: 0\\x0D\\x0A",
    "Content-Length: 4294967296\\x0D\\x0A",
    "Content-Length: -1\\x0D\\x0A",
    "Transfer-Encoding: chunked\\x0D\\x0A",
    "Content-Encoding: gzip\\x0D\\x0A",
    "Content-Type: application/vnd.wap.mms-message\\x0D\\x0A",
    "\\x0D\\x0A",
    "\\x0D\\x0A\\x0D\\x0A",
    "FFFFFFFFFFFFFFFF\\x0D\\x0A",
    "0\\x0D\\x0A\\x0D\\x0A",
    "5;x=y\\x0D\\x0A",
];
const JOURNAL: &[&str] = &[
    "attest-campaign 1 seed=7 profile=sim7100\\x0A",
    "begin ",
    "end ",
    " commands=",
    "found ",
    "differential ",
    "framing ",
    "accounting ",
    "send\\\\x20AT\\\\n",
    "\\x0A",
    "18446744073709551615",
];

/// Tokens that are in the syntax of dictionaries already.
fn written(tokens: &[&str]) -> String {
    tokens.iter().map(|token| format!("\"{token}\"\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_in_form() {
        let forms =
            [Form::ModuleOutput, Form::Scenario, Form::HttpResponse, Form::Journal, Form::Pdu];
        for form in forms {
            for line in form.dictionary().lines() {
                let token = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                assert!(token.is_some_and(|token| !token.is_empty()), "{form:?}: {line}");
            }
        }
    }
}
