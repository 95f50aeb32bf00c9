//! Metafiles of 16-bit Windows ([MS-WMF]): the texts that they draw.

use super::lines::Lines;
use crate::format::FormatFault;
use crate::format::octets::{le_size, le_u16};
use crate::format::plain::charset;
use crate::outcome::Outcome;

/// Records looked at, and objects kept; a free place among them is looked for one by one.
const RECORDS: usize = 5_000_000;
const OBJECTS: usize = 1_024;

/// Whether bytes begin as a metafile: with a header that tells its size on paper, or without.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A]) || header(bytes, 0).is_some()
}

/// Where the records begin.
fn header(bytes: &[u8], at: usize) -> Option<usize> {
    let kind = le_u16(bytes, at)?;
    let words = le_u16(bytes, at + 2)?;
    let version = le_u16(bytes, at + 4)?;
    let size = le_size(bytes, at + 6)?;
    let fits = size.checked_mul(2)? <= bytes.len() + 64 && size > 9;
    (matches!(kind, 1 | 2) && words == 9 && matches!(version, 0x100 | 0x300) && fits)
        .then_some(at + 18)
}

/// Reads the texts in the order in which they are drawn, each in the code page of its font.
///
/// # Errors
/// [`FormatFault::Damaged`] where there is no header, and the limit on text.
pub(super) fn read(bytes: &[u8], out: &mut Outcome) -> Result<(), FormatFault> {
    let start = if bytes.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A]) {
        22
    } else {
        0
    };
    let mut at = header(bytes, start)
        .ok_or_else(|| FormatFault::Damaged("the header of the metafile is damaged".to_owned()))?;
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let mut lines = Lines::default();
    let mut fonts = Fonts::default();
    let mut ended = false;
    for _ in 0..RECORDS {
        let (Some(words), Some(function)) = (le_size(bytes, at), le_u16(bytes, at + 4)) else {
            break;
        };
        let size = words.saturating_mul(2);
        let Some(record) = at.checked_add(size).and_then(|end| bytes.get(at + 6..end)) else {
            break;
        };
        match function {
            0 => ended = true,
            0x02FB => fonts.make(Some(code_page(record.get(13).copied().unwrap_or(0)))),
            // Pens, brushes, palettes and regions take places in the same list.
            0x02FA | 0x02FC | 0x00F7 | 0x01F9 | 0x0142 | 0x06FF => fonts.make(None),
            0x012D => fonts.select(le_u16(record, 0)),
            0x01F0 => fonts.delete(le_u16(record, 0)),
            // 2.3.3.20: count, letters, height, place.
            0x0521 => {
                let count = usize::from(le_u16(record, 0).unwrap_or(0));
                let height = le_u16(record, 2 + count.div_ceil(2) * 2).unwrap_or(0);
                if let Some(text) = record.get(2..2 + count) {
                    lines.push(&fonts.text(text), f64::from(height.cast_signed()));
                }
            }
            // 2.3.3.5: height, place, count, options, a rectangle where they say so, letters.
            0x0A32 => {
                let height = le_u16(record, 0).unwrap_or(0);
                let count = usize::from(le_u16(record, 4).unwrap_or(0));
                let from = if le_u16(record, 6).unwrap_or(0) & 6 != 0 {
                    16
                } else {
                    8
                };
                if let Some(text) = record.get(from..from + count) {
                    lines.push(&fonts.text(text), f64::from(height.cast_signed()));
                }
            }
            _ => {}
        }
        if ended || lines.len() > room || size < 6 {
            break;
        }
        at += size;
    }
    if !ended && lines.len() <= room {
        out.in_part("the metafile breaks off");
    }
    out.push_text(lines.finish())
}

/// The objects of the file by their number, with the code page of those that are fonts.
#[derive(Default)]
struct Fonts {
    objects: Vec<Option<Option<u32>>>,
    chosen: Option<u32>,
}

impl Fonts {
    /// A new object takes the first free number (3.1.1.1.1).
    fn make(&mut self, page: Option<u32>) {
        match self.objects.iter().position(Option::is_none) {
            Some(free) => {
                if let Some(place) = self.objects.get_mut(free) {
                    *place = Some(page);
                }
            }
            None if self.objects.len() < OBJECTS => self.objects.push(Some(page)),
            None => {}
        }
    }

    fn select(&mut self, number: Option<u16>) {
        let object = number.and_then(|n| self.objects.get(usize::from(n)));
        if let Some(Some(Some(page))) = object {
            self.chosen = Some(*page);
        }
    }

    fn delete(&mut self, number: Option<u16>) {
        if let Some(place) = number.and_then(|n| self.objects.get_mut(usize::from(n))) {
            *place = None;
        }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let text = match self.chosen {
            Some(page @ 1..) if !(page == 1252 && charset::arabic(bytes).is_some()) => {
                charset::decode_page(bytes, page)
            }
            _ => charset::decode(bytes, None).text,
        };
        text.replace(|c: char| c.is_control(), " ")
    }
}

/// The code page of a set of letters ([MS-WMF] 2.1.1.5); 0 where it is that of the machine.
const fn code_page(set: u8) -> u32 {
    match set {
        0 => 1252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn record(function: u16, body: &[u8]) -> Vec<u8> {
        let words = (6 + body.len() as u32).div_ceil(2);
        let mut out = words.to_le_bytes().to_vec();
        out.extend(function.to_le_bytes());
        out.extend(body);
        out.resize(words as usize * 2, 0);
        out
    }

    fn file(records: &[Vec<u8>]) -> Vec<u8> {
        let body = records.concat();
        let mut out = vec![1, 0, 9, 0, 0, 3];
        out.extend((9 + body.len() as u32 / 2).to_le_bytes());
        out.resize(18, 0);
        out.extend(body);
        out
    }

    #[test]
    fn text_is_read_in_the_code_page_of_the_font_that_is_chosen() {
        let mut font = vec![0u8; 18];
        font[13] = 178;
        let words = [0xD3, 0xC7, 0xE3, 0xD1, b' ', b'7'];
        let mut text = vec![6, 0];
        text.extend(words);
        text.extend([10, 0, 5, 0]);
        let mut extended = vec![40, 0, 0, 0, 6, 0, 0, 0];
        extended.extend(words);
        let bytes = file(&[
            record(0x02FA, &[0; 10]),
            record(0x02FB, &font),
            record(0x012D, &[1, 0]),
            record(0x0521, &text),
            record(0x0A32, &extended),
            record(0, &[]),
        ]);
        assert!(begins(&bytes));
        let mut out = Outcome::new("image/wmf", &Limits::default());
        read(&bytes, &mut out).unwrap();
        assert_eq!(out.pages()[0].text, "سامر 7\nسامر 7");
    }
}
