//! Vowel signs that are drawn apart from their letters.

use crate::format::pdf::canvas::Glyph;
use arabic::letters;

/// How far before and after a mark, in the order of drawing, its letter is looked for.
const REACH: usize = 3;

/// Puts each sign that is only marks onto the letter over or under which it lies. Which of its
/// neighbours that is, the order of drawing does not say: it runs either way.
pub(super) fn on_their_letters(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let is_mark =
        |glyph: &Glyph| !glyph.text.is_empty() && glyph.text.chars().all(letters::is_mark);
    if !glyphs.iter().any(is_mark) {
        return glyphs;
    }
    for at in 0..glyphs.len() {
        let Some(mark) = glyphs.get(at).filter(|glyph| is_mark(glyph)).cloned() else {
            continue;
        };
        let middle = f32::midpoint(mark.from.0, mark.to.0);
        let first = at.saturating_sub(REACH);
        let distance = |glyph: &Glyph| {
            let (left, right) = (glyph.from.0.min(glyph.to.0), glyph.from.0.max(glyph.to.0));
            (left - middle).max(middle - right).max(0.0)
        };
        let near = glyphs
            .get(first..(at + REACH + 1).min(glyphs.len()))
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(|(_, glyph)| {
                !is_mark(glyph)
                    && glyph.text.chars().any(letters::is_letter)
                    && (glyph.from.1 - mark.from.1).abs() < glyph.rise + glyph.depth
            })
            .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))
            .filter(|(_, glyph)| distance(glyph) < glyph.rise)
            .map(|(n, _)| first + n);
        if let Some(letter) = near.and_then(|n| glyphs.get_mut(n)) {
            letter.text = format!("{}{}", letter.text, mark.text).into();
            if let Some(mark) = glyphs.get_mut(at) {
                mark.text = "".into();
            }
        }
    }
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs
}

#[cfg(test)]
mod tests {
    use super::super::tests::glyph;
    use super::*;

    #[test]
    fn a_mark_finds_its_letter_from_either_side() {
        for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
            let all = [
                glyph("ب", 10.0, 16.0, 50.0),
                glyph("\u{64e}", 13.0, 13.0, 50.0),
                glyph("ت", 16.0, 22.0, 50.0),
            ];
            let drawn = order.map(|n| all[n].clone()).to_vec();
            let texts: Vec<String> = on_their_letters(drawn)
                .iter()
                .map(|g| g.text.to_string())
                .collect();
            assert!(texts.contains(&"ب\u{64e}".to_owned()), "{texts:?}");
            assert_eq!(texts.len(), 2);
        }
    }
}
