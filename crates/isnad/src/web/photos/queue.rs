//! Labels that a person has to look at, one after the other. The label alone is uncovered here, never
//! the picture around it.

use super::{ExposureCard, FieldLine, PhotoCard, field_words};
use crate::telling::photos as telling;
use crate::web::Desk;
use crate::web::address::with_query;
use crate::web::refused::Refused;
use crate::web::reveal::{label_address, value};
use crate::web::shell::{Shell, direction};
use crate::web::visit::SignedIn;
use ::photo::{FieldKind, Stance};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ItemId;
use workbench::WorkbenchError;
use workbench::photos::{Photo, Photos};

#[derive(Template)]
#[template(path = "label_queue.html")]
struct QueuePage {
    s: Shell,
    exposure: ExposureCard,
    accession: String,
    open: usize,
    done: usize,
    label: Option<Open>,
    saved: Option<String>,
}

/// The label that is looked at.
pub struct Open {
    /// What is known of the photograph.
    pub card: PhotoCard,
    /// Which of the queue it is, from 1; absent where it was opened by itself.
    pub rank: Option<usize>,
    /// Its labels: where each is cut out, and the lines that were read on it.
    pub crops: Vec<Crop>,
    /// The form: fields with what the machine read, or what was typed.
    pub fields: Vec<AskedField>,
    /// The reading that all of it follows from.
    pub reading: String,
    /// Whether nothing on the label was understood.
    pub mute: bool,
    /// What was typed as a note.
    pub note: String,
    /// Why it was not saved, and what to do.
    pub fault: Option<(String, String)>,
    /// Where it is saved.
    pub act: String,
    /// Where its label is uncovered.
    pub reveal: String,
    /// The next one.
    pub skip: Option<String>,
    /// Whether its labels stand in the page; they come only where they were uncovered.
    pub shown: bool,
}

/// A label found on the photograph.
pub struct Crop {
    /// Where its picture is.
    pub address: String,
    /// In which direction its writing runs.
    pub dir: &'static str,
    /// The lines with whether they are settled.
    pub lines: Vec<(String, bool)>,
}

/// A field in the form.
pub struct AskedField {
    /// Name and value.
    pub line: FieldLine,
    /// What else it may read.
    pub others: Vec<String>,
    /// What agrees, in sentences.
    pub agrees: Vec<String>,
    /// What speaks against it.
    pub against: Vec<String>,
}

impl AskedField {
    fn of(s: &Shell, photo: &Photo, kind: FieldKind) -> Self {
        let field = photo.label.fields.iter().find(|field| field.kind == kind);
        let said = photo.said.as_ref();
        let machine = field.map(|field| field.value.as_str()).unwrap_or_default();
        let value = match said {
            Some(said) => said.fields.get(kind.name()).map_or("", String::as_str),
            None => machine,
        };
        let told = |wanted: &dyn Fn(Stance) -> bool| {
            let verdicts = photo.verdicts.iter().filter(|verdict| verdict.kind == kind);
            verdicts
                .filter(|verdict| wanted(verdict.stance))
                .map(|verdict| telling::remark(&verdict.remark, &|key, values| s.say(key, values)))
                .collect::<Vec<_>>()
        };
        let others = field.into_iter().flat_map(|field| {
            let orders = field.other_orders.iter().cloned();
            let others = field.others.iter().map(|other| other.text.clone());
            orders.chain(others)
        });
        let mut others: Vec<String> = others.filter(|other| other != value).collect();
        if said.is_some() && !machine.is_empty() && machine != value {
            others.push(machine.to_owned());
        }
        others.dedup();
        Self {
            line: FieldLine {
                name: kind.name(),
                words: field_words(s, kind),
                value: value.to_owned(),
            },
            others,
            agrees: told(&|stance| stance == Stance::Agrees),
            against: told(&|stance| stance != Stance::Agrees),
        }
    }
}

/// The queue as it stands for a person, and the label that is open.
pub struct Asked {
    /// The accession, as the address has it; empty for all.
    pub accession: String,
    /// The label to open by itself.
    pub item: Option<ItemId>,
    /// The label behind which to go on.
    pub after: Option<ItemId>,
    /// What was saved just now.
    pub saved: Option<ItemId>,
    /// Whether the label was just uncovered, without a script.
    pub shown: bool,
}

impl Asked {
    /// What an address says.
    pub fn read(pairs: &[(String, String)]) -> Result<Self, Refused> {
        let item = |name| match value(pairs, name) {
            "" => Ok(None),
            text => crate::web::document::number(text).map(Some),
        };
        Ok(Self {
            accession: value(pairs, "accession").to_owned(),
            item: item("item")?,
            after: item("after")?,
            saved: item("saved")?,
            shown: !value(pairs, "shown").is_empty(),
        })
    }

