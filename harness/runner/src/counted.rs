//! Numbers with their nouns, for people.

/// `1 case`, `2 cases`: nouns whose plural ends in `s`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        let all = [0, 1, 2].map(|count| counted(count, "case"));
        assert_eq!(all, ["0 cases", "1 case", "2 cases"]);
    }
}
