//! Writes papers: the wordings of the tables filled with the people and dates of the world.

use crate::SampleError;
use crate::chance::Chance;
use crate::day::{Day, Digits};
use crate::paper::{Kind, Paper, Table};
use crate::world::{Branch, Officer, Person, World};

/// Writes paper `n` of `of`.
pub(crate) fn paper(
    world: &World,
    chance: &Chance,
    n: u32,
    of: u32,
    kind: Kind,
    digits: Option<Digits>,
) -> Result<Paper, SampleError> {
    let mut chance = chance.apart("paper", u64::from(n));
    let day =
        Day::FIRST.plus(90 + i64::from(n) * 1_300 / i64::from(of.max(1)) + chance.between(0, 9));
    let digits = digits.unwrap_or(if chance.happens(35) {
        Digits::ArabicIndic
    } else {
        Digits::Western
    });
    let held: Vec<usize> = world
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.arrest < day)
        .map(|(place, _)| place)
        .collect();
    let place = chance.pick(&held);
    let Some(person) = world.people.get(place) else {
        return Err(SampleError::Table("given".to_owned()));
    };
    let issuer = world.branch(person.branch);
    let (year, month, date) = day.parts();
    let serial = (i64::from(month) * 31 + i64::from(date)) * 3 + chance.between(0, 2);
    let written = if chance.happens(25) {
        day.named(&world.months)
    } else {
        day.slashed()
    };
    let circular = kind == Kind::Circular;
    let table = match kind {
        Kind::DetaineeRegister | Kind::WantedList => {
            Some(table(world, &mut chance, kind, person, &held, digits))
        }
        _ => None,
    };
    let mut people = vec![place];
    if let Some((_, listed)) = &table {
        people.clone_from(listed);
    }
    // The office written to is the one whose earlier letter is answered.
    let steps = 1 + chance.between(0, 3) as usize;
    let other = world.branch((person.branch + steps) % world.branches.len().max(1));
    let series = if circular { "1" } else { other.number.as_str() };
    let reference = format!("{}/{series}", chance.between(40, 900));
    let earlier = (reference.as_str(), day);
    let filler = Filler::new(
        world,
        &mut chance,
        person,
        [&issuer, &other],
        earlier,
        digits,
    )?;
    let mut part = |name: &'static str| {
        let wordings = world.words.phrases(kind.id(), name);
        let wording = chance.pick(wordings);
        if wording.is_empty() {
            None
        } else {
            Some(filler.fill(&wording))
        }
    };
    let subject = match kind {
        Kind::DetaineeRegister => {
            part("subject").map(|s| format!("{s} {}", digits.write(&issuer.number)))
        }
        _ => part("subject"),
    };
    let body: Vec<String> = ["body1", "body2", "body3", "body4", "body5"]
        .into_iter()
        .filter_map(&mut part)
        .collect();
    let second: Vec<String> = ["second1", "second2", "second3"]
        .into_iter()
        .filter_map(&mut part)
        .collect();
    let title = part("title");
    let closing = part("closing");
    let signatory = if circular {
        director(world)?
    } else {
        issuer.head.clone()
    };
    let name = if circular {
        world.central.clone()
    } else {
        digits.write(&issuer.name)
    };
    let cited = digits.write(&reference);
    let cites = body
        .iter()
        .any(|line| line.contains(&cited))
        .then_some(reference);
    Ok(Paper {
        kind,
        letterhead: vec![world.state.clone(), world.directorate.clone(), name.clone()],
        issuer: if circular {
            world.central.clone()
        } else {
            issuer.name.clone()
        },
        number: if circular {
            format!("{serial}/1")
        } else {
            format!("{serial}/{}", issuer.number)
        },
        day,
        written_date: digits.write(&written),
        digits,
        classification: chance.pick(&world.words.texts("classification")?),
        title,
        addressee: addressee(world, kind, &other, &mut chance, digits)?,
        subject: subject.unwrap_or_default(),
        body,
        second,
        table: table.map(|(table, _)| table),
        closing,
        signatory,
        cites,
        copies: (kind == Kind::Letter || kind == Kind::PresentationMemo).then(|| {
            format!(
                "نسخة إلى: {} - للحفظ {}",
                world.central,
                digits.write(&year.to_string())
            )
        }),
        people,
    })
}

fn director(world: &World) -> Result<Officer, SampleError> {
    let first = |kind: &str| -> Result<String, SampleError> {
        Ok(world
            .words
            .texts(kind)?
            .first()
            .cloned()
            .unwrap_or_default())
    };
    let family = world
        .words
        .texts("family")?
        .last()
        .cloned()
        .unwrap_or_default();
    Ok(Officer {
        rank: "اللواء".to_owned(),
        post: "مدير الحراسة الداخلية".to_owned(),
        name: format!("{} {family}", first("given")?),
    })
}

