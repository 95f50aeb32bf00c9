//! The names of properties that have no fixed number (MS-PST 2.4.7).

use super::ltp::{self, Value};
use super::ndb::{Database, Nid, le};
use std::collections::BTreeMap;

/// Name by number, from 0x8000 on.
pub(super) type Names = BTreeMap<u16, String>;

const NAME_MAP: Nid = 0x61;

/// Reads the map of names; a damaged one gives none.
pub(super) fn read(database: &Database<'_>) -> Names {
    let mut out = Names::new();
    let Some(node) = database.nodes.get(&NAME_MAP) else {
        return out;
    };
    let Ok(context) = database
        .sub_nodes(node.sub)
        .and_then(|subs| ltp::context(database, *node, &subs))
    else {
        return out;
    };
    let stream = |id| match context.get(&id) {
        Some((_, Value::Bytes(bytes))) => bytes.as_slice(),
        _ => &[],
    };
    let (entries, strings) = (stream(0x0003), stream(0x0004));
    for entry in entries.chunks_exact(8) {
        let (Some(name), Some(kind), Some(index)) =
            (le(entry, 0, 4), le(entry, 4, 2), le(entry, 6, 2))
        else {
            continue;
        };
        let Some(id) = u16::try_from(index)
            .ok()
            .and_then(|n| n.checked_add(0x8000))
        else {
            continue;
        };
        let name = if kind & 1 == 0 {
            format!("{name:04X}")
        } else {
            let text = usize::try_from(name).ok().and_then(|at| {
                let length = usize::try_from(le(strings, at, 4)?).ok()?;
                strings.get(at + 4..(at + 4).checked_add(length)?)
            });
            let Some(text) = text else { continue };
            encoding_rs::UTF_16LE
                .decode_without_bom_handling(text)
                .0
                .into_owned()
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        out.insert(
            id,
            name.chars()
                .map(|c| if plain(c) { c } else { '-' })
                .collect(),
        );
    }
    out
}
