//! Goldens over the whole workspace.
//!
//! This crate has no code of its own. Its tests compare what the other crates do with files in this folder, so that
//! `cargo insta review` finds every golden in one place. A golden shows that something *changed*; only a requirement
//! says whether it is *right*.
