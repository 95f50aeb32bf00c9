//! The table that tesseract writes: one row a word, with box and confidence.

use super::prepare::Prepared;
use crate::reading::{Engine, Word};

/// What stands in the table.
pub(super) struct Table {
    pub text: String,
    pub words: Vec<Word>,
    pub confidence: Option<f32>,
}

/// Reads the table; boxes are led back to the page before it was prepared.
pub(super) fn parse(tsv: &str, prepared: &Prepared) -> Table {
    let mut text = String::new();
    let mut words = Vec::new();
    let mut last: Option<(&str, &str, &str)> = None;
    let mut line = 0u32;
    let (mut sum, mut letters) = (0.0f32, 0.0f32);
    for row in tsv.lines() {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let [
            "5",
            _,
            block,
            paragraph,
            number,
            _,
            left,
            top,
            width,
            height,
            confidence,
            word,
        ] = fields.as_slice()
        else {
            continue;
        };
        let word = word.trim();
        let (Ok(left), Ok(top), Ok(width), Ok(height), Ok(confidence)) = (
            left.parse::<f32>(),
            top.parse::<f32>(),
            width.parse::<f32>(),
            height.parse::<f32>(),
            confidence.parse::<f32>(),
        ) else {
            continue;
        };
        if word.is_empty() || !confidence.is_finite() {
            continue;
        }
        let here = (*block, *paragraph, *number);
        match last {
            Some(there) if there == here => text.push(' '),
            Some((other, _, _)) => {
                text.push_str(if other == *block { "\n" } else { "\n\n" });
                line += if other == *block { 1 } else { 2 };
            }
            None => line = 1,
        }
        last = Some(here);
        text.push_str(word);
        let sure = (confidence / 100.0).clamp(0.0, 1.0);
        let weight = f32::from(u16::try_from(word.chars().count()).unwrap_or(u16::MAX));
        sum += sure * weight;
        letters += weight;
        words.push(Word {
            text: word.to_owned(),
            place: prepared.place_on_page([left, top, left + width, top + height]),
            line,
            confidence: Some(sure),
            by: Some(Engine::Tesseract),
            ..Word::default()
        });
    }
    Table {
        text,
        words,
        confidence: (letters > 0.0).then_some(sum / letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::prepare::Prepared;

    #[test]
    fn rows_become_lines_and_blocks() {
        let row = |block: u8, line: u8, n: u8, sure: &str, word: &str| {
            format!("5\t1\t{block}\t1\t{line}\t{n}\t30\t30\t20\t10\t{sure}\t{word}\n")
        };
        let table = [
            "level\tpage_num\n".to_owned(),
            row(1, 1, 1, "90", "إلى"),
            row(1, 1, 2, "80.5", "السيد"),
            row(1, 2, 1, "95", "رئيس"),
            row(2, 1, 1, "-1", " "),
            row(2, 1, 2, "50", "الفرع"),
        ]
        .concat();
        let read = parse(&table, &Prepared::plain(100, 100));
        assert_eq!(read.text, "إلى السيد\nرئيس\n\nالفرع");
        assert_eq!(
            read.words.iter().map(|w| w.line).collect::<Vec<_>>(),
            [1, 1, 2, 4]
        );
        assert!((read.confidence.unwrap() - 0.78).abs() < 0.05);
        let [left, _, right, _] = read.words[0].place;
        assert!((right - left - 0.2).abs() < 0.001);
    }
}
