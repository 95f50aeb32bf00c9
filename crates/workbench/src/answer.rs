//! What the workbench answers: plain values for the command line and the screens alike.

use domain::{AccessionId, ItemId, ItemPath, ItemState, Moment, Role, Sha256, UserName};
use std::collections::BTreeMap;

/// One accession with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessionSummary {
    /// Its number.
    pub accession: AccessionId,
    /// Where the material comes from.
    pub source: String,
    /// Who handed it over.
    pub received_from: Option<String>,
    /// Who else was present.
    pub witness: Option<String>,
    /// The folder, mount or file that was read.
    pub medium: String,
    /// When receiving began.
    pub opened_at: Moment,
    /// Who received it.
    pub opened_by: UserName,
    /// When receiving ended; absent while it goes on or was stopped.
    pub closed_at: Option<Moment>,
    /// Entries received, members of containers not counted.
    pub items: u64,
    /// Members found in containers.
    pub members: u64,
    /// Different contents among the entries received.
    pub objects: u64,
    /// Bytes received.
    pub size_bytes: u64,
    /// Entries whose content could not be taken, with the reason.
    pub problems: Vec<(ItemId, ItemPath, String)>,
    /// The comparisons with hash lists that came with the medium.
    pub hash_lists: Vec<custody::act::HashListChecked>,
}

/// The proof of a reception that a custodian hands over and keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// What was received.
    pub accession: AccessionSummary,
    /// Name of the store.
    pub store: String,
    /// Acts in the log when the receipt was made.
    pub tree_size: u64,
    /// Root of the log's tree at that size, base64.
    pub root: String,
    /// The signed checkpoint, word for word.
    pub checkpoint: String,
    /// The key that verifies it, in the `vkey` form.
    pub vkey: String,
}

/// How far reading has come. Totals are over what the asking person may see.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessStatus {
    /// Items in all: entries received and members found.
    pub items: u64,
    /// Entries received.
    pub received: u64,
    /// Members found in containers.
    pub members: u64,
    /// Members that containers declare, where they declare any.
    pub declared_members: u64,
    /// Members found in containers that declare how many they have.
    pub found_members: u64,
    /// How many items ended in each state.
    pub states: BTreeMap<ItemState, u64>,
    /// Items that have no state yet.
    pub waiting: u64,
    /// Whether items = sum of states + waiting, and every accession's entries are all items.
    pub reconciled: bool,
    /// States with their reasons and counts, most frequent first.
    pub reasons: Vec<StateReason>,
    /// Types told from content, with states and counts.
    pub types: Vec<(String, ItemState, u64)>,
    /// Pages whose text is in the index.
    pub pages: u64,
    /// Items with pages that wait to be read optically, and those pages.
    pub optical_waiting: (u64, u64),
}

/// A reason that items ended as they did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateReason {
    /// The state.
    pub state: ItemState,
    /// The reason in words.
    pub reason: String,
    /// How many items.
    pub items: u64,
}

/// One line of a list of items.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemLine {
    /// Its number.
    pub item: ItemId,
    /// The accession.
    pub accession: AccessionId,
    /// Where it lay.
    pub path: ItemPath,
    /// What it was on the medium: file, symlink, folder, device, channel, member.
    pub kind: String,
    /// Type told from the content.
    pub media_type: Option<String>,
    /// How its reading ended; absent while it waits.
    pub state: Option<ItemState>,
    /// Why.
    pub reason: Option<String>,
    /// Bytes.
    pub size_bytes: Option<u64>,
    /// Identity of the content.
    pub sha256: Option<Sha256>,
    /// Pages read.
    pub pages: u32,
}

/// Everything about one item but its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The item itself.
    pub line: ItemLine,
    /// A title: from the metadata, else the file name.
    pub title: String,
    /// Digests beside SHA-256: MD5, SHA-1, SHA-512.
    pub other_digests: Option<(String, String, String)>,
    /// Last change as the medium or container said.
    pub modified: Option<Moment>,
    /// Where a symbolic link points.
    pub link_target: Option<ItemPath>,
    /// Metadata as read: canonical and raw keys.
    pub metadata: BTreeMap<String, Vec<String>>,
    /// What a person should know of the reading.
    pub warnings: Vec<String>,
    /// Programs that took part: name, version, options.
    pub tools: Vec<(String, String, String)>,
    /// The container it lies in.
    pub parent: Option<ItemLine>,
    /// Its members.
    pub members: Vec<ItemLine>,
    /// Other items that are copies of it and that the person may see.
    pub copies: Vec<crate::copies::Copy>,
    /// Whether its pages have images that can be shown.
    pub has_images: bool,
}

