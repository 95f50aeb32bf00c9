//! The parts of an Office Open XML package (ECMA-376 part 2).

use super::ole_object;
use crate::format::archive::zip_directory::{self, ZipDirectory};
use crate::format::archive::zip_member::{NoBytes, unpack};
use crate::format::markup::xml::{self, Piece, XmlReader};
use crate::format::{FormatFault, Input, MemberSink};
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// An opened package.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    directory: ZipDirectory,
    /// Part name in lower case, without a leading slash, to its place in the directory.
    parts: BTreeMap<String, usize>,
    limits: &'a Limits,
}

/// What a part refers to.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The name by which the part refers to it.
    pub id: String,
    /// The last word of its kind: `image`, `hyperlink`, `slide`.
    pub kind: String,
    /// The part's name, or the address outside.
    pub target: String,
    /// It lies outside the package.
    pub external: bool,
}

/// Unpacked bytes of one part that are held at most; beyond it the part is cut.
const PART_BYTES: u64 = 256 << 20;

impl<'a> Package<'a> {
    /// Opens the package of `input`.
    ///
    /// # Errors
    /// [`FormatFault::Damaged`] where no part is found.
    pub(crate) fn open(input: &Input<'a>, out: &mut Outcome) -> Result<Self, FormatFault> {
        let most = usize::try_from(input.limits().members).unwrap_or(usize::MAX);
        let directory = zip_directory::open(input.bytes, most);
        if directory.entries.is_empty() {
            return Err(FormatFault::Damaged(
                "the package holds no part that can be found".to_owned(),
            ));
        }
        if !directory.faults.is_empty() {
            out.in_part(format!(
                "the package is damaged: {}",
                directory.faults.join("; ")
            ));
        }
        let mut parts = BTreeMap::new();
        for (at, entry) in directory.entries.iter().enumerate() {
            let name = String::from_utf8_lossy(&entry.name).replace('\\', "/");
            parts
                .entry(name.trim_start_matches('/').to_lowercase())
                .or_insert(at);
        }
        Ok(Self {
            bytes: input.bytes,
            directory,
            parts,
            limits: input.limits(),
        })
    }

    /// Whether the part is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// Whether a part lies in this folder.
    pub(crate) fn has_under(&self, folder: &str) -> bool {
        self.under(folder).next().is_some()
    }

    /// The names of the parts in this folder, in lower case, sorted with numbers in their order.
    pub(crate) fn under(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.parts
            .range(folder.to_owned()..)
            .map(|(name, _)| name.as_str())
            .take_while({
                let folder = folder.to_owned();
                move |name| name.starts_with(&folder)
            })
    }

    /// Every part's name, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The bytes of a part; none where it is absent. What cannot be read is told in `out`.
    pub(crate) fn bytes_of(&self, name: &str, out: &mut Outcome) -> Option<Vec<u8>> {
        let entry = self
            .directory
            .entries
            .get(*self.parts.get(&name.to_lowercase())?)?;
        let mut source = match unpack(self.bytes, entry) {
            Ok(source) => source,
            Err(fault) => {
                out.in_part(match fault {
                    NoBytes::Encrypted => {
                        format!("the part `{name}` is encrypted; a password is needed")
                    }
                    NoBytes::Method(method) => format!(
                        "the part `{name}` is packed with {method}, which cannot be unpacked here"
                    ),
                    NoBytes::NoHeader => {
                        format!("the part `{name}` is not where the directory says")
                    }
                });
                return None;
            }
        };
        let honest = entry
            .packed
            .max(1)
            .saturating_mul(self.limits.ratio)
            .max(crate::limits::RATIO_FREE_BYTES);
        let most = honest.min(PART_BYTES).min(self.limits.member_bytes);
        let mut bytes = Vec::new();
        if let Err(error) = (&mut source).take(most + 1).read_to_end(&mut bytes) {
            out.in_part(format!(
                "the part `{name}` could be unpacked only in part: {error}"
            ));
        }
        if bytes.len() as u64 > most {
            bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            let hit = match self.limits.within_ratio(entry.packed, most + 1) {
                Err(hit) => hit.to_string(),
                Ok(()) => format!("limit of {most} bytes for one part reached"),
            };
            out.in_part(format!("the part `{name}` was cut: {hit}"));
        }
        Some(bytes)
    }

