//! Pictures of pages: re-made from pixels in the fence, and covered where they may show a person.
//!
//! What may show a person is uncovered step by step, each step an act of its own in the record of
//! consultations. No byte of a covered picture leaves without such an entry.

use crate::copies::CopyKind;
use crate::document::{has_images, reads_as_paper};
use crate::photos::is_photograph;
use crate::{Store, WorkbenchError};
use catalogue::ItemRow;
use copies::Ground;
use domain::access::Action;
use domain::{ItemId, UserName};
use extract::{Drawing, Look, Page, Reader, ReaderSettings};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The longest side of a picture that is asked for, in pixels.
const LONGEST_SIDE_PX: u32 = 4_000;
/// The longest side of a small picture.
const SMALL_PX: u32 = 320;
/// Longest reason that is kept, in characters.
const REASON_CHARS: usize = 400;
/// The longest side of a label that is cut out.
const LABEL_PX: u32 = 1_000;

/// How much of a covered picture is uncovered. Each step shows more than those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RevealStep {
    /// The labels alone, cut out and set upright.
    Label,
    /// Small, without colour and blurred.
    Blurred,
    /// Small and without colour.
    Small,
    /// Without colour.
    Grey,
    /// As it is.
    Colour,
}

impl RevealStep {
    /// Every step, from what shows least.
    pub const ALL: [Self; 5] = [
        Self::Label,
        Self::Blurred,
        Self::Small,
        Self::Grey,
        Self::Colour,
    ];

    /// Its name in addresses and in the record of consultations.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Blurred => "blurred",
            Self::Small => "small",
            Self::Grey => "grey",
            Self::Colour => "colour",
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Whether it shows more than labels.
    pub const fn shows_a_body(self) -> bool {
        !matches!(self, Self::Label)
    }

    /// The step after this one; nothing after the last.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Label => Some(Self::Blurred),
            Self::Blurred => Some(Self::Small),
            Self::Small => Some(Self::Grey),
            Self::Grey => Some(Self::Colour),
            Self::Colour => None,
        }
    }

    /// The step of the picture that has to be taken before this one.
    const fn before(self) -> Option<Self> {
        match self {
            Self::Label | Self::Blurred => None,
            Self::Small => Some(Self::Blurred),
            Self::Grey => Some(Self::Small),
            Self::Colour => Some(Self::Grey),
        }
    }

    fn drawing(self, page: u32, max_px: u32) -> Drawing {
        let (look, most) = match self {
            Self::Label => (Look::Colour, LABEL_PX),
            Self::Blurred => (Look::Blurred, SMALL_PX),
            Self::Small => (Look::Grey, SMALL_PX),
            Self::Grey => (Look::Grey, LONGEST_SIDE_PX),
            Self::Colour => (Look::Colour, LONGEST_SIDE_PX),
        };
        Drawing {
            look,
            ..Drawing::page(page, max_px.clamp(16, most))
        }
    }
}

/// Whether the picture of a page is covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cover {
    /// It is paper.
    #[default]
    None,
    /// Nobody can say what it shows: blurred first, then as a person decides.
    Doubtful,
    /// It is a photograph: it is uncovered step by step, and for a reason.
    Photograph,
}

impl Cover {
    /// Of a page of an item.
    pub(crate) fn of(row: &ItemRow, page: Option<&Page>, is_photograph: bool) -> Self {
        if !has_images(row) {
            Self::None
        } else if is_photograph {
            Self::Photograph
        } else if page.is_some_and(reads_as_paper) {
            Self::None
        } else {
            Self::Doubtful
        }
    }

    /// The step that has to be taken before this one.
    const fn before(self, step: RevealStep) -> Option<RevealStep> {
        match (self, step.before()) {
            (Self::None, _) => None,
            (Self::Photograph, before) => before,
            (Self::Doubtful, Some(_)) => Some(RevealStep::Blurred),
            (Self::Doubtful, None) => None,
        }
    }

    /// The step that is offered after this one, the first where none was taken; nothing after the last.
    pub const fn after(self, step: Option<RevealStep>) -> Option<RevealStep> {
        match (self, step) {
            (Self::None, _) | (_, Some(RevealStep::Colour)) => None,
            (_, None | Some(RevealStep::Label)) => Some(RevealStep::Blurred),
            // Once its blur has told what it is, it may be seen as it is.
            (Self::Doubtful, Some(_)) => Some(RevealStep::Colour),
            (Self::Photograph, Some(step)) => step.next(),
        }
    }

