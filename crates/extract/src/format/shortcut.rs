//! Shortcuts of Windows ([MS-SHLLINK]): what they lead to, on which volume of which machine.

use super::octets::{le_size, le_u16, le_u32, le_u64};
use super::plain::charset;
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use std::fmt::Write;

/// How a shortcut begins: the size of its header and the class of such objects (2.1).
const HEAD: [u8; 20] = [
    0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46,
];
/// Seconds from 1601 to 1970.
const EPOCH: i64 = 11_644_473_600;

/// Whether bytes begin as a shortcut.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&HEAD)
}

/// Reads target, volume, arguments and machine.
///
/// # Errors
/// [`FormatFault::Damaged`] where the header is cut, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    _members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let bytes = input.bytes;
    let flags = le_u32(bytes, 20)
        .filter(|_| bytes.len() >= 76)
        .ok_or_else(|| FormatFault::Damaged("the shortcut is cut".to_owned()))?;
    for (at, key) in [(28, "created"), (36, "shortcut.accessed"), (44, "modified")] {
        if let Some(moment) = le_u64(bytes, at).filter(|t| *t > 0).and_then(file_time) {
            out.meta(key, moment);
        }
    }
    if let Some(size) = le_u32(bytes, 52).filter(|size| *size > 0) {
        out.meta("shortcut.target_bytes", size.to_string());
    }
    let mut text = String::new();
    let mut say = |label: &str, key: &str, value: &str, out: &mut Outcome| {
        let value = value.trim_end_matches('\0');
        if !value.trim().is_empty() {
            let _ = writeln!(text, "{label}: {value}");
            out.meta(key, value);
        }
    };
    let mut at = 76usize;
    if flags & 1 != 0 {
        at = at.saturating_add(2 + le_u16(bytes, at).map_or(0, usize::from));
    }
    if flags & 2 != 0 {
        let size = le_size(bytes, at).unwrap_or(0);
        if let Some(info) = bytes.get(at..at.saturating_add(size)) {
            for (label, key, value) in places(info) {
                say(label, key, &value, out);
            }
        } else {
            out.in_part("the place that the shortcut leads to is cut");
        }
        at = at.saturating_add(size);
    }
    let wide = flags & 0x80 != 0;
    for (bit, label, key) in [
        (2, "Name", "title"),
        (3, "Relative path", "shortcut.relative_path"),
        (4, "Working folder", "shortcut.folder"),
        (5, "Arguments", "shortcut.arguments"),
        (6, "Icon", "shortcut.icon"),
    ] {
        if flags >> bit & 1 == 0 {
            continue;
        }
        let count = le_u16(bytes, at).map_or(0, usize::from);
        let size = if wide { count * 2 } else { count };
        let Some(words) = bytes.get(at + 2..at + 2 + size) else {
            out.in_part("the words of the shortcut are cut");
            break;
        };
        let words = if wide {
            encoding_rs::UTF_16LE
                .decode_without_bom_handling(words)
                .0
                .into_owned()
        } else {
            charset::decode(words, None).text
        };
        say(label, key, &words, out);
        at += 2 + size;
    }
    // Blocks of more: the one of the service that finds files again names the machine (2.5.10).
    while let (Some(size @ 8..), Some(mark)) = (le_size(bytes, at), le_u32(bytes, at + 4)) {
        let block = bytes.get(at..at.saturating_add(size)).unwrap_or_default();
        if mark == 0xA000_0003 {
            let machine = block.get(16..32).unwrap_or_default();
            say(
                "Machine",
                "shortcut.machine",
                &charset::decode(machine, None).text,
                out,
            );
            if let Some(address) = block.get(48..64).and_then(network_card) {
                say("Network card", "shortcut.network_card", &address, out);
            }
        }
        at = at.saturating_add(size);
    }
    out.no_text("the shortcut says nothing of where it leads");
    out.push_text(text.trim_end())
}

/// The address of the network card in a number made by the first rule (RFC 9562, 5.1).
fn network_card(number: &[u8]) -> Option<String> {
    if number.get(7)? >> 4 != 1 {
        return None;
    }
    let card: Vec<String> = number
        .get(10..16)?
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Some(card.join(":"))
}

/// The volume and the path (2.3).
fn places(info: &[u8]) -> Vec<(&'static str, &'static str, String)> {
    let mut found = Vec::new();
    let flags = le_u32(info, 8).unwrap_or(0);
    let words = |at: usize| {
        let rest = info.get(at..).unwrap_or_default();
        let end = rest.iter().position(|b| *b == 0).unwrap_or(rest.len());
        charset::decode(rest.get(..end).unwrap_or_default(), None).text
    };
    let wide_words = |at: usize| {
        let rest = info.get(at..).unwrap_or_default();
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| le_u16(pair, 0).unwrap_or(0))
            .take_while(|unit| *unit != 0)
            .collect();
        String::from_utf16_lossy(&units)
    };
    let wide = le_u32(info, 4).unwrap_or(0) >= 0x24;
    let text = |narrow_at: usize, wide_at: usize| match le_size(info, wide_at)
        .filter(|at| wide && *at > 0)
    {
        Some(at) => wide_words(at),
        None => le_size(info, narrow_at)
            .filter(|at| *at > 0)
            .map(words)
            .unwrap_or_default(),
    };
    let suffix = text(24, 32);
    if flags & 1 != 0 {
        found.push((
            "Target",
            "shortcut.target",
            format!("{}{suffix}", text(16, 28)),
        ));
        if let Some(volume) = le_size(info, 12) {
            let kind = match le_u32(info, volume + 4) {
                Some(2) => "removable",
                Some(3) => "fixed",
                Some(4) => "network",
                Some(5) => "optical",
                _ => "",
            };
            found.push(("Kind of volume", "shortcut.volume_kind", kind.to_owned()));
            if let Some(serial) = le_u32(info, volume + 8) {
                let serial = format!("{:04X}-{:04X}", serial >> 16, serial & 0xFFFF);
                found.push(("Volume", "shortcut.volume", serial));
            }
            let label = match le_size(info, volume + 12) {
                Some(0x14) => {
                    le_size(info, volume + 16).map(|at| wide_words(volume.saturating_add(at)))
                }
                Some(at) => Some(words(volume.saturating_add(at))),
                None => None,
            };
            found.push((
                "Label of volume",
                "shortcut.volume_label",
                label.unwrap_or_default(),
            ));
        }
    }
    if flags & 2 != 0
        && let Some(network) = le_size(info, 20)
        && let Some(name) = le_size(info, network.saturating_add(8))
    {
        let share = words(network.saturating_add(name));
        found.push((
            "Target on a share",
            "shortcut.share",
            format!("{share}\\{suffix}"),
        ));
    }
    found
}

