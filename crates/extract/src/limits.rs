//! How much one file may cost.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Every bound on the reading of one file, in one place. A bound that is met is told in words with
/// its name and value, never passed over in silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file itself, in bytes. A larger one is not opened.
    pub input_bytes: u64,
    /// All bytes the child may send back for one file, members included.
    pub output_bytes: u64,
    /// UTF-8 bytes of text of one file, all pages together.
    pub text_bytes: u64,
    /// Members of one container.
    pub members: u64,
    /// Unpacked size of one member, in bytes.
    pub member_bytes: u64,
    /// Unpacked size of all members of one container, in bytes.
    pub member_bytes_total: u64,
    /// Unpacked bytes for each packed byte; asked only beyond [`RATIO_FREE_BYTES`].
    pub ratio: u64,
    /// Containers within containers. A file received as such stands at depth 0.
    pub depth: u64,
    /// Pages, sheets or slides of one file.
    pub pages: u64,
    /// Pages of one file that are read optically.
    pub ocr_pages: u64,
    /// Width times height of one picture.
    pub pixels: u64,
    /// Elements nested in one another, in markup.
    pub nesting: u64,
    /// Time by the parent's clock for one file, in milliseconds.
    pub wall_ms: u64,
    /// Processor time of the child and of each tool for one file, in milliseconds.
    pub cpu_ms: u64,
    /// Memory of the child, and of each tool it starts, in bytes.
    pub memory_bytes: u64,
    /// Size of one file in the private folder, in bytes.
    pub scratch_bytes: u64,
    /// Open files of the child.
    pub open_files: u64,
    /// Processes of the child's user.
    pub processes: u64,
}

/// Unpacked bytes below which no ratio is asked: a small file of zeros is no bomb.
pub const RATIO_FREE_BYTES: u64 = 32 * MIB;

const MIB: u64 = 1024 * 1024;
const GIB: u64 = 1024 * MIB;

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 * GIB,
            output_bytes: 64 * GIB,
            text_bytes: 256 * MIB,
            members: 100_000,
            member_bytes: 16 * GIB,
            member_bytes_total: 64 * GIB,
            ratio: 200,
            depth: 8,
            pages: 20_000,
            ocr_pages: 500,
            pixels: 100_000_000,
            nesting: 100_000,
            wall_ms: 60_000,
            cpu_ms: 60_000,
            memory_bytes: GIB,
            scratch_bytes: 512 * MIB,
            open_files: 256,
            processes: 64,
        }
    }
}

/// Which bound was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// [`Limits::input_bytes`]
    InputBytes,
    /// [`Limits::output_bytes`]
    OutputBytes,
    /// [`Limits::text_bytes`]
    TextBytes,
    /// [`Limits::members`]
    Members,
    /// [`Limits::member_bytes`]
    MemberBytes,
    /// [`Limits::member_bytes_total`]
    MemberBytesTotal,
    /// [`Limits::ratio`]
    Ratio,
    /// [`Limits::depth`]
    Depth,
    /// [`Limits::pages`]
    Pages,
    /// [`Limits::ocr_pages`]
    OcrPages,
    /// [`Limits::pixels`]
    Pixels,
    /// [`Limits::nesting`]
    Nesting,
    /// [`Limits::wall_ms`]
    WallMs,
    /// [`Limits::cpu_ms`]
    CpuMs,
    /// [`Limits::memory_bytes`]
    MemoryBytes,
    /// [`Limits::scratch_bytes`]
    ScratchBytes,
}

impl LimitKind {
    /// Every bound that can be met, in the order of [`Limits`].
    pub const ALL: [LimitKind; 16] = [
        LimitKind::InputBytes,
        LimitKind::OutputBytes,
        LimitKind::TextBytes,
        LimitKind::Members,
        LimitKind::MemberBytes,
        LimitKind::MemberBytesTotal,
        LimitKind::Ratio,
        LimitKind::Depth,
        LimitKind::Pages,
        LimitKind::OcrPages,
        LimitKind::Pixels,
        LimitKind::Nesting,
        LimitKind::WallMs,
        LimitKind::CpuMs,
        LimitKind::MemoryBytes,
        LimitKind::ScratchBytes,
    ];

