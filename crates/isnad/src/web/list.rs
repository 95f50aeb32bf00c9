//! Lists of people: on which ground each is held, its rows with their numbers, one row beside its cells.

use super::Desk;
use super::address::with_query;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{ItemId, RecordId};
use linkage::Field;
use linkage::list::BadRow;
use linkage::mapping::{Mapping, Use};
use std::collections::HashMap;
use workbench::list::{ListSummary, RowView, SourceRecord};
use workbench::{RowChoice, WorkbenchError};

/// Rows on one screen.
const PER_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "lists.html")]
struct ListsPage {
    s: Shell,
    lists: Vec<(ListSummary, String)>,
}

/// The lists that the person may see.
pub async fn all(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    let by = who.by();
    let lists = desk
        .ask(move |store| {
            let sources: HashMap<_, _> = store
                .accessions(&by)?
                .into_iter()
                .map(|accession| (accession.accession, accession.source))
                .collect();
            let with_source = |list: ListSummary| {
                let source = sources.get(&list.accession).cloned().unwrap_or_default();
                (list, source)
            };
            Ok(store.lists(&by)?.into_iter().map(with_source).collect())
        })
        .await?;
    let s = Shell::new(&desk, &who.visit, "lists", "list-lists");
    Ok(Html(ListsPage { s, lists }.render()?).into_response())
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    s: Shell,
    list: ListSummary,
    source: String,
    /// Other lists of the accession: name and address.
    beside: Vec<(String, String)>,
    mapping: Vec<(String, String)>,
    date_order: String,
    form: Option<(String, String)>,
    fields: Vec<Field>,
    rows: Vec<Shown>,
    only_bad: bool,
    started_later: bool,
    all: String,
    bad: String,
    first: String,
    next: Option<String>,
}

/// A row of a list on the screen.
struct Shown {
    id: RecordId,
    own_id: Option<String>,
    /// What it says in each field of the list, or what is wrong with it.
    said: Result<Vec<String>, String>,
    line: u64,
}

/// The lists of an accession; the rows of one of them.
pub async fn one(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(accession): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let number = super::intake::number(&accession)?;
    let get = |name: &str| query.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
    let unreadable = || Refused::input("address-unreadable");
    let item = get("item").map(|text| text.parse::<ItemId>().map_err(|_| unreadable()));
    let table = get("table").map(|text| text.parse::<u32>().map_err(|_| unreadable()));
    let after = get("after").map(|text| text.parse::<u32>().map_err(|_| unreadable()));
    let (item, table) = (item.transpose()?, table.transpose()?.unwrap_or(1));
    let after = after.transpose()?.unwrap_or(0);
    let only_bad = get("rows") == Some("bad");
    let by = who.by();
    let (list, source, beside, mut rows) = desk
        .ask(move |store| {
            let accession = store.accession(&by, number)?;
            let mut lists = store.lists(&by)?;
            lists.retain(|list| list.accession == number);
            let chosen = match &item {
                None => lists.first(),
                Some(item) => lists
                    .iter()
                    .find(|list| list.item == *item && list.table == table),
            };
            let list = chosen.cloned();
            let list = list.ok_or_else(|| WorkbenchError::NotAvailable(number.to_string()))?;
            lists.retain(|other| other.act != list.act);
            let choice = if only_bad {
                RowChoice::Bad
            } else {
                RowChoice::All
            };
            // One more than is shown tells whether there is a next screen.
            let limit = PER_PAGE + 1;
            let rows = store.list_rows(&by, &list.item, list.table, choice, after, limit)?;
            Ok((list, accession.source, lists, rows))
        })
        .await?;
    let more = rows.len() > PER_PAGE as usize;
    rows.truncate(PER_PAGE as usize);
    let s = Shell::new(&desk, &who.visit, "lists", "list-lists").titled(list.name.clone());
    let mapping = Mapping::from_toml(&list.mapping).unwrap_or_default();
    let fields = fields_of(&mapping);
    let address = |list: &ListSummary, rows: &str, after: &str| {
        let (item, table) = (list.item.to_string(), list.table.to_string());
        let parts = [
            ("item", item.as_str()),
            ("table", table.as_str()),
            ("rows", rows),
            ("after", after),
        ];
        with_query(&format!("/lists/{}", list.accession), parts)
    };
    let kind = if only_bad { "bad" } else { "" };
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| address(&list, kind, &id_of(last).row().to_string()));
    let page = ListPage {
        source,
        beside: beside
            .iter()
            .map(|other| (other.name.clone(), address(other, "", "")))
            .collect(),
        mapping: in_order(&s, &list, &mapping),
        date_order: s.t(&format!(
            "list-date-order-{}",
            dashed(mapping.date_order.key())
        )),
        form: mapping.form.as_ref().map(|form| {
            let kind = s.t(&format!("list-form-{}", dashed(form.kind.name())));
            (kind, form.encoding.name().to_owned())
        }),
        rows: rows.iter().map(|row| shown(&s, &fields, row)).collect(),
        fields,
        only_bad,
        started_later: after > 0,
        all: address(&list, "", ""),
        bad: address(&list, "bad", ""),
        first: address(&list, kind, ""),
        next,
        list,
        s,
    };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "source_record.html")]
