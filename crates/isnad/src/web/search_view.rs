//! What a search answered, in the form the screen shows.

use super::search_form::SearchForm;
use super::shell::{Html, Shell, direction, face};
use askama::filters::HtmlSafeOutput;
use catalogue::index::{Fragment, Hit};
use catalogue::query::ReadAs;
use domain::ItemState;
use std::fmt::Write as _;
use std::ops::Range;
use workbench::answer::SearchAnswer;

/// Entries of a facet that are shown at once.
const FACET_MAX: usize = 8;

/// One part of how the query was understood.
pub struct ReadLine {
    /// The person's own words; empty for a connecting word.
    pub text: String,
    /// How they were taken.
    pub how: String,
}

/// A hit in the list.
pub struct HitView {
    /// Address of the viewer.
    pub address: String,
    /// Title, or the file name.
    pub title: String,
    /// Writing direction of the title.
    pub dir: &'static str,
    /// Text face of the title.
    pub face: &'static str,
    /// Pieces of the text, marked or not.
    pub snippet: Vec<(String, bool)>,
    /// Writing direction of the snippet.
    pub snippet_dir: &'static str,
    /// Text face of the snippet.
    pub snippet_face: &'static str,
    /// Path inside the accession.
    pub path: String,
    /// Number of the item.
    pub item: String,
    /// Number of the accession.
    pub accession: String,
    /// Page, counted from 1.
    pub page: u32,
    /// First date on the page.
    pub date: Option<String>,
    /// How its reading ended.
    pub state: Option<ItemState>,
    /// Kind of file.
    pub kind: String,
    /// A picture: its place is drawn covered.
    pub picture: bool,
    /// How many copies there are that the person may see.
    pub copies: u64,
    /// Where they are listed.
    pub copies_address: String,
}

/// Values to narrow the search by.
pub struct FacetView {
    /// The field in words.
    pub title: String,
    /// Its values.
    pub entries: Vec<FacetEntry>,
}

/// One value of a facet.
pub struct FacetEntry {
    /// The value in words.
    pub label: String,
    /// Items that have it.
    pub count: u64,
    /// Whether the search is narrowed by it.
    pub on: bool,
    /// The search with it, or without it where it is on.
    pub address: String,
}

/// Documents by year: a drawing and the same figures as a table.
pub struct Years {
    /// The drawing.
    pub drawing: Html,
    /// The figures.
    pub rows: Vec<FacetEntry>,
    /// First year of the axis.
    pub first: String,
    /// Last year of the axis.
    pub last: String,
}

/// How the query was understood, part by part.
pub fn read_lines(s: &Shell, parts: &[ReadAs]) -> Vec<ReadLine> {
    let mut lines: Vec<ReadLine> = parts.iter().filter_map(|part| read_line(s, part)).collect();
    // Neighbours that were taken in the same way share one explanation, behind the last of them.
    for i in 0..lines.len() {
        let next = lines
            .iter()
            .skip(i + 1)
            .find(|line| line.how != "·")
            .map(|line| line.how.clone());
        if let Some(line) = lines.get_mut(i)
            && !line.text.is_empty()
            && next.as_ref() == Some(&line.how)
        {
            line.how.clear();
        }
    }
    lines
}

