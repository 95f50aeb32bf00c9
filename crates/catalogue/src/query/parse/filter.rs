//! Values of the fields beside the text.

use super::super::{Filter, Wanted};
use domain::{AccessionId, ItemState, ReadingQuality};

pub(super) const NAMES: [&str; 8] = [
    "path",
    "kind",
    "state",
    "quality",
    "date",
    "language",
    "accession",
    "item",
];

/// Reads the value of a field.
pub(super) fn filter(name: &str, value: &str) -> Result<Filter, Wanted> {
    let value = value.trim();
    let parts = || {
        value
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    let lower = || parts().map(str::to_lowercase).collect::<Vec<_>>();
    let wanted = |field: &'static str, found: &str, takes: &str| Wanted::Value {
        field,
        found: found.to_owned(),
        takes: takes.to_owned(),
    };
    match name {
        "path" => {
            if arabic::tokens::tokens(value).is_empty() {
                return Err(wanted("path", value, "words of a path"));
            }
            Ok(Filter::Path(value.trim_end_matches('*').to_owned()))
        }
        "kind" if lower().is_empty() => Err(wanted("kind", value, "a kind of file such as pdf")),
        "kind" => Ok(Filter::Kind(lower())),
        "language" if lower().is_empty() => {
            Err(wanted("language", value, "a language such as ar or fr"))
        }
        "language" => Ok(Filter::Language(lower())),
        "state" => {
            let names = ItemState::ALL.map(ItemState::name).join(", ");
            let states: Vec<ItemState> = parts()
                .map(|part| part.parse().map_err(|_| wanted("state", part, &names)))
                .collect::<Result<_, _>>()?;
            if states.is_empty() {
                return Err(wanted("state", value, &names));
            }
            Ok(Filter::State(states))
        }
        "quality" => {
            let names = ReadingQuality::ALL.map(ReadingQuality::name).join(", ");
            let qualities: Vec<ReadingQuality> = parts()
                .map(|part| part.parse().map_err(|_| wanted("quality", part, &names)))
                .collect::<Result<_, _>>()?;
            if qualities.is_empty() {
                return Err(wanted("quality", value, &names));
            }
            Ok(Filter::Quality(qualities))
        }
        "accession" => {
            let takes = "a number such as A-0001";
            let read = |part: &str| {
                let bare = part.parse::<u32>().ok().map(AccessionId::new);
                bare.or_else(|| part.to_uppercase().parse().ok())
                    .ok_or_else(|| wanted("accession", part, takes))
            };
            let accessions: Vec<AccessionId> = parts().map(read).collect::<Result<_, _>>()?;
            if accessions.is_empty() {
                return Err(wanted("accession", value, takes));
            }
            Ok(Filter::Accession(accessions))
        }
        "item" => value
            .to_uppercase()
            .parse()
            .map(Filter::Item)
            .map_err(|_| wanted("item", value, "a number such as ISN-000418 or ISN-000418.2")),
        _ => date(value).ok_or_else(|| {
            wanted(
                "date",
                value,
                "2013, 2013-06, 2013-06-11 or a range such as 2013-01..2014-06",
            )
        }),
    }
}

/// `2013`, `2013-06`, `2013-06-11`, or two of them with `..` between; either end may be open.
fn date(value: &str) -> Option<Filter> {
    let plain = arabic::fold::fold(value, arabic::Classes::DIGITS).replace('/', "-");
    let (from, to) = match plain.split_once("..") {
        Some((from, to)) => (from, to),
        None => (plain.as_str(), plain.as_str()),
    };
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let from_day = if from.is_empty() {
        i64::MIN
    } else {
        crate::index::dates::days_of(from)?.0
    };
    let to_day = if to.is_empty() {
        i64::MAX
    } else {
        crate::index::dates::days_of(to)?.1
    };
    (from_day <= to_day).then(|| Filter::Date {
        text: value.to_owned(),
        from_day,
        to_day,
    })
}
