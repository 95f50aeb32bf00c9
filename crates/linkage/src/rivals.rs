//! A person has few records in a list: candidates for one record are rivals.
//!
//! Two records of one list that both fit a record of the other are either two people, of whom at
//! most one is meant, or one person listed twice. The probability of each pair follows from all
//! pairs around it, by passing messages between records until they settle (belief propagation on
//! the matching; exact where the pairs around a record form a tree).

use crate::evidence::Sides;
use crate::person::People;
use crate::twice::Twice;

/// Rounds of messages; beyond them nothing moves by a thousandth.
const ROUNDS: usize = 6;
/// Pairs with odds below this are no rivals to speak of.
const RIVAL: f32 = 0.003;

/// The pairs of one record that claim it.
struct Claims {
    /// Their places among all pairs.
    pairs: Vec<u32>,
    /// For each two of them, row by row: the odds of the first left over where the second holds too,
    /// the other records being one person listed twice, relative to its odds alone.
    left_over: Vec<f32>,
}

/// What is promised of the lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// Both sides are one list, in which a person may stand any number of times.
    pub(crate) within: bool,
    /// Whether each person stands at most once in the left list, in the right one.
    pub(crate) once: (bool, bool),
    /// Records of the left and of the right list that were looked at.
    pub(crate) count: (usize, usize),
}

impl Rules {
    /// The log odds of a pair before anything is seen, where neither record has found its person yet:
    /// those of any two records, divided by the shares of records that have no counterpart.
    pub(crate) fn prior(&self, drawn: f32) -> f32 {
        if self.within {
            return drawn;
        }
        let expected = drawn.exp2();
        let unmatched = |others: usize| (1.0 - expected * others as f32).clamp(0.1, 1.0).log2();
        drawn - unmatched(self.count.0) - unmatched(self.count.1)
    }
}

/// The probability of each pair of records, given its weight, the log odds of any two records, and
/// the weights of its rivals.
pub(crate) fn posteriors(
    ends: &[(u32, u32)],
    weights: &[f32],
    prior: f32,
    sides: &Sides<'_>,
    rules: &Rules,
) -> Vec<f32> {
    let probability = |odds: f32| odds / (1.0 + odds);
    let prior = rules.prior(prior);
    if rules.within {
        let odds = weights
            .iter()
            .map(|weight| (weight + prior).min(60.0).exp2());
        return odds.map(probability).collect();
    }
    let odds: Vec<f32> = weights
        .iter()
        .map(|weight| (weight + prior).min(60.0).exp2())
        .collect();
    let claimed = |at: &(u32, u32)| (at.0, at.1);
    let twice = (!rules.once.1).then(|| Twice::new(sides.right));
    let by_left = claims(ends, &odds, prior, sides.left, twice.as_ref(), claimed);
    let claimed = |at: &(u32, u32)| (at.1, at.0);
    let twice = (!rules.once.0).then(|| Twice::new(sides.left));
    let by_right = claims(ends, &odds, prior, sides.right, twice.as_ref(), claimed);
    // How free a record is for a pair: 1 where nothing else claims it.
    let mut left_free = vec![1.0f32; odds.len()];
    let mut right_free = vec![1.0f32; odds.len()];
    for _ in 0..ROUNDS {
        settle(&by_left, &odds, &right_free, &mut left_free);
        settle(&by_right, &odds, &left_free, &mut right_free);
    }
    odds.iter()
        .zip(left_free.iter().zip(&right_free))
        .map(|(odds, (left, right))| probability(odds * left * right))
        .collect()
}

/// The claims on each record that more than one pair claims.
fn claims(
    ends: &[(u32, u32)],
    odds: &[f32],
    prior: f32,
    claimed: &People,
    twice: Option<&Twice<'_>>,
    of: impl Fn(&(u32, u32)) -> (u32, u32),
) -> Vec<Claims> {
    let mut rival: Vec<u32> = (0..ends.len() as u32)
        .filter(|at| odds.get(*at as usize).is_some_and(|odds| *odds >= RIVAL))
        .collect();
    let record = |at: &u32| ends.get(*at as usize).map(|pair| of(pair).0);
    rival.sort_by_key(record);
    let other_end = |at: &u32| ends.get(*at as usize).map(|pair| of(pair).1);
    let strong = |at: &u32| odds.get(*at as usize).is_some_and(|odds| *odds >= 0.1);
    rival
        .chunk_by(|a, b| record(a) == record(b))
        .filter(|pairs| pairs.len() > 1)
        .filter_map(|pairs| {
            let third = claimed.persons.get(record(pairs.first()?)? as usize)?;
            let mut left_over = vec![0.0f32; pairs.len() * pairs.len()];
            if let Some(twice) = twice {
                let cells = pairs.iter().flat_map(|a| pairs.iter().map(move |b| (a, b)));
                for (cell, (a, b)) in left_over.iter_mut().zip(cells) {
                    if a != b
                        && strong(a)
                        && strong(b)
                        && let (Some(one), Some(other)) = (other_end(a), other_end(b))
                    {
                        *cell = (twice.bits(one, other, third) - prior).min(20.0).exp2();
                    }
                }
            }
            Some(Claims {
                pairs: pairs.to_vec(),
                left_over,
            })
        })
        .collect()
}

/// One round of messages from one side: what the rivals of each pair leave to it.
fn settle(claims: &[Claims], odds: &[f32], theirs: &[f32], mine: &mut [f32]) {
    let mut claimed: Vec<f32> = Vec::new();
    for Claims { pairs, left_over } in claims {
        claimed.clear();
        claimed.extend(pairs.iter().map(|at| {
            let at = *at as usize;
            odds.get(at).copied().unwrap_or(0.0) * theirs.get(at).copied().unwrap_or(1.0)
        }));
        let all: f32 = claimed.iter().sum();
        for ((pair, rivals), own) in pairs
            .iter()
            .zip(left_over.chunks(pairs.len()))
            .zip(&claimed)
        {
            let shared: f32 = claimed
                .iter()
                .zip(rivals)
                .map(|(claim, over)| claim * over)
                .sum();
            if let Some(cell) = mine.get_mut(*pair as usize) {
                *cell = (1.0 + shared) / (1.0 + (all - own).max(0.0));
            }
        }
    }
}
