//! How well the text of a page can be trusted, judged from the text alone.

use crate::{letters, trigrams};

/// What was counted on a page, and the score that follows from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// 0 (nothing can be relied on) to 1 (reads as written language). The share of plausible
    /// words in either script, lowered by the share of unreadable signs; 1 for a page without any
    /// sign.
    pub score: f32,
    /// Arabic words of three letters or more.
    pub words: usize,
    /// Those of them whose letters follow one another as in Arabic words.
    pub plausible: usize,
    /// Arabic words whose letters follow one another better from their end to their beginning.
    pub reversed: usize,
    /// Latin words of three letters or more. Whether they are words of a language is not asked: the
    /// page need not be Arabic, and its language is not known.
    pub latin_words: usize,
    /// Those of them that are no traces of another script or of lost spaces.
    pub latin_plausible: usize,
    /// Words that look like several words run together: longer than any, or with a letter inside
    /// that only ends words.
    pub run_together: usize,
    /// Words in which Latin letters or unreadable signs touch Arabic ones, as a font leaves them
    /// that draws letters in pieces.
    pub mixed: usize,
    /// Single Arabic letters standing alone, which come of words torn apart; the clitic و not
    /// counted.
    pub torn_letters: usize,
    /// Replacement characters, private-use signs, control characters and lone surrogate stand-ins.
    pub unreadable: usize,
    /// Signs that are neither space nor direction marks.
    pub signs: usize,
}

/// Mean log chance by letter under which a word does not read as Arabic: 93 of 100 words of office
/// prose lie above it, 4 of 100 with their letters exchanged.
const PLAUSIBLE: f32 = -3.6;
/// By how much more likely a word must be when read from its end to be taken for a reversed one.
const BACKWARDS: f32 = 1.0;
/// The longest Latin word: compounds of Dutch and German stay below this many letters.
const LONGEST_LATIN: usize = 45;
/// The longest plain word forms of Arabic, all clitics on, stay below this many letters.
const LONGEST_WORD: usize = 14;

/// Counts what speaks for and against the text.
pub fn score(text: &str) -> Quality {
    let mut quality = Quality {
        score: 1.0,
        words: 0,
        plausible: 0,
        reversed: 0,
        latin_words: 0,
        latin_plausible: 0,
        run_together: 0,
        mixed: 0,
        torn_letters: 0,
        unreadable: 0,
        signs: 0,
    };
    for c in text.chars() {
        let unreadable = is_unreadable(c);
        quality.unreadable += usize::from(unreadable);
        let shown = !c.is_whitespace() && !letters::is_ignorable(c);
        quality.signs += usize::from(shown);
    }
    for token in text.split_whitespace() {
        let mixed = is_mixed(token);
        quality.mixed += usize::from(mixed);
        count_words(token, mixed, &mut quality);
        if let Some(plausible) = latin_word(token) {
            quality.latin_words += 1;
            quality.latin_plausible += usize::from(plausible);
        }
    }
    quality.score = combined(&quality);
    quality
}

/// Counts the Arabic words of what stands between two spaces.
fn count_words(token: &str, mixed: bool, quality: &mut Quality) {
    let in_word = |c: char| letters::is_letter(c) || letters::is_mark(c) || c == letters::TATWEEL;
    for word in token.split(|c| !in_word(c)).filter(|word| !word.is_empty()) {
        let lettered = letters::without_presentation_forms(word);
        let count = lettered.chars().filter(|c| letters::is_letter(*c)).count();
        match count {
            0 | 2 => {}
            1 => quality.torn_letters += usize::from(lettered != "و"),
            _ => {
                quality.words += 1;
                if count > LONGEST_WORD || has_inner_ending(&lettered) {
                    quality.run_together += 1;
                    continue;
                }
                let chance = trigrams::mean_log_chance(&lettered);
                let backwards: String = lettered.chars().rev().collect();
                if trigrams::mean_log_chance(&backwards) > chance + BACKWARDS {
                    quality.reversed += 1;
                } else if !mixed && chance > PLAUSIBLE {
                    quality.plausible += 1;
                }
            }
        }
    }
}