struct RecordPage {
    s: Shell,
    id: RecordId,
    list: ListSummary,
    record: Option<Box<SourceRecord>>,
    cells: Vec<(String, String, String)>,
    bad: Option<(u64, String)>,
    of_list: String,
}

/// One row: every cell as written beside what it was taken to say.
pub async fn record(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let id: RecordId = id.parse().map_err(|_| Refused::not_available())?;
    let (by, asked) = (who.by(), id.clone());
    let (list, row) = desk
        .ask(move |store| {
            let row = store.list_row(&by, &asked)?;
            Ok((store.list(&by, asked.item(), asked.table())?, row))
        })
        .await?;
    let s = Shell::new(&desk, &who.visit, "lists", "list-record").titled(id.to_string());
    let (item, table) = (list.item.to_string(), list.table.to_string());
    let of_list = with_query(
        &format!("/lists/{}", list.accession),
        [("item", item.as_str()), ("table", table.as_str())],
    );
    let (mut record, mut bad, mut cells) = (None, None, Vec::new());
    match row {
        RowView::Bad(_, row) => bad = Some((row.line, why(&s, &row))),
        RowView::Record(found) => {
            let cell = |cell: &workbench::list::SourceCell| {
                (
                    cell.column.clone(),
                    cell.text.clone(),
                    in_words(&s, &cell.says),
                )
            };
            cells = found.cells.iter().map(cell).collect();
            record = Some(found);
        }
    }
    let page = RecordPage {
        s,
        id,
        list,
        record,
        cells,
        bad,
        of_list,
    };
    Ok(Html(page.render()?).into_response())
}

/// The fields that a mapping fills, in the order in which people read them.
fn fields_of(mapping: &Mapping) -> Vec<Field> {
    let uses: Vec<Use> = mapping
        .columns()
        .flat_map(|(_, uses)| uses.iter().copied())
        .collect();
    let filled = |field: &Field| {
        uses.contains(&Use::Field(*field))
            || uses.contains(&Use::BirthPlaceAndDate)
                && matches!(field, Field::BirthPlace | Field::BirthDate)
    };
    Field::ALL.into_iter().filter(filled).collect()
}

/// Each column of a list in its place, and what it says.
fn in_order(s: &Shell, list: &ListSummary, mapping: &Mapping) -> Vec<(String, String)> {
    let says = |column: &String| {
        let uses = mapping.columns().find(|(name, _)| name == column);
        let words = uses.map(|(_, uses)| in_words(s, uses));
        (column.clone(), words.unwrap_or_default())
    };
    list.columns.iter().map(says).collect()
}

fn id_of(row: &RowView) -> &RecordId {
    match row {
        RowView::Record(record) => &record.id,
        RowView::Bad(id, _) => id,
    }
}

fn shown(s: &Shell, fields: &[Field], row: &RowView) -> Shown {
    match row {
        RowView::Bad(id, bad) => Shown {
            id: id.clone(),
            own_id: None,
            said: Err(why(s, bad)),
            line: bad.line,
        },
        RowView::Record(record) => Shown {
            id: record.id.clone(),
            own_id: record.own_id.clone(),
            said: Ok(fields.iter().map(|field| values(record, *field)).collect()),
            line: record.line,
        },
    }
}

/// Every value of a field, in their order.
fn values(record: &SourceRecord, field: Field) -> String {
    let of_field = record
        .record
        .values()
        .iter()
        .filter(|(said, _)| *said == field);
    let values: Vec<&str> = of_field.map(|(_, value)| value.as_str()).collect();
    values.join(" · ")
}

fn why(s: &Shell, bad: &BadRow) -> String {
    let (key, values) = bad.fault.words();
    s.find(&format!("list-row-{key}"), &values)
        .unwrap_or_else(|| bad.fault.to_string())
}

fn in_words(s: &Shell, uses: &[Use]) -> String {
    let words = uses
        .iter()
        .map(|says| s.t(&format!("list-field-{}", dashed(says.key()))));
    words.collect::<Vec<_>>().join(" · ")
}

/// Keys of texts part words by dashes.
fn dashed(key: &str) -> String {
    key.replace('_', "-")
}
