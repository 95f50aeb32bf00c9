//! Rich Text Format (Microsoft, specification 1.9.1).

mod control_word;
mod document;
mod interpreter;
mod object;
mod token;

use super::plain::charset;
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use arabic::CodePage;
use document::RtfDocument;
use interpreter::Interpreter;

/// Reads the text, the notes, headers and footers after it, the information group, and hands
/// pictures and embedded files over as members.
///
/// # Errors
/// [`FormatFault::Damaged`] where the bytes do not start as RTF does, or a limit.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let start = input.bytes.iter().position(|b| *b == b'{').unwrap_or(0);
    let bytes = input.bytes.get(start..).unwrap_or_default();
    if !bytes.starts_with(b"{\\rt") {
        return Err(FormatFault::Damaged(
            "the file does not begin as RTF does".to_owned(),
        ));
    }
    let text_room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let mut document = Interpreter::new(bytes, 1252, text_room).run();
    // Programs that do not state a code page wrote in that of their machine.
    if !document.page_stated
        && let Some((guess, _)) = charset::arabic(&document.unstated)
        && let Some(page) = windows_number(guess)
    {
        document = Interpreter::new(bytes, page, text_room).run();
        out.warn(format!(
            "the file does not state its code page; it was read as {}",
            guess.name()
        ));
    }
    note(&document, out);
    out.no_text("the document holds no text");
    out.push_text(document.text())?;
    hand_members(document, members)
}

fn windows_number(page: CodePage) -> Option<u32> {
    match page {
        CodePage::Windows1256 => Some(1256),
        CodePage::Iso8859_6 => Some(28596),
        CodePage::MacArabic => Some(10004),
        CodePage::Dos720 => Some(720),
        _ => None,
    }
}

fn note(document: &RtfDocument, out: &mut Outcome) {
    for (key, value) in &document.info {
        out.meta(format!("rtf.{key}"), value);
        match key.as_str() {
            "title" | "subject" | "author" | "company" | "manager" | "template" => {
                out.meta(key.clone(), value);
            }
            "creatim" => out.meta("created", value),
            "revtim" => out.meta("modified", value),
            "printim" => out.meta("printed", value),
            "generator" => out.meta("producer", value),
            "operator" => out.meta("last_author", value),
            "version" => out.meta("revision", value),
            "edmins" => out.meta("edit_time", format!("{value} min")),
            _ => {}
        }
    }
    document.revisions.note("rtf.deleted", out);
    for comment in &document.comments {
        out.meta("office.comment.author", &comment.author);
    }
    if !document.sessions.is_empty() {
        out.meta("rtf.rsids", document.sessions.join(" "));
    }
    for outside in &document.outside {
        out.meta("office.outside", outside);
        out.warn(format!(
            "the document refers to `{outside}` outside itself; it was not fetched"
        ));
    }
    if document.linked > 0 {
        out.warn(format!(
            "the document refers to {} outside templates or files; none was fetched",
            document.linked
        ));
    }
    if document.open_groups > 0 {
        out.in_part(format!(
            "the file ends while {} groups are still open; its end is missing",
            document.open_groups
        ));
    }
}

fn hand_members(document: RtfDocument, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    for (n, embedded) in document.embedded.into_iter().enumerate() {
        let file = object::unwrap(&embedded);
        let shown = file
            .name
            .unwrap_or_else(|| format!("object-{}.{}", n + 1, file.extension));
        members.begin(MemberHead::named(shown))?;
        members.write(&file.bytes)?;
        members.end(None)?;
    }
    Ok(())
}

/// The text of an RTF file that stands inside another format.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    Interpreter::new(bytes, 1252, 64 << 20).run().text()
}
