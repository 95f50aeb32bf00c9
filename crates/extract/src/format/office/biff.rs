//! Workbooks of Excel 2 to 2003, record by record ([MS-XLS]; BIFF2 to BIFF8).

mod beside;
mod chart;
mod link;
mod sheet;
mod text;
mod unlocked;

use super::compound::Compound;
use super::number_format::{self, Shown};
use super::{blips, lock, sheet_page};
use crate::format::plain::charset;
use crate::format::{FormatFault, MemberSink};
use crate::outcome::Outcome;
pub(super) use sheet::{failure, packed_number};
use std::collections::BTreeMap;
use text::Pages;

/// A record of the stream.
struct Record<'a> {
    kind: u16,
    body: &'a [u8],
    next: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = short(stream, at)?;
    let len = usize::from(short(stream, at + 2)?);
    let end = (at + 4 + len).min(stream.len());
    Some(Record {
        kind,
        body: stream.get(at + 4..end)?,
        next: end,
    })
}

/// The bodies of the records of this kind that go on from `at`.
fn going_on(stream: &[u8], mut at: usize, kind: u16) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let Some(more) = record(stream, at).filter(|r| r.kind == kind) {
        parts.push(more.body);
        at = more.next.max(at + 4);
    }
    parts
}

/// A little-endian number of two bytes.
fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(
        bytes.get(at..at.checked_add(8)?)?.try_into().ok()?,
    ))
}

struct SheetPlace {
    name: String,
    at: usize,
    /// 0 shown, 1 hidden, 2 hidden so that the program does not offer to show it.
    state: u8,
    /// 0 cells, 1 macros in cells, 2 a chart, 6 code.
    kind: u8,
}

/// What all sheets share.
#[derive(Default)]
struct Book {
    /// 2, 3, 4, 5 or 8.
    version: u8,
    pages: Pages,
    strings: Vec<String>,
    formats: BTreeMap<u16, String>,
    cell_formats: Vec<u16>,
    sheets: Vec<SheetPlace>,
    since_1904: bool,
    /// Formats as they were read, by number.
    shown: Vec<(u16, Shown)>,
    /// Drawings of all sheets, in order.
    drawings: Vec<u8>,
    outside: Vec<String>,
    user: String,
}

/// How a stream or sheet begins, by version, and how it ends.
const BEGIN: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
/// Bytes of drawings that are kept.
const DRAWINGS: usize = 256 << 20;

/// The version that a stream begins as; none where it is no workbook.
fn version(stream: &[u8]) -> Option<u8> {
    match (short(stream, 0)?, short(stream, 4)?) {
        (0x0009, _) => Some(2),
        (0x0209, _) => Some(3),
        (0x0409, _) => Some(4),
        (0x0809, 0x0600) => Some(8),
        (0x0809, _) => Some(5),
        _ => None,
    }
}

/// Whether bytes that are no compound file are a workbook of old.
pub(super) fn is_bare(bytes: &[u8]) -> bool {
    version(bytes).is_some() && short(bytes, 2).is_some_and(|len| (4..=16).contains(&len))
}

/// The stream with the workbook.
pub(super) fn stream(file: &mut Compound<'_>) -> Option<Vec<u8>> {
    let streams = ["/Workbook", "/Book"].into_iter();
    streams
        .filter_map(|name| file.stream(name))
        .find(|stream| version(stream).is_some())
}

