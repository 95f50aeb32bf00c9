//! The weights of an account as a picture: from the odds before to the odds after, bar by bar.
//!
//! Axes run from left to right in every language; the same figures stand in a table beside it.

use super::super::shell::Shell;
use crate::telling::{field_key, signed};
use linkage::Account;

const WIDTH: f32 = 890.0;
const LEFT: f32 = 46.0;
const TOP: f32 = 22.0;
const PLOT: f32 = 166.0;
/// Share of its slot that a bar fills.
const FILLED: f32 = 0.67;
/// Letters of a label that fit under a bar; a longer one is broken at a space.
const LABEL_CHARS: usize = 11;

/// One bar.
pub struct Bar {
    /// `pri`, `pos`, `neg` or `tot`.
    pub class: &'static str,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    /// Middle of the bar.
    pub middle: String,
    /// Where its figure stands.
    pub figure_y: String,
    /// The figure.
    pub figure: String,
    /// Its label, in one or two lines.
    pub label: Vec<String>,
    /// The line to the next bar, where there is one: from, to, height.
    pub to_next: Option<(String, String, String)>,
    /// The odds so far, for the table.
    pub running: String,
}

/// What relatives and rivals move is drawn from so many powers of two on.
const LEAST_DRAWN: f32 = 0.05;

/// The picture.
pub struct Waterfall {
    pub bars: Vec<Bar>,
    /// Lines of the scale: height and figure.
    pub scale: Vec<(String, String, bool)>,
    /// What the picture shows, in one sentence.
    pub alt: String,
}

impl Waterfall {
    /// Draws an account.
    pub fn of(account: &Account, s: &Shell) -> Self {
        let mut running = account.prior;
        // Label, from, to, class.
        let mut spans = vec![(s.t("account-short-prior"), 0.0, account.prior, "pri")];
        for step in &account.steps {
            let class = if step.weight < 0.0 { "neg" } else { "pos" };
            let next = running + step.weight;
            spans.push((s.t(&field_key(step.field)), running, next, class));
            running = next;
        }
        for (key, weight) in [
            ("account-short-relatives", account.relatives),
            ("account-short-rivals", account.rivals),
        ] {
            if weight.abs() >= LEAST_DRAWN {
                let class = if weight < 0.0 { "neg" } else { "pos" };
                spans.push((s.t(key), running, running + weight, class));
            }
            running += weight;
        }
        spans.push((s.t("account-short-total"), 0.0, running, "tot"));
        let highest = spans
            .iter()
            .fold(0.0f32, |m, (_, a, b, _)| m.max(*a).max(*b));
        let lowest = spans
            .iter()
            .fold(0.0f32, |m, (_, a, b, _)| m.min(*a).min(*b));
        let unit = PLOT / (highest - lowest).max(1.0);
        let at = |weight: f32| TOP + (highest - weight) * unit;
        let slot = (WIDTH - LEFT - 8.0) / spans.len() as f32;
        let bars = spans
            .iter()
            .enumerate()
            .map(|(n, (label, from, to, class))| {
                let x = LEFT + slot * n as f32 + slot * (1.0 - FILLED) / 2.0;
                let (upper, lower) = (at(from.max(*to)), at(from.min(*to)));
                let value = if matches!(*class, "pri" | "tot") {
                    *to
                } else {
                    to - from
                };
                let below = value < 0.0;
                let last = n + 1 == spans.len();
                Bar {
                    class,
                    x: px(x),
                    y: px(upper),
                    width: px(slot * FILLED),
                    height: px((lower - upper).max(1.0)),
                    middle: px(x + slot * FILLED / 2.0),
                    figure_y: px(if below { lower + 13.0 } else { upper - 5.0 }),
                    figure: signed(f64::from(value), s.lang),
                    label: broken(label),
                    to_next: (!last).then(|| (px(x + slot * FILLED), px(x + slot), px(at(*to)))),
                    running: signed(f64::from(*to), s.lang),
                }
            });
        let alt = s.t2(
            "screen-match-waterfall",
            "prior",
            signed(f64::from(account.prior), s.lang),
            "total",
            signed(f64::from(running), s.lang),
        );
        Self {
            bars: bars.collect(),
            scale: scale(lowest, highest)
                .into_iter()
                .map(|weight| {
                    let figure = match weight {
                        0 => "0".to_owned(),
                        w if w > 0 => format!("+{w}"),
                        w => format!("\u{2212}{}", -w),
                    };
                    (px(at(weight as f32)), figure, weight == 0)
                })
                .collect(),
            alt,
        }
    }
}

fn px(value: f32) -> String {
    format!("{value:.1}")
}

/// Round figures of the scale: every 5, 10 or 20 powers of two.
fn scale(lowest: f32, highest: f32) -> Vec<i32> {
    let span = highest - lowest;
    let step = match span {
        s if s <= 14.0 => 5,
        s if s <= 45.0 => 10,
        _ => 20,
    };
    let (from, to) = (lowest as i32 / step, highest as i32 / step);
    (from..=to).map(|n| n * step).collect()
}

fn broken(label: &str) -> Vec<String> {
    if label.chars().count() <= LABEL_CHARS {
        return vec![label.to_owned()];
    }
    let half = label.chars().count() / 2;
    let nearest = label
        .char_indices()
        .enumerate()
        .filter(|(_, (_, c))| *c == ' ')
        .min_by_key(|(n, _)| n.abs_diff(half))
        .and_then(|(_, (at, _))| label.split_at_checked(at));
    match nearest {
        Some((first, second)) => vec![first.to_owned(), second.trim_start().to_owned()],
        None => vec![label.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_holds_nought() {
        assert_eq!(scale(-13.2, 10.6), [-10, 0, 10]);
        assert_eq!(scale(-4.0, 6.0), [0, 5]);
        assert_eq!(scale(-60.0, 12.0), [-60, -40, -20, 0]);
    }

    #[test]
    fn a_long_label_is_broken_at_a_space_near_its_middle() {
        assert_eq!(broken("Given name"), ["Given name"]);
        assert_eq!(broken("Registry number"), ["Registry", "number"]);
        assert_eq!(broken("Grandfather’s name"), ["Grandfather’s", "name"]);
        assert_eq!(broken("Geboorteplaatsen"), ["Geboorteplaatsen"]);
    }
}
