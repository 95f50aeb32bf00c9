//! The account of a lead, told in words: one sentence a step, what speaks against, who else it could be.
//!
//! It opens and closes by saying that a match is a lead. No sentence says that two people are one.

pub(crate) mod copies;
pub(crate) mod csv;
pub(crate) mod photos;

use crate::texts::{Lang, as_written};
use linkage::{Account, Field, Level, Relation, Step};

/// A field that moves the odds by less than this, in powers of two, says little.
const LITTLE: f32 = 0.3;
/// From here on it speaks strongly.
const STRONGLY: f32 = 3.0;
/// Odds beyond this power of two are not told as a figure.
const HUGE: f32 = 30.0;
/// Another explanation with a smaller share than this goes untold.
const LEAST_SHARE: f64 = 0.005;

/// How a text is looked up: key and values in, text or markup out.
pub type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

/// An account in words, in the order in which it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// That it is a lead, and the odds before and after.
    pub opening: Vec<String>,
    /// One sentence for each field.
    pub steps: Vec<String>,
    /// What speaks against, or that nothing does.
    pub against: String,
    /// Who else the two rows could speak of, the likeliest first.
    pub others: Vec<String>,
    /// That a match is a lead.
    pub closing: String,
}

impl Telling {
    /// Every sentence, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.opening
            .iter()
            .chain(&self.steps)
            .chain([&self.against])
            .chain(&self.others)
            .chain([&self.closing])
            .map(String::as_str)
    }
}

/// What a row about a lead calls itself: a match is a `lead` until people have ended with it, and only
/// then a `decision`.
pub fn row_of(standing: &str) -> &'static str {
    match standing {
        "linked" | "apart" | "left_open" => "decision",
        _ => "lead",
    }
}

/// Tells an account in a language.
pub fn tell(account: &Account, lang: Lang, say: Say<'_>) -> Telling {
    let plain = |key: &str| say(key, &[]);
    let before = odds(account.prior, say);
    let after = odds(account.weight(), say);
    let chance = percent(account.probability, say);
    let against: Vec<String> = account
        .steps
        .iter()
        .filter(|step| step.weight <= -LITTLE)
        .map(|step| plain(&field_key(step.field)))
        .collect();
    let mut others = account.others.clone();
    others.sort_by(|one, other| other.1.total_cmp(&one.1));
    Telling {
        opening: vec![
            plain("account-opening"),
            frame("account-before", &[("odds", &before)], say),
            frame(
                "account-after",
                &[("odds", &after), ("percent", &chance)],
                say,
            ),
        ],
        steps: account
            .steps
            .iter()
            .map(|step| sentence(step, lang, say))
            .chain(
                beside(account)
                    .map(|(key, weight)| say(key, &[("weight", signed(f64::from(weight), lang))])),
            )
            .collect(),
        against: if against.is_empty() {
            plain("account-against-none")
        } else {
            let fields = against.join(&plain("account-comma"));
            frame("account-against", &[("fields", &fields)], say)
        },
        others: others
            .iter()
            .filter(|(_, share)| *share >= LEAST_SHARE)
            .map(|(relation, share)| other(*relation, *share, say))
            .collect(),
        closing: plain("account-closing"),
    }
}

/// What moves the odds beside the fields, as the key of its sentence and its weight.
fn beside(account: &Account) -> impl Iterator<Item = (&'static str, f32)> {
    [
        ("account-relatives", account.relatives),
        ("account-rivals", account.rivals),
    ]
    .into_iter()
    .filter(|(_, weight)| weight.abs() >= LITTLE)
}

/// The sentence for another explanation.
pub fn other(relation: Relation, share: f64, say: Say<'_>) -> String {
    let key = match relation {
        Relation::Sibling => "account-other-sibling",
        Relation::Twin => "account-other-twin",
        Relation::ParentAndChild => "account-other-parent-and-child",
        Relation::Cousin => "account-other-cousin",
        Relation::Unrelated => "account-other-unrelated",
    };
    frame(key, &[("percent", &percent(share, say))], say)
}

/// The name of a field.
pub fn field_key(field: Field) -> String {
    format!("account-field-{}", field.key().replace('_', "-"))
}

/// How two values stand to each other, in a word or two.
pub const fn agreement_key(level: Level) -> &'static str {
    match level {
        Level::Same => "account-agree-same",
        Level::SameByLetterRules => "account-agree-same-by-letter-rules",
        Level::SameBySpelling => "account-agree-same-by-spelling",
        Level::Similar => "account-agree-similar",
        Level::Different => "account-agree-different",
        Level::OrderSwapped => "account-agree-order-swapped",
        Level::OnlyOne => "account-agree-only-one",
        Level::YearAndPlaceholder => "account-agree-year-and-placeholder",
        Level::DayAndMonthSwapped => "account-agree-day-and-month-swapped",
        Level::SameYear => "account-agree-same-year",
        Level::DaysDiffer => "account-agree-days-differ",
        Level::NearYear => "account-agree-near-year",
        Level::YearsApart => "account-agree-years-apart",
        Level::SameGovernorate => "account-agree-same-governorate",
        Level::OneDigitOff => "account-agree-one-digit-off",
    }
}

