//! The crate from outside.

mod archive;
mod child;
mod jsonl;
mod mail;
mod markup;
mod office;
mod open_document;
mod pdf;
mod picture;
mod plain;
mod readers;
mod rtf;
