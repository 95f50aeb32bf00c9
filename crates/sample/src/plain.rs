//! Papers as plain files: text in three encodings, RTF, HTML, CSV.

use crate::office::escaped;
use crate::paper::Paper;
use encoding_rs::WINDOWS_1256;

/// Text in windows-1256, the code page of Arabic Windows.
///
/// INVARIANT: the caller gives only characters of that page, so western digits.
pub(crate) fn windows_1256(text: &str) -> Vec<u8> {
    WINDOWS_1256.encode(text).0.into_owned()
}

/// Lines with the line ends of Windows.
fn crlf(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

/// The paper in windows-1256.
pub(crate) fn txt_1256(paper: &Paper) -> Vec<u8> {
    windows_1256(&crlf(&paper.lines()))
}

/// The paper in UTF-8 without a mark.
pub(crate) fn txt_utf8(paper: &Paper) -> Vec<u8> {
    let lines: Vec<String> = paper.lines();
    format!("{}\n", lines.join("\n")).into_bytes()
}

/// The paper in UTF-16, little end first, with a mark, as Notepad saved "Unicode".
pub(crate) fn txt_utf16(paper: &Paper) -> Vec<u8> {
    let text = format!("\u{feff}{}", crlf(&paper.lines()));
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The paper as a rich text file with windows-1256 bytes.
pub(crate) fn rtf(paper: &Paper) -> Vec<u8> {
    let mut out =
        b"{\\rtf1\\ansi\\ansicpg1256\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset178 Arial;}}\r\n"
            .to_vec();
    out.extend(b"{\\info{\\title ");
    hex(&paper.subject, &mut out);
    out.extend(b"}}\r\n\\f0\\fs28\r\n");
    for line in paper.lines() {
        out.extend(b"\\rtlpar\\qr\\rtlch ");
        hex(&line, &mut out);
        out.extend(b"\\par\r\n");
    }
    out.push(b'}');
    out
}

fn hex(text: &str, out: &mut Vec<u8>) {
    for byte in windows_1256(text) {
        match byte {
            b'\\' | b'{' | b'}' => out.extend([b'\\', byte]),
            b'\t' => out.extend(b"\\tab "),
            0x20..=0x7e => out.push(byte),
            _ => out.extend(format!("\\'{byte:02x}").into_bytes()),
        }
    }
}

/// The paper as a web page in windows-1256, declared in its head.
pub(crate) fn html(paper: &Paper) -> Vec<u8> {
    let mut page = format!(
        "<html dir=\"rtl\" lang=\"ar\">\r\n<head>\r\n<meta http-equiv=\"Content-Type\" \
         content=\"text/html; charset=windows-1256\">\r\n<title>{}</title>\r\n</head>\r\n<body>\r\n",
        escaped(&paper.subject)
    );
    let paragraph = |line: &String| format!("<p>{}</p>\r\n", escaped(line));
    page.extend(paper.head_lines().iter().chain(&paper.body).map(paragraph));
    if let Some(table) = &paper.table {
        page += "<table border=\"1\">\r\n";
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell)));
            page += &format!("<tr>{}</tr>\r\n", cells.collect::<String>());
        }
        page += "</table>\r\n";
    }
    page.extend(
        paper
            .second
            .iter()
            .chain(&paper.foot_lines())
            .map(paragraph),
    );
    page += "</body>\r\n</html>\r\n";
    windows_1256(&page)
}

/// The table of the paper alone, in UTF-8 with a mark, as Excel saves it.
pub(crate) fn csv(paper: &Paper) -> Vec<u8> {
    let mut out = "\u{feff}".to_owned();
    if let Some(table) = &paper.table {
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .collect();
            out += &format!("{}\r\n", cells.join(","));
        }
    }
    out.into_bytes()
}
