//! The words of `isnad match` and `isnad person`.

use clap::{Args, Subcommand};
use domain::review::{Basis, Opinion};
use domain::{AccessionId, LeadId, PersonId};
use std::path::PathBuf;
use workbench::LeadPlace;

#[derive(Debug, Subcommand)]
pub(crate) enum MatchWords {
    #[command(flatten)]
    Linking(super::linking::LinkingWords),
    /// Hold the store's lists against each other and propose leads; what was compared before and has
    /// not changed is passed over.
    Run(MatchRun),
    /// Leads that wait for you; searched and filtered.
    Queue(MatchQueue),
    /// One lead: two records, and after your own first reading what speaks for and against.
    Show {
        /// Its number, e.g. L-ABCDEFGHIJ.
        lead: LeadId,
        /// The two records only, whatever you have read.
        #[arg(long)]
        blind: bool,
    },
    /// Say what the two records say to you, before any weight is shown. Once.
    Read {
        /// Its number.
        lead: LeadId,
        #[command(flatten)]
        opinion: OpinionWords,
    },
    /// Decide. Exit code 6 as long as another person has to decide, too.
    Decide(MatchDecide),
    /// Take your decision back, or open again what two people settled. It stays in the history.
    Undo {
        /// Its number.
        lead: LeadId,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Every lead as a row that says whether it is a lead or a decision. Undecided ones have neither
    /// record, name nor weight.
    Leads,
    /// Take over leads that a model has proposed: JSON lines of left, right and account.
    Propose {
        /// The file; `-` is standard input.
        file: PathBuf,
        /// The model and its version.
        #[arg(long, value_name = "NAME")]
        model: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MatchRun {
    /// Only these accessions, against each other; all lists you may read where absent.
    #[arg(value_name = "ACCESSION")]
    pub(crate) lists: Vec<AccessionId>,
    /// Only pairs of lists of which one is this.
    #[arg(long, value_name = "ACCESSION")]
    pub(crate) with: Option<AccessionId>,
    /// Look within each list for people who stand in it twice, too.
    #[arg(long)]
    pub(crate) within: bool,
    /// Do not propose leads less probable than this.
    #[arg(long, default_value_t = 0.05, value_name = "P")]
    pub(crate) least: f64,
    /// Compare again what was compared before.
    #[arg(long)]
    pub(crate) again: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MatchQueue {
    /// todo, undecided, needs-second, disagreement, mine, decided or all.
    #[arg(long, default_value = "todo", value_parser = place)]
    pub(crate) filter: LeadPlace,
    /// Pieces of names, in either script.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) name: String,
    /// Only leads with a field that speaks strongly against.
    #[arg(long)]
    pub(crate) conflict: bool,
    /// Only between these two lists.
    #[arg(long, num_args = 2, value_name = "ACCESSION")]
    pub(crate) lists: Vec<AccessionId>,
    /// Only behind this lead.
    #[arg(long, value_name = "LEAD")]
    pub(crate) after: Option<LeadId>,
    /// At most so many.
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct OpinionWords {
    /// Both records speak of one person.
    #[arg(long)]
    pub(crate) same: bool,
    /// They speak of two.
    #[arg(long)]
    pub(crate) different: bool,
    /// What is there does not say.
    #[arg(long)]
    pub(crate) unsure: bool,
}

impl OpinionWords {
    pub(crate) const fn opinion(&self) -> Opinion {
        match (self.same, self.different) {
            (true, _) => Opinion::Same,
            (_, true) => Opinion::Different,
            _ => Opinion::CannotTell,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct MatchDecide {
    /// Its number.
    pub(crate) lead: LeadId,
    #[command(flatten)]
    pub(crate) opinion: OpinionWords,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// What it rests on; may be given more than once: parents_names, other_names, dates, place,
    /// number, row_read, photo, other_document.
    #[arg(long, value_name = "BASIS")]
    pub(crate) basis: Vec<Basis>,
    /// What speaks against; kept with the link.
    #[arg(long, value_name = "TEXT")]
    pub(crate) against: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonWords {
    /// A person: source records side by side, joined by decisions.
    Show {
        /// Its number, e.g. P-ISN-000012:7, or the number of one of its records.
        person: PersonId,
        /// Why you look; needed unless you have read a lead on one of the records.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Look a person up by name, in either script. Recorded with its reason.
    Find {
        /// The name, or a piece of it.
        name: String,
        /// Why you look.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

fn place(text: &str) -> Result<LeadPlace, String> {
    text.parse().map_err(|()| {
        let names: Vec<&str> = LeadPlace::ALL.into_iter().map(LeadPlace::name).collect();
        format!("one of {}", names.join(", "))
    })
}
