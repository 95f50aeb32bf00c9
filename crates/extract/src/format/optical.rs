//! Reading a page optically: whether it is done now, by what, and what is kept of it.
//!
//! What turns pixels into words is [`crate::ocr`]; this is the same for every format that has pages
//! as pixels.

use crate::format::{FormatFault, Input};
use crate::limits::{LimitHit, LimitKind};
use crate::ocr;
use crate::outcome::Outcome;
use crate::reading::{OtherReading, Page, TextSource, Unread, Word};
use image::GrayImage;

/// What was read on a page.
pub(crate) struct OpticalPage {
    pub text: String,
    pub words: Vec<Word>,
    pub confidence: Option<f32>,
    pub unread: Vec<Unread>,
}

/// What is done about pages that are to be read optically. One for each file.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    asked: u64,
    waiting: u64,
}

/// Whether a page is read optically now.
pub(crate) enum Due {
    /// Now.
    Now,
    /// In a later run.
    Later,
    /// Not at all: a limit is spent.
    Never(LimitHit),
}

impl Turn {
    /// Whether the next page that is to be read optically is read now. A page that waits is marked.
    pub(crate) fn next(&mut self, input: &Input<'_>, page: &mut Page) -> Due {
        self.asked += 1;
        let cut = "the pages after that were not read optically";
        match input.limits().within(LimitKind::OcrPages, self.asked, cut) {
            Err(hit) => Due::Never(hit),
            Ok(()) if input.options.ocr_later => {
                self.waiting += 1;
                page.waits = true;
                page.choice = Some("it waits to be read optically".to_owned());
                Due::Later
            }
            Ok(()) => Due::Now,
        }
    }

    /// Says how many pages wait; the file is then read in part.
    pub(crate) fn close(&self, out: &mut Outcome) {
        match self.waiting {
            0 => {}
            1 => out.in_part("1 page waits to be read optically"),
            many => out.in_part(format!("{many} pages wait to be read optically")),
        }
    }
}

/// Reads a page; the programs and models that took part are noted in `out`.
///
/// # Errors
/// As [`ocr::read`].
pub(crate) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    picture: &GrayImage,
) -> Result<OpticalPage, FormatFault> {
    let read = ocr::read(input, picture)?;
    out.tool(read.tool(input));
    for model in input.tools.model_tools(&input.options.ocr_languages) {
        out.tool(model);
    }
    Ok(OpticalPage {
        text: read.text,
        words: read.words,
        confidence: read.confidence,
        unread: read.unread,
    })
}

impl OpticalPage {
    /// Whether nothing was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Confidence in per cent, for sentences; 0 where nothing was read.
    pub(crate) fn percent(&self) -> u8 {
        // Between 0 and 100: a share times a hundred.
        (self.confidence.unwrap_or_default().clamp(0.0, 1.0) * 100.0).round() as u8
    }

    /// The reading as one that was not chosen.
    pub(crate) fn as_other(&self) -> Option<OtherReading> {
        (!self.is_empty()).then(|| OtherReading {
            source: TextSource::Ocr,
            text: self.text.clone(),
            confidence: self.confidence,
        })
    }

    /// Puts the reading onto the page. What stood there before is kept beside it.
    pub(crate) fn put(self, input: &Input<'_>, page: &mut Page) {
        if !page.text.trim().is_empty() {
            page.others.push(OtherReading {
                source: page.source,
                text: std::mem::take(&mut page.text),
                confidence: page.confidence,
            });
        }
        page.source = if self.is_empty() {
            TextSource::None
        } else {
            TextSource::Ocr
        };
        page.text = self.text;
        page.confidence = self.confidence;
        page.unread = self.unread;
        page.words = if input.options.words {
            self.words
        } else {
            Vec::new()
        };
    }
}
