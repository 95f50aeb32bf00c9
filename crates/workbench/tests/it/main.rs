//! Promises of the acts: reception, erasure, rights, and what is left when something breaks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where something is not as promised"
)]

mod account;
mod accounts;
mod breakage;
mod erasure;
mod fixture;
mod hash_lists;
mod lists;
mod order;
mod parity;
mod reception;
mod review;
mod rights;
