//! HTML as lines of text.
//!
//! Only the tokens are read, no tree is built: depth of nesting costs nothing, and misnested tags
//! lose no text.

use super::flow::Flow;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct HtmlPage {
    /// The text, block by block.
    pub text: String,
    /// The first title.
    pub title: Option<String>,
    /// `meta` elements: name in lower case, content.
    pub meta: Vec<(String, String)>,
    /// Where links lead, the first thousand.
    pub links: BTreeSet<String>,
    /// How many resources the page would load from elsewhere.
    pub remote: u64,
    /// How many scripts it holds.
    pub scripts: u64,
    /// Pictures and files that lie in the page itself, as `data:` addresses.
    pub embedded: Vec<Embedded>,
}

/// A file written into the page.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// A file name extension for its declared type.
    pub extension: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Bounds of one page: links kept, files taken out, pages within pages.
const LINKS: usize = 1_000;
const EMBEDDED: usize = 1_000;
const INNER_PAGES: usize = 100;

/// Reads a page; a page within it (`srcdoc`) follows after its text.
pub(crate) fn read_page(text: &str) -> HtmlPage {
    let mut page = HtmlPage::default();
    let mut queue = vec![text.to_owned()];
    let mut done = 0;
    while let Some(source) = queue.pop() {
        done += 1;
        let sink = Walk::default();
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(source));
        // The sink never asks for a pause, so one feed takes everything.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let walk = tokenizer.sink.state.into_inner();
        if done <= INNER_PAGES {
            queue.extend(walk.inner.into_iter().take(INNER_PAGES));
        }
        let inner = walk.page;
        let text = walk.flow.finish();
        if !page.text.is_empty() && !text.is_empty() {
            page.text.push('\n');
        }
        page.text.push_str(&text);
        page.title = page.title.take().or(inner.title);
        page.meta.extend(inner.meta);
        page.links.extend(inner.links);
        page.remote += inner.remote;
        page.scripts += inner.scripts;
        page.embedded.extend(inner.embedded);
    }
    page
}

/// The encoding that the page says it has, in its first two thousand bytes.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let after = head
        .split("charset")
        .nth(1)
        .or_else(|| head.split("encoding").nth(1))?;
    let value = after
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let name: String = value
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!name.is_empty()).then_some(name)
}

#[derive(Default)]
struct Walk {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    page: HtmlPage,
    flow: Flow,
    inner: Vec<String>,
    /// Whose text is being dropped or kept apart: `script`, `style`, `title`.
    apart: Option<String>,
    title: String,
    pre: u32,
    /// For each open table: whether a cell of it is open.
    tables: Vec<bool>,
    lists: Vec<Option<u32>>,
}

/// Open tables and lists beyond this many are not told apart any more.
const OPEN: usize = 200;

