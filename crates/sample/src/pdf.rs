//! PDF files: with a text layer, as an office program writes them, or of images only.

use crate::SampleError;
use crate::day::Day;
use crate::ink::{PER_POINT, Print};
use crate::scan::Imprints;
use crate::sheet::{HEIGHT, Piece, Sheet, WIDTH};
use crate::typeface::{Shaped, Style, Typefaces};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use std::io::Write as _;
use subsetter::GlyphRemapper;

const STYLES: [(Style, &[u8], &[u8]); 3] = [
    (Style::Regular, b"F1", b"SAMPLE+NotoNaskhArabic"),
    (Style::Bold, b"F2", b"SAMPLF+NotoNaskhArabic-Bold"),
    (Style::Latin, b"F3", b"SAMPLG+NotoSans"),
];
const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The glyphs of one typeface that a file uses. A glyph that stands for two different texts gets
/// two codes, so that the text layer never lies.
#[derive(Default)]
struct Used {
    codes: BTreeMap<(u16, String), u16>,
    order: Vec<(u16, String, f32)>,
}

impl Used {
    fn code(&mut self, id: u16, text: &str, width: f32) -> u16 {
        let next = self.order.len() as u16 + 1;
        let order = &mut self.order;
        *self.codes.entry((id, text.to_owned())).or_insert_with(|| {
            order.push((id, text.to_owned(), width));
            next
        })
    }
}

/// A PDF file whose pages hold text, with stamp and signature as pictures over it.
pub(crate) fn with_text(
    sheets: &[Sheet],
    types: &Typefaces,
    imprints: Option<&Imprints>,
    title: &str,
    day: Day,
) -> Result<Vec<u8>, SampleError> {
    let mut file = File::new(sheets.len());
    let mut used: BTreeMap<Style, Used> = BTreeMap::new();
    let contents: Vec<Content> = sheets
        .iter()
        .map(|sheet| {
            let mut content = Content::new();
            text(sheet, types, &mut used, &mut content);
            if let Some(imprints) = imprints {
                marks(sheet, imprints, &mut content);
            }
            content
        })
        .collect();
    let mut fonts = Vec::new();
    for (style, resource, name) in STYLES {
        if let Some(used) = used.get(&style) {
            fonts.push((resource, file.font(types, style, used, name)?));
        }
    }
    let mut images = Vec::new();
    if let Some(imprints) = imprints {
        images.push((b"Stamp".as_slice(), file.print(&imprints.stamp)?));
        images.push((b"Signature".as_slice(), file.print(&imprints.signature)?));
    }
    for (n, content) in contents.into_iter().enumerate() {
        file.page(n, content, &fonts, &images)?;
    }
    Ok(file.finish(title, "Sample Office 3.1", day))
}

/// A PDF file of JPEG images, a page each, as a scanner writes it.
pub(crate) fn of_images(
    images: &[(Vec<u8>, u32, u32)],
    colour: bool,
    day: Day,
) -> Result<Vec<u8>, SampleError> {
    let mut file = File::new(images.len());
    for (n, (jpeg, width, height)) in images.iter().enumerate() {
        let id = file.next();
        let mut object = file.pdf.image_xobject(id, jpeg);
        object.filter(Filter::DctDecode);
        object.width(*width as i32).height(*height as i32);
        match colour {
            true => object.color_space().device_rgb(),
            false => object.color_space().device_gray(),
        }
        object.bits_per_component(8);
        object.finish();
        let mut content = Content::new();
        content
            .save_state()
            .transform([WIDTH, 0.0, 0.0, HEIGHT, 0.0, 0.0]);
        content.x_object(Name(b"Scan")).restore_state();
        file.page(n, content, &[], &[(b"Scan", id)])?;
    }
    Ok(file.finish("", "Sample Scanner 200", day))
}

fn text(sheet: &Sheet, types: &Typefaces, used: &mut BTreeMap<Style, Used>, content: &mut Content) {
    for piece in &sheet.pieces {
        match piece {
            Piece::Text { x, y, size, line } => {
                content.begin_text();
                show(line, (*x, HEIGHT - y), *size, types, used, content);
                content.end_text();
            }
            Piece::Rule { from, to, width } => {
                content.set_line_width(*width);
                content
                    .move_to(from.0, HEIGHT - from.1)
                    .line_to(to.0, HEIGHT - to.1)
                    .stroke();
            }
        }
    }
}

