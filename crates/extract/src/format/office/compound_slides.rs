//! Decks of PowerPoint 97 to 2003 ([MS-PPT]).

mod deck;
mod record;
mod shapes;

use super::blips::Pictures;
use super::compound::Compound;
use super::named_page;
use super::ole_object;
use crate::format::{FormatFault, MemberSink};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use deck::Deck;
use record::{long, records};
use shapes::Shapes;
use std::collections::BTreeSet;
use std::io::Read;

/// Record types that count ([MS-PPT] 2.13.24).
mod kind {
    pub(in super::super::compound_slides) const DOCUMENT: u16 = 1000;
    pub(in super::super::compound_slides) const SLIDE: u16 = 1006;
    pub(in super::super::compound_slides) const SLIDE_ATOM: u16 = 1007;
    pub(in super::super::compound_slides) const NOTES: u16 = 1008;
    pub(in super::super::compound_slides) const MASTER: u16 = 1016;
    pub(in super::super::compound_slides) const SHOW_INFO: u16 = 1017;
    pub(in super::super::compound_slides) const SLIDE_PERSIST: u16 = 1011;
    pub(in super::super::compound_slides) const SOUND: u16 = 2023;
    pub(in super::super::compound_slides) const OUTLINE_REF: u16 = 3998;
    pub(in super::super::compound_slides) const TEXT_CHARS: u16 = 4000;
    pub(in super::super::compound_slides) const TEXT_BYTES: u16 = 4008;
    pub(in super::super::compound_slides) const STRING: u16 = 4026;
    pub(in super::super::compound_slides) const MARGINS: u16 = 4057;
    pub(in super::super::compound_slides) const SLIDE_LIST: u16 = 4080;
    pub(in super::super::compound_slides) const USER_EDIT: u16 = 4085;
    pub(in super::super::compound_slides) const OBJECT: u16 = 4113;
    pub(in super::super::compound_slides) const TAG_DATA: u16 = 5003;
    pub(in super::super::compound_slides) const PERSIST: u16 = 6002;
    pub(in super::super::compound_slides) const COMMENT: u16 = 12000;
    pub(in super::super::compound_slides) const COMMENT_ATOM: u16 = 12001;
}

/// Reads the slides in the order in which they are shown, each with its comments and notes; then what
/// masters show, and what earlier saves left behind.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the main
/// stream cannot be read, and limits.
pub(super) fn read(
    file: &mut Compound<'_>,
    encrypted: bool,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    // The header token of an encrypted deck ([MS-PPT] 2.3.2).
    let user = file.stream("/Current User").unwrap_or_default();
    if encrypted || user.get(12..16) == Some(&[0xdf, 0xc4, 0xd1, 0xf3]) {
        return Err(FormatFault::Encrypted(super::lock::sentence(
            "deck",
            "RC4 encryption by CryptoAPI",
        )));
    }
    let main = file.stream("/PowerPoint Document").ok_or_else(|| {
        FormatFault::Damaged("the main stream of the deck cannot be read".to_owned())
    })?;
    let deck = Deck::open(&main, long(&user, 16));
    if !deck.is_ordered {
        out.warn("the list of the deck's parts cannot be followed; slides stand in the order of the file");
    }
    let mut shown: Vec<String> = Vec::new();
    for (n, slide) in deck.slides.iter().enumerate() {
        let mut shapes = Shapes::of(slide.body, &slide.outline);
        if shapes.hidden {
            out.warn(format!("slide {} is hidden; it was read", n + 1));
            out.meta("office.hidden_slide", (n + 1).to_string());
        }
        shapes.add_rest_of(&slide.outline);
        let title: String = shapes
            .lines
            .first()
            .and_then(|line| line.lines().next())
            .unwrap_or_default()
            .chars()
            .take(120)
            .collect();
        let mut lines = shapes.lines;
        for comment in shapes.comments {
            out.meta("office.comment.author", &comment.author);
            lines.push(comment.written());
        }
        if let Some(notes) = slide.notes {
            lines.extend(Shapes::of(notes, &[]).lines);
        }
        shown.extend(lines.iter().cloned());
        out.push_page(named_page(title, lines.join("\n")))?;
    }
    aside("notes", &deck.other_notes, &mut shown, out, |body| {
        Shapes::of(body, &[]).lines
    })?;
    aside("masters", &deck.masters, &mut shown, out, Shapes::of_master)?;
    aside("earlier saves", &deck.former, &mut shown, out, |body| {
        Shapes::of(body, &[]).lines
    })?;
    hand_objects(&main, members)?;
    let mut pictures = Pictures::default();
    pictures.add_from(&file.stream("/Pictures").unwrap_or_default(), &[]);
    pictures.hand(members)
}

/// A page of what no slide showed already.
fn aside(
    label: &str,
    bodies: &[&[u8]],
    shown: &mut Vec<String>,
    out: &mut Outcome,
    lines_of: impl Fn(&[u8]) -> Vec<String>,
) -> Result<(), FormatFault> {
    let mut known: BTreeSet<String> = shown.iter().cloned().collect();
    let mut lines: Vec<String> = Vec::new();
    for line in bodies.iter().flat_map(|body| lines_of(body)) {
        if known.insert(line.clone()) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    if label == "earlier saves" {
        out.warn("the file keeps texts of earlier saves that no slide shows any more; they stand on a page of their own");
    }
    out.push_page(named_page(label.to_owned(), lines.join("\n")))?;
    shown.extend(lines);
    Ok(())
}

/// Bytes of one unpacked object that are read at most.
const OBJECT_BYTES: u64 = 256 << 20;

/// Hands over embedded objects, code among them, and sounds.
fn hand_objects(main: &[u8], members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    let mut number = 0;
    for found in records(main) {
        let sounds: Vec<&[u8]> = if found.kind == kind::DOCUMENT {
            record::flat(found.body)
                .filter(|inner| inner.kind == kind::SOUND)
                .map(|inner| inner.body)
                .collect()
        } else {
            Vec::new()
        };
        for sound in sounds {
            number += 1;
            hand(&format!("sound-{number}.wav"), sound, members)?;
        }
        if found.kind != kind::OBJECT {
            continue;
        }
        number += 1;
        let bytes = if found.instance == 0 {
            found.body.to_vec()
        } else {
            let mut bytes = Vec::new();
            let packed = found.body.get(4..).unwrap_or_default();
            let _ = flate2::read::ZlibDecoder::new(packed)
                .take(OBJECT_BYTES)
                .read_to_end(&mut bytes);
            bytes
        };
        match ole_object::native_file(&bytes) {
            Some(inner) => hand(
                &format!("object-{number}/{}", inner.name),
                &inner.bytes,
                members,
            )?,
            None => hand(&format!("object-{number}.ole"), &bytes, members)?,
        }
    }
    Ok(())
}

fn hand(shown: &str, bytes: &[u8], members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    members.begin(MemberHead::named(shown.to_owned()))?;
    members.write(bytes)?;
    members.end(None)
}
