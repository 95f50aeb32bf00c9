//! The properties of an Outlook message (MS-OXMSG 2.4): streams named after them, and a table of
//! those that fit in eight bytes.

use crate::format::plain::charset::{self, decode_page};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

/// The properties of one storage.
#[derive(Debug, Default)]
pub(super) struct Properties {
    streams: BTreeMap<(u16, u16), Vec<u8>>,
    fixed: BTreeMap<u16, u64>,
    page: u32,
    /// The encoding of texts of one byte a letter, by the look of all of them together, where none
    /// but the western one is stated.
    look: Option<String>,
    /// How many recipients and attachments the table says there are.
    counts: Option<(u64, u64)>,
}

/// Bytes of one stream that are read at most.
const STREAM_BYTES: u64 = 256 << 20;

impl Properties {
    /// Reads the storage at `path`; `header` is the length of what stands before its table: 32 for a
    /// message, 24 for a message within one, 8 for a recipient or attachment.
    pub(super) fn read(
        file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
        path: &str,
        header: usize,
    ) -> Self {
        let mut properties = Self {
            page: 1252,
            ..Self::default()
        };
        let Ok(entries) = file.read_storage(path) else {
            return properties;
        };
        let streams: Vec<String> = entries
            .filter(cfb::Entry::is_stream)
            .map(|e| e.name().to_owned())
            .take(5_000)
            .collect();
        for name in streams {
            let Some(bytes) = stream(file, &format!("{}/{name}", path.trim_end_matches('/')))
            else {
                continue;
            };
            if name.starts_with("__properties_version1.0") {
                if header == 32 {
                    properties.counts = count(&bytes, 16).zip(count(&bytes, 20));
                }
                properties.table(bytes.get(header..).unwrap_or_default());
            } else if let Some(tag) = name.strip_prefix("__substg1.0_").and_then(|t| t.get(..8))
                && let Ok(tag) = u32::from_str_radix(tag, 16)
                && let (Ok(id), Ok(kind)) = (u16::try_from(tag >> 16), u16::try_from(tag & 0xffff))
            {
                properties.streams.insert((id, kind), bytes);
            }
        }
        properties.find_page();
        properties
    }

    /// From values that stand elsewhere than in a compound file.
    pub(super) fn of(streams: BTreeMap<(u16, u16), Vec<u8>>, fixed: BTreeMap<u16, u64>) -> Self {
        let mut properties = Self {
            streams,
            fixed,
            page: 1252,
            ..Self::default()
        };
        properties.find_page();
        properties
    }

    fn find_page(&mut self) {
        // PR_MESSAGE_CODEPAGE, PR_INTERNET_CPID.
        for id in [0x3ffd, 0x3fde] {
            if let Some(page) = self
                .fixed
                .get(&id)
                .and_then(|v| u32::try_from(v & 0xffff).ok())
            {
                self.page = page;
                break;
            }
        }
        if self.page != 1252 {
            return;
        }
        let mut strange = Vec::new();
        for ((_, kind), bytes) in &self.streams {
            if *kind == 0x001e && strange.len() < 1 << 16 && std::str::from_utf8(bytes).is_err() {
                strange.extend(bytes.iter().take(1 << 14).filter(|b| **b != 0));
                strange.push(b' ');
            }
        }
        if !strange.is_empty() {
            self.look = charset::arabic(&strange).map(|(page, _)| page.name().to_owned());
        }
    }

    /// Reads texts of one byte a letter as `message` does, to which this belongs.
    pub(super) fn adopt(&mut self, message: &Self) {
        if self.page == 1252 {
            self.page = message.page;
        }
        if message.look.is_some() {
            self.look.clone_from(&message.look);
        }
    }

    /// The encoding that texts without a statement were read in, where it was guessed.
    pub(super) fn guessed(&self) -> Option<&str> {
        self.look.as_deref()
    }

    /// How many recipients and attachments the message says it has.
    pub(super) const fn counts(&self) -> Option<(u64, u64)> {
        self.counts
    }

    /// A number of 32 bits.
    pub(super) fn number(&self, id: u16) -> Option<u64> {
        self.fixed.get(&id).map(|value| value & 0xffff_ffff)
    }

    /// An instant in milliseconds since 1970.
    pub(super) fn unix_ms(&self, id: u16) -> Option<i64> {
        let ticks = i64::try_from(*self.fixed.get(&id)?).ok()?;
        let ms = ticks / 10_000 - 11_644_473_600_000;
        (0..253_402_300_799_999).contains(&ms).then_some(ms)
    }

    /// Whether a value takes more than 32 bits, as instants do.
    pub(super) fn is_long(&self, id: u16) -> bool {
        self.fixed.get(&id).is_some_and(|value| value >> 32 != 0)
    }

    /// The numbers of all texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = u16> + '_ {
        self.streams
            .keys()
            .filter(|(_, kind)| matches!(kind, 0x001e | 0x001f))
            .map(|(id, _)| *id)
    }

    fn table(&mut self, rows: &[u8]) {
        for row in rows.chunks_exact(16) {
            let (Some(id), Some(value)) = (row.get(2..4), row.get(8..16)) else {
                continue;
            };
            if let (Ok(id), Ok(value)) = (id.try_into(), value.try_into()) {
                self.fixed
                    .insert(u16::from_le_bytes(id), u64::from_le_bytes(value));
            }
        }
    }

    /// A text, from UTF-16 or the message's code page.
    pub(super) fn text(&self, id: u16) -> Option<String> {
        if let Some(wide) = self.streams.get(&(id, 0x001f)) {
            return Some(
                encoding_rs::UTF_16LE
                    .decode_without_bom_handling(wide)
                    .0
                    .trim_matches('\0')
                    .to_owned(),
            );
        }
        let narrow = self.streams.get(&(id, 0x001e))?;
        let text = match std::str::from_utf8(narrow) {
            Ok(text) => text.to_owned(),
            Err(_) if self.page == 1252 => charset::decode(narrow, self.look.as_deref()).text,
            Err(_) => decode_page(narrow, self.page),
        };
        Some(text.trim_matches('\0').to_owned())
    }

    /// Raw bytes.
    pub(super) fn bytes(&self, id: u16) -> Option<&[u8]> {
        self.streams.get(&(id, 0x0102)).map(Vec::as_slice)
    }

    /// An object, as its bytes.
    pub(super) fn object(&self, id: u16) -> Option<&[u8]> {
        self.streams.get(&(id, 0x000d)).map(Vec::as_slice)
    }

    /// An instant: 100 ns since 1601.
    pub(super) fn moment(&self, id: u16) -> Option<String> {
        let ms = self.unix_ms(id)?;
        Some(domain::Moment::from_unix_ms(ms).to_string())
    }
}

fn count(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u64::from(u32::from_le_bytes(field)))
}

/// The bytes of a stream.
pub(super) fn stream<F: Read + Seek>(
    file: &mut cfb::CompoundFile<F>,
    path: &str,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(path)
        .ok()?
        .take(STREAM_BYTES)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}
