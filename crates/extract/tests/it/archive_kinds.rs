//! Containers beside ZIP: 7z, CPIO, AR, cabinets, files that are packed as a whole, broken TAR.

use crate::readers::{cp1256, read};
use domain::ItemState;

/// Two invented texts, `one.txt` and `قائمة.txt`, in one block.
const SEVEN: &str = "377abcaf271c0004cefc0d2881000000000000002000000000000000917533cc010016666972737420776f7264737365636f6e6420776f726473000000813307ae0fcfb5ef100febea9cbf363dfe7480b1f201b6d9634955fca33f3296af4e631c188b0b75ac9ca396e1d60ab4620c84b437e7c344e1e895c007e1738f8644cfd9129a4550769c5d5d21fa0d63f7db33583f7b1bd2bde30ba33e8d07b63000000017061b01096600070b01000123030101055d001000000c760a010b226ef60000";
/// The same under a password.
const SEVEN_LOCKED: &str = "377abcaf271c00049f426794a1000000000000002200000000000000937f69a615c6666ca3f8d213b735c99f88917d537ca8a7936b091f5c8bb7c792e93912140000813307ae0fd00eb03c9f39109c9fa6d533dab22eb09a40545f5f4464df1b11609002b77bd5bdec63f1a3fbfb3d7c86256de2f2c8931c59ea60e1821e93ab8a9a5bb35c8a2b6e2a2feadb203077e3c24eb1660d38f403375ca1883834f9f7555de376fc8adc790de44ce612b7199bb4930697c8179b76a791a916c92dc000001706200109808100070b01000123030101055d001000000c80960a01e0af18800000";
/// The same, with the names under the password too.
const SEVEN_NAMES_LOCKED: &str = "377abcaf271c00045e354dbbb0000000000000003e0000000000000059e96e6d38723116a4fe5f7f6ef4469a5944a029982100d9a8e1eaa4f1cdcd6bdd36f7bfed014b5031abfe02b16cc151bac4ba7959ddbe81eec91f73b5e3826c31fdda4e5af00aa1554169ad97bff9a678fcf9642c7dfc4fb65d2e9c1e94709d6427017fe6dad9eca313c5496496b83d375d8beabb9dbdfcc1ef024de47d952d2443d05020ec70f1cccbbd0a3faef5c62ca1c503f4e253e9e22f1d9b5db43ab2f7314a8cd37972c290cd975c0876da95ba23a57c1706200109809000070b0100022406f1070112530f6bd14303e269d1236dbd54ae82d534c323030101055d0010000001000c808180960a01edf1bbb90000";
/// `words` five times, packed by xz and by lz4.
const XZ: &str = "fd377a585a000004e6d6b446020021011c00000010cf58cce0001c000d5d003b9bcaaad4b055b96a222c0000000000001844a7c3e2f271de0001291d1946c6071fb6f37d010000000004595a";
const LZ4: &str = "04224d186440a70f0000006e776f72647320060050776f726473000000005cf21e80";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn members_of_7z_are_read_with_their_names() {
    let (reading, members) = read(&bytes(SEVEN), "a.7z");
    assert_eq!(reading.state, ItemState::Read, "{reading:?}");
    let names: Vec<&str> = members.iter().map(|m| m.shown.as_str()).collect();
    assert_eq!(names, ["one.txt", "قائمة.txt"]);
    assert_eq!(members[1].bytes, b"second words");
    assert_eq!(
        (reading.declared_members, reading.found_members),
        (Some(2), 2)
    );
}

#[test]
fn encrypted_7z_is_named_with_and_without_its_names() {
    let (reading, members) = read(&bytes(SEVEN_LOCKED), "a.7z");
    assert_eq!(members.len(), 2, "{reading:?}");
    for member in &members {
        let problem = member.problem.as_ref().unwrap();
        assert_eq!(problem.state, ItemState::Encrypted);
        assert!(problem.reason.contains("1 bytes") || problem.reason.contains("12 bytes"));
    }
    let (reading, members) = read(&bytes(SEVEN_NAMES_LOCKED), "a.7z");
    assert_eq!((reading.state, members.len()), (ItemState::Encrypted, 0));
    assert!(reading.reason.unwrap().contains("names"));
}

