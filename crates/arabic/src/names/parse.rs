//! From a written name to its parts.

use super::alphabet::{Written, fold};
use super::common_names::{self, Share};
use super::{background, normal};
use crate::letters;

/// What kind of part this is, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A plain part.
    Plain,
    /// With an article, as most family names and origins have: الحسني, Al-Hasani.
    WithArticle,
    /// A servant's name of two words: عبد الرحمن, Abdul Rahman.
    Servant,
    /// A name of two words, the second of which is never a name by itself: نور الدين, Noureddine.
    Compound,
    /// A name by a child or a quality: أبو خالد, Abu Khalid, Umm Kulthum.
    Kunya,
}

impl Form {
    /// Its name in tables and machine-readable answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::WithArticle => "with_article",
            Self::Servant => "servant",
            Self::Compound => "compound",
            Self::Kunya => "kunya",
        }
    }
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As folded, its words joined.
    text: String,
    form: Form,
    /// Length of its article in `text`; 0 where what looks like one belongs to the name.
    pub(super) article_bytes: usize,
    pub(super) whole: Written,
    /// Without its article.
    pub(super) bare: Option<Written>,
    /// Bits that its letters carry: rare spellings carry more.
    pub(super) surprise: f32,
    /// The common names that it can be a spelling of.
    pub(super) groups: &'static [Share],
}

impl Part {
    fn new(text: String, bare: Option<&str>, form: Form, arabic: bool) -> Self {
        let whole = Written::of(&text, arabic);
        // What looks like an article can belong to the name: Elias, الياس.
        let with_it = common_names::of_normal(&normal_of(&text, arabic), arabic);
        let without = || common_names::of_normal(&normal_of(bare?, arabic), arabic);
        let article_bytes = match bare {
            Some(bare) if with_it.is_none() => text.len() - bare.len(),
            _ => 0,
        };
        Self {
            groups: with_it.or_else(without).unwrap_or_default(),
            article_bytes,
            bare: bare.map(|bare| Written::of(bare, arabic)),
            surprise: background::bits(&whole),
            whole,
            text,
            form,
        }
    }

    /// Two neighbours as one.
    pub(super) fn joined(first: &Self, second: &Self) -> Self {
        let arabic = matches!(first.whole, Written::Arabic(_));
        let text = format!("{}{}", first.text, second.text);
        let without = text.len().checked_sub(first.article_bytes);
        let bare = without
            .filter(|_| first.article_bytes > 0)
            .and_then(|_| text.get(first.article_bytes..))
            .map(str::to_owned);
        Self::new(text, bare.as_deref(), Form::Compound, arabic)
    }

    /// Its letters, joined and folded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its normal form ([`normal::VERSION`](super::normal::VERSION)), without article.
    pub fn normal(&self) -> String {
        let arabic = matches!(self.whole, Written::Arabic(_));
        let bare = self.text.get(self.article_bytes..).unwrap_or_default();
        normal_of(bare, arabic)
    }

    /// Bits of surprise in its letters: how rare they are as letters of a name.
    pub const fn surprise(&self) -> f32 {
        self.surprise
    }

    /// Its kind, as far as the form tells.
    pub const fn form(&self) -> Form {
        self.form
    }
}

fn normal_of(folded: &str, arabic: bool) -> String {
    if arabic {
        normal::arabic(folded)
    } else {
        normal::latin(folded)
    }
}

/// A name in parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    parts: Vec<Part>,
    arabic: bool,
}

/// Words that only join a name to a father's, in Arabic.
const JOINING: [&str; 5] = ["بن", "ابن", "بنت", "ولد", "إبن"];
/// Words that begin a servant's name.
const SERVANT: [&str; 1] = ["عبد"];
/// Words that begin a kunya.
const KUNYA: [&str; 7] = ["ابو", "أبو", "ابا", "ابي", "أبي", "ام", "أم"];

const LATIN_JOINING: [&str; 8] = ["bin", "ibn", "ben", "bint", "b", "bn", "ould", "wa"];
const LATIN_SERVANT: [&str; 13] = [
    "abd", "abdul", "abdel", "abdal", "abdol", "abdu", "abed", "abdur", "abdus", "abdoul",
    "abdool", "abdoel", "abdi",
];
const LATIN_KUNYA: [&str; 9] = [
    "abu", "abou", "abo", "aboo", "aboe", "ebu", "umm", "um", "oum",
];
/// Words that end a compound: of the faith, of God, of the worshippers.
const COMPOUND_ENDS: [&str; 4] = ["الدين", "الله", "العابدين", "الاسلام"];
const LATIN_COMPOUND_ENDS: [&str; 5] = ["din", "dine", "deen", "dien", "ddin"];
const LATIN_COMPOUND_WHOLE_ENDS: [&str; 14] = [
    "aldin", "eldin", "addin", "eddin", "uddin", "eddine", "addine", "oddin", "oeddin", "uddeen",
    "eldeen", "aldeen", "eldine", "allah",
];
/// Articles in every spelling, the sounds of sun letters among them.
const LATIN_ARTICLES: [&str; 20] = [
    "al", "el", "ul", "ol", "aal", "oul", "ad", "ed", "ar", "er", "ur", "as", "es", "us", "ash",
    "esh", "an", "en", "at", "az",
];

