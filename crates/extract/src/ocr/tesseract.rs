//! The program tesseract: strips in, words with boxes out.

use crate::format::{FormatFault, Input};
use crate::tools::Given;
use image::GrayImage;
use std::io::{Cursor, Read};
use std::time::Duration;
use tiff::encoder::{TiffEncoder, colortype};

/// Time for one run.
const RUN_TIME: Duration = Duration::from_secs(60);
/// Output of one run at most.
const OUTPUT_BYTES: u64 = 16 * 1024 * 1024;

/// What the program is to take a picture for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A page whose layout it finds itself.
    Page,
    /// One block of lines.
    Block,
    /// One line.
    Line,
    /// One line, surely dark on light: doubtful ones are not read as light on dark as well.
    DarkLine,
    /// One line, taken as it is: no baseline is looked for and nothing is scaled.
    RawLine,
}

impl Mode {
    /// As the option `--psm` wants it.
    pub(super) const fn number(self) -> &'static str {
        match self {
            Self::Page => "3",
            Self::Block => "6",
            Self::Line | Self::DarkLine => "7",
            Self::RawLine => "13",
        }
    }
}

/// A word as the program gives it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub text: String,
    /// 0 to 1.
    pub confidence: f32,
    /// `[left, top, right, bottom]` in pixels of the picture.
    pub place: [f32; 4],
    /// Block, paragraph and line within the picture, as the program counts them.
    pub line: [u32; 3],
}

/// Reads pictures in one run; for each its words in the program's order.
///
/// # Errors
/// Where the program is absent, cannot be started, does not end in time, or lacks a language.
pub(super) fn read<'a>(
    input: &Input<'_>,
    pictures: impl ExactSizeIterator<Item = &'a GrayImage>,
    mode: Mode,
) -> Result<Vec<Vec<Found>>, FormatFault> {
    let count = pictures.len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let file = as_tiff(pictures)?;
    let languages = input.options.ocr_languages.join("+");
    let inverts = match mode {
        Mode::DarkLine => "tessedit_do_invert=0",
        _ => "tessedit_do_invert=1",
    };
    let arguments = [
        "stdin",
        "stdout",
        "-l",
        &languages,
        "--psm",
        mode.number(),
        "--dpi",
        "300",
        "-c",
        inverts,
        "tsv",
    ];
    let tesseract = &input.tools.tesseract;
    let ended = tesseract.run(&arguments, Given::Bytes(&file), RUN_TIME, |out| {
        let mut text = String::new();
        out.take(OUTPUT_BYTES)
            .read_to_string(&mut text)
            .map(|_| text)
    })?;
    if ended.timed_out {
        let seconds = RUN_TIME.as_secs();
        return Err(FormatFault::Damaged(format!(
            "optical reading took over {seconds} seconds"
        )));
    }
    if !ended.success {
        if ended.complaint.contains("Failed loading language") {
            return Err(FormatFault::Unsupported(format!(
                "tesseract has no language data for `{languages}` on this machine"
            )));
        }
        return Err(FormatFault::Damaged(
            "tesseract could not read the page".to_owned(),
        ));
    }
    Ok(parse(&ended.value.unwrap_or_default(), count))
}

/// All pictures as pages of one file, not compressed.
fn as_tiff<'a>(pictures: impl Iterator<Item = &'a GrayImage>) -> Result<Vec<u8>, FormatFault> {
    let failed = |error: tiff::TiffError| FormatFault::Damaged(format!("no strip: {error}"));
    let mut file = Vec::new();
    let mut encoder = TiffEncoder::new(Cursor::new(&mut file)).map_err(failed)?;
    for picture in pictures {
        encoder
            .write_image::<colortype::Gray8>(picture.width(), picture.height(), picture.as_raw())
            .map_err(failed)?;
    }
    Ok(file)
}

/// Reads the table that the program writes: one row a word.
fn parse(table: &str, count: usize) -> Vec<Vec<Found>> {
    let mut found = vec![Vec::new(); count];
    for row in table.lines() {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let ["5", page, .., word] = fields.as_slice() else {
            continue;
        };
        let Some(words) = page
            .parse::<usize>()
            .ok()
            .and_then(|page| found.get_mut(page.checked_sub(1)?))
        else {
            continue;
        };
        let whole = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok());
        let number = |at: usize| fields.get(at).and_then(|field| field.parse::<f32>().ok());
        let (Some(left), Some(top), Some(width), Some(height), Some(confidence)) =
            (number(6), number(7), number(8), number(9), number(10))
        else {
            continue;
        };
        let (Some(block), Some(paragraph), Some(line)) = (whole(2), whole(3), whole(4)) else {
            continue;
        };
        let word = word.trim();
        if word.is_empty() || !confidence.is_finite() {
            continue;
        }
        words.push(Found {
            text: word.to_owned(),
            confidence: (confidence / 100.0).clamp(0.0, 1.0),
            place: [left, top, left + width, top + height],
            line: [block, paragraph, line],
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_words_of_their_pictures() {
        let row = |page: u8, sure: &str, word: &str| {
            format!("5\t{page}\t1\t1\t2\t1\t30\t31\t20\t10\t{sure}\t{word}\n")
        };
        let table = [
            "level\tpage_num\n".to_owned(),
            row(1, "90", "إلى"),
            row(1, "-1", " "),
            row(3, "80.5", "السيد"),
            row(9, "80.5", "خارج"),
        ]
        .concat();
        let found = parse(&table, 3);
        let texts: Vec<Vec<&str>> = found
            .iter()
            .map(|words| words.iter().map(|word| word.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec!["إلى"], vec![], vec!["السيد"]]);
        let first = &found[0][0];
        assert_eq!(first.place, [30.0, 31.0, 50.0, 41.0]);
        assert_eq!(first.line, [1, 1, 2]);
        assert!((first.confidence - 0.9).abs() < 0.001);
    }
}
