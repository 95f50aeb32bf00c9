//! Looking for copies among all readings.
//!
//! What is kept of an item is made once a reading. Which pairs are looked at depends on all items, so
//! that walk is made anew each time; a pair that was compared is not compared again. The outcome is the
//! same whether items came one by one or all at once, and whether it is made anew.

use super::portrait::portrait;
use crate::lock::{self, Purpose};
use crate::{Store, WorkbenchError};
use catalogue::{ContentMarks, CopyPair, Log};
use copies::{Candidates, Marks, Portrait};
use domain::access::Action;
use domain::{ItemId, Sha256, UserName};
use extract::Reading;
use std::collections::{BTreeMap, HashMap};
use vault::VaultError;

/// Items or marks that one question to the tables brings.
const AT_ONCE: u32 = 1_000;
/// Portraits held at once while pairs are compared.
const HELD: usize = 256;

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CopiesFound {
    /// Different contents with anything to tell them by.
    pub contents: u64,
    /// Of these, how many were looked at for the first time.
    pub fresh: u64,
    /// Pairs that were compared now.
    pub compared: u64,
    /// Pairs of contents that are copies.
    pub pairs: u64,
}

/// How far the search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiesProgress {
    /// Readings looked at for the first time.
    Marked(u64),
    /// Pairs compared, of so many.
    Compared(u64, u64),
}

impl Store {
    /// Looks for copies among all that was read, whoever may see it; what is found is told to a person
    /// only of what he may see.
    ///
    /// # Errors
    /// Where another long work holds the store, the person may not have items read, or this machine fails.
    pub fn find_copies(
        &self,
        by: &UserName,
        report: &mut dyn FnMut(CopiesProgress),
    ) -> Result<CopiesFound, WorkbenchError> {
        self.scope(by, Action::Process)?;
        let _held = lock::try_take(&self.0.root, Purpose::Work)?;
        self.catch_up_index()?;
        self.seek_copies(report)
    }

    /// Looks for copies if anything was read since the last time. The caller holds the work lock.
    pub(crate) fn seek_copies_if_due(&self) -> Result<(), WorkbenchError> {
        if self.copies_are_due()? {
            self.seek_copies(&mut |_| {})?;
        }
        Ok(())
    }

    /// Looks for copies. The caller holds the work lock.
    pub(crate) fn seek_copies(
        &self,
        report: &mut dyn FnMut(CopiesProgress),
    ) -> Result<CopiesFound, WorkbenchError> {
        let catalogue = &self.0.catalogue;
        let position = catalogue.position(Log::Evidence)?;
        catalogue.begin_copies(copies::EDITION)?;
        catalogue.forget_orphaned_marks()?;
        let mut found = CopiesFound {
            fresh: self.mark(report)?,
            ..CopiesFound::default()
        };
        let mut contents = Vec::new();
        let mut counted = Candidates::new();
        self.each_marks(&mut |_, marks| counted.count(marks))?;
        let mut kept = counted.counted();
        self.each_marks(&mut |one, marks| {
            contents.push((one.content, one.derivative));
            kept.keep(marks);
            found.contents += u64::from(!marks.is_empty());
        })?;
        let pairs = kept.pairs();
        let earlier = catalogue.compared()?;
        let mut held = Held::new(self);
        let (mut copies, mut refused) = (Vec::new(), Vec::new());
        for (n, (a, b)) in (1u64..).zip(&pairs) {
            let (Some(a), Some(b)) = (contents.get(*a as usize), contents.get(*b as usize)) else {
                continue;
            };
            let ends = (a.0, b.0);
            let outcome = match earlier.get(&ends) {
                Some(outcome) => outcome.clone(),
                None => {
                    found.compared += 1;
                    let Some(finding) = held.compare(a.1, b.1)? else {
                        continue;
                    };
                    finding.map(|f| (f.likeness, f.ground.name().to_owned()))
                }
            };
            match outcome {
                Some((likeness, ground)) => copies.push(CopyPair {
                    left: ends.0,
                    right: ends.1,
                    likeness,
                    ground,
                }),
                None => refused.push(ends),
            }
            if n % 1_000 == 0 {
                report(CopiesProgress::Compared(n, pairs.len() as u64));
            }
        }
        found.pairs = copies.len() as u64;
        catalogue.replace_copies(&copies, &refused, position)?;
        Ok(found)
    }

