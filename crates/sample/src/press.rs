//! Turns a paper into the bytes of one file format.

use crate::SampleError;
use crate::chance::Chance;
use crate::day::Digits;
use crate::marks;
use crate::paper::{Kind, Paper};
use crate::scan::{self, Imprints, Manner};
use crate::sheet;
use crate::typeface::Typefaces;
use crate::world::World;
use crate::{office, pdf, plain};
use image::RgbImage;
use std::collections::BTreeMap;

/// The form in which a paper leaked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medium {
    TextPdf,
    ScanPdf,
    Jpeg,
    Png,
    Tiff,
    Docx,
    Xlsx,
    Odt,
    Rtf,
    Html,
    Txt1256,
    TxtUtf8,
    TxtUtf16,
    Csv,
}

impl Medium {
    /// The name in the truth.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Medium::TextPdf => "tpdf",
            Medium::ScanPdf | Medium::Jpeg | Medium::Png | Medium::Tiff => "scan",
            Medium::Docx => "docx",
            Medium::Xlsx => "xlsx",
            Medium::Odt => "odt",
            Medium::Rtf => "rtf",
            Medium::Html => "html",
            Medium::Txt1256 | Medium::TxtUtf8 | Medium::TxtUtf16 => "txt",
            Medium::Csv => "csv",
        }
    }

    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Medium::TextPdf | Medium::ScanPdf => "pdf",
            Medium::Jpeg => "jpg",
            Medium::Png => "png",
            Medium::Tiff => "tif",
            Medium::Docx => "docx",
            Medium::Xlsx => "xlsx",
            Medium::Odt => "odt",
            Medium::Rtf => "rtf",
            Medium::Html => "html",
            Medium::Txt1256 | Medium::TxtUtf8 | Medium::TxtUtf16 => "txt",
            Medium::Csv => "csv",
        }
    }

    /// Whether the format holds letters, not only their picture.
    pub(crate) const fn has_letters(self) -> bool {
        !matches!(
            self,
            Medium::ScanPdf | Medium::Jpeg | Medium::Png | Medium::Tiff
        )
    }

    /// The digits the format forces: windows-1256 has no Arabic-Indic ones.
    pub(crate) const fn digits(self) -> Option<Digits> {
        match self {
            Medium::Rtf | Medium::Html | Medium::Txt1256 => Some(Digits::Western),
            _ => None,
        }
    }

    /// The type of paper that suits: tables for tables, one page for single images.
    pub(crate) fn suits(self, kind: Kind, nth: u32) -> Kind {
        let table = if nth.is_multiple_of(2) {
            Kind::DetaineeRegister
        } else {
            Kind::WantedList
        };
        match self {
            Medium::Xlsx | Medium::Csv => table,
            Medium::Jpeg | Medium::Png if kind == Kind::Interrogation => Kind::Letter,
            Medium::ScanPdf | Medium::TextPdf if nth % 5 == 4 => table,
            _ => kind,
        }
    }
}

/// A paper in a format, with the text of its pages as a reader should find it.
pub(crate) struct Pressed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: Vec<String>,
}

/// Everything that is needed to print.
pub(crate) struct Press {
    types: Typefaces,
    /// Stamp and signature of each office, by its name on the letterhead.
    imprints: BTreeMap<String, Imprints>,
}

impl Press {
    /// Cuts the stamps and takes the signatures of a world.
    pub(crate) fn new(world: &World, chance: &Chance) -> Result<Self, SampleError> {
        let types = Typefaces::load()?;
        let mut imprints = BTreeMap::new();
        let around = format!("{}  *  {}", world.state, world.directorate);
        let offices = world
            .branches
            .iter()
            .map(|branch| {
                (
                    branch.name.clone(),
                    vec!["الفرع".to_owned(), branch.number.clone()],
                )
            })
            .chain([(
                world.central.clone(),
                vec!["ديوان".to_owned(), "المديرية".to_owned()],
            )]);
        for (n, (office, middle)) in offices.enumerate() {
            let mut chance = chance.apart("imprint", n as u64);
            let stamp = marks::stamp(&types, &around, &middle, &mut chance);
            let signature = marks::signature(&mut chance);
            imprints.insert(office, Imprints { stamp, signature });
        }
        Ok(Self { types, imprints })
    }

    pub(crate) const fn types(&self) -> &Typefaces {
        &self.types
    }

    /// Makes the file.
    pub(crate) fn print(
        &self,
        paper: &Paper,
        medium: Medium,
        chance: &mut Chance,
    ) -> Result<Pressed, SampleError> {
        let whole = || vec![paper.lines().join("\n")];
        let (bytes, pages) = match medium {
            Medium::TextPdf => {
                let sheets = sheet::lay(paper, &self.types, chance);
                let imprints = self
                    .imprints
                    .get(&paper.issuer)
                    .filter(|_| chance.happens(60));
                let bytes =
                    pdf::with_text(&sheets, &self.types, imprints, &paper.subject, paper.day)?;
                (bytes, paper.pages())
            }
            Medium::ScanPdf => {
                let colour = chance.happens(30);
                let images = self.scans(paper, colour, chance)?;
                let mut jpegs = Vec::new();
                for image in &images {
                    jpegs.push((
                        scan::jpeg(image, 55, colour)?,
                        image.width(),
                        image.height(),
                    ));
                }
                (pdf::of_images(&jpegs, colour, paper.day)?, paper.pages())
            }
            Medium::Jpeg | Medium::Png => {
                let colour = medium == Medium::Jpeg && chance.happens(60);
                let images = self.scans(paper, colour, chance)?;
                let Some(image) = images.first() else {
                    return Err(SampleError::Font);
                };
                let bytes = match medium {
                    Medium::Png => scan::png(image)?,
                    _ => scan::jpeg(image, 60, colour)?,
                };
                (bytes, paper.pages())
            }
            Medium::Tiff => (
                scan::tiff(&self.scans(paper, false, chance)?),
                paper.pages(),
            ),
            Medium::Docx => (office::docx(paper)?, whole()),
            Medium::Xlsx => (office::xlsx(paper)?, whole()),
            Medium::Odt => (office::odt(paper)?, whole()),
            Medium::Rtf => (plain::rtf(paper), whole()),
            Medium::Html => (plain::html(paper), whole()),
            Medium::Txt1256 => (plain::txt_1256(paper), whole()),
            Medium::TxtUtf8 => (plain::txt_utf8(paper), whole()),
            Medium::TxtUtf16 => (plain::txt_utf16(paper), whole()),
            Medium::Csv => (plain::csv(paper), vec![paper.table_lines().join("\n")]),
        };
        Ok(Pressed { bytes, pages })
    }

    fn scans(
        &self,
        paper: &Paper,
        colour: bool,
        chance: &mut Chance,
    ) -> Result<Vec<RgbImage>, SampleError> {
        let Some(imprints) = self.imprints.get(&paper.issuer) else {
            return Err(SampleError::Table(paper.issuer.clone()));
        };
        let manner = match colour {
            true => Manner::Colour,
            false if chance.happens(30) => Manner::Copy,
            false => Manner::Clean,
        };
        let sheets = sheet::lay(paper, &self.types, chance);
        Ok(sheets
            .iter()
            .map(|sheet| scan::scan(sheet, &self.types, imprints, manner, chance))
            .collect())
    }
}
