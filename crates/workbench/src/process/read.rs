//! One reader at work: an item's bytes in, a reading and its members staged in the vault.

use super::retry::{Today, note_of};
use super::work::How;
use crate::intake::content;
use crate::{Store, WorkbenchError};
use catalogue::DueItem;
use custody::act::{Content, Extracted, Member, MemberEnded, PathText, ReadingAccount};
use domain::{ItemPath, ItemState};
use extract::{
    FormatFault, LimitKind, Limits, MemberHead, MemberProblem, MemberSink, ReadOptions, Reader,
    Reading,
};
use std::io;
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use vault::{Staged, Stager, Vault, VaultError};

/// An item that was read, or why it could not be.
pub(super) struct ReadItem {
    pub(super) item: DueItem,
    pub(super) outcome: Result<Finished, String>,
    pub(super) fence_missing: Vec<String>,
}

/// What is to be acknowledged of an item.
pub(super) struct Finished {
    pub(super) extracted: Extracted,
    pub(super) reading: Reading,
    pub(super) staged: Vec<Staged>,
}

/// Reads items until there are no more.
pub(super) fn work(
    store: &Store,
    how: &How<'_>,
    work: &Mutex<Receiver<DueItem>>,
    done: &SyncSender<Result<ReadItem, WorkbenchError>>,
) {
    let mut reader = match Reader::start(&how.options.reader_settings()) {
        Ok(reader) => reader,
        Err(fault) => {
            // Whoever listens ends the run with this reason; whoever does not has ended already.
            let _ = done.send(Err(fault.into()));
            return;
        }
    };
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(item) = next else { return };
        if how.budget.is_spent() {
            // It is left as it is, and counted among what waits.
            continue;
        }
        let before_ms = reader.optical_ms();
        let outcome = read_one(store, how, &mut reader, &item);
        how.budget.spend(reader.optical_ms() - before_ms);
        let fence_missing = reader.fence().missing.clone();
        let result = match outcome {
            Ok(outcome) => Ok(ReadItem {
                item,
                outcome,
                fence_missing,
            }),
            Err(error) => Err(error),
        };
        let failed = result.is_err();
        if done.send(result).is_err() || failed {
            return;
        }
    }
}

/// Reads one item. The inner error costs this item only; the outer one ends the run.
fn read_one(
    store: &Store,
    how: &How<'_>,
    reader: &mut Reader,
    item: &DueItem,
) -> Result<Result<Finished, String>, WorkbenchError> {
    let vault = &store.0.vault;
    let read_options = how.options.read_options();
    let mut serving = vec![read_options.at_once()];
    if read_options.ocr_later {
        serving.push(read_options.clone());
    }
    for options in &serving {
        if let Some(finished) = same_bytes_read_before(store, options, how.today, item)? {
            return Ok(Ok(finished));
        }
    }
    let source = match vault.plain_copy(&item.sha256, item.size_bytes) {
        Ok(source) => source,
        Err(
            error @ (VaultError::Missing(_)
            | VaultError::Broken { .. }
            | VaultError::OtherContent { .. }),
        ) => {
            return Ok(Err(error.to_string()));
        }
        Err(error) => return Err(error.into()),
    };
    let mut sink = Sink::new(vault, &how.options.limits, item);
    let name = name_for_reader(&item.path);
    let reading = match reader.read(&source, &name, &read_options, &mut sink) {
        Ok(reading) => reading,
        Err(fault) => {
            return match sink.failed.take() {
                Some(vault_error) => Err(vault_error.into()),
                None => Ok(Err(fault.to_string())),
            };
        }
    };
    let (members, mut staged) = sink.finish();
    let bytes =
        serde_json::to_vec(&reading).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    let derivative = vault.stage_all(&mut bytes.as_slice())?;
    let extracted = extracted(
        item,
        read_options.shaping(&reading).version(),
        &reading,
        content(derivative.digests()),
        members,
    );
    staged.push(derivative);
    Ok(Ok(Finished {
        extracted,
        reading,
        staged,
    }))
}

/// The act that says how an item was read.
fn extracted(
    item: &DueItem,
    version: String,
    reading: &Reading,
    derivative: Content,
    members: Vec<Member>,
) -> Extracted {
    let account = extract::Account::of(reading);
    Extracted {
        item: item.id.clone(),
        input: item.sha256,
        version,
        state: reading.state,
        reason: reading.reason.clone(),
        media_type: reading.media_type.clone(),
        pages: u32::try_from(reading.pages.len()).unwrap_or(u32::MAX),
        derivative: Some(derivative),
        declared_members: reading.declared_members,
        members,
        account: Some(ReadingAccount {
            reader: account.reader,
            programs: account.programs,
            absent: account.absent,
            ocr_percent: account.ocr_percent,
            doubted_pages: account.doubted_pages,
            poor_pages: account.poor_pages,
            graded_pages: account.graded_pages,
            waiting_pages: account.waiting_pages,
            looks: account.looks,
            year: account.year,
            warnings: account.warnings,
        }),
    }
}

/// The same bytes under a name of the same kind give the same reading, so they are read once.
/// Containers are left out: their members are items of their own under each of them.
fn same_bytes_read_before(
    store: &Store,
    options: &ReadOptions,
    today: &Today,
    item: &DueItem,
) -> Result<Option<Finished>, WorkbenchError> {
    let wanted = name_for_reader(&item.path);
    let (version, bounds) = (options.version(), options.all_in_words());
    for row in store.0.catalogue.same_reading(&item.sha256, &version)? {
        let outdated = || today.outdated(&note_of(&row)).is_some();
        if row.id == item.id || name_for_reader(&row.path) != wanted || outdated() {
            continue;
        }
        let Some(derivative) = row.derivative else {
            continue;
        };
        let bytes = store.0.vault.read(&derivative)?;
        let Ok(reading) = serde_json::from_slice::<Reading>(&bytes) else {
            continue;
        };
        let same_bounds = reading
            .tools
            .iter()
            .any(|tool| tool.name == "isnad" && tool.options == bounds);
        if reading.found_members > 0 || !same_bounds {
            continue;
        }
        let mut digester = vault::Digester::default();
        digester.update(&bytes);
        let digests = content(&digester.finish());
        let extracted = extracted(item, version, &reading, digests, Vec::new());
        return Ok(Some(Finished {
            extracted,
            reading,
            staged: Vec::new(),
        }));
    }
    Ok(None)
}

