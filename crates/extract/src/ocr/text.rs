//! From words in lines to the text of a page.

use super::Optical;
use super::tesseract::Found;
use crate::reading::Word;
use arabic::letters::as_ascii_digit;

/// A line of words in reading order; lines of one block have the same one.
pub(super) struct Line<B> {
    pub block: B,
    pub words: Vec<Word>,
}

/// Joins the lines of a page, blocks parted by an empty line.
pub(super) fn assembled<B: PartialEq>(lines: Vec<Line<B>>, modes: Vec<&'static str>) -> Optical {
    let mut text = String::new();
    let mut words = Vec::new();
    let mut block: Option<B> = None;
    let mut number = 0u32;
    let (mut sum, mut letters) = (0.0f32, 0.0f32);
    for line in lines {
        let parting = match &block {
            None => "",
            Some(before) if *before == line.block => "\n",
            Some(_) => "\n\n",
        };
        text.push_str(parting);
        number += u32::try_from(parting.len())
            .unwrap_or(1)
            .max(u32::from(number == 0));
        for (at, mut word) in line.words.into_iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(&word.text);
            let weight = length(&word.text);
            sum += word.confidence.unwrap_or(0.0) * weight;
            letters += weight;
            word.line = number;
            words.push(word);
        }
        block = Some(line.block);
    }
    Optical {
        text,
        words,
        confidence: (letters > 0.0).then(|| sum / letters),
        unread: Vec::new(),
        modes,
    }
}

/// The number of signs, as a weight.
pub(super) fn length(text: &str) -> f32 {
    f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX))
}

/// Whether two readings of a number hold the same digits and letters, whichever set of digits and
/// separators they are written with.
pub(super) fn same_number(one: &str, other: &str) -> bool {
    let signs = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .map(as_ascii_digit)
            .collect()
    };
    let one = signs(one);
    !one.is_empty() && one == signs(other)
}

/// Whether most letters are of a script that runs from the right.
pub(super) fn is_from_the_right<'a>(words: impl Iterator<Item = &'a Found>) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for c in words.flat_map(|word| word.text.chars()) {
        if ('\u{590}'..='\u{8ff}').contains(&c) || ('\u{fb1d}'..='\u{fefc}').contains(&c) {
            right += 1;
        } else if c.is_alphabetic() {
            left += 1;
        }
    }
    right >= left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_they_stand_in_the_text() {
        let line = |block: u8, words: &[&str]| Line {
            block,
            words: words
                .iter()
                .map(|text| Word {
                    text: (*text).to_owned(),
                    confidence: Some(0.8),
                    ..Word::default()
                })
                .collect(),
        };
        let read = assembled(
            vec![
                line(1, &["إلى", "السيد"]),
                line(1, &["رئيس"]),
                line(2, &["الفرع"]),
            ],
            Vec::new(),
        );
        assert_eq!(read.text, "إلى السيد\nرئيس\n\nالفرع");
        let numbers: Vec<u32> = read.words.iter().map(|word| word.line).collect();
        assert_eq!(numbers, [1, 1, 2, 4]);
        for word in &read.words {
            let line = read.text.lines().nth(word.line as usize - 1).unwrap();
            assert!(line.contains(&word.text));
        }
        assert!((read.confidence.unwrap() - 0.8).abs() < 0.001);
    }
}
