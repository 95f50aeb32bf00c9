//! Reading a line into its parts.

mod filter;

use super::{Manner, Node, Seek, Span, SyntaxError, Wanted};
use arabic::tokens;

/// The widest distance that a phrase may ask for.
const MOST_WORDS_BETWEEN: u32 = 100;
/// The most letters by which a fuzzy word may differ.
const MOST_LETTERS_OFF: u32 = 2;

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut reader = Reader {
        text,
        signs: text.chars().collect(),
        at: 0,
    };
    reader.skip_space();
    if reader.peek().is_none() {
        return Ok(Node::Everything);
    }
    let node = reader.any_of()?;
    if reader.peek() == Some(')') {
        return Err(reader.error(reader.at, Wanted::OpeningBracket));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    signs: Vec<char>,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, at: usize, wanted: Wanted) -> SyntaxError {
        SyntaxError {
            text: self.text.to_owned(),
            at,
            wanted,
        }
    }

    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self
            .peek()
            .is_some_and(|c| c.is_whitespace() || arabic::letters::is_ignorable(c))
        {
            self.at += 1;
        }
    }

    /// The run of signs that are neither space, bracket nor quotation mark, without moving on.
    fn bare_word(&self) -> String {
        let ends = |c: &char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(*c);
        self.signs
            .iter()
            .skip(self.at)
            .take_while(|c| !ends(c))
            .collect()
    }

    fn operator(&mut self, name: &str) -> bool {
        self.skip_space();
        let found = self.bare_word() == name;
        if found {
            self.at += name.chars().count();
        }
        found
    }

    fn any_of(&mut self) -> Result<Node, SyntaxError> {
        let mut nodes = vec![self.all_of("OR")?];
        while self.operator("OR") {
            nodes.push(self.all_of("OR")?);
        }
        Ok(single_or(nodes, Node::Or))
    }

    fn all_of(&mut self, outer: &str) -> Result<Node, SyntaxError> {
        let mut nodes: Vec<Node> = Vec::new();
        let start = self.at;
        loop {
            self.skip_space();
            let before = self.at;
            if self.operator("AND") {
                if nodes.is_empty() || self.at_end_of_group() {
                    return Err(self.error(before, Wanted::Term("AND".to_owned())));
                }
                continue;
            }
            if self.at_end_of_group() || self.bare_word() == "OR" {
                break;
            }
            nodes.push(self.signed()?);
        }
        if nodes.is_empty() {
            let found = self.bare_word();
            let after = match self.peek() {
                Some(')') => ")".to_owned(),
                _ if found.is_empty() => outer.to_owned(),
                _ => found,
            };
            // The sign that lacks its term: the operator that stands here, or the one before.
            let at = if self.peek().is_some() {
                self.at
            } else {
                start.saturating_sub(1)
            };
            return Err(self.error(at, Wanted::Term(after)));
        }
        Ok(single_or(nodes, Node::And))
    }

    fn at_end_of_group(&mut self) -> bool {
        self.skip_space();
        matches!(self.peek(), None | Some(')'))
    }

    fn signed(&mut self) -> Result<Node, SyntaxError> {
        let start = self.at;
        let negated = if self.operator("NOT") {
            Some("NOT")
        } else {
            let next = self.signs.get(self.at + 1).copied();
            let before_term = next.is_some_and(|c| !c.is_whitespace() && c != ')');
            match self.peek() {
                Some('-' | '−') if before_term => Some("-"),
                Some('+') if before_term => Some("+"),
                _ => None,
            }
        };
        let Some(sign) = negated else {
            return self.part();
        };
        if sign != "NOT" {
            self.at += 1;
        } else if self.at_end_of_group() {
            return Err(self.error(start, Wanted::Term(sign.to_owned())));
        }
        let part = self.signed()?;
        Ok(match (sign, part) {
            // All words are asked for anyway.
            ("+", part) => part,
            (_, Node::Ignored(text, span)) => Node::Ignored(text, span),
            (_, part) => Node::Not(Box::new(part)),
        })
    }

    fn part(&mut self) -> Result<Node, SyntaxError> {
        self.skip_space();
        let start = self.at;
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let node = self.any_of()?;
                if self.peek() != Some(')') {
                    return Err(self.error(start, Wanted::ClosingBracket));
                }
                self.at += 1;
                Ok(node)
            }
            Some('=') if self.signs.get(self.at + 1).copied().is_some_and(is_quote) => {
                self.at += 1;
                self.phrase(start, true)
            }
            Some(c) if is_quote(c) => self.phrase(start, false),
            _ => self.word_or_filter(start),
        }
    }

    fn phrase(&mut self, start: usize, exact: bool) -> Result<Node, SyntaxError> {
        let (text, inner) = self.quoted()?;
        if let Some(star) = text.chars().position(|c| c == '*') {
            return Err(self.error(inner + star, Wanted::NoStarInPhrase));
        }
        let distance = self.distance(MOST_WORDS_BETWEEN, None)?;
        let manner = distance.map_or(Manner::Phrase, Manner::Near);
        Ok(seek(
            text,
            manner,
            exact,
            Span {
                start,
                end: self.at,
            },
        ))
    }

    /// What stands between the quotation marks, and the place where it starts.
    fn quoted(&mut self) -> Result<(String, usize), SyntaxError> {
        let open = self.at;
        let closing = match self.peek() {
            Some('«') => '»',
            Some('“' | '„') => '”',
            _ => '"',
        };
        self.at += 1;
        let inner = self.at;
        let rest = self.signs.iter().skip(inner);
        // German and some Arabic keyboards close “ with another pair.
        let closes = |c: &char| *c == closing || (closing == '”' && matches!(c, '"' | '“'));
        let Some(length) = rest.clone().position(closes) else {
            return Err(self.error(open, Wanted::ClosingQuote));
        };
        self.at = inner + length + 1;
        Ok((rest.take(length).collect(), inner))
    }

    /// The number after a `~`, if one stands here.
    fn distance(&mut self, most: u32, default: Option<u32>) -> Result<Option<u32>, SyntaxError> {
        if self.peek() != Some('~') {
            return Ok(None);
        }
        let at = self.at;
        self.at += 1;
        let written = self.bare_word();
        self.at += written.chars().count();
        let number = arabic::fold::fold(&written, arabic::Classes::DIGITS).parse::<u32>();
        match (number, default) {
            (Ok(number), _) if (1..=most).contains(&number) => Ok(Some(number)),
            (Err(_), Some(number)) if written.is_empty() => Ok(Some(number)),
            _ => Err(self.error(at, Wanted::Distance { most })),
        }
    }

    fn word_or_filter(&mut self, start: usize) -> Result<Node, SyntaxError> {
        let word = self.bare_word();
        if let Some((name, rest)) = word.split_once(':')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphabetic())
            && !rest.starts_with("//")
        {
            return self.filter(start, name);
        }
        self.word(start, false)
    }

    fn filter(&mut self, start: usize, name: &str) -> Result<Node, SyntaxError> {
        self.at += name.chars().count() + 1;
        let lower = name.to_ascii_lowercase();
        let value_at = self.at;
        let quoted = self.peek().is_some_and(is_quote);
        if lower == "exact" {
            return match (quoted, self.bare_word().is_empty()) {
                (true, _) => self.phrase(start, true),
                (false, true) => Err(self.error(start, Wanted::Term("exact:".to_owned()))),
                (false, false) => self.word(start, true),
            };
        }
        if !filter::NAMES.contains(&lower.as_str()) {
            return Err(self.error(start, Wanted::Field(name.to_owned())));
        }
        let value = if quoted {
            self.quoted()?.0
        } else {
            let value = self.bare_word();
            self.at += value.chars().count();
            value
        };
        let filter =
            filter::filter(&lower, &value).map_err(|wanted| self.error(value_at, wanted))?;
        Ok(Node::Filter(
            filter,
            Span {
                start,
                end: self.at,
            },
        ))
    }

    fn word(&mut self, start: usize, exact: bool) -> Result<Node, SyntaxError> {
        let at = self.at;
        let whole = self.bare_word();
        // A tilde inside a word is not asked for; one at its end is.
        let (text, tail) = match whole.split_once('~') {
            Some((text, tail)) => (text.to_owned(), Some(tail)),
            None => (whole.clone(), None),
        };
        self.at += text.chars().count();
        if tail.is_some() {
            let letters_off = self.distance(MOST_LETTERS_OFF, Some(1))?.unwrap_or(1);
            let manner = Manner::Fuzzy(u8::try_from(letters_off).unwrap_or(1));
            return Ok(seek(
                text,
                manner,
                exact,
                Span {
                    start,
                    end: self.at,
                },
            ));
        }
        let span = Span {
            start,
            end: self.at,
        };
        if let Some(beginning) = text.strip_suffix('*') {
            let beginning = beginning.trim_end_matches('*');
            if tokens::tokens(beginning).is_empty() {
                return Err(self.error(at, Wanted::PrefixLetters));
            }
            return Ok(seek(beginning.to_owned(), Manner::Prefix, exact, span));
        }
        if is_lone_article(&text)
            && let Some((joined, end)) = self.with_next_word(&text)
        {
            self.at = end;
            return Ok(seek(joined, Manner::Word, exact, Span { start, end }));
        }
        Ok(seek(text, Manner::Word, exact, span))
    }

    /// A Latin article standing alone belongs to the word after it: Yousef al Haddad.
    fn with_next_word(&self, article: &str) -> Option<(String, usize)> {
        let mut next = Reader {
            text: self.text,
            signs: self.signs.clone(),
            at: self.at,
        };
        next.skip_space();
        let word = next.bare_word();
        let plain = !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && !matches!(word.as_str(), "AND" | "OR" | "NOT");
        plain.then(|| (format!("{article} {word}"), next.at + word.chars().count()))
    }
}

fn is_lone_article(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "al" | "el" | "al-" | "el-"
    )
}

fn seek(text: String, manner: Manner, exact: bool, span: Span) -> Node {
    if tokens::tokens(&text).is_empty() {
        return Node::Ignored(text, span);
    }
    Node::Seek(Seek {
        text,
        manner,
        exact,
        span,
    })
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '“' | '„' | '”')
}

fn single_or(mut nodes: Vec<Node>, group: fn(Vec<Node>) -> Node) -> Node {
    match (nodes.len(), nodes.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            nodes.push(last);
            group(nodes)
        }
        (_, None) => Node::Everything,
    }
}
