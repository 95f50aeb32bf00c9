//! Which parts of one list may be spellings of which parts of the other, found once for all records.

use crate::lexicon::{Entry, Lexicon, ROLES, Role, Token};
use crate::{parallel, place, slip};
use arabic::names::{self, common_names};
use rustc_hash::{FxHashMap, FxHashSet};

/// A step of likeness: 0 is different, higher is likelier one name.
pub(crate) type Grade = u8;

/// Agreement from which on each grade begins; [`names::part_agreement`] says what agreement is.
const GRADES_FROM: [f32; 7] = [0.20, 0.34, 0.46, 0.58, 0.69, 0.80, 0.91];

/// Letter for letter, in one script.
pub(crate) const IDENTICAL: Grade = 8;

/// How many grades there are, 0 among them.
pub(crate) const GRADES: usize = 9;

/// What is known of names without the lists counts like so many records of them: much for a list of
/// a hundred, nothing for one of a hundred thousand.
const OUTSIDE: f32 = 300.0;

/// The share of people of one place, where lists are too short to tell.
const PLACE_SHARE: f32 = 0.01;

/// The share of people who bear the name of each part, without looking at the lists.
fn outside(lexicon: &Lexicon) -> Vec<f32> {
    let share = |entry: &Entry| 1.0 / common_names::frequency(&entry.part).one_in as f32;
    lexicon.entries().iter().map(share).collect()
}

/// For each grade, how likely a part that agrees so well is of the same name.
pub(crate) type Worth = [f32; GRADES];

/// Where estimation starts from.
pub(crate) const WORTH: Worth = [0.0, 0.03, 0.08, 0.15, 0.3, 0.55, 0.8, 0.95, 1.0];

/// The grade of an agreement.
fn grade(agreement: f32) -> Grade {
    GRADES_FROM
        .iter()
        .take_while(|from| agreement >= **from)
        .count() as Grade
}

/// Parts of two lists that are like each other.
#[derive(Debug)]
pub(crate) struct Likeness {
    like: Like,
    /// For each left token and role: the share of right records, of those that say this role, that
    /// agree at each grade.
    shares_left: Shares,
    /// The same seen from the right.
    shares_right: Shares,
    /// For each left token, and each right one: the share of people who bear its name, as far as is
    /// known without these lists.
    outside: (Vec<f32>, Vec<f32>),
    /// How many right records, and left ones, say anything in each role.
    said: ([u32; ROLES], [u32; ROLES]),
    /// For each left token and role: the share of right records that bear its name.
    bearers_left: Vec<[f32; ROLES]>,
    /// The same seen from the right.
    bearers_right: Vec<[f32; ROLES]>,
}

/// Parts seen this often are worth finding by a key with a letter lost or changed.
const FREQUENT: u32 = 3;

impl Likeness {
    pub(crate) fn between(left: &Lexicon, right: &Lexicon, threads: usize) -> Self {
        let like = spelled_alike(left, right, threads);
        Self::counted(left, right, like, outside)
    }

    /// Likeness with how many bear each name; `outside` tells what is known of that beforehand.
    fn counted(
        left: &Lexicon,
        right: &Lexicon,
        like: Like,
        outside: impl Fn(&Lexicon) -> Vec<f32>,
    ) -> Self {
        let (shares_left, shares_right) = shares(left, right, &like);
        let mut likeness = Self {
            bearers_left: vec![[0.0; ROLES]; shares_left.len()],
            bearers_right: vec![[0.0; ROLES]; shares_right.len()],
            outside: (outside(left), outside(right)),
            said: (right.said, left.said),
            like,
            shares_left,
            shares_right,
        };
        likeness.weigh(&[WORTH; ROLES]);
        likeness
    }

