//! What the crate promises to those who stand on it. All people are invented.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is not as promised"
)]

mod links;
mod lists;
mod mappings;
