//! When two source records may be called one person: only by decisions of different people.

use crate::UserName;
use std::fmt;
use std::str::FromStr;

/// What a person thinks of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opinion {
    /// Both records speak of one person.
    Same,
    /// They speak of two.
    Different,
    /// What is there does not say.
    CannotTell,
}

/// A text that names no opinion or no basis.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoSuchWord(&'static str);

impl Opinion {
    /// Every opinion, in the order in which they are offered.
    pub const ALL: [Opinion; 3] = [Opinion::Same, Opinion::CannotTell, Opinion::Different];

    /// The name in acts and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Opinion::Same => "same",
            Opinion::Different => "different",
            Opinion::CannotTell => "cannot_tell",
        }
    }
}

impl fmt::Display for Opinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Opinion {
    type Err = NoSuchWord;

    fn from_str(text: &str) -> Result<Self, NoSuchWord> {
        Self::ALL
            .into_iter()
            .find(|opinion| opinion.name() == text)
            .ok_or(NoSuchWord("an opinion is same, different or cannot_tell"))
    }
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The names of father and mother.
    ParentsNames,
    /// The other names, and how rare they are.
    OtherNames,
    /// Dates.
    Dates,
    /// Places.
    Place,
    /// A number of a register or a paper.
    Number,
    /// The row itself was read in its source.
    RowRead,
    /// A photograph.
    Photo,
    /// Another document.
    OtherDocument,
}

impl Basis {
    /// Every basis, in the order in which they are offered.
    pub const ALL: [Basis; 8] = [
        Basis::ParentsNames,
        Basis::OtherNames,
        Basis::Dates,
        Basis::Place,
        Basis::Number,
        Basis::RowRead,
        Basis::Photo,
        Basis::OtherDocument,
    ];

    /// The name in acts and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Basis::ParentsNames => "parents_names",
            Basis::OtherNames => "other_names",
            Basis::Dates => "dates",
            Basis::Place => "place",
            Basis::Number => "number",
            Basis::RowRead => "row_read",
            Basis::Photo => "photo",
            Basis::OtherDocument => "other_document",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Basis {
    type Err = NoSuchWord;

    fn from_str(text: &str) -> Result<Self, NoSuchWord> {
        Self::ALL.into_iter().find(|basis| basis.name() == text).ok_or(NoSuchWord(
            "a basis is parents_names, other_names, dates, place, number, row_read, photo or other_document",
        ))
    }
}

/// A decision of one person that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Whose.
    pub by: UserName,
    /// What they decided.
    pub opinion: Opinion,
}

/// Two source records joined as one person.
///
/// INVARIANT: it names two different people who each decided so. [`Standing::of`] is the only way to
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    first: UserName,
    second: UserName,
}

impl Link {
    fn between(votes: &[&Vote]) -> Option<Self> {
        let mut same = votes.iter().filter(|vote| vote.opinion == Opinion::Same);
        let first = same.next()?;
        let second = same.find(|vote| vote.by != first.by)?;
        Some(Self {
            first: first.by.clone(),
            second: second.by.clone(),
        })
    }

    /// The two who decided so first.
    pub const fn deciders(&self) -> (&UserName, &UserName) {
        (&self.first, &self.second)
    }
}

/// Where a lead stands. A match is a lead; only `Linked` joins records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody decided.
    Undecided,
    /// One person decided; another one must, without knowing what the first one decided.
    NeedsSecond,
    /// Two people decided otherwise; a third one must.
    Disagreement,
    /// One person, as two different people decided.
    Linked(Link),
    /// Two persons, as two different people decided.
    Apart,
    /// What is there does not say, as two people decided, or no two of three agree.
    LeftOpen,
}

impl Standing {
    /// Where a lead stands by the decisions that stand on it, the first one first. Of several
    /// decisions of one person the first counts.
    pub fn of(votes: &[Vote]) -> Self {
        let mut different: Vec<&Vote> = Vec::new();
        for vote in votes {
            if different.iter().all(|other| other.by != vote.by) {
                different.push(vote);
            }
        }
        let agreed = Opinion::ALL.into_iter().find(|opinion| {
            different
                .iter()
                .filter(|vote| vote.opinion == *opinion)
                .count()
                >= 2
        });
        match (different.len(), agreed) {
            (0, _) => Standing::Undecided,
            (1, _) => Standing::NeedsSecond,
            (_, Some(Opinion::Same)) => {
                Link::between(&different).map_or(Standing::Disagreement, Standing::Linked)
            }
            (_, Some(Opinion::Different)) => Standing::Apart,
            (_, Some(Opinion::CannotTell)) => Standing::LeftOpen,
            (2, None) => Standing::Disagreement,
            (_, None) => Standing::LeftOpen,
        }
    }

