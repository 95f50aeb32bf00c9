//! CMaps (Adobe technical note 5014; ISO 32000-2, 9.7.5 and 9.10.3): how many bytes a code has, and
//! what it stands for.

use super::content::{Content, Operand};
use std::collections::HashMap;
use std::rc::Rc;

/// Codes of one CMap that are kept.
const ENTRIES: usize = 200_000;

/// A CMap as it was read.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Lengths of codes with the first and last of each range.
    spaces: Vec<(usize, u32, u32)>,
    /// Codes to text.
    text: HashMap<u32, Rc<str>>,
    /// First and last code, and the number of the first glyph.
    glyphs: Vec<(u32, u32, u32)>,
    /// The name of a CMap this one builds on.
    pub base: Option<Vec<u8>>,
}

impl CMap {
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut map = Self::default();
        let mut content = Content::new(stream);
        let mut operands = Vec::new();
        while let Some(operator) = content.next(&mut operands) {
            match operator {
                b"usecmap" => {
                    map.base = operands.last().and_then(Operand::name).map(<[u8]>::to_vec);
                }
                b"begincodespacerange" => map.take(&mut content, Section::Space),
                b"beginbfchar" => map.take(&mut content, Section::Character),
                b"beginbfrange" => map.take(&mut content, Section::Range),
                b"begincidchar" => map.take(&mut content, Section::Glyph),
                b"begincidrange" => map.take(&mut content, Section::GlyphRange),
                _ => {}
            }
        }
        map
    }

    /// Takes a section up to the operator that ends it.
    fn take(&mut self, content: &mut Content<'_>, section: Section) {
        let mut words = Vec::new();
        content.section(&mut |word| {
            words.push(word);
            if words.len() == section.width() {
                self.note(section, &words);
                words.clear();
            }
        });
    }

    fn note(&mut self, section: Section, words: &[Operand]) {
        if self.text.len() > ENTRIES || self.glyphs.len() > ENTRIES {
            return;
        }
        match (section, words) {
            (Section::Space, [Operand::Text(first), Operand::Text(last)]) => {
                self.spaces.push((first.len(), code(first), code(last)));
            }
            (Section::Character, [Operand::Text(from), Operand::Text(to)]) => {
                self.put(code(from), to);
            }
            (Section::Range, [Operand::Text(first), Operand::Text(last), to]) => {
                let (first, last) = (
                    code(first),
                    code(last).min(code(first).saturating_add(65_535)),
                );
                match to {
                    Operand::Text(to) => {
                        let mut to = to.clone();
                        for code in first..=last {
                            self.put(code, &to);
                            if !step(&mut to) {
                                break;
                            }
                        }
                    }
                    Operand::Array(list) => {
                        for (code, to) in (first..=last).zip(list) {
                            if let Operand::Text(to) = to {
                                self.put(code, to);
                            }
                        }
                    }
                    _ => {}
                }
            }
            (Section::Glyph, [Operand::Text(from), Operand::Number(to)]) => {
                self.glyphs.push((code(from), code(from), whole(*to)));
            }
            (
                Section::GlyphRange,
                [
                    Operand::Text(first),
                    Operand::Text(last),
                    Operand::Number(to),
                ],
            ) => self.glyphs.push((code(first), code(last), whole(*to))),
            _ => {}
        }
    }

    fn put(&mut self, code: u32, to: &[u8]) {
        let units: Vec<u16> = match to {
            [one] => vec![u16::from(*one)],
            _ => to
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |value, b| value << 8 | u16::from(*b)))
                .collect(),
        };
        let text: String = char::decode_utf16(units)
            .flatten()
            .filter(|c| *c != '\0')
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        // A map to nothing says nothing: another source may know the glyph.
        if !text.is_empty() {
            self.text.insert(code, text.into());
        }
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<&Rc<str>> {
        self.text.get(&code)
    }

    /// The number of the glyph of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        self.glyphs
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&code))
            .map(|(first, _, to)| to.saturating_add(code - first))
    }

    /// How many bytes the code has that begins here.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=4).find(|length| {
            bytes.get(..*length).is_some_and(|start| {
                let code = code(start);
                self.spaces
                    .iter()
                    .any(|(l, first, last)| l == length && (*first..=*last).contains(&code))
            })
        })
    }

    /// Whether it says how long codes are.
    pub(super) fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }
}

#[derive(Clone, Copy)]
enum Section {
    Space,
    Character,
    Range,
    Glyph,
    GlyphRange,
}

impl Section {
    const fn width(self) -> usize {
        match self {
            Section::Space | Section::Character | Section::Glyph => 2,
            Section::Range | Section::GlyphRange => 3,
        }
    }
}

pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn whole(number: f32) -> u32 {
    if (0.0..65_536.0).contains(&number) {
        number as u32
    } else {
        0
    }
}

/// The next target of a range: its last byte counts up, and carries.
fn step(bytes: &mut [u8]) -> bool {
    for byte in bytes.iter_mut().rev().take(2) {
        match byte.checked_add(1) {
            Some(next) => {
                *byte = next;
                return true;
            }
            None => *byte = 0,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        2 beginbfchar <0003> <0020> <0010> <06440627> endbfchar\n\
        2 beginbfrange <0020> <0022> <0628> <0030> <0031> [<0041> <00420043>] endbfrange\n\
        1 begincidrange <0100> <01FF> 7 endcidrange endcmap";

    #[test]
    fn characters_and_ranges_are_read() {
        let map = CMap::read(MAP);
        assert_eq!(map.text(0x10).unwrap().as_ref(), "لا");
        assert_eq!(map.text(0x22).unwrap().as_ref(), "ت");
        assert_eq!(map.text(0x31).unwrap().as_ref(), "BC");
        assert_eq!(map.text(0x32), None);
        assert_eq!(map.glyph(0x102), Some(9));
        assert_eq!(map.length(&[0, 3, 9]), Some(2));
    }

    #[test]
    fn a_map_cut_anywhere_is_read_as_far_as_it_goes() {
        for end in 0..MAP.len() {
            let _ = CMap::read(&MAP[..end]);
        }
    }
}
