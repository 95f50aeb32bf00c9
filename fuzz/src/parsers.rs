//! Parsers outside of the readers of formats: the ledger's files as the verifier gets them, the
//! telling of scripts, lists of people, and what people type.

use arabic::{code_page, fold, quality, tokens, visual_order};
use catalogue::query::{Options, Query};
use custody::act::ActBody;
use custody::tile::Tile;
use custody::verify::proof::{ItemDigest, verify_proof};
use custody::{Checkpoint, Note, Proof, SignedCheckpoint, Trust, VerifierKey};
use linkage::Field;
use linkage::list::{BadRow, Entry, ListReader, open, sniff};
use linkage::mapping::{Mapping, Use};

/// Every parser, by the name of its target.
pub const PARSERS: [(&str, fn(&[u8])); 12] = [
    ("kind", kind),
    ("note", note),
    ("checkpoint", checkpoint),
    ("proof", proof),
    ("vkey", vkey),
    ("act", act),
    ("tile-path", tile_path),
    ("code-page", of_code_page),
    ("visual-order", of_visual_order),
    ("query", query),
    ("list", list),
    ("mapping", mapping),
];

/// The key under which the golden ledger of `custody` was made.
const KEY: &str = include_str!("../../crates/custody/tests/data/v1/log.vkey");

fn key() -> VerifierKey {
    KEY.trim().parse().expect("the key of the golden ledger")
}

fn kind(bytes: &[u8]) {
    let name = bytes.get(..bytes.len().min(12)).unwrap_or_default();
    let _ = extract::kind::detect(bytes, name);
}

fn note(bytes: &[u8]) {
    if let Ok(note) = Note::parse(bytes) {
        // One content has one spelling.
        let mut written = format!("{}\n", note.text());
        for signature in note.signatures() {
            written += &signature.to_string();
        }
        assert_eq!(written.as_bytes(), bytes, "a note has a second spelling");
        let _ = key().find_in(&note);
    }
}

fn checkpoint(bytes: &[u8]) {
    let _ = SignedCheckpoint::open(bytes, &key());
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Checkpoint::parse(text);
    }
}

fn proof(bytes: &[u8]) {
    if let Ok(proof) = Proof::parse(bytes) {
        for size in [0, 1, proof.index, proof.index.saturating_add(1), u64::MAX] {
            let _ = proof.root(size);
        }
    }
    let item = ItemDigest::of(bytes).expect("bytes in memory");
    let trust = Trust::in_log(key()).expect("a log's key");
    let _ = verify_proof(bytes, &item, &trust);
}

fn vkey(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(key) = text.parse::<VerifierKey>()
    {
        assert_eq!(key.to_string(), text, "a key has a second spelling");
    }
}

fn act(bytes: &[u8]) {
    if let Ok(act) = ActBody::from_bytes(bytes) {
        let _ = act.to_bytes().expect("an act that was read is written");
    }
}

fn tile_path(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(tile) = Tile::from_path(text)
    {
        assert_eq!(tile.path(), text, "a tile has a second path");
    }
}

fn of_code_page(bytes: &[u8]) {
    let page = code_page::guess(bytes);
    let text = code_page::decode(bytes, page);
    let _ = quality::score(&text);
}

fn of_visual_order(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let repaired = visual_order::repair_page(&text);
    assert_eq!(repaired.lines().count(), text.lines().count());
    for token in tokens::tokens(&text) {
        let _ = fold::fold(token.text, fold::Classes::WORD_FORMS);
    }
}

fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(query) = Query::parse(&text, Options::default()) {
        let _ = query.read_as();
    }
}

/// A list in the form that its bytes seem to have. Rows keep their order, and none is told twice.
fn list(bytes: &[u8]) {
    let Ok(sniffed) = sniff(&mut &*bytes) else {
        return;
    };
    let Ok(rows) = open(bytes, &sniffed.form) else {
        return;
    };
    let headings = rows.headings().to_vec();
    let mut mapping = Mapping::propose(&headings, &[]).mapping;
    if mapping.columns().next().is_none() {
        let column = headings.first().cloned().unwrap_or_default();
        let says = Use::Field(Field::FullName);
        mapping = mapping.with(column, says).expect("one column");
    }
    mapping.form = Some(sniffed.form);
    let Ok(mut reader) = ListReader::new(rows, &mapping) else {
        return;
    };
    let mut last = (0, 0);
    while let Some(entry) = reader.next_entry().expect("bytes in memory") {
        let (Entry::Record(linkage::list::Numbered { row, line, .. }, _)
        | Entry::Bad(BadRow { row, line, .. })) = entry;
        assert!(row > last.0 && line > last.1, "a row is told twice");
        last = (row, line);
    }
}

fn mapping(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(mapping) = Mapping::from_toml(&text) {
        let written = mapping
            .to_toml()
            .expect("a mapping that was read is written");
        assert_eq!(Mapping::from_toml(&written), Ok(mapping));
    }
}
