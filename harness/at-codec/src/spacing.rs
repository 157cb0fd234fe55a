//! What distinguishes the spelling of a line from the plain V.250 form `NAME: a,b`.

/// Blanks and line ends that differ from `NAME: a,b`; all false for that form.
///
/// These are facts, not faults: the document itself prints `+CMMSVIEW:` and `+CMMSREAD:` without the blank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spacing {
    /// `NAME : a`
    pub blank_before_colon: bool,
    /// `NAME:a`, also where nothing follows the colon.
    pub no_blank_after_colon: bool,
    /// `NAME:  a`, two blanks or more.
    pub blanks_after_colon: bool,
    /// `a ,b`
    pub blank_before_comma: bool,
    /// `a, b`
    pub blank_after_comma: bool,
    /// `a`, line end, `,b`
    pub wrapped: bool,
    /// A blank at the end of the line.
    pub blank_at_end: bool,
}

impl Spacing {
    /// Whether the spelling is exactly the plain form.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Notes what stands between a field and the comma after it.
    pub(crate) fn note_before_comma(&mut self, gap: &[u8]) {
        self.blank_before_comma |= gap.contains(&b' ');
        self.wrapped |= gap.contains(&b'\n');
    }
}

/// Whether a line has exactly the form of V.250, or one that is only tolerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `NAME: a,b`, or a line without a name, to which spacing does not apply.
    Strict,
    /// The same content with these differences.
    Tolerated(Spacing),
}

impl From<Spacing> for Format {
    fn from(spacing: Spacing) -> Self {
        if spacing.is_plain() { Self::Strict } else { Self::Tolerated(spacing) }
    }
}

/// Strips `NAME`, the colon and the blanks around it.
pub(crate) fn strip_name<'a>(line: &'a [u8], name: &[u8]) -> Option<(&'a [u8], Spacing)> {
    strip_colon(line.strip_prefix(name)?)
}

/// Strips a colon and the blanks around it from the text after a name.
pub(crate) fn strip_colon(text: &[u8]) -> Option<(&[u8], Spacing)> {
    let before = skip_blanks(text);
    let after = before.strip_prefix(b":")?;
    let value = skip_blanks(after);
    let blanks = after.len().saturating_sub(value.len());
    let spacing = Spacing {
        blank_before_colon: before.len() != text.len(),
        no_blank_after_colon: blanks == 0,
        blanks_after_colon: blanks > 1,
        ..Spacing::default()
    };
    Some((value, spacing))
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|octet| **octet == b' ').count();
    text.get(blanks..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Spacing, strip_name};

    const PLAIN: Spacing = Spacing {
        blank_before_colon: false,
        no_blank_after_colon: false,
        blanks_after_colon: false,
        blank_before_comma: false,
        blank_after_comma: false,
        wrapped: false,
        blank_at_end: false,
    };

    #[rstest]
    #[case(b"+X: 0", b"0", PLAIN)]
    #[case(b"+X:0", b"0", Spacing { no_blank_after_colon: true, ..PLAIN })]
    #[case(b"+X:   0", b"0", Spacing { blanks_after_colon: true, ..PLAIN })]
    #[case(b"+X : 0", b"0", Spacing { blank_before_colon: true, ..PLAIN })]
    #[case(b"+X  :0 ", b"0 ", Spacing { blank_before_colon: true, no_blank_after_colon: true, ..PLAIN })]
    #[case(b"+X: ", b"", PLAIN)]
    #[case(b"+X:", b"", Spacing { no_blank_after_colon: true, ..PLAIN })]
    fn spellings_of_the_colon(#[case] line: &[u8], #[case] text: &[u8], #[case] spacing: Spacing) {
        assert_eq!(strip_name(line, b"+X"), Some((text, spacing)));
        assert_eq!(spacing.is_plain(), spacing == PLAIN);
    }

    #[rstest]
    #[case(b"+X 0")]
    #[case(b"+XY: 0")]
    #[case(b"+x: 0")]
    #[case(b" +X: 0")]
    fn other_names(#[case] line: &[u8]) {
        assert_eq!(strip_name(line, b"+X"), None);
    }
}
