//! Text in drawings: shapes, diagrams, charts (ECMA-376 part 1, DrawingML).

use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, XmlReader};

/// Which shapes of a drawing count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shapes {
    /// All of them.
    All,
    /// Those that show on every slide of a master: its own texts and footers, not the samples in
    /// its placeholders.
    OwnOfMaster,
}

/// Adds the text of a drawing, shape by shape, and what stands in its charts' cells.
pub(super) fn add_text(xml: &str, shapes: Shapes, flow: &mut Flow) {
    let mut reader = XmlReader::new(xml);
    let mut in_text = false;
    let mut in_value = false;
    let mut fallback = 0u32;
    // The shape being read, kept apart until it is known whether it counts.
    let mut shape = Flow::default();
    let mut counts = true;
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "Fallback" => fallback += 1,
                "sp" => {
                    flush(&mut shape, counts, flow);
                    counts = true;
                }
                "ph" if shapes == Shapes::OwnOfMaster => {
                    counts = matches!(tag.attr("type").as_deref(), Some("ftr" | "hdr"));
                }
                "t" => in_text = true,
                "v" if matches!(tag.full_name(), "c:v" | "cx:v") => in_value = true,
                // Charts of newer kinds hold their points as text.
                "pt" if tag.full_name() == "cx:pt" => in_value = true,
                "br" => shape.hard_break(),
                "tab" if tag.full_name() == "a:tab" => {}
                "tc" => shape.open_cell(),
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "Fallback" => fallback = fallback.saturating_sub(1),
                "t" => in_text = false,
                "v" => {
                    if in_value {
                        shape.line();
                    }
                    in_value = false;
                }
                "p" | "tr" => shape.line(),
                "tc" => shape.close_cell(),
                "sp" | "graphicFrame" | "pt" => {
                    in_value = false;
                    flush(&mut shape, counts, flow);
                }
                _ => {}
            },
            Piece::Text(text) if (in_text || in_value) && fallback == 0 => shape.push(&text),
            Piece::Text(_) => {}
        }
    }
    flush(&mut shape, counts, flow);
}

fn flush(shape: &mut Flow, counts: bool, flow: &mut Flow) {
    let text = shape.take();
    if counts && !text.is_empty() {
        flow.line();
        flow.push(&text);
        flow.line();
    }
}