    /// The name in settings and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            LimitKind::InputBytes => "input_bytes",
            LimitKind::OutputBytes => "output_bytes",
            LimitKind::TextBytes => "text_bytes",
            LimitKind::Members => "members",
            LimitKind::MemberBytes => "member_bytes",
            LimitKind::MemberBytesTotal => "member_bytes_total",
            LimitKind::Ratio => "ratio",
            LimitKind::Depth => "depth",
            LimitKind::Pages => "pages",
            LimitKind::OcrPages => "ocr_pages",
            LimitKind::Pixels => "pixels",
            LimitKind::Nesting => "nesting",
            LimitKind::WallMs => "wall_ms",
            LimitKind::CpuMs => "cpu_ms",
            LimitKind::MemoryBytes => "memory_bytes",
            LimitKind::ScratchBytes => "scratch_bytes",
        }
    }
}

/// A bound that was met: which, its value, and what was cut. Written as one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitHit {
    /// Which bound.
    pub kind: LimitKind,
    /// Its value.
    pub limit: u64,
    /// What was not read because of it, as the end of a sentence: `the pages after 20000 were not read`.
    pub cut: String,
}

impl fmt::Display for LimitHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "limit `{}` of {} reached: {}",
            self.kind.name(),
            self.limit,
            self.cut
        )
    }
}

impl Limits {
    /// The value of one bound.
    pub const fn value(&self, kind: LimitKind) -> u64 {
        match kind {
            LimitKind::InputBytes => self.input_bytes,
            LimitKind::OutputBytes => self.output_bytes,
            LimitKind::TextBytes => self.text_bytes,
            LimitKind::Members => self.members,
            LimitKind::MemberBytes => self.member_bytes,
            LimitKind::MemberBytesTotal => self.member_bytes_total,
            LimitKind::Ratio => self.ratio,
            LimitKind::Depth => self.depth,
            LimitKind::Pages => self.pages,
            LimitKind::OcrPages => self.ocr_pages,
            LimitKind::Pixels => self.pixels,
            LimitKind::Nesting => self.nesting,
            LimitKind::WallMs => self.wall_ms,
            LimitKind::CpuMs => self.cpu_ms,
            LimitKind::MemoryBytes => self.memory_bytes,
            LimitKind::ScratchBytes => self.scratch_bytes,
        }
    }

    /// The bounds that differ from the usual ones, each as `name=value`, in the order of the struct.
    pub fn unusual(&self) -> Vec<String> {
        let usual = Self::default();
        LimitKind::ALL
            .into_iter()
            .filter(|kind| self.value(*kind) != usual.value(*kind))
            .map(|kind| format!("{}={}", kind.name(), self.value(kind)))
            .collect()
    }