/// Reads each sheet with its cells in their places, then its text boxes, comments, header and footer.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, and limits.
pub(super) fn read(
    stream: &[u8],
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let clear = unlocked::stream(stream);
    if clear.is_some() {
        out.meta(
            "office.encryption",
            "RC4 under the password of Excel itself",
        );
        out.warn("the workbook is encrypted under the password that Excel takes by itself to protect a structure; it was read");
    }
    let stream = clear.as_deref().unwrap_or(stream);
    let book = globals(stream)?;
    if !book.user.is_empty() {
        out.meta("office.write_access", &book.user);
    }
    for target in &book.outside {
        out.meta("office.outside", target);
        out.warn(format!(
            "the workbook refers to `{target}` outside itself; it was not fetched"
        ));
    }
    if book.sheets.is_empty() {
        return Err(FormatFault::Damaged(
            "the workbook lists no sheet that can be found".to_owned(),
        ));
    }
    for place in &book.sheets {
        note_state(place, out);
        let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
        let text = match place.kind {
            // Code stands in a storage of its own.
            6 => continue,
            _ => sheet::text(stream, place, &book, room, out),
        };
        out.push_page(sheet_page(place.name.clone(), text))?;
    }
    let mut pictures = blips::Pictures::default();
    pictures.add_from(&book.drawings, &[]);
    pictures.hand(members)
}

fn note_state(place: &SheetPlace, out: &mut Outcome) {
    let name = &place.name;
    let state = match place.state {
        0 => "visible",
        2 => "veryHidden",
        _ => "hidden",
    };
    super::sheets::note_state(name, state, out);
    if place.kind == 1 {
        out.meta("office.macros", "yes");
        out.warn(format!(
            "the sheet `{name}` holds macros in its cells; none was run"
        ));
    }
}

fn globals(stream: &[u8]) -> Result<Book, FormatFault> {
    let mut book = Book {
        version: version(stream).unwrap_or(8),
        ..Book::default()
    };
    book.pages.wide = book.version == 8;
    if !book.pages.wide {
        book.pages.guess_from(stream);
    }
    let mut at = 0;
    let mut format = 0;
    while let Some(found) = record(stream, at) {
        let body = found.body;
        match found.kind {
            END => break,
            0x002f => {
                return Err(FormatFault::Encrypted(lock::sentence(
                    "workbook",
                    lock_of(body, book.version),
                )));
            }
            0x0042 => book.pages.state(u32::from(short(body, 0).unwrap_or(1252))),
            0x0022 => book.since_1904 = short(body, 0) == Some(1),
            0x001e | 0x041e => {
                let own = book.version >= 5;
                let id = short(body, 0).filter(|_| own).unwrap_or(format);
                format += 1;
                let head = if found.kind == 0x041e { 2 } else { 0 };
                let rest = body.get(head..).unwrap_or_default();
                let code = if book.pages.wide {
                    book.pages.long(rest)
                } else {
                    book.pages.brief(rest)
                };
                book.formats.insert(id, code.unwrap_or_default());
            }
            0x00e0 => book.cell_formats.push(short(body, 2).unwrap_or(0)),
            0x0243 | 0x0443 => {
                book.cell_formats
                    .push(body.get(1).map_or(0, |id| u16::from(*id)));
            }
            0x0085 => book.sheets.extend(sheet_place(body, &book.pages)),
            0x00fc => {
                let mut parts = vec![body];
                parts.extend(going_on(stream, found.next, CONTINUE));
                book.strings = text::shared(&parts);
            }
            // Who opened it for writing last ([MS-XLS] 2.4.349).
            0x005c => {
                let name = if book.pages.wide {
                    book.pages.long(body)
                } else {
                    book.pages.brief(body)
                };
                book.user = name
                    .unwrap_or_default()
                    .trim_matches(['\0', ' '])
                    .to_owned();
            }
            // Another workbook ([MS-XLS] 2.4.271).
            0x01ae if body.len() > 4 && book.outside.len() < 100 => {
                let count = usize::from(short(body, 2).unwrap_or(0));
                if let Some(path) = body.get(4..).and_then(|rest| text::counted(rest, count)) {
                    book.outside.extend(link::plain_path(&path));
                }
            }
            0x00eb if book.drawings.len() < DRAWINGS => {
                book.drawings.extend_from_slice(body);
                for part in going_on(stream, found.next, CONTINUE) {
                    book.drawings.extend_from_slice(part);
                }
            }
            _ => {}
        }
        at = found.next.max(at + 4);
    }
    if book.version == 2 {
        book.cell_formats = (0..64).collect();
    }
    book.shown = book
        .cell_formats
        .iter()
        .map(|id| (*id, number_format::parse(book.code(*id))))
        .collect();
    if book.sheets.is_empty() {
        book.sheets = bare_sheets(stream);
    }
    Ok(book)
}

