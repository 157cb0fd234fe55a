//! `efs`: a file in the module must be so.

use crate::reader::{Reader, Shape, Slot};
use crate::{Capability, Payload, Spanned, Template};

/// The state of one file in the module's file system.
#[derive(Clone, Debug)]
pub struct EfsStep {
    /// Path in the module.
    pub path: Spanned<Template>,
    /// What must be there.
    pub content: EfsContent,
}

/// What must be under a path.
#[derive(Clone, Debug)]
pub enum EfsContent {
    /// A file with exactly these octets.
    Equals(Spanned<Payload>),
    /// No file.
    Absent,
}

const SHAPE: Shape = Shape {
    place: "`efs`",
    keys: &["path", "payload", "absent"],
    example: "{ path: \"C:/Video/2.jpg\", payload: { generate: { size: 1000 } } }, or { path: \"...\", absent: true }",
};

impl EfsStep {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        reader.need(Capability::Efs, slot.span(), "looks into the module's file system");
        let fields = reader.fields(slot, SHAPE)?;
        let path = reader.required(fields, "path", SHAPE);
        let path = path.and_then(|path| reader.template(path));
        let chosen = Slot::of(reader.choice(fields, &["payload", "absent"], SHAPE)?);
        let content = if chosen.what == "payload" {
            EfsContent::Equals(Payload::read(reader, chosen)?)
        } else if reader.flag(chosen)?.value {
            EfsContent::Absent
        } else {
            return reader.wrong_shape(chosen, "`true`", SHAPE.example);
        };
        Some(Self { path: path?, content })
    }
}
