//! A store: making one, opening one.

use crate::journal::Journal;
use crate::settings::{FORMAT, Settings};
use crate::{CatalogueSetting, Clock, WorkbenchError};
use catalogue::index::Index;
use catalogue::{Catalogue, Location, Log};
use custody::act::{Act, RoleName};
use custody::{BodyKey, LogKey};
use domain::access::{self, Action, Person};
use domain::{AccessionId, Role, UserName};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vault::{KeyCost, StoreKeys, Vault};

/// A passphrase has at least so many characters.
pub(crate) const LEAST_PASSPHRASE_CHARS: usize = 8;

/// An open store. Cheap to clone; may be used from several threads, and by several programs at once.
/// Every act names a person, is authorised, and is refused on error. Calls block.
#[derive(Clone)]
pub struct Store(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) root: PathBuf,
    pub(crate) name: String,
    pub(crate) custodian: UserName,
    pub(crate) vault: Vault,
    pub(crate) catalogue: Catalogue,
    pub(crate) index: Index,
    pub(crate) evidence: Journal,
    pub(crate) consultations: Journal,
    pub(crate) clock: Clock,
    pub(crate) reveals: crate::page_image::Reveals,
    pub(crate) arranged: crate::photos::Arranged,
    pub(crate) renderer: crate::page_image::Renderer,
}

/// What a new store is made from.
#[derive(Debug, Clone)]
pub struct NewStore {
    /// The first custodian.
    pub custodian: UserName,
    /// What opens the store's keys.
    pub passphrase: String,
    /// The custodian's password for the workbench.
    pub password: Option<String>,
    /// Where the tables are.
    pub catalogue: CatalogueSetting,
    /// How much work a guess at the passphrase costs.
    pub cost: KeyCost,
}

impl Store {
    /// Makes a store in a folder that does not exist yet or is empty, and opens it.
    ///
    /// # Errors
    /// Where the folder is in use, the passphrase too short, or this machine fails. A folder in which
    /// this failed half-way is no store; it may be removed.
    pub fn init(root: &Path, new: &NewStore, clock: Clock) -> Result<Self, WorkbenchError> {
        if new.passphrase.chars().count() < LEAST_PASSPHRASE_CHARS {
            return Err(WorkbenchError::TooShort(LEAST_PASSPHRASE_CHARS));
        }
        match fs::read_dir(root).map(|mut entries| entries.next().is_none()) {
            Ok(true) => {}
            Ok(false) => return Err(WorkbenchError::FolderNotEmpty(root.to_owned())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                fs::create_dir_all(root)
                    .map_err(|e| WorkbenchError::io("make the folder", root, e))?;
            }
            Err(e) => return Err(WorkbenchError::io("make a store in", root, e)),
        }
        let root = root
            .canonicalize()
            .map_err(|e| WorkbenchError::io("find", root, e))?;
        let password_hash = new
            .password
            .as_deref()
            .map(crate::people::hash_password)
            .transpose()?;
        let keys = StoreKeys::generate()?;
        let name = random_name()?;
        for folder in ["locks", "ledger", "index"] {
            let folder = root.join(folder);
            fs::create_dir(&folder)
                .map_err(|e| WorkbenchError::io("make the folder", &folder, e))?;
        }
        Vault::create(&root.join("vault"), &keys)?;
        let (evidence, consultations) = log_keys(&name, &keys)?;
        let settings = Settings {
            format: FORMAT,
            store: name.clone(),
            custodian: new.custodian.to_string(),
            catalogue: match &new.catalogue {
                CatalogueSetting::Embedded => None,
                CatalogueSetting::Postgres(url) => Some(url.clone()),
            },
            ocr_models: None,
            evidence_vkey: evidence.verifier().to_string(),
            consultations_vkey: consultations.verifier().to_string(),
            keys: keys.seal(&new.passphrase, new.cost)?,
        };
        Journal::create(&root, Log::Evidence, evidence, BodyKey(*keys.body_key()))?;
        Journal::create(
            &root,
            Log::Consultations,
            consultations,
            BodyKey(*keys.body_key()),
        )?;
        // A database may hold the tables of an earlier store.
        Catalogue::open(&location(&root, &settings))?.clear()?;
        // INVARIANT: written last; a folder without it is no store.
        settings.write(&root)?;
        let store = Self::open_with(&root, settings, keys, clock)?;
        store.act(
            &new.custodian,
            vec![
                Act::StoreCreated { store: name },
                Act::UserAdded {
                    user: new.custodian.clone(),
                    password_hash,
                    roles: vec![RoleName(Role::Custodian)],
                },
            ],
        )?;
        Ok(store)
    }