fn sheet_place(body: &[u8], pages: &Pages) -> Option<SheetPlace> {
    Some(SheetPlace {
        name: body
            .get(6..)
            .and_then(|rest| pages.brief(rest))
            .unwrap_or_default(),
        at: usize::try_from(long(body, 0)?).ok()?,
        state: body.get(4).map_or(0, |state| state & 3),
        kind: body.get(5).copied().unwrap_or(0),
    })
}

/// Sheets of a stream that does not list them: before Excel 5 a file is one sheet, or several with a
/// beginning of their own.
fn bare_sheets(stream: &[u8]) -> Vec<SheetPlace> {
    let mut sheets = Vec::new();
    let (mut at, mut depth) = (0, 0u32);
    while let Some(found) = record(stream, at) {
        if BEGIN.contains(&found.kind) {
            // 5 and 0x100 begin what all sheets share.
            let shared = matches!(short(found.body, 2), Some(5 | 0x100));
            if depth == 0 && !shared && sheets.len() < 5_000 {
                sheets.push(SheetPlace {
                    name: String::new(),
                    at,
                    state: 0,
                    kind: 0,
                });
            }
            depth += u32::from(!shared);
        } else if found.kind == END {
            depth = depth.saturating_sub(1);
        }
        at = found.next.max(at + 4);
    }
    sheets
}

/// How it is locked ([MS-XLS] 2.4.117).
fn lock_of(body: &[u8], version: u8) -> &'static str {
    match short(body, 0) {
        Some(1) if version == 8 => lock::method(body.get(2..).unwrap_or_default()),
        _ => "XOR obfuscation",
    }
}

impl Book {
    fn code(&self, id: u16) -> &str {
        self.formats
            .get(&id)
            .map_or_else(|| number_format::built_in(u32::from(id)), String::as_str)
    }

    /// A number as the format of its cell shows it.
    fn number(&self, value: f64, style: u16) -> String {
        let format = self
            .shown
            .get(usize::from(style))
            .map_or(&Shown::General, |(_, format)| format);
        let format = if value.is_finite() {
            format
        } else {
            &Shown::General
        };
        number_format::show(value, format, self.since_1904)
    }

    /// Text after a count of two bytes, or of one in the oldest.
    fn text(&self, bytes: &[u8]) -> Option<String> {
        if self.version == 2 {
            self.pages.brief(bytes)
        } else {
            self.pages.long(bytes)
        }
    }
}

impl Pages {
    /// Before BIFF8 the code page is often missing or wrong: all texts are looked at together.
    fn guess_from(&mut self, stream: &[u8]) {
        let mut sample = Vec::new();
        let mut at = 0;
        while let Some(found) = record(stream, at) {
            if matches!(
                found.kind,
                0x0004 | 0x0007 | 0x0204 | 0x00d6 | 0x0207 | 0x0085
            ) && !found.body.is_ascii()
                && sample.len() < 1 << 16
            {
                let text = found.body.get(8..).unwrap_or_default();
                sample.extend(text.iter().copied().filter(|b| *b >= 0x20));
                sample.push(b' ');
            }
            at = found.next.max(at + 4);
        }
        self.number = match charset::arabic(&sample).map(|(page, _)| page) {
            Some(arabic::CodePage::Windows1256) => 1256,
            Some(arabic::CodePage::Iso8859_6) => 28596,
            Some(arabic::CodePage::Dos720) => 720,
            Some(arabic::CodePage::MacArabic) => 10004,
            _ => 0,
        };
    }
}