/// Whether what stands between two spaces may be a Latin word; none where it is no word of three
/// letters, or has digits or Arabic letters in it.
///
/// Arabic that was read in a code page of the West (`ÇáÊÞÑíÑ`, `Ø§Ù„ØªÙ‚`) is made of the signs that
/// French and Dutch use now and then, so a word that is made of them for the most part is none.
fn latin_word(token: &str) -> Option<bool> {
    let bare = token.trim_matches(|c: char| {
        c.is_ascii_punctuation() || matches!(c, '«' | '»' | '“' | '”' | '‘' | '’' | '…')
    });
    let (mut letters, mut foreign, mut signs) = (0usize, 0usize, 0usize);
    for c in bare.chars() {
        let is_latin =
            c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        if c.is_numeric() && c.is_ascii() || letters::is_letter(c) {
            return None;
        }
        letters += usize::from(is_latin);
        // No letter of the West, but what takes the place of one in a text of another code page.
        let stray = matches!(c, '\u{a1}'..='\u{bf}' | '\u{152}'..='\u{17e}' | '\u{192}' | '\u{2c6}' | '\u{2dc}' | '\u{2018}'..='\u{203a}' | '\u{20ac}' | '\u{2122}');
        foreign += usize::from(!c.is_ascii() && (is_latin || stray));
        signs += usize::from(is_latin || stray);
    }
    (letters >= 1 && signs >= 3).then_some(3 * foreign <= 2 * signs && letters <= LONGEST_LATIN)
}

/// Whether an Arabic letter and a Latin one, or an unreadable sign, touch.
fn is_mixed(token: &str) -> bool {
    let mut before: Option<bool> = None;
    for c in token.chars().filter(|c| !letters::is_mark(*c)) {
        let now = if letters::is_letter(c) {
            Some(true)
        } else if c.is_alphabetic() || is_unreadable(c) {
            Some(false)
        } else {
            None
        };
        if matches!((before, now), (Some(a), Some(b)) if a != b) {
            return true;
        }
        before = now;
    }
    false
}

fn combined(quality: &Quality) -> f32 {
    let readable = if quality.signs == 0 {
        1.0
    } else {
        // Four signs in a hundred unreadable cost a sixth, a quarter of them everything.
        (1.0 - 4.0 * quality.unreadable as f32 / quality.signs as f32).max(0.0)
    };
    let judged = quality.words + quality.torn_letters + quality.latin_words;
    if judged == 0 {
        return readable;
    }
    readable * (quality.plausible + quality.latin_plausible) as f32 / judged as f32
}

fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

