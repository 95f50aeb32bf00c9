//! Promises of the ledger, its proofs and its verifier.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where something is not as promised"
)]

mod bag;
mod crash;
mod erasure;
mod fixture;
mod flips;
mod golden;
mod growth;
mod independent;
mod norms;
mod stamping;
mod tampering;
mod witnessing;
