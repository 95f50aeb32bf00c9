//! Copies of an item in the viewer, and two of them laid side by side.

use super::Desk;
use super::document::number;
use super::refused::Refused;
use super::shell::{Shell, direction, face};
use super::visit::SignedIn;
use crate::telling::copies::reason_key;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use copies::{Piece, Side};
use domain::ItemId;
use workbench::answer::ItemLine;
use workbench::copies::{Copy, CopyKind};

/// A copy as the viewer lists it.
pub struct CopyCard {
    /// The copy.
    pub line: ItemLine,
    /// Kind in words.
    pub kind: String,
    /// Why, in a sentence.
    pub reason: String,
    /// In per cent, where it was found alike.
    pub percent: Option<u16>,
    /// Where the two are laid side by side; absent for the same bytes.
    pub compare: Option<String>,
}

/// The copies of an item in words.
pub fn cards(s: &Shell, id: &ItemId, copies: &[Copy]) -> Vec<CopyCard> {
    let card = |copy: &Copy| CopyCard {
        line: copy.line.clone(),
        kind: s.t(kind_key(copy.kind)),
        reason: s.t(reason_key(copy.kind)),
        percent: percent(copy.kind),
        compare: (copy.kind != CopyKind::Exact)
            .then(|| format!("/documents/{id}/compare/{}", copy.line.item)),
    };
    copies.iter().map(card).collect()
}

const fn kind_key(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Exact => "copies-kind-exact",
        CopyKind::Near { .. } => "copies-kind-near",
        CopyKind::Through => "copies-kind-through",
    }
}

/// Whole per cent, never rounded up to a hundred: only the same bytes are the same.
fn percent(kind: CopyKind) -> Option<u16> {
    match kind {
        CopyKind::Near { likeness, .. } => Some((likeness / 10).min(99)),
        CopyKind::Exact | CopyKind::Through => None,
    }
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    s: Shell,
    a: ItemLine,
    b: ItemLine,
    kind: Option<String>,
    reason: Option<String>,
    percent: Option<u16>,
    pieces: Vec<Shown>,
    /// How many places differ.
    places: usize,
    dir: &'static str,
    face: &'static str,
}

/// A piece of the two texts.
struct Shown {
    /// `del` for what stands only in the first, `ins` for the second, empty for both.
    tag: &'static str,
    text: String,
    /// Number of the place, counted from 1, on the first piece of a difference.
    place: Option<usize>,
}

/// Two items side by side.
pub async fn compare(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, Refused> {
    let (by, a, b) = (who.by(), number(&id)?, number(&other)?);
    let compared = desk
        .ask(move |store| store.compare_texts(&by, &a, &b))
        .await?;
    let s = Shell::new(&desk, &who.visit, "search", "copies-compare-title");
    let title = s.t2(
        "copies-compare-of",
        "a",
        &compared.a.item,
        "b",
        &compared.b.item,
    );
    let here = format!("/documents/{}/compare/{}", compared.a.item, compared.b.item);
    let s = s.titled(title).coming_back_to(&here);
    let whole: String = compared.pieces.iter().map(|p| p.text.as_str()).collect();
    let (pieces, places) = shown(compared.pieces);
    let page = ComparePage {
        kind: compared.kind.map(|kind| s.t(kind_key(kind))),
        reason: compared.kind.map(|kind| s.t(reason_key(kind))),
        percent: compared.kind.and_then(percent),
        dir: direction(&whole),
        face: face(&whole),
        a: compared.a,
        b: compared.b,
        pieces,
        places,
        s,
    };
    Ok(Html(page.render()?).into_response())
}

/// Pieces with their tags; what was taken out and put in at one place is one difference.
fn shown(pieces: Vec<Piece>) -> (Vec<Shown>, usize) {
    let mut places = 0;
    let mut differs = false;
    let mut all = Vec::new();
    for piece in pieces {
        let (tag, differs_now) = match piece.side {
            Side::Both => ("", false),
            Side::First => ("del", true),
            Side::Second => ("ins", true),
        };
        if differs_now && !differs {
            places += 1;
        }
        all.push(Shown {
            tag,
            text: piece.text,
            place: (differs_now && !differs).then_some(places),
        });
        differs = differs_now;
    }
    (all, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_in_one_place_is_one_difference() {
        let (pieces, places) = shown(copies::diff("a b c d", "a x c d e"));
        assert_eq!(places, 2);
        let told: Vec<(&str, Option<usize>)> = pieces.iter().map(|p| (p.tag, p.place)).collect();
        assert_eq!(
            told,
            [
                ("", None),
                ("del", Some(1)),
                ("ins", None),
                ("", None),
                ("ins", Some(2))
            ]
        );
    }

    #[test]
    fn no_likeness_is_shown_as_a_hundred() {
        let near = |likeness| CopyKind::Near {
            likeness,
            ground: copies::Ground::Text,
        };
        assert_eq!(percent(near(1000)), Some(99));
        assert_eq!(percent(near(934)), Some(93));
        assert_eq!(percent(CopyKind::Exact), None);
    }
}
