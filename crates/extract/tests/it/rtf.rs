//! Rich Text Format.

use crate::readers::{check, read};
use domain::ItemState;

#[test]
fn hexadecimal_bytes_are_read_in_the_page_of_the_file_and_of_the_font() {
    check(
        b"{\\rtf1\\ansi\\ansicpg1256 \\'c7\\'e1\\'cc\\'e3\\'e5\\'e6\\'d1\\'ed\\'c9\\par}",
        "a.rtf",
        "الجمهورية",
    );
    check(
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}{\\f1\\fcharset178 Arial;}}\\f0 caf\\'e9 \\f1 \\'c7\\'e1\\par}",
        "a.rtf",
        "café ال",
    );
}

#[test]
fn unicode_skips_its_substitutes() {
    check(b"{\\rtf1\\uc1 a\\u1575?\\u1604?b}", "a.rtf", "aالb");
    check(b"{\\rtf1{\\uc2 \\u1575\\'3f\\'3f}x}", "a.rtf", "اx");
    check(b"{\\rtf1 \\u-10179?\\u-8704?}", "a.rtf", "😀");
}

#[test]
fn a_file_without_a_stated_page_is_guessed() {
    let mut rtf = b"{\\rtf1\\ansi ".to_vec();
    let text = "يطلب إلى جميع الفروع تنفيذ مضمون هذا الكتاب وإعلامنا عن ذلك خلال ثلاثة أيام";
    for byte in encoding_rs::WINDOWS_1256.encode(text).0.iter() {
        rtf.extend_from_slice(
            if *byte > 127 {
                format!("\\'{byte:02x}")
            } else {
                char::from(*byte).to_string()
            }
            .as_bytes(),
        );
    }
    rtf.push(b'}');
    let reading = check(&rtf, "a.rtf", text);
    assert!(reading.warnings.iter().any(|w| w.contains("windows-1256")));
}

#[test]
fn tables_notes_and_properties_are_read_and_styles_are_not() {
    let rtf = b"{\\rtf1{\\stylesheet{\\s0 Normal;}}{\\info{\\title T}{\\author A}{\\creatim\\yr2013\\mo2\\dy1\\hr9\\min5}}{\\header H\\par}\\trowd\\intbl a\\cell b\\cell\\row\\pard body{\\footnote note}\\par}";
    let reading = check(rtf, "a.rtf", "a b body");
    assert!(reading.text().contains("a\tb\n"), "{:?}", reading.text());
    assert!(reading.text().contains("note") && reading.text().contains('H'));
    assert!(!reading.text().contains("Normal"));
    assert_eq!(reading.metadata["title"], ["T"]);
    assert_eq!(reading.metadata["author"], ["A"]);
    assert_eq!(reading.metadata["created"], ["2013-02-01T09:05"]);
}

#[test]
fn a_picture_is_a_member() {
    let (_, members) = read(b"{\\rtf1 x{\\pict\\pngblip\\picw1 89504e470d0a}}", "a.rtf");
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("object-1.png", b"\x89PNG\r\n".as_slice())
    );
}

#[test]
fn groups_a_hundred_thousand_deep_are_read() {
    let rtf = format!(
        "{{\\rtf1 {}core{}}}",
        "{".repeat(100_000),
        "}".repeat(100_000)
    );
    check(rtf.as_bytes(), "a.rtf", "core");
}

#[test]
fn a_cut_file_is_read_in_part() {
    let (reading, _) = read(b"{\\rtf1 text {\\b more", "a.rtf");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.text().contains("text more"));
}