    /// Counts anew how many bear each name, where a part that agrees at a grade is of the same name
    /// with the chance given for role and grade.
    pub(crate) fn weigh(&mut self, worth: &[Worth; ROLES]) {
        for (shares, bearers, outside, said) in [
            (
                &self.shares_left,
                &mut self.bearers_left,
                &self.outside.0,
                &self.said.0,
            ),
            (
                &self.shares_right,
                &mut self.bearers_right,
                &self.outside.1,
                &self.said.1,
            ),
        ] {
            for ((shares, bearers), outside) in shares.iter().zip(bearers).zip(outside) {
                let roles = shares.iter().zip(bearers).zip(worth).zip(said);
                for (((grades, bearers), worth), said) in roles {
                    let listed: f32 = grades.iter().zip(worth).map(|(share, w)| share * w).sum();
                    let said = *said as f32;
                    let all = (listed * said + outside * OUTSIDE) / (said + OUTSIDE);
                    *bearers = all.clamp(1e-7, 1.0);
                }
            }
        }
    }

    /// How much likelier each grade is than its worth says, among records of one person in these
    /// lists: the share of records that agree so well, divided by that of all that bear the name.
    pub(crate) fn expected(
        &self,
        left: (Token, Role),
        right: (Token, Role),
        worth: &Worth,
    ) -> [f32; GRADES] {
        let mut sum = [0.0; GRADES];
        let sides = [
            (&self.shares_left, left.0, right.1),
            (&self.shares_right, right.0, left.1),
        ];
        for (shares, token, role) in sides {
            let Some(grades) = shares
                .get(token as usize)
                .and_then(|of| of.get(role as usize))
            else {
                continue;
            };
            let listed: f32 = grades.iter().zip(worth).map(|(share, w)| share * w).sum();
            if listed > 0.0 {
                for (sum, share) in sum.iter_mut().zip(grades) {
                    *sum += 0.5 * share / listed;
                }
            }
        }
        sum
    }

    /// The same for places, where a gazetteer joins names that no spelling joins.
    pub(crate) fn of_places(left: &Lexicon, right: &Lexicon, threads: usize) -> Self {
        let mut like = spelled_alike(left, right, threads);
        let mut known: FxHashMap<place::Place, Vec<Token>> = FxHashMap::default();
        let place_of = |entry: &Entry| place::known(entry.part.text()).map(|(place, _)| place);
        for (r, entry) in right.entries().iter().enumerate() {
            if let Some(place) = place_of(entry) {
                known.entry(place).or_default().push(r as Token);
            }
        }
        for (l, entry) in left.entries().iter().enumerate() {
            let Some(same) = place_of(entry).and_then(|place| known.get(&place)) else {
                continue;
            };
            let Some(list) = like.get_mut(l) else {
                continue;
            };
            let mut merged: FxHashMap<Token, Grade> = list.iter().copied().collect();
            merged.extend(same.iter().map(|r| (*r, IDENTICAL)));
            let mut merged: Vec<(Token, Grade)> = merged.into_iter().collect();
            merged.sort_unstable();
            *list = merged.into();
        }
        Self::counted(left, right, like, |places| {
            vec![PLACE_SHARE; places.entries().len()]
        })
    }

    /// Right tokens like a left one, by token.
    pub(crate) fn of(&self, left: Token) -> &[(Token, Grade)] {
        self.like.get(left as usize).map_or(&[], |list| list)
    }

    /// How like two tokens are.
    pub(crate) fn grade(&self, left: Token, right: Token) -> Grade {
        let list = self.of(left);
        list.binary_search_by_key(&right, |(token, _)| *token)
            .ok()
            .and_then(|at| list.get(at))
            .map_or(0, |(_, grade)| *grade)
    }

    /// The share of records that bear the name of these two tokens in these roles, seen from both
    /// sides, as log base 2 of their geometric mean.
    pub(crate) fn bearers(&self, left: (Token, Role), right: (Token, Role)) -> f32 {
        let of = |bearers: &[[f32; ROLES]], token: Token, role: Role| {
            bearers
                .get(token as usize)
                .and_then(|of| of.get(role as usize))
                .map_or(0.0, |share| share.log2())
        };
        f32::midpoint(
            of(&self.bearers_left, left.0, right.1),
            of(&self.bearers_right, right.0, left.1),
        )
    }
}

