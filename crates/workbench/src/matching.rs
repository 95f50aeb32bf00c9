//! Lists held against each other: what the store holds goes through the engine of `linkage`, and
//! comes back as leads.

use crate::review::ProposedRun;
use crate::{Store, WorkbenchError};
use catalogue::{LeadFilter, LeadPlace, LeadRow, ListRow};
use domain::access::Action;
use domain::review::Standing;
use domain::{AccessionId, RecordId, UserName};
use linkage::mapping::{DateOrder, Mapping};
use linkage::{Pair, People, Progress, Settings};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which lists are held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRequest {
    /// The accessions; each is held against each other one. Empty: all that the person may read.
    pub lists: Vec<AccessionId>,
    /// Only pairs of lists of which one is this.
    pub with: Option<AccessionId>,
    /// Whether each list is searched for people who stand in it twice, too.
    pub within: bool,
    /// Leads less probable than this are not proposed, 0..1.
    pub least: f64,
    /// Whether lists are compared again that this model has compared as they are.
    pub again: bool,
}

/// What came of two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListsMatched {
    /// The one.
    pub left: AccessionId,
    /// The other; the same where a list was searched for repetitions.
    pub right: AccessionId,
    /// What was proposed; none where this model had compared the lists as they are before.
    pub run: Option<ProposedRun>,
    /// Pairs of records compared.
    pub compared: u64,
}

/// The lists of one accession, made ready.
struct Ready {
    people: People,
    records: Vec<RecordId>,
    /// Whether every list of the accession promises one row a person.
    once: bool,
}

impl Store {
    /// Holds lists against each other and proposes leads. Lists that the same model has compared as
    /// they are, are passed over, so that after a new list has come only it is compared. Decisions
    /// on leads between two lists teach the weights used on them.
    ///
    /// # Errors
    /// Where the person may not have a list compared, `progress` ends the work, or this machine fails.
    /// What was proposed before stands.
    pub fn match_lists(
        &self,
        by: &UserName,
        request: &MatchRequest,
        progress: Progress<'_>,
    ) -> Result<Vec<ListsMatched>, WorkbenchError> {
        let mut lists: BTreeMap<AccessionId, Vec<ListRow>> = BTreeMap::new();
        for list in self.lists(by)? {
            lists.entry(list.accession).or_default().push(list);
        }
        let wanted: BTreeSet<AccessionId> =
            request.lists.iter().copied().chain(request.with).collect();
        for accession in &wanted {
            if !lists.contains_key(accession) {
                return Err(WorkbenchError::NotAvailable(format!(
                    "a list in {accession}"
                )));
            }
        }
        if !request.lists.is_empty() {
            lists.retain(|accession, _| wanted.contains(accession));
        }
        for accession in lists.keys() {
            self.authorise(by, Action::ProposeLeads, Some(*accession))?;
        }
        let mut ready: BTreeMap<AccessionId, Ready> = BTreeMap::new();
        let mut out = Vec::new();
        let accessions: Vec<AccessionId> = lists.keys().copied().collect();
        for (at, left) in accessions.iter().enumerate() {
            for right in accessions.iter().skip(at) {
                let between = left != right || request.within;
                let asked = request
                    .with
                    .is_none_or(|with| with == *left || with == *right);
                if !between || !asked {
                    continue;
                }
                let model = model_of(&lists, *left, *right);
                if !request.again && self.0.catalogue.was_compared((*left, *right), &model)? {
                    out.push(ListsMatched {
                        left: *left,
                        right: *right,
                        run: None,
                        compared: 0,
                    });
                    continue;
                }
                for accession in [left, right] {
                    if !ready.contains_key(accession) {
                        let rows = lists.get(accession).map_or(&[][..], |rows| rows);
                        ready.insert(*accession, self.ready(by, *accession, rows)?);
                    }
                }
                out.push(self.matched(by, (*left, *right), &ready, &model, request, progress)?);
            }
        }
        Ok(out)
    }

    fn ready(
        &self,
        by: &UserName,
        accession: AccessionId,
        lists: &[ListRow],
    ) -> Result<Ready, WorkbenchError> {
        // Lists of one accession come from one hand; their dates stand in one order.
        let dates = lists
            .first()
            .and_then(|list| Mapping::from_toml(&list.mapping).ok())
            .map_or(DateOrder::default(), |mapping| mapping.date_order);
        let mut ready = Ready {
            people: People::new(dates),
            records: Vec::new(),
            once: lists.iter().all(|list| list.one_row_per_person),
        };
        self.source_records(by, accession, &mut |_, id, record| {
            ready.people.push(&record);
            ready.records.push(id);
            Ok(())
        })?;
        Ok(ready)
    }

