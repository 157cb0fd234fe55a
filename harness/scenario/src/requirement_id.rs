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
}
