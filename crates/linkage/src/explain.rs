//! The account of one pair.

use crate::evidence::{BIRTHS, Evidence, Order, Sides, UNSAID};
use crate::likeness::{Grade, IDENTICAL};
use crate::link::Pair;
use crate::model::Model;
use crate::{Account, Field, Level, Record, Relation, Step};

/// Grades from which on two parts are spellings of one name.
const SPELLING: Grade = 4;
/// Grades from which on two parts of one script are one name but for letters hands interchange.
const LETTER_RULES: Grade = 6;

pub(crate) fn account(
    sides: &Sides<'_>,
    model: &Model,
    pair: &Pair,
    left: &Record,
    right: &Record,
) -> Account {
    let evidence = sides.pair(pair.left, pair.right);
    let mut steps = names(model, &evidence, left, right);
    let mut add = |field: Field, level: Option<Level>, weight: f32, one_in: Option<f64>| {
        let (l, r) = (said(left, field), said(right, field));
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
        (grade, _) => Some(name_level(grade, left, right, Field::BirthPlace)),
    };
    let place_rarity = (evidence.place != UNSAID && evidence.place > 0)
        .then(|| f64::from(evidence.place_rarity.bits()).exp2());
    add(
        Field::BirthPlace,
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
        binary(evidence.national),
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
    let own = (probability.clamp(1e-9, 1.0 - 1e-9) / (1.0 - probability).max(1e-9)).log2();
    let relatives = -all.log2() as f32;
    Account {
        prior: model.prior,
        steps,
        relatives,
        rivals: (own as f32).clamp(-30.0, 30.0)
            - (model.prior + same + relatives).clamp(-30.0, 30.0),
        probability,
        others,
    }
}

/// A record's words for a field, or for the field that says it otherwise.
fn said(record: &Record, field: Field) -> Option<String> {
    let other = match field {
        Field::BirthDate => Some(Field::BirthYear),
        Field::BirthPlace => Some(Field::Governorate),
        Field::Given | Field::Father | Field::Grandfather | Field::Family => Some(Field::FullName),
        _ => None,
    };
    record
        .get(field)
        .or_else(|| other.and_then(|other| record.get(other)))
        .map(ToOwned::to_owned)
}

fn names(model: &Model, evidence: &Evidence, left: &Record, right: &Record) -> Vec<Step> {
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
        let (l, r) = (said(left, field), said(right, field));
        if grade == UNSAID {
            let own = |record: &Record| record.get(field).map(ToOwned::to_owned);
            let (l, r) = (own(left), own(right));
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
            level: name_level(grade, left, right, field),
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

fn name_level(grade: Grade, left: &Record, right: &Record, field: Field) -> Level {
    let arabic = |record: &Record| {
        said(record, field).is_some_and(|text| text.chars().any(arabic::letters::is_letter))
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
