//! Workbooks of old whose container is damaged, through `calamine`.

use super::named_page;
use super::number_format::{self, Shown};
use crate::format::{FormatFault, Input};
use crate::outcome::Outcome;
use calamine::{Data, Reader, SheetVisible, Sheets};
use std::io::Cursor;

/// Reads each sheet as rows with tab-parted cells.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the workbook
/// cannot be opened, and limits.
pub(super) fn read(input: &Input<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let opened = std::panic::catch_unwind(|| open(input.bytes));
    let mut workbook = opened.unwrap_or_else(|_| Err(fault("its parts contradict one another")))?;
    let sheets: Vec<(String, SheetVisible)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .collect();
    for (name, visible) in sheets {
        if visible != SheetVisible::Visible {
            out.warn(format!("the sheet `{name}` is hidden; it was read"));
            out.meta("office.hidden_sheet", &name);
        }
        let range = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            workbook.worksheet_range(&name)
        }))
        .unwrap_or(Err(calamine::Error::Msg(
            "its parts contradict one another",
        ))) {
            Ok(range) => range,
            Err(error) => {
                out.in_part(format!("the sheet `{name}` could not be read: {error}"));
                continue;
            }
        };
        let mut text = String::new();
        for row in range.rows() {
            let cells: Vec<String> = row
                .iter()
                .map(shown)
                .filter(|cell| !cell.is_empty())
                .collect();
            if !cells.is_empty() {
                text.push_str(&cells.join("\t"));
                text.push('\n');
            }
            if text.len() as u64 > out.text_room() {
                break;
            }
        }
        out.push_page(named_page(name, text.trim_end().to_owned()))?;
    }
    Ok(())
}

/// Opens a workbook. The library panics on some that contradict themselves, so its caller catches that.
fn open(bytes: &[u8]) -> Result<Sheets<Cursor<&[u8]>>, FormatFault> {
    let cursor = Cursor::new(bytes);
    if bytes.starts_with(b"PK") {
        calamine::Xlsb::new(cursor)
            .map(Sheets::Xlsb)
            .map_err(|e| fault(&e.to_string()))
    } else if super::sector_chain::is_endless(bytes) {
        Err(fault("its chains of sectors go in circles"))
    } else {
        calamine::Xls::new(cursor)
            .map(Sheets::Xls)
            .map_err(|e| fault(&e.to_string()))
    }
}

fn fault(text: &str) -> FormatFault {
    if text.to_ascii_lowercase().contains("password") {
        FormatFault::Encrypted("the workbook is encrypted; a password is needed".to_owned())
    } else {
        FormatFault::Damaged(format!("the workbook cannot be opened: {text}"))
    }
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.replace(['\n', '\r', '\t'], " "),
        Data::Float(number) => number_format::general(*number),
        Data::DateTime(moment) => {
            let format = Shown::Moment {
                date: true,
                time: moment.as_f64().fract() != 0.0,
            };
            number_format::show(moment.as_f64(), &format, false)
        }
        other => other.to_string(),
    }
}
