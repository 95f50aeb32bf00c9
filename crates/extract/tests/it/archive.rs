//! Containers: names, damage, encryption, bombs.

use crate::readers::{cp1256, read, read_within, stored_zip};
use domain::ItemState;
use std::io::Write;

#[test]
fn names_in_an_arabic_code_page_without_a_mark_are_read() {
    let name = cp1256("قائمة الأسماء والعناوين.txt");
    let zip = stored_zip(&[
        (&name, 0, b"a"),
        (&cp1256("كتاب الفرع رقم خمسة.txt"), 0, b"b"),
    ]);
    let (reading, members) = read(&zip, "a.zip");
    assert_eq!(members[0].shown, "قائمة الأسماء والعناوين.txt");
    assert_eq!(members[1].shown, "كتاب الفرع رقم خمسة.txt");
    assert_eq!(reading.metadata["zip.names"], ["windows-1256"]);
    assert_eq!(
        (reading.declared_members, reading.found_members),
        (Some(2), 2)
    );
}

#[test]
fn names_in_the_old_page_of_dos_are_read() {
    let (_, members) = read(&stored_zip(&[(b"caf\x82 men\x81.txt", 0, b"a")]), "a.zip");
    assert_eq!(members[0].shown, "café menü.txt");
}

#[test]
fn an_encrypted_member_is_named_and_the_others_are_read() {
    let zip = stored_zip(&[
        (b"secret.txt", 1, b"xxxxxxxxxxxxxxxx"),
        (b"open.txt", 0, b"open"),
    ]);
    let (reading, members) = read(&zip, "a.zip");
    assert_eq!(
        members[0].problem.as_ref().unwrap().state,
        ItemState::Encrypted
    );
    assert_eq!(members[1].bytes, b"open");
    assert!(
        reading.warnings.iter().any(|w| w.contains("encrypted")),
        "{:?}",
        reading.warnings
    );
}

#[test]
fn a_zip_without_its_end_still_gives_its_members() {
    let zip = stored_zip(&[(b"one.txt", 0, b"first"), (b"two.txt", 0, b"second")]);
    let cut = &zip[..zip.len() - 80];
    let (reading, members) = read(cut, "a.zip");
    assert_eq!(members.len(), 2);
    assert_eq!(members[1].bytes, b"second");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(
        reading
            .reason
            .unwrap()
            .contains("end of the ZIP file is missing")
    );
}

#[test]
fn a_deflated_member_with_its_sizes_behind_it_is_found_without_a_directory() {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all("نص طويل ".repeat(500).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let mut zip = b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\x6b\x42".to_vec();
    zip.extend_from_slice(&[0; 12]);
    zip.extend_from_slice(&[5, 0, 0, 0]);
    zip.extend_from_slice(b"a.txt");
    zip.extend_from_slice(&packed);
    let mut crc = flate2::Crc::new();
    crc.update("نص طويل ".repeat(500).as_bytes());
    zip.extend_from_slice(b"PK\x07\x08");
    zip.extend_from_slice(&crc.sum().to_le_bytes());
    zip.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    zip.extend_from_slice(&(crc.amount()).to_le_bytes());
    let (_, members) = read(&zip, "a.zip");
    assert_eq!(members[0].bytes, "نص طويل ".repeat(500).as_bytes());
    assert_eq!(members[0].problem, None);
}

#[test]
fn a_member_that_the_directory_hides_is_found() {
    let mut hidden = stored_zip(&[(b"hidden.txt", 0, b"not listed")]);
    let local = 30 + "hidden.txt".len() + "not listed".len();
    hidden.truncate(local);
    let mut zip = hidden;
    zip.extend_from_slice(&stored_zip(&[(b"shown.txt", 0, b"listed")]));
    let (reading, members) = read(&zip, "a.zip");
    let names: Vec<&str> = members.iter().map(|m| m.shown.as_str()).collect();
    assert_eq!(names, ["shown.txt", "hidden.txt"]);
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("not in its directory"))
    );
}

