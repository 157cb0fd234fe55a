//! Readings of the document that a case, or a step of it, holds under.

use scenario::Reading;
use std::collections::BTreeMap;

/// Why the target, whose readings are known, is outside of what holds under these; none when nothing is known against it.
pub(crate) fn other_reading(
    under: &[Reading],
    readings: &BTreeMap<String, String>,
) -> Option<String> {
    under.iter().find_map(|reading| {
        let (name, value) = (&reading.name.value, &reading.value.value);
        let chosen = readings.get(name).filter(|chosen| *chosen != value)?;
        Some(format!("the profile reads {name} as {chosen}, and the case holds for {value}"))
    })
}
