//! The acts of the evidence plane: what was done, when, by whom.
//!
//! An act's body is JSON, kept sealed beside the log; the log holds a salted commitment to it. The
//! verifier reads bodies only where a proof discloses them.

mod correction;
mod list;
mod picture;
mod review;

pub use correction::TextCorrected;
pub use list::ListMapped;
pub use picture::{LabelReviewed, PhotoDescribed, RulesTaken};
pub use review::{
    BasisName, DecisionsWithdrawn, LeadDecided, LeadRead, LeadsProposed, ProposedLead, UserNameText,
};

use domain::{AccessionId, ItemId, ItemPath, ItemState, Moment, Role, Sha256, UserName};
use serde::{Deserialize, Serialize};

/// One act with its time and its author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActBody {
    /// When the clock of the machine said it happened.
    #[serde(with = "crate::text_form")]
    pub at: Moment,
    /// Who did it.
    #[serde(with = "crate::text_form")]
    pub by: UserName,
    /// What was done.
    pub act: Act,
}

impl Act {
    /// The act's name, as it stands in the body.
    pub const fn name(&self) -> &'static str {
        match self {
            Act::StoreCreated { .. } => "StoreCreated",
            Act::UserAdded { .. } => "UserAdded",
            Act::PasswordSet { .. } => "PasswordSet",
            Act::RolesSet { .. } => "RolesSet",
            Act::AccountSet { .. } => "AccountSet",
            Act::Granted { .. } => "Granted",
            Act::GrantWithdrawn { .. } => "GrantWithdrawn",
            Act::AccessionOpened(_) => "AccessionOpened",
            Act::ItemReceived(_) => "ItemReceived",
            Act::HashListChecked(_) => "HashListChecked",
            Act::AccessionClosed(_) => "AccessionClosed",
            Act::Extracted(_) => "Extracted",
            Act::RetryOrdered { .. } => "RetryOrdered",
            Act::TextCorrected(_) => "TextCorrected",
            Act::ListMapped(_) => "ListMapped",
            Act::LabelReviewed(_) => "LabelReviewed",
            Act::PhotoDescribed(_) => "PhotoDescribed",
            Act::RulesTaken(_) => "RulesTaken",
            Act::RulesDropped { .. } => "RulesDropped",
            Act::Stamped { .. } => "Stamped",
            Act::Cosigned { .. } => "Cosigned",
            Act::ProofIssued { .. } => "ProofIssued",
            Act::Erased { .. } => "Erased",
            Act::StoreVerified { .. } => "StoreVerified",
            Act::LeadsProposed(_) => "LeadsProposed",
            Act::LeadRead(_) => "LeadRead",
            Act::LeadDecided(_) => "LeadDecided",
            Act::DecisionsWithdrawn(_) => "DecisionsWithdrawn",
            Act::Consulted(_) => "Consulted",
        }
    }
}

