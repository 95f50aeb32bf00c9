//! What stands beside the cells of a sheet: text boxes, comments, links, margins.

use super::sheet::address;
use super::{Book, CONTINUE, Record, going_on, link, short, text};
use crate::format::revision;
use crate::outcome::Outcome;
use std::collections::{BTreeMap, BTreeSet};

/// Collected record by record.
#[derive(Default)]
pub(super) struct Beside {
    /// Headers and footers of the printed page.
    pub texts: Vec<String>,
    pub links: Vec<String>,
    /// The object whose text comes next.
    object: u16,
    /// Texts of objects by their number, in the order of the file.
    boxes: Vec<(u16, String)>,
    comments: Vec<Comment>,
}

struct Comment {
    row: u16,
    column: u16,
    object: u16,
    author: String,
    /// Before BIFF8 the comment holds its text itself.
    text: String,
}

/// Comments, boxes and links of one sheet that are kept.
const KEPT: usize = 100_000;

impl Beside {
    /// Takes a record that is one of these; false where it is another.
    pub(super) fn take(&mut self, found: &Record<'_>, stream: &[u8], book: &Book) -> bool {
        let body = found.body;
        match found.kind {
            // The number of a drawn object ([MS-XLS] 2.5.143).
            0x005d => self.object = short(body, 6).unwrap_or(0),
            // The text of a shape or comment stands in the records after it ([MS-XLS] 2.4.329).
            0x01b6 => {
                let count = usize::from(short(body, 10).unwrap_or(0));
                if count > 0 && self.boxes.len() < KEPT {
                    let parts = going_on(stream, found.next, CONTINUE);
                    let text = text::spread(&parts, count).unwrap_or_default();
                    self.boxes.push((self.object, text));
                }
            }
            0x001c => self.comment(body, book),
            0x01b8 if self.links.len() < KEPT => self.links.extend(link::target(body)),
            _ => return false,
        }
        true
    }

    fn comment(&mut self, body: &[u8], book: &Book) {
        let (Some(row), Some(column)) = (short(body, 0), short(body, 2)) else {
            return;
        };
        if book.pages.wide {
            let author = body.get(8..).and_then(|rest| book.pages.long(rest));
            if self.comments.len() < KEPT {
                self.comments.push(Comment {
                    row,
                    column,
                    object: short(body, 6).unwrap_or(0),
                    author: author.unwrap_or_default(),
                    text: String::new(),
                });
            }
            return;
        }
        let text = book.pages.decoded(body.get(6..).unwrap_or_default());
        // A long one goes on under a row that cannot be.
        if row == 0xffff {
            if let Some(last) = self.comments.last_mut() {
                last.text.push_str(&text);
            }
        } else if self.comments.len() < KEPT {
            self.comments.push(Comment {
                row,
                column,
                object: 0,
                author: String::new(),
                text,
            });
        }
    }

    /// Everything as lines: margins, boxes, comments with the cell that they are on.
    pub(super) fn lines(self, out: &mut Outcome) -> Vec<String> {
        let mut of_comments: BTreeMap<u16, String> = BTreeMap::new();
        let objects: BTreeSet<u16> = self.comments.iter().map(|c| c.object).collect();
        let mut lines = self.texts;
        for (object, text) in self.boxes {
            if object != 0 && objects.contains(&object) {
                of_comments.insert(object, text);
            } else {
                lines.push(text);
            }
        }
        for comment in self.comments {
            let text = of_comments.get(&comment.object).unwrap_or(&comment.text);
            if text.trim().is_empty() {
                continue;
            }
            out.meta("office.comment.author", &comment.author);
            let place = address(comment.row, comment.column);
            lines.push(revision::comment_on(&place, &comment.author, "", text));
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

impl text::Pages {
    fn decoded(&self, bytes: &[u8]) -> String {
        crate::format::plain::charset::decode_page(bytes, self.number)
    }
}
