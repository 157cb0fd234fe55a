//! Whether a line is what a scenario expects, octet for octet or but for tolerated blanks.
//!
//! The document prints information responses and URCs with and without a blank after the colon, and once with a
//! blank before a comma. A literal text that differs in no more than that is met in a nonstandard form, and so is a
//! pattern that only the blank after the colon keeps from matching; octets given in hexadecimal are exact.

use scenario::{Captures, LineForm, LineMatcher};

/// How well a line meets a matcher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Octet for octet.
    Exact,
    /// But for blanks after the colon and around commas.
    Nonstandard,
    /// Not at all.
    None,
}

/// Compares a line without its line end, or raw data, to what is expected.
pub(crate) fn fit(matcher: &LineMatcher, octets: &[u8], captures: &Captures) -> Fit {
    if matcher.is_match(octets, captures) {
        return Fit::Exact;
    }
    let tolerated = match &matcher.form {
        LineForm::Text(text) => {
            let expected = text.resolve(captures);
            expected.starts_with('+') && plain(expected.as_bytes()) == plain(octets)
        }
        LineForm::Pattern(_) => {
            with_other_colon(octets).is_some_and(|line| matcher.is_match(&line, captures))
        }
        LineForm::Octets(_) | LineForm::Data(_) => false,
    };
    if tolerated { Fit::Nonstandard } else { Fit::None }
}

/// The line with a blank after the colon of its name where it has none, and without it where it has one.
fn with_other_colon(line: &[u8]) -> Option<Vec<u8>> {
    let colon = line.iter().position(|octet| *octet == b':').filter(|_| line.starts_with(b"+"))?;
    let (name, rest) = line.split_at_checked(colon + 1)?;
    Some(match rest.strip_prefix(b" ") {
        Some(fields) => [name, fields].concat(),
        None => [name, b" ", rest].concat(),
    })
}

/// The line without the blanks that the document is not consistent about.
fn plain(line: &[u8]) -> Vec<u8> {
    let mut plain: Vec<u8> = Vec::with_capacity(line.len());
    let mut quoted = false;
    for &octet in line {
        if octet == b'"' {
            quoted = !quoted;
        }
        let after = matches!(plain.last(), Some(b':' | b','));
        if octet == b' ' && !quoted && after {
            continue;
        }
        if octet == b',' && !quoted {
            while plain.last() == Some(&b' ') {
                plain.pop();
            }
        }
        plain.push(octet);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use scenario::Template;

    #[rstest]
    #[case::same("+CMMSSEND: 0", "+CMMSSEND: 0", Fit::Exact)]
    #[case::no_blank("+CMMSSEND: 0", "+CMMSSEND:0", Fit::Nonstandard)]
    #[case::two_blanks("+CMMSSEND: 0", "+CMMSSEND:  0", Fit::Nonstandard)]
    #[case::other_value("+CMMSSEND: 0", "+CMMSSEND: 190", Fit::None)]
    #[case::blank_before_comma("+A: \"b\",1", "+A: \"b\" ,1", Fit::Nonstandard)]
    #[case::blank_in_quotes("+A: \"b,c\"", "+A: \"b, c\"", Fit::None)]
    #[case::final_result("OK", "O K", Fit::None)]
    #[case::case_counts("+CMMSSEND: 0", "+cmmssend: 0", Fit::None)]
    fn text(#[case] expected: &str, #[case] line: &str, #[case] outcome: Fit) {
        let matcher =
            LineMatcher { form: LineForm::Text(Template::literal(expected)), optional: false };
        assert_eq!(fit(&matcher, line.as_bytes(), &Captures::new()), outcome);
    }

    #[rstest]
    #[case::as_written(r"^\+CMMSVIEW: 2,", "+CMMSVIEW: 2,\"\"", Fit::Exact)]
    #[case::no_blank(r"^\+CMMSVIEW: 2,", "+CMMSVIEW:2,\"\"", Fit::Nonstandard)]
    #[case::blank(r"^\+CMMSVIEW:2,", "+CMMSVIEW: 2,\"\"", Fit::Nonstandard)]
    #[case::other(r"^\+CMMSVIEW: 1,", "+CMMSVIEW:2,\"\"", Fit::None)]
    fn pattern(#[case] expected: &str, #[case] line: &str, #[case] outcome: Fit) {
        let pattern = scenario::Pattern::new(Template::literal(expected)).unwrap();
        let matcher = LineMatcher { form: LineForm::Pattern(pattern), optional: false };
        assert_eq!(fit(&matcher, line.as_bytes(), &Captures::new()), outcome);
    }

    #[test]
    fn octets_are_exact() {
        let matcher = LineMatcher { form: LineForm::Octets(b"+A: 1".to_vec()), optional: false };
        assert_eq!(fit(&matcher, b"+A:1", &Captures::new()), Fit::None);
        assert_eq!(fit(&matcher, b"+A: 1", &Captures::new()), Fit::Exact);
    }
}