/// One page for the viewer.
#[derive(Debug, Clone, PartialEq)]
pub struct PageView {
    /// Counted from 1.
    pub n: u32,
    /// A name the page has itself.
    pub label: Option<String>,
    /// Its text in reading order.
    pub text: String,
    /// Where the text came from: native, layer, ocr, none.
    pub source: String,
    /// Mean confidence of optical reading, 0 to 1.
    pub confidence: Option<f32>,
    /// How far the text reads as written language, 0 to 1; absent where there is too little of it.
    pub quality: Option<f32>,
    /// How far it can be relied on; absent where there is nothing to be read.
    pub grade: Option<domain::ReadingQuality>,
    /// Why this reading is shown, in one English sentence.
    pub choice: Option<String>,
    /// Other readings of the page, which are kept.
    pub others: Vec<extract::OtherReading>,
    /// Words with places, as shares of the page.
    pub words: Vec<extract::Word>,
    /// The same text in lines and words, each with its boxes and with what people said of it.
    pub wording: crate::Wording,
    /// Places with ink that nobody has read.
    pub unread: Vec<extract::Unread>,
    /// Whether people may say what it reads: a machine read it, it does not stand in the file as text.
    pub correctable: bool,
    /// The version of the text.
    pub version: u32,
    /// Every version, oldest first; none where the item was never read.
    pub versions: Vec<crate::TextVersion>,
    /// What became of corrections that were made on an earlier reading, by their version.
    pub earlier: Vec<(u32, crate::Fit)>,
    /// Whether an image of the page can be made.
    pub has_image: bool,
    /// Whether that image is covered until somebody asks for it.
    pub cover: crate::Cover,
}

/// One step of an item's custody.
#[derive(Debug, Clone, PartialEq)]
pub struct TrailStep {
    /// Index of the act in the log.
    pub index: u64,
    /// What was done: `ItemReceived`, `Extracted`...
    pub act: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// Values for the sentence on screen: medium, size, state, version...
    pub details: BTreeMap<String, String>,
    /// The act's body was erased; only its place is left.
    pub erased: bool,
}

/// What a fresh check of one item found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemVerdict {
    /// The object was re-read and equals its digest.
    pub content_holds: bool,
    /// The act that received it is in the log under the current checkpoint.
    pub act_holds: bool,
    /// The digest checked.
    pub sha256: Option<Sha256>,
    /// Acts in the log at the check.
    pub tree_size: u64,
    /// What does not hold, in words.
    pub findings: Vec<String>,
    /// When.
    pub at: Moment,
}

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct SearchAnswer {
    /// The query as typed.
    pub query: String,
    /// How it was understood.
    pub read_as: Vec<catalogue::query::ReadAs>,
    /// Hits, counts and facets, over what the person may see.
    pub hits: catalogue::index::Hits,
    /// Items that the person may see and that have no text in the index yet.
    pub waiting: u64,
    /// How many copies the person may see of each item among the hits, itself left out; items without
    /// copies are left out.
    pub copies: BTreeMap<ItemId, u64>,
    /// With copies folded: hits in all, one a group of copies; absent where nothing is folded.
    pub folded: Option<u64>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub user: UserName,
    /// Whether it is open.
    pub active: bool,
    /// Whether a password is set, so that the workbench can be used.
    pub can_sign_in: bool,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Accessions granted.
    pub grants: Vec<AccessionId>,
}

/// One line of the record of consultations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationLine {
    /// Index in the log of consultations.
    pub index: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: UserName,
    /// What was asked for.
    pub action: String,
    /// Of what.
    pub object: Option<String>,
    /// Why, where asked.
    pub reason: Option<String>,
    /// Permitted, or refused and why.
    pub outcome: String,
}
