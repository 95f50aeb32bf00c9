//! Comments on cells and slides, with who wrote them and when.

use super::package::Package;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use crate::format::revision;
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// Parts that list people: those of slides, and those of threads on cells and slides.
const PEOPLE: [&str; 4] = [
    "ppt/commentauthors.xml",
    "ppt/authors.xml",
    "xl/persons/person.xml",
    "xl/persons/person1.xml",
];
/// Comments of one part that are read.
const COMMENTS: usize = 100_000;

#[derive(Debug, Default)]
struct Comment {
    place: String,
    author: String,
    when: String,
    text: String,
}

/// Adds the comments of a part as lines (ECMA-376 part 1, sections 18.7 and 19.4; [MS-XLSX] 2.6.205;
/// [MS-PPTX] 2.19).
pub(super) fn add(package: &Package<'_>, xml: &str, flow: &mut Flow, out: &mut Outcome) {
    let people = people(package, out);
    let mut reader = XmlReader::new(xml);
    let mut authors: Vec<String> = Vec::new();
    let (mut in_author, mut in_text) = (false, false);
    let mut comment: Option<Comment> = None;
    let mut count = 0;
    flow.line();
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "author" => {
                    in_author = true;
                    authors.push(String::new());
                }
                "comment" | "cm" | "threadedComment" | "reply" if count < COMMENTS => {
                    // A reply stands within what it answers.
                    end(comment.take(), flow, out);
                    count += 1;
                    comment = Some(begin(&tag, &authors, &people));
                }
                "t" | "text" => in_text = true,
                "br" => {
                    if let Some(comment) = &mut comment {
                        comment.text.push(' ');
                    }
                }
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "author" => in_author = false,
                "comment" | "cm" | "threadedComment" | "reply" => {
                    in_text = false;
                    end(comment.take(), flow, out);
                }
                "t" | "text" => in_text = false,
                "p" => {
                    if let Some(comment) = &mut comment {
                        comment.text.push(' ');
                    }
                }
                _ => {}
            },
            Piece::Text(text) => {
                if in_author && let Some(author) = authors.last_mut() {
                    author.push_str(&text);
                } else if in_text && let Some(comment) = &mut comment {
                    comment.text.push_str(&text);
                }
            }
        }
    }
    end(comment, flow, out);
}

fn begin(tag: &Tag<'_>, authors: &[String], people: &BTreeMap<String, String>) -> Comment {
    let mut comment = Comment::default();
    tag.each(|name, value| {
        match name {
            "ref" => value.clone_into(&mut comment.place),
            "authorId" => {
                comment.author = value
                    .parse::<usize>()
                    .ok()
                    .and_then(|n| authors.get(n))
                    .or_else(|| people.get(value))
                    .cloned()
                    .unwrap_or_default();
            }
            "personId" => comment.author = people.get(value).cloned().unwrap_or_default(),
            "dt" | "dT" | "created" => value.clone_into(&mut comment.when),
            _ => {}
        }
        true
    });
    comment
}

fn end(comment: Option<Comment>, flow: &mut Flow, out: &mut Outcome) {
    let Some(comment) = comment else { return };
    let text = comment
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // A thread leaves a note for older programs that only says so.
    if text.is_empty() {
        return;
    }
    out.meta("office.comment.author", &comment.author);
    flow.line();
    flow.push(&revision::comment_on(
        &comment.place,
        &comment.author,
        &comment.when,
        &text,
    ));
    flow.line();
}

/// Names of people by number.
fn people(package: &Package<'_>, out: &mut Outcome) -> BTreeMap<String, String> {
    let mut people = BTreeMap::new();
    for part in PEOPLE.iter().filter(|part| package.has(part)) {
        let Some(xml) = package.xml(part, out) else {
            continue;
        };
        let mut reader = XmlReader::new(&xml);
        while let Some(piece) = reader.next() {
            if let Piece::Open(tag) = piece
                && matches!(tag.name(), "cmAuthor" | "author" | "person")
                && let (Some(id), Some(name)) = (
                    tag.attr("id"),
                    tag.attr("name").or_else(|| tag.attr("displayName")),
                )
            {
                people.insert(id, name);
            }
        }
    }
    people
}
