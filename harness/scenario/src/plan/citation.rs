//! The claims that a scenario cites: those that it shows, and those whose other side it probes.

use crate::reader::{Fields, Reader, Shape, Slot};
use crate::{Problem, Spanned, requirement_id, suggestion};

/// Ids of the ledger, on either side.
pub(super) struct Citations {
    pub(super) requirements: Option<Vec<Spanned<String>>>,
    pub(super) negative: Vec<Spanned<String>>,
}

const NEGATIVE_EXAMPLE: &str = "negative: [SIM-2.1-5]";

impl Citations {
    /// Reads both lists; the first has to be there.
    pub(super) fn read(reader: &mut Reader<'_>, fields: Fields<'_>, shape: Shape) -> Self {
        let requirements = reader.required(fields, "requirements", shape);
        let requirements = requirements.and_then(|slot| ids(reader, slot, shape.example));
        let negative =
            reader.optional(fields, "negative", |reader, slot| ids(reader, slot, NEGATIVE_EXAMPLE));
        let citations = Self { requirements, negative: negative.unwrap_or_default() };
        citations.check_sides(reader);
        citations
    }

    /// One case cannot show a claim and what is to be when the claim does not apply.
    fn check_sides(&self, reader: &mut Reader<'_>) {
        let positive = self.requirements.as_deref().unwrap_or_default();
        for negative in &self.negative {
            if let Some(shown) = positive.iter().find(|shown| shown.value == negative.value) {
                reader.problems.push(Problem::RequirementOnBothSides {
                    span: negative.span,
                    positive: shown.span,
                    id: negative.value.clone(),
                });
            }
        }
    }
}

fn ids(reader: &mut Reader<'_>, slot: Slot<'_>, example: &str) -> Option<Vec<Spanned<String>>> {
    let items = reader.items(slot, example)?;
    let mut ids = Vec::new();
    for item in items {
        let Some(id) = reader.text(Slot::new(slot.what, item)) else { continue };
        if let Some(problem) = check_id(reader, &id) {
            reader.problems.push(problem);
        }
        ids.push(id);
    }
    Some(ids)
}

fn check_id(reader: &Reader<'_>, id: &Spanned<String>) -> Option<Problem> {
    let span = id.span;
    if !requirement_id::is_well_formed(id) {
        return Some(Problem::BadRequirementId { span, id: id.value.clone() });
    }
    let ledger = reader.context?.ledger?;
    if ledger.requirement(id).is_some() {
        return None;
    }
    let section = requirement_id::section(id);
    let same = ledger.requirements().map(|known| known.id.as_str());
    let same: Vec<&str> = same.filter(|known| requirement_id::section(known) == section).collect();
    let help = match (same.as_slice(), suggestion::nearest(id, same.iter().copied())) {
        ([first, .., last], _) => format!("the ledger has `{first}` to `{last}` of that section"),
        (_, Some(near)) => format!("did you mean `{near}`?"),
        _ => {
            "`attest list --requirements` names them; a new claim goes into scenarios/requirements"
                .to_owned()
        }
    };
    Some(Problem::UnknownRequirement { span, id: id.value.clone(), help })
}
