use super::*;

const LETTER: &str = "إلى السيد رئيس الفرع: نحيل إليكم الموقوف سامر الهادي مع محضر التحقيق، للاطلاع.";
const WESTERN: &str =
    "Le préfet a reçu hier une délégation de l'université; für größere Mengen, señor.";

fn encode(text: &str, page: CodePage) -> Vec<u8> {
    let (_, map) = UPPER_HALVES.iter().find(|(p, _)| *p == page).unwrap();
    text.chars()
        .map(|c| match c {
            c if c.is_ascii() => c as u8,
            c => map
                .iter()
                .position(|m| *m == Some(c))
                .map_or(b'?', |at| at as u8 + 0x80),
        })
        .collect()
}

#[test]
fn each_code_page_is_told_from_its_own_bytes() {
    for page in [CodePage::Windows1256, CodePage::Iso8859_6, CodePage::Dos720] {
        let bytes = encode(LETTER, page);
        assert_eq!(guess(&bytes), page);
        assert_eq!(
            decode(&bytes, page),
            LETTER.replace(['،'], if page == CodePage::Dos720 { "?" } else { "،" })
        );
    }
    assert_eq!(
        guess(&encode(WESTERN, CodePage::Windows1252)),
        CodePage::Windows1252
    );
}

#[test]
fn mac_arabic_is_told_by_its_own_punctuation_and_digits() {
    // Its letters stand where ISO 8859-6 has them; digits and signs above 7F are its own.
    let bytes = encode("العدد ٦١٢ من الجريدة الرسمية، صفحة ٢٠", CodePage::MacArabic);
    assert_eq!(guess(&bytes), CodePage::MacArabic);
    assert_eq!(
        decode(&bytes, CodePage::MacArabic),
        "العدد ٦١٢ من الجريدة الرسمية، صفحة ٢٠"
    );
}

#[test]
fn one_name_is_enough() {
    for (name, page) in [
        ("قائمة الأسماء", CodePage::Windows1256),
        ("كتاب الفرع", CodePage::Iso8859_6),
        ("محضر التحقيق", CodePage::Dos720),
    ] {
        assert_eq!(guess(&encode(name, page)), page, "{name}");
    }
    assert_eq!(guess(b"caf\xe9"), CodePage::Windows1252);
}

#[test]
fn french_in_arabic_windows_is_read_the_same_either_way() {
    let bytes = encode("Réf. n° 12 à l'été", CodePage::Windows1252);
    assert_eq!(decode(&bytes, guess(&bytes)), "Réf. n° 12 à l'été");
}

#[test]
fn unicode_is_told_with_and_without_a_mark() {
    let le: Vec<u8> = LETTER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = LETTER.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(
        (guess(&le), guess(&be)),
        (CodePage::Utf16Le, CodePage::Utf16Be)
    );
    assert_eq!(decode(&le, CodePage::Utf16Le), LETTER);
    assert_eq!(
        decode(&[b"\xff\xfe", le.as_slice()].concat(), CodePage::Utf16Le),
        LETTER
    );
    assert_eq!(
        guess(&[b"\xfe\xff", be.as_slice()].concat()),
        CodePage::Utf16Be
    );
    let ascii: Vec<u8> = "Report of 2013\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(guess(&ascii), CodePage::Utf16Le);
    assert_eq!(guess(LETTER.as_bytes()), CodePage::Utf8);
    assert_eq!(guess(b"plain\n"), CodePage::Utf8);
    assert_eq!(guess(b""), CodePage::Utf8);
}

#[test]
fn a_sample_cut_inside_a_sign_is_still_utf8() {
    let text = "ب".repeat(LOOKED_AT_BYTES);
    let text = format!("a{text}");
    assert_eq!(guess(text.as_bytes()), CodePage::Utf8);
}

#[test]
fn half_a_unit_is_shown_as_unreadable() {
    assert_eq!(decode(b"\x28\x06\x28", CodePage::Utf16Le), "ب\u{fffd}");
    assert_eq!(decode(b"\x28\x06\x00\xd8", CodePage::Utf16Le), "ب\u{fffd}");
}