    /// Opens a store and applies to its tables what the ledger has and they lack.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAStore`], [`WorkbenchError::StoreNewer`], a wrong passphrase, a damaged
    /// ledger, an act that cannot be read.
    pub fn open(root: &Path, passphrase: &str, clock: Clock) -> Result<Self, WorkbenchError> {
        let settings = Settings::read(root)?;
        let root = root
            .canonicalize()
            .map_err(|e| WorkbenchError::io("find", root, e))?;
        let keys = settings.keys.open(passphrase)?;
        Self::open_with(&root, settings, keys, clock)
    }

    fn open_with(
        root: &Path,
        settings: Settings,
        keys: StoreKeys,
        clock: Clock,
    ) -> Result<Self, WorkbenchError> {
        let bad = |what: &'static str| WorkbenchError::SettingsDamaged {
            path: root.join("store.toml"),
            reason: what.to_owned(),
        };
        let (evidence, consultations) = log_keys(&settings.store, &keys)?;
        if evidence.verifier().to_string() != settings.evidence_vkey
            || consultations.verifier().to_string() != settings.consultations_vkey
        {
            return Err(bad("its public keys are not those of its secret keys"));
        }
        let location = location(root, &settings);
        let custodian = settings
            .custodian
            .parse()
            .map_err(|_| bad("its custodian is no user name"))?;
        let catalogue = Catalogue::open(&location)?;
        let store = Self(Arc::new(Parts {
            vault: Vault::open(&root.join("vault"), &keys)?,
            index: Index::open_or_create(&root.join("index"))?,
            evidence: Journal::open(
                root,
                Log::Evidence,
                evidence,
                BodyKey(*keys.body_key()),
                &catalogue,
            )?,
            consultations: Journal::open(
                root,
                Log::Consultations,
                consultations,
                BodyKey(*keys.body_key()),
                &catalogue,
            )?,
            catalogue,
            root: root.to_owned(),
            name: settings.store,
            custodian,
            clock,
            reveals: Default::default(),
            arranged: Default::default(),
            renderer: Default::default(),
        }));
        store.0.evidence.catch_up(&store.0.catalogue)?;
        store.0.consultations.catch_up(&store.0.catalogue)?;
        store.catch_up_index_if_free()?;
        store.enter_lists_if_free()?;
        Ok(store)
    }

    /// Puts the keys of a store under another passphrase. The keys stay the same; an old copy of
    /// `store.toml` still opens with the old passphrase.
    ///
    /// # Errors
    /// Where the old passphrase is wrong, the new one too short, or the file cannot be written.
    pub fn change_passphrase(
        root: &Path,
        old: &str,
        new: &str,
        cost: KeyCost,
    ) -> Result<(), WorkbenchError> {
        if new.chars().count() < LEAST_PASSPHRASE_CHARS {
            return Err(WorkbenchError::TooShort(LEAST_PASSPHRASE_CHARS));
        }
        let mut settings = Settings::read(root)?;
        settings.keys = settings.keys.open(old)?.seal(new, cost)?;
        settings.write(root)
    }

    /// The store's random name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The folder it lies in.
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    /// The first custodian: who acts on the command line where nobody else is named.
    pub fn custodian(&self) -> &UserName {
        &self.0.custodian
    }

    /// The person with the rights of this moment.
    ///
    /// # Errors
    /// Where there is no such account or its rights cannot be read.
    pub fn person(&self, by: &UserName) -> Result<Person, WorkbenchError> {
        match self.0.catalogue.person(by)? {
            Some(account) => Ok(account.person),
            None => Err(WorkbenchError::NoSuchAccount(by.to_string())),
        }
    }

    /// Appends acts of a person to the log of evidence and applies them.
    pub(crate) fn act(
        &self,
        by: &UserName,
        acts: Vec<Act>,
    ) -> Result<std::ops::Range<u64>, WorkbenchError> {
        self.0
            .evidence
            .append(&self.0.catalogue, self.0.clock.now(), by, acts)
    }

    /// As [`Store::act`], for a single act whose place in the log does not matter.
    pub(crate) fn act_once(&self, by: &UserName, act: Act) -> Result<(), WorkbenchError> {
        self.act(by, vec![act]).map(|_| ())
    }

    /// Asks the one rule. A refusal is recorded; so is what could not be decided, as a refusal.
    pub(crate) fn authorise(
        &self,
        by: &UserName,
        action: Action,
        accession: Option<AccessionId>,
    ) -> Result<Person, WorkbenchError> {
        let person = self.person(by);
        let decision = match &person {
            Ok(person) => access::decide(person, action, accession),
            Err(_) => Err(access::Refusal::CouldNotDecide),
        };
        match (person, decision) {
            (Ok(person), Ok(())) => Ok(person),
            (_, decision) => {
                let refusal = decision.err().unwrap_or(access::Refusal::CouldNotDecide);
                let object = accession.map(|a| a.to_string());
                self.record(
                    by,
                    action.name(),
                    object,
                    None,
                    &format!("refused: {}", refusal.name()),
                )?;
                Err(WorkbenchError::NotAllowed {
                    action: action.name(),
                    refusal,
                })
            }
        }
    }

    /// The accessions on which the person may do this; refused and recorded where no role permits it at all.
    pub(crate) fn scope(
        &self,
        by: &UserName,
        action: Action,
    ) -> Result<BTreeSet<AccessionId>, WorkbenchError> {
        let person = match self.person(by) {
            Ok(person) => person,
            Err(error) => {
                let refusal = access::Refusal::CouldNotDecide.name();
                self.record(
                    by,
                    action.name(),
                    None,
                    None,
                    &format!("refused: {refusal}"),
                )?;
                return Err(error);
            }
        };
        let any_role = person
            .roles
            .iter()
            .any(|role| access::role_permits(*role, action));
        if !person.active || !any_role {
            return self.authorise(by, action, None).map(|_| BTreeSet::new());
        }
        Ok(access::permitted_accessions(&person, action))
    }

    /// Records that a person without a grant asked for what is there, and answers as if it were not.
    pub(crate) fn not_granted(
        &self,
        by: &UserName,
        action: Action,
        object: String,
    ) -> Result<WorkbenchError, WorkbenchError> {
        self.record(
            by,
            action.name(),
            Some(object.clone()),
            None,
            "refused: no-grant",
        )?;
        Ok(WorkbenchError::NotAvailable(object))
    }

    /// Writes a line into the record of consultations.
    pub(crate) fn record(
        &self,
        by: &UserName,
        action: &str,
        object: Option<String>,
        reason: Option<&str>,
        outcome: &str,
    ) -> Result<(), WorkbenchError> {
        let consulted = custody::act::Consulted {
            action: action.to_owned(),
            object,
            reason: reason.map(str::to_owned),
            outcome: outcome.to_owned(),
        };
        let acts = vec![Act::Consulted(consulted)];
        self.0
            .consultations
            .append(&self.0.catalogue, self.0.clock.now(), by, acts)
            .map(|_| ())
    }
}

fn log_keys(name: &str, keys: &StoreKeys) -> Result<(LogKey, LogKey), WorkbenchError> {
    let evidence = LogKey::from_seed(&format!("isnad/{name}/evidence"), keys.evidence_log_seed())?;
    let consultations = LogKey::from_seed(
        &format!("isnad/{name}/consultations"),
        keys.consultation_log_seed(),
    )?;
    Ok((evidence, consultations))
}

fn location(root: &Path, settings: &Settings) -> Location {
    match &settings.catalogue {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::Sqlite(root.join("catalogue.sqlite")),
    }
}

fn random_name() -> Result<String, WorkbenchError> {
    let mut bytes = [0u8; 6];
    getrandom::fill(&mut bytes).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
