//! Why two items are called copies, in a sentence.

use copies::Ground;
use workbench::copies::CopyKind;

/// The key of the sentence.
pub(crate) const fn reason_key(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Exact => "copies-because-bytes",
        CopyKind::Through => "copies-because-others",
        CopyKind::Near { ground, .. } => match ground {
            Ground::Text => "copies-because-text",
            Ground::ReadText => "copies-because-read-text",
            Ground::Layout => "copies-because-layout",
            Ground::LayoutAndText => "copies-because-layout-and-text",
            Ground::Shot => "copies-because-shot",
        },
    }
}
