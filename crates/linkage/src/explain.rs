//! The account of one pair.

use crate::evidence::{BIRTHS, Evidence, Order, Sides, UNSAID};
use crate::likeness::{Grade, IDENTICAL};
use crate::link::Pair;
use crate::model::Model;
use crate::person::People;
use crate::{Account, Field, Level, Record, Relation, Step};
use arabic::names::{Name, Part};

/// Grades from which on two parts are spellings of one name.
const SPELLING: Grade = 4;
/// Grades from which on two parts of one script are one name but for letters hands interchange.
const LETTER_RULES: Grade = 6;

pub(crate) fn account(
    sides: &Sides<'_>,
    model: &Model,
    prior: f32,
    pair: &Pair,
    left: &Record,
    right: &Record,
) -> Account {
    let evidence = sides.pair(pair.left, pair.right);
    let said = |field| {
        let of = |record, people: &People, at| said(record, field, people, at);
        (
            of(left, sides.left, pair.left),
            of(right, sides.right, pair.right),
        )
    };
    let mut steps = names(model, &evidence, left, right, said);
    let mut add = |field: Field, level: Option<Level>, weight: f32, one_in: Option<f64>| {
        let (l, r) = said(field);
        let level = match (level, &l, &r) {
            (Some(level), _, _) => level,
            (None, None, None) => return,
            (None, _, _) => Level::OnlyOne,
        };
        steps.push(Step {
            field,
            left: l,
            right: r,
            level,
            weight,
            one_in,
        });
    };
    let binary = |value: u8| match value {
        UNSAID => None,
        0 => Some(Level::Different),
        _ => Some(Level::Same),
    };
    let birth = BIRTHS.get(usize::from(evidence.birth)).copied();
    add(Field::BirthDate, birth, model.birth(evidence.birth), None);
    add(
        Field::Sex,
        binary(evidence.sex),
        model.sex(evidence.sex),
        None,
    );
    let place_level = match (evidence.place, evidence.governorate) {
        (UNSAID, 1) | (0, 1) => Some(Level::SameGovernorate),
        (UNSAID, 0) | (0, _) => Some(Level::Different),
        (UNSAID, _) => None,
        (grade, _) => Some(name_level(grade, &said(Field::BirthPlace))),
    };
    let place_rarity = (evidence.place != UNSAID && evidence.place > 0)
        .then(|| f64::from(evidence.place_rarity.bits()).exp2());
    let place_field = match (evidence.place, evidence.governorate) {
        (UNSAID, 0 | 1) => Field::Governorate,
        _ => Field::BirthPlace,
    };
    add(
        place_field,
        place_level,
        model.place(&evidence),
        place_rarity,
    );
    add(
        Field::RegistryNumber,
        binary(evidence.registry),
        model.registry(evidence.registry),
        None,
    );
    add(
        Field::NationalNumber,
        match evidence.national {
            1 => Some(Level::OneDigitOff),
            UNSAID => None,
            0 => Some(Level::Different),
            _ => Some(Level::Same),
        },
        model.national(evidence.national),
        None,
    );
    let relatives = model.relatives(&evidence);
    let same = model.same(&evidence);
    // What else explains what agrees, against the chance that nothing does.
    let odds: Vec<(Relation, f64)> = relatives
        .into_iter()
        .map(|(relation, bits)| (relation, f64::from(bits + model.prior).exp2()))
        .collect();
    let all: f64 = 1.0 + odds.iter().map(|(_, odds)| odds).sum::<f64>();
    let probability = f64::from(pair.probability);
    let rest = 1.0 - probability;
    let mut others: Vec<(Relation, f64)> = odds
        .into_iter()
        .map(|(relation, odds)| (relation, rest * odds / all))
        .chain([(Relation::Unrelated, rest / all)])
        .filter(|(_, share)| *share >= 0.000_5)
        .collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1));
    let relatives = -all.log2() as f32;
    let log = |p: f64| (p.clamp(1e-9, 1.0 - 1e-9) / (1.0 - p).max(1e-9)).log2() as f32;
    let before_rivals = prior + same + relatives;
    Account {
        prior,
        steps,
        relatives,
        rivals: log(probability) - before_rivals.clamp(-29.9, 29.9),
        probability,
        others,
    }
}