    /// The text of an XML part.
    pub(crate) fn xml(&self, name: &str, out: &mut Outcome) -> Option<String> {
        self.bytes_of(name, out).map(|bytes| xml::to_text(&bytes))
    }

    /// What a part refers to, by its relationship part; the package itself for an empty name.
    pub(crate) fn relations(&self, part: &str, out: &mut Outcome) -> Vec<Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(text) = self.xml(name.trim_start_matches('/'), out) else {
            return Vec::new();
        };
        let mut relations = Vec::new();
        let mut reader = XmlReader::new(&text);
        while let Some(piece) = reader.next() {
            if let Piece::Open(tag) = piece
                && tag.name() == "Relationship"
            {
                let target = tag.attr("Target").unwrap_or_default();
                let external = tag
                    .attr("TargetMode")
                    .is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                let kind = tag.attr("Type").unwrap_or_default();
                relations.push(Relation {
                    id: tag.attr("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: if external {
                        target
                    } else {
                        resolve(folder, &target)
                    },
                    external,
                });
            }
        }
        relations
    }

    /// Warns of what lies outside and would be fetched on opening: templates, frames, linked files.
    pub(crate) fn note_outside(&self, out: &mut Outcome) {
        let lists: Vec<String> = self
            .names()
            .filter(|name| name.ends_with(".rels"))
            .take(5_000)
            .map(str::to_owned)
            .collect();
        let mut told = BTreeSet::new();
        for list in lists {
            let part = list.replacen("_rels/", "", 1);
            let part = part.strip_suffix(".rels").unwrap_or(&part).to_owned();
            for relation in self.relations(&part, out) {
                if relation.external && relation.kind != "hyperlink" && told.len() < 100 {
                    told.insert((relation.kind, relation.target));
                }
            }
        }
        for (kind, target) in told {
            out.meta("office.outside", &target);
            out.warn(format!(
                "the document refers to `{target}` outside itself ({kind}); it was not fetched"
            ));
        }
    }

    /// Hands over what is embedded: pictures, sound, objects, inserted documents, macros.
    ///
    /// # Errors
    /// The limits of containers.
    pub(crate) fn hand_embedded(
        &self,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        let chunks: BTreeSet<String> = self
            .relations("word/document.xml", out)
            .into_iter()
            .filter(|r| r.kind == "aFChunk" && !r.external)
            .map(|r| r.target.to_lowercase())
            .collect();
        let names: Vec<String> = self.names().map(str::to_owned).collect();
        for name in names {
            let macros = name.ends_with("vbaproject.bin");
            let embedded = name.contains("/media/") || name.contains("/embeddings/");
            if !(embedded || macros || chunks.contains(&name)) || name.ends_with('/') {
                continue;
            }
            if macros {
                out.meta("office.macros", "yes");
                out.warn("the document holds macros; none was run");
            }
            let faults = |out: &mut Outcome| self.bytes_of(&name, out);
            let Some(bytes) = faults(out) else {
                let problem = MemberProblem {
                    state: ItemState::Damaged,
                    reason: "the part cannot be unpacked".to_owned(),
                };
                members.begin(MemberHead {
                    name: name.clone().into_bytes(),
                    shown: name.clone(),
                    modified: None,
                    problem: Some(problem),
                })?;
                members.end(None)?;
                continue;
            };
            let inner = if bytes.starts_with(ole_object::COMPOUND) {
                ole_object::native_file(&bytes)
            } else {
                None
            };
            let (shown, bytes) = match inner {
                Some(file) => {
                    out.meta("office.embedded.source", &file.source);
                    (format!("{name}/{}", file.name), file.bytes)
                }
                None => (name.clone(), bytes),
            };
            members.begin(MemberHead::named(shown))?;
            members.write(&bytes)?;
            members.end(None)?;
        }
        Ok(())
    }
}

/// A target relative to a folder as the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/'));
    }
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}
