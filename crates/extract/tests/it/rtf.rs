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

#[test]
fn changes_comments_and_hidden_text_are_marked_with_name_and_time() {
    let time = 30 | 14 << 6 | 3 << 11 | 2 << 16 | 113 << 20;
    let rtf = format!(
        "{{\\rtf1\\ansi{{\\*\\revtbl{{Unknown;}}{{Samer;}}}}one {{\\deleted\\revauthdel1\\revdttmdel{time} gone}} two{{\\revised\\revauth1 added}}{{\\v secret}}{{\\*\\atnid K}}{{\\*\\atnauthor Khaled}}\\chatn{{\\*\\annotation{{\\*\\atndate {time}}}why?}}\\par next\\par}}"
    );
    let (reading, _) = read(rtf.as_bytes(), "a.rtf");
    assert_eq!(
        reading.text(),
        "one  twoaddedsecret\n[deleted by Samer 2013-02-03T14:30: gone]\n[inserted by Samer: added]\n[hidden: secret]\nnext\n[comment by Khaled 2013-02-03T14:30] why?"
    );
    assert_eq!(reading.metadata["office.comment.author"], ["Khaled"]);
}

#[test]
fn letters_from_right_to_left_are_read_in_the_page_of_their_own_font() {
    check(
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}{\\f1\\fcharset178 Arial;}}\\ltrch\\fcs0\\f0 caf\\'e9 \\ltrch\\f0\\rtlch\\fcs1\\af1 \\'c7\\'e1\\par}",
        "a.rtf",
        "café ال",
    );
}

#[test]
fn pictures_and_words_of_drawn_shapes_are_not_lost() {
    let rtf = b"{\\rtf1 x{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv {\\pict\\jpegblip ffd8ff}}}{\\sp{\\sn gtextUNICODE}{\\sv drawn words}}{\\sp{\\sn fillColor}{\\sv 255}}}}\\par}";
    let (reading, members) = read(rtf, "a.rtf");
    assert!(reading.text().contains("drawn words") && !reading.text().contains("255"));
    assert_eq!(members[0].bytes, [0xff, 0xd8, 0xff]);
}

#[test]
fn who_saved_it_last_and_what_it_refers_to_is_told() {
    let rtf = b"{\\rtf1{\\info{\\operator Khaled}{\\*\\company Firm}\\version7\\edmins12}{\\*\\template C:\\\\a.dot}{\\*\\userprops{\\propname Case}\\proptype30{\\staticval 17}}{\\*\\rsidtbl\\rsid4660\\rsid22136}x\\par}";
    let (reading, _) = read(rtf, "a.rtf");
    for (key, value) in [
        ("last_author", "Khaled"),
        ("company", "Firm"),
        ("revision", "7"),
        ("edit_time", "12 min"),
        ("template", "C:\\a.dot"),
        ("rtf.custom.Case", "17"),
        ("rtf.rsids", "00001234 00005678"),
    ] {
        assert_eq!(
            reading.metadata.get(key).map(|v| v[0].as_str()),
            Some(value),
            "{key}"
        );
    }
    assert!(reading.warnings.iter().any(|w| w.contains("a.dot")));
    assert_eq!(reading.text(), "x");
}
