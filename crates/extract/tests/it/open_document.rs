//! OpenDocument files.

use crate::readers::{check, package, read};
use domain::ItemState;

const NS: &str = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d' xmlns:dc='c' xmlns:meta='m' xmlns:style='s'";

fn content(kind: &str, body: &str) -> String {
    format!(
        "<office:document-content {NS}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
}

fn odf(kind: &str, mimetype: &str, body: &str) -> Vec<u8> {
    package(&[
        ("mimetype", mimetype),
        ("content.xml", &content(kind, body)),
        (
            "meta.xml",
            &format!(
                "<office:document-meta {NS}><office:meta><dc:title>عنوان</dc:title><meta:initial-creator>كاتب</meta:initial-creator><dc:creator>other</dc:creator></office:meta></office:document-meta>"
            ),
        ),
        (
            "styles.xml",
            &format!(
                "<office:document-styles {NS}><office:master-styles><style:footer><text:p>تذييل</text:p></style:footer></office:master-styles></office:document-styles>"
            ),
        ),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("Pictures/a.png", "png"),
    ])
}

const TEXT: &str = "application/vnd.oasis.opendocument.text";

#[test]
fn paragraphs_tables_notes_and_margins_are_read() {
    let body = "<text:p>كتا<text:span>ب</text:span> رقم<text:s text:c='2'/>5</text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table><text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>";
    let file = odf("text", TEXT, body);
    let reading = check(&file, "a.odt", "كتاب رقم 5 a b");
    assert!(reading.text().contains("a\tb\n"), "{:?}", reading.text());
    assert!(reading.text().contains("note") && reading.text().contains("تذييل"));
    assert_eq!(reading.metadata["title"], ["عنوان"]);
    assert_eq!(reading.metadata["author"], ["كاتب"]);
    let (_, members) = read(&file, "a.odt");
    assert_eq!(members[0].shown, "pictures/a.png");
}

#[test]
fn sheets_are_pages() {
    let sheet = |name: &str, cell: &str| {
        format!(
            "<table:table table:name='{name}'><table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let body = [sheet("أولى", "سامر"), sheet("ثانية", "خالد")].concat();
    let (reading, _) = read(
        &odf(
            "spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
            &body,
        ),
        "a.ods",
    );
    assert_eq!(reading.pages[0].label.as_deref(), Some("أولى"));
    assert_eq!(reading.pages[0].text, "سامر\t2");
    assert_eq!(reading.pages[1].text, "خالد\t2");
}

#[test]
fn an_encrypted_document_is_called_encrypted() {
    let file = package(&[
        ("mimetype", TEXT),
        ("content.xml", "\u{1}\u{2}rubbish"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest='m'><manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        ),
    ]);
    let (reading, _) = read(&file, "a.odt");
    assert_eq!(reading.state, ItemState::Encrypted);
    assert!(reading.reason.unwrap().contains("password"));
}

#[test]
fn a_flat_file_is_read() {
    let flat = format!(
        "<?xml version='1.0'?><office:document {NS} xmlns:office2='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><office:meta><dc:title>T</dc:title></office:meta><office:body><office:text><text:p>مسطح</text:p></office:text></office:body></office:document>"
    );
    let flat = flat.replace(
        "xmlns:office='o'",
        "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'",
    );
    let reading = check(flat.as_bytes(), "a.fodt", "مسطح");
    assert_eq!(reading.metadata["title"], ["T"]);
}
