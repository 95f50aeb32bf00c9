//! The properties of an Outlook message (MS-OXMSG 2.4): streams named after them, and a table of
//! those that fit in eight bytes.

use crate::format::plain::charset::decode_page;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

/// The properties of one storage.
#[derive(Debug, Default)]
pub(super) struct Properties {
    streams: BTreeMap<(u16, u16), Vec<u8>>,
    fixed: BTreeMap<u16, u64>,
    page: u32,
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
                properties.table(bytes.get(header..).unwrap_or_default());
            } else if let Some(tag) = name.strip_prefix("__substg1.0_").and_then(|t| t.get(..8))
                && let Ok(tag) = u32::from_str_radix(tag, 16)
                && let (Ok(id), Ok(kind)) = (u16::try_from(tag >> 16), u16::try_from(tag & 0xffff))
            {
                properties.streams.insert((id, kind), bytes);
            }
        }
        // PR_MESSAGE_CODEPAGE, PR_INTERNET_CPID.
        for id in [0x3ffd, 0x3fde] {
            if let Some(page) = properties
                .fixed
                .get(&id)
                .and_then(|v| u32::try_from(v & 0xffff).ok())
            {
                properties.page = page;
                break;
            }
        }
        properties
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
            Err(_) if self.page == 1252 => crate::format::plain::charset::decode(narrow, None).text,
            Err(_) => decode_page(narrow, self.page),
        };
        Some(text.trim_matches('\0').to_owned())
    }

    /// Raw bytes.
    pub(super) fn bytes(&self, id: u16) -> Option<&[u8]> {
        self.streams.get(&(id, 0x0102)).map(Vec::as_slice)
    }

    /// An instant: 100 ns since 1601.
    pub(super) fn moment(&self, id: u16) -> Option<String> {
        let ticks = i64::try_from(*self.fixed.get(&id)?).ok()?;
        let ms = ticks / 10_000 - 11_644_473_600_000;
        (0..253_402_300_799_999)
            .contains(&ms)
            .then(|| domain::Moment::from_unix_ms(ms).to_string())
    }
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
