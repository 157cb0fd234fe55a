//! One case of a scenario, read from its nodes.

use std::time::Duration;

use super::citation::Citations;
use super::{Background, Binding, EfsFile, Plan, Reading, Setup};
use crate::limit::{REAL_WAIT_MAX, STEPS_MAX};
use crate::node::{Data, Entry, Node};
use crate::reader::{Fields, Reader, Shape, Slot, Word};
use crate::{Capability, MmscScript, Payload, Problem, Spanned, Step};

const SCENARIO: Shape = Shape {
    place: "a scenario",
    keys: &[
        "scenario",
        "requirements",
        "negative",
        "tags",
        "requires",
        "deadline",
        "matrix",
        "background",
        "readings",
        "setup",
        "steps",
    ],
    example: "scenario: The MMSC URL can be read back",
};
const REQUIREMENTS: Shape = Shape { example: "requirements: [SIM-2.1-1]", ..SCENARIO };
const STEPS: Shape =
    Shape { example: "steps: [ { send: AT+CMMSEDIT=1, expect: OK } ]", ..SCENARIO };
const SETUP: Shape = Shape {
    place: "`setup`",
    keys: &["profile", "efs", "http", "mmsc"],
    example: "{ http: true, mmsc: accept }",
};
const BACKGROUND: Shape =
    Shape { place: "`background`", keys: &["allow"], example: "{ allow: [\"+WAP_PUSH_MMS\"] }" };

/// Scenario time that a case may take where the author does not say.
const DEADLINE_DEFAULT: Duration = Duration::from_secs(3 * 3600);

impl Plan {
    /// Reads the case of the reader's row. What is wrong is noted in the reader.
    pub(crate) fn read(reader: &mut Reader<'_>, root: &Node, id: String) -> Option<Self> {
        let fields = reader.fields(Slot::new("scenario file", root), SCENARIO)?;
        let start = fields.entry("scenario").map_or(root.span, |entry| entry.key.span);
        let beginning = Fields::new(root.entries(), start);
        let title = reader.required(beginning, "scenario", SCENARIO);
        let title = title
            .and_then(|slot| reader.some_text(slot, "say in one sentence what the case shows"));
        let citations = Citations::read(reader, beginning, REQUIREMENTS);
        let tags =
            reader.optional(fields, "tags", |r, s| r.each(s, "[http, journey]", Reader::text));
        let tags = tags.unwrap_or_default();
        reader.typographic = tags.iter().any(|tag| tag.value == "typographic");
        if let Some(slot) = fields.slot("requires") {
            required_capabilities(reader, slot);
        }
        let deadline = reader
            .optional(fields, "deadline", Reader::duration)
            .unwrap_or_else(|| Spanned::new(DEADLINE_DEFAULT, start));
        reader.deadline = deadline.value;
        let background = reader.optional(fields, "background", Background::read);
        let readings = reader.optional(fields, "readings", read_readings);
        let setup = reader.optional(fields, "setup", Setup::read);
        let steps = reader.required(beginning, "steps", STEPS);
        let steps = steps.and_then(|slot| read_steps(reader, slot));
        finish_needs(reader);
        Some(Self {
            id,
            title: title?,
            source: reader.source.clone(),
            requirements: citations.requirements?,
            negative: citations.negative,
            tags,
            needs: std::mem::take(&mut reader.needs),
            deadline,
            background: background.unwrap_or_default(),
            readings: readings.unwrap_or_default(),
            setup: setup.unwrap_or_default(),
            steps: steps?,
            bindings: reader.row.iter().map(Binding::clone).collect(),
        })
    }
}

fn required_capabilities(reader: &mut Reader<'_>, slot: Slot<'_>) {
    let words = Capability::ALL.map(|capability| Word(capability.name(), capability));
    let read = |r: &mut Reader<'_>, item| r.word(item, "capability", &words);
    for capability in reader.each(slot, "[virtual-time]", read).unwrap_or_default() {
        reader.need(capability.value, capability.span, "asks for it under `requires`");
    }
}

