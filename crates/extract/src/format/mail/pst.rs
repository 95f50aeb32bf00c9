//! Mailboxes of Outlook: PST and OST files (MS-PST).
//!
//! Every message node of the file is handed over, not what the tables of folders list: so what a
//! table lost comes too. The tables and the counts that folders state are then held against it.

mod cipher;
mod letter;
mod letter_head;
mod ltp;
mod mime;
mod names;
mod ndb;

pub(super) use letter::MISSING;

use super::property::Properties;
use crate::format::{FormatFault, Input, MemberSink};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use ltp::{Context, Value};
use ndb::{Database, Nid, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of nodes (MS-PST 2.2.2.1).
const FOLDER: u32 = 0x02;
const MESSAGE: u32 = 0x04;
const ATTACHMENT: u32 = 0x05;
const HIDDEN_MESSAGE: u32 = 0x08;
const CONTENTS: u32 = 0x0e;

const STORE: Nid = 0x21;
const ROOT_FOLDER: Nid = 0x122;

/// Bytes handed over between two asks for more time.
const STEP_BYTES: u64 = 32 << 20;

/// A folder.
#[derive(Debug, Default)]
struct Folder {
    path: String,
    /// How many messages the folder says it has.
    stated: Option<u64>,
    /// The messages that its table lists.
    listed: Option<BTreeSet<Nid>>,
    found: BTreeSet<Nid>,
}

/// Hands every message over as a mail of its own, under the path of its folder.
///
/// # Errors
/// [`FormatFault::Damaged`] where no message node can be found, [`FormatFault::Encrypted`], and the
/// limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let database = Database::open(input.bytes)?;
    out.no_text("the mailbox holds no message");
    out.meta("pst.kind", if database.is_ost { "OST" } else { "PST" });
    note_store(&database, out);
    if database.bad_pages > 0 {
        out.in_part(format!(
            "{} pages of the lists of the mailbox are damaged; all of the file was searched and {} entries were recovered",
            database.bad_pages, database.recovered
        ));
    }
    let names = names::read(&database);
    let mut folders = folders(&database, out);
    let mut messages: Vec<(Nid, Node)> = Vec::new();
    for (nid, node) in &database.nodes {
        if matches!(nid & 0x1f, MESSAGE | HIDDEN_MESSAGE) && !is_template(*nid) {
            messages.push((*nid, *node));
        }
    }
    messages.sort_by_key(|(nid, node)| (node.parent, nid & 0x1f, *nid));
    let mut hand = Hand {
        database: &database,
        names: &names,
        input,
        members,
        since_step: 0,
    };
    let (mut place, mut parent, mut orphans) = (0u64, None, 0u64);
    let mut handed = 0u64;
    for (nid, node) in &messages {
        let folder = folders.get_mut(&node.parent);
        orphans += u64::from(folder.is_none());
        let hidden = nid & 0x1f == HIDDEN_MESSAGE;
        if parent != Some((node.parent, hidden)) {
            parent = Some((node.parent, hidden));
            place = 0;
        }
        place += 1;
        let path = match folder {
            Some(folder) => {
                if !hidden {
                    folder.found.insert(*nid);
                }
                folder.path.clone()
            }
            None => "(without a folder)/".to_owned(),
        };
        let hidden = if hidden { "(hidden)/" } else { "" };
        hand.message(*nid, *node, format!("{path}{hidden}{place:05}.eml"))?;
        handed += 1;
        input.limits().within(
            LimitKind::Members,
            handed,
            "the messages after that were not read",
        )?;
    }
    if orphans > 0 {
        out.warn(format!(
            "{orphans} messages belong to no folder of the mailbox; they were read too"
        ));
    }
    account(&folders, handed, out, hand.members)
}

/// Nodes that hold the defaults of tables, not messages: those with the index 0.
const fn is_template(nid: Nid) -> bool {
    nid >> 5 == 0
}

/// Holds what folders state and list against what was found.
fn account(
    folders: &BTreeMap<Nid, Folder>,
    handed: u64,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut missing = 0u64;
    for folder in folders.values() {
        let found = folder.found.len() as u64;
        let shown = folder.path.trim_end_matches('/');
        if !folder.found.is_empty() || folder.stated.is_some_and(|stated| stated > 0) {
            out.meta(
                "pst.folder",
                format!(
                    "{shown}: {} stated, {found} found",
                    folder
                        .stated
                        .map_or_else(|| "none".to_owned(), |n| n.to_string())
                ),
            );
        }
        let empty = BTreeSet::new();
        let listed = folder.listed.as_ref().unwrap_or(&empty);
        for nid in listed.difference(&folder.found) {
            missing += 1;
            let shown = format!("{}message {nid:#x}.eml", folder.path);
            members.begin(MemberHead {
                name: shown.clone().into_bytes(),
                shown,
                modified: None,
                problem: Some(MemberProblem {
                    state: ItemState::Damaged,
                    reason: "the folder lists this message, but it is not in the file".to_owned(),
                }),
            })?;
            members.end(None)?;
        }
        let unlisted = folder.found.difference(listed).count();
        if folder.listed.is_some() && unlisted > 0 {
            out.warn(format!(
                "{unlisted} messages in the folder `{shown}` are not in its list, as after deleting; they were read too"
            ));
        }
        if let Some(stated) = folder.stated
            && stated > found
            && stated > listed.len() as u64
        {
            out.in_part(format!(
                "the folder `{shown}` states {stated} messages and {found} were found"
            ));
        }
    }
    let stated: u64 = folders.values().filter_map(|folder| folder.stated).sum();
    out.meta("pst.messages", handed.to_string());
    out.meta("pst.messages_stated", stated.to_string());
    out.declared_members(handed.saturating_add(missing));
    if missing > 0 {
        out.in_part(format!(
            "{missing} messages are listed in folders but not in the file"
        ));
    }
    Ok(())
}