    /// Whether anything is covered.
    pub const fn is_covered(self) -> bool {
        !matches!(self, Self::None)
    }
}

/// The furthest steps of one page that were uncovered: whether its labels, and which of the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Uncovered {
    labels: bool,
    picture: Option<RevealStep>,
}

impl Uncovered {
    fn permits(self, step: RevealStep) -> bool {
        match step {
            RevealStep::Label => self.labels,
            _ => self.picture.is_some_and(|furthest| furthest >= step),
        }
    }
}

/// What was uncovered by whom, until they cover it, sign out or sign in anew.
#[derive(Default)]
pub(crate) struct Reveals(Mutex<BTreeMap<(UserName, ItemId, u32), Uncovered>>);

impl Reveals {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(UserName, ItemId, u32), Uncovered>> {
        // Every change is one insert or remove, so a panic leaves the map whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn uncover(&self, by: &UserName, id: &ItemId, n: u32, step: RevealStep) {
        let mut all = self.lock();
        let of = all.entry((by.clone(), id.clone(), n)).or_default();
        match step {
            RevealStep::Label => of.labels = true,
            _ => of.picture = of.picture.max(Some(step)),
        }
    }

    fn of(&self, by: &UserName, id: &ItemId, n: u32) -> Uncovered {
        let all = self.lock();
        all.get(&(by.clone(), id.clone(), n))
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn cover_all(&self, by: &UserName) {
        self.lock().retain(|(who, _, _), _| who != by);
    }
}

/// The fenced reader that draws pages, started when the first is asked for.
#[derive(Default)]
pub(crate) struct Renderer(Mutex<Option<Reader>>);

/// What there is to uncover of a page.
struct Sight {
    cover: Cover,
    /// Labels on the item.
    labels: usize,
}

impl Store {
    /// Uncovers a step of a page's picture for this person until everything is covered again.
    /// Recorded with the reason given. What was uncovered of a photograph counts for its copies. Gives the
    /// step that is offered next.
    ///
    /// # Errors
    /// Where the item has no such page or label, is not available, or the person may not uncover;
    /// [`WorkbenchError::ReasonRequired`] without a reason, but for labels;
    /// [`WorkbenchError::StepBefore`] where a step that shows less was not taken: of a photograph the
    /// one before, of what may be one the first.
    pub fn reveal(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        step: RevealStep,
        reason: Option<&str>,
    ) -> Result<Option<RevealStep>, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::RevealImage, Some(row.accession))?;
        let reason = reason.map(bounded).transpose()?.filter(|r| !r.is_empty());
        let sight = self.sight(&row, n)?;
        if step == RevealStep::Label && (n != 1 || sight.labels == 0) {
            return Err(WorkbenchError::NotAvailable(format!("{id}#p{n} label")));
        }
        if step.shows_a_body() && sight.cover.is_covered() {
            if reason.is_none() {
                return Err(WorkbenchError::ReasonRequired);
            }
            if let Some(before) = sight.cover.before(step)
                && self.furthest(by, &row, n, &sight)?.map(|(_, step)| step) < Some(before)
            {
                return Err(WorkbenchError::StepBefore(before));
            }
        }
        self.record_reveal(by, id, n, step, reason.as_deref())?;
        Ok(sight.cover.after(Some(step)))
    }

    fn record_reveal(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        step: RevealStep,
        reason: Option<&str>,
    ) -> Result<(), WorkbenchError> {
        let object = Some(format!("{id}#p{n} {}", step.name()));
        self.record(by, Action::RevealImage.name(), object, reason, "permitted")?;
        self.0.reveals.uncover(by, id, n, step);
        Ok(())
    }

    /// Covers again everything that this person uncovered.
    pub fn cover_all(&self, by: &UserName) {
        self.0.reveals.cover_all(by);
    }

    /// The furthest step of a page's picture, or of a copy of it, that this person uncovered.
    ///
    /// # Errors
    /// Where the item has no such page or is not available.
    pub fn uncovered(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
    ) -> Result<Option<RevealStep>, WorkbenchError> {
        let row = self.readable(by, id)?;
        let sight = self.sight(&row, n)?;
        let furthest = self.furthest(by, &row, n, &sight)?;
        Ok(furthest.map(|(_, step)| step))
    }

    /// Records that a picture that was uncovered is put on paper.
    ///
    /// # Errors
    /// Where the item is not available, the person may not uncover, or there is no reason;
    /// [`WorkbenchError::Covered`] where nothing of it was uncovered.
    pub fn print_image(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        reason: &str,
    ) -> Result<(), WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::RevealImage, Some(row.accession))?;
        let reason = bounded(reason)?;
        if reason.is_empty() {
            return Err(WorkbenchError::ReasonRequired);
        }
        let step = self.0.reveals.of(by, id, n).picture;
        let step = step.ok_or(WorkbenchError::Covered)?;
        let object = Some(format!("{id}#p{n} {} printed", step.name()));
        let action = Action::RevealImage.name();
        self.record(by, action, object, Some(&reason), "permitted")
    }

    /// The one answer to what is covered of a page.
    fn sight(&self, row: &ItemRow, n: u32) -> Result<Sight, WorkbenchError> {
        let reading = self.reading(row)?;
        let page = reading
            .as_ref()
            .and_then(|reading| reading.pages.iter().find(|page| page.n == n));
        let never_read = reading
            .as_ref()
            .is_none_or(|reading| reading.pages.is_empty());
        if !has_images(row) || page.is_none() && !(n == 1 && never_read) {
            return Err(WorkbenchError::NotAvailable(format!("{}#p{n}", row.id)));
        }
        let pages = reading.iter().flat_map(|reading| &reading.pages);
        Ok(Sight {
            cover: Cover::of(row, page, reading.as_ref().is_some_and(is_photograph)),
            labels: pages.map(|page| page.labels.len()).sum(),
        })
    }

    /// The furthest step that the person uncovered of a page, and on which item: on this one, or on a
    /// copy of the same shot.
    fn furthest(
        &self,
        by: &UserName,
        row: &ItemRow,
        n: u32,
        sight: &Sight,
    ) -> Result<Option<(ItemId, RevealStep)>, WorkbenchError> {
        let own = self.0.reveals.of(by, &row.id, n).picture;
        let mut furthest = own.map(|step| (row.id.clone(), step));
        if n != 1 || sight.cover != Cover::Photograph {
            return Ok(furthest);
        }
        for copy in self.copies_of_row(by, row)? {
            let same = match copy.kind {
                CopyKind::Exact => true,
                CopyKind::Near { ground, .. } => ground == Ground::Shot,
                CopyKind::Through => false,
            };
            let step = self.0.reveals.of(by, &copy.line.item, 1).picture;
            if same
                && step > furthest.as_ref().map(|(_, step)| *step)
                && let Some(step) = step
                && self.is_a_photograph(&self.readable(by, &copy.line.item)?)?
            {
                furthest = Some((copy.line.item, step));
            }
        }
        Ok(furthest)
    }

    /// Whether an item was read as a photograph.
    pub(crate) fn is_a_photograph(&self, row: &ItemRow) -> Result<bool, WorkbenchError> {
        let picture = row.media_type.as_deref();
        if !picture.is_some_and(|media| media.starts_with("image/")) {
            return Ok(false);
        }
        Ok(self.reading(row)?.as_ref().is_some_and(is_photograph))
    }

    /// The picture of a page as PNG, as far as a step shows it; its longer side at most `max_px`
    /// pixels, and less where the step is a small one.
    ///
    /// # Errors
    /// [`WorkbenchError::Covered`] where the page may show a person and so much of it was not
    /// uncovered; where the page cannot be drawn.
    pub fn page_image(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        step: RevealStep,
        max_px: u32,
    ) -> Result<Vec<u8>, WorkbenchError> {
        let row = self.readable(by, id)?;
        if step == RevealStep::Label {
            return Err(WorkbenchError::NotAvailable(format!("{id}#p{n}")));
        }
        let sight = self.sight(&row, n)?;
        if sight.cover.is_covered() {
            self.authorise(by, Action::RevealImage, Some(row.accession))?;
            if !self.0.reveals.of(by, id, n).permits(step) {
                // One reveal for a group of copies; that this one was seen is recorded all the same.
                match self.furthest(by, &row, n, &sight)? {
                    Some((copy, furthest)) if furthest >= step => {
                        let reason = format!("a copy of {copy}");
                        self.record_reveal(by, id, n, step, Some(&reason))?;
                    }
                    _ => return Err(WorkbenchError::Covered),
                }
            }
        }
        self.draw(&row, &step.drawing(n, max_px))
    }

    /// A label of a photograph as PNG, cut out and set upright; `label` counts from 0, over all pages of
    /// the item.
    ///
    /// # Errors
    /// [`WorkbenchError::Covered`] where the labels were not uncovered; where there is no such label.
    pub fn label_image(
        &self,
        by: &UserName,
        id: &ItemId,
        label: usize,
    ) -> Result<Vec<u8>, WorkbenchError> {
        let row = self.readable(by, id)?;
        let found = self.reading(&row)?.and_then(|reading| {
            let mut labels = reading.pages.into_iter().flat_map(|page| {
                let n = page.n;
                page.labels.into_iter().map(move |label| (n, label))
            });
            labels.nth(label)
        });
        let missing = || {
            let nth = label.saturating_add(1);
            WorkbenchError::NotAvailable(format!("{id}#label{nth}"))
        };
        let (n, found) = found.ok_or_else(missing)?;
        self.authorise(by, Action::RevealImage, Some(row.accession))?;
        // Labels of all pages are uncovered together.
        if !self.0.reveals.of(by, id, 1).permits(RevealStep::Label) {
            return Err(WorkbenchError::Covered);
        }
        let drawing = Drawing {
            label: Some(found.polygon),
            ..RevealStep::Label.drawing(n, LABEL_PX)
        };
        self.draw(&row, &drawing)
    }

    /// Whether this person ever uncovered anything of an item, by the record of consultations.
    pub(crate) fn has_seen(&self, by: &UserName, id: &ItemId) -> Result<bool, WorkbenchError> {
        let action = Action::RevealImage.name();
        let pages = format!("{id}#p");
        Ok(self.0.catalogue.consulted(by, action, &pages)?)
    }

    fn draw(&self, row: &ItemRow, drawing: &Drawing) -> Result<Vec<u8>, WorkbenchError> {
        let content = row
            .sha256
            .ok_or_else(|| WorkbenchError::NotAvailable(row.id.to_string()))?;
        let source = self
            .0
            .vault
            .plain_copy(&content, row.size_bytes.unwrap_or_default())?;
        let mut reader = self
            .0
            .renderer
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let reader = match &mut *reader {
            Some(reader) => reader,
            none => none.insert(Reader::start(&ReaderSettings::default())?),
        };
        Ok(reader.render(&source, drawing)?)
    }
}