#[test]
fn a_wrong_checksum_is_damage_of_that_member_only() {
    let mut zip = stored_zip(&[(b"a.txt", 0, b"content"), (b"b.txt", 0, b"whole")]);
    zip[36] ^= 1;
    let (_, members) = read(&zip, "a.zip");
    let problem = members[0].problem.as_ref().unwrap();
    assert_eq!(problem.state, ItemState::Damaged);
    assert!(problem.reason.contains("checksum"), "{}", problem.reason);
    assert_eq!(members[0].bytes.len(), 7);
    assert_eq!(members[1].problem, None);
}

#[test]
fn a_bomb_is_stopped_and_the_limit_is_named() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("zeros", zip::write::SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..256 {
        writer.write_all(&zeros).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    let (_, members) = read(&bomb, "bomb.zip");
    let problem = members[0].problem.as_ref().unwrap();
    assert_eq!(problem.state, ItemState::OverLimit);
    assert!(problem.reason.contains("`ratio`"), "{}", problem.reason);
    assert!(members[0].bytes.len() < 128 << 20);
}

#[test]
fn more_members_than_allowed_is_told() {
    let names: Vec<String> = (0..20).map(|n| format!("{n}.txt")).collect();
    let list: Vec<(&[u8], u16, &[u8])> = names
        .iter()
        .map(|n| (n.as_bytes(), 0, b"x".as_slice()))
        .collect();
    let limits = extract::Limits {
        members: 5,
        ..extract::Limits::default()
    };
    let (reading, members) = read_within(&stored_zip(&list), "a.zip", limits);
    assert_eq!(members.len(), 5);
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("`members` of 5")),
        "{:?}",
        reading.warnings
    );
}

#[test]
fn climbing_names_stay_names() {
    let zip = stored_zip(&[(b"../../etc/x", 0, b"a"), (b"ok", 0, b"b")]);
    let (reading, members) = read(&zip, "a.zip");
    assert_eq!(members[0].shown, "../../etc/x");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("outside the folder"))
    );
}

#[test]
fn links_and_devices_of_a_tar_are_told_and_not_followed() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, "link", "/etc/passwd").unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_size(5);
    tar.append_data(&mut header, "ملف.txt", b"plain".as_slice())
        .unwrap();
    let (_, members) = read(&tar.into_inner().unwrap(), "a.tar");
    assert!(
        members[0]
            .problem
            .as_ref()
            .unwrap()
            .reason
            .contains("symbolic link to `/etc/passwd`")
    );
    assert_eq!(
        (members[1].shown.as_str(), members[1].bytes.as_slice()),
        ("ملف.txt", b"plain".as_slice())
    );
}

#[test]
fn a_packed_file_is_one_member_without_its_ending() {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(b"inside").unwrap();
    let gz = gz.finish().unwrap();
    let (_, members) = read(&gz, "backup.tar.gz");
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("backup.tar", b"inside".as_slice())
    );
    let (_, members) = read(&gz[..gz.len() - 6], "x.gz");
    assert_eq!(
        members[0].problem.as_ref().unwrap().state,
        ItemState::Damaged
    );
    assert_eq!(members[0].bytes, b"inside");
}

#[test]
fn an_archive_without_a_reader_is_named() {
    let (reading, _) = read(
        b"\x10\x20\x31\0\0\0\0**ACE**aaaaaaaaaaaaaaaaaaaaaa",
        "a.ace",
    );
    assert_eq!(reading.state, ItemState::Unsupported);
    assert!(reading.reason.unwrap().contains("ACE"));
}

#[test]
fn the_last_of_several_volumes_of_a_zip_says_so() {
    let mut zip = stored_zip(&[(b"one.txt", 0, b"first")]);
    let end = zip.len() - 22;
    zip[end + 4] = 2;
    let (reading, members) = read(&zip, "a.zip");
    assert_eq!(members[0].bytes, b"first");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("last of 3 volumes")),
        "{:?}",
        reading.warnings
    );
}