fn read_steps(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Spanned<Step>>> {
    let items = reader.items(slot, "- send: AT+CMMSEDIT=1")?;
    if let Some(first_over) = items.get(STEPS_MAX) {
        return reader.refuse(Problem::OverLimit {
            span: first_over.span,
            what: "the scenario".to_owned(),
            count: format!("{} steps", items.len()),
            limit: STEPS_MAX,
            help: "split the scenario".to_owned(),
        });
    }
    let mut steps = Vec::with_capacity(items.len());
    for item in items {
        steps.extend(Step::read(reader, Slot::new("step", item)));
        let captured = item.entry("capture").map(|entry| entry.value.entries());
        let names = captured.unwrap_or_default().iter().map(|entry| entry.key.value.clone());
        reader.captured.extend(names);
    }
    Some(steps)
}

/// Adds the waits where they are too long in sum for real time, and puts the needs into order.
fn finish_needs(reader: &mut Reader<'_>) {
    let waits = std::mem::take(&mut reader.waits);
    if reader.waited > REAL_WAIT_MAX {
        reader.needs.extend(waits);
    }
    reader.needs.sort_by_key(|need| (need.capability, need.span));
}

impl Background {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, BACKGROUND)?;
        let allow = reader.required(fields, "allow", BACKGROUND)?;
        Some(Self { allow: reader.each(allow, "[\"+WAP_PUSH_MMS\"]", Reader::text)? })
    }
}

impl Setup {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, SETUP)?;
        let profile = reader.optional(fields, "profile", read_profile);
        let efs = reader.optional(fields, "efs", read_efs);
        let http = reader.optional(fields, "http", Reader::flag);
        let http = http.filter(|http| http.value).map(|http| http.span);
        if let Some(span) = http {
            reader.need(
                Capability::Mmsc,
                span,
                "sends over HTTP, which must lead to the mock MMSC",
            );
        }
        let mmsc = reader.optional(fields, "mmsc", MmscScript::read);
        if let Some(entry) = fields.entry("mmsc") {
            reader.need(Capability::Mmsc, entry.key.span, "scripts the mock MMSC");
        }
        let profile = profile.unwrap_or_default();
        Some(Self { profile, efs: efs.unwrap_or_default(), http, mmsc })
    }
}

fn map_of<'n>(reader: &mut Reader<'_>, slot: Slot<'n>, example: &str) -> Option<&'n [Entry]> {
    match &slot.node.data {
        Data::Map(entries) => Some(entries),
        _ => reader.wrong_shape(slot, "a mapping", example),
    }
}

fn read_profile(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Reading>> {
    let readings = read_readings(reader, slot)?;
    for reading in &readings {
        let why = "chooses a reading of the model's profile";
        reader.need(Capability::Profile, reading.name.span, why);
    }
    Some(readings)
}

pub(crate) fn read_readings(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Reading>> {
    let entries = map_of(reader, slot, "{ save_echo: \"on\" }")?;
    let mut readings = Vec::new();
    for entry in entries {
        let Some(value) = reader.text(Slot::of(entry)) else { continue };
        let name = entry.key.clone();
        if let Some(problem) = check_reading(reader, &name, &value) {
            reader.problems.push(problem);
        }
        readings.push(Reading { name, value });
    }
    Some(readings)
}

fn check_reading(
    reader: &Reader<'_>,
    name: &Spanned<String>,
    value: &Spanned<String>,
) -> Option<Problem> {
    let check = reader.context?.profile_check?;
    let reason = check(name, value).err()?;
    Some(Problem::profile(reader.source, name, value, reason))
}

fn read_efs(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<EfsFile>> {
    let example = "{ \"C:/Picture/t1.jpg\": { generate: { size: 1000 } } }";
    let entries = map_of(reader, slot, example)?;
    let mut files = Vec::new();
    for entry in entries {
        let span = entry.key.span;
        reader.need(Capability::Efs, span, "puts a file into the module's file system");
        let path = reader.template(Slot::new("efs", &Node::of_key(&entry.key)));
        let payload = Payload::read(reader, Slot::of(entry));
        files.extend(path.zip(payload).map(|(path, payload)| EfsFile { path, payload }));
    }
    Some(files)
}