/// Shows one line, in runs of one typeface on one height.
fn show(
    line: &Shaped,
    at: (f32, f32),
    size: f32,
    types: &Typefaces,
    used: &mut BTreeMap<Style, Used>,
    content: &mut Content,
) {
    let mut rest = line.glyphs.as_slice();
    while let Some(first) = rest.first() {
        let run = rest
            .iter()
            .take_while(|glyph| glyph.style == first.style && glyph.y == first.y)
            .count();
        let (run, after) = rest.split_at(run);
        rest = after;
        let resource = STYLES
            .iter()
            .find(|(style, ..)| *style == first.style)
            .map_or(b"F1".as_slice(), |f| f.1);
        content.set_font(Name(resource), size);
        content.set_text_matrix([
            1.0,
            0.0,
            0.0,
            1.0,
            at.0 + first.x * size,
            at.1 + first.y * size,
        ]);
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        let mut pen = first.x;
        for glyph in run {
            if (glyph.x - pen).abs() > 0.0005 {
                items.adjust((pen - glyph.x) * 1000.0);
                pen = glyph.x;
            }
            let width = own_width(types, glyph.style, glyph.id);
            let code = used
                .entry(glyph.style)
                .or_default()
                .code(glyph.id, &glyph.text, width);
            items.show(Str(&code.to_be_bytes()));
            pen += width;
        }
    }
}

/// How far the font itself moves on after a glyph, as a share of the type size.
fn own_width(types: &Typefaces, style: Style, id: u16) -> f32 {
    let face = types.face(style);
    let advance = face
        .shaper
        .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(id))
        .unwrap_or(0);
    f32::from(advance) / face.units_per_em
}

fn marks(sheet: &Sheet, imprints: &Imprints, content: &mut Content) {
    for mark in &sheet.marks {
        let print = imprints.of(mark.kind);
        let (width, height) = (
            print.width as f32 / PER_POINT,
            print.height as f32 / PER_POINT,
        );
        let (x, y) = (mark.at.0 - width / 2.0, HEIGHT - mark.at.1 - height / 2.0);
        content
            .save_state()
            .transform([width, 0.0, 0.0, height, x, y]);
        let name: &[u8] = match mark.kind {
            crate::sheet::MarkKind::Stamp => b"Stamp",
            crate::sheet::MarkKind::Signature => b"Signature",
        };
        content.x_object(Name(name)).restore_state();
    }
}

/// A file while it is being written.
struct File {
    pdf: Pdf,
    last: i32,
    pages: Vec<Ref>,
}

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);

impl File {
    fn new(pages: usize) -> Self {
        let mut file = Self {
            pdf: Pdf::new(),
            last: 3,
            pages: Vec::new(),
        };
        file.pdf.set_version(1, 4);
        file.pdf.catalog(CATALOG).pages(PAGES);
        file.pages = (0..pages).map(|_| file.next()).collect();
        let kids = file.pages.clone();
        file.pdf.pages(PAGES).count(kids.len() as i32).kids(kids);
        file
    }

    fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    fn page(
        &mut self,
        n: usize,
        content: Content,
        fonts: &[(&[u8], Ref)],
        images: &[(&[u8], Ref)],
    ) -> Result<(), SampleError> {
        let id = self.next();
        let bytes = deflated(&content.finish())?;
        self.pdf.stream(id, &bytes).filter(Filter::FlateDecode);
        let Some(page_id) = self.pages.get(n).copied() else {
            return Ok(());
        };
        let mut page = self.pdf.page(page_id);
        page.parent(PAGES)
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .contents(id);
        let mut resources = page.resources();
        let mut list = resources.fonts();
        for (name, id) in fonts {
            list.pair(Name(name), *id);
        }
        list.finish();
        let mut list = resources.x_objects();
        for (name, id) in images {
            list.pair(Name(name), *id);
        }
        Ok(())
    }

