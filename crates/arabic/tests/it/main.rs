//! Measures the rules on attested spellings and files, where those lie beside the workspace.

use arabic::{CodePage, code_page, skeleton};
use std::path::PathBuf;

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

#[test]
fn attested_latin_spellings_meet_their_arabic_names() {
    let Some(path) = shared("data/names/pairs_dev.tsv") else {
        return;
    };
    let pairs = std::fs::read_to_string(path).unwrap();
    let (mut same, mut found, mut different, mut confused) = (0, 0, 0, 0);
    for line in pairs.lines().skip(1) {
        let [_, "token_ar_lat", a, b, label, ..] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let met = usize::from(skeleton::may_be_same_name(a, b));
        if label == "1" {
            (same, found) = (same + 1, found + met);
        } else {
            (different, confused) = (different + 1, confused + met);
        }
    }
    eprintln!("{found} of {same} spellings found, {confused} of {different} others met");
    assert!(found * 100 >= same * 93, "recall fell: {found} of {same}");
    assert!(
        confused * 100 <= different * 12,
        "too coarse: {confused} of {different}"
    );
}

#[test]
fn files_in_old_code_pages_are_told_apart() {
    let Some(folder) = shared("data/documents/arabic-encodings") else {
        return;
    };
    for (name, page) in [
        ("cp1256.txt", CodePage::Windows1256),
        ("table_cp1256.csv", CodePage::Windows1256),
        ("iso8859_6.txt", CodePage::Iso8859_6),
        ("mac_arabic.txt", CodePage::MacArabic),
        ("cp720_dos.txt", CodePage::Dos720),
        ("utf16be_nobom.txt", CodePage::Utf16Be),
        ("utf16le_bom.txt", CodePage::Utf16Le),
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        assert_eq!(code_page::guess(&bytes), page, "{name}");
        let text = code_page::decode(&bytes, page);
        assert!(arabic::quality::score(&text).score > 0.85, "{name}");
    }
}