    /// The name in tables and answers.
    pub const fn name(&self) -> &'static str {
        match self {
            Standing::Undecided => "undecided",
            Standing::NeedsSecond => "needs_second",
            Standing::Disagreement => "disagreement",
            Standing::Linked(_) => Self::LINKED,
            Standing::Apart => Self::APART,
            Standing::LeftOpen => "left_open",
        }
    }

    /// The name of [`Standing::Linked`].
    pub const LINKED: &'static str = "linked";
    /// The name of [`Standing::Apart`].
    pub const APART: &'static str = "apart";

    /// Every name.
    pub const NAMES: [&'static str; 6] = [
        "undecided",
        "needs_second",
        "disagreement",
        "linked",
        "apart",
        "left_open",
    ];

    /// Whether people have ended with it, until a decision is withdrawn.
    pub const fn is_settled(&self) -> bool {
        matches!(
            self,
            Standing::Linked(_) | Standing::Apart | Standing::LeftOpen
        )
    }
}

/// Why a person may not decide on a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// They have not given a first reading, before the weights.
    NotRead,
    /// They decided first; another one must be second.
    DecidedFirst,
    /// People have ended with it.
    Settled,
}

/// Whether a person who has given a first reading, or not, may add a decision to those that stand.
///
/// # Errors
/// A [`Hindrance`].
pub fn may_decide(by: &UserName, has_read: bool, votes: &[Vote]) -> Result<(), Hindrance> {
    if votes.iter().any(|vote| vote.by == *by) {
        Err(Hindrance::DecidedFirst)
    } else if Standing::of(votes).is_settled() {
        Err(Hindrance::Settled)
    } else if has_read {
        Ok(())
    } else {
        Err(Hindrance::NotRead)
    }
}

#[cfg(test)]
mod tests {
    use super::Opinion::{CannotTell, Different, Same};
    use super::*;
    use proptest::prelude::*;

    fn votes(given: &[(&str, Opinion)]) -> Vec<Vote> {
        let vote = |(by, opinion): &(&str, Opinion)| Vote {
            by: by.parse().unwrap(),
            opinion: *opinion,
        };
        given.iter().map(vote).collect()
    }

    #[test]
    fn a_lead_goes_from_one_to_two_to_three_people() {
        for (given, name) in [
            (&[][..], "undecided"),
            (&[("a", Same)], "needs_second"),
            (&[("a", Same), ("a", Same)], "needs_second"),
            (&[("a", Same), ("b", Same)], "linked"),
            (&[("a", Different), ("b", Different)], "apart"),
            (&[("a", CannotTell), ("b", CannotTell)], "left_open"),
            (&[("a", Same), ("b", Different)], "disagreement"),
            (&[("a", Same), ("b", CannotTell)], "disagreement"),
            (&[("a", Same), ("b", Different), ("c", Same)], "linked"),
            (&[("a", Same), ("b", Different), ("c", Different)], "apart"),
            (
                &[("a", Same), ("b", Different), ("c", CannotTell)],
                "left_open",
            ),
            (
                &[("a", Same), ("b", Different), ("a", Same)],
                "disagreement",
            ),
        ] {
            assert_eq!(Standing::of(&votes(given)).name(), name, "{given:?}");
        }
    }

    #[test]
    fn nobody_decides_unread_or_twice_or_after_the_end() {
        let a: UserName = "a".parse().unwrap();
        let one = votes(&[("a", Same)]);
        assert_eq!(may_decide(&a, true, &[]), Ok(()));
        assert_eq!(may_decide(&a, false, &[]), Err(Hindrance::NotRead));
        assert_eq!(may_decide(&a, true, &one), Err(Hindrance::DecidedFirst));
        let ended = votes(&[("b", Same), ("c", Same)]);
        assert_eq!(may_decide(&a, true, &ended), Err(Hindrance::Settled));
    }

    proptest! {
        #[test]
        fn no_link_without_two_people_who_said_same(
            given in prop::collection::vec(("[a-d]", prop::sample::select(Opinion::ALL.to_vec())), 0..6),
        ) {
            let votes: Vec<Vote> = given
                .iter()
                .map(|(by, opinion)| Vote { by: by.parse().unwrap(), opinion: *opinion })
                .collect();
            if let Standing::Linked(link) = Standing::of(&votes) {
                let (one, other) = link.deciders();
                prop_assert_ne!(one, other);
                for by in [one, other] {
                    prop_assert!(votes.iter().any(|vote| vote.by == *by && vote.opinion == Same));
                }
            }
        }
    }
}