/// A weight with its sign: `+3.4`, `−3.1`.
pub fn signed(weight: f64, lang: Lang) -> String {
    let shown = format!("{:.1}", weight.abs());
    let zero = shown.chars().all(|c| matches!(c, '0' | '.'));
    let shown = match lang {
        Lang::Fr | Lang::Nl => shown.replace('.', ","),
        Lang::En | Lang::Ar => shown,
    };
    // Without a mark, a sign in front of a number goes behind it where the line runs from right to left.
    let mark = if lang == Lang::Ar { "\u{200e}" } else { "" };
    match (zero, weight < 0.0) {
        (true, _) => shown,
        (false, true) => format!("{mark}\u{2212}{shown}"),
        (false, false) => format!("{mark}+{shown}"),
    }
}

/// A share in per cent, never 0 and never 100.
pub fn percent(share: f64, say: Say<'_>) -> String {
    let percent = (share * 100.0).round();
    if percent < 1.0 {
        say("account-percent-under-one", &[])
    } else if percent > 99.0 {
        say("account-percent-over-99", &[])
    } else {
        format!("{percent:.0}")
    }
}

/// A large number to two figures: nobody knows more of it.
pub fn rounded(number: f64) -> u64 {
    if number < 100.0 {
        return number.round().max(1.0) as u64;
    }
    let step = 10f64.powf(number.log10().floor() - 1.0);
    ((number / step).round() * step) as u64
}

/// The odds, a power of two, in words.
pub fn odds(weight: f32, say: Say<'_>) -> String {
    let shown = |key: &str, power: f32| {
        let n = rounded(f64::from(power).exp2());
        say(key, &[("n", n.to_string())])
    };
    match weight {
        w if w > HUGE => shown("account-odds-huge-for", HUGE),
        w if w < -HUGE => shown("account-odds-huge-against", HUGE),
        w if w >= 0.5 => shown("account-odds-for", w),
        w if w <= -0.5 => shown("account-odds-against", -w),
        _ => say("account-odds-even", &[]),
    }
}

/// A text with parts that are texts already: they are put in as they are.
fn frame(key: &str, parts: &[(&str, &String)], say: Say<'_>) -> String {
    // Private-use characters that no value holds.
    let mark = |n: usize| char::from_u32(0xf8e0 + n as u32).unwrap_or('\u{f8e0}');
    let marks: Vec<(&str, String)> = parts
        .iter()
        .enumerate()
        .map(|(n, (name, _))| (*name, mark(n).to_string()))
        .collect();
    let mut text = say(key, &marks);
    for (n, (_, part)) in parts.iter().enumerate() {
        let bare = mark(n).to_string();
        let isolated = format!("<bdi>{bare}</bdi>");
        let wanted = if text.contains(&isolated) {
            isolated
        } else {
            bare
        };
        text = text.replace(&wanted, part);
    }
    text
}

/// One step in a sentence.
fn sentence(step: &Step, lang: Lang, say: Say<'_>) -> String {
    let mut text = say(&field_key(step.field), &[]);
    text.push_str(&say("account-colon", &[]));
    text.push_str(&said(step, say));
    let semicolon = say("account-semicolon", &[]);
    if let Some(one_in) = step.one_in.filter(|n| *n >= 1.5) {
        let key = if step.field.is_name() {
            "account-rare-name"
        } else {
            "account-rare-value"
        };
        text.push_str(&semicolon);
        text.push_str(&say(key, &[("n", rounded(one_in).to_string())]));
    }
    text.push_str(&semicolon);
    let weight = signed(f64::from(step.weight), lang);
    text.push_str(&say(force(step.weight), &[("weight", weight)]));
    text.push('.');
    text
}

fn said(step: &Step, say: Say<'_>) -> String {
    let both = match (&step.left, &step.right) {
        (Some(left), Some(right)) => [("left", as_written(left)), ("right", as_written(right))],
        (Some(value), None) | (None, Some(value)) => {
            return say("account-said-only-one", &[("value", as_written(value))]);
        }
        (None, None) => return say("account-said-nothing", &[]),
    };
    let key = match step.level {
        Level::Same => "account-said-same",
        Level::SameByLetterRules => "account-said-same-by-letter-rules",
        Level::SameBySpelling => "account-said-same-by-spelling",
        Level::Similar => "account-said-similar",
        Level::Different | Level::OnlyOne => "account-said-different",
        Level::OrderSwapped => "account-said-order-swapped",
        Level::YearAndPlaceholder => "account-said-year-and-placeholder",
        Level::DayAndMonthSwapped => "account-said-day-and-month-swapped",
        Level::SameYear => "account-said-same-year",
        Level::DaysDiffer => "account-said-days-differ",
        Level::NearYear => "account-said-near-year",
        Level::YearsApart => "account-said-years-apart",
        Level::SameGovernorate => "account-said-same-governorate",
        Level::OneDigitOff => "account-said-one-digit-off",
    };
    say(key, &both)
}

const fn force(weight: f32) -> &'static str {
    match weight {
        w if w >= STRONGLY => "account-for-strongly",
        w if w >= LITTLE => "account-for",
        w if w <= -STRONGLY => "account-against-strongly",
        w if w <= -LITTLE => "account-against-step",
        _ => "account-says-little",
    }
}

#[cfg(test)]
mod tests;
