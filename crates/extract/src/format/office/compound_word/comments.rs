//! Who wrote which comment, and when.

use super::header::{Header, Place};
use super::{long, word};
use crate::format::plain::charset;
use crate::format::revision::packed_time;

/// A comment: which letters of its story it has, and what is known of it.
#[derive(Debug)]
pub(super) struct Comment {
    /// Letters within the story of comments.
    pub from: usize,
    pub to: usize,
    pub author: String,
    pub when: String,
}

/// Comments that are told apart at most.
const COMMENTS: usize = 50_000;
/// Length of what stands for a comment in the body ([MS-DOC] 2.9.7), and of its date (2.9.6).
const REFERENCE: usize = 30;
const DATE: usize = 18;

/// The comments of a document, in order ([MS-DOC] 2.8.5, 2.8.7).
pub(super) fn read(header: &Header<'_>, table: &[u8]) -> Vec<Comment> {
    let Some(texts) = header.bytes(Place::CommentTexts, table) else {
        return Vec::new();
    };
    let references = header.bytes(Place::CommentRefs, table).unwrap_or_default();
    let count = references.len().saturating_sub(4) / (4 + REFERENCE);
    let owners = header
        .bytes(Place::CommentOwners, table)
        .map(names)
        .unwrap_or_default();
    let dates = header.bytes(Place::CommentDates, table).unwrap_or_default();
    let mut comments = Vec::new();
    for n in 0..count.min(COMMENTS) {
        let (Some(from), Some(to)) = (long(texts, n * 4), long(texts, n * 4 + 4)) else {
            break;
        };
        let at = (count + 1) * 4 + n * REFERENCE;
        let initials = word(references, at)
            .and_then(|len| references.get(at + 2..at + 2 + len.min(9) * 2))
            .map(|bytes| charset::decode_page(bytes, 1200))
            .unwrap_or_default();
        let author = word(references, at + 20)
            .and_then(|owner| owners.get(owner).cloned())
            .filter(|name| !name.trim().is_empty())
            .unwrap_or(initials);
        let when = long(dates, n * DATE)
            .and_then(|packed| u32::try_from(packed).ok())
            .map(packed_time)
            .unwrap_or_default();
        comments.push(Comment {
            from,
            to,
            author,
            when,
        });
    }
    comments
}

/// Names one after the other, each after the number of its letters.
fn names(mut bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(len) = word(bytes, 0)
        && names.len() < COMMENTS
    {
        let end = 2 + len * 2;
        let Some(name) = bytes.get(2..end) else { break };
        names.push(charset::decode_page(name, 1200));
        bytes = bytes.get(end..).unwrap_or_default();
    }
    names
}

/// Names in a table of strings ([MS-DOC] 2.2.4): those who changed the document.
pub(super) fn change_authors(header: &Header<'_>, table: &[u8]) -> Vec<String> {
    let Some(bytes) = header.bytes(Place::ChangeAuthors, table) else {
        return Vec::new();
    };
    let wide = word(bytes, 0) == Some(0xffff);
    let head = if wide { 2 } else { 0 };
    let count = word(bytes, head).unwrap_or(0);
    let extra = word(bytes, head + 2).unwrap_or(0);
    let mut at = head + 4;
    let mut names = Vec::new();
    for _ in 0..count {
        let (len, body) = if wide {
            (word(bytes, at).map(|n| n * 2), at + 2)
        } else {
            (bytes.get(at).map(|n| usize::from(*n)), at + 1)
        };
        let Some(name) = len.and_then(|len| bytes.get(body..body + len)) else {
            break;
        };
        names.push(charset::decode_page(name, if wide { 1200 } else { 1252 }));
        at = body + name.len() + extra;
    }
    names
}
