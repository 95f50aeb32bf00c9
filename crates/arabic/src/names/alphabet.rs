//! Letters as small numbers, and names reduced to them.

/// Letters of the Arabic script that names are written with; others are reduced to these.
const ARABIC: [char; 42] = [
    'ء', 'آ', 'أ', 'ؤ', 'إ', 'ئ', 'ا', 'ب', 'ة', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س',
    'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ى', 'ي', 'پ', 'چ',
    'ژ', 'گ', 'ڤ', 'ڨ',
];

/// How many Arabic letters there are.
pub(super) const ARABIC_LETTERS: usize = ARABIC.len();
/// How many Latin letters there are.
pub(super) const LATIN_LETTERS: usize = 26;
/// Letters of one part that are compared; what is longer is no part of a name.
pub(super) const LONGEST: usize = 24;

/// A part of a name as letters of one script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    Arabic(Vec<u8>),
    Latin(Vec<u8>),
}

impl Written {
    /// The letters of `text`, which [`fold`] has reduced.
    pub(super) fn of(text: &str, arabic: bool) -> Self {
        let letters = text.chars().filter_map(|c| number(c, arabic));
        let letters: Vec<u8> = letters.take(LONGEST).collect();
        if arabic {
            Self::Arabic(letters)
        } else {
            Self::Latin(letters)
        }
    }
}

/// The number of a letter in its alphabet.
pub(super) fn number(c: char, arabic: bool) -> Option<u8> {
    if arabic {
        let at = ARABIC.iter().position(|known| *known == c)?;
        return u8::try_from(at).ok();
    }
    c.is_ascii_lowercase().then(|| (c as u8) - b'a')
}

/// The name in letters of its alphabet, its words parted by spaces.
pub(super) fn fold(text: &str, arabic: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let plain = crate::letters::without_presentation_forms(text);
    for c in plain.chars() {
        if arabic {
            fold_arabic(c, &mut folded);
        } else {
            fold_latin(c, &mut folded);
        }
    }
    if !arabic && folded.contains(GERMAN_J) {
        return folded.replace(GERMAN_J, "dj");
    }
    folded
}

/// How German writes ج, in more letters than one step of the learned relation takes at once.
const GERMAN_J: &str = "dsch";

fn fold_arabic(c: char, folded: &mut String) {
    match c {
        'ی' | 'ې' => folded.push('ي'),
        'ک' | 'ڪ' => folded.push('ك'),
        'ە' | 'ہ' | 'ھ' | 'ۀ' => folded.push('ه'),
        'ٱ' => folded.push('ا'),
        _ if ARABIC.contains(&c) => folded.push(c),
        _ if crate::letters::is_mark(c)
            || crate::letters::is_ignorable(c)
            || c == crate::letters::TATWEEL => {}
        _ => folded.push(' '),
    }
}

fn fold_latin(c: char, folded: &mut String) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let plain = match lower {
        'a'..='z' => {
            folded.push(lower);
            return;
        }
        // Signs for hamza and ain, and marks that stand over a letter, are no letters.
        '\'' | '`' | '’' | '‘' | 'ʿ' | 'ʾ' | '"' | '\u{300}'..='\u{36f}' => return,
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ə' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ő' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ž' | 'ź' | 'ż' | 'ẓ' => "z",
        'š' | 'ş' | 'ș' | 'ś' | 'ṣ' => "s",
        'ğ' | 'ġ' | 'ģ' => "g",
        'ḥ' | 'ħ' | 'ḫ' => "h",
        'ṭ' | 'ţ' | 'ț' | 'ť' => "t",
        'ḍ' | 'đ' | 'ď' => "d",
        'ł' => "l",
        'ř' => "r",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => " ",
    };
    folded.push_str(plain);
}
