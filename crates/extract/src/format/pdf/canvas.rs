//! The signs of a page where they are drawn, by walking its content (ISO 32000-2, 8 and 9).
//!
//! Nothing is painted: of all that a content stream can do, only what moves and shows text is done,
//! and the forms and appearances that may show text are entered.

mod appearance;
mod page_box;
mod picture;
mod state;
mod unpacked;

use super::content::{Content, Operand};
use super::font::Font;
use super::matrix::Matrix;
use super::pictures::Bitmap;
use appearance::{appearance, appearance_place};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use page_box::page_box;
use state::{State, Text};
use std::collections::HashMap;
use std::rc::Rc;

/// Forms within forms.
const FORM_DEPTH: usize = 16;
/// Forms entered on one page.
const FORMS: usize = 4_000;
/// Operators of one page.
const OPERATORS: usize = 4_000_000;
/// Signs of one page.
const GLYPHS: usize = 1_000_000;
/// Bytes one content stream may unpack to.
const CONTENT_BYTES: usize = 64 * 1024 * 1024;
/// Annotations of one page whose appearance is looked at.
const ANNOTATIONS: usize = 5_000;

/// A sign, or several that are drawn as one.
#[derive(Debug, Clone)]
#[cfg_attr(test, derive(Default))]
pub(super) struct Glyph {
    /// What it stands for, in the order in which it is read.
    pub text: Rc<str>,
    /// Where it begins, in points from the left and the top of the page as it is seen.
    pub from: (f32, f32),
    /// Where it ends on its line.
    pub to: (f32, f32),
    /// Height of the letters above the line, in points.
    pub rise: f32,
    /// Depth below the line.
    pub depth: f32,
}

/// A page with its signs, in the order in which they were drawn.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In points, as seen.
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    /// Signs of which nobody knows what they stand for.
    pub untold: usize,
    /// Signs drawn without ink, as optical readers lay them over a picture.
    pub invisible: usize,
    /// Signs of lines that run downwards, which are put in order by the second reader.
    pub downward: usize,
    /// The share of the page that its pictures cover, 0 to 1.
    pub pictured: f32,
    /// Those that may be photographs, pieces of one joined.
    pub bitmaps: Vec<Bitmap>,
    /// Why the page was not walked to its end.
    pub cut: Option<&'static str>,
}

/// The stand-in for a sign that is not known.
const UNTOLD: &str = "\u{fffd}";

/// Walks the pages of one document.
pub(super) struct Canvas<'a> {
    document: &'a Document,
    /// By the place of their dictionary in memory, which stays while the document does.
    fonts: HashMap<usize, Rc<Font<'a>>>,
    untold: Rc<str>,
}

/// What is under way on a page.
struct Walk<'a> {
    sheet: Sheet,
    forms: usize,
    operators: usize,
    /// Forms that are being drawn; one that draws itself is left out.
    open: Vec<ObjectId>,
    /// Text that stands for what is drawn within it (14.9.4); none for other marks.
    marks: Vec<Option<Spoken>>,
    /// The resources of the page, for forms that have none.
    resources: Option<&'a Dictionary>,
}