    /// Sets a bound from `name=value`.
    ///
    /// # Errors
    /// Where there is no bound of that name, or the value is no whole number above 0.
    pub fn set(&mut self, assignment: &str) -> Result<(), String> {
        let names = || LimitKind::ALL.map(LimitKind::name).join(", ");
        let parts = assignment.split_once('=');
        let (name, value) = parts.ok_or_else(|| format!("`{assignment}` is no NAME=VALUE"))?;
        let kind = LimitKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name.trim())
            .ok_or_else(|| format!("there is no limit `{name}`; there are {}", names()))?;
        let value = value.trim().replace('_', "").parse().unwrap_or_default();
        if value == 0 {
            return Err(format!("the limit `{name}` wants a whole number above 0"));
        }
        *self.place(kind) = value;
        Ok(())
    }

    const fn place(&mut self, kind: LimitKind) -> &mut u64 {
        match kind {
            LimitKind::InputBytes => &mut self.input_bytes,
            LimitKind::OutputBytes => &mut self.output_bytes,
            LimitKind::TextBytes => &mut self.text_bytes,
            LimitKind::Members => &mut self.members,
            LimitKind::MemberBytes => &mut self.member_bytes,
            LimitKind::MemberBytesTotal => &mut self.member_bytes_total,
            LimitKind::Ratio => &mut self.ratio,
            LimitKind::Depth => &mut self.depth,
            LimitKind::Pages => &mut self.pages,
            LimitKind::OcrPages => &mut self.ocr_pages,
            LimitKind::Pixels => &mut self.pixels,
            LimitKind::Nesting => &mut self.nesting,
            LimitKind::WallMs => &mut self.wall_ms,
            LimitKind::CpuMs => &mut self.cpu_ms,
            LimitKind::MemoryBytes => &mut self.memory_bytes,
            LimitKind::ScratchBytes => &mut self.scratch_bytes,
        }
    }

    /// The hit of one bound, with what was cut as the end of a sentence.
    pub fn hit(&self, kind: LimitKind, cut: impl Into<String>) -> LimitHit {
        LimitHit {
            kind,
            limit: self.value(kind),
            cut: cut.into(),
        }
    }

    /// Lets `value` pass while it is within the bound.
    ///
    /// # Errors
    /// The [`LimitHit`] where `value` is above it.
    pub fn within(&self, kind: LimitKind, value: u64, cut: &str) -> Result<(), LimitHit> {
        if value > self.value(kind) {
            Err(self.hit(kind, cut))
        } else {
            Ok(())
        }
    }

    /// Lets `unpacked` bytes from `packed` bytes pass while their ratio is that of honest packing.
    ///
    /// # Errors
    /// The [`LimitHit`] of `ratio` beyond [`RATIO_FREE_BYTES`].
    pub fn within_ratio(&self, packed: u64, unpacked: u64) -> Result<(), LimitHit> {
        let honest = packed
            .max(1)
            .saturating_mul(self.ratio)
            .max(RATIO_FREE_BYTES);
        if unpacked > honest {
            Err(self.hit(
                LimitKind::Ratio,
                format!("{unpacked} bytes came out of {packed}; the unpacking was stopped there"),
            ))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_lets_its_own_value_pass_and_no_more() {
        let limits = Limits {
            pages: 3,
            ..Limits::default()
        };
        assert!(limits.within(LimitKind::Pages, 3, "x").is_ok());
        let hit = limits
            .within(LimitKind::Pages, 4, "page 4 was not read")
            .unwrap_err();
        assert_eq!(
            hit.to_string(),
            "limit `pages` of 3 reached: page 4 was not read"
        );
    }

    #[test]
    fn every_bound_is_told_under_the_name_it_is_set_by_and_with_its_own_value() {
        use LimitKind as K;
        const ALL: [LimitKind; 16] = [
            K::InputBytes,
            K::OutputBytes,
            K::TextBytes,
            K::Members,
            K::MemberBytes,
            K::MemberBytesTotal,
            K::Ratio,
            K::Depth,
            K::Pages,
            K::OcrPages,
            K::Pixels,
            K::Nesting,
            K::WallMs,
            K::CpuMs,
            K::MemoryBytes,
            K::ScratchBytes,
        ];
        // Each bound gets a value of its own, so that none can be taken for another.
        let mut set = serde_json::to_value(Limits::default()).unwrap();
        let fields = set.as_object_mut().unwrap();
        for (n, value) in fields.values_mut().enumerate() {
            *value = (1_000 + n).into();
        }
        let limits: Limits = serde_json::from_value(set.clone()).unwrap();
        for kind in ALL {
            assert_eq!(set[kind.name()], limits.value(kind), "{}", kind.name());
            let over = limits
                .within(kind, limits.value(kind) + 1, "x")
                .unwrap_err();
            assert!(over.to_string().contains(kind.name()));
        }
        // Open files and processes are held by the kernel, whose refusal names itself.
        assert_eq!(set.as_object().unwrap().len(), ALL.len() + 2);
    }

    #[test]
    fn a_bound_is_set_by_its_name_and_told_where_it_is_unusual() {
        let mut limits = Limits::default();
        assert!(limits.unusual().is_empty());
        limits.set("wall_ms=600_000").unwrap();
        limits.set("pages=3").unwrap();
        assert_eq!(limits.unusual(), ["pages=3", "wall_ms=600000"]);
        for wrong in ["wall_ms", "wall=3", "pages=0", "pages=-1"] {
            assert!(limits.set(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_ratio_is_asked_only_of_what_is_large() {
        let limits = Limits::default();
        assert!(limits.within_ratio(10, RATIO_FREE_BYTES).is_ok());
        assert!(limits.within_ratio(10, RATIO_FREE_BYTES + 1).is_err());
        assert!(limits.within_ratio(MIB, 200 * MIB).is_ok());
        assert!(limits.within_ratio(MIB, 200 * MIB + 1).is_err());
        assert!(limits.within_ratio(0, u64::MAX).is_err());
    }
}