fn addressee(
    world: &World,
    kind: Kind,
    other: &Branch,
    chance: &mut Chance,
    digits: Digits,
) -> Result<Option<String>, SampleError> {
    Ok(match kind {
        Kind::Letter => Some(format!(
            "إلى السيد {} {} {}",
            other.head.rank,
            other.head.post,
            digits.write(&other.number)
        )),
        Kind::Circular => Some("إلى السادة رؤساء الفروع كافة".to_owned()),
        Kind::Telegram | Kind::InfoReport => Some(format!("إلى {}", world.central)),
        Kind::PresentationMemo => Some("السيد اللواء مدير الحراسة الداخلية".to_owned()),
        Kind::HospitalTransfer => Some(format!(
            "إلى إدارة {}",
            digits.write(&chance.pick(&world.words.texts("hospital")?))
        )),
        Kind::SearchBroadcast => Some("إلى الفروع والحواجز كافة".to_owned()),
        Kind::Interrogation | Kind::DetaineeRegister | Kind::WantedList => None,
    })
}

/// A table of the people of one branch, and who they are.
fn table(
    world: &World,
    chance: &mut Chance,
    kind: Kind,
    about: &Person,
    held: &[usize],
    digits: Digits,
) -> (Table, Vec<usize>) {
    let mut rows = Vec::new();
    let mut listed = Vec::new();
    for place in held {
        let Some(person) = world
            .people
            .get(*place)
            .filter(|p| p.branch == about.branch)
        else {
            continue;
        };
        if rows.len() == 12 {
            break;
        }
        let decision = chance.pick(&[
            "قيد التحقيق".to_owned(),
            "يحال إلى القضاء".to_owned(),
            "إخلاء سبيل".to_owned(),
        ]);
        let row = match kind {
            Kind::DetaineeRegister => vec![
                person.number.to_string(),
                person.full(),
                person.mother.clone(),
                person.born.to_string(),
                person.arrest.slashed(),
                decision,
            ],
            _ => vec![
                (rows.len() + 1).to_string(),
                person.full(),
                person.mother.clone(),
                person.born.to_string(),
                person.town.clone(),
                person.charge.clone(),
            ],
        };
        rows.push(row.iter().map(|cell| digits.write(cell)).collect());
        listed.push(*place);
    }
    let head: [&str; 6] = match kind {
        Kind::DetaineeRegister => [
            "رقم الموقوف",
            "الاسم الثلاثي",
            "اسم الأم",
            "المواليد",
            "تاريخ التوقيف",
            "القرار",
        ],
        _ => ["م", "الاسم الثلاثي", "اسم الأم", "المواليد", "القيد", "السبب"],
    };
    (
        Table {
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows,
        },
        listed,
    )
}

/// Fills the holes of a wording.
struct Filler {
    values: Vec<(&'static str, String)>,
    digits: Digits,
}

impl Filler {
    fn new(
        world: &World,
        chance: &mut Chance,
        person: &Person,
        [issuer, other]: [&Branch; 2],
        (reference, day): (&str, Day),
        digits: Digits,
    ) -> Result<Self, SampleError> {
        let since = day.days_after(person.arrest).clamp(1, 40);
        let written = day.plus(-chance.between(1, since));
        let clerk = format!(
            "{} {}",
            chance.pick(&world.words.texts("clerk_rank")?),
            chance.pick(&world.words.texts("given")?)
        );
        let values = vec![
            ("{person}", person.full()),
            ("{short}", person.short()),
            ("{mother}", person.mother.clone()),
            ("{born}", person.born.to_string()),
            ("{town}", person.town.clone()),
            ("{khana}", person.khana.to_string()),
            ("{number}", person.number.to_string()),
            ("{charge}", person.charge.clone()),
            ("{arrest}", person.arrest.slashed()),
            ("{ref}", reference.to_owned()),
            ("{refdate}", written.slashed()),
            ("{branch}", issuer.name.clone()),
            ("{other}", other.name.clone()),
            ("{hospital}", chance.pick(&world.words.texts("hospital")?)),
            ("{prison}", chance.pick(&world.words.texts("prison")?)),
            ("{count}", chance.between(3, 10).to_string()),
            ("{grade}", chance.pick(&world.words.texts("grade")?)),
            ("{source}", format!("{}/م", chance.between(20, 190))),
            ("{clerk}", clerk),
        ];
        Ok(Self { values, digits })
    }

    fn fill(&self, wording: &str) -> String {
        let filled = self
            .values
            .iter()
            .fold(wording.to_owned(), |text, (hole, value)| {
                text.replace(hole, value)
            });
        self.digits.write(&filled)
    }
}
