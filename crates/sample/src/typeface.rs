//! The bundled typefaces: text becomes placed glyphs, right to left.

use crate::SampleError;
use ab_glyph::{Font as _, FontRef};
use rustybuzz::{Direction, UnicodeBuffer};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

const NASKH: &[u8] = include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf");
const NASKH_BOLD: &[u8] = include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf");
const LATIN: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");

/// Which typeface a glyph is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    Regular,
    Bold,
    /// For what the Arabic faces do not hold: Latin letters, the slash, the hyphen.
    Latin,
}

/// One typeface.
pub(crate) struct Face {
    pub(crate) bytes: &'static [u8],
    pub(crate) shaper: rustybuzz::Face<'static>,
    pub(crate) outlines: FontRef<'static>,
    pub(crate) units_per_em: f32,
}

/// All typefaces.
pub(crate) struct Typefaces {
    regular: Face,
    bold: Face,
    latin: Face,
}

/// A glyph on its line. Lengths are shares of the type size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) style: Style,
    pub(crate) id: u16,
    /// From the left end of the line.
    pub(crate) x: f32,
    /// Above the baseline.
    pub(crate) y: f32,
    pub(crate) advance: f32,
    /// The letters it stands for, in reading order; empty for the further parts of a letter.
    pub(crate) text: String,
}

/// A line of glyphs in the order of the eye, left to right.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

impl Shaped {
    /// The same line with its spaces widened until it is `width` wide.
    pub(crate) fn stretched(mut self, width: f32) -> Self {
        let spaces = self.glyphs.iter().filter(|glyph| glyph.text == " ").count();
        if spaces == 0 || self.width >= width {
            return self;
        }
        let extra = (width - self.width) / spaces as f32;
        let mut shift = 0.0;
        for glyph in &mut self.glyphs {
            glyph.x += shift;
            if glyph.text == " " {
                glyph.advance += extra;
                shift += extra;
            }
        }
        self.width = width;
        self
    }
}

impl Typefaces {
    /// Reads the fonts that are built in.
    pub(crate) fn load() -> Result<Self, SampleError> {
        let face = |bytes: &'static [u8]| -> Result<Face, SampleError> {
            let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(SampleError::Font)?;
            let outlines = FontRef::try_from_slice(bytes).map_err(|_| SampleError::Font)?;
            let units_per_em = outlines.units_per_em().ok_or(SampleError::Font)?;
            Ok(Face {
                bytes,
                shaper,
                outlines,
                units_per_em,
            })
        };
        Ok(Self {
            regular: face(NASKH)?,
            bold: face(NASKH_BOLD)?,
            latin: face(LATIN)?,
        })
    }

    pub(crate) const fn face(&self, style: Style) -> &Face {
        match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Latin => &self.latin,
        }
    }

    /// Places the glyphs of one line whose base direction is right to left.
    pub(crate) fn shape(&self, text: &str, style: Style) -> Shaped {
        let bidi = BidiInfo::new(text, Some(Level::rtl()));
        let mut shaped = Shaped::default();
        let Some(paragraph) = bidi.paragraphs.first() else {
            return shaped;
        };
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let rtl = levels.get(run.start).is_none_or(Level::is_rtl);
            let mut pieces = self.pieces(text, run, style, rtl);
            if rtl {
                pieces.reverse();
            }
            for (range, style) in pieces {
                self.shape_piece(text, range, style, rtl, &mut shaped);
            }
        }
        shaped
    }

    /// Cuts a run where the typeface has to change.
    fn pieces(
        &self,
        text: &str,
        run: Range<usize>,
        style: Style,
        rtl: bool,
    ) -> Vec<(Range<usize>, Style)> {
        let part = text.get(run.clone()).unwrap_or_default();
        let holds = |style: Style, c: char| self.face(style).shaper.glyph_index(c).is_some();
        if part.chars().all(|c| holds(style, c)) {
            return vec![(run, style)];
        }
        if !rtl && part.chars().all(|c| holds(Style::Latin, c)) {
            return vec![(run, Style::Latin)];
        }
        let mut pieces: Vec<(Range<usize>, Style)> = Vec::new();
        for (at, c) in part.char_indices() {
            let (start, end) = (run.start + at, run.start + at + c.len_utf8());
            let wanted = if holds(style, c) { style } else { Style::Latin };
            match pieces.last_mut() {
                Some((range, last)) if *last == wanted => range.end = end,
                _ => pieces.push((start..end, wanted)),
            }
        }
        pieces
    }

    fn shape_piece(
        &self,
        text: &str,
        range: Range<usize>,
        style: Style,
        rtl: bool,
        line: &mut Shaped,
    ) {
        let face = self.face(style);
        let part = text.get(range).unwrap_or_default();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(part);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let glyphs = rustybuzz::shape(&face.shaper, &[], buffer);
        let places = || glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
        let mut starts: Vec<usize> = places().map(|(info, _)| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        // Of the glyphs of one letter the widest speaks for it, marks and all.
        let mut widest: BTreeMap<u32, (i32, usize)> = BTreeMap::new();
        for (n, (info, position)) in places().enumerate() {
            let best = widest.entry(info.cluster).or_insert((-1, n));
            if position.x_advance > best.0 {
                *best = (position.x_advance, n);
            }
        }
        for (n, (info, position)) in places().enumerate() {
            let start = info.cluster as usize;
            let end = starts
                .iter()
                .copied()
                .find(|next| *next > start)
                .unwrap_or(part.len());
            let speaks = widest.get(&info.cluster).is_some_and(|best| best.1 == n);
            let letters = if speaks {
                part.get(start..end).unwrap_or_default()
            } else {
                ""
            };
            let scale = |units: i32| units as f32 / face.units_per_em;
            let advance = scale(position.x_advance);
            line.glyphs.push(Glyph {
                style,
                // TrueType glyph ids are 16 bits wide.
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                x: line.width + scale(position.x_offset),
                y: scale(position.y_offset),
                advance,
                text: letters.to_owned(),
            });
            line.width += advance;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<String> {
        let types = Typefaces::load().unwrap();
        types
            .shape(text, Style::Regular)
            .glyphs
            .into_iter()
            .map(|glyph| glyph.text)
            .collect()
    }

    #[test]
    fn arabic_runs_right_to_left_and_numbers_left_to_right() {
        assert_eq!(letters("باب 45"), ["4", "5", " ", "ب", "ا", "ب"]);
    }

    #[test]
    fn the_glyphs_of_a_line_say_the_line() {
        let said: String = letters("الموضوع: الأول إلى لآلئ").into_iter().rev().collect();
        assert_eq!(said, "الموضوع: الأول إلى لآلئ");
    }

    #[test]
    fn a_letter_speaks_for_its_mark() {
        let spoken: Vec<String> = letters("جداً")
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(spoken, ["اً", "د", "ج"]);
    }

    #[test]
    fn every_word_of_the_tables_has_glyphs() {
        let types = Typefaces::load().unwrap();
        let tables = [
            include_str!("../tables/words.tsv"),
            include_str!("../tables/phrases.tsv"),
        ];
        for c in tables.concat().chars().filter(|c| !c.is_control()) {
            let held = |style: Style| types.face(style).shaper.glyph_index(c).is_some();
            assert!(held(Style::Regular) || held(Style::Latin), "{c:?}");
            assert!(held(Style::Bold) || held(Style::Latin), "{c:?}");
        }
    }
}
