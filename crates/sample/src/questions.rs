//! Searches with known answers.

use crate::day::Digits;
use crate::leak::Shelved;
use crate::truth::{DocumentTruth, QuestionTruth};
use crate::world::World;

/// How many searches of one class.
const EACH: usize = 3;

/// Makes the searches: names written otherwise, numbers in the other digits, names inside
/// containers and images.
pub(crate) fn ask(
    world: &World,
    shelved: &[Shelved],
    documents: &[DocumentTruth],
) -> Vec<QuestionTruth> {
    let mut asked: Vec<QuestionTruth> = Vec::new();
    let mut add = |class: &str, query: String, written: String, path: &str| {
        let many = asked
            .iter()
            .filter(|question| question.class == class)
            .count()
            >= EACH;
        if many || asked.iter().any(|question| question.query == query) {
            return;
        }
        let paths: Vec<String> = documents
            .iter()
            .filter(|document| document.pages.iter().any(|page| stands(page, &written)))
            .map(|document| document.path.clone())
            .collect();
        // A name may stand in the truth of a paper and yet not on the pages of this form of it.
        if !paths.iter().any(|found| found == path) {
            return;
        }
        let id = format!("q{:03}", asked.len() + 1);
        asked.push(QuestionTruth {
            id,
            kind: "search",
            class: class.to_owned(),
            query,
            written,
            path: path.to_owned(),
            paths,
        });
    };
    for shelved in shelved {
        let path = shelved.path.as_str();
        for person in shelved
            .paper
            .people
            .iter()
            .filter_map(|place| world.people.get(*place))
        {
            let full = person.full();
            let short_class = match (shelved.medium.has_letters(), shelved.inside) {
                (false, false) => "scan",
                (true, false) => "exact",
                // How deep a mailbox and a packed tape count as containers is the reader's choice.
                (true, true) if !path.contains(".mbox") && !path.contains(".tar.") => "member",
                (_, true) => continue,
            };
            add(short_class, full.clone(), full.clone(), path);
            if shelved.medium.has_letters()
                && !shelved.inside
                && let Some((otherwise, class)) = person.written_otherwise()
            {
                add(&class, otherwise, full, path);
            }
        }
        if shelved.medium.has_letters() && !shelved.inside {
            let written = shelved.paper.digits.write(&shelved.paper.number);
            let other = match shelved.paper.digits {
                Digits::Western => Digits::ArabicIndic,
                Digits::ArabicIndic => Digits::Western,
            };
            add("digits", other.write(&shelved.paper.number), written, path);
        }
    }
    asked
}

/// Whether `words` stand in `page` as whole words.
fn stands(page: &str, words: &str) -> bool {
    page.match_indices(words).any(|(at, found)| {
        let before = page.get(..at).and_then(|text| text.chars().next_back());
        let after = page
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_does_not_stand_in_a_longer_one() {
        assert!(stands("الرقم: 45/811", "45/811"));
        assert!(stands("برقم 45/811.", "45/811"));
        assert!(!stands("الرقم: 145/811", "45/811"));
        assert!(!stands("الرقم: 45/8110", "45/811"));
    }
}