#[test]
fn a_cut_7z_says_how_much_is_missing() {
    let whole = bytes(SEVEN);
    let (reading, _) = read(&whole[..100], "a.7z.001");
    assert_eq!(reading.state, ItemState::Damaged);
    let reason = reading.reason.unwrap();
    assert!(reason.contains("193 bytes long and is 100"), "{reason}");
}

#[test]
fn a_7z_block_whose_bytes_are_wrong_costs_its_members_and_says_so() {
    let mut broken = bytes(SEVEN);
    broken[35] ^= 0x40;
    let (reading, members) = read(&broken, "a.7z");
    assert_eq!(members.len(), 2, "{reading:?}");
    assert!(members.iter().any(|m| m.problem.is_some()), "{members:?}");
}

#[test]
fn files_packed_as_a_whole_keep_their_stem() {
    let words = b"words words words words words";
    for (name, packed, inner) in [
        ("list.txt.xz", bytes(XZ), "list.txt"),
        ("list.txt.lz4", bytes(LZ4), "list.txt"),
        ("list.txz", bytes(XZ), "list.tar"),
    ] {
        let (reading, members) = read(&packed, name);
        assert_eq!(members.len(), 1, "{reading:?}");
        assert_eq!(members[0].bytes, words, "{name}");
        assert_eq!(members[0].shown, inner);
        let (_, cut) = read(&packed[..packed.len() - 20], name);
        let problem = cut[0].problem.as_ref().unwrap();
        assert_eq!(problem.state, ItemState::Damaged, "{name}");
    }
}

/// What `compress` makes: codes of nine bits, in groups of eight.
fn compressed(codes: &[u16]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x9d, 0x90];
    let mut held = 0u32;
    let mut bits = 0;
    for code in codes {
        held |= u32::from(*code) << bits;
        bits += 9;
        while bits >= 8 {
            out.push(held as u8);
            held >>= 8;
            bits -= 8;
        }
    }
    out.push(held as u8);
    out
}

#[test]
fn files_of_compress_are_read() {
    // `a`, `b`, then `ab` (257), then `aba` (259), which is being made while it is used.
    let packed = compressed(&[97, 98, 257, 259]);
    let (_, members) = read(&packed, "x.Z");
    assert_eq!(members[0].bytes, b"abababa");
}

fn newc(name: &[u8], mode: u32, links: u32, content: &[u8]) -> Vec<u8> {
    let mut out = b"070701".to_vec();
    let fields = [
        1,
        mode,
        0,
        0,
        links,
        1_357_552_800,
        content.len() as u32,
        0,
        0,
        0,
        0,
        name.len() as u32 + 1,
        0,
    ];
    for field in fields {
        out.extend(format!("{field:08X}").bytes());
    }
    out.extend_from_slice(name);
    out.push(0);
    out.resize(out.len().next_multiple_of(4), 0);
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

#[test]
fn members_of_cpio_are_read_and_links_are_names() {
    let mut cpio = newc(
        &cp1256("قائمة الأسماء والعناوين.txt"),
        0o100_644,
        1,
        b"first",
    );
    cpio.extend(newc(b"../link", 0o120_777, 1, b"/etc/passwd"));
    cpio.extend(newc(b"two.txt", 0o100_644, 1, b"second"));
    let cut = cpio.clone();
    cpio.extend(newc(b"TRAILER!!!", 0, 1, b""));
    let (reading, members) = read(&cpio, "a.cpio");
    assert_eq!(reading.state, ItemState::Read, "{reading:?}");
    assert_eq!(members[0].shown, "قائمة الأسماء والعناوين.txt");
    assert_eq!(members[0].bytes, b"first");
    assert!(
        members[1]
            .problem
            .as_ref()
            .unwrap()
            .reason
            .contains("not followed")
    );
    assert_eq!(members[2].bytes, b"second");
    assert!(reading.warnings.iter().any(|w| w.contains("outside")));
    let (reading, members) = read(&cut, "a.cpio");
    assert_eq!((reading.state, members.len()), (ItemState::ReadInPart, 3));
    let (reading, members) = read(&cut[..cut.len() - 4], "a.cpio");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(members[2].problem.is_some(), "{members:?}");
}

fn ar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, content) in members {
        let size = content.len();
        out.extend(format!("{name:<16}1357552800  0     0     100644  {size:<10}`\n").bytes());
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(2), b'\n');
    }
    out
}

