//! How likely a string of letters is as an Arabic word: a model over three letters in a row.

use crate::letters;
use crate::table;
use std::sync::LazyLock;

/// The 36 letters of the model, in code point order; index 0 is the word's edge.
const ALPHABET: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي";
const SIZE: usize = 37;

/// Weight, in occurrences per million, that the two-letter estimate has against the three-letter
/// counts: rare contexts lean on it, common ones do not.
const BACK_OFF: f32 = 60.0;

struct Model {
    // Natural logarithm of the chance of the third letter after the first two.
    log_chance: Vec<f32>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut three = vec![0f32; SIZE * SIZE * SIZE];
    let mut two = vec![0f32; SIZE * SIZE];
    let mut two_sum = vec![0f32; SIZE];
    let mut context = vec![0f32; SIZE * SIZE];
    for row in table::rows(include_str!("../tables/letter_trigrams.tsv")) {
        let [trigram, per_million] = row.as_slice() else {
            continue;
        };
        let mut codes = trigram.chars().map(code_of);
        let (Some(Some(a)), Some(Some(b)), Some(Some(c))) =
            (codes.next(), codes.next(), codes.next())
        else {
            continue;
        };
        let count: f32 = per_million.parse().unwrap_or(0.0);
        for (cell, index) in [
            (&mut three, at(a, b, c)),
            (&mut two, b * SIZE + c),
            (&mut two_sum, b),
            (&mut context, a * SIZE + b),
        ] {
            if let Some(cell) = cell.get_mut(index) {
                *cell += count;
            }
        }
    }
    let value = |cells: &[f32], index: usize| cells.get(index).copied().unwrap_or(0.0);
    let mut log_chance = Vec::with_capacity(three.len());
    for a in 0..SIZE {
        for b in 0..SIZE {
            for c in 0..SIZE {
                let pair =
                    (value(&two, b * SIZE + c) + 5.0) / (value(&two_sum, b) + 5.0 * SIZE as f32);
                let chance = (value(&three, at(a, b, c)) + BACK_OFF * pair)
                    / (value(&context, a * SIZE + b) + BACK_OFF);
                log_chance.push(chance.ln());
            }
        }
    }
    Model { log_chance }
});

static CODES: LazyLock<[u8; 0x40]> = LazyLock::new(|| {
    let mut codes = [0u8; 0x40];
    for (index, letter) in (1u8..).zip(ALPHABET.chars()) {
        let place = (u32::from(letter) - 0x0620) as usize;
        if let Some(code) = codes.get_mut(place) {
            *code = index;
        }
    }
    codes
});

const fn at(a: usize, b: usize, c: usize) -> usize {
    (a * SIZE + b) * SIZE + c
}

/// The model's number for a letter, 0 for the edge `_`; `None` for what it does not know.
fn code_of(c: char) -> Option<usize> {
    if c == '_' {
        return Some(0);
    }
    // Persian letters count as the Arabic ones that stand in their place.
    let c = match c {
        'ی' => 'ي',
        'ک' => 'ك',
        'ٱ' => 'ا',
        'پ' => 'ب',
        'چ' => 'ج',
        'گ' => 'ك',
        'ڤ' => 'ف',
        c => c,
    };
    let place = usize::try_from(u32::from(c).checked_sub(0x0620)?).ok()?;
    CODES
        .get(place)
        .copied()
        .filter(|code| *code > 0)
        .map(usize::from)
}

/// Natural logarithm of the chance of this word, edges included. Marks, tatweel and direction
/// signs are passed over; a character that is no Arabic letter costs as much as the rarest one.
pub fn log_chance(word: impl Iterator<Item = char>) -> f32 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    let model = &MODEL.log_chance;
    let skipped =
        |c: &char| letters::is_mark(*c) || *c == letters::TATWEEL || letters::is_ignorable(*c);
    for c in word.filter(|c| !skipped(c)).map(Some).chain([None]) {
        let code = match c {
            None => Some(0),
            Some(c) => code_of(c),
        };
        match code {
            Some(code) => {
                sum += model.get(at(a, b, code)).copied().unwrap_or(-12.0);
                (a, b) = (b, code);
            }
            None => sum -= 12.0,
        }
    }
    sum
}

/// [`log_chance`] by letter: comparable between short and long words. Plain Arabic words lie
/// around -2.3, the same words read backwards around -3.5, letters drawn at random around -5.
pub fn mean_log_chance(word: &str) -> f32 {
    let letters = word.chars().filter(|c| letters::is_letter(*c)).count();
    log_chance(word.chars()) / (letters + 1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_likelier_than_their_mirror() {
        let words = [
            "المخابرات",
            "العسكرية",
            "التحقيق",
            "محافظة",
            "الموقوف",
            "إلى",
            "السجن",
        ];
        let gain = |word: &str| log_chance(word.chars()) - log_chance(word.chars().rev());
        assert!(words.iter().all(|word| gain(word) > 0.0));
        assert!(words.iter().map(|word| gain(word)).sum::<f32>() > 40.0);
    }

    #[test]
    fn vowel_signs_and_tatweel_change_nothing() {
        assert_eq!(mean_log_chance("مُحَـمَّد"), mean_log_chance("محمد"));
    }

    #[test]
    fn chances_after_a_context_sum_to_one() {
        for (a, b) in [(0, 0), (0, 7), (7, 30), (12, 36)] {
            let sum: f32 = (0..SIZE)
                .map(|c| MODEL.log_chance.get(at(a, b, c)).unwrap().exp())
                .sum();
            assert!((sum - 1.0).abs() < 0.02, "{a} {b}: {sum}");
        }
    }
}
