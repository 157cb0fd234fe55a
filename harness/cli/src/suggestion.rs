//! "Did you mean": the nearest of the names that there are.

use scenario::nearest;

/// ` (did you mean ...?)` for the end of a sentence; nothing when no name is near.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::letter_missing("late_failre", " (did you mean `late_failure`?)")]
    #[case::letters_swapped("06-send/reported-onec", " (did you mean `06-send/reported-once`?)")]
    #[case::far_away("banana", "")]
    #[case::nothing("", "")]
    fn end_of_a_sentence(#[case] word: &str, #[case] expected: &str) {
        let names = ["data_echo", "late_failure", "06-send/reported-once"];
        assert_eq!(did_you_mean(word, names), expected);
    }
}
