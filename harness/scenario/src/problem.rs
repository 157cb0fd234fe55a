//! What can be wrong with a file. Each kind has a stable code, a label on the author's own text and
//! a help that can be followed.
//!
//! Renders nothing: [`crate::Diagnostics`] carries the text, and whoever prints decides how.

use miette::Diagnostic;
use thiserror::Error;

use crate::{Source, Span, Spanned};

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the message above each field says what it holds")]
pub enum Problem {
    // The file as a whole: always alone.
    #[error("cannot read the file: {reason}")]
    #[diagnostic(code(attest::scenario::unreadable), help("{help}"))]
    Unreadable { reason: String, help: String },

    #[error("the file is larger than {limit} octets")]
    #[diagnostic(
        code(attest::scenario::file_too_large),
        help(
            "split the scenario, or move long payloads into files of their own: `{{ file: name }}`"
        )
    )]
    FileTooLarge {
        #[label("here the limit is reached")]
        span: Span,
        limit: usize,
    },

    #[error("line {line} is {length} octets long; a line may have {limit}")]
    #[diagnostic(
        code(attest::scenario::line_too_long),
        help(
            "move the payload into a file of its own: `{{ file: name }}`, or let it be made: `{{ generate: {{ size: 1000 }} }}`"
        )
    )]
    LineTooLong {
        #[label("this line begins so")]
        span: Span,
        line: usize,
        length: String,
        limit: usize,
    },

    #[error("the file is not UTF-8: octet {octet:02X} at offset {offset} belongs to no character")]
    #[diagnostic(
        code(attest::scenario::not_utf8),
        help("save the file as UTF-8; write other octets as `{{ hex: \"FF FE\" }}`")
    )]
    NotUtf8 {
        #[label("after this")]
        span: Span,
        octet: u8,
        offset: usize,
    },

    #[error("a quote is opened and never closed")]
    #[diagnostic(code(attest::scenario::unclosed_quote), help("{help}"))]
    UnclosedQuote {
        #[label("opened here")]
        span: Span,
        help: String,
    },

    #[error("a tab stands where YAML wants blanks")]
    #[diagnostic(
        code(attest::scenario::tab),
        help("indent with blanks; a tab inside a text is written \"\\t\" in double quotes")
    )]
    Tab {
        #[label("tab")]
        span: Span,
    },

    #[error("not YAML: {reason}")]
    #[diagnostic(code(attest::scenario::syntax), help("{help}"))]
    Syntax {
        #[label("{label}")]
        span: Span,
        reason: String,
        label: String,
        help: String,
    },

    #[error("lists and mappings are nested deeper than {limit}")]
    #[diagnostic(
        code(attest::scenario::too_deep),
        help("a scenario needs about 8 levels; look for brackets that are opened again and again")
    )]
    TooDeep {
        #[label("level {limit} begins here")]
        span: Span,
        limit: usize,
    },

    #[error("the file has more than {limit} values")]
    #[diagnostic(
        code(attest::scenario::too_many_values),
        help("split the scenario; an alias counts as everything that it stands for")
    )]
    TooManyValues {
        #[label("here the limit is reached")]
        span: Span,
        limit: usize,
    },

    #[error("the file has nothing in it")]
    #[diagnostic(code(attest::scenario::empty_file), help("{help}"))]
    EmptyFile {
        #[label("empty")]
        span: Span,
        help: String,
    },

    // Keys and values.
    #[error("unknown key `{key}` in {place}")]
    #[diagnostic(code(attest::scenario::unknown_key), help("{help}"))]
    UnknownKey {
        #[label("not a key of {place}")]
        span: Span,
        key: String,
        place: String,
        help: String,
    },

    #[error("`{key}` is given twice")]
    #[diagnostic(code(attest::scenario::duplicate_key), help("keep one of the two"))]
    DuplicateKey {
        #[label("given again here")]
        span: Span,
        #[label("given here")]
        first: Span,
        key: String,
    },

    #[error("{place} needs `{key}`")]
    #[diagnostic(code(attest::scenario::missing_key), help("{help}"))]
    MissingKey {
        #[label("`{key}` is missing")]
        span: Span,
        key: String,
        place: String,
        help: String,
    },

    #[error("`{second}` does not go with `{first}`")]
    #[diagnostic(code(attest::scenario::conflicting_keys), help("{help}"))]
    ConflictingKeys {
        #[label("does not go with `{first}`")]
        span: Span,
        first: String,
        second: String,
        help: String,
    },

    #[error("{what} has to be {expected}, not {found}")]
    #[diagnostic(code(attest::scenario::wrong_shape), help("{help}"))]
    WrongShape {
        #[label("this is {found}")]
        span: Span,
        what: String,
        expected: String,
        found: &'static str,
        help: String,
    },

    #[error("{what} is empty")]
    #[diagnostic(code(attest::scenario::empty), help("{help}"))]
    Empty {
        #[label("nothing here")]
        span: Span,
        what: String,
        help: String,
    },

    #[error("unknown {what} `{value}`")]
    #[diagnostic(code(attest::scenario::unknown_value), help("{help}"))]
    UnknownValue {
        #[label("no such {what}")]
        span: Span,
        what: String,
        value: String,
        help: String,
    },

    #[error("`{value}` is not {expected}")]
    #[diagnostic(code(attest::scenario::bad_value), help("{help}"))]
    BadValue {
        #[label("{label}")]
        span: Span,
        value: String,
        expected: String,
        label: String,
        help: String,
    },

    #[error("`{value}` is not a duration")]
    #[diagnostic(code(attest::scenario::bad_duration), help("{help}"))]
    BadDuration {
        #[label("{label}")]
        span: Span,
        value: String,
        label: String,
        help: String,
    },

    #[error("not hex: {reason}")]
    #[diagnostic(
        code(attest::scenario::bad_hex),
        help(
            "write octets as pairs of hex digits, blanks between them as you like: \"FF FE 41 00\""
        )
    )]
    BadHex {
        #[label("{label}")]
        span: Span,
        reason: String,
        label: String,
    },

    #[error("not base64: {reason}")]
    #[diagnostic(
        code(attest::scenario::bad_base64),
        help("use the standard alphabet (A-Z a-z 0-9 + /) with `=` at the end")
    )]
    BadBase64 {
        #[label("refused")]
        span: Span,
        reason: String,
    },

    #[error("not a regular expression: {reason}")]
    #[diagnostic(code(attest::scenario::bad_regex), help("{help}"))]
    BadRegex {
        #[label("refused")]
        span: Span,
        reason: String,
        help: String,
    },

    #[error("{what} has {count}; the limit is {limit}")]
    #[diagnostic(code(attest::scenario::over_limit), help("{help}"))]
    OverLimit {
        #[label("over the limit of {limit}")]
        span: Span,
        what: String,
        count: String,
        limit: usize,
        help: String,
    },

    #[error("YAML tags are not used here")]
    #[diagnostic(
        code(attest::scenario::tag),
        help(
            "leave the tag out; octets are written as `{{ hex: \"FF FE\" }}` or `{{ base64: ... }}`"
        )
    )]
    Tag {
        #[label("tag")]
        span: Span,
    },

    // Steps.
    #[error("unknown step `{key}`")]
    #[diagnostic(code(attest::scenario::unknown_step), help("{help}"))]
    UnknownStep {
        #[label("no step of this kind")]
        span: Span,
        key: String,
        help: String,
    },

    #[error("`{key}` is not a step by itself")]
    #[diagnostic(code(attest::scenario::step_without_kind), help("{help}"))]
    StepWithoutKind {
        #[label("belongs to another step")]
        span: Span,
        key: String,
        help: String,
    },

    #[error("two steps in one: `{first}` and `{second}`")]
    #[diagnostic(
        code(attest::scenario::two_steps),
        help("begin another list item: `- {second}: ...`")
    )]
    TwoSteps {
        #[label("another step")]
        span: Span,
        #[label("one step")]
        first_span: Span,
        first: &'static str,
        second: &'static str,
    },

    #[error("typographic quote `{character}` in a command line")]
    #[diagnostic(code(attest::scenario::typographic_quote), help("{help}"))]
    TypographicQuote {
        #[label("the TA knows only `{plain}`")]
        span: Span,
        character: char,
        plain: char,
        help: String,
    },

    #[error("a command line cannot hold {character}")]
    #[diagnostic(code(attest::scenario::control_in_line), help("{help}"))]
    ControlInLine {
        #[label("in this command line")]
        span: Span,
        character: String,
        help: String,
    },

    #[error("the response does not end with a final result code")]
    #[diagnostic(code(attest::scenario::no_final_result_code), help("{help}"))]
    NoFinalResultCode {
        #[label("an information response, not a final result code")]
        span: Span,
        help: String,
    },

    #[error("the final result code cannot be optional")]
    #[diagnostic(
        code(attest::scenario::optional_final_result_code),
        help(
            "every command line gets one; a pattern may allow several: `{{ pattern: '^(OK|ERROR)$' }}`"
        )
    )]
    OptionalFinalResultCode {
        #[label("optional")]
        span: Span,
    },

    #[error("nothing of a response comes after its final result code")]
    #[diagnostic(
        code(attest::scenario::line_after_final_result_code),
        help("move the line before the final result code, or wait for a URC with an `await` step")
    )]
    LineAfterFinalResultCode {
        #[label("would come after it")]
        span: Span,
        #[label("the response ends here")]
        last: Span,
    },

    #[error("raw data without a line that declares its length")]
    #[diagnostic(
        code(attest::scenario::data_without_length),
        help(
            "put the line `+CMMSREAD: ...,<length>` right before it: the harness reads that many octets"
        )
    )]
    DataWithoutLength {
        #[label("how many octets?")]
        span: Span,
    },

    #[error("the command that prompts is not the last of its command line")]
    #[diagnostic(
        code(attest::scenario::prompt_not_last),
        help("send the commands before and after it as steps of their own")
    )]
    PromptNotLast {
        #[label("the prompt comes while the rest of the line still waits")]
        span: Span,
        #[label("this payload would answer it")]
        prompt: Span,
    },

    #[error("`{key}: {within}` outlasts the deadline of the case")]
    #[diagnostic(code(attest::scenario::over_deadline), help("{help}"))]
    OverDeadline {
        #[label("longer than {deadline}")]
        span: Span,
        key: &'static str,
        within: String,
        deadline: String,
        help: String,
    },

    // Names across the file and beyond.
    #[error("`{id}` is not a requirement id")]
    #[diagnostic(
        code(attest::scenario::bad_requirement_id),
        help("an id is SIM, the section and a number, joined by `-`: SIM-2.1-1")
    )]
    BadRequirementId {
        #[label("malformed")]
        span: Span,
        id: String,
    },

    #[error("the ledger has no requirement `{id}`")]
    #[diagnostic(code(attest::scenario::unknown_requirement), help("{help}"))]
    UnknownRequirement {
        #[label("not in the ledger")]
        span: Span,
        id: String,
        help: String,
    },

    #[error("requirement `{id}` is already defined in {file}, line {line}")]
    #[diagnostic(
        code(attest::scenario::requirement_defined_twice),
        help("one of the two needs the next free number of its section")
    )]
    RequirementDefinedTwice {
        #[label("defined again")]
        span: Span,
        id: String,
        file: String,
        line: usize,
    },

    #[error("`{id}` stands under `requirements` and under `negative`")]
    #[diagnostic(
        code(attest::scenario::requirement_on_both_sides),
        help("a case shows the claim or probes its other side; make a scenario of each")
    )]
    RequirementOnBothSides {
        #[label("its other side is probed")]
        span: Span,
        #[label("the claim is shown")]
        positive: Span,
        id: String,
    },

    #[error("none of the readings is the default")]
    #[diagnostic(
        code(attest::scenario::no_default_reading),
        help("mark the one that the model takes: `default: true`")
    )]
    NoDefaultReading {
        #[label("which one?")]
        span: Span,
    },

    #[error("two of the readings are the default")]
    #[diagnostic(code(attest::scenario::second_default_reading), help("mark one of the two"))]
    SecondDefaultReading {
        #[label("marked again")]
        span: Span,
        #[label("marked here")]
        first: Span,
    },

    #[error("the profile refuses `{name}: {value}`: {reason}")]
    #[diagnostic(
        code(attest::scenario::profile),
        help("`attest list --readings` names the readings and their values")
    )]
    Profile {
        #[label("refused")]
        span: Span,
        name: String,
        value: String,
        reason: String,
    },

    #[error("the pack has no answer `{name}`: {reason}")]
    #[diagnostic(code(attest::scenario::pack), help("`attest list --pack` names the answers"))]
    Pack {
        #[label("not an answer of the pack")]
        span: Span,
        name: String,
        reason: String,
    },

    #[error("cannot read the payload file {path}: {reason}")]
    #[diagnostic(
        code(attest::scenario::payload_file),
        help("the path is relative to the folder of the scenario")
    )]
    PayloadFile {
        #[label("this file")]
        span: Span,
        path: String,
        reason: String,
    },

    #[error("unknown variable `{name}`")]
    #[diagnostic(code(attest::scenario::unknown_variable), help("{help}"))]
    UnknownVariable {
        #[label("nothing gives it a value")]
        span: Span,
        name: String,
        help: String,
    },

    #[error("`{name}` is used before it is captured")]
    #[diagnostic(
        code(attest::scenario::used_before_capture),
        help("captured values are there from the next step on")
    )]
    UsedBeforeCapture {
        #[label("used here")]
        span: Span,
        #[label("captured here")]
        capture: Span,
        name: String,
    },

    #[error("`${{` without a name and `}}`")]
    #[diagnostic(
        code(attest::scenario::bad_variable),
        help(
            "write `${{name}}`, the name of letters, digits and `_`; a literal `${{` is written `$${{`"
        )
    )]
    BadVariable {
        #[label("here")]
        span: Span,
    },

    #[error("a captured value cannot be used in {place}")]
    #[diagnostic(
        code(attest::scenario::capture_not_allowed),
        help("{place} is read before anything is sent; only matrix names may stand there")
    )]
    CaptureNotAllowed {
        #[label("`{name}` is captured while the case runs")]
        span: Span,
        name: String,
        place: String,
    },

    #[error("`{name}` already is a name of the matrix")]
    #[diagnostic(code(attest::scenario::capture_shadows_matrix), help("choose another name"))]
    CaptureShadowsMatrix {
        #[label("captured here")]
        span: Span,
        #[label("in the matrix")]
        matrix: Span,
        name: String,
    },

    #[error("the capture `{name}` has no group")]
    #[diagnostic(
        code(attest::scenario::capture_without_group),
        help("put parentheses around what is to be kept: '\"(http[^\"]+)\"'")
    )]
    CaptureWithoutGroup {
        #[label("no group in it")]
        span: Span,
        name: String,
    },

    #[error("the matrix name `{name}` is never used")]
    #[diagnostic(
        code(attest::scenario::unused_matrix_name),
        help("all its rows would be the same case; use `${{{name}}}` in a step, or leave it out")
    )]
    UnusedMatrixName {
        #[label("never used")]
        span: Span,
        name: String,
    },
}

impl Problem {
    /// A reading that the profile refuses, and why.
    pub(crate) fn profile(
        source: &Source,
        name: &Spanned<String>,
        value: &Spanned<String>,
        reason: String,
    ) -> Self {
        let start = name.span.offset.min(value.span.offset);
        let end = name.span.end().max(value.span.end());
        let whole = Span::new(start, end.saturating_sub(start));
        // Names and values that stand on two lines, or far apart: then the name alone is marked.
        let span = if source.slice(whole).contains('\n') { name.span } else { whole };
        Self::Profile { span, name: name.value.clone(), value: value.value.clone(), reason }
    }

    /// The place of the main label; the beginning of the file where a problem has none.
    #[must_use]
    pub fn span(&self) -> Span {
        let main = self.labels().and_then(|mut labels| labels.next());
        main.map_or_else(Span::default, |label| Span::new(label.offset(), label.len()))
    }

    /// The stable code, such as `attest::scenario::unknown_key`.
    #[must_use]
    pub fn stable_code(&self) -> String {
        self.code().map(|code| code.to_string()).unwrap_or_default()
    }
}