fn read_line(s: &Shell, part: &ReadAs) -> Option<ReadLine> {
    let line = |text: &str, how: String| {
        Some(ReadLine {
            text: text.to_owned(),
            how,
        })
    };
    let letters = |variants: &bool| {
        s.t(if *variants {
            "screen-how-written-forms"
        } else {
            "screen-how-exact"
        })
    };
    match part {
        ReadAs::Everything => line("", s.t("screen-how-everything")),
        ReadAs::Word {
            text,
            letter_variants,
            word_forms,
            across_scripts,
            ocr_tolerant,
            ..
        } => {
            let mut how = letters(letter_variants);
            for (on, key) in [
                (word_forms, "screen-how-word-forms"),
                (across_scripts, "screen-how-across-scripts"),
                (ocr_tolerant, "screen-how-ocr"),
            ] {
                if *on {
                    how = format!("{how} {}", s.t(key));
                }
            }
            line(text, how)
        }
        ReadAs::Phrase {
            text,
            letter_variants,
            ..
        } => line(
            &format!("«{text}»"),
            format!("{} {}", s.t("screen-how-phrase"), letters(letter_variants)),
        ),
        ReadAs::Near {
            text,
            words_between,
            ..
        } => line(
            &format!("«{text}»"),
            s.t1("screen-how-near", "n", words_between),
        ),
        ReadAs::Prefix { text, .. } => line(&format!("{text}…"), s.t("screen-how-prefix")),
        ReadAs::Fuzzy {
            text, letters_off, ..
        } => line(text, s.t1("screen-how-fuzzy", "n", letters_off)),
        ReadAs::Field { field, values, .. } => {
            line(&format!("{field}: {}", values.join(", ")), String::new())
        }
        ReadAs::Ignored { text, .. } => line(text, s.t("screen-how-ignored")),
        ReadAs::And => line("", "·".to_owned()),
        ReadAs::Or => line("", s.t("screen-how-or")),
        ReadAs::Not => line("", s.t("screen-how-not")),
        ReadAs::Open => line("", "(".to_owned()),
        ReadAs::Close => line("", ")".to_owned()),
    }
}

/// The address of the viewer for a hit.
pub fn hit_address(form: &SearchForm, hit: &Hit, rank: u64) -> String {
    let n = if hit.page > 1 {
        hit.page.to_string()
    } else {
        String::new()
    };
    form.address_at(
        &format!("/documents/{}", hit.item),
        &[("n", n), ("rank", rank.to_string())],
    )
}

/// One hit.
pub fn hit_view(form: &SearchForm, hit: &Hit, rank: u64, copies: u64) -> HitView {
    let file_name = hit.path.rsplit('/').next().unwrap_or_default();
    let title = if hit.title.trim().is_empty() {
        file_name
    } else {
        hit.title.as_str()
    };
    let plain: String = hit
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    HitView {
        address: hit_address(form, hit, rank),
        copies,
        copies_address: form.address_at(
            &format!("/documents/{}", hit.item),
            &[("tab", "copies".to_owned()), ("rank", rank.to_string())],
        ),
        title: title.to_owned(),
        dir: direction(title),
        face: face(title),
        snippet: hit
            .snippet
            .iter()
            .map(|piece| (piece.text.clone(), piece.marked))
            .collect(),
        snippet_dir: direction(&plain),
        snippet_face: face(&plain),
        path: hit.path.clone(),
        item: hit.item.to_string(),
        accession: hit.accession.to_string(),
        page: hit.page,
        date: hit.dates.first().cloned(),
        state: Some(hit.state),
        picture: is_picture(&hit.kind),
        kind: hit.kind.clone(),
    }
}

/// Whether a kind of file is a picture, so that nothing of it is drawn.
fn is_picture(kind: &str) -> bool {
    kind.starts_with("image")
        || [
            "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic",
        ]
        .contains(&kind)
}

/// The facets beside the years, in the order of the screen.
pub fn facet_views(s: &Shell, form: &SearchForm, answer: &SearchAnswer) -> Vec<FacetView> {
    [
        "kind",
        "state",
        "quality",
        "language",
        "accession",
        "folder",
    ]
    .into_iter()
    .filter_map(|field| {
        let values = answer.hits.facets.get(field)?;
        let entries: Vec<FacetEntry> = values
            .iter()
            .filter(|(value, _)| !value.is_empty())
            .take(FACET_MAX)
            .map(|(value, count)| entry(s, form, field, value, *count))
            .collect();
        (!entries.is_empty()).then(|| FacetView {
            title: s.t(&format!("screen-facet-{field}")),
            entries,
        })
    })
    .collect()
}

