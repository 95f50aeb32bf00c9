//! What a vault promises.

#![allow(
    clippy::unwrap_used,
    reason = "outside `#[test]` functions, too, a test ends at a fault"
)]

use proptest::prelude::*;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use vault::{Damage, StoreKeys, Vault, VaultError, digests};

fn vault_in(folder: &tempfile::TempDir) -> Vault {
    Vault::create(
        &folder.path().join("vault"),
        &StoreKeys::generate().unwrap(),
    )
    .unwrap()
}

fn put(vault: &Vault, bytes: &[u8]) -> domain::Sha256 {
    let staged = vault.stage_all(&mut &bytes[..]).unwrap();
    let name = staged.digests().sha256;
    vault.settle(vec![staged]).unwrap();
    name
}

#[test]
fn what_goes_in_comes_out_and_plain_bytes_are_not_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    let secret = b"a sentence that must not stand on the disk".repeat(5000);
    let name = put(&vault, &secret);
    assert_eq!(vault.read(&name).unwrap(), secret);
    let on_disk = fs::read(vault.object_path(&name)).unwrap();
    assert!(!on_disk.windows(20).any(|w| w == &secret[..20]));
    let mut object = vault.open_object(&name).unwrap();
    object.seek(SeekFrom::Start(70_000)).unwrap();
    let mut part = [0u8; 10];
    object.read_exact(&mut part).unwrap();
    assert_eq!(part, secret[70_000..70_010]);
}

#[test]
fn the_same_bytes_twice_are_one_object() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    assert_eq!(put(&vault, b"same"), put(&vault, b"same"));
    assert_eq!(vault.names().unwrap().len(), 1);
}

#[test]
fn an_object_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    let mut stager = vault.stage().unwrap();
    stager.write(b"half").unwrap();
    drop(stager);
    drop(
        vault
            .stage_all(&mut &b"whole but never settled"[..])
            .unwrap(),
    );
    assert_eq!(
        fs::read_dir(folder.path().join("vault/incoming"))
            .unwrap()
            .count(),
        0
    );
    assert!(vault.names().unwrap().is_empty());
}

#[test]
fn every_changed_byte_and_every_cut_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    let name = put(&vault, b"short evidence");
    let path = vault.object_path(&name);
    let sound = fs::read(&path).unwrap();
    let write = |bytes: &[u8]| {
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
    };
    for at in 0..sound.len() {
        let mut changed = sound.clone();
        changed[at] ^= 1;
        write(&changed);
        assert!(vault.check(&name).unwrap().is_some(), "byte {at} changed");
        write(&sound[..at]);
        assert!(vault.check(&name).unwrap().is_some(), "cut at {at}");
    }
    write(&sound);
    assert_eq!(vault.check(&name).unwrap(), None);
    fs::remove_file(&path).unwrap();
    assert_eq!(vault.check(&name).unwrap(), Some(Damage::Missing));
}

#[test]
fn a_sound_object_under_a_wrong_name_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    let (a, b) = (put(&vault, b"one"), put(&vault, b"two"));
    fs::remove_file(vault.object_path(&b)).unwrap();
    fs::copy(vault.object_path(&a), vault.object_path(&b)).unwrap();
    assert_eq!(vault.check(&b).unwrap(), Some(Damage::OtherContent(a)));
    assert!(matches!(
        vault.read(&b),
        Err(VaultError::OtherContent { .. })
    ));
}

#[test]
fn a_reader_gets_a_nameless_copy() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_in(&folder);
    let large = vec![7u8; (64 << 20) + 5];
    for bytes in [&b"small"[..], &large] {
        let name = put(&vault, bytes);
        let mut copy = vault.plain_copy(&name, bytes.len() as u64).unwrap();
        let mut back = Vec::new();
        copy.read_to_end(&mut back).unwrap();
        assert!(back == bytes);
    }
    assert_eq!(
        fs::read_dir(folder.path().join("vault/incoming"))
            .unwrap()
            .count(),
        0
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_bytes_survive(bytes in prop::collection::vec(any::<u8>(), 0..200_000)) {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault_in(&folder);
        let name = put(&vault, &bytes);
        prop_assert_eq!(name, digests::sha256(&bytes));
        prop_assert_eq!(vault.read(&name).unwrap(), bytes);
    }
}
