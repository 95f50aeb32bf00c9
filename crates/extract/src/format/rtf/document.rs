//! What an RTF file says, part by part.

use super::object::EmbeddedBytes;
use crate::format::revision::{self, Revisions};
use std::collections::BTreeSet;

/// A comment, as it is read.
#[derive(Debug, Default)]
pub(super) struct Comment {
    pub author: String,
    pub when: String,
    pub text: String,
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct RtfDocument {
    pub body: String,
    pub notes: String,
    pub margins: String,
    pub comments: Vec<Comment>,
    /// The information group: name of the property, value.
    pub info: Vec<(String, String)>,
    /// Pictures and objects.
    pub embedded: Vec<EmbeddedBytes>,
    /// The file states its code page.
    pub page_stated: bool,
    /// Bytes that were read in the assumed code page, cut at 64 KiB.
    pub unstated: Vec<u8>,
    /// Groups open at the end.
    pub open_groups: usize,
    /// Text that was changed or is hidden.
    pub revisions: Revisions,
    /// Templates and files that lie elsewhere, and how many are not named.
    pub outside: BTreeSet<String>,
    pub linked: u64,
    /// Numbers of editing sessions.
    pub sessions: Vec<String>,
}

impl RtfDocument {
    /// Body, then notes, then headers and footers, then comments.
    pub(super) fn text(&self) -> String {
        let comments = self
            .comments
            .iter()
            .filter(|comment| !comment.text.trim().is_empty())
            .map(|comment| revision::comment(&comment.author, &comment.when, &comment.text));
        let comments: Vec<String> = comments.collect();
        let parts = [&self.body, &self.notes, &self.margins];
        let parts: Vec<&str> = parts
            .into_iter()
            .chain(&comments)
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("\n")
    }
}