fn note_store(database: &Database<'_>, out: &mut Outcome) {
    let Some(node) = database.nodes.get(&STORE) else {
        out.warn("the mailbox has no node for itself");
        return;
    };
    let Ok(context) = open(database, *node) else {
        out.warn("what the mailbox says of itself is damaged");
        return;
    };
    if let Some((_, Value::Fixed(sum))) = context.get(&0x67ff)
        && *sum != 0
    {
        out.meta("pst.password", "yes");
        out.warn(
            "a password is set on the mailbox; its content is not encrypted with it and was read",
        );
    }
    let properties = properties(&context);
    out.meta("title", properties.text(0x3001).unwrap_or_default());
}

fn open(database: &Database<'_>, node: Node) -> Result<Context, String> {
    let subs = database.sub_nodes(node.sub)?;
    ltp::context(database, node, &subs)
}

/// The properties as other messages of Outlook have them.
fn properties(context: &Context) -> Properties {
    let mut streams = BTreeMap::new();
    let mut fixed = BTreeMap::new();
    for (id, (kind, value)) in context {
        match value {
            Value::Fixed(number) => {
                fixed.insert(*id, *number);
            }
            Value::Bytes(bytes) => {
                streams.insert((*id, *kind), bytes.clone());
            }
            Value::Node(_) | Value::Lost(_) => {}
        }
    }
    Properties::of(streams, fixed)
}

/// All folders with their paths.
fn folders(database: &Database<'_>, out: &mut Outcome) -> BTreeMap<Nid, Folder> {
    let mut own: BTreeMap<Nid, (Nid, String)> = BTreeMap::new();
    let mut folders = BTreeMap::new();
    for (nid, node) in &database.nodes {
        if nid & 0x1f != FOLDER || is_template(*nid) {
            continue;
        }
        let mut folder = Folder::default();
        let name = match open(database, *node) {
            Ok(context) => {
                let properties = properties(&context);
                folder.stated = properties.number(0x3602);
                properties.text(0x3001).unwrap_or_default()
            }
            Err(reason) => {
                out.in_part(format!("a folder of the mailbox is damaged: {reason}"));
                String::new()
            }
        };
        own.insert(*nid, (node.parent, name));
        let contents = nid & !0x1f | CONTENTS;
        if let Some(table) = database.nodes.get(&contents) {
            match ltp::table(database, *table, &|_| false) {
                Ok(rows) => folder.listed = Some(rows.into_iter().map(|(nid, _)| nid).collect()),
                Err(reason) => out.in_part(format!("the list of a folder is damaged: {reason}")),
            }
        }
        folders.insert(*nid, folder);
    }
    for (nid, folder) in &mut folders {
        folder.path = path(*nid, &own);
    }
    folders
}

/// The path of a folder with a slash at its end; the root has none.
fn path(nid: Nid, own: &BTreeMap<Nid, (Nid, String)>) -> String {
    const DEEPEST: usize = 64;
    let mut parts = Vec::new();
    let mut at = nid;
    while let Some((parent, name)) = own.get(&at) {
        if at == ROOT_FOLDER || parts.len() >= DEEPEST {
            break;
        }
        // A slash in a name would look like a folder.
        let name = name.trim().replace(['/', '\\'], "_");
        parts.push(if name.is_empty() {
            format!("folder {at:#x}")
        } else {
            name
        });
        at = *parent;
    }
    parts.reverse();
    parts.iter().map(|part| format!("{part}/")).collect()
}

struct Hand<'a> {
    database: &'a Database<'a>,
    names: &'a names::Names,
    input: &'a Input<'a>,
    members: &'a mut dyn MemberSink,
    since_step: u64,
}

impl Hand<'_> {
    fn message(&mut self, nid: Nid, node: Node, shown: String) -> Result<(), FormatFault> {
        let mut letter = letter::Letter::new(self.database, self.names, nid);
        let mut head = MemberHead::named(shown);
        let opened = letter.open(node);
        head.modified = opened.as_ref().ok().and_then(letter::Opened::modified);
        self.members.begin(head)?;
        let problem = match opened {
            Ok(opened) => {
                let written = letter.write(&opened, &mut |bytes| {
                    self.since_step += bytes.len() as u64;
                    self.members.write(bytes)
                });
                match written {
                    Ok(()) => letter.faults().map(|reason| (ItemState::Damaged, reason)),
                    // These two bound one message; the mailbox goes on.
                    Err(FormatFault::Over(hit))
                        if matches!(hit.kind, LimitKind::Ratio | LimitKind::MemberBytes) =>
                    {
                        Some((ItemState::OverLimit, hit.to_string()))
                    }
                    Err(fault) => return Err(fault),
                }
            }
            Err(reason) => Some((
                ItemState::Damaged,
                format!("the message is damaged: {reason}"),
            )),
        };
        if self.since_step > STEP_BYTES {
            self.since_step = 0;
            (self.input.step)();
        }
        self.members
            .end(problem.map(|(state, reason)| MemberProblem { state, reason }))
    }
}