/// For each token of the left list, tokens of the right one with their grade, by token.
type Like = Vec<Box<[(Token, Grade)]>>;

/// Parts of the right list that are spelled like each part of the left one.
fn spelled_alike(left: &Lexicon, right: &Lexicon, threads: usize) -> Like {
    let index_right = Index::of(right);
    let index_left = Index::of(left);
    let mut found: Vec<Vec<Token>> = vec![Vec::new(); left.entries().len()];
    let mut seen: FxHashSet<Token> = FxHashSet::default();
    for (l, entry) in left.entries().iter().enumerate() {
        seen.clear();
        index_right.candidates(entry, &mut seen);
        if let Some(list) = found.get_mut(l) {
            list.extend(seen.iter().copied());
        }
    }
    // A rare right part finds frequent left ones by a changed key, too.
    for (r, entry) in right.entries().iter().enumerate() {
        seen.clear();
        index_left.candidates(entry, &mut seen);
        for l in &seen {
            if let Some(list) = found.get_mut(*l as usize) {
                list.push(r as Token);
            }
        }
    }
    let direct: Vec<Vec<(Token, Grade)>> =
        parallel::parts(left.entries().len(), 64, threads, |range| {
            let lefts = left.entries().get(range.clone()).unwrap_or_default();
            let found = found.get(range).unwrap_or_default();
            lefts
                .iter()
                .zip(found)
                .map(|(a, tokens)| graded(a, tokens, right))
                .collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
    with_slips(left, right, direct)
}

/// Those of `tokens`, each once, that are like `one`, with their grades.
fn graded(one: &Entry, tokens: &[Token], right: &Lexicon) -> Vec<(Token, Grade)> {
    let mut tokens = tokens.to_vec();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
        .into_iter()
        .filter_map(|token| {
            let other = right.get(token)?;
            let grade = if one.arabic == other.arabic && one.part.text() == other.part.text() {
                IDENTICAL
            } else {
                grade(names::part_agreement(&one.part, &other.part))
            };
            (grade > 0).then_some((token, grade))
        })
        .collect()
}

/// The grade of a part that is a slip of one that agrees.
const SLIP: Grade = 2;
/// From which grade on what a slip stands for is looked at.
const SLIP_OF: Grade = 4;

/// Adds what parts agree with by one slip of eye or hand.
fn with_slips(left: &Lexicon, right: &Lexicon, direct: Vec<Vec<(Token, Grade)>>) -> Like {
    let left_slips = slip::slips(left);
    let right_slips = slip::slips(right);
    // Right parts that may be slips of this one.
    let mut slipped: FxHashMap<Token, Vec<Token>> = FxHashMap::default();
    for (r, of) in right_slips.iter().enumerate() {
        for other in of {
            slipped.entry(*other).or_default().push(r as Token);
        }
    }
    direct
        .iter()
        .zip(&left_slips)
        .map(|(own, stands_for)| {
            let mut all: FxHashMap<Token, Grade> = own.iter().copied().collect();
            let mut add = |token: Token| {
                all.entry(token).or_insert(SLIP);
            };
            for (r, _) in own.iter().filter(|(_, grade)| *grade >= SLIP_OF) {
                slipped.get(r).into_iter().flatten().for_each(|r| add(*r));
            }
            for other in stands_for {
                let list = direct.get(*other as usize).into_iter().flatten();
                list.filter(|(_, grade)| *grade >= SLIP_OF)
                    .for_each(|(r, _)| add(*r));
            }
            let mut all: Vec<(Token, Grade)> = all.into_iter().collect();
            all.sort_unstable();
            all.into()
        })
        .collect()
}

type Shares = Vec<[[f32; GRADES]; ROLES]>;

fn shares(left: &Lexicon, right: &Lexicon, like: &[Box<[(Token, Grade)]>]) -> (Shares, Shares) {
    let zero = [[0.0; GRADES]; ROLES];
    let mut from_left = vec![zero; left.entries().len()];
    let mut from_right = vec![zero; right.entries().len()];
    let add = |cell: Option<&mut [[f32; GRADES]; ROLES]>, entry: &Entry, grade: Grade| {
        if let Some(cell) = cell {
            for (roles, count) in cell.iter_mut().zip(entry.counts) {
                if let Some(sum) = roles.get_mut(usize::from(grade)) {
                    *sum += count as f32;
                }
            }
        }
    };
    for (l, list) in like.iter().enumerate() {
        for (r, grade) in list {
            if let (Some(a), Some(b)) = (left.get(l as Token), right.get(*r)) {
                add(from_left.get_mut(l), b, *grade);
                add(from_right.get_mut(*r as usize), a, *grade);
            }
        }
    }
    finish(&mut from_left, &right.said);
    finish(&mut from_right, &left.said);
    (from_left, from_right)
}

/// Counts become shares; what was never seen gets half a record.
fn finish(shares: &mut Shares, said: &[u32; ROLES]) {
    for token in shares {
        for (grades, said) in token.iter_mut().zip(said) {
            let all = *said as f32 + 1.0;
            for sum in grades.iter_mut().skip(1) {
                *sum /= all;
            }
        }
    }
}

/// Tokens by the sound of their consonants.
struct Index<'a> {
    exact: FxHashMap<&'a str, Vec<Token>>,
    /// Frequent tokens by their key with one sound left out.
    longer: FxHashMap<String, Vec<Token>>,
    /// Frequent tokens by their key with one sound left open.
    changed: FxHashMap<String, Vec<Token>>,
}

/// Keys of a token that are also looked for with a sound less, more or changed.
const BENT: usize = 2;

impl<'a> Index<'a> {
    fn of(lexicon: &'a Lexicon) -> Self {
        let mut index = Self {
            exact: FxHashMap::default(),
            longer: FxHashMap::default(),
            changed: FxHashMap::default(),
        };
        let add = |map: &mut FxHashMap<String, Vec<Token>>, key: String, token: Token| {
            let list = map.entry(key).or_default();
            if list.last() != Some(&token) {
                list.push(token);
            }
        };
        for (token, entry) in lexicon.entries().iter().enumerate() {
            let token = token as Token;
            for key in &entry.keys {
                index.exact.entry(key).or_default().push(token);
            }
            if entry.count() >= FREQUENT {
                for key in entry.keys.iter().take(BENT) {
                    for shorter in bent(key, "") {
                        add(&mut index.longer, shorter, token);
                    }
                    for open in bent(key, OPEN) {
                        add(&mut index.changed, open, token);
                    }
                }
            }
        }
        index
    }

    fn candidates(&self, entry: &Entry, out: &mut FxHashSet<Token>) {
        for key in &entry.keys {
            out.extend(self.exact.get(&**key).into_iter().flatten());
            out.extend(self.longer.get(&**key).into_iter().flatten());
        }
        for key in entry.keys.iter().take(BENT) {
            for shorter in bent(key, "") {
                out.extend(self.exact.get(shorter.as_str()).into_iter().flatten());
            }
            for open in bent(key, OPEN) {
                out.extend(self.changed.get(open.as_str()).into_iter().flatten());
            }
        }
    }
}

/// Stands for a sound that may be any.
const OPEN: &str = "_";

/// A key with each of its sounds in turn left out, or left open. Keys of two sounds are only left
/// out of, and of one sound neither: too many would meet.
fn bent<'k>(key: &'k str, by: &'k str) -> impl Iterator<Item = String> + 'k {
    let least = if by.is_empty() { 2 } else { 3 };
    let long_enough = key.chars().count() >= least;
    key.char_indices()
        .filter(move |_| long_enough)
        .map(move |(at, sound)| {
            let (front, back) = key.split_at(at);
            let rest = back.get(sound.len_utf8()..).unwrap_or_default();
            format!("{front}{by}{rest}")
        })
}
