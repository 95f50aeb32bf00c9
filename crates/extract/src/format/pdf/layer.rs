//! The text layer as poppler sees it: words with boxes, in lines and blocks.

use super::layout;
use crate::format::{FormatFault, Input};
use crate::limits::LimitKind;
use crate::tools::Given;
use std::io::{BufRead, BufReader, Read};
use std::time::Duration;

/// What poppler gave.
pub(super) struct Layer {
    pub pages: Vec<RawPage>,
    /// What it could not do, as a sentence.
    pub trouble: Option<String>,
}

/// A page before its words are put in order.
#[derive(Debug, Default)]
pub(super) struct RawPage {
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    pub blocks: Vec<RawBlock>,
    /// Words may be cut where signs overlap, and lines where a gap is wide: places decide.
    pub by_gap: bool,
}

/// Lines that belong together.
#[derive(Debug, Default)]
pub(super) struct RawBlock {
    pub lines: Vec<RawLine>,
    /// By how many degrees it was turned, around the corner of the page, to make its lines level.
    pub turn: f32,
}

/// The words of a line, as stored.
pub(super) type RawLine = Vec<RawWord>;

/// A word before it is read: from left to right as it is seen.
#[derive(Debug, Clone)]
pub(super) struct RawWord {
    /// What was drawn as one sign, each in the order in which it is read.
    pub units: Vec<String>,
    /// Left, top, right, bottom in points.
    pub place: [f32; 4],
}

/// Longest line of poppler's output that is kept.
const LINE_BYTES: u64 = 1024 * 1024;
/// Output for each byte of text: boxes take room.
const OUTPUT_PER_TEXT: u64 = 16;

/// Has poppler read the text layer of the pages from `first` to `last`, or to the last there is.
pub(super) fn read(input: &Input<'_>, first: u32, last: Option<u32>) -> Result<Layer, FormatFault> {
    let limits = input.limits();
    let most = u32::try_from(limits.pages.saturating_add(1)).unwrap_or(u32::MAX);
    let first = first.to_string();
    let last = last.unwrap_or(most).to_string();
    let time = Duration::from_millis(limits.wall_ms.saturating_mul(3) / 4);
    let arguments = [
        "-bbox-layout",
        "-enc",
        "UTF-8",
        "-f",
        &first,
        "-l",
        &last,
        "-",
        "-",
    ];
    let room = limits.text_bytes.saturating_mul(OUTPUT_PER_TEXT);
    let ended = input
        .tools
        .pdftotext
        .run(&arguments, Given::File(input.file), time, |out| {
            let mut taken = out.take(room);
            let pages = parse(&mut BufReader::new(&mut taken), limits.text_bytes);
            (pages, taken.limit() == 0)
        })?;
    let (pages, cut) = ended.value;
    let words = ended.complaint;
    let mut trouble = None;
    if ended.timed_out {
        let hit = limits.hit(
            LimitKind::WallMs,
            "the pages read by then are kept, the others not",
        );
        trouble = Some(hit.to_string());
    } else if cut {
        trouble = Some(
            limits
                .hit(LimitKind::TextBytes, "the text was cut")
                .to_string(),
        );
    } else if !ended.success {
        if words.contains("password") {
            return Err(FormatFault::Encrypted(
                "the PDF is encrypted and cannot be read without its password".to_owned(),
            ));
        }
        trouble = Some("the PDF is damaged and could not be read to its end".to_owned());
    }
    let pages = pages?;
    if pages.is_empty() {
        return Err(match trouble {
            Some(_) if ended.timed_out => {
                FormatFault::Over(limits.hit(LimitKind::WallMs, "no page was read by then"))
            }
            _ => {
                FormatFault::Damaged("the PDF is damaged: no page could be found in it".to_owned())
            }
        });
    }
    Ok(Layer { pages, trouble })
}

/// Reads poppler's output, which keeps one element to a line.
fn parse(out: &mut impl BufRead, text_bytes: u64) -> Result<Vec<RawPage>, FormatFault> {
    let mut pages: Vec<RawPage> = Vec::new();
    let mut line = Vec::new();
    let mut held = 0u64;
    loop {
        line.clear();
        let count = out.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Ok(pages);
        }
        let text = String::from_utf8_lossy(&line);
        let element = text.trim_start();
        if element.starts_with("<word ") {
            let mut whole = element.trim_end_matches('\n').to_owned();
            // A word may hold a line feed that its font maps to one.
            while !whole.trim_end().ends_with("</word>") && (whole.len() as u64) < LINE_BYTES {
                line.clear();
                if out.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)? == 0 {
                    break;
                }
                whole.push_str(String::from_utf8_lossy(&line).trim_end_matches('\n'));
            }
            if let Some(word) = parse_word(&whole)
                && let Some(page) = pages.last_mut()
            {
                held =
                    held.saturating_add(word.units.iter().map(String::len).sum::<usize>() as u64);
                if held > text_bytes {
                    return Ok(pages);
                }
                if let Some(line) = page
                    .blocks
                    .last_mut()
                    .and_then(|block| block.lines.last_mut())
                {
                    line.push(word);
                }
            }
        } else if element.starts_with("<line ") {
            if let Some(block) = pages.last_mut().and_then(|page| page.blocks.last_mut()) {
                block.lines.push(RawLine::new());
            }
        } else if element.starts_with("<block ") {
            if let Some(page) = pages.last_mut() {
                page.blocks.push(RawBlock::default());
            }
        } else if element.starts_with("<page ") {
            pages.push(RawPage {
                width: number(element, " width=\"").unwrap_or(0.0),
                height: number(element, " height=\"").unwrap_or(0.0),
                blocks: Vec::new(),
                by_gap: true,
            });
        }
    }
}

fn parse_word(element: &str) -> Option<RawWord> {
    let (head, rest) = element.split_once('>')?;
    let text = rest.trim_end().strip_suffix("</word>").unwrap_or(rest);
    let place = [
        number(head, "xMin=\"")?,
        number(head, "yMin=\"")?,
        number(head, "xMax=\"")?,
        number(head, "yMax=\"")?,
    ];
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    (!text.is_empty()).then(|| RawWord {
        units: layout::units_of(&text),
        place,
    })
}

fn number(element: &str, before: &str) -> Option<f32> {
    let (_, rest) = element.split_once(before)?;
    let (digits, _) = rest.split_once('"')?;
    digits.parse().ok().filter(|n: &f32| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poppler_output_becomes_pages_of_words() {
        let out = "<doc>\n  <page width=\"595.0\" height=\"842.0\">\n    <flow>\n      <block xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">\n        <line xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">\n          <word xMin=\"10.5\" yMin=\"1\" xMax=\"20\" yMax=\"12\">a&lt;b &amp;lt;</word>\n          <word xMin=\"x\" yMin=\"1\" xMax=\"20\" yMax=\"12\">lost</word>\n";
        let pages = parse(&mut out.as_bytes(), 1000).unwrap();
        assert_eq!(pages.len(), 1);
        let word = &pages[0].blocks[0].lines[0][0];
        assert_eq!(
            (word.units.concat(), word.place[0]),
            ("a<b &lt;".to_owned(), 10.5)
        );
        assert_eq!(pages[0].blocks[0].lines[0].len(), 1);
    }
}
