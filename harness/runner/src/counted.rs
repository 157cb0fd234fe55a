//! Numbers with their nouns, for people.

use std::fmt::Display;

/// `1 case`, `2 cases`: nouns whose plural ends in `s`, with a count of any width.
#[must_use]
pub fn counted<N: Copy + Display + PartialEq + From<bool>>(count: N, noun: &str) -> String {
    format!("{count} {noun}{}", if count == N::from(true) { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        let all = [0_u64, 1, 2].map(|count| counted(count, "case"));
        assert_eq!(all, ["0 cases", "1 case", "2 cases"]);
        assert_eq!(counted(1_usize, "case"), "1 case");
    }
}
