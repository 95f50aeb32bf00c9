//! The files beside a table that hold its long texts (`.dbt`, `.fpt`).

use super::super::rows::Rows;
use crate::format::octets::{be_size, be_u16, le_size, le_u16};
use crate::format::plain::settled::Settled;
use crate::format::{FormatFault, Input};
use crate::outcome::Outcome;

/// Whether bytes can be such a file. There is no signature: asked only where the name says so.
pub(in super::super) fn is_memo(bytes: &[u8]) -> bool {
    bytes.len() > 512 && !texts(bytes).is_empty()
}

/// Reads every text with the number of its block, by which the cells of the table name it.
///
/// # Errors
/// The limits on pages and text.
pub(in super::super) fn read(input: &Input<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let texts = texts(input.bytes);
    let sample: Vec<u8> = texts
        .iter()
        .flat_map(|(_, text)| text.iter().copied())
        .take(64 * 1024)
        .collect();
    let (settled, name) = Settled::by_look(&sample);
    out.meta("charset", name);
    out.warn("the long texts of a table; which row each belongs to stands in the table");
    let mut rows = Rows::new("memo", "memo block", &["text".to_owned()]);
    for (block, text) in texts {
        rows.push(&block.to_string(), &[settled.decode(text)], out)?;
    }
    rows.end(out)?;
    Ok(())
}

/// The texts by the form that gives the most: FoxPro, dBASE IV, dBASE III.
fn texts(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    [fox(bytes), four(bytes), three(bytes)]
        .into_iter()
        .max_by_key(|found| found.iter().map(|(_, text)| text.len()).sum::<usize>())
        .unwrap_or_default()
}

/// Blocks of a stated size, each text with its kind and length before it, high byte first.
fn fox(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let size = be_u16(bytes, 6).map_or(0, usize::from);
    let mut found = Vec::new();
    // A size of 0 stands for bytes that are no blocks.
    let size = size.max(1);
    let mut at = 512usize.div_ceil(size) * size;
    while let (Some(kind), Some(length)) = (be_size(bytes, at), be_size(bytes, at + 4)) {
        let Some(text) = at
            .checked_add(8)
            .and_then(|start| bytes.get(start..start.checked_add(length)?))
        else {
            break;
        };
        if kind == 1 && is_text(text) {
            found.push((at / size, text));
        } else if kind > 2 {
            break;
        }
        at += (8 + length).max(1).div_ceil(size) * size;
    }
    found
}

/// Blocks that begin with FF FF 08 00 and their length.
fn four(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let size = le_u16(bytes, 20).map_or(0, usize::from);
    let size = if size == 0 { 512 } else { size };
    let mut found = Vec::new();
    let mut block = 1;
    while let Some(start) = bytes.get(block * size..).filter(|rest| rest.len() >= 8) {
        let length = le_size(start, 4).unwrap_or(0);
        if start.starts_with(&[0xFF, 0xFF, 8, 0])
            && let Some(text) = start.get(8..length)
        {
            if is_text(text) {
                found.push((block, text));
            }
            block += length.max(1).div_ceil(size);
        } else {
            block += 1;
        }
    }
    found
}

/// Blocks of 512 bytes, each text ended by 1A.
fn three(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut found = Vec::new();
    let mut block = 1;
    while let Some(start) = bytes.get(block * 512..).filter(|rest| !rest.is_empty()) {
        let end = start.iter().position(|b| *b == 0x1A).unwrap_or(start.len());
        let text = start.get(..end).unwrap_or_default();
        if is_text(text) {
            found.push((block, text));
        }
        block += (end + 1).div_ceil(512);
    }
    found
}

fn is_text(bytes: &[u8]) -> bool {
    let odd = bytes
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\r' | b'\n'))
        .count();
    !bytes.trim_ascii().is_empty() && odd * 50 <= bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_in_each_form() {
        let mut fox_file = vec![0u8; 512];
        fox_file[7] = 64;
        for text in ["first text", "second"] {
            let start = fox_file.len();
            fox_file.extend([0, 0, 0, 1, 0, 0, 0, text.len() as u8]);
            fox_file.extend(text.bytes());
            fox_file.resize(start + 64, 0);
        }
        assert_eq!(texts(&fox_file), [(8, &b"first text"[..]), (9, b"second")]);

        let mut four_file = vec![0u8; 512];
        four_file.extend([0xFF, 0xFF, 8, 0, 18, 0, 0, 0]);
        four_file.extend(b"first text");
        four_file.resize(1024, 0);
        assert_eq!(texts(&four_file), [(1, &b"first text"[..])]);

        let mut three_file = vec![0u8; 512];
        three_file.extend(b"first text\x1A\x1A");
        three_file.resize(1024, 0);
        three_file.extend(b"second\x1A\x1A");
        assert_eq!(
            texts(&three_file),
            [(1, &b"first text"[..]), (2, b"second")]
        );
    }
}
