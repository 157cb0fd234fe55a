//! All problems of one file together with its text, as one [`miette::Diagnostic`].
//!
//! A single problem prints as itself; several print under a headline that counts them.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use crate::limit::PROBLEMS_MAX;
use crate::{Problem, Source};

/// Everything that is wrong with one file: at least one problem. Prints through [`miette::Report`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics {
    file: Source,
    problems: Vec<Problem>,
    omitted: usize,
}

impl Diagnostics {
    /// One problem alone.
    pub(crate) fn single(file: Source, problem: Problem) -> Self {
        Self { file, problems: vec![problem], omitted: 0 }
    }

    /// Sorts problems by place, drops repetitions, and tells whether there are any.
    pub(crate) fn check(file: &Source, mut problems: Vec<Problem>) -> Result<(), Self> {
        problems.sort_by_cached_key(Problem::span);
        problems.dedup();
        if problems.is_empty() {
            return Ok(());
        }
        let omitted = problems.len().saturating_sub(PROBLEMS_MAX);
        problems.truncate(PROBLEMS_MAX);
        Err(Self { file: file.clone(), problems, omitted })
    }

    /// The problems in the order of their places.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The file. For a file over a limit the text ends where the limit was met.
    #[must_use]
    pub const fn source_file(&self) -> &Source {
        &self.file
    }

    fn only(&self) -> Option<&Problem> {
        match self.problems.as_slice() {
            [problem] if self.omitted == 0 => Some(problem),
            _ => None,
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.only() {
            Some(problem) => problem.fmt(f),
            None => {
                let total = self.problems.len().saturating_add(self.omitted);
                write!(f, "{} has {total} problems", self.file.name())?;
                if self.omitted > 0 {
                    write!(f, ", of which these are the first {}", self.problems.len())?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Diagnostics {}

impl Diagnostic for Diagnostics {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.only()?.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.only()?.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.only()?.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.only().is_some() {
            return None;
        }
        Some(Box::new(self.problems.iter().map(|problem| {
            let diagnostic: &dyn Diagnostic = problem;
            diagnostic
        })))
    }
}
