//! Checking a bag: BagIt 1.0 (RFC 8493) and its predecessor 0.97.

use super::Verdict;
use super::finding::{Finding, Findings};
use crate::error::{CustodyError, Result};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// Longest tag file that is read whole, in bytes: a manifest of some million lines.
const LONGEST_TAG_FILE_BYTES: u64 = 1 << 30;
const BUFFER_BYTES: usize = 1 << 18;

/// What holds of a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagHolds {
    /// The version in `bagit.txt`.
    pub version: String,
    /// Files of the payload.
    pub files: u64,
    /// Bytes of the payload.
    pub size_bytes: u64,
    /// Manifests that were checked.
    pub manifests: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

impl Algorithm {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "md5" => Some(Self::Md5),
            "sha1" => Some(Self::Sha1),
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    const fn digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha256 => 64,
            Self::Sha512 => 128,
        }
    }
}

/// What one manifest says of one file.
struct Listed {
    manifest: String,
    algorithm: Algorithm,
    digest: String,
}

/// File names are bytes, as on the disk.
type Manifested = BTreeMap<Vec<u8>, Vec<Listed>>;

/// Checks every file of a bag against its manifests, and that nothing is missing or unlisted.
pub fn verify_bag(dir: &Path) -> Verdict<BagHolds> {
    match Bag::read(dir) {
        Ok(Ok(bag)) => bag
            .check()
            .unwrap_or_else(|e| Verdict::CouldNotCheck(e.to_string())),
        Ok(Err(verdict)) => verdict,
        Err(error) => Verdict::CouldNotCheck(error.to_string()),
    }
}

struct Bag<'a> {
    dir: &'a Path,
    version: String,
    findings: Findings,
    listed: Manifested,
    payload_manifests: Vec<String>,
    tag_manifests: Vec<String>,
}

type Early = Verdict<BagHolds>;

