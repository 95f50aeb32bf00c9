//! Vectors from public norms and reference implementations.

use custody::tile::{Frontier, Tile, TileKind, tiles_of};
use custody::{Checkpoint, Note, VerifierKey, tree};

/// The leaves and roots of the reference tests of Certificate Transparency (RFC 6962).
#[test]
fn rfc_6962_reference_roots() {
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut frontier = Frontier::default();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(frontier.root().to_string(), empty);
    for (leaf, root) in leaves.iter().zip(roots) {
        frontier.push(tree::leaf_hash(&hex::decode(leaf).unwrap()), |_, _, _| {});
        assert_eq!(frontier.root().to_string(), root);
    }
}

/// The example of C2SP `tlog-tiles`: a tree of 70,000 entries.
#[test]
fn tlog_tiles_example_of_70_000_entries() {
    let tiles: Vec<Tile> = tiles_of(70_000).collect();
    let of = |kind| {
        tiles
            .iter()
            .filter(|tile| tile.kind == kind)
            .collect::<Vec<_>>()
    };
    let widths = |kind| of(kind).iter().map(|tile| tile.width).collect::<Vec<_>>();
    let level_0 = widths(TileKind::Hashes(0));
    assert_eq!((level_0.len(), level_0[273]), (274, 112));
    assert!(level_0[..273].iter().all(|width| *width == 256));
    assert_eq!(widths(TileKind::Hashes(1)), [256, 17]);
    assert_eq!(widths(TileKind::Hashes(2)), [1]);
    assert!(of(TileKind::Hashes(3)).is_empty());
    assert_eq!(widths(TileKind::Entries), level_0);
    let paths: Vec<String> = tiles_of(256).map(|tile| tile.path()).collect();
    assert_eq!(paths, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
}

#[test]
fn tlog_tiles_paths_have_one_spelling() {
    let tile = Tile {
        kind: TileKind::Hashes(0),
        index: 1_234_067,
        width: 256,
    };
    assert_eq!(tile.path(), "tile/0/x001/x234/067");
    for path in [
        "tile/0/x001/x234/067",
        "tile/entries/000.p/1",
        "tile/7/x001/000.p/255",
    ] {
        assert_eq!(Tile::from_path(path).unwrap().path(), path);
    }
    for path in [
        "tile/0/001/234",
        "tile/0/x000/001",
        "tile/0/1",
        "tile/00/000",
        "tile/8/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x001",
        "tile/0/000.p",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/entries/000.p/+1",
    ] {
        assert_eq!(Tile::from_path(path), None, "{path}");
    }
}

/// The note that the documentation of Go's `golang.org/x/mod/sumdb/note` verifies.
#[test]
fn the_example_of_gos_note_package_verifies() {
    let key: VerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    let text = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n";
    let line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let whole = format!("{text}\n{line}");
    let note = Note::parse(whole.as_bytes()).unwrap();
    assert_eq!(
        (note.text(), note.to_string().as_str()),
        (text, whole.as_str())
    );
    assert!(key.find_in(&note).unwrap().is_some());
    let changed = whole.replace("answer", "Answer");
    assert!(
        key.find_in(&Note::parse(changed.as_bytes()).unwrap())
            .is_err()
    );
    assert_eq!(
        key.to_string(),
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    );
}

#[test]
fn signed_note_departures_are_refused() {
    let good = "text\n\n— name AAAAAAAA\n";
    assert!(Note::parse(good.as_bytes()).is_ok());
    for bad in [
        "",
        "text",
        "text\n",
        "text\n\n",
        "text\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n— name AAAAAAAA\n\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n—name AAAAAAAA\n",
        "text\n\n— name  AAAAAAAA\n",
        "text\n\n— na+me AAAAAAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAAA \n",
        "text\n\n— name AAAAAAA\n",
        "text\r\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAB=\n",
        "text\n\n— name AAAAAAE=\nrest\n",
        "te\0xt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAF=\n",
    ] {
        assert!(Note::parse(bad.as_bytes()).is_err(), "{bad:?}");
    }
    assert!(Note::parse(b"te\xffxt\n\n\xe2\x80\x94 name AAAAAAAA\n").is_err());
}

#[test]
fn tlog_checkpoint_departures_are_refused() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let good = format!("example.com/behind-the-sofa\n20852163\n{root}\n");
    let head = Checkpoint::parse(&good).unwrap();
    assert_eq!((head.size, head.to_string()), (20_852_163, good.clone()));
    for bad in [
        format!("\n1\n{root}\n"),
        format!("o\n01\n{root}\n"),
        format!("o\n+1\n{root}\n"),
        format!("o\n-1\n{root}\n"),
        format!("o\n18446744073709551616\n{root}\n"),
        format!("o\n1\n{root}"),
        format!("o\n1\n{root}\n\n"),
        format!("o\n1\n{root}\n\nx\n"),
        "o\n1\n".to_owned(),
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n".to_owned(),
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n".to_owned(),
        "o\n1\nAAAA\n".to_owned(),
    ] {
        assert!(Checkpoint::parse(&bad).is_err(), "{bad:?}");
    }
}

#[test]
fn mistyped_public_keys_are_refused() {
    let good = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    for bit in 0..good.len() * 8 {
        let mut bytes = good.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(text.parse::<VerifierKey>().is_err(), "{text}");
        }
    }
}