impl ActBody {
    /// The bytes that are committed to.
    ///
    /// # Errors
    /// None in practice: every act can be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads a body.
    ///
    /// # Errors
    /// Where the bytes are no act this version knows; a projection stops there and names the place.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// What was done. Acts are added, never changed; a field once written keeps its meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Act {
    /// The store was made; the author is its first custodian.
    StoreCreated {
        /// Random name of the store.
        store: String,
    },
    /// An account was opened.
    UserAdded {
        /// Whose.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// Argon2id verifier in PHC form; absent where the person only works on the command line.
        password_hash: Option<String>,
        /// What the person is here for.
        roles: Vec<RoleName>,
    },
    /// An account's password was set.
    PasswordSet {
        /// Whose.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// Argon2id verifier in PHC form.
        password_hash: String,
    },
    /// The roles of a person were replaced.
    RolesSet {
        /// Whose.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// The roles held from now on.
        roles: Vec<RoleName>,
    },
    /// An account was closed or opened again.
    AccountSet {
        /// Whose.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// Whether it is open.
        active: bool,
    },
    /// A person was given the right to read an accession.
    Granted {
        /// To whom.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// On what.
        #[serde(with = "crate::text_form")]
        accession: AccessionId,
    },
    /// That right was taken back.
    GrantWithdrawn {
        /// From whom.
        #[serde(with = "crate::text_form")]
        user: UserName,
        /// On what.
        #[serde(with = "crate::text_form")]
        accession: AccessionId,
    },
    /// Receiving a body of material began.
    AccessionOpened(AccessionOpened),
    /// One file of the medium was received.
    ItemReceived(ItemReceived),
    /// A hash list that came with the medium was compared with what arrived.
    HashListChecked(HashListChecked),
    /// Receiving ended: everything the medium showed is an item.
    AccessionClosed(AccessionClosed),
    /// An item was read.
    Extracted(Box<Extracted>),
    /// Items are to be read again.
    RetryOrdered {
        /// Which.
        items: Vec<ItemIdText>,
        /// Why.
        reason: String,
    },
    /// A person said what words of a page read.
    TextCorrected(Box<TextCorrected>),
    /// A table in an item was taken for a list of people.
    ListMapped(Box<ListMapped>),
    /// A person read the labels of a photograph.
    LabelReviewed(Box<LabelReviewed>),
    /// A person wrote down what a photograph shows.
    PhotoDescribed(Box<PhotoDescribed>),
    /// A table of rules by which photographs are judged was taken.
    RulesTaken(Box<RulesTaken>),
    /// Such a table no longer counts.
    RulesDropped {
        /// Its name.
        name: String,
    },
    /// A checkpoint was stamped by a time-stamping authority (RFC 3161).
    Stamped {
        /// Size of the stamped tree, in acts.
        tree_size: u64,
        /// Digest of the token as stored.
        #[serde(with = "crate::text_form")]
        token_sha256: Sha256,
    },
    /// Another key cosigned a checkpoint.
    Cosigned {
        /// Size of the cosigned tree, in acts.
        tree_size: u64,
        /// Name of the key.
        key: String,
    },
    /// A proof for one item was given out.
    ProofIssued {
        /// For which.
        item: ItemIdText,
    },
    /// The body of an earlier act was erased; its place in the log stays.
    Erased {
        /// Index of the erased act in this log.
        index: u64,
        /// The item that the erased act was about, where it was about one.
        item: Option<ItemIdText>,
        /// The accession of that item, where the erased act was its reception.
        received_in: Option<AccessionNumber>,
        /// The ground in words, without what was erased.
        ground: String,
    },
    /// The store was re-read and compared with the log.
    StoreVerified {
        /// Objects re-read.
        objects: u64,
        /// Objects that did not hold.
        damaged: u64,
    },
    /// A run of a model proposed leads.
    LeadsProposed(Box<LeadsProposed>),
    /// A person read both records of a lead, before any weight was shown.
    LeadRead(LeadRead),
    /// A person decided on a lead.
    LeadDecided(Box<LeadDecided>),
    /// Decisions on a lead were withdrawn.
    DecisionsWithdrawn(DecisionsWithdrawn),
    /// Somebody looked, tried to look, or signed in or out. Kept in the log of consultations.
    Consulted(Consulted),
}

/// A role as it stands in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleName(#[serde(with = "crate::text_form")] pub Role);

/// An accession number as it stands in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessionNumber(#[serde(with = "crate::text_form")] pub AccessionId);

/// An item number as it stands in an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemIdText(#[serde(with = "crate::text_form")] pub ItemId);

/// Receiving a body of material began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessionOpened {
    /// Its number.
    #[serde(with = "crate::text_form")]
    pub accession: AccessionId,
    /// Where the material comes from, in the custodian's words; may be a code name.
    pub source: String,
    /// Who handed it over.
    pub received_from: Option<String>,
    /// Who else was present.
    pub witness: Option<String>,
    /// The folder, mount or file that was read, as given.
    pub medium: String,
}

/// One file of the medium was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemReceived {
    /// The item's number.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// The accession it belongs to.
    #[serde(with = "crate::text_form")]
    pub accession: AccessionId,
    /// Where it lay.
    pub path: PathText,
    /// What it was on the medium.
    pub kind: ItemKind,
    /// The bytes, where there are any and they could be read.
    pub content: Option<Content>,
    /// Last change of the content as the medium said, milliseconds since 1970 UTC.
    pub modified_ms: Option<i64>,
    /// Last access as the medium said, milliseconds since 1970 UTC.
    pub accessed_ms: Option<i64>,
    /// Last change of the entry as the medium said, milliseconds since 1970 UTC.
    pub changed_ms: Option<i64>,
    /// Permission bits as the medium said.
    pub mode: Option<u32>,
    /// Where a symbolic link points; never followed.
    pub link_target: Option<PathText>,
    /// Why the content is missing or cut, in one sentence.
    pub problem: Option<String>,
}

/// What an entry of a medium was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A file with content.
    File,
    /// A symbolic link.
    Symlink,
    /// A folder that could not be opened, or that is empty.
    Folder,
    /// A block or character device.
    Device,
    /// A named pipe or a socket.
    Channel,
    /// A file inside a container.
    Member,
}

impl ItemKind {
    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            ItemKind::File => "file",
            ItemKind::Symlink => "symlink",
            ItemKind::Folder => "folder",
            ItemKind::Device => "device",
            ItemKind::Channel => "channel",
            ItemKind::Member => "member",
        }
    }
}

/// Bytes by size and digests. SHA-256 is the identity; the others serve older hash lists and BagIt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// How many bytes.
    pub size_bytes: u64,
    /// SHA-256; the name of the object in the vault.
    #[serde(with = "crate::text_form")]
    pub sha256: Sha256,
    /// MD5, lower-case hexadecimal.
    pub md5: String,
    /// SHA-1, lower-case hexadecimal.
    pub sha1: String,
    /// SHA-512, lower-case hexadecimal.
    pub sha512: String,
}