    /// The address of the queue behind a label.
    pub fn behind(&self, id: &ItemId, saved: bool) -> String {
        let id = id.to_string();
        let saved = if saved { id.as_str() } else { "" };
        let accession = self.accession.as_str();
        with_query(
            "/photos/labels",
            [("accession", accession), ("after", &id), ("saved", saved)],
        )
    }
}

/// The page.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    show(&desk, &who, Asked::read(&pairs)?, |_| {}).await
}

/// The page with an open label; `change` puts into the form what was typed and not saved.
pub async fn show(
    desk: &Desk,
    who: &SignedIn,
    asked: Asked,
    change: impl FnOnce(&mut Open),
) -> Result<Response, Refused> {
    let accession = match asked.accession.as_str() {
        "" => None,
        text => Some(crate::web::intake::number(text)?),
    };
    let (by, item) = (who.by(), asked.item.clone());
    let (queue, alone, today) = desk
        .ask(move |store| {
            let queue = store.label_queue(&by, accession)?;
            let alone = match item {
                Some(id) => store.photo(&by, &id)?,
                None => None,
            };
            Ok::<_, WorkbenchError>((queue, alone, store.exposure(&by)?))
        })
        .await?;
    if asked.item.is_some() && alone.is_none() {
        return Err(Refused::not_available());
    }
    let s = Shell::new(desk, &who.visit, "photos", "photo-queue");
    let photos: &Photos = &queue.photos;
    let at = |rank: usize| queue.open.get(rank).and_then(|at| photos.photos.get(*at));
    let behind = |id: &ItemId| {
        queue.open.partition_point(|at| {
            photos
                .photos
                .get(*at)
                .is_some_and(|photo| photo.line.item.sort_key() <= id.sort_key())
        })
    };
    let rank = match (&asked.item, &asked.after) {
        (Some(id), _) => behind(id)
            .checked_sub(1)
            .filter(|rank| at(*rank).is_some_and(|photo| photo.line.item == *id)),
        // Behind the last one it begins again with those that were skipped.
        (None, Some(id)) => Some(behind(id))
            .filter(|rank| *rank < queue.open.len())
            .or(Some(0)),
        (None, None) => Some(0),
    };
    let photo = alone.as_ref().or_else(|| at(rank?));
    let mut label = photo.map(|photo| open(&s, &asked, photo, rank));
    if let Some(label) = &mut label {
        let id = photo.map(|photo| &photo.line.item);
        label.skip = id
            .filter(|_| queue.open.len() > 1 || rank.is_none())
            .map(|id| asked.behind(id, false));
        change(label);
    }
    let failed = label.as_ref().is_some_and(|label| label.fault.is_some());
    let page = QueuePage {
        exposure: ExposureCard::of(today, desk.pause_after),
        accession: asked.accession,
        open: queue.open.len(),
        done: queue.done,
        label,
        saved: asked.saved.map(|id| id.to_string()),
        s,
    };
    let html = Html(page.render()?);
    Ok(if failed {
        (axum::http::StatusCode::BAD_REQUEST, html).into_response()
    } else {
        html.into_response()
    })
}

fn open(s: &Shell, asked: &Asked, photo: &Photo, rank: Option<usize>) -> Open {
    let id = &photo.line.item;
    let crop = |(n, label): (usize, &extract::Label)| Crop {
        address: label_address(id, n),
        // A line of numbers runs as the words around it do.
        dir: match label
            .lines
            .iter()
            .any(|line| direction(&line.text) == "rtl")
        {
            true => "rtl",
            false
                if label
                    .lines
                    .iter()
                    .all(|line| !line.text.chars().any(char::is_alphabetic)) =>
            {
                "rtl"
            }
            false => "ltr",
        },
        lines: label
            .lines
            .iter()
            .map(|line| (line.text.clone(), line.settled != Some(false)))
            .collect(),
    };
    let accession = asked.accession.as_str();
    Open {
        card: PhotoCard::of(s, photo),
        rank: rank.map(|rank| rank + 1),
        crops: photo.found.iter().enumerate().map(crop).collect(),
        fields: FieldKind::ALL
            .map(|kind| AskedField::of(s, photo, kind))
            .into_iter()
            .collect(),
        reading: photo
            .reading
            .map(|reading| reading.to_string())
            .unwrap_or_default(),
        mute: photo.label.fields.is_empty(),
        note: String::new(),
        fault: None,
        act: with_query(&format!("/photos/{id}/label"), [("accession", accession)]),
        reveal: format!("/documents/{id}/pages/1/reveal"),
        skip: None,
        shown: asked.shown,
    }
}
