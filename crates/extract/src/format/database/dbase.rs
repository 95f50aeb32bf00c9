//! Tables of dBASE III to 7 and FoxPro (dBASE Table File Format; Visual FoxPro, "Table File Structure").

mod field;
mod memo;

use super::rows::Rows;
use crate::format::octets::{le_u16, le_u32};
use crate::format::plain::settled::Settled;
use crate::format::{FormatFault, Input};
use crate::outcome::Outcome;
use field::{Field, fields};

pub(super) use memo::{is_memo, read as read_memo};

/// Bytes of text that are looked at to tell their code page.
const SAMPLE_BYTES: usize = 64 * 1024;

/// Whether bytes begin as a table: there is no signature, but the lengths must agree.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    Header::of(bytes).is_some()
}

struct Header {
    version: u8,
    rows: usize,
    start: usize,
    row_bytes: usize,
    fields: Vec<Field>,
}

const VERSIONS: [u8; 16] = [
    0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0x8E, 0xCB, 0xF5, 0xFB,
];

impl Header {
    fn of(bytes: &[u8]) -> Option<Self> {
        let version = *bytes.first()?;
        if !VERSIONS.contains(&version) {
            return None;
        }
        let (month, day) = (*bytes.get(2)?, *bytes.get(3)?);
        let start = usize::from(le_u16(bytes, 8)?);
        let row_bytes = usize::from(le_u16(bytes, 10)?);
        if month > 12 || day > 31 || row_bytes < 2 || start < 33 {
            return None;
        }
        let fields = fields(bytes.get(..start)?, version)?;
        // One byte of each row says whether it is deleted.
        let sum: usize = fields.iter().map(|field| field.length).sum();
        (sum + 1 == row_bytes).then_some(Self {
            version,
            rows: usize::try_from(le_u32(bytes, 4)?).ok()?,
            start,
            row_bytes,
            fields,
        })
    }

    const fn program(&self) -> &'static str {
        match self.version {
            0x02 => "FoxBASE",
            0x30..=0x32 => "Visual FoxPro",
            0xF5 | 0xFB => "FoxPro 2",
            0x04 | 0x8C => "dBASE 7",
            0x05 | 0x43 | 0x63 | 0x8B | 0x8E | 0xCB => "dBASE IV",
            _ => "dBASE III",
        }
    }
}

/// Reads all rows, those marked as deleted among them.
///
/// # Errors
/// [`FormatFault::Damaged`] where the header contradicts itself, and limits.
pub(super) fn read(input: &Input<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let bytes = input.bytes;
    let header = Header::of(bytes)
        .ok_or_else(|| FormatFault::Damaged("the header of the table is damaged".to_owned()))?;
    out.meta("producer", header.program());
    if let (Some(year), Some(month), Some(day)) = (bytes.get(1), bytes.get(2), bytes.get(3))
        && *month > 0
        && *day > 0
    {
        // A single byte: years since 1900; some programs begin anew in 2000.
        let year = 1900 + u32::from(*year) + if *year < 70 { 100 } else { 0 };
        out.meta("modified", format!("{year:04}-{month:02}-{day:02}"));
    }
    let body = bytes.get(header.start..).unwrap_or_default();
    let settled = settle(&header, bytes, body, out);
    let name =
        String::from_utf8_lossy(input.name.rsplit(|b| *b == b'/').next().unwrap_or_default())
            .into_owned();
    let label = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    let names: Vec<String> = header
        .fields
        .iter()
        .map(|f| settled.decode(&f.name))
        .collect();
    let mut rows = Rows::new(label, "row", &names);
    let mut deleted = 0u64;
    let mut memos = false;
    for (n, row) in (1usize..).zip(body.chunks(header.row_bytes)) {
        let Some((mark, mut rest)) = row.split_first() else {
            break;
        };
        // 1A ends the table; what follows within its count is a row all the same.
        if n > header.rows && !matches!(mark, b' ' | b'*') {
            break;
        }
        let mut address = n.to_string();
        if *mark == b'*' {
            deleted += 1;
            address.push_str(" (deleted)");
        }
        if n > header.rows {
            address.push_str(" (beyond the stated number of rows)");
        }
        let mut cells = Vec::with_capacity(header.fields.len());
        for field in &header.fields {
            let (value, after) = rest.split_at_checked(field.length).unwrap_or((rest, &[]));
            rest = after;
            let shown = field.shown(value, settled);
            memos |= field.is_memo() && !shown.is_empty();
            cells.push(shown);
        }
        rows.push(&address, &cells, out)?;
    }
    out.meta("database.rows", rows.count().to_string());
    if deleted > 0 {
        out.warn(format!(
            "{deleted} rows are marked as deleted; they were read and are marked"
        ));
    }
    if rows.count() < header.rows as u64 {
        out.in_part(format!(
            "the table states {} rows and {} are there",
            header.rows,
            rows.count()
        ));
    }
    if memos {
        out.warn(
            "long texts of this table lie in a file of their own beside it (`.dbt` or `.fpt`); its \
             cells name the block there",
        );
    }
    rows.end(out)?;
    Ok(())
}