    /// A print as a picture of plain ink under a soft mask.
    fn print(&mut self, print: &Print) -> Result<Ref, SampleError> {
        let (id, mask_id) = (self.next(), self.next());
        let (width, height) = (print.width as i32, print.height as i32);
        let mask = deflated(&print.cover)?;
        let mut object = self.pdf.image_xobject(mask_id, &mask);
        object.filter(Filter::FlateDecode);
        object.width(width).height(height).bits_per_component(8);
        object.color_space().device_gray();
        object.finish();
        let ink = deflated(&print.colour.repeat((width * height) as usize))?;
        let mut object = self.pdf.image_xobject(id, &ink);
        object.filter(Filter::FlateDecode);
        object.width(width).height(height).bits_per_component(8);
        object.color_space().device_rgb();
        object.s_mask(mask_id);
        Ok(id)
    }

    /// A font with only the glyphs in use (ISO 32000-1 section 9.7).
    fn font(
        &mut self,
        types: &Typefaces,
        style: Style,
        used: &Used,
        name: &[u8],
    ) -> Result<Ref, SampleError> {
        let face = types.face(style);
        let mut kept = GlyphRemapper::new();
        let mut glyph_of_code: Vec<u8> = vec![0, 0];
        let mut letters = UnicodeCmap::<u16>::new(Name(b"Letters"), IDENTITY);
        let mut widths = vec![0.0];
        for (n, (id, text, width)) in used.order.iter().enumerate() {
            glyph_of_code.extend(kept.remap(*id).to_be_bytes());
            if !text.is_empty() {
                letters.pair_with_multiple(n as u16 + 1, text.chars());
            }
            widths.push(width * 1000.0);
        }
        let subset = subsetter::subset(face.bytes, 0, &kept).map_err(|_| SampleError::Font)?;
        let (font_id, cid_id, descriptor_id) = (self.next(), self.next(), self.next());
        let (map_id, letters_id, file_id) = (self.next(), self.next(), self.next());
        self.pdf
            .type0_font(font_id)
            .base_font(Name(name))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid_id)
            .to_unicode(letters_id);
        let mut cid = self.pdf.cid_font(cid_id);
        cid.subtype(CidFontType::Type2)
            .base_font(Name(name))
            .system_info(IDENTITY);
        cid.font_descriptor(descriptor_id)
            .default_width(0.0)
            .cid_to_gid_map_stream(map_id);
        cid.widths().consecutive(0, widths);
        cid.finish();
        let scale = |units: i16| f32::from(units) * 1000.0 / face.units_per_em;
        let bounds = face.shaper.global_bounding_box();
        let (low, high) = (
            Rect::new(
                scale(bounds.x_min),
                scale(bounds.y_min),
                scale(bounds.x_max),
                scale(bounds.y_max),
            ),
            scale(face.shaper.ascender()),
        );
        self.pdf
            .font_descriptor(descriptor_id)
            .name(Name(name))
            .flags(FontFlags::SYMBOLIC)
            .bbox(low)
            .italic_angle(0.0)
            .ascent(high)
            .descent(scale(face.shaper.descender()))
            .cap_height(700.0)
            .stem_v(80.0)
            .font_file2(file_id);
        let map = deflated(&glyph_of_code)?;
        self.pdf.stream(map_id, &map).filter(Filter::FlateDecode);
        let letters = deflated(&letters.finish())?;
        self.pdf
            .cmap(letters_id, &letters)
            .filter(Filter::FlateDecode);
        let program = deflated(&subset)?;
        let mut stream = self.pdf.stream(file_id, &program);
        stream
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), subset.len() as i32);
        Ok(font_id)
    }

    fn finish(mut self, title: &str, producer: &str, day: Day) -> Vec<u8> {
        let (year, month, date) = day.parts();
        let created = pdf_writer::Date::new(year)
            .month(month as u8)
            .day(date as u8)
            .hour(9)
            .minute(30)
            .second(0);
        let mut info = self.pdf.document_info(INFO);
        if !title.is_empty() {
            info.title(TextStr(title));
        }
        info.producer(TextStr(producer))
            .creation_date(created)
            .modified_date(created);
        info.finish();
        self.pdf.finish()
    }
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, SampleError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
