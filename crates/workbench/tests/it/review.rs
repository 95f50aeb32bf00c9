//! Leads: what is proposed, who sees what of it when, what two people make of it, and how it is undone.
//! Every name is invented.

mod lists;
mod people;
mod persons;
mod queue;
mod tables;

use crate::fixture::{Bench, accession, user};
use domain::{LeadId, RecordId, Role, UserName};
use linkage::{Account, Field, Level, Relation, Step};
use std::fs;
use workbench::list::{ListGround, ListRequest, ListSource};
use workbench::review::DecisionRequest;
use workbench::{CatalogueSetting, IntakeRequest, LeadFilter, Store};

const REGISTER: &str = "no,الاسم,اسم الأب,الكنية,اسم الأم,المواليد\n\
    1,سامر,يوسف,الحداد,هدى,1989\n\
    2,خالد,يوسف,الحداد,هدى,1992\n\
    3,ليلى,قاسم,النجار,سعاد,1975\n\
    4,محمد,أحمد,الأحمد,فاطمة,1980\n";
const REPORTS: &str = "no,given name,father name,family name,mother name,birth year\n\
    a,Samer,Yousef,Haddad,Huda,1988\n\
    b,Leila,Kassem,Najjar,Souad,1975\n\
    c,Mohammed,Ahmad,Al Ahmad,Fatma,1981\n";
const OTHERS: &str = "no,given name,father name,family name,birth year\n\
    x,Samir,Youssef,Hadad,1990\n";

/// A store with three lists of one accession each, and people who may review the first two.
pub struct Desk {
    pub bench: Bench,
}

pub fn nour() -> UserName {
    user("nour")
}

impl Desk {
    pub fn new() -> Self {
        Self::with(CatalogueSetting::Embedded)
    }

    pub fn with(setting: CatalogueSetting) -> Self {
        let bench = Bench::with(setting);
        let desk = Self { bench };
        for (name, rows) in [
            ("register.csv", REGISTER),
            ("reports.csv", REPORTS),
            ("others.csv", OTHERS),
        ] {
            desk.list(name, rows);
        }
        for name in ["amal", "basem", "carla"] {
            desk.person(name, &[Role::Reviewer], &[1, 2]);
        }
        desk
    }

    /// Takes a list in.
    pub fn list(&self, name: &str, rows: &str) {
        let path = self.bench.folder.path().join(name);
        fs::write(&path, rows).unwrap();
        let request = ListRequest {
            source: ListSource::File(IntakeRequest {
                path,
                source: name.to_owned(),
                ..IntakeRequest::default()
            }),
            table: 1,
            ground: ListGround {
                legal_basis: "order 12 of the invented court".to_owned(),
                purpose: "to find the missing".to_owned(),
                restrictions: Vec::new(),
            },
            name: None,
            one_row_per_person: true,
            mapping: None,
            reading: workbench::ProcessOptions::default(),
        };
        self.store()
            .import_list(&nour(), &request, &mut |_| {})
            .unwrap();
    }

    pub fn store(&self) -> &Store {
        &self.bench.store
    }

    pub fn person(&self, name: &str, roles: &[Role], lists: &[u32]) -> UserName {
        let name = self.bench.person("nour", name, roles);
        for list in lists {
            self.store()
                .grant(&nour(), &name, accession(*list))
                .unwrap();
        }
        name
    }

    /// Proposes a few leads: a good one, one of brothers, one of homonyms, one into the third list.
    pub fn propose(&self) {
        let leads = vec![
            (record(1, 2), record(2, 2), good()),
            (record(1, 3), record(2, 2), brothers()),
            (record(2, 3), record(1, 4), good()),
            (record(1, 5), record(2, 4), good()),
            (record(1, 2), record(3, 2), good()),
        ];
        let run = self.store().propose(&nour(), "model/1", leads).unwrap();
        assert_eq!((run.fresh, run.rescored), (5, 0));
    }

    /// A person reads and decides.
    pub fn decides(&self, by: &str, lead: &LeadId, opinion: &str) -> String {
        let (by, opinion) = (user(by), opinion.parse().unwrap());
        self.store().read_lead(&by, lead, opinion).unwrap();
        let request = DecisionRequest {
            opinion,
            ..request("both parents agree")
        };
        let recorded = self.store().decide(&by, lead, &request).unwrap();
        recorded.standing.name().to_owned()
    }

    pub fn all(&self, by: &str) -> Vec<LeadId> {
        let filter = LeadFilter {
            limit: 100,
            ..LeadFilter::default()
        };
        let queue = self.store().lead_queue(&user(by), &filter).unwrap();
        queue.lines.into_iter().map(|line| line.lead).collect()
    }
}

/// Row `row` of the list that is item `item`; the first row holds the headings.
pub fn record(item: u32, row: u32) -> RecordId {
    RecordId::new(domain::ItemId::new(item), 1, row)
}

pub fn lead(one: RecordId, other: RecordId) -> LeadId {
    use sha2::{Digest, Sha256};
    LeadId::from_digest(&Sha256::digest(LeadId::named_by(&one, &other)).into())
}

/// The good lead.
pub fn first() -> LeadId {
    lead(record(1, 2), record(2, 2))
}

pub fn request(reason: &str) -> DecisionRequest {
    DecisionRequest {
        opinion: domain::review::Opinion::Same,
        basis: vec![domain::review::Basis::ParentsNames],
        reason: reason.to_owned(),
        against: Some("the year differs".to_owned()),
    }
}

pub fn step(field: Field, left: &str, right: &str, level: Level, weight: f32) -> Step {
    Step {
        field,
        left: Some(left.to_owned()),
        right: Some(right.to_owned()),
        level,
        weight,
        one_in: Some(41.0),
    }
}

pub fn good() -> Account {
    Account {
        relatives: 0.0,
        rivals: 0.0,
        prior: -13.0,
        steps: vec![
            step(Field::Given, "سامر", "Samer", Level::SameBySpelling, 7.25),
            step(Field::Mother, "هدى", "Huda", Level::SameBySpelling, 8.5),
            step(Field::BirthYear, "1989", "1988", Level::NearYear, -0.5),
        ],
        probability: 0.875,
        others: vec![(Relation::Sibling, 0.1), (Relation::Unrelated, 0.025)],
    }
}

pub fn brothers() -> Account {
    Account {
        relatives: 0.0,
        rivals: 0.0,
        prior: -13.0,
        steps: vec![
            step(Field::Given, "خالد", "Samer", Level::Different, -6.5),
            step(Field::Mother, "هدى", "Huda", Level::SameBySpelling, 8.5),
        ],
        probability: 0.01,
        others: vec![(Relation::Sibling, 0.9), (Relation::Unrelated, 0.09)],
    }
}
