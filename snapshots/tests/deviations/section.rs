//! A section of a page between two markers.

/// The line above the section.
const BEGIN: &str = "<!-- deviations -->\n";

/// The line below it.
const END: &str = "<!-- /deviations -->\n";

/// The page with another section between its markers.
///
/// # Errors
/// The page lacks a marker.
pub(crate) fn replace(page: &str, section: &str) -> Result<String, String> {
    let missing = |marker: &str| format!("the page has no line {}", marker.trim_end());
    let (before, rest) = page.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    Ok([before, BEGIN, section, END, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_section_changes() {
        let page = |section: &str| format!("a\n{BEGIN}{section}{END}b\n");
        assert_eq!(replace(&page("old\n\n"), "new\n"), Ok(page("new\n")));
        assert_eq!(replace(&page(""), "new\n"), Ok(page("new\n")));
        for lacking in [page("").replace(BEGIN, ""), page("").replace(END, "")] {
            assert!(replace(&lacking, "new\n").is_err(), "{lacking}");
        }
    }
}
