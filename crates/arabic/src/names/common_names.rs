//! Which common name a written part is, and how common that is.
//!
//! A group is one Arabic name with its spellings: محمد, Mohamed, Muhammad, Mehmet. A Latin spelling
//! can serve several Arabic names (Hasan: حسن and حسان), so a part has a list of groups, each with its
//! share of those who are written so. Articles are left off: الحسن and Hasan are in the group of حسن.
//!
//! How common a name is, is an estimate: `tables/names/common_names.tsv` says from what, and how far
//! it can be off.

use super::alphabet::Written;
use super::{Part, spelling};
use crate::table;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// The version of groups and frequencies: a group's number means the same only within one version.
pub const VERSION: &str = "common-names/1";

/// A common name with all its spellings, by its row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(u16);

impl GroupId {
    /// Its number, below [`count`].
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// A group that a written part can belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Which group.
    pub group: GroupId,
    /// How many of those who are written so belong to it, between 0 and 1; those of a part sum to 1.
    pub share: f32,
}

/// How common a part is among the parts of names in the region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// One part in so many is this name, in any of its spellings; above 1.
    pub one_in: f32,
    /// Whether the table has the name; where not, its letters were the only measure.
    pub listed: bool,
}

/// The groups of a part, the likeliest first; empty where the table has none.
pub fn groups(part: &Part) -> &'static [Share] {
    part.groups
}

/// The likeliest group of a part.
pub fn group(part: &Part) -> Option<GroupId> {
    part.groups.first().map(|share| share.group)
}

/// How common the name is that this part is a spelling of. Where the table has no such name, rare
/// letters make it rarer, within the bounds of [`UNLISTED`].
pub fn frequency(part: &Part) -> Frequency {
    if part.groups.is_empty() {
        return Frequency {
            one_in: unlisted(part.surprise),
            listed: false,
        };
    }
    let chance: f32 = part
        .groups
        .iter()
        .map(|share| share.share / one_in(share.group))
        .sum();
    Frequency {
        one_in: 1.0 / chance,
        listed: true,
    }
}

/// One part in so many belongs to this group.
pub fn one_in(group: GroupId) -> f32 {
    row(group).map_or(UNLISTED.1, |row| row.one_in)
}

/// The Arabic name of a group, without article.
pub fn name(group: GroupId) -> &'static str {
    row(group).map_or("", |row| row.name)
}

/// How many groups there are.
pub fn count() -> usize {
    COMMON.rows.len()
}

/// The most and the least common that a name is taken for which the table lacks: one in so many.
pub const UNLISTED: (f32, f32) = (8_000.0, 1_000_000.0);

/// A name of rare letters is rarer, by so much of each bit; measured by the trainer.
fn unlisted(surprise: f32) -> f32 {
    (COMMON.unlisted.0 + COMMON.unlisted.1 * surprise)
        .exp2()
        .clamp(UNLISTED.0, UNLISTED.1)
}

struct Row {
    name: &'static str,
    one_in: f32,
    /// The name's letters, as they are compared.
    letters: Vec<u8>,
    /// A bit for each letter that it has.
    has: u64,
    rivals: OnceLock<Vec<GroupId>>,
}

struct Common {
    rows: Vec<Row>,
    arabic: HashMap<&'static str, Vec<Share>>,
    latin: HashMap<&'static str, Vec<Share>>,
    unlisted: (f32, f32),
}

/// Groups that hold less of a spelling than this are left out.
const LEAST_SHARE: f32 = 0.02;

static COMMON: LazyLock<Common> =
    LazyLock::new(|| Common::read(include_str!("../../tables/names/common_names.tsv")));

fn row(group: GroupId) -> Option<&'static Row> {
    COMMON.rows.get(usize::from(group.0))
}

/// The groups of a normal form, as [`Part`] makes them.
pub(super) fn of_normal(normal: &str, arabic: bool) -> Option<&'static [Share]> {
    let by_spelling = if arabic {
        &COMMON.arabic
    } else {
        &COMMON.latin
    };
    by_spelling.get(normal).map(Vec::as_slice)
}

/// Names nearer to another than this many steps of writing can be taken for it.
const NEAR: f32 = 1.75;
/// So many rivals of a name are kept, the most common ones.
const RIVALS: usize = 6;

/// Other names that a reader or writer could take for this one, the most common first.
pub(super) fn rivals(group: GroupId) -> &'static [GroupId] {
    let Some(own) = row(group) else { return &[] };
    own.rivals.get_or_init(|| {
        let near = COMMON.rows.iter().zip(0u16..).filter(|(other, number)| {
            *number != group.0
                && other.letters.len().abs_diff(own.letters.len()) <= 1
                // Most differ in more letters than a slip or two can change.
                && (other.has ^ own.has).count_ones() <= 4
                && spelling::distance(&own.letters, &other.letters) <= NEAR
        });
        // Rows come by how common they are.
        near.map(|(_, number)| GroupId(number))
            .take(RIVALS)
            .collect()
    })
}

/// The Arabic letters of a group's name.
pub(super) fn letters_of(group: GroupId) -> &'static [u8] {
    row(group).map_or(&[], |row| &row.letters)
}

fn letters(name: &str) -> Vec<u8> {
    match Written::of(name, true) {
        Written::Arabic(letters) | Written::Latin(letters) => letters,
    }
}

impl Common {
    fn read(text: &'static str) -> Self {
        let mut common = Self {
            rows: Vec::new(),
            arabic: HashMap::new(),
            latin: HashMap::new(),
            unlisted: (13.0, 0.0),
        };
        for row in table::rows(text) {
            match row.as_slice() {
                ["unlisted", base, slope] => {
                    common.unlisted = (base.parse().unwrap_or(13.0), slope.parse().unwrap_or(0.0));
                }
                [arabic, one_in, latin] => common.add(arabic, one_in, latin),
                _ => {}
            }
        }
        for shares in common.arabic.values_mut().chain(common.latin.values_mut()) {
            divide(shares);
        }
        common
    }

    fn add(&mut self, arabic: &'static str, one_in: &str, latin: &'static str) {
        let (Ok(number), Ok(one_in)) = (u16::try_from(self.rows.len()), one_in.parse::<f32>())
        else {
            return;
        };
        let group = GroupId(number);
        let share = |per_mille: f32| Share {
            group,
            share: per_mille / 1_000.0 / one_in,
        };
        for spelling in arabic.split(' ') {
            self.arabic
                .entry(spelling)
                .or_default()
                .push(share(1_000.0));
        }
        for spelling in latin.split(' ') {
            if let Some((spelling, per_mille)) = spelling.split_once(':')
                && let Ok(per_mille) = per_mille.parse()
            {
                let shares = self.latin.entry(spelling).or_default();
                shares.push(share(per_mille));
            }
        }
        let name = arabic.split(' ').next().unwrap_or_default();
        self.rows.push(Row {
            name,
            one_in,
            has: letters(name)
                .iter()
                .fold(0, |has, letter| has | 1 << letter),
            letters: letters(name),
            rivals: OnceLock::new(),
        });
    }
}

/// From chances of a spelling with each group to shares of it.
fn divide(shares: &mut Vec<Share>) {
    let share_out = |shares: &mut Vec<Share>| {
        let all: f32 = shares.iter().map(|share| share.share).sum();
        for share in shares {
            share.share /= all.max(f32::MIN_POSITIVE);
        }
    };
    share_out(shares);
    shares.retain(|share| share.share >= LEAST_SHARE);
    share_out(shares);
    shares.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.group.cmp(&b.group)));
}

#[cfg(test)]
mod tests;