fn entry(s: &Shell, form: &SearchForm, field: &str, value: &str, count: u64) -> FacetEntry {
    let filter = filter_of(field, value);
    let label = match (field, value.parse::<ItemState>(), value.parse()) {
        ("state", Ok(state), _) => s.state_name(&Some(state)),
        ("quality", _, Ok(quality)) => s.quality(quality),
        _ => value.to_owned(),
    };
    FacetEntry {
        label,
        count,
        on: form.filters.contains(&filter),
        address: form.toggled(&filter).address(),
    }
}

/// A facet's value in the query language.
fn filter_of(field: &str, value: &str) -> String {
    let field = match field {
        "folder" => "path",
        "year" => "date",
        field => field,
    };
    let plain = value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if plain {
        format!("{field}:{value}")
    } else {
        format!("{field}:\"{}\"", value.replace('"', " "))
    }
}

/// Documents by year, where any page bears a date.
pub fn years_view(form: &SearchForm, answer: &SearchAnswer) -> Option<Years> {
    let years = answer.hits.facets.get("year")?;
    let mut counts: Vec<(i32, u64)> = years
        .iter()
        .filter_map(|(year, count)| Some((year.parse().ok()?, *count)))
        .collect();
    counts.sort_unstable();
    let (first, last) = (counts.first()?.0, counts.last()?.0);
    let most = counts
        .iter()
        .map(|(_, count)| *count)
        .max()
        .filter(|most| *most > 0)?;
    let row = |(year, count): &(i32, u64)| {
        let filter = filter_of("year", &year.to_string());
        FacetEntry {
            label: year.to_string(),
            count: *count,
            on: form.filters.contains(&filter),
            address: form.toggled(&filter).address(),
        }
    };
    let rows: Vec<FacetEntry> = counts.iter().map(row).collect();
    // A century is the widest axis that can be read, a decade the narrowest; what lies before it
    // stands in the table.
    let from = first.max(last - 99).min(last - 9);
    let width = (last - from + 1) * 10;
    let mut svg = format!(
        "<svg class=\"hist\" viewBox=\"0 0 {width} 54\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    );
    for ((year, count), row) in counts
        .iter()
        .zip(&rows)
        .filter(|((year, _), _)| *year >= from)
    {
        let height = (count * 50).div_ceil(most).max(3);
        let class = if row.on { "s" } else { "b" };
        let (x, y) = ((year - from) * 10 + 1, 54 - height);
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"8\" height=\"{height}\"/>"
        );
    }
    svg.push_str("</svg>");
    Some(Years {
        drawing: HtmlSafeOutput(svg),
        rows,
        first: from.to_string(),
        last: last.to_string(),
    })
}

/// Marked places of a text as byte ranges; the pieces joined give the text.
pub fn marked_ranges(pieces: &[Fragment]) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut marked = Vec::new();
    for piece in pieces {
        let end = at + piece.text.len();
        if piece.marked {
            marked.push(at..end);
        }
        at = end;
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facets_value_is_said_in_the_query_language() {
        assert_eq!(filter_of("state", "read_in_part"), "state:read_in_part");
        assert_eq!(
            filter_of("folder", "الفرع 41/2013"),
            "path:\"الفرع 41/2013\""
        );
        assert_eq!(filter_of("year", "2013"), "date:2013");
        assert_eq!(filter_of("kind", "a\"b"), "kind:\"a b\"");
    }

    #[test]
    fn marks_lie_where_the_marked_pieces_are() {
        let piece = |text: &str, marked| Fragment {
            text: text.to_owned(),
            marked,
        };
        let pieces = [
            piece("قبل ", false),
            piece("نقل", true),
            piece(" بعد", false),
        ];
        assert_eq!(marked_ranges(&pieces).first(), Some(&(7..13)));
        assert_eq!(marked_ranges(&pieces).len(), 1);
    }
}
