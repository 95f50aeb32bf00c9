//! Another implementation, the crates `tlog_tiles` and `signed_note`, agrees with ours.

use crate::fixture::{acts, create, log_key};
use custody::tile::{Tile, TileKind};
use custody::{Checkpoint, Note, Proof, tree};
use signed_note::{StandardVerifier, VerifierList};
use std::fs;
use std::path::Path;
use tlog_tiles::{HashReader, TileHashReader, TileReader};

struct Folder<'a>(&'a Path);

impl TileReader for Folder<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let read = |tile: &tlog_tiles::Tile| {
            // Their paths carry the height of the tiles, those of `tlog-tiles` do not.
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            let ours = Tile {
                kind: TileKind::Hashes(u32::from(tile.level())),
                index: tile.level_index(),
                width: u64::from(tile.width()),
            };
            assert_eq!(ours.path(), path);
            assert_eq!(Tile::from_path(&path), Some(ours));
            fs::read(self.0.join(path)).unwrap()
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

fn theirs(hash: &domain::Sha256) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

#[test]
fn checkpoints_tiles_and_proofs_are_accepted_by_tlog_tiles() {
    let dir = crate::fixture::folder();
    for size in [1u64, 2, 255, 256, 257, 600, 1500] {
        let home = dir.path().join(size.to_string());
        let mut ledger = create(&home);
        ledger.append(&acts(0..size)).unwrap();
        let text = ledger.checkpoint();

        let note = signed_note::Note::from_bytes(text.as_bytes()).unwrap();
        let verifier = StandardVerifier::new(&log_key().verifier().to_string()).unwrap();
        let (verified, unknown) = note
            .verify(&VerifierList::new(vec![Box::new(verifier)]))
            .unwrap();
        assert_eq!((verified.len(), unknown.len()), (1, 0));
        let checkpoint = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
        assert_eq!(
            (checkpoint.size(), checkpoint.hash().0),
            (size, *ledger.root().as_bytes())
        );

        let folder = Folder(&home);
        let reader = TileHashReader::new(size, *checkpoint.hash(), &folder);
        for index in [0, 1, size / 2, size - 1]
            .into_iter()
            .filter(|index| *index < size)
        {
            let proof = Proof::parse(ledger.prove(index).unwrap().as_bytes()).unwrap();
            let path: Vec<_> = proof.path.iter().map(theirs).collect();
            let leaf = theirs(&proof.disclosed.commitment().leaf_hash());
            tlog_tiles::check_record(&path, size, *checkpoint.hash(), index, leaf).unwrap();
            assert_eq!(
                tlog_tiles::prove_record(size, index, &reader).unwrap(),
                path
            );
            let place = tlog_tiles::stored_hash_index(0, index);
            assert_eq!(reader.read_hashes(&[place]).unwrap(), [leaf]);
        }
        for old in [1, 2, 255, 256, 257, size / 3, size - 1, size] {
            if old == 0 || old > size {
                continue;
            }
            let path = ledger.consistency(old).unwrap();
            let old_root = ledger.root_at(old).unwrap();
            let their_path: Vec<_> = path.iter().map(theirs).collect();
            let (new, before) = (*checkpoint.hash(), theirs(&old_root));
            tlog_tiles::check_tree(&their_path, size, new, old, before).unwrap();
            assert_eq!(tlog_tiles::tree_hash(old, &reader).unwrap(), before);
            assert!(tree::is_consistent(
                old,
                &old_root,
                size,
                &ledger.root(),
                &path
            ));
        }
    }
}

#[test]
fn every_inclusion_and_consistency_proof_of_small_trees_agrees() {
    let leaves: Vec<domain::Sha256> = (0u8..70).map(|n| tree::leaf_hash(&[n])).collect();
    let mut stored: Vec<tlog_tiles::Hash> = Vec::new();
    for n in 0..70u8 {
        let hashes = tlog_tiles::stored_hashes(u64::from(n), &[n], &Stored(&stored)).unwrap();
        stored.extend(hashes);
    }
    let stored = Stored(&stored);
    let fetch = |level: u32, index: u64| {
        let (from, to) = ((index << level) as usize, ((index + 1) << level) as usize);
        Ok::<_, ()>(tree::perfect_root(&leaves[from..to]))
    };
    for size in 1..=70u64 {
        let root = tree::root(size, fetch).unwrap();
        assert_eq!(tlog_tiles::tree_hash(size, &stored).unwrap(), theirs(&root));
        for index in 0..size {
            let ours = tree::prove_inclusion(index, size, fetch).unwrap().unwrap();
            let path: Vec<_> = ours.iter().map(theirs).collect();
            assert_eq!(
                tlog_tiles::prove_record(size, index, &stored).unwrap(),
                path
            );
            let leaf = &leaves[index as usize];
            assert_eq!(
                tree::root_from_inclusion(index, size, leaf, &ours),
                Some(root)
            );
            assert_ne!(
                tree::root_from_inclusion(index + 1, size, leaf, &ours),
                Some(root)
            );
        }
        for old in 1..=size {
            let ours = tree::prove_consistency(old, size, fetch).unwrap().unwrap();
            let path: Vec<_> = ours.iter().map(theirs).collect();
            assert_eq!(tlog_tiles::prove_tree(size, old, &stored).unwrap(), path);
            let old_root = tree::root(old, fetch).unwrap();
            assert!(tree::is_consistent(old, &old_root, size, &root, &ours));
            if old < size {
                assert!(!tree::is_consistent(old, &root, size, &root, &ours));
                let mut longer = ours.clone();
                longer.push(root);
                assert!(!tree::is_consistent(old, &old_root, size, &root, &longer));
            }
        }
    }
}

struct Stored<'a>(&'a [tlog_tiles::Hash]);

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes
            .iter()
            .map(|index| self.0[*index as usize])
            .collect())
    }
}

#[test]
fn notes_signed_by_their_key_are_read_by_us() {
    let (secret, public) = {
        let seed = custody::LogKey::from_seed("their.example/log", &[3; 32]).unwrap();
        let hash = hex::encode(seed.verifier().key_id());
        use base64::Engine;
        let key = base64::engine::general_purpose::STANDARD.encode([&[1u8][..], &[3; 32]].concat());
        (
            format!("PRIVATE+KEY+their.example/log+{hash}+{key}"),
            seed.verifier(),
        )
    };
    let signer = signed_note::StandardSigner::new(&secret).unwrap();
    let head = Checkpoint {
        origin: "their.example/log".to_owned(),
        size: 42,
        root: tree::empty_root(),
        extensions: vec!["an extension line".to_owned()],
    };
    let mut note = signed_note::Note::new(head.to_string().as_bytes(), &[]).unwrap();
    note.add_sigs(&[&signer]).unwrap();
    let read = Note::parse(&note.to_bytes()).unwrap();
    assert!(public.find_in(&read).unwrap().is_some());
    let signed = custody::SignedCheckpoint::open(&note.to_bytes(), &public).unwrap();
    assert_eq!(signed.head(), &head);
}