/// What stands for the name of the item before its suffix.
const STEM: &[u8] = b"isnad-item";

/// All that a reader may know of the name: its suffix. So equal bytes are read alike wherever they lay.
fn name_for_reader(path: &ItemPath) -> Vec<u8> {
    let name = path
        .as_bytes()
        .rsplit(|b| *b == b'/')
        .next()
        .unwrap_or_default();
    match name.iter().rposition(|b| *b == b'.') {
        Some(dot) if name.len() - dot <= 12 => {
            let mut plain = STEM.to_vec();
            plain.extend_from_slice(name.get(dot..).unwrap_or_default());
            plain.make_ascii_lowercase();
            plain
        }
        _ => STEM.to_vec(),
    }
}

/// A reader that calls a member after its container knows only what stands for the container's name.
fn name_of_member(member: &[u8], container: &[u8]) -> Vec<u8> {
    let Some(rest) = member.strip_prefix(STEM) else {
        return member.to_vec();
    };
    let name = container.rsplit(|b| *b == b'/').next().unwrap_or_default();
    let stem = name
        .iter()
        .rposition(|b| *b == b'.')
        .filter(|dot| *dot > 0)
        .and_then(|dot| name.get(..dot));
    let mut called = stem.unwrap_or(name).to_vec();
    called.extend_from_slice(rest);
    called
}

/// Puts members into the vault as they come.
struct Sink<'a> {
    vault: &'a Vault,
    limits: &'a Limits,
    container: &'a DueItem,
    open: Option<(MemberHead, Option<Stager>)>,
    members: Vec<Member>,
    staged: Vec<Staged>,
    failed: Option<VaultError>,
}

impl<'a> Sink<'a> {
    fn new(vault: &'a Vault, limits: &'a Limits, container: &'a DueItem) -> Self {
        Self {
            vault,
            limits,
            container,
            open: None,
            members: Vec::new(),
            staged: Vec::new(),
            failed: None,
        }
    }

    fn finish(self) -> (Vec<Member>, Vec<Staged>) {
        (self.members, self.staged)
    }

    fn fail(&mut self, error: VaultError) -> FormatFault {
        let told = io::Error::other(error.to_string());
        self.failed = Some(error);
        FormatFault::Machine(told)
    }
}

impl MemberSink for Sink<'_> {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        if self.container.id.depth() as u64 >= self.limits.depth {
            let cut = "members of this container are not taken out";
            return Err(self.limits.hit(LimitKind::Depth, cut).into());
        }
        let stager = match &head.problem {
            // Only the name is known, or the bytes are cut: the file itself is not there whole.
            Some(_) => None,
            None => Some(self.vault.stage().map_err(|e| self.fail(e))?),
        };
        self.open = Some((head, stager));
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        let Some((_, Some(stager))) = &mut self.open else {
            return Ok(());
        };
        stager.write(bytes).map_err(|e| self.fail(e))
    }

    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        let Some((head, stager)) = self.open.take() else {
            return Ok(());
        };
        let problem = problem.or(head.problem);
        let staged = match stager {
            // What could be taken out of a broken member is kept; a member without a byte has no content.
            Some(stager) if problem.is_none() || stager.size_bytes() > 0 => {
                Some(stager.finish().map_err(|e| self.fail(e))?)
            }
            _ => None,
        };
        let ended = problem.map(|problem| MemberEnded {
            state: problem.state,
            reason: problem.reason,
        });
        let ended = match (&staged, ended) {
            (None, None) => Some(MemberEnded {
                state: ItemState::Empty,
                reason: "it has no bytes".to_owned(),
            }),
            (_, ended) => ended,
        };
        self.members.push(Member {
            name: PathText::from(&ItemPath::from_bytes(name_of_member(
                &head.name,
                self.container.path.as_bytes(),
            ))),
            content: staged.as_ref().map(|staged| content(staged.digests())),
            modified: head.modified,
            ended,
        });
        self.staged.extend(staged);
        Ok(())
    }

    fn forget(&mut self) -> bool {
        // What is dropped here was not acknowledged; the next long work clears it away.
        self.open = None;
        self.members.clear();
        self.staged.clear();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_learns_the_suffix_and_nothing_else() {
        let name = |path: &str| name_for_reader(&ItemPath::from_bytes(path.as_bytes()));
        assert_eq!(name("الفرع/كتاب رقم 5.PDF"), b"isnad-item.pdf");
        assert_eq!(name("a.b/README"), b"isnad-item");
        assert_eq!(name("x.a-very-long-suffix"), b"isnad-item");
    }

    #[test]
    fn a_member_without_a_name_of_its_own_is_called_after_its_container() {
        let called = |member: &[u8], container: &str| name_of_member(member, container.as_bytes());
        assert_eq!(called(b"isnad-item", "a/backup.tar.gz"), b"backup.tar");
        assert_eq!(called(b"isnad-item", "a/letter.gz"), b"letter");
        assert_eq!(called(b"isnad-item.tar", "a/b.tgz"), b"b.tar");
        assert_eq!(called(b"inner/isnad-item", "a/b.zip"), b"inner/isnad-item");
    }
}
