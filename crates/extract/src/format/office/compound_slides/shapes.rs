//! What stands on one slide: texts of its shapes in their order, its comments.

use super::kind;
use super::record::{Record, flat, long, records, short};
use crate::format::plain::charset::decode_page;
use crate::format::revision;
use std::collections::BTreeSet;

/// What a slide says.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// A text a shape.
    pub lines: Vec<String>,
    pub comments: Vec<Comment>,
    /// The slide is passed over in a show.
    pub hidden: bool,
    /// Texts of the outline that shapes took.
    taken: Vec<usize>,
}

/// A comment on a slide.
#[derive(Debug, Default)]
pub(super) struct Comment {
    pub author: String,
    when: String,
    text: String,
}

impl Comment {
    pub(super) fn written(&self) -> String {
        revision::comment(&self.author, &self.when, &self.text)
    }
}

impl Shapes {
    /// The texts within a slide, some of which the document keeps in its outline.
    pub(super) fn of(body: &[u8], outline: &[String]) -> Self {
        let mut shapes = Self::default();
        let mut margins_end = 0;
        for found in flat(body) {
            let place = found.body.as_ptr() as usize;
            match found.kind {
                kind::SHOW_INFO => {
                    // fHidden ([MS-PPT] 2.6.6).
                    shapes.hidden |= short(found.body, 10).is_some_and(|flags| flags & 4 != 0);
                }
                kind::OUTLINE_REF => {
                    if let Some(n) = long(found.body, 0)
                        && let Some(text) = outline.get(n)
                    {
                        shapes.taken.push(n);
                        shapes.lines.push(text.clone());
                    }
                }
                kind::MARGINS => margins_end = place + found.body.len(),
                kind::STRING if place < margins_end => {
                    shapes.lines.extend(utf16(found.body));
                }
                kind::TAG_DATA => {
                    for inner in records(found.body).filter(|r| r.kind == kind::COMMENT) {
                        shapes.comments.push(comment(inner.body));
                    }
                }
                kind::COMMENT => shapes.comments.push(comment(found.body)),
                _ => shapes.lines.extend(text_of(&found)),
            }
        }
        shapes
    }

    /// Adds texts of the outline that no shape took and that do not stand here already.
    pub(super) fn add_rest_of(&mut self, outline: &[String]) {
        let taken: BTreeSet<usize> = self.taken.iter().copied().collect();
        let lines: BTreeSet<&String> = self.lines.iter().collect();
        let rest: Vec<String> = outline
            .iter()
            .enumerate()
            .filter(|(n, text)| !taken.contains(n) && !lines.contains(text))
            .map(|(_, text)| text.clone())
            .collect();
        self.lines.splice(0..0, rest);
    }

    /// What a master shows on every slide, and its name; not the samples in its placeholders.
    pub(super) fn of_master(body: &[u8]) -> Vec<String> {
        let mut lines = Self::of(body, &[]).lines;
        lines.retain(|line| !line.starts_with("Click to edit"));
        let name = records(body)
            .filter(|found| found.kind == kind::STRING && found.instance == 2)
            .filter_map(|found| utf16(found.body));
        lines.extend(name);
        lines
    }
}

fn comment(body: &[u8]) -> Comment {
    let mut comment = Comment::default();
    for found in records(body) {
        match (found.kind, found.instance) {
            (kind::STRING, 0) => comment.author = utf16(found.body).unwrap_or_default(),
            (kind::STRING, 1) => comment.text = utf16(found.body).unwrap_or_default(),
            (kind::COMMENT_ATOM, _) => {
                let part = |at: usize| short(found.body, at).unwrap_or(0);
                let (year, month, day) = (part(4), part(6), part(10));
                if (1..=12).contains(&month) {
                    comment.when = format!(
                        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
                        part(12),
                        part(14),
                        part(16)
                    );
                }
            }
            _ => {}
        }
    }
    comment
}

/// The text of a record that is one.
pub(super) fn text_of(found: &Record<'_>) -> Option<String> {
    match found.kind {
        kind::TEXT_CHARS => utf16(found.body),
        kind::TEXT_BYTES => clean(&decode_page(found.body, 1252)),
        _ => None,
    }
}

fn utf16(body: &[u8]) -> Option<String> {
    clean(&decode_page(body, 1200))
}

fn clean(text: &str) -> Option<String> {
    let text = text.replace(['\r', '\u{b}'], "\n");
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let text = text.trim();
    (!text.is_empty() && text != "*").then(|| text.to_owned())
}
