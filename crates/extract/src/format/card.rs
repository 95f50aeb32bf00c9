//! Cards, calendars, notes and messages of telephones: vCard 2.1 to 4.0 (RFC 6350), iCalendar and
//! vCalendar (RFC 5545), vNote, vMessage.

mod line;
mod words;

use super::plain::settled::Settled;
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};
use line::Line;

/// The types that this reader takes, by how such a file begins.
const KINDS: [(&str, &str); 4] = [
    ("begin:vcard", "text/vcard"),
    ("begin:vcalendar", "text/calendar"),
    ("begin:vnote", "text/x-vnote"),
    ("begin:vmsg", "text/x-vmessage"),
];

/// The type of a text that begins so, in lower case.
pub(crate) fn detect(lower: &[u8]) -> Option<&'static str> {
    KINDS
        .iter()
        .find(|(start, _)| lower.starts_with(start.as_bytes()))
        .map(|(_, media_type)| *media_type)
}

/// Pages made of one file; with more cards than that, a page holds several.
const PAGES: usize = 4_000;
/// Values kept under one key of metadata.
const VALUES: usize = 200;
/// Parts within parts that are told apart.
const DEPTH: usize = 16;

/// Reads each card, event, task and note as a page: unfolded, decoded, with names for its fields.
///
/// # Errors
/// The limits on pages, text and members.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let bytes = narrow(input.bytes);
    let lines = line::lines(&bytes);
    let sample: Vec<u8> = lines
        .iter()
        .filter(|line| line.charset.is_none() && !line.value.is_ascii())
        .flat_map(|line| line.value.iter().copied().chain([b'\n']))
        .take(64 * 1024)
        .collect();
    let (settled, charset) = Settled::by_look(&sample);
    out.meta("charset", &charset);
    if !sample.is_ascii() && charset != "UTF-8" {
        out.warn(format!(
            "the character encoding is not stated; it was read as {charset}"
        ));
    }
    out.no_text("it holds no card and no event");
    let mut reading = Reading {
        settled,
        open: Vec::new(),
        parts: Vec::new(),
        head: Part::default(),
        files: 0,
    };
    for line in &lines {
        reading.take(line, out, members)?;
    }
    if !reading.open.is_empty() {
        out.in_part("the last card or event breaks off");
    }
    reading.pages(out)
}

/// Text of two bytes a letter as UTF-8; other text as it is.
fn narrow(bytes: &[u8]) -> Vec<u8> {
    let wide = bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || bytes.get(..2).is_some_and(|start| start.contains(&0));
    if wide {
        super::plain::charset::decode(bytes, None).text.into_bytes()
    } else {
        bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(bytes)
            .to_vec()
    }
}

/// A card, event, task or note.
#[derive(Default)]
struct Part {
    kind: String,
    title: Option<String>,
    text: String,
}

struct Reading {
    settled: Settled,
    /// The names of the parts that are open, outermost first.
    open: Vec<String>,
    parts: Vec<Part>,
    /// What stands in a calendar outside its events.
    head: Part,
    files: u32,
}

impl Reading {
    fn take(
        &mut self,
        line: &Line,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        match line.name.as_str() {
            "BEGIN" => {
                let name = String::from_utf8_lossy(&line.value)
                    .trim()
                    .to_ascii_uppercase();
                if self.open.len() < DEPTH {
                    if self.begins_page(&name) {
                        self.parts.push(Part {
                            kind: name.clone(),
                            ..Part::default()
                        });
                    } else if self.open.len() > 1
                        && name != "VENV"
                        && !self.open.iter().any(|open| open == "VTIMEZONE")
                    {
                        self.part().text.push_str(&format!("[{name}]\n"));
                    }
                    self.open.push(name);
                }
            }
            "END" => {
                let name = String::from_utf8_lossy(&line.value)
                    .trim()
                    .to_ascii_uppercase();
                if let Some(at) = self.open.iter().rposition(|open| *open == name) {
                    self.open.truncate(at);
                }
            }
            // How clocks are set in a zone says nothing of the event; the zone is named with its times.
            _ if self.open.iter().any(|open| open == "VTIMEZONE") => {}
            _ => self.field(line, out, members)?,
        }
        Ok(())
    }

    fn begins_page(&self, name: &str) -> bool {
        match self.open.last().map(String::as_str) {
            None => name != "VCALENDAR",
            Some("VCALENDAR") => name != "VTIMEZONE",
            _ => false,
        }
    }

    fn part(&mut self) -> &mut Part {
        let within =
            self.open.len() > usize::from(self.open.first().is_some_and(|o| o == "VCALENDAR"));
        match self.parts.last_mut() {
            Some(part) if within => part,
            _ => &mut self.head,
        }
    }

    fn field(
        &mut self,
        line: &Line,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        if let Some(file) = line.file() {
            return self.file(line, &file, members);
        }
        let text = line.text(self.settled);
        let shown = words::shown(&line.name, &text, line);
        if shown.trim().is_empty() {
            return Ok(());
        }
        for (key, value) in words::facts(&line.name, &shown) {
            if out.count(&key) < VALUES {
                out.meta(key, value);
            }
        }
        let is_title = matches!(line.name.as_str(), "FN" | "SUMMARY" | "X-WR-CALNAME");
        let said = words::label(line);
        let part = self.part();
        if is_title && part.title.is_none() {
            part.title = Some(shown.clone());
        }
        if !said.is_empty() {
            part.text.push_str(&said);
            part.text.push_str(": ");
        }
        part.text.push_str(shown.trim_end());
        part.text.push('\n');
        Ok(())
    }

    /// A photograph, a sound or an attachment that lies in the card.
    fn file(
        &mut self,
        line: &Line,
        file: &line::File,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        self.files += 1;
        let shown = match &file.name {
            Some(name) => name.clone(),
            None => format!(
                "{}-{}.{}",
                line.name.to_ascii_lowercase(),
                self.files,
                file.extension
            ),
        };
        let said = format!("{}: [file {shown}]\n", words::label(line));
        self.part().text.push_str(&said);
        members.begin(MemberHead::named(shown))?;
        members.write(&file.bytes)?;
        members.end(None)
    }

    fn pages(self, out: &mut Outcome) -> Result<(), FormatFault> {
        let head = Some(self.head).filter(|head| !head.text.is_empty());
        out.meta("card.count", self.parts.len().to_string());
        let title = match self.parts.as_slice() {
            [one] => one.title.as_ref(),
            _ => head.as_ref().and_then(|head| head.title.as_ref()),
        };
        if let Some(title) = title {
            out.meta("title", title);
        }
        let on_page = self.parts.len().div_ceil(PAGES).max(1);
        if let Some(head) = head {
            out.push_page(Page {
                label: head.title,
                text: head.text.trim_end().to_owned(),
                ..Page::default()
            })?;
        }
        for parts in self.parts.chunks(on_page) {
            let text: Vec<&str> = parts.iter().map(|part| part.text.trim_end()).collect();
            let label = parts
                .first()
                .and_then(|part| part.title.clone().or_else(|| Some(part.kind.clone())));
            out.push_page(Page {
                label,
                text: text.join("\n\n"),
                ..Page::default()
            })?;
        }
        Ok(())
    }
}
