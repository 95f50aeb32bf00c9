//! The queue of leads: searched, filtered, counted, walked through.
//!
//! Leads stand in the order of their numbers, which are digests: their place says nothing of their
//! weight to somebody who is to read them blind.

use super::{COLUMNS, LeadRow, lead_row};
use crate::names;
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, LeadId, UserName};
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Which leads, by what people have done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LeadPlace {
    /// Those that wait for this person: not settled, and not decided by them.
    #[default]
    Todo,
    /// Those on which nobody decided.
    Undecided,
    /// Those on which one other person decided.
    NeedsSecond,
    /// Those on which two people decided otherwise.
    Disagreement,
    /// Those that this person has read.
    Mine,
    /// Those with which people have ended.
    Decided,
    /// All.
    All,
}

impl LeadPlace {
    /// Every place, in the order in which they are offered.
    pub const ALL: [LeadPlace; 7] = [
        LeadPlace::Todo,
        LeadPlace::Undecided,
        LeadPlace::NeedsSecond,
        LeadPlace::Disagreement,
        LeadPlace::Mine,
        LeadPlace::Decided,
        LeadPlace::All,
    ];

    /// The name in addresses and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            LeadPlace::Todo => "todo",
            LeadPlace::Undecided => "undecided",
            LeadPlace::NeedsSecond => "needs-second",
            LeadPlace::Disagreement => "disagreement",
            LeadPlace::Mine => "mine",
            LeadPlace::Decided => "decided",
            LeadPlace::All => "all",
        }
    }
}

impl std::str::FromStr for LeadPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|place| place.name() == text)
            .ok_or(())
    }
}

/// A range of weights, in whole powers of two: from, and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightBand {
    /// From this power of two.
    pub from: i32,
    /// Below this one.
    pub below: i32,
}

/// Which leads are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadFilter {
    /// What people have done with them.
    pub place: LeadPlace,
    /// Parts of names, in either script, in any order; each must be in one of the two records.
    pub text: String,
    /// Only those with a field that speaks strongly against.
    pub conflict: bool,
    /// Only between these two lists, whichever is on the left.
    pub lists: Option<(AccessionId, AccessionId)>,
    /// Only in this band of weights, among those whose weights this person has uncovered.
    pub band: Option<WeightBand>,
    /// Only behind this one.
    pub after: Option<LeadId>,
    /// At most so many.
    pub limit: u32,
}

impl Catalogue {
    /// Leads of which the person may read both records.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn leads(
        &self,
        scope: &BTreeSet<AccessionId>,
        by: &UserName,
        filter: &LeadFilter,
    ) -> Result<Vec<LeadRow>, CatalogueError> {
        self.run(async {
            let mut ask = Statement::new(format!("SELECT {COLUMNS} FROM lead WHERE "));
            wanted(&mut ask, scope, by, filter);
            if let Some(after) = &filter.after {
                ask.push(" AND id > ").value(after.to_string());
            }
            ask.push(" ORDER BY id LIMIT ")
                .value(i64::from(filter.limit));
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(lead_row).collect()
        })
    }

    /// Whether a lead between these lists, whichever is on the left, was last proposed by this model.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn was_compared(
        &self,
        (one, other): (AccessionId, AccessionId),
        model: &str,
    ) -> Result<bool, CatalogueError> {
        self.run(async {
            let row = sqlx::query(
                "SELECT id FROM lead WHERE ((left_accession = $1 AND right_accession = $2)
                 OR (left_accession = $3 AND right_accession = $4)) AND model = $5 LIMIT 1",
            )
            .bind(i64::from(one.number()))
            .bind(i64::from(other.number()))
            .bind(i64::from(other.number()))
            .bind(i64::from(one.number()))
            .bind(model.to_owned())
            .fetch_optional(&self.pool)
            .await?;
            Ok(row.is_some())
        })
    }

    /// The last lead before `before` that the filter wants.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn lead_before(
        &self,
        scope: &BTreeSet<AccessionId>,
        by: &UserName,
        filter: &LeadFilter,
        before: &LeadId,
    ) -> Result<Option<LeadId>, CatalogueError> {
        self.run(async {
            let mut ask = Statement::new("SELECT MAX(id) AS id FROM lead WHERE ");
            wanted(&mut ask, scope, by, filter);
            ask.push(" AND id < ").value(before.to_string());
            let row = ask.query()?.fetch_one(&self.pool).await?;
            let id: Option<String> = row.try_get("id")?;
            id.map(|id| {
                id.parse()
                    .map_err(|_| CatalogueError::BadRow(format!("the lead `{id}`")))
            })
            .transpose()
        })
    }

    /// How many leads the filter wants, and how many of them stand at or before `at`.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn count_leads(
        &self,
        scope: &BTreeSet<AccessionId>,
        by: &UserName,
        filter: &LeadFilter,
        at: Option<&LeadId>,
    ) -> Result<(u64, u64), CatalogueError> {
        self.run(async {
            let mut ask = Statement::new("SELECT COUNT(*) AS n, COUNT(CASE WHEN id <= ");
            ask.value(at.map(ToString::to_string).unwrap_or_default());
            ask.push(" THEN 1 END) AS until FROM lead WHERE ");
            wanted(&mut ask, scope, by, filter);
            let row = ask.query()?.fetch_one(&self.pool).await?;
            let count = |name: &str| -> Result<u64, CatalogueError> {
                Ok(u64::try_from(row.try_get::<i64, _>(name)?).unwrap_or_default())
            };
            Ok((count("n")?, count("until")?))
        })
    }

    /// The pairs of lists between which there are leads, with how many.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn lead_lists(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<(AccessionId, AccessionId), u64>, CatalogueError> {
        self.run(async {
            let mut ask = Statement::new(
                "SELECT left_accession, right_accession, COUNT(*) AS n FROM lead WHERE ",
            );
            both(&mut ask, scope);
            ask.push(" GROUP BY left_accession, right_accession");
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            let mut pairs = BTreeMap::new();
            for row in &rows {
                let side = |name: &str| -> Result<AccessionId, CatalogueError> {
                    let number: i64 = row.try_get(name)?;
                    Ok(AccessionId::new(u32::try_from(number).unwrap_or_default()))
                };
                let (left, right) = (side("left_accession")?, side("right_accession")?);
                let pair = (left.min(right), left.max(right));
                let n = u64::try_from(row.try_get::<i64, _>("n")?).unwrap_or_default();
                *pairs.entry(pair).or_default() += n;
            }
            Ok(pairs)
        })
    }

    /// The lead that a person looked at last.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn last_lead_of(&self, by: &UserName) -> Result<Option<String>, CatalogueError> {
        self.run(async {
            let object: Option<Option<String>> = sqlx::query_scalar(
                "SELECT object FROM consultation WHERE by_user = $1 AND action = 'review-matches'
                    AND object LIKE 'L-%' AND outcome = 'permitted' ORDER BY act DESC LIMIT 1",
            )
            .bind(by.as_str().to_owned())
            .fetch_optional(&self.pool)
            .await?;
            Ok(object.flatten())
        })
    }
}

