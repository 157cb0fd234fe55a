//! What the rules judge: a dissection, with the lists that several of them ask for, made once.

use std::ops::Deref;

use super::multipart::{Multipart, multiparts};
use crate::dissect::{Dissection, Field};

/// A dissection under judgement.
pub(super) struct Subject<'a> {
    dissection: &'a Dissection,
    all: Vec<&'a Field>,
    odd: Vec<&'a Field>,
    texts: Vec<&'a Field>,
    multiparts: Vec<Multipart<'a>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(dissection: &'a Dissection) -> Self {
        let all = dissection.all_fields();
        let odd = |field: &&Field| field.hole().is_some() || !field.remarks.is_empty();
        Self {
            odd: all.iter().copied().filter(odd).collect(),
            texts: all.iter().copied().filter(|field| field.text.is_some()).collect(),
            multiparts: multiparts(dissection),
            all,
            dissection,
        }
    }

    /// Every field and every descendant, parents before children.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a Field> {
        self.all.iter().copied()
    }

    /// Those with a hole or a remark of their own.
    pub(super) fn odd(&self) -> impl Iterator<Item = &'a Field> {
        self.odd.iter().copied()
    }

    /// Those with a text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Field> {
        self.texts.iter().copied()
    }

    /// Every multipart, outer ones first.
    pub(super) fn multiparts(&self) -> &[Multipart<'a>] {
        &self.multiparts
    }
}

impl Deref for Subject<'_> {
    type Target = Dissection;

    fn deref(&self) -> &Dissection {
        self.dissection
    }
}
