//! Pages, Numbers and Keynote of 2005 to 2013: one part of XML holds all of the document.

use super::hand;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader, to_text};
use crate::format::office::package::Package;
use crate::format::{FormatFault, Input, MemberSink};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use std::io::Read;

/// Reads the text of paragraphs and cells, title and author; pictures and the preview become members.
///
/// # Errors
/// [`FormatFault::Damaged`] where the document is missing, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let package = Package::open(input, out)?;
    out.no_text("the document holds no text");
    let Some(text) = document(&package, input, out) else {
        // What is locked is packed in a way of its own, with a mark to check the password by.
        return Err(if crate::kind::find(input.bytes, b"iwpv").is_some() {
            FormatFault::Encrypted("the document is encrypted; a password is needed".to_owned())
        } else {
            FormatFault::Damaged("the part with the document is missing".to_owned())
        });
    };
    let mut walk = Walk::default();
    let mut reader = XmlReader::new(&text);
    let room = out.text_room();
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => walk.open(&tag, out),
            Piece::Close(name) => walk.close(&name),
            Piece::Text(text) if walk.paragraphs > 0 => walk.flow.push(&text),
            Piece::Text(_) => {}
        }
        if walk.flow.len() as u64 > room {
            break;
        }
    }
    for warning in reader.notes.warnings("the document") {
        out.warn(warning);
    }
    if let Some(broken) = &reader.notes.broken {
        out.in_part(format!("the document breaks off: {broken}"));
    }
    let end = out.push_text(walk.flow.finish());
    let names: Vec<String> = package
        .names()
        .filter(|name| {
            !name.starts_with("index.") && !name.ends_with(".plist") && !name.ends_with('/')
        })
        .map(str::to_owned)
        .collect();
    for name in names {
        if let Some(bytes) = package.bytes_of(&name, out) {
            hand(&name, &bytes, members)?;
        }
    }
    end
}

fn document(package: &Package<'_>, input: &Input<'_>, out: &mut Outcome) -> Option<String> {
    for name in ["index.xml", "index.apxl"] {
        if let Some(text) = package.xml(name, out) {
            return Some(text);
        }
        if let Some(packed) = package.bytes_of(&format!("{name}.gz"), out) {
            let most = packed.len() as u64 * input.limits().ratio;
            let most = most.max(crate::limits::RATIO_FREE_BYTES);
            let mut plain = Vec::new();
            let _ = flate2::read::GzDecoder::new(packed.as_slice())
                .take(most)
                .read_to_end(&mut plain);
            if plain.len() as u64 == most {
                let hit = input
                    .limits()
                    .hit(LimitKind::Ratio, "the document was cut there");
                out.in_part(hit.to_string());
            }
            return Some(to_text(&plain));
        }
    }
    None
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    /// Paragraphs that are open around this place.
    paragraphs: u32,
    /// The names of the properties of the document that are open.
    property: Option<&'static str>,
    in_metadata: bool,
    /// The table: its columns, and how many cells of its row were written.
    columns: u32,
    cells: u32,
    in_cells: bool,
    /// What a cell lets one choose from, by number; none outside such a list.
    choices: Option<Vec<(String, String)>>,
    in_choices: bool,
}

impl Walk {
    fn open(&mut self, tag: &Tag<'_>, out: &mut Outcome) {
        match tag.name() {
            "metadata" => self.in_metadata = true,
            "title" if self.in_metadata => self.property = Some("title"),
            "authors" | "author" if self.in_metadata => self.property = Some("author"),
            "keywords" if self.in_metadata => self.property = Some("subject"),
            "comment" if self.in_metadata => self.property = Some("description"),
            "SLCreationDateProperty" => self.property = Some("created"),
            "SLLastModifiedDateProperty" => self.property = Some("modified"),
            "string" => {
                if let (Some(key), Some(value)) = (self.property, tag.attr("string")) {
                    out.meta(key, value);
                }
            }
            "date" => {
                if let (Some(key), Some(value)) = (self.property, tag.attr("val")) {
                    out.meta(key, value);
                }
            }
            "p" => {
                self.flow.line();
                self.paragraphs += 1;
            }
            "br" | "lnbr" | "crbr" => self.flow.hard_break(),
            "tab" => self.flow.push("\t"),
            // A sheet of Numbers, and a table.
            "workspace" => self.named(tag.attr("workspace-name")),
            "tabular-model" => self.named(tag.attr("name")),
            "grid" => {
                self.columns = tag
                    .attr("numcols")
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(0);
                self.cells = 0;
            }
            "datasource" => self.in_cells = true,
            _ if self.in_cells => self.cell(tag),
            _ => {}
        }
    }