impl<'a> Bag<'a> {
    fn read(dir: &'a Path) -> Result<std::result::Result<Self, Early>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(dir).map_err(CustodyError::io(dir))? {
            let entry = entry.map_err(CustodyError::io(dir))?;
            names.extend(entry.file_name().into_string());
        }
        names.sort();
        if !names.iter().any(|name| name == "bagit.txt") {
            let reason = format!("`{}` holds no bag: it has no `bagit.txt`", dir.display());
            return Ok(Err(Verdict::CouldNotCheck(reason)));
        }
        let mut bag = Self {
            dir,
            version: String::new(),
            findings: Findings::default(),
            listed: Manifested::new(),
            payload_manifests: Vec::new(),
            tag_manifests: Vec::new(),
        };
        bag.read_declaration()?;
        for name in &names {
            let stem = name.strip_suffix(".txt").unwrap_or_default();
            let payload = stem.strip_prefix("manifest-");
            let Some(algorithm) = payload.or_else(|| stem.strip_prefix("tagmanifest-")) else {
                continue;
            };
            match Algorithm::from_name(algorithm) {
                Some(algorithm) => bag.read_manifest(name, algorithm, payload.is_some())?,
                None => bag.wrong(
                    name,
                    "its algorithm is not known; md5, sha1, sha256, sha512 are",
                ),
            }
        }
        if names.iter().any(|name| name == "fetch.txt") {
            bag.wrong(
                "fetch.txt",
                "it names files to be fetched from elsewhere, which is refused",
            );
        }
        if bag.payload_manifests.is_empty() {
            bag.wrong(
                "manifest-sha256.txt",
                "the bag has no manifest of its payload",
            );
        }
        Ok(Ok(bag))
    }

    fn wrong(&mut self, file: &str, reason: &str) {
        self.findings.add(Finding::BadBag {
            file: file.to_owned(),
            reason: reason.to_owned(),
        });
    }

    fn read_text(&mut self, name: &str) -> Result<Vec<u8>> {
        let path = self.dir.join(name);
        let data = fs::symlink_metadata(&path).map_err(CustodyError::io(&path))?;
        if !data.is_file() || data.len() > LONGEST_TAG_FILE_BYTES {
            self.wrong(name, "it is no plain file, or too long");
            return Ok(Vec::new());
        }
        fs::read(&path).map_err(CustodyError::io(&path))
    }

    fn read_declaration(&mut self) -> Result<()> {
        let bytes = self.read_text("bagit.txt")?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut lines = text.lines();
        let version = lines
            .next()
            .and_then(|line| line.strip_prefix("BagIt-Version: "));
        let encoding = lines
            .next()
            .and_then(|line| line.strip_prefix("Tag-File-Character-Encoding: "));
        match version {
            Some(version @ ("1.0" | "0.97")) => self.version = version.to_owned(),
            Some(_) => self.wrong("bagit.txt", "its version is neither 1.0 nor 0.97"),
            None => self.wrong("bagit.txt", "its first line is not `BagIt-Version: 1.0`"),
        }
        if !encoding.is_some_and(|name| name.eq_ignore_ascii_case("UTF-8")) {
            self.wrong(
                "bagit.txt",
                "its second line is not `Tag-File-Character-Encoding: UTF-8`",
            );
        }
        if lines.next().is_some() {
            self.wrong("bagit.txt", "it has more than two lines");
        }
        Ok(())
    }

    fn read_manifest(&mut self, name: &str, algorithm: Algorithm, payload: bool) -> Result<()> {
        let bytes = self.read_text(name)?;
        let manifests = if payload {
            &mut self.payload_manifests
        } else {
            &mut self.tag_manifests
        };
        manifests.push(name.to_owned());
        for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let Some((digest, file)) = manifest_line(line, algorithm) else {
                self.wrong(name, &format!("line {} is broken", number + 1));
                continue;
            };
            if !is_inside(&file) || file.starts_with(b"data/") != payload {
                self.wrong(
                    name,
                    &format!("line {} names a file outside its place", number + 1),
                );
                continue;
            }
            let listed = self.listed.entry(file).or_default();
            if listed.iter().any(|other| other.manifest == name) {
                self.wrong(name, &format!("line {} names a file twice", number + 1));
                continue;
            }
            listed.push(Listed {
                manifest: name.to_owned(),
                algorithm,
                digest,
            });
        }
        Ok(())
    }

    fn check(mut self) -> Result<Verdict<BagHolds>> {
        let (mut payload, mut others) = (BTreeSet::new(), BTreeSet::new());
        self.list(self.dir, &[], &mut payload, &mut others)?;
        let mut size_bytes = 0;
        for file in &payload {
            size_bytes += self.check_file(file)?;
            let listed = self.listed.get(file);
            let missing_in = |manifest: &&String| {
                !listed.is_some_and(|l| l.iter().any(|l| &l.manifest == *manifest))
            };
            // In 1.0 every manifest names every file; in 0.97 one of them has to.
            let lacking: Vec<String> = self
                .payload_manifests
                .iter()
                .filter(missing_in)
                .cloned()
                .collect();
            let enough = self.version == "0.97" && lacking.len() < self.payload_manifests.len();
            if !enough {
                for manifest in lacking {
                    self.findings.add(Finding::Unlisted {
                        file: shown(file),
                        manifest,
                    });
                }
            }
        }
        for file in &others {
            self.check_file(file)?;
        }
        let gone: Vec<String> = self
            .listed
            .keys()
            .filter(|file| !payload.contains(*file) && !others.contains(*file))
            .map(|file| shown(file))
            .collect();
        gone.into_iter()
            .for_each(|file| self.findings.add(Finding::MissingFile { file }));
        self.check_oxum(payload.len() as u64, size_bytes)?;
        let mut manifests = self.payload_manifests;
        manifests.extend(self.tag_manifests);
        let held = BagHolds {
            version: self.version,
            files: payload.len() as u64,
            size_bytes,
            manifests,
        };
        Ok(Verdict::of(self.findings.into_vec(), held))
    }

    /// Lists the files below a folder; what is neither file nor folder is a finding.
    fn list(
        &mut self,
        dir: &Path,
        prefix: &[u8],
        payload: &mut BTreeSet<Vec<u8>>,
        others: &mut BTreeSet<Vec<u8>>,
    ) -> Result<()> {
        for entry in fs::read_dir(dir).map_err(CustodyError::io(dir))? {
            let entry = entry.map_err(CustodyError::io(dir))?;
            let kind = entry.file_type().map_err(CustodyError::io(&entry.path()))?;
            let mut name = prefix.to_vec();
            name.extend_from_slice(&entry.file_name().into_vec());
            if kind.is_dir() {
                name.push(b'/');
                self.list(&entry.path(), &name, payload, others)?;
            } else if !kind.is_file() {
                self.wrong(&shown(&name), "it is no plain file");
            } else if name.starts_with(b"data/") {
                payload.insert(name);
            } else {
                others.insert(name);
            }
        }
        Ok(())
    }

    /// Compares a file with every manifest that names it; gives back its size.
    fn check_file(&mut self, file: &[u8]) -> Result<u64> {
        let path = self.dir.join(OsStr::from_bytes(file));
        let Some(listed) = self.listed.get(file) else {
            return Ok(fs::metadata(&path).map_err(CustodyError::io(&path))?.len());
        };
        let algorithms: BTreeSet<Algorithm> = listed.iter().map(|l| l.algorithm).collect();
        let (size_bytes, digests) = digests(&path, &algorithms)?;
        for listed in listed {
            if digests.get(&listed.algorithm) != Some(&listed.digest) {
                let (file, manifest) = (shown(file), listed.manifest.clone());
                self.findings.add(Finding::WrongDigest { file, manifest });
            }
        }
        Ok(size_bytes)
    }

    /// `Payload-Oxum: bytes.files` in `bag-info.txt`, where it stands there.
    fn check_oxum(&mut self, files: u64, size_bytes: u64) -> Result<()> {
        if !self.dir.join("bag-info.txt").is_file() {
            return Ok(());
        }
        let bytes = self.read_text("bag-info.txt")?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let oxum = text.lines().filter_map(|line| line.split_once(':'));
        for (_, value) in oxum.filter(|(name, _)| name.eq_ignore_ascii_case("Payload-Oxum")) {
            if value.trim() != format!("{size_bytes}.{files}") {
                self.wrong(
                    "bag-info.txt",
                    "its `Payload-Oxum` is not what the payload has",
                );
            }
        }
        Ok(())
    }
}