/// A stretch of signs for which the file says how they are read.
struct Spoken {
    text: Rc<str>,
    drawn: Option<Glyph>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            fonts: HashMap::new(),
            untold: UNTOLD.into(),
        }
    }

    /// The signs of a page.
    pub(super) fn sheet(&mut self, page: ObjectId) -> Sheet {
        let document = self.document;
        let Ok(dictionary) = document.get_dictionary(page) else {
            return Sheet {
                cut: Some("its description is damaged"),
                ..Sheet::default()
            };
        };
        let (base, width, height) = page_box(document, dictionary);
        let resources = inherited(document, dictionary, b"Resources")
            .and_then(|resources| resources.as_dict().ok());
        let mut walk = Walk {
            sheet: Sheet {
                width,
                height,
                ..Sheet::default()
            },
            forms: 0,
            operators: 0,
            open: Vec::new(),
            marks: Vec::new(),
            resources,
        };
        let (content, cut) = self.page_content(dictionary);
        self.walk(&mut walk, &content, resources, State::new(base));
        walk.sheet.cut = walk.sheet.cut.or(cut);
        walk.marks.clear();
        self.appearances(&mut walk, dictionary, base);
        walk.sheet
    }

    /// All content streams of a page as one, parted by spaces (7.8.2), and why they are not whole
    /// where they are not.
    fn page_content(&self, page: &'a Dictionary) -> (Vec<u8>, Option<&'static str>) {
        let mut waiting: Vec<&Object> = page.get(b"Contents").into_iter().collect();
        let mut content = Vec::new();
        let mut cut = None;
        let mut seen = 0usize;
        while let Some(object) = waiting.pop() {
            seen += 1;
            if seen > 100_000 {
                break;
            }
            match self.document.dereference(object) {
                Ok((_, Object::Array(list))) if waiting.len() < 100_000 => {
                    waiting.extend(list.iter().rev());
                }
                Ok((_, Object::Stream(stream))) => {
                    let room = CONTENT_BYTES.saturating_sub(content.len());
                    let (bytes, why) = unpacked::plain(stream, room);
                    content.extend_from_slice(&bytes);
                    content.push(b'\n');
                    cut = cut.or(why);
                }
                _ => {}
            }
        }
        (content, cut)
    }

    fn walk(
        &mut self,
        walk: &mut Walk<'a>,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        first: State<'a>,
    ) {
        let base = first.place;
        let mut state = first;
        let mut saved: Vec<State<'a>> = Vec::new();
        let mut lost = 0usize;
        let mut text = Text::default();
        let mut reader = Content::new(content);
        let mut operands = Vec::new();
        let marks_before = walk.marks.len();
        while let Some(operator) = reader.next(&mut operands) {
            walk.operators += 1;
            if walk.operators > OPERATORS || walk.sheet.glyphs.len() > GLYPHS {
                walk.sheet.cut = Some("it draws more than any page of paper holds");
                break;
            }
            let number = |at: usize| operands.get(at).and_then(Operand::number);
            match operator {
                b"q" if saved.len() < 1024 => saved.push(state.clone()),
                b"q" => lost += 1,
                b"Q" if lost > 0 => lost -= 1,
                b"Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                b"cm" => {
                    if let Some(change) = six(&operands) {
                        state.place = change.then(state.place);
                    }
                }
                b"BT" => text = Text::default(),
                b"Tf" => {
                    state.size = number(1).unwrap_or(state.size);
                    let name = operands.first().and_then(Operand::name);
                    state.font = name.and_then(|name| self.font(resources, name));
                }
                b"gs" => {
                    let name = operands.first().and_then(Operand::name);
                    if let Some((font, size)) = name.and_then(|name| self.set_font(resources, name))
                    {
                        (state.font, state.size) = (Some(font), size);
                    }
                }
                b"Tc" => state.letter_space = number(0).unwrap_or(0.0),
                b"Tw" => state.word_space = number(0).unwrap_or(0.0),
                b"Tz" => state.stretch = number(0).unwrap_or(100.0) / 100.0,
                b"TL" => state.leading = number(0).unwrap_or(0.0),
                b"Ts" => state.raised = number(0).unwrap_or(0.0),
                b"Tr" => state.inkless = number(0) == Some(3.0),
                b"Td" => text.next_line(number(0), number(1)),
                b"TD" => {
                    state.leading = -number(1).unwrap_or(0.0);
                    text.next_line(number(0), number(1));
                }
                b"Tm" => {
                    if let Some(place) = six(&operands) {
                        text.set(place);
                    }
                }
                b"T*" => text.next_line(Some(0.0), Some(-state.leading)),
                b"Tj" => self.show_first(walk, &state, &mut text, operands.first()),
                b"'" => {
                    text.next_line(Some(0.0), Some(-state.leading));
                    self.show_first(walk, &state, &mut text, operands.first());
                }
                b"\"" => {
                    state.word_space = number(0).unwrap_or(state.word_space);
                    state.letter_space = number(1).unwrap_or(state.letter_space);
                    text.next_line(Some(0.0), Some(-state.leading));
                    self.show_first(walk, &state, &mut text, operands.get(2));
                }
                b"TJ" => {
                    if let Some(Operand::Array(parts)) = operands.first() {
                        for part in parts {
                            match part {
                                Operand::Text(string) => {
                                    self.show(walk, &state, &mut text, string);
                                }
                                Operand::Number(back) => {
                                    let back = -back / 1000.0 * state.size;
                                    text.advance(back, &state);
                                }
                                _ => {}
                            }
                        }
                    }
                }
                b"BDC" => {
                    let spoken = operands.get(1).and_then(|p| self.spoken(resources, p));
                    if walk.marks.len() < 1024 {
                        walk.marks.push(spoken);
                    }
                }
                b"BMC" if walk.marks.len() < 1024 => walk.marks.push(None),
                b"EMC" if walk.marks.len() > marks_before => {
                    if let Some(Some(spoken)) = walk.marks.pop() {
                        walk.close(spoken);
                    }
                }
                b"Do" => {
                    let name = operands.first().and_then(Operand::name);
                    if let Some((id, form)) = name.and_then(|name| self.form(resources, name)) {
                        self.enter(walk, id, form, &state);
                    } else if let Some(picture) = name.and_then(|n| self.picture(resources, n)) {
                        let pixels = picture::pixels(self.document, picture);
                        walk.sheet.cover(state.place, pixels);
                    }
                }
                b"scn" | b"SCN" => {
                    let name = operands.last().and_then(Operand::name);
                    if let Some((place, pixels)) = name.and_then(|n| self.pattern(resources, n)) {
                        walk.sheet.cover_by_pattern(place.then(base), pixels);
                    }
                }
                b"BI" => walk
                    .sheet
                    .cover(state.place, picture::inline_pixels(&operands)),
                _ => {}
            }
        }
        while walk.marks.len() > marks_before {
            if let Some(Some(spoken)) = walk.marks.pop() {
                walk.close(spoken);
            }
        }
    }

    fn show_first(
        &self,
        walk: &mut Walk<'a>,
        state: &State<'a>,
        text: &mut Text,
        operand: Option<&Operand>,
    ) {
        if let Some(Operand::Text(string)) = operand {
            self.show(walk, state, text, string);
        }
    }

    /// Shows a string: a sign for each code (9.4.4).
    fn show(&self, walk: &mut Walk<'a>, state: &State<'a>, text: &mut Text, string: &[u8]) {
        let Some(font) = &state.font else {
            walk.sheet.untold += string.len();
            return;
        };
        let mut rest = string;
        while let Some(told) = font.take(&mut rest) {
            let width = told.width * font.unit * state.size;
            let place = text.place(state);
            let end = width * state.stretch;
            let from = place.point(0.0, state.raised);
            let to = place.point(end, state.raised);
            let up = place.point(0.0, state.raised + state.size);
            let height = (up.0 - from.0).hypot(up.1 - from.1);
            let spacing = state.letter_space + if told.is_space { state.word_space } else { 0.0 };
            text.advance(width + spacing, state);
            if ![from.0, from.1, to.0, to.1, height]
                .iter()
                .all(|n| n.is_finite())
            {
                continue;
            }
            let (rise, depth) = font.rise_and_depth;
            if told.text.is_none() {
                walk.sheet.untold += 1;
            }
            walk.sheet.invisible += usize::from(state.inkless);
            walk.sheet.downward += usize::from(font.vertical);
            walk.draw(Glyph {
                text: told.text.unwrap_or_else(|| self.untold.clone()),
                from,
                to,
                rise: height * rise,
                depth: height * depth,
            });
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font<'a>>> {
        let document = self.document;
        let dictionary = resource(document, resources, b"Font", name)?
            .1
            .as_dict()
            .ok()?;
        Some(self.font_of(dictionary))
    }

    fn font_of(&mut self, dictionary: &'a Dictionary) -> Rc<Font<'a>> {
        let document = self.document;
        self.fonts
            .entry(std::ptr::from_ref(dictionary).addr())
            .or_insert_with(|| Rc::new(Font::of(document, dictionary)))
            .clone()
    }

    /// The font that a set of graphics parameters names (8.4.5).
    fn set_font(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
    ) -> Option<(Rc<Font<'a>>, f32)> {
        let document = self.document;
        let set = resource(document, resources, b"ExtGState", name)?
            .1
            .as_dict()
            .ok()?;
        let pair = set.get_deref(b"Font", document).ok()?.as_array().ok()?;
        let (_, font) = document.dereference(pair.first()?).ok()?;
        let size = document.dereference(pair.get(1)?).ok()?.1.as_float().ok()?;
        Some((self.font_of(font.as_dict().ok()?), size))
    }

    fn form(
        &self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
    ) -> Option<(Option<ObjectId>, &'a Stream)> {
        let (id, object) = resource(self.document, resources, b"XObject", name)?;
        let stream = object.as_stream().ok()?;
        let is_form = stream
            .dict
            .get_deref(b"Subtype", self.document)
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Form");
        is_form.then_some((id, stream))
    }

    /// Draws a form (8.10).
    fn enter(
        &mut self,
        walk: &mut Walk<'a>,
        id: Option<ObjectId>,
        form: &'a Stream,
        outside: &State<'a>,
    ) {
        let is_open = id.is_some_and(|id| walk.open.contains(&id));
        walk.forms += 1;
        if is_open || walk.open.len() >= FORM_DEPTH || walk.forms > FORMS {
            if walk.forms > FORMS || walk.open.len() >= FORM_DEPTH {
                walk.sheet.cut = Some("it draws forms within forms without end");
            }
            return;
        }
        let (content, cut) = unpacked::plain(form, CONTENT_BYTES);
        walk.sheet.cut = walk.sheet.cut.or(cut);
        let document = self.document;
        let own = form
            .dict
            .get_deref(b"Resources", document)
            .and_then(Object::as_dict)
            .ok();
        let mut state = outside.clone();
        if let Some(matrix) =
            numbers(document, &form.dict, b"Matrix").and_then(|m| Matrix::from_numbers(&m))
        {
            state.place = matrix.then(state.place);
        }
        walk.open.push(id.unwrap_or((0, 0)));
        let resources = own.or(walk.resources);
        self.walk(walk, &content, resources, state);
        walk.open.pop();
    }

    /// Draws what annotations and form fields show (12.5.5).
    fn appearances(&mut self, walk: &mut Walk<'a>, page: &'a Dictionary, base: Matrix) {
        let document = self.document;
        let list = page
            .get_deref(b"Annots", document)
            .and_then(Object::as_array)
            .ok();
        for annotation in list.into_iter().flatten().take(ANNOTATIONS) {
            let Ok((_, Object::Dictionary(annotation))) = document.dereference(annotation) else {
                continue;
            };
            let flags = annotation
                .get_deref(b"F", document)
                .and_then(Object::as_i64);
            let hidden = flags.is_ok_and(|flags| flags & 0b10_0010 != 0);
            if let Some((id, form)) = appearance(document, annotation).filter(|_| !hidden)
                && let Some(place) = appearance_place(document, annotation, form)
            {
                self.enter(walk, id, form, &State::new(place.then(base)));
            }
        }
    }

    fn spoken(&self, resources: Option<&'a Dictionary>, properties: &Operand) -> Option<Spoken> {
        let bytes = match properties {
            Operand::Dictionary(words) => words.windows(2).find_map(|pair| match pair {
                [Operand::Name(key), Operand::Text(text)] if key == b"ActualText" => {
                    Some(text.clone())
                }
                _ => None,
            })?,
            Operand::Name(name) => resource(self.document, resources, b"Properties", name)?
                .1
                .as_dict()
                .ok()?
                .get_deref(b"ActualText", self.document)
                .and_then(Object::as_str)
                .ok()?
                .to_vec(),
            _ => return None,
        };
        let text: String = super::text_string::decode(&bytes)
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        Some(Spoken {
            text: text.into(),
            drawn: None,
        })
    }
}

impl Walk<'_> {
    /// Puts a sign on the page, or into the stretch whose reading the file tells.
    fn draw(&mut self, glyph: Glyph) {
        let Some(spoken) = self.marks.iter_mut().flatten().next() else {
            self.sheet.glyphs.push(glyph);
            return;
        };
        match &mut spoken.drawn {
            None => spoken.drawn = Some(glyph),
            Some(whole) => {
                // Along the line of the first sign: the stretch grows to both sides.
                if glyph.from.0.min(glyph.to.0) < whole.from.0.min(whole.to.0) {
                    whole.from.0 = glyph.from.0.min(glyph.to.0).min(whole.from.0);
                }
                whole.to.0 = whole.to.0.max(glyph.to.0).max(glyph.from.0);
                whole.rise = whole.rise.max(glyph.rise);
            }
        }
    }

    fn close(&mut self, spoken: Spoken) {
        if let Some(mut glyph) = spoken.drawn
            && !spoken.text.is_empty()
        {
            glyph.text = spoken.text;
            self.draw(glyph);
        }
    }
}

/// A named resource and its number, where it has one.
fn resource<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    kind: &[u8],
    name: &[u8],
) -> Option<(Option<ObjectId>, &'a Object)> {
    let named = resources?.get_deref(kind, document).ok()?.as_dict().ok()?;
    document.dereference(named.get(name).ok()?).ok()
}

/// A value of a page that its parents may hold (7.7.3.4).
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(value) = node.get_deref(key, document) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

fn six(operands: &[Operand]) -> Option<Matrix> {
    let numbers: Vec<Option<f32>> = operands.iter().map(Operand::number).collect();
    Matrix::from_numbers(&numbers)
}

fn numbers(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<Option<f32>>> {
    let list = dictionary.get_deref(key, document).ok()?.as_array().ok()?;
    let number = |object: &Object| document.dereference(object).ok()?.1.as_float().ok();
    Some(list.iter().take(8).map(number).collect())
}