impl TokenSink for Walk {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.characters(&text),
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => return state.start(&tag),
                TagKind::EndTag => state.end(&tag.name),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn characters(&mut self, text: &str) {
        match self.apart.as_deref() {
            Some("title") => self.title.push_str(text),
            Some("textarea") => self.flow.push_folded(text),
            Some(_) => {}
            None if self.pre > 0 => self.flow.push(text),
            None => self.flow.push_folded(text),
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let attr = |wanted: &str| {
            tag.attrs
                .iter()
                .find(|a| &*a.name.local == wanted)
                .map(|a| a.value.to_string())
        };
        self.resources(name, &attr, tag);
        match name {
            "script" | "style" => {
                self.page.scripts += u64::from(name == "script");
                self.apart = Some(name.to_owned());
                return TokenSinkResult::RawData(if name == "script" {
                    RawKind::ScriptData
                } else {
                    RawKind::Rawtext
                });
            }
            "title" | "textarea" => {
                self.apart = Some(name.to_owned());
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "br" => self.flow.hard_break(),
            "table" => {
                self.flow.line();
                if self.tables.len() < OPEN {
                    self.tables.push(false);
                }
            }
            "tr" => {
                self.close_cell();
                self.flow.line();
            }
            "td" | "th" => {
                self.close_cell();
                if let Some(open) = self.tables.last_mut() {
                    *open = true;
                    self.flow.open_cell();
                }
            }
            "ul" | "ol" => {
                self.flow.line();
                if self.lists.len() < OPEN {
                    let from = attr("start").and_then(|s| s.parse().ok()).unwrap_or(1);
                    self.lists.push((name == "ol").then_some(from));
                }
            }
            "li" => {
                self.flow.line();
                if let Some(Some(number)) = self.lists.last_mut() {
                    let label = format!("{number}. ");
                    *number = number.saturating_add(1);
                    self.flow.push(&label);
                }
            }
            "pre" | "listing" => {
                self.flow.line();
                self.pre = self.pre.saturating_add(1);
            }
            "img" | "area" => self.flow.push_folded(&attr("alt").unwrap_or_default()),
            "input" => {
                let kind = attr("type").unwrap_or_default();
                if !matches!(kind.as_str(), "hidden" | "password") {
                    self.flow.space();
                    self.flow.push_folded(
                        &attr("value")
                            .or_else(|| attr("placeholder"))
                            .unwrap_or_default(),
                    );
                    self.flow.space();
                }
            }
            "iframe" => self.inner.extend(attr("srcdoc")),
            "meta" => {
                let key = attr("name")
                    .or_else(|| attr("property"))
                    .or_else(|| attr("http-equiv"));
                if let (Some(key), Some(content)) = (key, attr("content")) {
                    self.page.meta.push((key.to_ascii_lowercase(), content));
                }
            }
            _ if is_block(name) => self.flow.line(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        match name {
            "script" | "style" | "textarea" => self.apart = None,
            "title" => {
                self.apart = None;
                let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
                self.title.clear();
                if self.page.title.is_none() && !title.is_empty() {
                    self.page.title = Some(title);
                }
            }
            "td" | "th" => self.close_cell(),
            "tr" => {
                self.close_cell();
                self.flow.line();
            }
            "table" => {
                self.close_cell();
                self.tables.pop();
                self.flow.line();
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.flow.line();
            }
            "pre" | "listing" => {
                self.pre = self.pre.saturating_sub(1);
                self.flow.line();
            }
            _ if is_block(name) => self.flow.line(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        if let Some(open) = self.tables.last_mut()
            && std::mem::take(open)
        {
            self.flow.close_cell();
        }
    }

    fn resources(&mut self, name: &str, attr: &dyn Fn(&str) -> Option<String>, tag: &Tag) {
        for key in ["src", "href", "data", "background", "poster", "action"] {
            let Some(value) = attr(key) else { continue };
            if value
                .get(..5)
                .is_some_and(|head| head.eq_ignore_ascii_case("data:"))
            {
                if self.page.embedded.len() < EMBEDDED {
                    self.page.embedded.extend(data_address(&value));
                }
            } else if matches!((name, key), ("a" | "area", "href")) {
                if self.page.links.len() < LINKS && !value.starts_with('#') {
                    self.page.links.insert(value);
                }
            } else if key != "action" && is_remote(&value) {
                self.page.remote += 1;
            }
        }
        // Handlers in attributes are scripts too.
        self.page.scripts += tag
            .attrs
            .iter()
            .filter(|a| a.name.local.starts_with("on"))
            .count() as u64;
    }
}

/// Whether an address lies outside the file: another host, however written.
pub(crate) fn is_remote(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["http:", "https:", "//", "\\\\", "ftp:", "file:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

fn data_address(address: &str) -> Option<Embedded> {
    let (head, body) = address.split_once(',')?;
    let media_type = head
        .split_once(':')?
        .1
        .split(';')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let bytes = if head.to_ascii_lowercase().contains(";base64") {
        let body = percent(body);
        crate::format::mail::transfer::base64(&body)
    } else {
        percent(body)
    };
    let extension = crate::format::mail::transfer::extension_of(&media_type).to_owned();
    (!bytes.is_empty()).then_some(Embedded { extension, bytes })
}

fn percent(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let digits: String = bytes.clone().take(2).map(char::from).collect();
        match u8::from_str_radix(&digits, 16) {
            Ok(value) if byte == b'%' && digits.len() == 2 => {
                out.push(value);
                bytes.next();
                bytes.next();
            }
            _ => out.push(byte),
        }
    }
    out
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frame"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "main"
            | "menu"
            | "nav"
            | "optgroup"
            | "option"
            | "p"
            | "section"
            | "summary"
            | "tbody"
            | "tfoot"
            | "thead"
            | "select"
            | "iframe"
    )
}
