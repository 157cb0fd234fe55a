//! Names of the mock MMSC's pack, as scenarios are checked against them.

use mock_mmsc::pack;
use scenario::nearest;

/// Tells whether the pack has an answer of that name.
///
/// # Errors
/// It has none; the sentence names the nearest.
pub fn check_pack(name: &str) -> Result<(), String> {
    if pack::named(name).is_some() {
        return Ok(());
    }
    let cases = pack::hostile();
    let names = cases.iter().map(|case| case.name.as_str());
    match nearest(name, names) {
        Some(near) => Err(format!("did you mean `{near}`?")),
        None => Err("no answer has a name like it".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_names_lead_to_right_ones() {
        assert_eq!(check_pack("part-count-zero"), Ok(()));
        let near = Err("did you mean `part-count-zero`?".to_owned());
        assert_eq!(check_pack("part-cuont-zero"), near);
        assert_eq!(check_pack("banana"), Err("no answer has a name like it".to_owned()));
    }
}
