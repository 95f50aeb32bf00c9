//! The crate from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "what fails here fails a test, helpers included"
)]

mod archive;
mod archive_kinds;
mod bombs;
mod card;
mod child;
mod database;
mod drawing;
mod jsonl;
mod label;
mod mail;
mod mailbox;
mod markup;
mod media;
mod numbers;
mod office;
mod old_office;
mod old_workbook;
mod open_document;
mod optical;
mod pdf;
mod pdf_pictures;
mod picture;
mod picture_metadata;
mod plain;
mod readers;
mod rtf;