/// A digest, spaces, perhaps a star, and a file name with `%0A`, `%0D` and `%25` written out.
fn manifest_line(line: &[u8], algorithm: Algorithm) -> Option<(String, Vec<u8>)> {
    let (digest, rest) = line.split_at_checked(algorithm.digits())?;
    let digest = std::str::from_utf8(digest).ok()?.to_ascii_lowercase();
    let is_space = |byte: &u8| *byte == b' ' || *byte == b'\t';
    let name_at = rest
        .iter()
        .position(|byte| !is_space(byte))
        .filter(|at| *at > 0)?;
    let name = rest.get(name_at..)?;
    let name = name.strip_prefix(b"*").unwrap_or(name);
    let mut file = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        let code = (*byte == b'%').then(|| bytes.as_slice().get(..2)).flatten();
        let written_out = match code.map(<[u8]>::to_ascii_uppercase).as_deref() {
            Some(b"0A") => Some(b'\n'),
            Some(b"0D") => Some(b'\r'),
            Some(b"25") => Some(b'%'),
            _ => None,
        };
        if written_out.is_some() {
            bytes.nth(1);
        }
        file.push(written_out.unwrap_or(*byte));
    }
    let is_hex = digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hex && !file.is_empty()).then_some((digest, file))
}

/// Whether a name stays inside the bag: no empty, `.` or `..` part, nothing from the root.
fn is_inside(file: &[u8]) -> bool {
    !file.contains(&0)
        && file
            .split(|byte| *byte == b'/')
            .all(|part| !matches!(part, b"" | b"." | b".."))
}

fn digests(
    path: &Path,
    algorithms: &BTreeSet<Algorithm>,
) -> Result<(u64, BTreeMap<Algorithm, String>)> {
    let mut file = File::open(path).map_err(CustodyError::io(path))?;
    let mut md5 = algorithms.contains(&Algorithm::Md5).then(md5::Md5::new);
    let mut sha1 = algorithms.contains(&Algorithm::Sha1).then(sha1::Sha1::new);
    let mut sha256 = algorithms
        .contains(&Algorithm::Sha256)
        .then(sha2::Sha256::new);
    let mut sha512 = algorithms
        .contains(&Algorithm::Sha512)
        .then(sha2::Sha512::new);
    let mut buffer = vec![0u8; BUFFER_BYTES];
    let mut size_bytes = 0;
    loop {
        let read = file.read(&mut buffer).map_err(CustodyError::io(path))?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        size_bytes += read as u64;
        md5.iter_mut().for_each(|digest| digest.update(chunk));
        sha1.iter_mut().for_each(|digest| digest.update(chunk));
        sha256.iter_mut().for_each(|digest| digest.update(chunk));
        sha512.iter_mut().for_each(|digest| digest.update(chunk));
    }
    let mut found = BTreeMap::new();
    found.extend(md5.map(|digest| (Algorithm::Md5, hex::encode(digest.finalize()))));
    found.extend(sha1.map(|digest| (Algorithm::Sha1, hex::encode(digest.finalize()))));
    found.extend(sha256.map(|digest| (Algorithm::Sha256, hex::encode(digest.finalize()))));
    found.extend(sha512.map(|digest| (Algorithm::Sha512, hex::encode(digest.finalize()))));
    Ok((size_bytes, found))
}

fn shown(file: &[u8]) -> String {
    domain::ItemPath::from_bytes(file).to_string()
}
