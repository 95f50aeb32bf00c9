//! A small ZIP writer (PKWARE APPNOTE 6.3.10) that can also write what old programs wrote: names in
//! the code page of the machine, and the first, weak encryption.

use crate::SampleError;
use crate::day::Day;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write as _;

/// An archive while it is being written.
#[derive(Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    central: Vec<u8>,
    count: u16,
}

/// The name of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MemberName<'a> {
    /// UTF-8, said to be so in the header.
    Utf8(&'a str),
    /// Bytes of an unnamed code page.
    Raw(&'a [u8]),
}

impl Zip {
    /// Adds a member; deflated, and encrypted where a password is given.
    pub(crate) fn add(
        &mut self,
        name: MemberName<'_>,
        data: &[u8],
        day: Day,
        password: Option<&[u8]>,
    ) -> Result<(), SampleError> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(data)?;
        self.write(name, data, encoder.finish()?, 8, day, password);
        Ok(())
    }

    /// Adds a member as it is, as the first member of an OpenDocument file has to be.
    pub(crate) fn store(&mut self, name: &str, data: &[u8], day: Day) {
        self.write(MemberName::Utf8(name), data, data.to_vec(), 0, day, None);
    }

    fn write(
        &mut self,
        name: MemberName<'_>,
        data: &[u8],
        packed: Vec<u8>,
        method: u16,
        day: Day,
        password: Option<&[u8]>,
    ) {
        let mut crc = Crc::new();
        crc.update(data);
        let packed = match password {
            Some(password) => encrypted(&packed, password, crc.sum()),
            None => packed,
        };
        let (name, utf8) = match name {
            MemberName::Utf8(name) => (name.as_bytes(), 0x0800),
            MemberName::Raw(name) => (name, 0),
        };
        let flags = utf8 | u16::from(password.is_some());
        let offset = self.bytes.len() as u32;
        let mut shared = Vec::new();
        for word in [20, flags, method, HALF_PAST_NINE, day.dos_date()] {
            shared.extend(u16::to_le_bytes(word));
        }
        for long in [crc.sum(), packed.len() as u32, data.len() as u32] {
            shared.extend(u32::to_le_bytes(long));
        }
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&shared);
        self.bytes.extend(name);
        self.bytes.extend(packed);
        self.central.extend(b"PK\x01\x02\x14\x00");
        self.central.extend(shared);
        // Comment length, disk, internal attributes, external attributes: all nothing.
        self.central.extend([0; 10]);
        self.central.extend(offset.to_le_bytes());
        self.central.extend(name);
        self.count += 1;
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let offset = self.bytes.len() as u32;
        let size = self.central.len() as u32;
        self.bytes.extend(self.central);
        self.bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0, 0]);
        self.bytes
    }
}

/// 09:30:00 as a time word of MS-DOS.
const HALF_PAST_NINE: u16 = (9 << 11) | (30 << 5);

/// Traditional encryption (APPNOTE section 6.1), which protects nothing today.
fn encrypted(data: &[u8], password: &[u8], crc: u32) -> Vec<u8> {
    let mut keys = Keys(0x1234_5678, 0x2345_6789, 0x3456_7890);
    for byte in password {
        keys.update(*byte);
    }
    // Eleven bytes that ought to be random, fixed here so that the archive repeats; the last lets
    // a reader check the password.
    let head = [
        17,
        34,
        51,
        68,
        85,
        102,
        119,
        136,
        153,
        170,
        187,
        (crc >> 24) as u8,
    ];
    head.iter()
        .chain(data)
        .map(|byte| keys.encrypt(*byte))
        .collect()
}

struct Keys(u32, u32, u32);

impl Keys {
    fn update(&mut self, byte: u8) {
        self.0 = crc_step(self.0, byte);
        self.1 = self
            .1
            .wrapping_add(self.0 & 0xff)
            .wrapping_mul(134_775_813)
            .wrapping_add(1);
        self.2 = crc_step(self.2, (self.1 >> 24) as u8);
    }

    fn encrypt(&mut self, byte: u8) -> u8 {
        let mask = (self.2 | 2) & 0xffff;
        let cipher = byte ^ (mask.wrapping_mul(mask ^ 1) >> 8) as u8;
        self.update(byte);
        cipher
    }
}

/// One byte of CRC-32 without its inversions.
fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |crc, _| {
        if crc & 1 == 1 {
            (crc >> 1) ^ 0xedb8_8320
        } else {
            crc >> 1
        }
    })
}
