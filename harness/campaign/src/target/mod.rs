//! Bodies of the fuzz targets: one function for each, from octets to assertions.
//!
//! The functions panic when the code under test breaks a rule; that is how libFuzzer and a replay test learn of it.

mod charset;
mod command_arguments;
mod command_parse;
mod command_round_trip;
mod dialogue;
mod dialogue_chunking;
pub mod differential;
mod draw;
mod emitted_pdu_rules;
mod faulty_line;
mod form;
mod framer_chunking;
mod host_line_faults;
mod journal_state;
mod mmsc_http;
mod model_bytes;
mod model_operations;
mod module;
mod multipart_smil;
mod mutation;
mod pdu_bytes;
mod pdu_differential;
mod pdu_structured;
mod pdu_views;
mod push_reassembly;
mod response_bytes;
mod scenario_yaml;
mod urc_round_trip;
mod wsp_primitives;

pub use charset::charset;
pub use command_arguments::command_arguments;
pub use command_parse::command_parse;
pub use command_round_trip::command_round_trip;
pub use dialogue_chunking::dialogue_chunking;
pub use emitted_pdu_rules::emitted_pdu_rules;
pub use form::Form;
pub use framer_chunking::framer_chunking;
pub use host_line_faults::host_line_faults;
pub use journal_state::journal_state;
pub use mmsc_http::mmsc_http;
pub use model_bytes::model_bytes;
pub use model_operations::model_operations;
pub use multipart_smil::multipart_smil;
pub use mutation::{
    mutate_faulty_transcript, mutate_headed_transcript, mutate_pdu, mutate_scenario,
    mutate_transcript,
};
pub use pdu_bytes::pdu_bytes;
pub use pdu_differential::pdu_differential;
pub use pdu_structured::pdu_structured;
pub use pdu_views::pdu_views;
pub use push_reassembly::push_reassembly;
pub use response_bytes::response_bytes;
pub use scenario_yaml::scenario_yaml;
pub use urc_round_trip::urc_round_trip;
pub use wsp_primitives::wsp_primitives;

/// A fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of its binary, its seeds, its regressions and its dictionary.
    pub name: &'static str,
    /// What an input is.
    pub form: Form,
    /// The body.
    pub body: fn(&[u8]),
}

impl Target {
    const fn new(name: &'static str, form: Form, body: fn(&[u8])) -> Self {
        Self { name, form, body }
    }

    /// The target of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }
}

/// Every target, by name.
pub const TARGETS: &[Target] = &[
    Target::new("charset", Form::Octets, charset),
    Target::new("command_arguments", Form::CommandLines, command_arguments),
    Target::new("command_parse", Form::CommandLines, command_parse),
    Target::new("command_round_trip", Form::CommandLines, command_round_trip),
    Target::new("dialogue_chunking", Form::Transcript, dialogue_chunking),
    Target::new("emitted_pdu_rules", Form::Transcript, emitted_pdu_rules),
    Target::new("framer_chunking", Form::ModuleOutput, framer_chunking),
    Target::new("host_line_faults", Form::Transcript, host_line_faults),
    Target::new("journal_state", Form::Journal, journal_state),
    Target::new("mmsc_http", Form::HttpResponse, mmsc_http),
    Target::new("model_bytes", Form::CommandLines, model_bytes),
    Target::new("model_operations", Form::Transcript, model_operations),
    Target::new("multipart_smil", Form::Octets, multipart_smil),
    Target::new("pdu_bytes", Form::Pdu, pdu_bytes),
    Target::new("pdu_differential", Form::Pdu, pdu_differential),
    Target::new("pdu_structured", Form::Octets, pdu_structured),
    Target::new("pdu_views", Form::Pdu, pdu_views),
    Target::new("push_reassembly", Form::Octets, push_reassembly),
    Target::new("response_bytes", Form::ModuleOutput, response_bytes),
    Target::new("scenario_yaml", Form::Scenario, scenario_yaml),
    Target::new("urc_round_trip", Form::ModuleOutput, urc_round_trip),
    Target::new("wsp_primitives", Form::Octets, wsp_primitives),
];
