//! "Did you mean": the nearest of the names that there are.

/// Edits that a slip of the finger may take.
const EDITS_MAX: usize = 3;

/// Characters of a name that are compared.
const NAME_CHARACTERS_MAX: usize = 96;

/// ` (did you mean ...?)` for the end of a sentence; nothing when no name is near.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

/// The nearest name, the first of several; none when it takes more than a slip of the finger.
fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(word);
    let edits_max = wanted.len().div_ceil(4).min(EDITS_MAX);
    let edits = names.into_iter().map(|name| (edits(&wanted, &folded(name)), name));
    edits
        .filter(|(count, _)| *count <= edits_max)
        .min_by_key(|(count, _)| *count)
        .map(|(_, name)| name)
}

/// Case, hyphens and underscores are not what people mean to tell names apart by.
fn folded(name: &str) -> Vec<char> {
    let plain = name.chars().map(|character| if character == '_' { '-' } else { character });
    plain.flat_map(char::to_lowercase).take(NAME_CHARACTERS_MAX).collect()
}

/// Characters to insert, delete or replace on the way from one name to the other.
fn edits(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, character) in from.iter().enumerate() {
        let mut next = vec![line + 1];
        for ((other, cells), inserted) in to.iter().zip(row.windows(2)).zip(0..) {
            let replaced = cells.first().map_or(0, |cell| cell + usize::from(character != other));
            let deleted = cells.last().map_or(0, |cell| cell + 1);
            let inserted = next.get(inserted).map_or(0, |cell| cell + 1);
            next.push(replaced.min(deleted).min(inserted));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::letter_missing("late_failre", Some("late_failure"))]
    #[case::letter_too_many("data_echoo", Some("data_echo"))]
    #[case::letters_swapped("06-send/reported-onec", Some("06-send/reported-once"))]
    #[case::other_case("DATA-ECHO", Some("data_echo"))]
    #[case::far_away("banana", None)]
    #[case::nothing("", None)]
    fn nearest_name(#[case] word: &str, #[case] expected: Option<&str>) {
        let names = ["data_echo", "late_failure", "06-send/reported-once"];
        assert_eq!(nearest(word, names), expected);
    }

    #[rstest]
    #[case("", "", 0)]
    #[case("abc", "", 3)]
    #[case("abc", "abd", 1)]
    #[case("kitten", "sitting", 3)]
    #[case("abc", "xabc", 1)]
    fn distance(#[case] from: &str, #[case] to: &str, #[case] expected: usize) {
        assert_eq!(edits(&folded(from), &folded(to)), expected);
        assert_eq!(edits(&folded(to), &folded(from)), expected);
    }
}
