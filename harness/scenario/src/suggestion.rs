//! "Did you mean": the nearest of the known names by edit distance.

/// The help for an unknown name: the nearest known one, if any is near, and all known ones.
pub(crate) fn help<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    list_is: &str,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let Some(name) = nearest(word, known.iter().copied()) else {
        return format!("{list_is} {}", listed(&known));
    };
    let others: Vec<&str> = known.into_iter().filter(|other| *other != name).collect();
    if others.is_empty() {
        return format!("did you mean `{name}`?");
    }
    format!("did you mean `{name}`? Otherwise {list_is} {}", listed(&others))
}

/// The nearest name, where one is near enough to be a slip of the finger.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let reach = if wanted.len() < 2 { 0 } else { wanted.len().div_ceil(3).min(REACH_MAX) };
    known
        .into_iter()
        .map(|name| (distance(&wanted, &fold(name)), name))
        .filter(|&(away, _)| away <= reach)
        .min_by_key(|&(away, _)| away)
        .map(|(_, name)| name)
}

/// Edits that a slip of the finger may take.
const REACH_MAX: usize = 3;
/// Names longer than this are not compared, in characters.
const WORD_MAX: usize = 96;
/// Names that are listed before "and so on".
const LISTED_MAX: usize = 24;

fn listed(known: &[&str]) -> String {
    let names: Vec<String> =
        known.iter().take(LISTED_MAX).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > LISTED_MAX { " ..." } else { "" };
    format!("{}{more}", names.join(", "))
}

fn fold(word: &str) -> Vec<char> {
    let plain = word.chars().filter(|character| !matches!(character, '-' | '_' | ' '));
    plain.flat_map(char::to_lowercase).take(WORD_MAX).collect()
}

/// Number of characters to insert, delete, replace or swap with the neighbour.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, character) in from.iter().enumerate() {
        let mut next = vec![line.saturating_add(1)];
        for (column, other) in to.iter().enumerate() {
            let at =
                |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&row, column).saturating_add(usize::from(character != other));
            let deleted = at(&row, column.saturating_add(1)).saturating_add(1);
            let inserted = at(&next, column).saturating_add(1);
            let swapped = match (line.checked_sub(1), column.checked_sub(1)) {
                (Some(up), Some(left))
                    if from.get(up) == Some(other) && to.get(left) == Some(character) =>
                {
                    at(&before, left).saturating_add(1)
                }
                _ => usize::MAX,
            };
            next.push(replaced.min(deleted).min(inserted).min(swapped));
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::letter_missing("expct", Some("expect"))]
    #[case::letters_swapped("sned", Some("send"))]
    #[case::other_case("Send", Some("send"))]
    #[case::hyphen_for_underscore("power-cycle", Some("power_cycle"))]
    #[case::far_away("banana", None)]
    #[case::short_word_one_edit("sen", Some("send"))]
    #[case::nothing("", None)]
    fn nearest_is_a_slip_away(#[case] word: &str, #[case] expected: Option<&str>) {
        assert_eq!(nearest(word, ["send", "expect", "power_cycle"]), expected);
    }

    #[test]
    fn help_lists_what_is_known() {
        assert_eq!(help("x", ["a", "b"], "the keys are"), "the keys are `a`, `b`");
        assert_eq!(help("ab", ["a", "cd"], "known:"), "did you mean `a`? Otherwise known: `cd`");
    }
}