/// What a record says in a field, as written; of a name in one string, the part that is read so.
fn said(record: &Record, field: Field, people: &People, at: u32) -> Option<String> {
    if let Some(own) = record.get(field) {
        return Some(own.to_owned());
    }
    let other = match field {
        Field::BirthDate => Field::BirthYear,
        Field::BirthPlace => Field::Governorate,
        Field::Governorate => Field::BirthPlace,
        Field::Family if record.get(Field::Nisba).is_some() => Field::Nisba,
        _ => {
            let name = people.persons.get(at as usize)?.name;
            let token = match field {
                Field::Given => name.given,
                Field::Father => name.father,
                Field::Grandfather => name.grandfather,
                Field::Family => name.family,
                _ => return None,
            };
            let part = people.names.get(token)?.part.text();
            return words_of(part, record.get(Field::FullName)?).map(ToOwned::to_owned);
        }
    };
    record.get(other).map(ToOwned::to_owned)
}

/// The words of a written name that are this part.
fn words_of<'n>(part: &str, name: &'n str) -> Option<&'n str> {
    let starts = || {
        let front = name.char_indices().map(|(at, c)| (at, c.is_whitespace()));
        let mut after_space = true;
        front.filter_map(move |(at, space)| {
            let begins = after_space && !space;
            after_space = space;
            begins.then_some(at)
        })
    };
    let words = move |from: usize| {
        let rest = name.get(from..).unwrap_or_default();
        let ends = rest.char_indices().filter(|(_, c)| c.is_whitespace());
        ends.map(|(at, _)| at)
            .chain([rest.len()])
            .take(LONGEST_PART)
    };
    let same = |text: &&str| {
        let parsed = Name::parse(text);
        parsed.parts().iter().map(Part::text).collect::<String>() == part
    };
    starts()
        .flat_map(|from| words(from).filter_map(move |length| name.get(from..from + length)))
        .filter(same)
        // Without the بن before it.
        .min_by_key(|text| text.len())
}

/// The most words of one part: أبو عبد الله.
const LONGEST_PART: usize = 4;

fn names(
    model: &Model,
    evidence: &Evidence,
    left: &Record,
    right: &Record,
    said: impl Fn(Field) -> (Option<String>, Option<String>),
) -> Vec<Step> {
    const FIELDS: [Field; 5] = [
        Field::Given,
        Field::Father,
        Field::Grandfather,
        Field::Family,
        Field::Mother,
    ];
    let mut steps = Vec::new();
    for (role, field) in FIELDS.into_iter().enumerate() {
        let grade = evidence.names.get(role).copied().unwrap_or(UNSAID);
        let (l, r) = said(field);
        if grade == UNSAID {
            if l.is_some() || r.is_some() {
                steps.push(Step {
                    field,
                    left: l,
                    right: r,
                    level: Level::OnlyOne,
                    weight: 0.0,
                    one_in: None,
                });
            }
            continue;
        }
        let rarity = evidence.rarities.get(role).copied().unwrap_or_default();
        steps.push(Step {
            level: name_level(grade, &(l.clone(), r.clone())),
            field,
            left: l,
            right: r,
            weight: model.name(evidence, role),
            one_in: (grade > 0).then(|| f64::from(rarity.bits()).exp2()),
        });
    }
    if evidence.order == Order::Swapped {
        steps.push(Step {
            field: Field::FullName,
            left: left.get(Field::FullName).map(ToOwned::to_owned),
            right: right.get(Field::FullName).map(ToOwned::to_owned),
            level: Level::OrderSwapped,
            weight: model.order(evidence.order),
            one_in: None,
        });
    } else if let Some(first) = steps.first_mut() {
        first.weight += model.order(evidence.order);
    }
    steps
}

fn name_level(grade: Grade, (left, right): &(Option<String>, Option<String>)) -> Level {
    let arabic = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        text.chars().any(arabic::letters::is_letter)
    };
    let one_script = arabic(left) == arabic(right);
    match grade {
        0 => Level::Different,
        IDENTICAL.. if one_script => Level::Same,
        LETTER_RULES.. if one_script => Level::SameByLetterRules,
        SPELLING.. => Level::SameBySpelling,
        _ => Level::Similar,
    }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn a_part_is_told_in_the_words_of_its_name() {
        let name = "جلال الدين بن عبد الرحمن الحلبي";
        assert_eq!(words_of("عبدالرحمن", name), Some("عبد الرحمن"));
        assert_eq!(words_of("جلالالدين", name), Some("جلال الدين"));
        assert_eq!(words_of("الحلبي", name), Some("الحلبي"));
        assert_eq!(words_of("خالد", name), None);
    }
}
