//! How far two parts agree: by their spelling, and by what is known of common names.

use super::alphabet::Written;
use super::common_names::{self, GroupId, Share};
use super::{Part, background, spelling};

/// An article on one side only is common in lists, and speaks a little against. In bits.
const ARTICLE_DIFFERS: f32 = 1.5;
/// No part agrees less than this, so what agrees less need not be computed to the end.
const LEAST: f32 = -1.5;

/// How far two parts agree: see [`super::part_agreement`].
pub(super) fn agreement(one: &Part, other: &Part) -> f32 {
    let surprise = f32::midpoint(one.surprise, other.surprise).max(1.0);
    let bits = spelled(one, other, LEAST * surprise);
    // What the letters already tell apart needs no more.
    if bits <= 0.0 {
        return (bits / surprise).max(LEAST);
    }
    ((bits + known(one, other)) / surprise).max(LEAST)
}

/// Bits by which the spellings, articles on or off, are likelier together than by chance.
fn spelled(one: &Part, other: &Part, floor: f32) -> f32 {
    let gain = |a: &Written, b: &Written| self::gain(a, b, floor);
    let mut bits = gain(&one.whole, &other.whole);
    match (&one.bare, &other.bare) {
        (Some(a), Some(b)) => bits = bits.max(gain(a, b)),
        (Some(a), None) => bits = bits.max(gain(a, &other.whole) - ARTICLE_DIFFERS),
        (None, Some(b)) => bits = bits.max(gain(&one.whole, b) - ARTICLE_DIFFERS),
        (None, None) => {}
    }
    bits
}

fn gain(one: &Written, other: &Written, floor: f32) -> f32 {
    use Written::{Arabic, Latin};
    match (one, other) {
        (Arabic(a), Arabic(b)) => spelling::among_arabic(a, b),
        (Arabic(a), Latin(b)) | (Latin(b), Arabic(a)) => {
            let chance = background::arabic(a) + background::latin(b);
            spelling::across(a, b, floor - chance) + chance
        }
        (Latin(a), Latin(b)) => {
            let chance = background::latin(a) + background::latin(b);
            spelling::among_latin(a, b, floor - chance) + chance
        }
    }
}

/// Bits for one common name on both sides, or for two.
struct Bits {
    same: f32,
    distinct: f32,
}

// Chosen by the likelihood of the pairs from which the weights are learned, with tables that lacked
// their spellings.
const ARABIC: Bits = Bits {
    same: 1.0,
    distinct: -9.0,
};
const MIXED: Bits = Bits {
    same: 4.0,
    distinct: -7.0,
};
const LATIN: Bits = Bits {
    same: 3.0,
    distinct: -9.0,
};
/// How much it counts that another common name explains a Latin spelling better or worse, and the
/// bits within which it does.
const RIVAL: f32 = 0.6;
const RIVAL_BETTER: f32 = -12.0;
const RIVAL_WORSE: f32 = 2.0;

/// What is known of the two as common names, in bits. Two of them that differ by a letter are two
/// names, and a slip from the one to the other is rarer than the other name itself.
fn known(one: &Part, other: &Part) -> f32 {
    let (a, b) = (common_names::groups(one), common_names::groups(other));
    let mixed = match (&one.whole, &other.whole) {
        (Written::Arabic(_), Written::Latin(latin)) => Some((one, a, b, latin, other)),
        (Written::Latin(latin), Written::Arabic(_)) => Some((other, b, a, latin, one)),
        _ => None,
    };
    let bits = match (&one.whole, mixed.is_some()) {
        (_, true) => MIXED,
        (Written::Arabic(_), _) => ARABIC,
        (Written::Latin(_), _) => LATIN,
    };
    let table = if a.is_empty() || b.is_empty() {
        0.0
    } else if shared(a, b) {
        bits.same
    } else {
        bits.distinct
    };
    let rival = mixed.and_then(|(arabic, own, others, latin, part)| {
        let own_letters = bare(arabic);
        let latin = if part.article_bytes > 0 {
            bare(part)
        } else {
            latin
        };
        let own_bits = spelling::across(own_letters, latin, f32::MIN);
        // What is further below is as good as no rival.
        let floor = own_bits - RIVAL_WORSE;
        let best = rivals(own, others)
            .map(|group| spelling::across(common_names::letters_of(group), latin, floor))
            .reduce(f32::max)?;
        let margin = own_bits - best;
        Some(RIVAL * margin.clamp(RIVAL_BETTER, RIVAL_WORSE))
    });
    table + rival.unwrap_or(0.0)
}

fn shared(one: &[Share], other: &[Share]) -> bool {
    one.iter().any(|a| other.iter().any(|b| a.group == b.group))
}

/// Common names that the Latin spelling could be in place of the Arabic one.
fn rivals<'a>(own: &'a [Share], others: &'a [Share]) -> impl Iterator<Item = GroupId> + 'a {
    let near = own
        .iter()
        .flat_map(|share| common_names::rivals(share.group).iter().copied());
    others
        .iter()
        .map(|share| share.group)
        .chain(near)
        .filter(move |group| own.iter().all(|share| share.group != *group))
}

/// Its letters, without the article that its name does not have.
fn bare(part: &Part) -> &[u8] {
    let bare = part.bare.as_ref().filter(|_| part.article_bytes > 0);
    match bare.unwrap_or(&part.whole) {
        Written::Arabic(letters) | Written::Latin(letters) => letters,
    }
}
