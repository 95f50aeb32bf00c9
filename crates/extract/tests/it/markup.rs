//! HTML, XML, JSON.

use crate::readers::{check, cp1256, read};
use domain::ItemState;

#[test]
fn blocks_become_lines_and_rows_keep_their_cells() {
    let page = "<!DOCTYPE html><html><head><title>عنوان</title><meta name=author content='سامر'><style>x{}</style></head><body><p>first<p>second <b>bo</b>ld<table><tr><td>a<td>b</tr><tr><td>c</td><td>d</td></tr></table><script>var hidden=1</script><img alt='صورة'></body></html>";
    let reading = check(page.as_bytes(), "a.html", "second bold");
    assert!(
        reading.text().contains("a\tb\nc\td"),
        "{:?}",
        reading.text()
    );
    assert!(reading.text().contains("صورة"));
    assert!(!reading.text().contains("hidden"));
    assert_eq!(reading.metadata["title"], ["عنوان"]);
    assert_eq!(reading.metadata["author"], ["سامر"]);
    assert!(reading.warnings.iter().any(|w| w.contains("script")));
}

#[test]
fn a_page_that_lies_about_its_encoding_is_read() {
    let mut page = b"<html><head><meta charset=iso-8859-1></head><body>".to_vec();
    page.extend(cp1256(
        "يطلب إلى جميع الفروع تنفيذ مضمون هذا الكتاب وإعلامنا عن ذلك",
    ));
    page.extend_from_slice(b"</body></html>");
    check(&page, "a.html", "تنفيذ مضمون هذا الكتاب");
}

#[test]
fn remote_resources_are_counted_and_a_page_within_is_read() {
    let page = "<html><body>outside<img src='http://198.51.100.7/t.gif'><iframe srcdoc='&lt;p&gt;inside'></iframe></body></html>";
    let reading = check(page.as_bytes(), "a.html", "outside inside");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("1 remote resources; none was fetched"))
    );
}

#[test]
fn a_picture_written_into_a_page_is_a_member() {
    let (_, members) = read(
        b"<html><body>x<img src='data:image/png;base64,iVBORw0K'></body></html>",
        "a.html",
    );
    assert_eq!(members[0].shown, "embedded-1.png");
    assert_eq!(members[0].bytes, b"\x89PNG\r\n");
}

#[test]
fn depth_of_a_hundred_thousand_costs_nothing() {
    let page = format!(
        "<html><body>{}<p>core</p>{}",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    check(page.as_bytes(), "a.html", "core");
    let json = format!("{}\"core\"{}", "[".repeat(100_000), "]".repeat(100_000));
    check(json.as_bytes(), "a.json", "core");
    let xml = format!(
        "<?xml version='1.0'?><r>{}core{}</r>",
        "<a>".repeat(100_000),
        "</a>".repeat(100_000)
    );
    check(xml.as_bytes(), "a.xml", "core");
}

#[test]
fn a_billion_laughs_is_refused_and_named() {
    let mut bomb = String::from("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY l0 'lol'>");
    for n in 1..10 {
        bomb.push_str(&format!(
            "<!ENTITY l{n} '{}'>",
            format!("&l{};", n - 1).repeat(10)
        ));
    }
    bomb.push_str("]><r>kept &l9; text</r>");
    let reading = check(bomb.as_bytes(), "a.xml", "kept text");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("entity expansion: 0")),
        "{:?}",
        reading.warnings
    );
    assert!(reading.text().len() < 100);
}

#[test]
fn an_external_entity_is_not_opened() {
    let xml = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>before &e; after</r>";
    let reading = check(xml.as_bytes(), "a.xml", "before after");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("external entity"))
    );
    assert!(!reading.text().contains("root:"));
}

#[test]
fn broken_xml_gives_what_stands_before_the_break() {
    let (reading, _) = read(b"<?xml version='1.0'?><r><a>first</a><b attr=", "a.xml");
    assert!(reading.text().contains("first"));
    assert_eq!(reading.state, ItemState::ReadInPart);
}

#[test]
fn strings_of_json_stand_after_their_keys() {
    let reading = check(
        "{\"الاسم\": \"سامر \\u0627\", \"n\": [1, true], \"e\": \"\\ud83d\\ude00\"}".as_bytes(),
        "a.json",
        "الاسم: سامر ا",
    );
    assert!(reading.text().contains("e: 😀"), "{}", reading.text());
}
