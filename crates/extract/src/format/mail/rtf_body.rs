//! The formatted text of a message of Outlook (MS-OXRTFCP).

/// Text that a fresh window holds (MS-OXRTFCP 2.1.3.1.1).
const PRELOAD: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Unpacks formatted text (MS-OXRTFCP).
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(packed.get(4..8)?.try_into().ok()?))
        .ok()?
        .min(64 << 20);
    let body = packed.get(16..)?;
    match packed.get(8..12)? {
        b"MELA" => return Some(body.to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let mut window = vec![0u8; 4096];
    window.get_mut(..PRELOAD.len())?.copy_from_slice(PRELOAD);
    let mut write = PRELOAD.len();
    let mut out = Vec::new();
    let mut bytes = body.iter().copied();
    'all: while out.len() < size {
        let Some(control) = bytes.next() else { break };
        for bit in 0..8 {
            let mut put = |byte: u8, write: &mut usize, window: &mut Vec<u8>| {
                out.push(byte);
                if let Some(cell) = window.get_mut(*write) {
                    *cell = byte;
                }
                *write = (*write + 1) % 4096;
            };
            if control >> bit & 1 == 0 {
                let Some(byte) = bytes.next() else { break 'all };
                put(byte, &mut write, &mut window);
            } else {
                let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else {
                    break 'all;
                };
                let reference = usize::from(u16::from_be_bytes([high, low]));
                let (offset, len) = (reference >> 4, (reference & 15) + 2);
                if offset == write {
                    break 'all;
                }
                for step in 0..len {
                    let byte = window.get((offset + step) % 4096).copied()?;
                    put(byte, &mut write, &mut window);
                }
            }
        }
    }
    Some(out)
}
