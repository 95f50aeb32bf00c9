//! The words of the command line.

mod bench;
pub(crate) mod copies;
mod doc;
pub(crate) mod linking;
mod list;
pub(crate) mod matching;
pub(crate) mod photo;
mod process;
mod sample;

pub(crate) use bench::BenchWords;
pub(crate) use doc::DocWords;
pub(crate) use list::{ListImport, ListPreview, ListTable, ListWords};
pub(crate) use process::{
    Doctor, Extract, Ocr, ProcessReport, ProcessRetry, ProcessRun, ProcessWords,
};
pub(crate) use sample::{HeadingsWord, Sample, SampleLists, SampleOther};

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{AccessionId, ItemId, Role, UserName};
use std::path::PathBuf;

/// Takes leaked records in, proves every byte, reads them, makes them findable.
///
/// Exit codes: 0 done, 1 findings or does not hold, 2 usage or could not check, 3 not allowed,
/// 4 integrity failure, 5 not found, 6 needs a second person, 7 partial, 8 busy, 70 internal.
#[derive(Debug, Parser)]
#[command(
    name = "isnad",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Words {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Words that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The store's folder.
    #[arg(long, global = true, env = "ISNAD_STORE", value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// A file whose first line opens the store; or set ISNAD_PASSPHRASE.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Who acts; the store's first custodian where absent.
    #[arg(long, global = true, env = "ISNAD_USER", value_name = "NAME")]
    pub(crate) user: Option<UserName>,
    /// Language of messages: en, ar, fr, nl.
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// One JSON object on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// One JSON object a line on standard output.
    #[arg(long, global = true)]
    pub(crate) jsonl: bool,
    /// No progress bar.
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// Say nothing but errors on standard error.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more on standard error.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a store: keys, an empty ledger, the first custodian.
    Init(Init),
    /// Say what the store holds and how far it is read.
    Status,
    /// Check the store, or make its tables and index anew.
    #[command(subcommand)]
    Store(StoreWords),
    /// Take material in.
    #[command(subcommand)]
    Intake(IntakeWords),
    /// Read what was taken in.
    #[command(subcommand)]
    Process(ProcessWords),
    /// Read files without a store.
    Extract(Extract),
    /// Compare names, without a store.
    #[command(subcommand)]
    Names(NamesWords),
    /// Lists of people: taken in with their ground, each row a source record.
    #[command(subcommand)]
    List(ListWords),
    /// Search.
    Search(Search),
    /// List and show items.
    #[command(subcommand)]
    Doc(DocWords),
    /// Photographs: what labels, folders and cameras say of them, and how many there are.
    #[command(subcommand)]
    Photo(photo::PhotoWords),
    /// Leads across lists: read blind, decided by two people. A match is a lead.
    #[command(subcommand)]
    Match(matching::MatchWords),
    /// Persons: source records joined by decisions.
    #[command(subcommand)]
    Person(matching::PersonWords),
    /// Proofs, stamps, cosignatures, erasure.
    #[command(subcommand)]
    Ledger(LedgerWords),
    /// Accounts.
    #[command(subcommand)]
    User(UserWords),
    /// Let a person read an accession, or take that right back.
    Grant(Grant),
    /// Who looked at what (for a security officer).
    Audit(Audit),
    /// Open the workbench on this machine.
    Serve(Serve),
    /// Make a small fictional leak to try things on.
    Sample(Sample),
    /// Measure on this machine.
    #[command(subcommand)]
    Bench(BenchWords),
    /// Prove the fence around the readers, name missing programs and the models of optical reading.
    Doctor(process::Doctor),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder; it must not exist or be empty.
    pub(crate) dir: Option<PathBuf>,
    /// Keep the tables in this PostgreSQL database instead of the folder.
    #[arg(long, value_name = "postgres://...")]
    pub(crate) catalogue: Option<String>,
    /// Name of the first custodian.
    #[arg(long, default_value = "custodian", value_name = "NAME")]
    pub(crate) custodian: UserName,
    /// A file whose first line is the custodian's password for the workbench.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreWords {
    /// Check the logs and that every object is there; with --all re-read every byte.
    Verify {
        /// Re-read every object from the disk.
        #[arg(long)]
        all: bool,
    },
    /// Make tables and index anew from ledger and vault.
    Rebuild,
    /// Put the store's keys under another passphrase.
    Passphrase {
        /// A file whose first line is the new passphrase.
        #[arg(long, value_name = "FILE")]
        new_file: Option<PathBuf>,
    },
    /// Write all tables as text lines, to compare two stores.
    Dump {
        /// With the columns in which two runs differ: times and places in the log.
        #[arg(long)]
        of_the_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum IntakeWords {
    /// Receive a folder, a mount or a file.
    Add {
        /// What to receive.
        path: PathBuf,
        /// Where the material comes from.
        #[arg(long, value_name = "TEXT")]
        source: String,
        /// Who handed it over.
        #[arg(long, value_name = "TEXT")]
        received_from: Option<String>,
        /// Who else was present.
        #[arg(long, value_name = "TEXT")]
        witness: Option<String>,
        /// A hash list that came with the medium.
        #[arg(long, value_name = "FILE")]
        hashes: Option<PathBuf>,
        /// Walk and count only.
        #[arg(long)]
        dry_run: bool,
        /// Write the receipt to these files as well: FILE.txt and FILE.json.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
    },
    /// List what was received.
    List,
    /// The receipt of an accession.
    Receipt {
        /// Its number, e.g. A-0001.
        accession: AccessionId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NamesWords {
    /// Lines of id, tab, name, tab, name in; id, tab, score from 0 to 1 out.
    Compare {
        /// One JSON object a line: which part met which, and what each counts.
        #[arg(long)]
        explain: bool,
    },
    /// Lines of id, tab, name in; one JSON object a line out: given name, father, family and the rest,
    /// in every way in which the name can be read.
    Parse,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to find; `isnad search --help-query` explains the language.
    pub(crate) query: Vec<String>,
    /// Search for each line of this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) batch: Option<PathBuf>,
    /// Hits to give; all where 0.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
    /// Hits to leave out at the front.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: usize,
    /// relevance, date, path or item.
    #[arg(long, default_value = "relevance")]
    pub(crate) sort: SortWord,
    /// Letters exactly as typed.
    #[arg(long)]
    pub(crate) no_variants: bool,
    /// Words without their attached forms.
    #[arg(long)]
    pub(crate) no_forms: bool,
    /// Letters that optical reading confuses find one another.
    #[arg(long)]
    pub(crate) ocr_tolerant: bool,
    /// Counts by kind, state, reading quality, language, accession, year and folder as well.
    #[arg(long)]
    pub(crate) facets: bool,
    /// Of each group of copies only the first hit, with how many more there are.
    #[arg(long)]
    pub(crate) fold_copies: bool,
    /// Exit code 1 where nothing is found.
    #[arg(long)]
    pub(crate) fail_empty: bool,
    /// Explain the query language.
    #[arg(long)]
    pub(crate) help_query: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SortWord {
    /// Best first.
    Relevance,
    /// By the dates in the page.
    Date,
    /// By path.
    Path,
    /// By item number.
    Item,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerWords {
    /// A proof for one item, for `isnad-verify proof`.
    Prove {
        /// Its number.
        item: ItemId,
        /// Where to write it; standard output where absent.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// The newest checkpoint, signed.
    Checkpoint,
    /// The key that verifies the log.
    Vkey,
    /// Write the log as plain files, for `isnad-verify log`.
    Export {
        /// A folder that does not exist or is empty.
        dir: PathBuf,
    },
    /// Time stamps by an outside authority (RFC 3161).
    Stamp {
        /// Write a request over the newest checkpoint to this file.
        #[arg(
            long,
            value_name = "FILE",
            conflicts_with = "answer",
            required_unless_present = "answer"
        )]
        request: Option<PathBuf>,
        /// Take over the authority's answer from this file.
        #[arg(long, value_name = "FILE")]
        answer: Option<PathBuf>,
    },
    /// Cosignatures by another office.
    #[command(subcommand)]
    Cosign(CosignWords),
    /// Erase an item: its bytes and everything the log says of it but that it was there.
    Erase {
        /// Its number.
        item: ItemId,
        /// On what ground, without naming what is erased.
        #[arg(long)]
        ground: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CosignWords {
    /// Make a key for cosigning (needs no store).
    Key {
        /// Name of the key, e.g. registry.example/2026.
        name: String,
        /// Where to write the secret key.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Cosign a checkpoint of another office (needs no store).
    Make {
        /// The checkpoint.
        checkpoint: PathBuf,
        /// The key that verifies the log it is of.
        #[arg(long, value_name = "VKEY")]
        vkey: String,
        /// The secret key.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Where to write the cosigned checkpoint.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Take over a cosigned checkpoint.
    Add {
        /// The cosigned checkpoint.
        file: PathBuf,
        /// The key that verifies the cosignature.
        #[arg(long, value_name = "VKEY")]
        vkey: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserWords {
    /// Open an account.
    Add {
        /// Its name.
        name: UserName,
        /// What the person is here for; may be given more than once.
        #[arg(long, required = true)]
        role: Vec<Role>,
        /// A file whose first line is the password.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Set a password.
    Password {
        /// Whose.
        name: UserName,
        /// A file whose first line is the password.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Replace a person's roles.
    Roles {
        /// Whose.
        name: UserName,
        /// The roles from now on.
        #[arg(long, required = true)]
        role: Vec<Role>,
    },
    /// Close an account; its acts stay.
    Close {
        /// Whose.
        name: UserName,
    },
    /// Open a closed account again.
    Reopen {
        /// Whose.
        name: UserName,
    },
    /// List accounts.
    List,
}

#[derive(Debug, Args)]
pub(crate) struct Grant {
    /// Who.
    pub(crate) name: UserName,
    /// What, e.g. A-0001.
    pub(crate) accession: AccessionId,
    /// Take the right back.
    #[arg(long)]
    pub(crate) withdraw: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// How many of the newest to show.
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port; loopback only.
    #[arg(long, default_value = "127.0.0.1:8443")]
    pub(crate) listen: std::net::SocketAddr,
    /// Minutes without an act after which a person must sign in again.
    #[arg(long, default_value_t = 10)]
    pub(crate) idle_lock_min: u64,
    /// Uncovered pictures without a pause after which a pause is suggested to a person.
    #[arg(long, default_value_t = crate::web::PAUSE_AFTER)]
    pub(crate) pause_after: u32,
}
