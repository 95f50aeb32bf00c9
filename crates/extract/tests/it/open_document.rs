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

#[test]
fn changes_comments_and_hidden_text_are_marked_with_name_and_time() {
    let body = "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info><dc:creator>سامر</dc:creator><dc:date>2013-02-03T10:00:00</dc:date></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region><text:changed-region text:id='c2'><text:insertion><office:change-info><dc:creator>خالد</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>one <text:change text:change-id='c1'/>two <text:change-start text:change-id='c2'/>added<text:change-end text:change-id='c2'/> <text:span text:style-name='T9'>secret</text:span><office:annotation><dc:creator>ليلى</dc:creator><dc:date>2014-01-01T00:00:00</dc:date><text:p>why?</text:p></office:annotation></text:p><text:p>next</text:p>";
    let content = format!(
        "<office:document-content {NS}><office:automatic-styles><style:style style:name='T9'><style:text-properties text:display='none'/></style:style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let file = package(&[
        ("mimetype", TEXT),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]);
    let (reading, _) = read(&file, "a.odt");
    assert_eq!(
        reading.text(),
        "one two added secret\n[deleted by سامر 2013-02-03T10:00:00: gone]\n[inserted by خالد: added]\n[hidden: secret]\nnext\n[comment by ليلى 2014-01-01T00:00:00] why?"
    );
    assert_eq!(reading.metadata["odf.deleted"], ["gone"]);
}

#[test]
fn cells_keep_their_places_and_what_is_hidden_is_said() {
    let body = "<table:table table:name='سري' table:style-name='ta2'><table:table-column table:visibility='collapse'/><table:table-row><table:table-cell table:number-columns-repeated='2'/><table:table-cell table:number-columns-repeated='2'><text:p>C1</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated='2' table:visibility='collapse'/><table:table-row><table:table-cell><office:annotation><dc:creator>خالد</dc:creator><text:p>why?</text:p></office:annotation><text:p>A4</text:p></table:table-cell></table:table-row></table:table>";
    let content = format!(
        "<office:document-content {NS}><office:automatic-styles><style:style style:name='ta2'><style:table-properties table:display='false'/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let file = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]);
    let (reading, _) = read(&file, "a.ods");
    assert_eq!(
        reading.pages[0].text,
        "\t\tC1\tC1\n\n\nA4\n[comment on A4 by خالد] why?"
    );
    assert_eq!(reading.metadata["office.hidden_sheet"], ["سري"]);
    assert_eq!(reading.metadata["office.hidden_rows"], ["سري: 2-3"]);
    assert_eq!(reading.metadata["office.hidden_columns"], ["سري: A"]);
}