/// Whether ة or ى, which only end words, stand before another letter.
fn has_inner_ending(word: &str) -> bool {
    let signs: Vec<char> = word.chars().filter(|c| letters::is_letter(*c)).collect();
    signs.windows(2).any(|pair| matches!(pair, ['ة' | 'ى', _]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visual_order;

    const PAGE: &str = "إلى السيد رئيس الفرع\nنحيل إليكم الموقوف سامر الهادي مع محضر التحقيق \
        للنظر وإعلامنا بالنتيجة خلال المدة المحددة، علماً أنه أوقف بتاريخ 11/6/2013 في حي الزهور \
        وكان بحوزته وثائق شخصية وهاتف محمول. يرجى الاطلاع والتوجيه بما ترونه مناسباً";

    #[test]
    fn plain_prose_scores_high() {
        let quality = score(PAGE);
        assert!(quality.score > 0.93, "{quality:?}");
        assert_eq!((quality.unreadable, quality.run_together), (0, 0));
    }

    #[test]
    fn mirrored_prose_scores_lower() {
        let mirrored: String = PAGE.chars().rev().collect();
        let quality = score(&mirrored);
        assert!(quality.score < 0.75, "{quality:?}");
        let repaired = visual_order::repair_page(&mirrored).into_owned();
        assert!(
            score(&repaired).score > 0.93,
            "{:?} {repaired}",
            score(&repaired)
        );
    }

    #[test]
    fn unreadable_signs_are_counted_and_cost() {
        let broken = PAGE.replace('ا', "\u{fffd}").replace('ل', "\u{f0a1}");
        let quality = score(&broken);
        assert!(
            quality.unreadable > 40 && quality.score < 0.2,
            "{quality:?}"
        );
    }

    #[test]
    fn lost_and_stray_spaces_cost() {
        let joined: String = PAGE.replace(' ', "");
        assert!(score(&joined).score < 0.3, "{:?}", score(&joined));
        let torn: String = PAGE.chars().flat_map(|c| [c, ' ']).collect();
        assert!(score(&torn).score < 0.1, "{:?}", score(&torn));
    }

    #[test]
    fn latin_letters_inside_words_cost() {
        let pieces = PAGE
            .replace('س', "Sس")
            .replace("لا", "ùلا")
            .replace('ق', "قU");
        let quality = score(&pieces);
        assert!(quality.mixed > 8 && quality.score < 0.75, "{quality:?}");
        // A foreign name beside a word, or a number, is no such thing.
        assert_eq!(score("شركة Volvo رقم B12 (ISO) في 2013م").mixed, 0);
    }

    /// The text as a program shows it that takes its bytes for those of another code page.
    fn in_western_signs(text: &str) -> String {
        // The letters of windows-1256 and their places, as far as this page has them.
        const PLACES: [(char, char); 30] = [
            ('ا', 'Ç'),
            ('أ', 'Ã'),
            ('إ', 'Å'),
            ('ب', 'È'),
            ('ة', 'É'),
            ('ت', 'Ê'),
            ('ث', 'Ë'),
            ('ج', 'Ì'),
            ('ح', 'Í'),
            ('خ', 'Î'),
            ('د', 'Ï'),
            ('ر', 'Ñ'),
            ('ز', 'Ò'),
            ('س', 'Ó'),
            ('ش', 'Ô'),
            ('ص', 'Õ'),
            ('ض', 'Ö'),
            ('ط', 'Ø'),
            ('ع', 'Ú'),
            ('ف', 'Ý'),
            ('ق', 'Þ'),
            ('ك', 'ß'),
            ('ل', 'á'),
            ('م', 'ã'),
            ('ن', 'ä'),
            ('ه', 'å'),
            ('و', 'æ'),
            ('ي', 'í'),
            ('ى', 'ì'),
            ('ئ', 'Æ'),
        ];
        let place = |c: char| {
            PLACES
                .iter()
                .find(|(arabic, _)| *arabic == c)
                .map_or(c, |(_, western)| *western)
        };
        text.chars().map(place).collect()
    }

    #[test]
    fn arabic_in_the_signs_of_another_code_page_is_no_text() {
        let western = in_western_signs(PAGE);
        assert!(
            score(&western).score < 0.2,
            "{:?} {western}",
            score(&western)
        );
        let as_bytes: String = PAGE.bytes().map(char::from).collect();
        assert!(
            score(&as_bytes).score < 0.2,
            "{:?} {as_bytes}",
            score(&as_bytes)
        );
    }

    #[test]
    fn pages_in_latin_letters_are_not_doubted_for_not_being_arabic() {
        for page in [
            "The branch confirms that the file was handed over on 11 June 2013 and closed the same day.",
            "Le chef de la section a été entendu à l'hôtel où l'équipe s'était réunie l'été passé, d'après l'enquête.",
            "Het hoofd van de afdeling heeft de brief één dag later ontvangen; zie het arbeidsongeschiktheidsverzekeringsdossier.",
            "Die Größe der Räume wurde geprüft, die Tür blieb über Nacht geöffnet und die Schlüssel lagen dort.",
            "BX-117 QTY RPT CFG 0x3F; NTP/UDP krnl pwr",
        ] {
            assert!(score(page).score > 0.9, "{page}: {:?}", score(page));
        }
    }

    #[test]
    fn latin_words_without_spaces_between_cost() {
        let joined = "thebranchconfirmsthatthefilewashandedoveronthesameday ".repeat(9);
        assert!(score(&joined).score < 0.1, "{:?}", score(&joined));
    }

    #[test]
    fn words_that_are_each_reversed_are_told() {
        let reversed: Vec<String> = PAGE
            .split(' ')
            .map(|word| word.chars().rev().collect())
            .collect();
        let quality = score(&reversed.join(" "));
        assert!(quality.score < 0.55, "{quality:?}");
        assert!(3 * quality.reversed > quality.words, "{quality:?}");
        assert!(
            20 * score(PAGE).reversed < score(PAGE).words,
            "{:?}",
            score(PAGE)
        );
    }

    #[test]
    fn letters_drawn_at_random_score_low() {
        // Caesar shift over the alphabet: the same shape of text, no language.
        let alphabet: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().collect();
        let shifted: String = PAGE
            .chars()
            .map(|c| match alphabet.iter().position(|a| *a == c) {
                Some(at) => alphabet[(at + 9) % alphabet.len()],
                None => c,
            })
            .collect();
        assert!(score(&shifted).score < 0.4, "{:?}", score(&shifted));
    }

    #[test]
    fn a_page_without_arabic_is_judged_by_its_signs_only() {
        assert_eq!(score("").score, 1.0);
        assert_eq!(score("Page 3 of 7").score, 1.0);
        assert!(score("\u{fffd}\u{fffd}\u{fffd}").score < 0.01);
    }
}
