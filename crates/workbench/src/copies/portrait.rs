//! From a reading to what two items are compared by.

use copies::{Fingerprint, Paper, Portrait, Sureness};
use extract::{Reading, TextSource, Word};

/// Confidence of a word at and above which it is taken as read.
const SURE: f32 = 0.85;

/// What a reading says of an item for this.
pub(super) fn portrait(reading: &Reading) -> Portrait {
    let mut paper = Paper::default();
    for page in &reading.pages {
        match page.source {
            TextSource::Ocr if page.words.is_empty() => paper.add(&page.text, Sureness::Doubtful),
            TextSource::Ocr => {
                for word in &page.words {
                    paper.add(&word.text, sureness(word));
                }
            }
            TextSource::Native | TextSource::Layer | TextSource::None => {
                paper.add(&page.text, Sureness::Certain);
            }
        }
    }
    let prints: Vec<Option<Fingerprint>> = reading
        .pages
        .iter()
        .map(|page| Fingerprint::from_text(page.fingerprint.as_deref()?))
        .collect();
    Portrait {
        paper,
        prints: if prints.iter().any(Option::is_some) {
            prints
        } else {
            Vec::new()
        },
    }
}

/// A number counts as read only where two readings agree on it: one alone invents digits.
fn sureness(word: &Word) -> Sureness {
    let has_digit = word.text.chars().any(char::is_numeric);
    let sure = match word.settled {
        Some(settled) => settled,
        None => !has_digit && word.confidence.is_some_and(|c| c >= SURE),
    };
    if sure {
        Sureness::Sure
    } else {
        Sureness::Doubtful
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_one_reader_read_is_doubtful() {
        let word = |text: &str, confidence: f32, settled: Option<bool>| {
            sureness(&Word {
                text: text.to_owned(),
                confidence: Some(confidence),
                settled,
                ..Word::default()
            })
        };
        assert_eq!(word("1187", 0.99, None), Sureness::Doubtful);
        assert_eq!(word("1187", 0.5, Some(true)), Sureness::Sure);
        assert_eq!(word("الفرع", 0.9, None), Sureness::Sure);
        assert_eq!(word("الفرع", 0.6, None), Sureness::Doubtful);
        assert_eq!(word("كانون الأول", 0.99, Some(false)), Sureness::Doubtful);
    }
}