/// INVARIANT: a lead is there for a person only where they may read both of its records.
pub(crate) fn both(ask: &mut Statement, scope: &BTreeSet<AccessionId>) {
    ask.scope_of("left_accession", scope).push(" AND ");
    ask.scope_of("right_accession", scope);
}

fn wanted(ask: &mut Statement, scope: &BTreeSet<AccessionId>, by: &UserName, filter: &LeadFilter) {
    both(ask, scope);
    const DECIDED: &str = "(SELECT 1 FROM lead_decision d WHERE d.lead = lead.id AND d.withdrawn = 0 AND d.by_user = ";
    const READ: &str = "(SELECT 1 FROM lead_reading r WHERE r.lead = lead.id AND r.by_user = ";
    let me = || by.as_str().to_owned();
    match filter.place {
        LeadPlace::Todo => {
            ask.push(
                " AND standing IN ('undecided', 'needs_second', 'disagreement') AND NOT EXISTS ",
            );
            ask.push(DECIDED).value(me()).push(")");
        }
        LeadPlace::Undecided => {
            ask.push(" AND standing = 'undecided'");
        }
        LeadPlace::NeedsSecond => {
            ask.push(" AND standing = 'needs_second' AND NOT EXISTS ");
            ask.push(DECIDED).value(me()).push(")");
        }
        LeadPlace::Disagreement => {
            ask.push(" AND standing = 'disagreement'");
        }
        LeadPlace::Mine => {
            ask.push(" AND EXISTS ").push(READ).value(me()).push(")");
        }
        LeadPlace::Decided => {
            ask.push(" AND standing IN ('linked', 'apart', 'left_open')");
        }
        LeadPlace::All => {}
    }
    if filter.conflict {
        ask.push(" AND conflict = 1");
    }
    if let Some((one, other)) = filter.lists {
        let (one, other) = (i64::from(one.number()), i64::from(other.number()));
        ask.push(" AND ((left_accession = ")
            .value(one)
            .push(" AND right_accession = ")
            .value(other)
            .push(") OR (left_accession = ")
            .value(other)
            .push(" AND right_accession = ")
            .value(one)
            .push("))");
    }
    if let Some(band) = filter.band {
        ask.push(" AND weight >= ")
            .value(i64::from(band.from) * 100)
            .push(" AND weight < ")
            .value(i64::from(band.below) * 100);
        // A band would tell the weight of a lead that is still to be read blind.
        ask.push(" AND EXISTS ").push(READ).value(me()).push(")");
    }
    for sought in names::sought(&filter.text) {
        ask.push(" AND (");
        for (n, (column, pattern)) in sought.patterns().into_iter().enumerate() {
            ask.push(if n > 0 { " OR " } else { "" })
                .push(column)
                .push(" LIKE ")
                .value(pattern)
                .push(" ESCAPE '\\'");
        }
        ask.push(")");
    }
}