#[test]
fn members_of_ar_are_read_with_long_names_of_both_forms() {
    let file = ar(&[
        ("//", b"a long name of a member.txt/\n"),
        ("one.txt/", b"first"),
        ("/0", b"second"),
        ("#1/12", b"third name\0\0third"),
    ]);
    let (reading, members) = read(&file, "a.a");
    let found: Vec<(&str, &[u8])> = members
        .iter()
        .map(|m| (m.shown.as_str(), m.bytes.as_slice()))
        .collect();
    assert_eq!(
        found,
        [
            ("one.txt", b"first".as_slice()),
            ("a long name of a member.txt", b"second"),
            ("third name", b"third"),
        ],
        "{reading:?}"
    );
}

fn tar_member(name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(1_357_552_800);
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_cksum();
    let mut out = header.as_bytes().to_vec();
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

#[test]
fn names_of_tar_share_one_code_page() {
    let mut file = tar_member(&cp1256("تقرير.txt"), b"first");
    file.extend(tar_member(
        &cp1256("قائمة الأسماء والعناوين الجديدة.txt"),
        b"second",
    ));
    file.extend([0; 1024]);
    let (reading, members) = read(&file, "a.tar");
    assert_eq!(members[0].shown, "تقرير.txt");
    assert_eq!(reading.metadata["tar.names"], ["windows-1256"]);
}

#[test]
fn what_stands_behind_damage_in_a_tar_is_found() {
    let mut file = tar_member(b"one.txt", b"first");
    file.extend([0xAA; 1536]);
    file.extend(tar_member(b"two.txt", b"second"));
    let (reading, members) = read(&file, "a.tar");
    assert_eq!(members.len(), 2, "{reading:?}");
    assert_eq!(members[1].bytes, b"second");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.warnings.iter().any(|w| w.contains("end mark")));
}

/// A cabinet of stored members (MS-CAB 2).
fn cabinet(members: &[(&[u8], &[u8])], flags: u16) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut data = Vec::new();
    for (name, content) in members {
        entries.extend((content.len() as u32).to_le_bytes());
        entries.extend((data.len() as u32).to_le_bytes());
        entries.extend([0, 0, 0x21, 0x4a, 0, 0x60, 0x20, 0]);
        entries.extend_from_slice(name);
        entries.push(0);
        data.extend_from_slice(content);
    }
    let blocks = 44 + entries.len();
    let mut out = b"MSCF\0\0\0\0".to_vec();
    out.extend(((blocks + 8 + data.len()) as u32).to_le_bytes());
    out.extend([0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 0]);
    out.extend((members.len() as u16).to_le_bytes());
    out.extend(flags.to_le_bytes());
    out.extend([7, 0, 0, 0]);
    out.extend((blocks as u32).to_le_bytes());
    out.extend([1, 0, 0, 0]);
    out.extend(entries);
    out.extend([0; 4]);
    out.extend((data.len() as u16).to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
    out
}

#[test]
fn cabinets_are_read_or_the_absent_program_is_named() {
    let arabic = cp1256("قائمة الأسماء والعناوين.txt");
    let (one, three) = ([b'a'; 9000], [b'c'; 9000]);
    let file = cabinet(
        &[
            (b"one.txt", &one),
            (&arabic, b"second"),
            (b"three.txt", &three),
        ],
        0,
    );
    let (reading, members) = read(&file, "a.cab");
    if extract::Tools::find().bsdtar.path().is_none() {
        assert_eq!(reading.state, ItemState::Unsupported);
        assert!(reading.reason.unwrap().contains("`bsdtar`"));
        return;
    }
    assert_eq!(reading.state, ItemState::Read, "{reading:?}");
    assert_eq!(members[1].shown, "قائمة الأسماء والعناوين.txt");
    assert_eq!(members[1].bytes, b"second");
    // What is listed and does not come is a member with its reason.
    let (reading, members) = read(&file[..file.len() - 12_000], "a.cab");
    assert_eq!(members.len(), 3, "{reading:?}");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(members[2].problem.is_some(), "{members:?}");
}
