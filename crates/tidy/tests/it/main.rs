//! The rules of the tree that no compiler holds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where something is not as promised"
)]

mod acts;
mod files;
mod imports;
mod licences;
mod papers;
mod style_sheets;
mod texts;
mod tree;
