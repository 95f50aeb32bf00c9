//! How much a person has looked at: their own figures for themselves, sums for who looks after people.

use crate::page_image::RevealStep;
use crate::{Store, WorkbenchError};
use catalogue::ConsultationRow;
use domain::access::Action;
use domain::{Moment, UserName};
use std::collections::{BTreeMap, BTreeSet};

/// A gap between two looks longer than this is no looking, in milliseconds.
const GAP_MS: i64 = 5 * 60 * 1_000;
/// How long before midnight is looked for work that goes on, in milliseconds.
const BEFORE_MS: i64 = 8 * 3_600 * 1_000;
/// With fewer people a sum would tell of each.
const FEWEST_PEOPLE: usize = 3;
/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 3_600 * 1_000;

/// What a person uncovered of pictures since midnight, UTC. Labels alone are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Pictures of which anything was uncovered, each once.
    pub pictures: u32,
    /// Of these, in colour.
    pub in_colour: u32,
    /// Minutes spent between looks, pauses of more than five minutes left out.
    pub minutes: u32,
    /// Pictures since the last pause of more than five minutes.
    pub since_pause: u32,
}

/// Sums of one day over all people, without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfLooks {
    /// `2026-11-26`.
    pub day: String,
    /// Pictures that were uncovered, each once a person; absent where fewer than three people did, of
    /// whom a sum would tell too much.
    pub pictures: Option<u32>,
}

impl Store {
    /// What this person uncovered today. Nobody else is told.
    ///
    /// # Errors
    /// Where the tables cannot be read.
    pub fn exposure(&self, by: &UserName) -> Result<Exposure, WorkbenchError> {
        let now = self.0.clock.now().unix_ms();
        let midnight = now - now.rem_euclid(DAY_MS);
        // Work that began before midnight is not interrupted by it.
        let since = Moment::from_unix_ms(midnight - BEFORE_MS);
        let action = Action::RevealImage.name();
        let rows = self
            .0
            .catalogue
            .consultations_since(since, action, Some(by))?;
        Ok(exposure(&rows, midnight, now))
    }

    /// Sums of the last days, for who looks after people: no name, no picture.
    ///
    /// # Errors
    /// Where the person may not read the record of consultations, or the tables cannot be read.
    pub fn exposure_of_all(
        &self,
        by: &UserName,
        days: u32,
    ) -> Result<Vec<DayOfLooks>, WorkbenchError> {
        self.authorise(by, Action::ReadConsultations, None)?;
        let now = self.0.clock.now().unix_ms();
        let from = now - now.rem_euclid(DAY_MS) - i64::from(days.saturating_sub(1)) * DAY_MS;
        let rows = self.0.catalogue.consultations_since(
            Moment::from_unix_ms(from),
            Action::RevealImage.name(),
            None,
        )?;
        Ok(sums(&rows))
    }
}

/// The picture and step that a record names; nothing where only a label was uncovered, or the person was
/// refused.
fn look(row: &ConsultationRow) -> Option<(&str, RevealStep)> {
    let object = row
        .object
        .as_deref()
        .filter(|_| row.outcome == "permitted")?;
    let mut words = object.split(' ');
    let picture = words.next()?;
    // Records of before steps were taken name none.
    let step = words
        .next()
        .map_or(Some(RevealStep::Colour), RevealStep::named)?;
    step.shows_a_body().then_some((picture, step))
}

fn exposure(rows: &[ConsultationRow], midnight_ms: i64, now_ms: i64) -> Exposure {
    let (mut pictures, mut in_colour, mut lately) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut last: Option<i64> = None;
    let mut spent = 0;
    for row in rows {
        let Some((picture, step)) = look(row) else {
            continue;
        };
        let at = row.at.unix_ms();
        match last {
            Some(last) if at - last <= GAP_MS => spent += (at - last.max(midnight_ms)).max(0),
            _ => lately.clear(),
        }
        last = Some(at);
        lately.insert(picture);
        if at < midnight_ms {
            continue;
        }
        pictures.insert(picture);
        if step == RevealStep::Colour {
            in_colour.insert(picture);
        }
    }
    if last.is_some_and(|last| now_ms - last > GAP_MS) {
        lately.clear();
    }
    let size = |set: &BTreeSet<&str>| u32::try_from(set.len()).unwrap_or(u32::MAX);
    Exposure {
        pictures: size(&pictures),
        in_colour: size(&in_colour),
        minutes: u32::try_from(spent / 60_000).unwrap_or(u32::MAX),
        since_pause: size(&lately),
    }
}

fn sums(rows: &[ConsultationRow]) -> Vec<DayOfLooks> {
    let mut days: BTreeMap<String, BTreeMap<&UserName, BTreeSet<&str>>> = BTreeMap::new();
    for row in rows {
        if let Some((picture, _)) = look(row) {
            let day: String = row.at.to_string().chars().take(10).collect();
            let of = days.entry(day).or_default();
            of.entry(&row.by).or_default().insert(picture);
        }
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    days.into_iter()
        .map(|(day, people)| DayOfLooks {
            day,
            pictures: (people.len() >= FEWEST_PEOPLE)
                .then(|| count(people.values().map(BTreeSet::len).sum())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(minute: i64, by: &str, object: &str) -> ConsultationRow {
        ConsultationRow {
            act: 0,
            at: Moment::from_unix_ms(minute * 60_000),
            by: by.parse().unwrap(),
            action: "reveal-image".to_owned(),
            object: Some(object.to_owned()),
            reason: None,
            outcome: "permitted".to_owned(),
        }
    }

    #[test]
    fn a_picture_counts_once_however_many_steps_were_taken() {
        let mut rows = vec![
            row(0, "a", "ISN-000001#p1 blurred"),
            row(1, "a", "ISN-000001#p1 small"),
            row(2, "a", "ISN-000002#p1 label"),
            row(3, "a", "ISN-000003#p1"),
            row(20, "a", "ISN-000004#p1 blurred"),
        ];
        let refused = ConsultationRow {
            outcome: "no-grant".to_owned(),
            ..row(21, "a", "ISN-000009#p1 colour")
        };
        rows.push(refused);
        let seen = exposure(&rows, 0, 22 * 60_000);
        assert_eq!(
            seen,
            Exposure {
                pictures: 3,
                in_colour: 1,
                minutes: 3,
                since_pause: 1,
            }
        );
        assert_eq!(exposure(&rows, 0, 40 * 60_000).since_pause, 0);
    }

    #[test]
    fn midnight_is_no_pause() {
        let rows = [
            row(1_438, "a", "ISN-000001#p1 blurred"),
            row(1_441, "a", "ISN-000002#p1 blurred"),
        ];
        let seen = exposure(&rows, 1_440 * 60_000, 1_442 * 60_000);
        assert_eq!((seen.pictures, seen.minutes, seen.since_pause), (1, 1, 2));
    }

    #[test]
    fn sums_name_nobody() {
        let rows = [
            row(0, "a", "ISN-000001#p1 blurred"),
            row(1, "b", "ISN-000001#p1 blurred"),
            row(2, "b", "ISN-000002#p1 colour"),
            row(3, "b", "ISN-000002#p1 label"),
            row(3, "c", "ISN-000002#p1 small"),
            row(2_000, "a", "ISN-000003#p1 grey"),
        ];
        let days = sums(&rows);
        assert_eq!(
            days[0],
            DayOfLooks {
                day: "1970-01-01".to_owned(),
                pictures: Some(4),
            }
        );
        assert_eq!(days[1].pictures, None);
    }
}