/// A path as it stands in an act: the text where the bytes are UTF-8, else the bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathText {
    /// The bytes are this text in UTF-8.
    Utf8(String),
    /// The bytes, two hexadecimal digits each.
    Hex(String),
}

impl From<&ItemPath> for PathText {
    fn from(path: &ItemPath) -> Self {
        match std::str::from_utf8(path.as_bytes()) {
            Ok(text) => PathText::Utf8(text.to_owned()),
            Err(_) => PathText::Hex(hex::encode(path.as_bytes())),
        }
    }
}

impl PathText {
    /// The path's bytes; nothing where hexadecimal digits are broken.
    pub fn to_path(&self) -> Option<ItemPath> {
        match self {
            PathText::Utf8(text) => Some(ItemPath::from_bytes(text.as_bytes())),
            PathText::Hex(digits) => hex::decode(digits).ok().map(ItemPath::from_bytes),
        }
    }
}

/// A hash list that came with the medium was compared with what arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HashListChecked {
    /// Of which accession.
    #[serde(with = "crate::text_form")]
    pub accession: AccessionId,
    /// Digest of the list itself.
    #[serde(with = "crate::text_form")]
    pub list_sha256: Sha256,
    /// Entries that agree with what arrived.
    pub agreed: u64,
    /// Listed paths whose content differs.
    pub differing: Vec<PathText>,
    /// Listed paths that did not arrive.
    pub missing: Vec<PathText>,
    /// How many items arrived that the list does not name.
    pub unlisted: u64,
    /// Lines of the list that could not be understood, counted from 1.
    pub unreadable_lines: Vec<u64>,
}

/// Receiving ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessionClosed {
    /// Which.
    #[serde(with = "crate::text_form")]
    pub accession: AccessionId,
    /// Entries of the medium, each one an item.
    pub items: u64,
    /// Folders walked.
    pub folders: u64,
    /// Bytes received.
    pub size_bytes: u64,
    /// Items whose content could not be taken.
    pub problems: u64,
}

/// An item was read by one version of the readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extracted {
    /// Which item.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// Digest of the bytes that were read.
    #[serde(with = "crate::text_form")]
    pub input: Sha256,
    /// The readers and their options, e.g. `read/1`.
    pub version: String,
    /// How the reading ended.
    #[serde(with = "crate::text_form")]
    pub state: ItemState,
    /// Why, in one sentence.
    pub reason: Option<String>,
    /// The type told from the content.
    pub media_type: String,
    /// How many pages were read.
    pub pages: u32,
    /// The reading, an object of the vault.
    pub derivative: Option<Content>,
    /// How many members the container says it has.
    pub declared_members: Option<u64>,
    /// The members found, in their order; the n-th is the item's member number n.
    pub members: Vec<Member>,
    /// What the reading says of itself in figures; absent in acts of versions that did not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<ReadingAccount>,
}

/// What a reading says of itself in figures, so that the tables can count without a look into each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReadingAccount {
    /// The reader and its edition, e.g. `pdf 1`; absent where no reader answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// External programs that took part: name and version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<(String, String)>,
    /// External programs that were wanted and were not on the machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
    /// Mean confidence of each page that was read optically, in per cent, in the order of pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ocr_percent: Vec<u8>,
    /// Pages whose text layer reads badly.
    #[serde(skip_serializing_if = "is_zero")]
    pub doubted_pages: u32,
    /// Pages with text that reads badly, however it was come by.
    #[serde(skip_serializing_if = "is_zero")]
    pub poor_pages: u32,
    /// Pages by how far they can be relied on: good, doubtful, poor, not read.
    #[serde(skip_serializing_if = "is_all_zero")]
    pub graded_pages: [u32; 4],
    /// Pages that were left to be read optically by a later run.
    #[serde(skip_serializing_if = "is_zero")]
    pub waiting_pages: u32,
    /// What a picture looks like: `paper` or `photograph`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<String>,
    /// The year in which the document says it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// What a person should know, beside the reason of the state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

fn is_all_zero(counts: &[u32; 4]) -> bool {
    counts.iter().all(|count| *count == 0)
}

const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A file found in a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its name in the container.
    pub name: PathText,
    /// Its bytes, where they could be taken out.
    pub content: Option<Content>,
    /// Last change as the container states it, as written there.
    pub modified: Option<String>,
    /// The state it ends in already, where its bytes are missing or cut, and why.
    pub ended: Option<MemberEnded>,
}

/// A member that ended with its container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberEnded {
    /// How.
    #[serde(with = "crate::text_form")]
    pub state: ItemState,
    /// Why, in one sentence.
    pub reason: String,
}

/// Somebody looked, tried to look, or signed in or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consulted {
    /// What was asked for: an action's name, `sign-in`, `sign-out`.
    pub action: String,
    /// The item, accession or query, where there is one. Kept sealed and erasable like every body.
    pub object: Option<String>,
    /// Why, where a reason was asked.
    pub reason: Option<String>,
    /// `permitted`, or `refused:` and the ground.
    pub outcome: String,
}
