//! Triples that the scenarios leave out on purpose: the committed list.
//!
//! ```text
//! # a comment
//! +CMMSDOWN write 182 service-open: the reason
//! ```

use std::collections::BTreeMap;

/// The reasons, by triple.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Exceptions(pub(crate) BTreeMap<String, String>);

impl Exceptions {
    /// Reads the list.
    ///
    /// # Errors
    /// A line has no reason, or repeats a triple.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut reasons = BTreeMap::new();
        let lines = text.lines().enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let number = index + 1;
            let pair = line.split_once(": ").filter(|(_, reason)| !reason.trim().is_empty());
            let (triple, reason) = pair.ok_or_else(|| format!("line {number} has no reason"))?;
            if reasons.insert(triple.to_owned(), reason.to_owned()).is_some() {
                return Err(format!("line {number} repeats {triple}"));
            }
        }
        Ok(Self(reasons))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_triple_and_its_reason() {
        let text = "# c\n\n+CMMSSEND write 201 sending: of no use: never\n";
        let expected = BTreeMap::from([(
            "+CMMSSEND write 201 sending".to_owned(),
            "of no use: never".to_owned(),
        )]);
        assert_eq!(Exceptions::parse(text), Ok(Exceptions(expected)));
    }

    #[test]
    fn a_line_without_reason_and_a_second_line_are_refused() {
        assert_eq!(Exceptions::parse("a"), Err("line 1 has no reason".to_owned()));
        assert_eq!(Exceptions::parse("\na:  "), Err("line 2 has no reason".to_owned()));
        assert_eq!(Exceptions::parse("a: b\na: c"), Err("line 2 repeats a".to_owned()));
    }
}
