//! WAV and AVI: chunks within lists (Microsoft, "Multimedia Programming Interface and Data
//! Specifications 1.0"; EBU Tech 3285 for broadcast sound).

use super::id3;
use super::tag::Tags;
use crate::format::FormatFault;
use crate::format::octets::{le_size, le_u16, le_u32};
use crate::format::plain::settled::Settled;

/// Chunks looked at, and lists within one another.
const CHUNKS: usize = 100_000;
const DEPTH: usize = 8;

/// Reads length, codec and what stands in the lists of information.
///
/// # Errors
/// [`FormatFault::Damaged`] where no chunk can be read.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut walk = Walk::default();
    let mut stack = vec![bytes.get(12..).unwrap_or_default()];
    for _ in 0..CHUNKS {
        let Some(rest) = stack.last_mut() else { break };
        let (Some(kind), Some(size)) = (rest.get(..4), le_size(rest, 4)) else {
            stack.pop();
            continue;
        };
        let body = rest.get(8..).unwrap_or_default();
        let cut = body.len() < size;
        let body = body.get(..size).unwrap_or(body);
        // Chunks begin at even places.
        *rest = rest
            .get(8usize.saturating_add(size).saturating_add(size % 2)..)
            .unwrap_or_default();
        if cut && kind != b"data" {
            tags.warnings.push("the recording is cut".to_owned());
        }
        match (kind, body.get(..4)) {
            (b"LIST", Some(list @ (b"INFO" | b"exif"))) => {
                walk.texts(body.get(4..).unwrap_or_default(), list)
            }
            (b"LIST", Some(b"movi")) | (b"LIST", None) => {}
            (b"LIST", Some(_)) if stack.len() < DEPTH => {
                stack.push(body.get(4..).unwrap_or_default())
            }
            _ => walk.chunk(kind, body, size, tags),
        }
    }
    walk.finish(tags);
    if tags.facts.is_empty() {
        return Err(FormatFault::Damaged(
            "the recording holds nothing that can be read".to_owned(),
        ));
    }
    Ok(())
}

#[derive(Default)]
struct Walk {
    texts: Vec<(String, Vec<u8>)>,
    bytes_a_second: u32,
}

impl Walk {
    fn text(&mut self, kind: &[u8], body: &[u8]) {
        let body = body.split(|b| *b == 0).next().unwrap_or_default();
        self.texts
            .push((String::from_utf8_lossy(kind).into_owned(), body.to_vec()));
    }

    fn texts(&mut self, mut rest: &[u8], _list: &[u8]) {
        while let (Some(kind), Some(size)) = (rest.get(..4), le_size(rest, 4)) {
            let body = rest.get(8..).unwrap_or_default();
            self.text(kind, body.get(..size).unwrap_or(body));
            rest = body
                .get(size.saturating_add(size % 2)..)
                .unwrap_or_default();
            if self.texts.len() > 2_000 {
                break;
            }
        }
    }

    fn chunk(&mut self, kind: &[u8], body: &[u8], size: usize, tags: &mut Tags) {
        match kind {
            b"fmt " => {
                tags.fact("media.codec", sound_codec(le_u16(body, 0).unwrap_or(0)));
                tags.fact("media.channels", le_u16(body, 2).unwrap_or(0));
                tags.fact("media.sample_rate", le_u32(body, 4).unwrap_or(0));
                self.bytes_a_second = le_u32(body, 8).unwrap_or(0);
            }
            b"data" if self.bytes_a_second > 0 => {
                tags.duration(size as f64 / f64::from(self.bytes_a_second));
            }
            b"avih" => {
                let (each, frames) = (le_u32(body, 0).unwrap_or(0), le_u32(body, 16).unwrap_or(0));
                tags.duration(f64::from(each) * f64::from(frames) / 1e6);
                tags.fact("image.width", le_u32(body, 32).unwrap_or(0));
                tags.fact("image.height", le_u32(body, 36).unwrap_or(0));
            }
            b"strh" => {
                let name = String::from_utf8_lossy(body.get(4..8).unwrap_or_default()).into_owned();
                tags.fact(
                    "media.codec",
                    name.trim_matches(|c: char| c.is_control() || c == ' '),
                );
            }
            b"IDIT" => self.text(kind, body),
            b"id3 " | b"ID3 " => {
                id3::read(body, tags);
            }
            b"bext" => {
                self.text(b"ICMT", body.get(..256).unwrap_or(body));
                self.text(b"originator", body.get(256..288).unwrap_or_default());
                let date = body.get(320..330).unwrap_or_default();
                let time = body.get(330..338).unwrap_or_default();
                if date.iter().any(u8::is_ascii_digit) {
                    self.text(b"ICRD", &[date, b" ", time].concat());
                }
            }
            _ => {}
        }
    }

    /// The texts state no encoding: it is that of the machine on which they were written.
    fn finish(self, tags: &mut Tags) {
        let sample: Vec<u8> = self
            .texts
            .iter()
            .flat_map(|(_, t)| t.iter().copied().chain([b'\n']))
            .collect();
        let (settled, name, other) = Settled::by_number(1252, &sample);
        if other {
            tags.warnings.push(format!(
                "tags do not state their code page; they were read as {name}"
            ));
        }
        for (kind, value) in &self.texts {
            tags.tag("riff", kind, &settled.decode(value));
        }
    }
}

fn sound_codec(number: u16) -> String {
    match number {
        1 => "PCM".to_owned(),
        2 | 0x11 => "ADPCM".to_owned(),
        3 => "PCM of floating point".to_owned(),
        6 => "A-law".to_owned(),
        7 => "mu-law".to_owned(),
        0x31 => "GSM 6.10".to_owned(),
        0x55 => "MPEG audio layer 3".to_owned(),
        0x160..=0x163 => "Windows Media Audio".to_owned(),
        other => format!("0x{other:04x}"),
    }
}
