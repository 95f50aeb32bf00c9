//! Files made by hand, and what the readers make of them.

use extract::{
    FormatFault, MemberHead, MemberProblem, MemberSink, OcrChoice, ReadOptions, Reading,
};

/// A member as it was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub shown: String,
    pub bytes: Vec<u8>,
    pub problem: Option<MemberProblem>,
}

/// Keeps members in memory and holds the limits on them.
pub struct Kept {
    pub members: Vec<Handed>,
    limits: extract::Limits,
    packed: u64,
    total: u64,
}

impl MemberSink for Kept {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        self.members.push(Handed {
            shown: head.shown,
            bytes: Vec::new(),
            problem: head.problem,
        });
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        self.total += bytes.len() as u64;
        self.limits.within_ratio(self.packed, self.total)?;
        self.members
            .last_mut()
            .unwrap()
            .bytes
            .extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        let last = self.members.last_mut().unwrap();
        last.problem = last.problem.take().or(problem);
        Ok(())
    }
}

/// Reads `bytes` as a file of this name, within `limits`.
pub fn read_within(bytes: &[u8], name: &str, limits: extract::Limits) -> (Reading, Vec<Handed>) {
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        limits: limits.clone(),
        ..ReadOptions::default()
    };
    let mut kept = Kept {
        members: Vec::new(),
        limits,
        packed: bytes.len() as u64,
        total: 0,
    };
    let reading = extract::read_unfenced(bytes, name.as_bytes(), &options, &mut kept).unwrap();
    (reading, kept.members)
}

/// Reads `bytes` as a file of this name.
pub fn read(bytes: &[u8], name: &str) -> (Reading, Vec<Handed>) {
    read_within(bytes, name, extract::Limits::default())
}

/// All text of a reading, white space folded.
pub fn folded(reading: &Reading) -> String {
    reading
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Holds that a reading's text contains a phrase.
pub fn check(bytes: &[u8], name: &str, phrase: &str) -> Reading {
    let (reading, _) = read(bytes, name);
    let text = folded(&reading);
    assert!(
        text.contains(phrase),
        "`{phrase}` is not in `{text}`; {:?} {:?}",
        reading.state,
        reading.warnings
    );
    reading
}

/// A ZIP file of stored members: name as bytes, flags, content.
pub fn stored_zip(members: &[(&[u8], u16, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, flags, content) in members {
        let at = out.len() as u32;
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut common = Vec::new();
        common.extend_from_slice(&20u16.to_le_bytes());
        common.extend_from_slice(&flags.to_le_bytes());
        common.extend_from_slice(&0u16.to_le_bytes());
        common.extend_from_slice(&[0, 0, 0x6b, 0x42]);
        common.extend_from_slice(&crc.sum().to_le_bytes());
        common.extend_from_slice(&(content.len() as u32).to_le_bytes());
        common.extend_from_slice(&(content.len() as u32).to_le_bytes());
        common.extend_from_slice(&(name.len() as u16).to_le_bytes());
        common.extend_from_slice(&0u16.to_le_bytes());
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common);
        out.extend_from_slice(name);
        out.extend_from_slice(content);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name);
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&(members.len() as u16).to_le_bytes());
    out.extend_from_slice(&(members.len() as u16).to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// A package of text parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let members: Vec<(&[u8], u16, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_bytes(), 0u16, text.as_bytes()))
        .collect();
    stored_zip(&members)
}

/// Arabic text as bytes of windows-1256.
pub fn cp1256(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1256.encode(text).0.into_owned()
}