/// An instant in tenths of a microsecond since 1601.
pub(super) fn file_time(ticks: u64) -> Option<String> {
    let ms = i64::try_from(ticks / 10_000).ok()? - EPOCH * 1000;
    (0..253_402_300_800_000)
        .contains(&ms)
        .then(|| domain::Moment::from_unix_ms(ms).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ReadOptions;
    use crate::kind::Family;
    use crate::tools::{Tools, memory_file};
    use std::path::Path;

    struct Nobody;

    impl MemberSink for Nobody {
        fn begin(&mut self, _head: crate::reading::MemberHead) -> Result<(), FormatFault> {
            Ok(())
        }
        fn write(&mut self, _bytes: &[u8]) -> Result<(), FormatFault> {
            Ok(())
        }
        fn end(
            &mut self,
            _problem: Option<crate::reading::MemberProblem>,
        ) -> Result<(), FormatFault> {
            Ok(())
        }
    }

    fn shortcut() -> Vec<u8> {
        let mut out = HEAD.to_vec();
        // A place, a name in UTF-16.
        out.extend((2u32 | 4 | 0x80).to_le_bytes());
        out.resize(44, 0);
        // 2013-04-05 10:15:00
        out.extend(((1_365_156_900u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        out.resize(76, 0);
        let volume = [
            &[
                0x15u8, 0, 0, 0, 2, 0, 0, 0, 0x34, 0x12, 0xCD, 0xAB, 0x10, 0, 0, 0,
            ][..],
            b"KEYS\0",
        ]
        .concat();
        let path = b"E:\\reports\\a.doc\0";
        let mut info = Vec::new();
        let size = 28 + volume.len() + path.len() + 1;
        for number in [size, 28, 1, 28, 28 + volume.len(), 0, size - 1] {
            info.extend((number as u32).to_le_bytes());
        }
        info.extend(volume);
        info.extend(path);
        info.push(0);
        out.extend(info);
        let name: Vec<u8> = "تقرير".encode_utf16().flat_map(u16::to_le_bytes).collect();
        out.extend([5, 0]);
        out.extend(name);
        let mut tracker = [96u32, 0xA000_0003, 88, 0].map(u32::to_le_bytes).concat();
        tracker.extend(b"office-7\0\0\0\0\0\0\0\0");
        tracker.extend([0; 16]);
        tracker.extend([
            1, 2, 3, 4, 5, 6, 7, 0x11, 8, 9, 0xA, 0xB, 0xC, 0xD, 0xE, 0xF,
        ]);
        tracker.resize(96, 0);
        out.extend(tracker);
        out.extend([0; 4]);
        out
    }

    fn text(bytes: &[u8]) -> (String, Outcome) {
        let options = ReadOptions::default();
        let mut out = Outcome::new("application/x-ms-shortcut", &options.limits);
        let input = Input {
            bytes,
            file: &memory_file().unwrap(),
            name: b"a.lnk",
            media_type: "application/x-ms-shortcut",
            family: Family::Shortcut,
            options: &options,
            scratch: Path::new("."),
            tools: &Tools::default(),
            step: &|| {},
        };
        let _ = read(&input, &mut out, &mut Nobody);
        let text = out.pages().first().map(|page| page.text.clone());
        (text.unwrap_or_default(), out)
    }

    #[test]
    fn a_shortcut_says_where_it_leads_and_where_it_was_made() {
        let bytes = shortcut();
        assert!(begins(&bytes));
        let (text, out) = text(&bytes);
        assert_eq!(
            text,
            "Target: E:\\reports\\a.doc\nKind of volume: removable\nVolume: ABCD-1234\nLabel of volume: KEYS\nName: تقرير\n\
             Machine: office-7\nNetwork card: 0a:0b:0c:0d:0e:0f"
        );
        let reading = out.settle(Ok(()), 0);
        assert!(reading.metadata["modified"][0].starts_with("2013-04-05T10:15:00"));
    }

    #[test]
    fn no_cut_and_no_flipped_byte_breaks_the_reader() {
        let bytes = shortcut();
        for at in 0..bytes.len() {
            text(&bytes[..at]);
            let mut flipped = bytes.clone();
            flipped[at] ^= 0xFF;
            text(&flipped);
        }
    }
}
