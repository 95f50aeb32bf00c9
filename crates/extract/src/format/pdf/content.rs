//! The words of a content stream (ISO 32000-2, 7.8.2): operands, then the operator they belong to.
//!
//! Streams of real files are torn, so nothing here is an error: what cannot be read is passed over.

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f32),
    Name(Vec<u8>),
    Text(Vec<u8>),
    /// The numbers and strings of an array, arrays within it laid flat.
    Array(Vec<Operand>),
    /// Keys and values of a dictionary, one after the other, laid flat.
    Dictionary(Vec<Operand>),
}

impl Operand {
    pub(super) fn number(&self) -> Option<f32> {
        match self {
            Operand::Number(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Operand::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Operands kept for one operator; more are no operands of any.
const OPERANDS: usize = 64;
/// Members of one array or dictionary.
const ARRAY: usize = 65_536;
/// Bytes of one string.
const STRING: usize = 1024 * 1024;

/// Reads a content stream from its start.
pub(super) struct Content<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// One word of the stream.
enum Word<'a> {
    Operand(Operand),
    Operator(&'a [u8]),
    Open,
    Close,
    OpenDictionary,
    CloseDictionary,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Content<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next operator; its operands are left in `operands`. An inline image comes as `BI` with
    /// its keys, arrays among them laid flat and `true` and `false` as names, its pixels passed over.
    pub(super) fn next(&mut self, operands: &mut Vec<Operand>) -> Option<&'a [u8]> {
        operands.clear();
        loop {
            match self.word()? {
                Word::Operand(operand) => {
                    if operands.len() < OPERANDS {
                        operands.push(operand);
                    }
                }
                Word::Open => {
                    let members = self.members(false);
                    if operands.len() < OPERANDS {
                        operands.push(Operand::Array(members));
                    }
                }
                Word::OpenDictionary => {
                    let members = self.members(true);
                    if operands.len() < OPERANDS {
                        operands.push(Operand::Dictionary(members));
                    }
                }
                Word::Close | Word::CloseDictionary => {}
                Word::Operator(b"BI") => {
                    self.pass_image(operands);
                    return Some(b"BI");
                }
                Word::Operator(operator) => return Some(operator),
            }
        }
    }

    /// Hands on the words of a section of a CMap, up to the operator that ends it.
    pub(super) fn section(&mut self, take: &mut dyn FnMut(Operand)) {
        loop {
            match self.word() {
                Some(Word::Operand(operand)) => take(operand),
                Some(Word::Open) => {
                    let members = self.members(false);
                    take(Operand::Array(members));
                }
                Some(Word::Operator(word)) if word.starts_with(b"end") => return,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// What stands up to the closing bracket, those within it among it.
    fn members(&mut self, dictionary: bool) -> Vec<Operand> {
        let mut members = Vec::new();
        let mut depth = 0usize;
        let mut last = self.at;
        while let Some(word) = self.word() {
            match word {
                Word::Operand(operand) if members.len() < ARRAY => members.push(operand),
                Word::Open | Word::OpenDictionary => depth += 1,
                Word::Close | Word::CloseDictionary if depth > 0 => depth -= 1,
                Word::Close if !dictionary => return members,
                Word::CloseDictionary if dictionary => return members,
                // An operator where a bracket should close: the bracket was forgotten.
                Word::Operator(word) if !matches!(word, b"true" | b"false" | b"null" | b"R") => {
                    self.at = last;
                    return members;
                }
                _ => {}
            }
            last = self.at;
        }
        members
    }

    /// Reads the keys of an inline image and passes over its pixels (8.9.7).
    fn pass_image(&mut self, keys: &mut Vec<Operand>) {
        keys.clear();
        loop {
            match self.word() {
                Some(Word::Operand(operand)) if keys.len() < OPERANDS => keys.push(operand),
                Some(Word::Operator(b"ID")) | None => break,
                Some(Word::Operator(truth @ (b"true" | b"false"))) if keys.len() < OPERANDS => {
                    keys.push(Operand::Name(truth.to_vec()));
                }
                Some(_) => {}
            }
        }
        // The end is `EI` between spaces, followed by what is no pixel.
        self.at += 1;
        while let Some(rest) = self.bytes.get(self.at..) {
            let Some(found) = crate::kind::find(rest, b"EI") else {
                self.at = self.bytes.len();
                return;
            };
            let before = found.checked_sub(1).and_then(|at| rest.get(at));
            let tail = rest.get(found + 2..).unwrap_or_default();
            let looked = tail.get(..12).unwrap_or(tail);
            self.at += found + 2;
            if before.is_none_or(|b| is_space(*b))
                && tail.first().is_none_or(|b| is_space(*b))
                && looked.iter().all(|b| is_space(*b) || (32..127).contains(b))
            {
                return;
            }
        }
    }

    fn word(&mut self) -> Option<Word<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match byte {
                _ if is_space(byte) => self.at += 1,
                b'%' => {
                    let rest = self.bytes.get(self.at..)?;
                    let end = rest.iter().position(|b| matches!(b, 10 | 13));
                    self.at += end.unwrap_or(rest.len());
                }
                b'(' => return Some(Word::Operand(Operand::Text(self.literal()))),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    return Some(Word::OpenDictionary);
                }
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(Word::CloseDictionary);
                }
                b'<' => return Some(Word::Operand(Operand::Text(self.hexadecimal()))),
                b'[' => {
                    self.at += 1;
                    return Some(Word::Open);
                }
                b']' => {
                    self.at += 1;
                    return Some(Word::Close);
                }
                b'/' => {
                    self.at += 1;
                    return Some(Word::Operand(Operand::Name(self.name())));
                }
                b')' | b'>' | b'{' | b'}' => self.at += 1,
                _ => {
                    let start = self.at;
                    let rest = self.bytes.get(start..)?;
                    let end = rest
                        .iter()
                        .position(|b| is_space(*b) || is_delimiter(*b))
                        .unwrap_or(rest.len());
                    self.at += end;
                    let word = rest.get(..end)?;
                    return Some(match number(word) {
                        Some(value) => Word::Operand(Operand::Number(value)),
                        None => Word::Operator(word),
                    });
                }
            }
        }
    }

    /// A string in round brackets (7.3.4.2).
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 1u32;
        while let Some(byte) = self.take() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    if let Some(sign) = self.escaped() {
                        text.push(sign);
                    }
                    continue;
                }
                _ => {}
            }
            if text.len() < STRING {
                text.push(byte);
            }
        }
        text
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn escaped(&mut self) -> Option<u8> {
        let sign = self.take()?;
        Some(match sign {
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut value = u32::from(sign - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                u8::try_from(value & 0xFF).unwrap_or(0)
            }
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return None;
            }
            b'\n' => return None,
            other => other,
        })
    }

    /// A string in hexadecimal digits (7.3.4.3).
    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high: Option<u8> = None;
        while let Some(byte) = self.take() {
            let Some(digit) = char::from(byte).to_digit(16) else {
                if byte == b'>' {
                    break;
                }
                continue;
            };
            let digit = u8::try_from(digit).unwrap_or(0);
            match high.take() {
                Some(high) if text.len() < STRING => text.push(high << 4 | digit),
                Some(_) => {}
                None => high = Some(digit),
            }
        }
        if let Some(high) = high {
            text.push(high << 4);
        }
        text
    }

    /// A name after its slash (7.3.5).
    fn name(&mut self) -> Vec<u8> {
        let mut name = Vec::new();
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            self.at += 1;
            let hex = |at: usize| {
                self.bytes
                    .get(at)
                    .and_then(|b| char::from(*b).to_digit(16))
                    .and_then(|d| u8::try_from(d).ok())
            };
            match (byte, hex(self.at), hex(self.at + 1)) {
                (b'#', Some(high), Some(low)) => {
                    self.at += 2;
                    name.push(high << 4 | low);
                }
                _ => name.push(byte),
            }
        }
        name
    }
}