    /// Makes marks where a content has none, or has them from another reading.
    fn mark(&self, report: &mut dyn FnMut(CopiesProgress)) -> Result<u64, WorkbenchError> {
        let mut after: Option<ItemId> = None;
        let mut made = 0;
        loop {
            let rows = self.0.catalogue.unmarked(after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last() else {
                return Ok(made);
            };
            after = Some(last.id.clone());
            let mut marks = Vec::new();
            for row in &rows {
                let (Some(content), Some(derivative)) = (row.sha256, row.derivative) else {
                    continue;
                };
                let Some(reading) = self.reading_for_copies(&derivative)? else {
                    continue;
                };
                marks.push(ContentMarks {
                    content,
                    derivative,
                    marks: Marks::of(&portrait(&reading)).to_bytes(),
                });
            }
            made += marks.len() as u64;
            self.0.catalogue.put_marks(&marks)?;
            report(CopiesProgress::Marked(made));
        }
    }

    /// A reading; nothing where its object does not hold. That costs the item its copies, not the
    /// others theirs; `store verify` names the object.
    fn reading_for_copies(&self, derivative: &Sha256) -> Result<Option<Reading>, WorkbenchError> {
        // The act is named by whoever shows the item; here the reading is known by its object alone.
        match self.reading_of(derivative, 0) {
            Ok(reading) => Ok(Some(reading)),
            Err(
                WorkbenchError::Vault(
                    VaultError::Missing(_)
                    | VaultError::Broken { .. }
                    | VaultError::OtherContent { .. },
                )
                | WorkbenchError::ActUnreadable { .. },
            ) => {
                tracing::warn!(%derivative, "a reading does not hold: no copies of it are looked for");
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Calls for the marks of every content, in the order of contents.
    fn each_marks(
        &self,
        call: &mut dyn FnMut(&ContentMarks, &Marks),
    ) -> Result<(), WorkbenchError> {
        let mut after: Option<Sha256> = None;
        loop {
            let some = self.0.catalogue.marks(after.as_ref(), AT_ONCE)?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = Some(last.content);
            for one in &some {
                let marks = Marks::from_bytes(&one.marks).ok_or_else(|| {
                    WorkbenchError::Internal(format!(
                        "marks of {} are of no known form",
                        one.content
                    ))
                })?;
                call(one, &marks);
            }
        }
    }
}

/// Portraits that were looked at last. Pairs come sorted, so one side is mostly at hand.
struct Held<'a> {
    store: &'a Store,
    portraits: HashMap<Sha256, Portrait>,
    order: BTreeMap<u64, Sha256>,
    next: u64,
}

impl<'a> Held<'a> {
    fn new(store: &'a Store) -> Self {
        Self {
            store,
            portraits: HashMap::new(),
            order: BTreeMap::new(),
            next: 0,
        }
    }

    /// What two readings say of each other; nothing where one of them is not there to be read.
    fn compare(
        &mut self,
        a: Sha256,
        b: Sha256,
    ) -> Result<Option<Option<copies::Finding>>, WorkbenchError> {
        self.hold(a)?;
        self.hold(b)?;
        let both = self.portraits.get(&a).zip(self.portraits.get(&b));
        Ok(both.map(|(a, b)| copies::compare(a, b)))
    }

    fn hold(&mut self, derivative: Sha256) -> Result<(), WorkbenchError> {
        if self.portraits.contains_key(&derivative) {
            return Ok(());
        }
        if self.portraits.len() >= HELD
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.portraits.remove(&oldest);
        }
        let Some(reading) = self.store.reading_for_copies(&derivative)? else {
            return Ok(());
        };
        let portrait = portrait(&reading);
        self.portraits.insert(derivative, portrait);
        self.order.insert(self.next, derivative);
        self.next += 1;
        Ok(())
    }
}
