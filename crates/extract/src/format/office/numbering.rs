//! Labels of numbered paragraphs: the document states rules, the program that shows it counts.

use crate::format::markup::xml::{Piece, XmlReader};
use std::collections::{BTreeMap, BTreeSet};

/// The rules (ECMA-376 part 1, section 17.9).
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Number of a list to the number of its pattern.
    lists: BTreeMap<String, String>,
    /// Levels by number of pattern, and by number of list where the list overrides them.
    patterns: BTreeMap<String, BTreeMap<usize, Level>>,
    overrides: BTreeMap<String, BTreeMap<usize, Level>>,
    styles: BTreeMap<String, (String, usize)>,
    /// Styles that hide their letters.
    hidden: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Level {
    /// Where the count begins: at 0 where nothing says so.
    start: Option<u32>,
    /// `None` in an override that changes only the start.
    format: Option<String>,
    text: Option<String>,
    /// All numbers of the label in digits.
    legal: bool,
    /// The level, counted from 1, up to which levels let this one begin anew; 0 for none.
    restart: Option<usize>,
}

/// How a level looks, for readers of other forms than XML.
pub(super) struct Form {
    /// As in XML: `decimal`, `upperRoman`.
    pub format: &'static str,
    /// With `%1` for the number of the first level.
    pub text: String,
    /// All numbers of the label in digits.
    pub legal: bool,
    /// The level, counted from 1, up to which levels let this one begin anew.
    pub restart: Option<usize>,
}

/// A level with its overrides.
struct Rule<'r> {
    start: u32,
    format: &'r str,
    text: &'r str,
    legal: bool,
    restart: Option<usize>,
}

/// Levels of a list.
const LEVELS: usize = 9;

impl Numbering {
    /// Reads the rules, and which styles number their paragraphs.
    pub(crate) fn read(numbering: &str, styles: &str) -> Self {
        let mut rules = Self::default();
        rules.read_numbering(numbering);
        rules.read_styles(styles);
        rules
    }

    /// States one level of a pattern, or of a list that overrides its pattern.
    pub(super) fn state_level(
        &mut self,
        list: &str,
        pattern: &str,
        level: usize,
        start: Option<u32>,
        form: Option<Form>,
    ) {
        let stated = self.level(list, pattern, level.min(LEVELS));
        stated.start = start.or(stated.start);
        if let Some(form) = form {
            stated.format = Some(form.format.to_owned());
            stated.text = Some(form.text);
            stated.legal = form.legal;
            stated.restart = form.restart;
        }
    }

    /// States which pattern a list follows.
    pub(super) fn state_list(&mut self, list: String, pattern: String) {
        self.lists.insert(list, pattern);
    }

    fn read_numbering(&mut self, xml: &str) {
        let mut reader = XmlReader::new(xml);
        let (mut pattern, mut list, mut level) = (String::new(), String::new(), 0usize);
        while let Some(piece) = reader.next() {
            let Piece::Open(tag) = piece else {
                if let Piece::Close(name) = piece
                    && name == "num"
                {
                    list.clear();
                }
                continue;
            };
            let val = || tag.attr("val").unwrap_or_default();
            match tag.name() {
                "abstractNum" => pattern = tag.attr("abstractNumId").unwrap_or_default(),
                "num" => list = tag.attr("numId").unwrap_or_default(),
                "abstractNumId" => {
                    self.lists.insert(list.clone(), val());
                }
                "lvl" | "lvlOverride" => {
                    level = tag
                        .attr("ilvl")
                        .and_then(|v| v.parse().ok())
                        .unwrap_or(0)
                        .min(LEVELS);
                    self.level(&list, &pattern, level);
                }
                "start" | "startOverride" => {
                    self.level(&list, &pattern, level).start = val().parse().ok();
                }
                "numFmt" => self.level(&list, &pattern, level).format = Some(val()),
                "isLgl" => {
                    self.level(&list, &pattern, level).legal =
                        !matches!(val().as_str(), "0" | "false");
                }
                "lvlRestart" => self.level(&list, &pattern, level).restart = val().parse().ok(),
                "lvlText" => self.level(&list, &pattern, level).text = Some(val()),
                _ => {}
            }
        }
    }

    fn level(&mut self, list: &str, pattern: &str, level: usize) -> &mut Level {
        let levels = if list.is_empty() {
            self.patterns.entry(pattern.to_owned()).or_default()
        } else {
            self.overrides.entry(list.to_owned()).or_default()
        };
        levels.entry(level).or_insert(Level {
            start: None,
            format: None,
            text: None,
            legal: false,
            restart: None,
        })
    }

