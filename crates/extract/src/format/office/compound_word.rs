//! Text documents of Word 2 to 2003 ([MS-DOC]).

mod comments;
mod fields;
mod header;
mod lists;
mod pieces;
mod properties;
mod story;

use super::compound::Compound;
use super::lock;
use super::numbering::Numbering;
use super::ole_object::Unwrapped;
use super::word_document::add_links;
use crate::format::plain::charset;
use crate::format::revision;
use crate::format::{FormatFault, MemberSink};
use crate::outcome::Outcome;
use header::{Header, Place, STORIES, StoryKind};
use lists::Styles;
use pieces::Pieces;
use properties::{ParagraphRules, Runs};
use story::Reader;

/// A little-endian number of two bytes.
fn word(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    )))
}

/// A little-endian number of four bytes.
fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
    .ok()
}

/// What its stories are read from.
struct Document<'a> {
    main: &'a [u8],
    data: &'a [u8],
    pieces: Pieces,
    /// The code page of letters of one byte.
    page: u32,
    letters: Runs,
    paragraphs: Runs,
    styles: Styles,
    numbering: Numbering,
    authors: Vec<String>,
}

impl Document<'_> {
    /// What is said of the paragraph whose mark lies at this byte; none where nothing is known at all.
    fn paragraph_at(&self, byte: usize) -> Option<ParagraphRules> {
        if self.paragraphs.is_empty() {
            return None;
        }
        Some(
            self.paragraphs
                .at(self.main, byte)
                .map(|(_, _, rules)| ParagraphRules::of(rules, self.data))
                .unwrap_or_default(),
        )
    }
}

/// Reads the text through the piece table: body, notes, margins, text boxes, and at last the comments.
///
/// # Errors
/// [`FormatFault::Encrypted`] by the flag of the header, [`FormatFault::Damaged`] where the text
/// cannot be found, and limits.
pub(super) fn read(
    file: &mut Compound<'_>,
    embedded: &[Unwrapped],
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let damaged =
        || FormatFault::Damaged("the place of the text in the document cannot be found".to_owned());
    let main = file.stream("/WordDocument").ok_or_else(damaged)?;
    let name = Header::read(&main).ok_or_else(damaged)?.table;
    let table = file
        .stream(name)
        .or_else(|| file.stream("/1Table"))
        .or_else(|| file.stream("/0Table"))
        .unwrap_or_default();
    let data = file.stream("/Data").unwrap_or_default();
    read_streams([&main, &table, &data], embedded, out, members)
}

/// Whether bytes that are no compound file are a document of Word 1 or 2 for Windows.
pub(super) fn is_bare(bytes: &[u8]) -> bool {
    matches!(bytes, [0x9b | 0xdb | 0xdc, 0xa5, version, 0, ..] if *version >= 0x20)
}

/// Reads a document of Word 1 or 2, which is one stream without a container.
///
/// # Errors
/// As [`read`].
pub(super) fn read_bare(
    bytes: &[u8],
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    read_streams([bytes, &[], &[]], &[], out, members)
}

/// Reads the main stream with those of tables and data.
fn read_streams(
    [main, table, data]: [&[u8]; 3],
    embedded: &[Unwrapped],
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let damaged =
        || FormatFault::Damaged("the place of the text in the document cannot be found".to_owned());
    let header = Header::read(main).ok_or_else(damaged)?;
    if let Some(method) = Header::lock(main, Some(table)) {
        return Err(FormatFault::Encrypted(lock::sentence("document", method)));
    }
    let pieces = Pieces::of(&header, main, table).ok_or_else(damaged)?;
    let missing = pieces.missing(main);
    if missing > 0 {
        out.in_part(format!(
            "{missing} letters of the document lie beyond its end; it was cut"
        ));
    }
    if pieces.is_loose {
        out.in_part("the table of the parts of the text is missing; the text was read as it lies in the file");
    }
    if header.is_old && header.is_fast_saved && !header.is_word_6() {
        out.in_part("the document was saved by adding to its end; its parts stand in the order of the file, not of the text");
    }
    let page = if header.is_old {
        old_page(&header, &pieces, main, out)
    } else {
        1252
    };
    let document = Document {
        main,
        data,
        page,
        letters: Runs::read(&header, main, table, false),
        paragraphs: Runs::read(&header, main, table, true),
        styles: Styles::read(&header, table),
        numbering: lists::numbering(&header, table),
        authors: comments::change_authors(&header, table),
        pieces,
    };
    let mut reader = Reader::new(&document);
    let mut text = stories(&header, &document, &mut reader, table, out);
    for file in embedded.iter().filter(|file| !file.source.is_empty()) {
        let name = file.name.rsplit('/').next().unwrap_or_default();
        text.push_str(&format!("\n[embedded file {name}, from {}]", file.source));
    }
    reader.revisions.note("word.deleted", out);
    for outside in &reader.fields.outside {
        out.meta("office.outside", outside);
        out.warn(format!(
            "a field of the document refers to something outside itself (`{outside}`); it was not fetched"
        ));
    }
    add_links(
        &mut text,
        reader.fields.links.iter().map(String::as_str),
        out,
    );
    out.push_text(text)?;
    let drawings = header.bytes(Place::Drawings, table).unwrap_or_default();
    pictures(&document, drawings, &reader.pictures, members)
}

