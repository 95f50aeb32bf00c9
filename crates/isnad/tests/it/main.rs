//! Promises of the program: it goes on after any end, it hides what is not granted, it says what is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where something is not as promised"
)]

mod cli;
mod copies;
mod corrections;
mod fixture;
mod full_disk;
mod help;
mod json;
mod kills;
mod lists;
mod looking;
mod matching;
mod names;
mod optical;
mod photos;
mod readings;
mod report;
mod scope;
mod search;
