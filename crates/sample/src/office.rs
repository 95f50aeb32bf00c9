//! Papers as files of office programs: DOCX, XLSX, ODT.

use crate::SampleError;
use crate::day::Day;
use crate::paper::Paper;
use crate::zipped::{MemberName, Zip};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";

/// Text with what XML keeps for itself written as entities.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The paper as a Word file (ISO/IEC 29500).
pub(crate) fn docx(paper: &Paper) -> Result<Vec<u8>, SampleError> {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let run = |text: &str, bold: bool| {
        let weight = if bold { "<w:b/><w:bCs/>" } else { "" };
        format!(
            "<w:r><w:rPr><w:rFonts w:cs=\"Arial\"/>{weight}<w:szCs w:val=\"28\"/><w:rtl/></w:rPr>\
             <w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text)
        )
    };
    let paragraph = |text: &str, place: &str, bold: bool| {
        format!(
            "<w:p><w:pPr><w:bidi/><w:jc w:val=\"{place}\"/></w:pPr>{}</w:p>",
            run(text, bold)
        )
    };
    let mut body = String::new();
    for line in paper.head_lines() {
        let centred =
            Some(&line) == paper.title.as_ref() || Some(&line) == paper.addressee.as_ref();
        body += &paragraph(&line, if centred { "center" } else { "left" }, true);
    }
    for line in paper.body.iter().chain(&paper.second) {
        body += &paragraph(line, "both", false);
    }
    if let Some(table) = &paper.table {
        // In a paragraph that runs right to left, "left" is the side where lines begin.
        let columns = "<w:gridCol w:w=\"1500\"/>".repeat(table.head.len());
        body += "<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>";
        body += &format!("<w:tblGrid>{columns}</w:tblGrid>");
        for (n, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let cells = row
                .iter()
                .map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell, "left", n == 0)));
            body += &format!("<w:tr>{}</w:tr>", cells.collect::<String>());
        }
        body += "</w:tbl>";
    }
    for line in paper.foot_lines() {
        body += &paragraph(&line, "right", false);
    }
    let document = format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr><w:bidi/></w:sectPr></w:body></w:document>"
    );
    package(
        paper,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "word/document.xml",
        &[("word/document.xml", document)],
        &[],
    )
}

/// The paper, which has to be a table, as an Excel file.
pub(crate) fn xlsx(paper: &Paper) -> Result<Vec<u8>, SampleError> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut shared: Vec<String> = Vec::new();
    let mut rows = String::new();
    for (n, line) in paper.lines().iter().enumerate() {
        rows += &format!("<row r=\"{}\">", n + 1);
        for (cell, column) in line.split('\t').zip("ABCDEFGH".chars()) {
            let place = format!("{column}{}", n + 1);
            match cell.parse::<u32>() {
                Ok(number) => rows += &format!("<c r=\"{place}\"><v>{number}</v></c>"),
                Err(_) => {
                    let known = shared
                        .iter()
                        .position(|text| text == cell)
                        .unwrap_or_else(|| {
                            shared.push(cell.to_owned());
                            shared.len() - 1
                        });
                    rows += &format!("<c r=\"{place}\" t=\"s\"><v>{known}</v></c>");
                }
            }
        }
        rows += "</row>";
    }
    let sheet = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView rightToLeft=\"1\" workbookViewId=\"0\"/>\
         </sheetViews><sheetData>{rows}</sheetData></worksheet>"
    );
    let strings: String = shared
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)))
        .collect();
    let strings = format!(
        "{HEAD}<sst xmlns=\"{MAIN}\" uniqueCount=\"{}\">{strings}</sst>",
        shared.len()
    );
    let workbook = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}/relationships\"><sheets>\
         <sheet name=\"السجل\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{OFFICE}/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         </Relationships>"
    );
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    package(
        paper,
        &format!("{TYPE}.sheet.main+xml"),
        "xl/workbook.xml",
        &[
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", strings),
        ],
        &[
            ("xl/worksheets/sheet1.xml", &format!("{TYPE}.worksheet+xml")),
            ("xl/sharedStrings.xml", &format!("{TYPE}.sharedStrings+xml")),
        ],
    )
}

