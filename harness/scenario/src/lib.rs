//! Scenario files: YAML text in, checked plans or diagnostics out.
//!
//! A scenario is one file with one sentence that the module makes true or false, and the steps that
//! show it. [`parse`] turns its text into one [`Plan`] per row of its matrix, or into
//! [`Diagnostics`]: one lexical problem alone, or all semantic ones at once, each with a stable code,
//! a label on the author's own text and a help. Every value that can turn out wrong while the plan
//! is executed keeps its [`Span`].
//!
//! The crate executes nothing, renders nothing but the list of spec findings, and knows no time.
//! Files are read in the functions `load_*` alone; the payload files that a scenario names come
//! through [`Context::files`].
//!
//! ```
//! use scenario::{Context, Step, parse};
//!
//! let text = "
//! scenario: An editing session is opened
//! requirements: [SIM-3.1-1]
//! steps:
//!   - send: AT+CMMSEDIT=1
//!     expect: OK
//! ";
//! let context = Context::default();
//! let plans = parse(text, "03-create/edit.yaml", &context).expect("a checked plan");
//! assert_eq!(plans[0].id, "03-create/edit");
//! assert!(matches!(plans[0].steps[0].value, Step::Send(_)));
//!
//! let refused = parse(&text.replace("expect", "expct"), "03-create/edit.yaml", &context);
//! assert_eq!(refused.unwrap_err().to_string(), "unknown key `expct` in a `send` step");
//! ```

#![forbid(unsafe_code)]

mod answer;
mod baseline;
mod capability;
mod capture;
mod context;
mod diagnostics;
mod duration;
mod expectation;
#[cfg(test)]
mod golden;
mod ledger;
pub mod limit;
mod load;
mod matcher;
mod node;
mod parse;
mod pattern;

mod payload;
mod plan;
mod problem;
mod reader;
mod received;
mod requirement_id;
mod source;
mod span;
mod step;
mod suggestion;
mod template;
mod yaml;

pub use answer::{Answer, Charset, Drip, Edit, Message, MessagePart, MmscScript, Serve};
pub use baseline::{Baseline, BaselineEntry};
pub use capability::{Capability, Need};
pub use capture::Capture;
pub use context::Context;
pub use diagnostics::Diagnostics;
pub use expectation::Expectation;
pub use ledger::{ClaimReading, Ledger, Level, Requirement, render_findings};
pub use load::{
    Loaded, load_baseline, load_citing, load_dir, load_file, load_ledger, load_naming, read_payload,
};
pub use matcher::{LineForm, LineMatcher};
pub use parse::parse;
pub use pattern::{Pattern, shown};
pub use payload::Payload;
pub use plan::{Background, Binding, EfsFile, Plan, Reading, Setup};
pub use problem::Problem;
pub use received::{
    Findings, HeaderExpectation, HttpHeaderExpectation, HttpHeaderValue, PartExpectation, Received,
    Severity,
};
pub use source::{Position, Source};
pub use span::{Span, Spanned};
pub use step::{
    AbsentStep, AdvanceStep, AwaitStep, EfsContent, EfsStep, MessageClass, MmscStep, PushOrigin,
    PushSpec, SendStep, Step, TypeStep,
};
pub use suggestion::nearest;
pub use template::{Captures, Template};