/// The encoding of the texts: as the header states it, else by their look.
fn settle(header: &Header, bytes: &[u8], body: &[u8], out: &mut Outcome) -> Settled {
    let mut sample = Vec::new();
    for row in body.chunks_exact(header.row_bytes) {
        let mut rest = row.get(1..).unwrap_or_default();
        for field in &header.fields {
            let (value, after) = rest.split_at_checked(field.length).unwrap_or((rest, &[]));
            rest = after;
            if field.is_text() && !value.is_ascii() {
                sample.extend_from_slice(value.trim_ascii());
                sample.push(b'\n');
            }
        }
        if sample.len() > SAMPLE_BYTES {
            break;
        }
    }
    for field in &header.fields {
        sample.extend_from_slice(&field.name);
        sample.push(b'\n');
    }
    let driver = bytes.get(29).copied().unwrap_or(0);
    let stated = (!matches!(header.version, 0x02))
        .then(|| code_page(driver))
        .flatten();
    let (settled, name) = match stated {
        Some(number) => {
            let (settled, name, other) = Settled::by_number(number, &sample);
            if other {
                out.warn(format!(
                    "the table states code page {number}; its texts were read as {name}"
                ));
            }
            (settled, name)
        }
        None => {
            let (settled, name) = Settled::by_look(&sample);
            if !sample.is_ascii() {
                out.warn(format!(
                    "the table does not state its code page; its texts were read as {name}"
                ));
            }
            (settled, name)
        }
    };
    out.meta("charset", name);
    settled
}

/// The code page of a language driver (byte 29). Source: Visual FoxPro, "Code Pages Supported".
const fn code_page(driver: u8) -> Option<u32> {
    Some(match driver {
        0x01 | 0x09 | 0x0B | 0x0D | 0x0F | 0x11 | 0x15 | 0x18 | 0x19 | 0x1B => 437,
        0x02 | 0x0A | 0x0E | 0x10 | 0x12 | 0x14 | 0x16 | 0x1A | 0x1D | 0x25 | 0x37 => 850,
        0x03 | 0x57..=0x59 => 1252,
        0x04 => 10000,
        0x26 | 0x65 => 866,
        0x13 | 0x7B => 932,
        0x4D | 0x7A => 936,
        0x4E | 0x79 => 949,
        0x4F | 0x78 => 950,
        0x50 | 0x7C => 874,
        0x7D => 1255,
        0x7E => 1256,
        0x96 => 10007,
        0xC8 => 1250,
        0xC9 => 1251,
        0xCA => 1254,
        0xCB => 1253,
        0xCC => 1257,
        _ => return None,
    })
}