/// A reason as it is kept.
fn bounded(reason: &str) -> Result<String, WorkbenchError> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars = reason.chars().count();
    if chars > REASON_CHARS || reason.chars().any(char::is_control) {
        return Err(WorkbenchError::BadValue {
            what: "reason",
            reason: format!(
                "it has {chars} characters, at most {REASON_CHARS} are kept, and no control characters"
            ),
        });
    }
    Ok(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_shows_more_and_has_the_one_before_it() {
        for pair in RevealStep::ALL.windows(2) {
            assert!(pair[0] < pair[1]);
            assert_eq!(pair[0].next(), Some(pair[1]));
        }
        for step in RevealStep::ALL {
            assert_eq!(RevealStep::named(step.name()), Some(step));
        }
        assert_eq!(
            Cover::Doubtful.after(Some(RevealStep::Blurred)),
            Some(RevealStep::Colour)
        );
        assert_eq!(
            Cover::Photograph.after(Some(RevealStep::Blurred)),
            Some(RevealStep::Small)
        );
        assert_eq!(
            Cover::Doubtful.before(RevealStep::Colour),
            Some(RevealStep::Blurred)
        );
        assert_eq!(RevealStep::Colour.before(), Some(RevealStep::Grey));
        assert_eq!(RevealStep::Blurred.before(), None);
        assert_eq!(RevealStep::named("x"), None);
    }

    #[test]
    fn labels_uncover_no_picture_and_a_picture_no_label() {
        let reveals = Reveals::default();
        let (by, other): (UserName, UserName) = ("a".parse().unwrap(), "b".parse().unwrap());
        let id = ItemId::new(1);
        reveals.uncover(&by, &id, 1, RevealStep::Label);
        assert!(!reveals.of(&by, &id, 1).permits(RevealStep::Blurred));
        reveals.uncover(&by, &id, 1, RevealStep::Small);
        let of = reveals.of(&by, &id, 1);
        assert!(of.permits(RevealStep::Blurred) && of.permits(RevealStep::Small));
        assert!(!of.permits(RevealStep::Grey));
        assert!(!reveals.of(&other, &id, 1).permits(RevealStep::Label));
        assert!(!reveals.of(&by, &id, 2).permits(RevealStep::Label));
        reveals.cover_all(&by);
        assert!(!reveals.of(&by, &id, 1).permits(RevealStep::Label));
    }
}
