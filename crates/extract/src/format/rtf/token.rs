//! RTF cut into its tokens.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number where it has one.
    Word(&'a str, Option<i32>),
    /// `\~` and the like.
    Symbol(u8),
    /// `\'hh`
    Hex(u8),
    /// A byte of text.
    Byte(u8),
    /// The raw bytes of `\bin`.
    Raw(&'a [u8]),
}

/// Gives the tokens of a file one after the other.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The longest control word that the specification allows.
const WORD_LEN: usize = 32;

impl<'a> Tokens<'a> {
    /// From the first byte.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self
                .bytes
                .get(self.at..self.at + 2)
                .and_then(|d| std::str::from_utf8(d).ok());
            let value = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
            if value.is_some() {
                self.at += 2;
            }
            return Some(value.map_or(Token::Symbol(b'\''), Token::Hex));
        }
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphabetic()) && self.at - start < WORD_LEN {
            self.at += 1;
        }
        let word = std::str::from_utf8(self.bytes.get(start..self.at)?).unwrap_or("");
        let number_start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) && self.at - number_start < 11 {
            self.at += 1;
        }
        let number = self
            .bytes
            .get(number_start..self.at)
            .and_then(|n| std::str::from_utf8(n).ok());
        let number = number.and_then(|n| n.parse().ok());
        if number.is_none() {
            self.at = number_start;
        }
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let count = number
                .and_then(|n: i32| usize::try_from(n).ok())
                .unwrap_or(0);
            let end = self.at.saturating_add(count).min(self.bytes.len());
            let raw = self.bytes.get(self.at..end)?;
            self.at = end;
            return Some(Token::Raw(raw));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
