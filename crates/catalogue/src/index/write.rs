//! Putting pages into the index.

use super::{Index, PageDoc, Reading, dates};
use crate::CatalogueError;
use domain::ItemId;
use std::path::Path;
use std::time::Duration;
use tantivy::directory::META_LOCK;
use tantivy::index::SegmentId;
use tantivy::indexer::{LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::{Directory, TantivyDocument, TantivyError, Term};

/// Memory for pages not yet written, all threads together. More makes fewer, larger segments.
const BUFFER_BYTES: usize = 160_000_000;
/// The machine this is made for has two cores.
const THREADS: usize = 2;
/// A segment with more pages is left alone when a few pages are put in.
const SMALL_SEGMENT_PAGES: usize = 5_000;
/// How often segments that another merge is busy with are asked for, and how long it waits between.
const MERGE_ATTEMPTS: u32 = 100;
const MERGE_PATIENCE: Duration = Duration::from_millis(50);

impl Index {
    /// Takes away files that no commit knows: a writer that was killed had made them, and a fresh one,
    /// which counts on from the same commit, would want to make some of the same name. To be called by
    /// the holder of the writer's lock.
    fn sweep(&self) -> Result<(), CatalogueError> {
        let engine = &self.inner.engine;
        // Whoever opens the segments of a commit holds this lock meanwhile.
        let _opening = engine
            .directory()
            .acquire_lock(&META_LOCK)
            .map_err(|e| self.failed(&e))?;
        let commit = engine.load_metas().map_err(|e| self.failed(&e))?;
        let known = commit.list_segment_files();
        let files = std::fs::read_dir(&self.inner.folder).map_err(|e| self.failed(&e))?;
        for file in files {
            let file = file.map_err(|e| self.failed(&e))?;
            let name = file.file_name();
            // Files of segments are named after them; locks and lists of the engine are not.
            let segment = name.to_str().and_then(|name| name.split_once('.'));
            let of_segment = segment.is_some_and(|(id, _)| SegmentId::from_uuid_string(id).is_ok());
            if of_segment && !known.contains(Path::new(&name)) {
                std::fs::remove_file(file.path()).map_err(|e| self.failed(&e))?;
            }
        }
        Ok(())
    }
}

/// The writer of an index. Dropping it leaves out what was put since the last commit.
pub struct IndexWriter {
    index: Index,
    engine: tantivy::IndexWriter,
}

impl IndexWriter {
    pub(super) fn new(index: Index) -> Result<Self, CatalogueError> {
        let engine = index
            .inner
            .engine
            .writer_with_num_threads(THREADS, BUFFER_BYTES)
            .map_err(|e| index.failed(&e))?;
        index.sweep()?;
        // A fresh writer numbers its first operation like the last commit, and a merge that runs
        // meanwhile takes it for a part of that commit in some segments and not in others: the pages
        // that the first item replaces could stay. An empty batch takes that number away.
        engine
            .run(Vec::<UserOperation>::new())
            .map_err(|e| index.failed(&e))?;
        Ok(Self { index, engine })
    }

    /// Puts the pages of an item in place of all its earlier ones; no pages take the item out.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the writer has failed, by a full disk for instance; open a new
    /// one and go on from [`Index::position`].
    pub fn put_item(&self, item: &ItemId, pages: &[PageDoc]) -> Result<(), CatalogueError> {
        let number = Term::from_field_text(self.index.inner.fields.item, &item.to_string());
        let mut operations = vec![UserOperation::Delete(number)];
        operations.extend(
            pages
                .iter()
                .map(|page| UserOperation::Add(self.entry(item, page))),
        );
        // INVARIANT: one batch lands in one segment, side by side. Counting items relies on it.
        self.engine
            .run(operations)
            .map_err(|e| self.index.failed(&e))?;
        Ok(())
    }

    /// Takes an item out with everything that lies in it.
    pub fn take_out(&self, item: &ItemId) {
        let around = Term::from_field_text(self.index.inner.fields.within, &item.to_string());
        self.engine.delete_term(around);
    }

    /// Makes everything put so far durable and visible, made up to this position in the ledger.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if it could not be written; the earlier commit stays.
    pub fn commit(&mut self, position: u64) -> Result<(), CatalogueError> {
        let index = self.index.clone();
        let failed = |e| index.failed(&e);
        let mut commit = self.engine.prepare_commit().map_err(failed)?;
        commit.set_payload(&position.to_string());
        commit.commit().map_err(failed)?;
        self.index.reload()
    }

    /// From now on, a commit of this writer sets off merges of small segments alone, so that a correction
    /// of one page never waits for a large one.
    pub fn merge_small_alone(&self) {
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(SMALL_SEGMENT_PAGES);
        self.engine.set_merge_policy(Box::new(policy));
    }

    /// Ends the writer when its merges have ended.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if one failed; what was committed stays.
    pub fn end(self) -> Result<(), CatalogueError> {
        let index = self.index;
        self.engine
            .wait_merging_threads()
            .map_err(|e| index.failed(&e))?;
        index.reload()
    }

    /// Takes every page out; the index stands at position 0 again.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the index cannot be written.
    pub fn clear(&mut self) -> Result<(), CatalogueError> {
        let index = self.index.clone();
        self.engine
            .delete_all_documents()
            .map_err(|e| index.failed(&e))?;
        self.commit(0)
    }

    /// Rewrites the segments that still hold replaced pages. Until then the words of replaced pages
    /// count in how rare a word is, and so, a little, in the order by relevance; the hits
    /// and all counts do not depend on it.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if it could not be written.
    pub fn compact(&mut self) -> Result<(), CatalogueError> {
        let index = self.index.clone();
        let failed = |e: tantivy::TantivyError| index.failed(&e);
        self.engine.set_merge_policy(Box::new(NoMergePolicy));
        let mut attempts = 0;
        loop {
            let metas = index
                .inner
                .engine
                .searchable_segment_metas()
                .map_err(failed)?;
            let loaded: Vec<_> = metas
                .iter()
                .filter(|meta| meta.has_deletes())
                .map(|meta| meta.id())
                .collect();
            if loaded.is_empty() {
                return self.index.reload();
            }
            // A merge that was under way before may have taken one of these segments meanwhile.
            match self.engine.merge(&loaded).wait() {
                Ok(_) => {}
                Err(TantivyError::InvalidArgument(_)) if attempts < MERGE_ATTEMPTS => {
                    std::thread::sleep(MERGE_PATIENCE);
                }
                Err(error) => return Err(failed(error)),
            }
            attempts += 1;
        }
    }

    fn entry(&self, item: &ItemId, page: &PageDoc) -> TantivyDocument {
        let fields = &self.index.inner.fields;
        let mut entry = TantivyDocument::default();
        let file_name = page.path.rsplit('/').next().unwrap_or_default();
        for reading in Reading::ALL {
            let field = fields.reading(reading);
            entry.add_text(field, &page.text);
            if page.page <= 1 {
                entry.add_text(field, &page.title);
                entry.add_text(field, file_name);
            }
        }
        entry.add_text(fields.text, &page.text);
        entry.add_text(fields.title, &page.title);
        entry.add_text(fields.item, item.to_string());
        entry.add_text(fields.item_key, item.sort_key());
        let mut around = Some(item.clone());
        while let Some(container) = around {
            entry.add_text(fields.within, container.to_string());
            around = container.parent();
        }
        entry.add_u64(fields.page, u64::from(page.page));
        entry.add_text(fields.path, &page.path);
        entry.add_text(fields.path_words, &page.path);
        entry.add_text(fields.kind, page.kind.to_lowercase());
        entry.add_text(fields.state, page.state.name());
        if let Some(quality) = page.quality {
            entry.add_text(fields.quality, quality.name());
        }
        entry.add_text(fields.language, page.language.to_lowercase());
        entry.add_text(fields.accession, page.accession.to_string());
        let folder = page.path.split_once('/').map_or("", |(folder, _)| folder);
        entry.add_text(fields.folder, folder);
        self.add_dates(&mut entry, page);
        if let Some(modified) = page.modified {
            entry.add_i64(fields.modified, modified.unix_ms());
        }
        entry
    }

    fn add_dates(&self, entry: &mut TantivyDocument, page: &PageDoc) {
        let fields = &self.index.inner.fields;
        let mut years: Vec<&str> = Vec::new();
        let mut first: Option<(i64, &str)> = None;
        for date in &page.dates {
            entry.add_text(fields.dates, date);
            let Some((first_day, _)) = dates::days_of(date) else {
                continue;
            };
            let mut parts = date.split('-');
            let number = |part: Option<&str>| part.and_then(|p| p.parse::<i64>().ok());
            let year = parts.next().unwrap_or_default();
            let (month, day) = (number(parts.next()), number(parts.next()));
            match (number(Some(year)), month, day) {
                (_, Some(_), Some(_)) => entry.add_i64(fields.date_day, first_day),
                (Some(year), Some(month), None) => {
                    entry.add_i64(fields.date_month, year * 12 + month - 1);
                }
                (Some(year), None, _) => entry.add_i64(fields.date_year, year),
                _ => {}
            }
            if !years.contains(&year) {
                years.push(year);
                entry.add_text(fields.year, year);
            }
            if first.is_none_or(|(day, _)| first_day < day) {
                first = Some((first_day, date));
            }
        }
        if let Some((_, date)) = first {
            entry.add_text(fields.first_date, date);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AccessionId, ItemState};
    use std::fs;

    fn page(item: u32, text: &str) -> PageDoc {
        PageDoc {
            item: ItemId::new(item),
            accession: AccessionId::new(1),
            page: 1,
            text: text.to_owned(),
            title: String::new(),
            path: format!("papers/{item}.txt"),
            kind: "text".to_owned(),
            state: ItemState::Read,
            dates: Vec::new(),
            quality: None,
            language: "ar".to_owned(),
            modified: None,
        }
    }

    #[test]
    fn deletions_of_a_killed_writer_stand_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(folder.path()).unwrap();
        let mut writer = index.writer().unwrap();
        let both = [1, 2]
            .map(|item| UserOperation::Add(writer.entry(&ItemId::new(item), &page(item, "كتاب"))));
        writer.engine.run(both).unwrap();
        writer.commit(1).unwrap();
        drop(writer);
        let commit = fs::read(folder.path().join("meta.json")).unwrap();
        let replaced = |index: &Index| {
            let mut writer = index.writer().unwrap();
            writer.engine.set_merge_policy(Box::new(NoMergePolicy));
            writer
                .put_item(&ItemId::new(1), &[page(1, "كتاب جديد")])
                .unwrap();
            writer.commit(2)
        };
        replaced(&index).unwrap();
        // Killed before the commit was noted: its files are there, and nothing says so.
        fs::write(folder.path().join("meta.json"), commit).unwrap();
        let deletions = || {
            let files = fs::read_dir(folder.path()).unwrap().flatten();
            let names = files.map(|file| file.file_name().into_string().unwrap());
            names.filter(|name| name.ends_with(".del")).count()
        };
        assert_eq!(deletions(), 1);
        let index = Index::open(folder.path()).unwrap();
        replaced(&index).unwrap();
        assert_eq!(index.position().unwrap(), 2);
        assert_eq!(deletions(), 1);
    }

    #[test]
    fn the_first_item_of_a_fresh_writer_is_replaced_whatever_is_merged_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(folder.path()).unwrap();
        let mut writer = index.writer().unwrap();
        writer.engine.set_merge_policy(Box::new(NoMergePolicy));
        let add = |writer: &IndexWriter, item: u32| {
            UserOperation::Add(writer.entry(&ItemId::new(item), &page(item, "كتاب")))
        };
        // Two items in one segment; one of them is replaced by the next commit.
        let both = vec![add(&writer, 1), add(&writer, 2)];
        writer.engine.run(both).unwrap();
        writer.commit(1).unwrap();
        writer
            .put_item(&ItemId::new(2), &[page(2, "كتاب آخر")])
            .unwrap();
        writer.commit(2).unwrap();
        drop(writer);

        // As after a kill: a fresh writer, an item read again, and a merge in the background.
        let mut writer = index.writer().unwrap();
        writer.engine.set_merge_policy(Box::new(NoMergePolicy));
        writer
            .put_item(&ItemId::new(1), &[page(1, "كتاب جديد")])
            .unwrap();
        let mut metas = index.inner.engine.searchable_segment_metas().unwrap();
        metas.sort_by_key(tantivy::SegmentMeta::has_deletes);
        let ids: Vec<_> = metas.iter().map(tantivy::SegmentMeta::id).collect();
        assert_eq!(ids.len(), 2);
        writer.engine.merge(&ids).wait().unwrap();
        writer.commit(3).unwrap();
        let pages: u32 = index
            .inner
            .engine
            .searchable_segment_metas()
            .unwrap()
            .iter()
            .map(tantivy::SegmentMeta::num_docs)
            .sum();
        assert_eq!(pages, 2, "a page that was replaced is still there");
    }
}