    fn named(&mut self, name: Option<String>) {
        if let Some(name) = name {
            self.flow.line();
            self.flow.push(&name);
            self.flow.line();
        }
    }

    /// Cells follow one another row by row; a group of empty ones says how many they are.
    fn cell(&mut self, tag: &Tag<'_>) {
        if self.in_choices {
            match (tag.name(), &mut self.choices) {
                ("ct", Some(choices)) => {
                    if let Some(last) = choices.last_mut() {
                        last.1 = tag.attr_exact("sfa:s").unwrap_or_default();
                    }
                }
                (_, Some(choices)) if choices.len() < 10_000 => choices.push((
                    tag.attr_exact("sfa:ID").unwrap_or_default(),
                    tag.attr_exact("sf:v").unwrap_or_default(),
                )),
                _ => {}
            }
            return;
        }
        match tag.name() {
            "menu-choices" => {
                self.choices = Some(Vec::new());
                self.in_choices = true;
            }
            "proxied-cell-ref" => {
                let chosen = tag.attr_exact("sfa:IDREF").unwrap_or_default();
                let choices = self.choices.take().unwrap_or_default();
                if let Some((_, text)) = choices.iter().find(|(id, _)| *id == chosen) {
                    self.flow.push(text);
                }
            }
            "t" | "n" | "f" | "d" | "b" | "du" | "s" | "o" | "pm" => {
                self.step(1);
                if let Some(value) = value(tag) {
                    self.flow.push(&value);
                }
            }
            "g" => {
                let count = tag.attr("ct").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.step(count);
            }
            "ct" => {
                if let Some(text) = tag.attr_exact("sfa:s") {
                    self.flow.push(&text.replace(['\n', '\t'], " "));
                }
            }
            // The result of a formula.
            "rn" | "rd" | "rb" => {
                if let Some(value) = value(tag) {
                    self.flow.push(&value);
                }
            }
            "rt" => {
                if let Some(text) = tag.attr_exact("sfa:s") {
                    self.flow.push(&text);
                }
            }
            _ => {}
        }
    }

    /// Goes on by so many cells.
    fn step(&mut self, count: u32) {
        for _ in 0..count.min(1_000) {
            if self.columns > 0 && self.cells >= self.columns {
                self.flow.line();
                self.cells = 0;
            }
            if self.cells > 0 {
                self.flow.push("\t");
            } else {
                self.flow.line();
            }
            self.cells += 1;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "metadata" => self.in_metadata = false,
            "title"
            | "authors"
            | "author"
            | "keywords"
            | "comment"
            | "SLCreationDateProperty"
            | "SLLastModifiedDateProperty" => self.property = None,
            "p" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.line();
            }
            "menu-choices" => self.in_choices = false,
            "datasource" => {
                self.in_cells = false;
                self.flow.line();
            }
            _ => {}
        }
    }
}

/// The number or the date of a cell; dates count seconds since 2001.
fn value(tag: &Tag<'_>) -> Option<String> {
    if let Some(number) = tag.attr_exact("sf:v") {
        return Some(match number.parse::<f64>() {
            Ok(number) if number.is_finite() => number.to_string(),
            _ => number,
        });
    }
    let seconds: f64 = tag.attr_exact("sf:cell-date")?.parse().ok()?;
    if !(-6e10..2.5e11).contains(&seconds) {
        return Some(seconds.to_string());
    }
    #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
    let written =
        domain::Moment::from_unix_ms(((seconds + 978_307_200.0) * 1000.0) as i64).to_string();
    let day: String = written.chars().take(10).collect();
    let clock: String = written.chars().skip(11).take(8).collect();
    Some(if clock == "00:00:00" {
        day
    } else {
        format!("{day} {clock}")
    })
}