/// A number as writers write it: signs doubled, several points, no digits before the point.
fn number(word: &[u8]) -> Option<f32> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let mut value = 0f64;
    let mut scale = 0f64;
    let mut digits = 0;
    let mut negative = false;
    for (at, byte) in word.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                let digit = f64::from(byte - b'0');
                if scale == 0.0 {
                    value = value * 10.0 + digit;
                } else {
                    value += digit * scale;
                    scale /= 10.0;
                }
            }
            b'.' if scale == 0.0 => scale = 0.1,
            b'-' if digits == 0 => negative = true,
            b'+' if at == 0 => {}
            // `12-34`: some writers split a number so; what follows the sign is dropped.
            b'-' | b'.' if digits > 0 => break,
            _ => return None,
        }
    }
    let value = if negative { -value } else { value };
    (digits > 0 || word == b"." || word == b"-").then_some(value as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operations(stream: &[u8]) -> Vec<(Vec<Operand>, String)> {
        let mut content = Content::new(stream);
        let mut operands = Vec::new();
        let mut found = Vec::new();
        while let Some(operator) = content.next(&mut operands) {
            found.push((
                operands.clone(),
                String::from_utf8_lossy(operator).into_owned(),
            ));
        }
        found
    }

    #[test]
    fn operands_come_with_their_operator() {
        let found =
            operations(b"1 0 0 -1.5 .25 72. cm % note\n/F#31 12 Tf[(a\\050\\n)-120<4142>]TJ");
        assert_eq!(found[0].1, "cm");
        assert_eq!(found[0].0[3], Operand::Number(-1.5));
        assert_eq!(found[0].0[4], Operand::Number(0.25));
        assert_eq!(found[1].0[0], Operand::Name(b"F1".to_vec()));
        let Operand::Array(parts) = &found[2].0[0] else {
            panic!("an array")
        };
        assert_eq!(parts[0], Operand::Text(b"a(\n".to_vec()));
        assert_eq!(parts[2], Operand::Text(b"AB".to_vec()));
    }

    #[test]
    fn pixels_of_an_inline_image_are_passed_over() {
        let found = operations(b"BI /W 2 /H 2 ID \x00EI\xff (Tj EI\xfe\n EI Q (after) Tj");
        let words: Vec<&str> = found.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(words, ["BI", "Q", "Tj"]);
    }

    #[test]
    fn what_is_torn_ends_and_never_hangs() {
        for stream in [
            b"(never closed".as_slice(),
            b"<41",
            b"[1 2 (x) Tj",
            b"<< /A 1 Tj",
            b"BI /W",
            b"BI ID",
            b"/",
            b")>]}{",
        ] {
            let _ = operations(stream);
        }
        assert_eq!(operations(b"[ (a) (b) TJ")[0].1, "TJ");
    }
}