/// The parts around the main one that every such package holds.
fn package(
    paper: &Paper,
    main_type: &str,
    main: &str,
    parts: &[(&str, String)],
    types: &[(&str, &str)],
) -> Result<Vec<u8>, SampleError> {
    let mut overrides = format!("<Override PartName=\"/{main}\" ContentType=\"{main_type}\"/>");
    for (part, kind) in types {
        overrides += &format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    }
    let content_types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    );
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/relationships/officeDocument\" Target=\"{main}\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    );
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T09:30:00Z</dcterms:created></cp:coreProperties>",
        escaped(&paper.subject),
        escaped(&format!("ديوان {}", paper.issuer)),
        paper.day.iso()
    );
    let mut zip = Zip::default();
    let fixed = [
        ("[Content_Types].xml", content_types),
        ("_rels/.rels", relations),
        ("docProps/core.xml", core),
    ];
    for (name, text) in fixed.iter().chain(parts) {
        zip.add(MemberName::Utf8(name), text.as_bytes(), paper.day, None)?;
    }
    Ok(zip.finish())
}

/// The paper as an OpenDocument text (ISO/IEC 26300).
pub(crate) fn odt(paper: &Paper) -> Result<Vec<u8>, SampleError> {
    const SPACE: &str = "urn:oasis:names:tc:opendocument:xmlns";
    let paragraph =
        |text: &str| format!("<text:p text:style-name=\"P1\">{}</text:p>", escaped(text));
    let mut body: String = paper
        .head_lines()
        .iter()
        .map(|line| paragraph(line))
        .collect();
    for line in paper.body.iter().chain(&paper.second) {
        body += &paragraph(line);
    }
    if let Some(table) = &paper.table {
        body += &format!(
            "<table:table><table:table-column table:number-columns-repeated=\"{}\"/>",
            table.head.len()
        );
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells = row
                .iter()
                .map(|cell| format!("<table:table-cell>{}</table:table-cell>", paragraph(cell)));
            body += &format!(
                "<table:table-row>{}</table:table-row>",
                cells.collect::<String>()
            );
        }
        body += "</table:table>";
    }
    body.extend(paper.foot_lines().iter().map(|line| paragraph(line)));
    let content = format!(
        "{HEAD}<office:document-content xmlns:office=\"{SPACE}:office:1.0\" xmlns:text=\"{SPACE}:text:1.0\" \
         xmlns:table=\"{SPACE}:table:1.0\" xmlns:style=\"{SPACE}:style:1.0\" \
         xmlns:fo=\"{SPACE}:xsl-fo-compatible:1.0\" office:version=\"1.2\"><office:automatic-styles>\
         <style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties \
         style:writing-mode=\"rl-tb\" fo:text-align=\"start\"/></style:style></office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "{HEAD}<office:document-meta xmlns:office=\"{SPACE}:office:1.0\" xmlns:meta=\"{SPACE}:meta:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\"><office:meta><dc:title>{}</dc:title>\
         <meta:creation-date>{}T09:30:00</meta:creation-date></office:meta></office:document-meta>",
        escaped(&paper.subject),
        paper.day.iso()
    );
    const TYPE: &str = "application/vnd.oasis.opendocument.text";
    let manifest = format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"{SPACE}:manifest:1.0\" manifest:version=\"1.2\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         <manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let mut zip = Zip::default();
    zip.store("mimetype", TYPE.as_bytes(), paper.day);
    for (name, text) in [
        ("content.xml", content),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", manifest),
    ] {
        add(&mut zip, name, &text, paper.day)?;
    }
    Ok(zip.finish())
}

fn add(zip: &mut Zip, name: &str, text: &str, day: Day) -> Result<(), SampleError> {
    zip.add(MemberName::Utf8(name), text.as_bytes(), day, None)
}
