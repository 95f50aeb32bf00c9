//! `Thumbs.db` of Windows 2000 to Vista: small pictures of a folder's files, with their names and dates,
//! also of files that are no longer there. The format is not published; it is a compound file with a
//! stream `Catalog` and one stream a picture.

use super::octets::{le_size, le_u16, le_u32, le_u64};
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::io::{Cursor, Read};

/// The name of the type.
pub(crate) const THUMBNAILS: &str = "application/x-thumbs-db";
/// The stream that lists the pictures.
const CATALOGUE: &str = "Catalog";

/// Bytes of one stream, and entries of the list, that are read at most.
const STREAM_BYTES: u64 = 64 << 20;
const ENTRIES: usize = 100_000;

/// Whether the streams of a compound file are those of such a file.
pub(crate) fn is_thumbnails(names: &[String]) -> bool {
    let numbered = |name: &String| name.bytes().all(|b| b.is_ascii_digit());
    names.iter().any(|name| name == CATALOGUE)
        && names.iter().all(|name| name == CATALOGUE || numbered(name))
}

/// Reads the list as rows and hands the pictures over.
///
/// # Errors
/// [`FormatFault::Damaged`] where the list is missing, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let damaged = || FormatFault::Damaged("the list of thumbnails cannot be read".to_owned());
    let mut file = cfb::CompoundFile::open(input.cursor()).map_err(|_| damaged())?;
    let list = stream(&mut file, CATALOGUE).ok_or_else(damaged)?;
    let mut text = String::from("number\tname\tchanged");
    let mut entries = Vec::new();
    let mut at = usize::from(le_u16(&list, 0).unwrap_or(16));
    while let (Some(size @ 20..), Some(number)) = (le_size(&list, at), le_u32(&list, at + 4)) {
        let Some(entry) = at.checked_add(size).and_then(|end| list.get(at..end)) else {
            out.in_part("the list of thumbnails breaks off");
            break;
        };
        if entries.len() >= ENTRIES {
            out.in_part(format!(
                "the thumbnails after the first {ENTRIES} were not read"
            ));
            break;
        }
        let units: Vec<u16> = entry
            .get(16..)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|pair| le_u16(pair, 0).unwrap_or(0))
            .take_while(|unit| *unit != 0)
            .collect();
        let name = String::from_utf16_lossy(&units);
        let changed = le_u64(entry, 8).and_then(super::shortcut::file_time);
        text.push_str(&format!(
            "\n{number}\t{name}\t{}",
            changed.as_deref().unwrap_or_default()
        ));
        entries.push((number, name, changed));
        at += size;
    }
    out.warn(
        "a list of small pictures that Windows made of a folder; the files themselves may be gone",
    );
    out.push_text(text)?;
    for (number, name, modified) in entries {
        // The name of the stream is the number with its digits turned round.
        let stored: String = number.to_string().chars().rev().collect();
        let picture = stream(&mut file, &stored).and_then(|bytes| picture(&bytes));
        let shown = format!("{name}.thumbnail.jpg");
        members.begin(MemberHead {
            name: shown.clone().into_bytes(),
            shown,
            modified,
            problem: None,
        })?;
        match picture {
            Some(bytes) => {
                members.write(&bytes)?;
                members.end(None)?;
            }
            None => members.end(Some(MemberProblem {
                state: ItemState::Damaged,
                reason:
                    "the picture is missing from the list, or kept in a way that has no reader here"
                        .to_owned(),
            }))?,
        }
    }
    Ok(())
}

fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(format!("/{name}"))
        .ok()?
        .take(STREAM_BYTES)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// The picture after its header of twelve bytes, or twenty-eight where it says so.
fn picture(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = le_size(bytes, 0)?;
    let body = bytes.get(start..)?;
    body.starts_with(&[0xFF, 0xD8]).then(|| body.to_vec())
}
