//! Sound and moving pictures: what the file says about itself. They are neither heard nor watched, so
//! the state is `no_text`, whatever is found.

mod amr;
mod asf;
mod box_tags;
mod boxes;
mod id3;
mod matroska;
mod mpeg;
mod ogg;
mod riff;
mod tag;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};
use tag::Tags;

/// The type of a recording that is told by its frames or boxes alone.
pub(crate) fn detect(bytes: &[u8]) -> Option<&'static str> {
    if boxes::begins(bytes) {
        Some("video/quicktime")
    } else if mpeg::begins(bytes) {
        Some("audio/mpeg")
    } else {
        None
    }
}

/// Reads title, author, dates, place, camera, length and codec; covers and attached files become
/// members.
///
/// # Errors
/// [`FormatFault::Damaged`] where nothing can be made of the file, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let bytes = input.bytes;
    let mut tags = Tags::default();
    let end = match bytes {
        [b'O', b'g', b'g', b'S', ..] => ogg::read(bytes, &mut tags),
        [b'f', b'L', b'a', b'C', ..] => ogg::read_flac(bytes, &mut tags),
        [b'R', b'I', b'F', b'F' | b'X', ..] => riff::read(bytes, &mut tags),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => matroska::read(bytes, &mut tags),
        [0x30, 0x26, 0xB2, 0x75, ..] => asf::read(bytes, &mut tags),
        [b'#', b'!', b'A', b'M', b'R', ..] => amr::read(bytes, &mut tags),
        _ if boxes::begins(bytes) => boxes::read(bytes, &mut tags),
        _ if mpeg::begins(bytes) => mpeg::read(bytes, &mut tags),
        _ => {
            tags.warnings.push(format!(
                "what recordings of this kind (`{}`) say about themselves cannot be read here",
                input.media_type
            ));
            Ok(())
        }
    };
    finish(tags, out, members)?;
    end
}

fn finish(tags: Tags, out: &mut Outcome, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    out.about_only(
        "a recording; it was neither heard nor watched, only what it says about itself was read",
    );
    for (key, value) in &tags.facts {
        out.meta(key.as_str(), value);
    }
    for warning in tags.warnings {
        out.warn(warning);
    }
    if !tags.text.trim().is_empty() {
        out.push_page(Page {
            label: Some("about the recording".to_owned()),
            text: tags.text.trim_end().to_owned(),
            ..Page::default()
        })?;
    }
    for file in tags.files {
        members.begin(MemberHead {
            name: file.name.clone().into_bytes(),
            shown: file.name,
            modified: None,
            problem: None,
        })?;
        members.write(&file.bytes)?;
        members.end(None)?;
    }
    Ok(())
}