    fn read_styles(&mut self, xml: &str) {
        let mut reader = XmlReader::new(xml);
        let mut style = String::new();
        let mut level = 0;
        while let Some(piece) = reader.next() {
            let Piece::Open(tag) = piece else { continue };
            match tag.name() {
                "style" => {
                    style = tag.attr("styleId").unwrap_or_default();
                    level = 0;
                }
                "vanish" if !matches!(tag.attr("val").as_deref(), Some("0" | "false" | "off")) => {
                    self.hidden.insert(style.clone());
                }
                "ilvl" => level = tag.attr("val").and_then(|v| v.parse().ok()).unwrap_or(0),
                "numId" => {
                    let id = tag.attr("val").unwrap_or_default();
                    self.styles.insert(style.clone(), (id, level));
                }
                _ => {}
            }
        }
    }

    /// Whether a style hides its letters.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// The list and level that a style puts its paragraphs in.
    pub(super) fn of_style(&self, style: &str) -> Option<(String, usize)> {
        self.styles.get(style).cloned()
    }

    fn rule(&self, list: &str, level: usize) -> Option<Rule<'_>> {
        let pattern = self
            .lists
            .get(list)
            .and_then(|pattern| self.patterns.get(pattern)?.get(&level));
        let over = self
            .overrides
            .get(list)
            .and_then(|levels| levels.get(&level));
        // An override without a form of its own changes only where the count begins.
        let form = over.filter(|over| over.format.is_some()).or(pattern)?;
        Some(Rule {
            start: over.and_then(|over| over.start).or(form.start).unwrap_or(0),
            format: form.format.as_deref().unwrap_or("decimal"),
            text: form.text.as_deref().unwrap_or(""),
            legal: form.legal,
            restart: form.restart,
        })
    }
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By pattern: lists of one pattern count on together.
    counts: BTreeMap<String, Vec<Option<u32>>>,
    seen: BTreeMap<String, ()>,
}

impl Counters {
    /// Counts one more paragraph and gives its label; none for bullets and lists without rules.
    pub(super) fn next(&mut self, rules: &Numbering, list: &str, level: usize) -> Option<String> {
        let rule = rules.rule(list, level)?;
        let pattern = rules.lists.get(list)?.clone();
        let counts = self
            .counts
            .entry(pattern)
            .or_insert_with(|| vec![None; LEVELS + 1]);
        // A list that restarts does so at its first paragraph.
        if self.seen.insert(list.to_owned(), ()).is_none()
            && let Some(levels) = rules.overrides.get(list)
        {
            for at in levels.keys() {
                if let Some(count) = counts.get_mut(*at) {
                    *count = None;
                }
            }
        }
        let count = counts.get_mut(level)?;
        *count = Some(count.map_or(rule.start, |n| n.saturating_add(1)));
        for (at, deeper) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = rules.rule(list, at).and_then(|rule| rule.restart);
            if restart.is_none_or(|last| level < last) {
                *deeper = None;
            }
        }
        if matches!(rule.format, "bullet" | "none") {
            return None;
        }
        let mut label = rule.text.to_owned();
        for at in 0..=level {
            let upper = rules.rule(list, at)?;
            let number = counts.get_mut(at)?.get_or_insert(upper.start);
            let format = if rule.legal { "decimal" } else { upper.format };
            label = label.replace(&format!("%{}", at + 1), &written(*number, format));
        }
        (!label.is_empty()).then_some(label)
    }
}

/// A number in the way that the rule names (ECMA-376 part 1, section 17.18.59).
fn written(number: u32, format: &str) -> String {
    match format {
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        // Such a level has no number of its own for those below it.
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => {
            let ending = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{ending}")
        }
        // Letters in alphabet order, and in the old order of numbers.
        "arabicAlpha" => sign("أبتثجحخدذرزسشصضطظعغفقكلمنهوي", number),
        "arabicAbjad" => sign("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", number),
        "hindiNumbers" => number.to_string(),
        _ => number.to_string(),
    }
}

fn sign(signs: &str, number: u32) -> String {
    let count = u32::try_from(signs.chars().count()).unwrap_or(1).max(1);
    let at = usize::try_from(number.saturating_sub(1) % count).unwrap_or(0);
    let times = usize::try_from(number.saturating_sub(1) / count + 1)
        .unwrap_or(1)
        .min(20);
    signs
        .chars()
        .nth(at)
        .map(|c| c.to_string().repeat(times))
        .unwrap_or_default()
}

fn letters(number: u32, first: char) -> String {
    let at = u8::try_from(number.saturating_sub(1) % 26).unwrap_or(0);
    let times = usize::try_from(number.saturating_sub(1) / 26 + 1)
        .unwrap_or(1)
        .min(20);
    let base = if first == 'A' { b'A' } else { b'a' };
    char::from(base + at).to_string().repeat(times)
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    number = number.min(5_000);
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
