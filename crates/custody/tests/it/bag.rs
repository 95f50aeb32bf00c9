//! Bags are checked file by file.

use custody::Verdict;
use custody::verify::bag::verify_bag;
use sha2::Digest;
use std::fs;
use std::path::Path;

fn sha256(bytes: &[u8]) -> String {
    hex::encode(sha2::Sha256::digest(bytes))
}

fn bag(dir: &Path) {
    let papers: [(&str, &[u8]); 3] = [
        ("data/a.txt", b"one"),
        ("data/sub/100%25.txt", b"two"),
        ("data/new%0Aline", b""),
    ];
    let mut manifest = String::new();
    for (listed, bytes) in papers {
        let name = listed.replace("%25", "%").replace("%0A", "\n");
        fs::create_dir_all(dir.join(&name).parent().unwrap()).unwrap();
        fs::write(dir.join(&name), bytes).unwrap();
        manifest += &format!("{}  {listed}\n", sha256(bytes));
    }
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    fs::write(dir.join("bagit.txt"), declaration).unwrap();
    fs::write(dir.join("manifest-sha256.txt"), &manifest).unwrap();
    let info = "Source-Organization: Invented\nPayload-Oxum: 6.3\n";
    fs::write(dir.join("bag-info.txt"), info).unwrap();
    let tags: String = [
        ("bagit.txt", declaration),
        ("manifest-sha256.txt", &manifest),
        ("bag-info.txt", info),
    ]
    .iter()
    .map(|(name, text)| format!("{} {name}\n", sha256(text.as_bytes())))
    .collect();
    fs::write(dir.join("tagmanifest-sha256.txt"), tags).unwrap();
}

/// What is wrong with a good bag after one change.
fn after(change: impl Fn(&Path)) -> Vec<String> {
    let dir = crate::fixture::folder();
    bag(dir.path());
    change(dir.path());
    match verify_bag(dir.path()) {
        Verdict::Holds(_) => Vec::new(),
        Verdict::DoesNotHold(findings) => findings.iter().map(|f| f.to_string()).collect(),
        Verdict::CouldNotCheck(reason) => panic!("{reason}"),
    }
}

#[test]
fn a_good_bag_holds() {
    let dir = crate::fixture::folder();
    bag(dir.path());
    let Verdict::Holds(held) = verify_bag(dir.path()) else {
        panic!("{:?}", verify_bag(dir.path()))
    };
    assert_eq!((held.files, held.size_bytes), (3, 6));
    assert!(matches!(
        verify_bag(&dir.path().join("none")),
        Verdict::CouldNotCheck(_)
    ));
    assert!(matches!(
        verify_bag(&dir.path().join("data")),
        Verdict::CouldNotCheck(_)
    ));
}

#[test]
fn what_is_changed_missing_or_added_in_a_bag_is_named() {
    let write = |dir: &Path, name: &str, text: &str| fs::write(dir.join(name), text).unwrap();
    let append = |dir: &Path, name: &str, text: &str| {
        let old = fs::read_to_string(dir.join(name)).unwrap();
        fs::write(dir.join(name), format!("{old}{text}")).unwrap();
    };
    let is = |found: Vec<String>, part: &str| {
        assert!(
            found.iter().any(|finding| finding.contains(part)),
            "{part}: {found:?}"
        );
    };
    is(
        after(|dir| write(dir, "data/a.txt", "0ne")),
        "`data/a.txt` is not what `manifest-sha256.txt`",
    );
    is(
        after(|dir| fs::remove_file(dir.join("data/a.txt")).unwrap()),
        "`data/a.txt` is missing",
    );
    is(
        after(|dir| write(dir, "data/more", "x")),
        "`data/more` is not listed",
    );
    is(
        after(|dir| write(dir, "fetch.txt", "http://x 1 data/x")),
        "`fetch.txt`",
    );
    is(
        after(|dir| append(dir, "bag-info.txt", "X: y\n")),
        "`bag-info.txt` is not what",
    );
    is(
        after(|dir| append(dir, "bagit.txt", "More: x\n")),
        "`bagit.txt`: it has more than two lines",
    );
    is(
        after(|dir| write(dir, "bagit.txt", "BagIt-Version: 2.0\n")),
        "neither 1.0 nor 0.97",
    );
    is(
        after(|dir| fs::remove_file(dir.join("manifest-sha256.txt")).unwrap()),
        "no manifest",
    );
    let line = format!("{} ", sha256(b"x"));
    for outside in [
        "data/../../x",
        "/etc/passwd",
        "data//x",
        "../x",
        "data/./a.txt",
        "bagit.txt",
    ] {
        let listed = format!("{line}{outside}\n");
        is(
            after(|dir| append(dir, "manifest-sha256.txt", &listed)),
            "outside its place",
        );
    }
    is(
        after(|dir| append(dir, "manifest-sha256.txt", "abc data/a.txt\n")),
        "line 4 is broken",
    );
    let twice = format!("{} data/a.txt\n", sha256(b"one"));
    is(
        after(|dir| append(dir, "manifest-sha256.txt", &twice)),
        "line 4 names a file twice",
    );
    is(
        after(|dir| write(dir, "manifest-blake3.txt", "")),
        "its algorithm is not known",
    );
    is(
        after(|dir| write(dir, "manifest-md5.txt", "")),
        "not listed in `manifest-md5.txt`",
    );
    is(
        after(|dir| std::os::unix::fs::symlink("/etc/passwd", dir.join("data/link")).unwrap()),
        "`data/link`: it is no plain file",
    );
}

/// Digests of `abc` (FIPS 180-4 and RFC 1321).
#[test]
fn all_four_algorithms_agree_with_their_norms() {
    let digests = [
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
        ("sha1", "A9993E364706816ABA3E25717850C26C9CD0D89D"),
        (
            "sha256",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "sha512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ];
    let dir = crate::fixture::folder();
    fs::create_dir(dir.path().join("data")).unwrap();
    fs::write(dir.path().join("data/abc"), "abc").unwrap();
    let declaration = "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n";
    fs::write(dir.path().join("bagit.txt"), declaration).unwrap();
    for (name, digest) in digests {
        let line = format!("{digest} *data/abc\r\n");
        fs::write(dir.path().join(format!("manifest-{name}.txt")), line).unwrap();
    }
    let Verdict::Holds(held) = verify_bag(dir.path()) else {
        panic!("{:?}", verify_bag(dir.path()))
    };
    assert_eq!(held.manifests.len(), 4);
}
