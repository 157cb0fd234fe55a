//! The form of a requirement id: letters, a section, a number: `SIM-2.1-1`.
//! The section is the document's, or names another text: `SIM-V250-1`.

/// Tells whether a text has the form of an id.
pub(crate) fn is_well_formed(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(family), Some(section), Some(number), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    is_family(family) && section.split('.').all(is_section) && is_number(number)
}

/// Everything of an id but its number.
pub(crate) fn section(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(section, _)| section)
}

/// Where an id stands among others: by family, section and number, numbers counted as numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    section: Vec<(u64, String)>,
    number: u64,
    /// Keeps apart what only leading zeros keep apart.
    id: String,
}

impl Rank {
    pub(crate) fn of(id: &str) -> Self {
        let number = id.rsplit_once('-').map_or("", |(_, number)| number);
        let parts = section(id).split(['-', '.']);
        let section = parts.map(|part| (number_of(part), part.to_owned())).collect();
        Self { section, number: number_of(number), id: id.to_owned() }
    }
}

/// A part's number; a part that is none stands after all numbers.
fn number_of(part: &str) -> u64 {
    part.parse().unwrap_or(u64::MAX)
}

fn is_family(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|octet| octet.is_ascii_uppercase())
}

fn is_section(text: &str) -> bool {
    let fits = |octet: u8| octet.is_ascii_digit() || octet.is_ascii_uppercase();
    !text.is_empty() && text.bytes().all(fits)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("SIM-6-1", true)]
    #[case("SIM-2.1-1", true)]
    #[case("SIM-9.1.2-10", true)]
    #[case("SIM-V250-1", true)]
    #[case::no_number("SIM-2.1", false)]
    #[case::lower_case("sim-2.1-1", false)]
    #[case::empty_section("SIM--1", false)]
    #[case::dot_at_the_end("SIM-2.-1", false)]
    #[case::four_parts("SIM-2-1-1", false)]
    #[case::nothing("", false)]
    fn form(#[case] id: &str, #[case] expected: bool) {
        assert_eq!(is_well_formed(id), expected);
    }

    #[test]
    fn numbers_rank_as_numbers() {
        let order = ["SIM-2-10", "SIM-2.1-2", "SIM-2.1-10", "SIM-2.10-1", "SIM-10-1", "SIM-V250-1"];
        let mut ids = order;
        ids.sort_unstable();
        assert_ne!(ids, order, "letter by letter they stand otherwise");
        ids.sort_by_key(|id| Rank::of(id));
        assert_eq!(ids, order);
    }

    #[test]
    fn leading_zeros_make_another_id() {
        assert_ne!(Rank::of("SIM-6-1"), Rank::of("SIM-6-01"));
    }
}
