//! Made files to measure on: the same ones each time, no two alike.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A small generator of numbers (xorshift64*); good enough to make bytes that do not compress.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// Files as a seized disk has them: most of some ten kilobytes, some of a megabyte, a few large ones.
pub(super) fn mixed(dir: &Path, size_bytes: u64) -> io::Result<()> {
    let mut numbers = Numbers(0x15_4ad);
    let (mut made, mut n) = (0u64, 0u32);
    let mut block = vec![0u8; 1 << 16];
    while made < size_bytes {
        let size = match n % 100 {
            0 => 40 << 20,
            k if k % 10 == 3 => 1 << 20,
            _ => 8 << 10,
        } + numbers.next() % 4096;
        let folder = dir.join(format!("folder {:03}", n / 100));
        fs::create_dir_all(&folder)?;
        let mut file = File::create(folder.join(format!("file {n:06}.bin")))?;
        let mut left = size;
        while left > 0 {
            for chunk in block.chunks_exact_mut(8) {
                chunk.copy_from_slice(&numbers.next().to_le_bytes());
            }
            let part = left.min(block.len() as u64);
            file.write_all(block.get(..part as usize).unwrap_or_default())?;
            left -= part;
        }
        made += size;
        n += 1;
    }
    Ok(())
}

/// Small Arabic texts, one paper a file.
pub(super) fn papers(dir: &Path, count: u64) -> io::Result<()> {
    const WORDS: [&str; 24] = [
        "الفرع",
        "كتاب",
        "رقم",
        "تاريخ",
        "الموضوع",
        "إحالة",
        "الموقوف",
        "التحقيق",
        "السيد",
        "رئيس",
        "القسم",
        "يرجى",
        "الاطلاع",
        "وإجراء",
        "اللازم",
        "أصولاً",
        "المرفق",
        "جدول",
        "أسماء",
        "السجن",
        "العسكري",
        "نقل",
        "بتاريخه",
        "المذكور",
    ];
    let mut numbers = Numbers(0x9a9e4);
    for n in 0..count {
        let folder = dir.join(format!("{:03}", n / 500));
        fs::create_dir_all(&folder)?;
        let mut text = format!("الرقم: {n}/ص\n");
        for word in 0..180 {
            let choice = (numbers.next() % WORDS.len() as u64) as usize;
            text.push_str(WORDS.get(choice).copied().unwrap_or_default());
            text.push(if word % 12 == 11 { '\n' } else { ' ' });
        }
        fs::write(folder.join(format!("{n:06}.txt")), text)?;
    }
    Ok(())
}