/// All stories as one text. What lies beyond those that the header states is read as body.
fn stories(
    header: &Header<'_>,
    document: &Document<'_>,
    reader: &mut Reader<'_>,
    table: &[u8],
    out: &mut Outcome,
) -> String {
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let all = document.pieces.letters();
    let stated: usize = header
        .letters
        .iter()
        .fold(0usize, |sum, n| sum.saturating_add(*n));
    let whole = stated == 0 || stated > all;
    let mut texts: Vec<(StoryKind, String)> = Vec::new();
    let mut at = 0;
    let mut comment_lines = Vec::new();
    for (kind, count) in STORIES.into_iter().zip(header.letters) {
        let (from, to) = match (whole, kind) {
            (true, StoryKind::Body) => (0, all),
            (true, _) => break,
            (false, _) => (at, at + count),
        };
        at = to;
        if from == to || kind == StoryKind::Macros {
            continue;
        }
        let known = if kind == StoryKind::Comments {
            comments::read(header, table)
        } else {
            Vec::new()
        };
        if known.is_empty() {
            texts.push((kind, reader.read(from, to, room)));
        }
        for comment in known {
            let (start, end) = (from + comment.from, (from + comment.to).min(to));
            let text = reader.read(start, end, room);
            if !text.trim().is_empty() {
                out.meta("office.comment.author", &comment.author);
                comment_lines.push(revision::comment(&comment.author, &comment.when, &text));
            }
        }
    }
    let order = |kind: StoryKind| match kind {
        StoryKind::Body => 0,
        StoryKind::Footnotes => 1,
        StoryKind::Endnotes => 2,
        StoryKind::TextBoxes => 3,
        StoryKind::Margins => 4,
        StoryKind::MarginBoxes => 5,
        StoryKind::Comments | StoryKind::Macros => 6,
    };
    texts.sort_by_key(|(kind, _)| order(*kind));
    texts
        .into_iter()
        .map(|(_, text)| text)
        .chain(comment_lines)
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The code page of a document of Word 6 or 95: by the letters themselves where they are Arabic, by
/// the language of the program, by the machine.
fn old_page(header: &Header<'_>, pieces: &Pieces, main: &[u8], out: &mut Outcome) -> u32 {
    let sample = pieces.sample(main);
    let guess = charset::arabic(&sample).and_then(|(page, _)| match page {
        arabic::CodePage::Windows1256 => Some((1256, page)),
        arabic::CodePage::Iso8859_6 => Some((28596, page)),
        arabic::CodePage::MacArabic => Some((10004, page)),
        arabic::CodePage::Dos720 => Some((720, page)),
        _ => None,
    });
    if let Some((number, page)) = guess {
        out.meta("charset", page.name());
        out.warn(format!(
            "the document does not state its code page; it was read as {}",
            page.name()
        ));
        return number;
    }
    if header.is_macintosh() {
        return 10000;
    }
    // Primary languages ([MS-LCID] 2.2).
    match header.language() & 0x3ff {
        0x01 | 0x20 | 0x29 => 1256,
        0x0d => 1255,
        0x08 => 1253,
        0x1f => 1254,
        0x19 | 0x22 | 0x02 => 1251,
        0x05 | 0x0e | 0x15 | 0x18 | 0x1a | 0x1b | 0x24 => 1250,
        0x25..=0x27 => 1257,
        _ => 1252,
    }
}

/// Hands pictures over: those in the text, and those of drawings above it.
fn pictures(
    document: &Document<'_>,
    drawings: &[u8],
    in_text: &[usize],
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut pictures = super::blips::Pictures::default();
    for at in in_text {
        // A picture begins with its length and that of its own head ([MS-DOC] 2.9.192).
        let inline = || {
            let len = long(document.data, *at)?;
            let head = word(document.data, at.checked_add(4)?)?;
            document
                .data
                .get(at.checked_add(head)?..at.checked_add(len)?)
        };
        if let Some(bytes) = inline() {
            pictures.add_from(bytes, &[]);
        }
    }
    pictures.add_from(drawings, document.main);
    pictures.hand(members)
}