    fn settled_between(
        &self,
        by: &UserName,
        lists: (AccessionId, AccessionId),
    ) -> Result<Vec<LeadRow>, WorkbenchError> {
        let filter = LeadFilter {
            place: LeadPlace::Decided,
            lists: Some(lists),
            limit: MOST_DECIDED,
            ..LeadFilter::default()
        };
        let scope = [lists.0, lists.1].into();
        Ok(self.0.catalogue.leads(&scope, by, &filter)?)
    }

    fn matched(
        &self,
        by: &UserName,
        (left, right): (AccessionId, AccessionId),
        ready: &BTreeMap<AccessionId, Ready>,
        model: &str,
        request: &MatchRequest,
        progress: Progress<'_>,
    ) -> Result<ListsMatched, WorkbenchError> {
        let missing = || WorkbenchError::NotAvailable(format!("a list in {left} or {right}"));
        let (one, other) = ready
            .get(&left)
            .zip(ready.get(&right))
            .ok_or_else(missing)?;
        let settings = Settings {
            least: request.least,
            once: (one.once, other.once),
            decided: self.decided(by, (left, right), one, other)?,
            ..Settings::default()
        };
        let linkage = if left == right {
            linkage::dedupe(&one.people, &settings, progress)
        } else {
            linkage::link(&one.people, &other.people, &settings, progress)
        };
        let linkage = linkage.map_err(|_| WorkbenchError::Cancelled)?;
        // The rows that leads speak of are read once more for what they say.
        let record = |ready: &Ready, at: u32| ready.records.get(at as usize).cloned();
        let ends: Vec<(&Pair, RecordId, RecordId)> = linkage
            .pairs()
            .iter()
            .filter_map(|pair| Some((pair, record(one, pair.left)?, record(other, pair.right)?)))
            .collect();
        let said = self.said_by(ends.iter().flat_map(|(_, one, other)| [one, other]))?;
        let leads = ends.into_iter().filter_map(|(pair, one, other)| {
            let account = linkage.account(pair, said.get(&one)?, said.get(&other)?);
            Some((one, other, account))
        });
        let leads: Vec<_> = leads.collect();
        Ok(ListsMatched {
            left,
            right,
            compared: linkage.compared(),
            run: Some(self.propose_of(by, model, leads, &said)?),
        })
    }

    /// What people decided of pairs of these lists.
    fn decided(
        &self,
        by: &UserName,
        lists: (AccessionId, AccessionId),
        one: &Ready,
        other: &Ready,
    ) -> Result<Vec<(u32, u32, bool)>, WorkbenchError> {
        let leads = self.settled_between(by, lists)?;
        if leads.is_empty() {
            return Ok(Vec::new());
        }
        let places = |ready: &Ready| -> HashMap<RecordId, u32> {
            ready.records.iter().cloned().zip(0u32..).collect()
        };
        let (lefts, rights) = (places(one), places(other));
        let decided = leads.iter().filter_map(|lead| {
            let same = match lead.standing.as_str() {
                standing if standing == Standing::LINKED => true,
                standing if standing == Standing::APART => false,
                _ => return None,
            };
            let place = |a: &RecordId, b: &RecordId| Some((*lefts.get(a)?, *rights.get(b)?));
            let (a, b) =
                place(&lead.left, &lead.right).or_else(|| place(&lead.right, &lead.left))?;
            Some((a, b, same))
        });
        Ok(decided.collect())
    }
}

/// Decisions that teach the weights; more say nothing new.
const MOST_DECIDED: u32 = 20_000;

/// Names the model, the version of names, and the rows compared as they are mapped.
fn model_of(
    lists: &BTreeMap<AccessionId, Vec<ListRow>>,
    left: AccessionId,
    right: AccessionId,
) -> String {
    let of = |accession| version(lists.get(&accession).map_or(&[][..], |rows| rows));
    format!(
        "{} {} {}+{}",
        linkage::MODEL_VERSION,
        arabic::names::VERSION,
        of(left),
        of(right)
    )
}

/// The acts that mapped these lists, as one word.
fn version(lists: &[ListRow]) -> String {
    let acts: Vec<String> = lists.iter().map(|list| list.act.to_string()).collect();
    acts.join(".")
}