impl Name {
    /// Parses a name as written; one that holds an Arabic letter is read as Arabic.
    ///
    /// `Family, Given` is read as `Given Family`.
    pub fn parse(text: &str) -> Self {
        let arabic = text.chars().any(letters::is_letter);
        let parts = match text.split_once(',') {
            Some((family, given)) if !arabic => {
                let mut parts = parts(given, arabic);
                parts.extend(self::parts(family, arabic));
                parts
            }
            _ => parts(text, arabic),
        };
        Self { parts, arabic }
    }

    /// Its parts in the order in which it is read.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it is written in Arabic letters.
    pub const fn is_arabic(&self) -> bool {
        self.arabic
    }
}

/// The parts of a written name or a piece of one.
pub(super) fn parts(text: &str, arabic: bool) -> Vec<Part> {
    let folded = fold(text, arabic);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut parts = Vec::new();
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let (part, taken) = if arabic {
            arabic_part(word, after, words.len())
        } else {
            latin_part(word, after, words.len())
        };
        parts.extend(part);
        rest = after.get(taken..).unwrap_or_default();
    }
    parts
}

/// The part that begins with `word`, and how many words after it belong to it.
fn arabic_part(word: &str, after: &[&str], count: usize) -> (Option<Part>, usize) {
    if JOINING.contains(&word) && count > 1 {
        return (None, 0);
    }
    let form = if SERVANT.contains(&word) {
        Some(Form::Servant)
    } else if KUNYA.contains(&word) {
        Some(Form::Kunya)
    } else if word == "آل" {
        Some(Form::WithArticle)
    } else {
        None
    };
    if let (Some(form), Some(next)) = (form, after.first()) {
        let bare = (form == Form::WithArticle).then_some(*next);
        return (
            Some(Part::new(format!("{word}{next}"), bare, form, true)),
            1,
        );
    }
    if let Some(next) = after.first()
        && COMPOUND_ENDS.contains(next)
        && !word.starts_with("ال")
    {
        let text = format!("{word}{next}");
        return (Some(Part::new(text, None, Form::Compound, true)), 1);
    }
    let bare = word
        .strip_prefix("ال")
        .filter(|bare| bare.chars().count() >= 2);
    let form = if bare.is_some() {
        Form::WithArticle
    } else {
        Form::Plain
    };
    (Some(Part::new(word.to_owned(), bare, form, true)), 0)
}

fn latin_part(word: &str, after: &[&str], count: usize) -> (Option<Part>, usize) {
    if LATIN_JOINING.contains(&word) && count > 1 {
        return (None, 0);
    }
    let servant = LATIN_SERVANT.contains(&word);
    if (servant || LATIN_KUNYA.contains(&word))
        && let Some(next) = after.first()
    {
        let form = if servant { Form::Servant } else { Form::Kunya };
        if LATIN_ARTICLES.contains(next)
            && let Some(third) = after.get(1)
        {
            let text = format!("{word}{next}{third}");
            return (Some(Part::new(text, None, form, false)), 2);
        }
        return (
            Some(Part::new(format!("{word}{next}"), None, form, false)),
            1,
        );
    }
    if LATIN_ARTICLES.contains(&word)
        && let Some(next) = after.first()
    {
        let text = format!("{word}{next}");
        return (
            Some(Part::new(text, Some(next), Form::WithArticle, false)),
            1,
        );
    }
    if let Some((text, taken)) = latin_compound(word, after) {
        return (Some(Part::new(text, None, Form::Compound, false)), taken);
    }
    let attached = word
        .strip_prefix("al")
        .or_else(|| word.strip_prefix("el"))
        .filter(|bare| bare.len() >= 3);
    let form = if attached.is_some() {
        Form::WithArticle
    } else {
        Form::Plain
    };
    (Some(Part::new(word.to_owned(), attached, form, false)), 0)
}

/// A word and what makes it a compound: Nour al-Din, Nour Eddine. The text, and the words taken.
fn latin_compound(word: &str, after: &[&str]) -> Option<(String, usize)> {
    let next = after.first()?;
    if LATIN_ARTICLES.contains(next) {
        let end = after.get(1)?;
        return LATIN_COMPOUND_ENDS
            .contains(end)
            .then(|| (format!("{word}{next}{end}"), 2));
    }
    let ends = LATIN_COMPOUND_WHOLE_ENDS.contains(next) || LATIN_COMPOUND_ENDS.contains(next);
    ends.then(|| (format!("{word}{next}"), 1))
}
