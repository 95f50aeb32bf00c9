//! The little that is kept of an item so that those it may be a copy of are found among all.

use crate::compare::Portrait;
use crate::shade::{FRAMES, Hash, Shade, WORDS};

/// Letters of the two kinds of shingles, and how many of each a sketch keeps. Short ones survive a bad
/// reader; long ones are still rare where many papers hold the same names. Kept are those with the
/// smallest digests, so that two sketches keep the same ones of what two texts share (Broder, 1997:
/// bottom-k).
const SHORT: (usize, usize) = (5, 96);
const LONG: (usize, usize) = (9, 160);
/// Letters below which a text has no sketch.
const LETTERS_NEEDED: usize = 40;
/// Shingles that a sketch keeps at most.
pub const SKETCH_AT_MOST: usize = SHORT.1 + LONG.1;
/// Pages whose looks are kept: a copy is found by its first pages and compared in all.
pub const HASHES_AT_MOST: usize = 2;
/// The four ways in which a page can lie.
pub(crate) const TURNS: usize = 4;

/// What is kept of a page's looks: its hash in each of the four ways it can lie, and of a photograph the
/// hashes of the frames that a cut-out of it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Look {
    pub of_ink: bool,
    pub hashes: [Hash; TURNS],
    pub frames: Vec<Hash>,
}

/// Marks of an item. Two items without a shingle and without a look in common are never compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    pub(crate) sketch: Vec<u32>,
    pub(crate) looks: Vec<Look>,
}

impl Marks {
    /// Of an item.
    pub fn of(portrait: &Portrait) -> Self {
        let mut looks = Vec::new();
        // Papers are not cut out of one another, and from afar many look alike.
        let is_photograph = matches!(portrait.prints.as_slice(), [Some(one)] if one.ink.is_none());
        for print in portrait.prints.iter().take(HASHES_AT_MOST).flatten() {
            if print.shade.is_telling() {
                looks.push(Look {
                    frames: if is_photograph {
                        print.shade.frame_hashes()
                    } else {
                        Vec::new()
                    },
                    ..Look::of(false, &print.shade)
                });
            }
            let ink = print.ink.as_ref().map(crate::ink::Ink::as_grey);
            let ink = ink.and_then(|(width, height, grey)| Shade::of(width, height, &grey));
            if let Some(shade) = ink {
                looks.push(Look::of(true, &shade));
            }
        }
        Self {
            sketch: sketch(portrait.paper.letters()),
            looks,
        }
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.sketch.is_empty() && self.looks.is_empty()
    }

    /// As bytes: how many shingles, the shingles, then the looks.
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = u16::try_from(self.sketch.len()).unwrap_or(u16::MAX);
        let mut bytes = count.to_le_bytes().to_vec();
        bytes.extend(self.sketch.iter().flat_map(|shingle| shingle.to_le_bytes()));
        for look in &self.looks {
            // The lowest bit says whether it is of ink, the next whether frames follow.
            let has_frames = look.frames.len() == FRAMES;
            bytes.push(u8::from(look.of_ink) | u8::from(has_frames) << 1);
            let frames = look.frames.iter().filter(|_| has_frames);
            bytes.extend(
                look.hashes
                    .iter()
                    .chain(frames)
                    .flatten()
                    .flat_map(|word| word.to_le_bytes()),
            );
        }
        bytes
    }

    /// From bytes; nothing where they are of another form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let (shingles, mut rest) = rest.split_at_checked(count * 4)?;
        let sketch = shingles.as_chunks::<4>().0;
        let mut looks = Vec::new();
        while let Some((flags, hashes)) = rest.split_first() {
            let frames = if flags & 2 == 2 { FRAMES } else { 0 };
            let (hashes, behind) = hashes.split_at_checked((TURNS + frames) * WORDS * 8)?;
            let mut words = hashes
                .as_chunks::<8>()
                .0
                .iter()
                .map(|w| u64::from_le_bytes(*w));
            let mut read = [[0u64; WORDS]; TURNS];
            for word in read.iter_mut().flatten() {
                *word = words.next()?;
            }
            let mut frames = vec![[0u64; WORDS]; frames];
            for word in frames.iter_mut().flatten() {
                *word = words.next()?;
            }
            looks.push(Look {
                of_ink: flags & 1 == 1,
                hashes: read,
                frames,
            });
            rest = behind;
        }
        Some(Self {
            sketch: sketch.iter().map(|s| u32::from_le_bytes(*s)).collect(),
            looks,
        })
    }
}

impl Look {
    fn of(of_ink: bool, shade: &Shade) -> Self {
        let mut hashes = [[0; WORDS]; TURNS];
        let mut turned = shade.clone();
        for hash in &mut hashes {
            *hash = turned.hash();
            turned = turned.turned();
        }
        Self {
            of_ink,
            hashes,
            frames: Vec::new(),
        }
    }
}

/// The smallest digests of all runs of letters, without spaces and numbers: a reader that loses a
/// space or a digit loses no shingle.
fn sketch(letters: impl Iterator<Item = char>) -> Vec<u32> {
    let mut last = [0u32; LONG.0];
    let (mut short, mut long) = (Vec::new(), Vec::new());
    let mut count = 0;
    for letter in letters {
        last.rotate_left(1);
        if let Some(newest) = last.last_mut() {
            *newest = u32::from(letter);
        }
        count += 1;
        if count >= SHORT.0 {
            short.push(digest(last.get(LONG.0 - SHORT.0..).unwrap_or_default()));
        }
        if count >= LONG.0 {
            long.push(digest(&last));
        }
        // What will never be among the smallest is dropped now and then.
        if long.len() >= 64 * LONG.1 {
            smallest(&mut short, SHORT.1);
            smallest(&mut long, LONG.1);
        }
    }
    if count < LETTERS_NEEDED {
        return Vec::new();
    }
    smallest(&mut short, SHORT.1);
    smallest(&mut long, LONG.1);
    short.append(&mut long);
    short
}

fn smallest(digests: &mut Vec<u32>, most: usize) {
    digests.sort_unstable();
    digests.dedup();
    digests.truncate(most);
}

/// Part of the format of what is kept: FNV-1a, then the mixing of MurmurHash3.
fn digest(run: &[u32]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for letter in run {
        hash = (hash ^ u64::from(*letter)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash >> 32) as u32
}
