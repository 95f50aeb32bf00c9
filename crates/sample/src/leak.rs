//! The plan of the leak: which paper lies where, in which form, and what else lies about.

use crate::chance::Chance;
use crate::compose;
use crate::day::{Day, Digits};
use crate::mail::{self, Attachment, Headers};
use crate::paper::{Kind, Paper};
use crate::plain::windows_1256;
use crate::press::{Medium, Press, Pressed};
use crate::shelf::{Note, Shelf};
use crate::truth::{DocumentTruth, PhotoTruth};
use crate::world::World;
use crate::zipped::{MemberName, Zip};
use crate::{Options, SampleError};
use flate2::{Compression, GzBuilder};
use std::io::Write as _;
use std::path::Path;

/// A loose file: a paper in a form of its own, or a mail with a second paper attached.
#[derive(Debug, Clone, Copy)]
enum Loose {
    Paper(Medium),
    Mail,
}

/// The forms of loose files in their turn, each at least once before any comes back twice.
const LOOSE: [Loose; 20] = [
    Loose::Paper(Medium::TextPdf),
    Loose::Paper(Medium::ScanPdf),
    Loose::Paper(Medium::Docx),
    Loose::Paper(Medium::Jpeg),
    Loose::Paper(Medium::Txt1256),
    Loose::Paper(Medium::Xlsx),
    Loose::Mail,
    Loose::Paper(Medium::Tiff),
    Loose::Paper(Medium::Html),
    Loose::Paper(Medium::Odt),
    Loose::Paper(Medium::Png),
    Loose::Paper(Medium::Rtf),
    Loose::Paper(Medium::TxtUtf8),
    Loose::Paper(Medium::Csv),
    Loose::Paper(Medium::TxtUtf16),
    Loose::Paper(Medium::TextPdf),
    Loose::Mail,
    Loose::Paper(Medium::ScanPdf),
    Loose::Paper(Medium::Docx),
    Loose::Paper(Medium::Jpeg),
];

/// Papers that lie in mailboxes and archives.
const INSIDE: u32 = 14;
/// The fewest papers with which every form occurs.
pub(crate) const LEAST_PAPERS: u32 = INSIDE + 16;
/// The day on which the invented archive was packed.
const PACKED: Day = Day::FIRST.plus(1_500);
/// Opens the encrypted archive; nothing else in the leak tells it.
const PASSWORD: &[u8] = b"bustan-4711";

/// A paper that is on the shelf, with the form it has there.
pub(crate) struct Shelved {
    pub(crate) paper: Paper,
    pub(crate) path: String,
    pub(crate) medium: Medium,
    /// Where it lies inside something else, or is the text of a mail.
    pub(crate) inside: bool,
}

struct Plan<'a> {
    options: &'a Options,
    world: World,
    chance: Chance,
    press: Press,
    shelf: Shelf,
    /// The papers not yet written, in no order.
    left: Vec<u32>,
    shelved: Vec<Shelved>,
}

/// Fills `files` with the leak; answers the shelf with its truth, the world and the papers.
pub(crate) fn fill(
    files: &Path,
    options: &Options,
) -> Result<(Shelf, World, Vec<Shelved>), SampleError> {
    let chance = Chance::new(options.seed);
    let world = World::make(&chance, options.papers.saturating_mul(2).max(70))?;
    let press = Press::new(&world, &chance)?;
    let mut left: Vec<u32> = (0..options.papers).collect();
    let mut order = chance.apart("order", 0);
    left.sort_by_cached_key(|_| order.next());
    let shelf = Shelf::open(files)?;
    let mut plan = Plan {
        options,
        world,
        chance,
        press,
        shelf,
        left,
        shelved: Vec::new(),
    };
    plan.loose()?;
    plan.mailbox()?;
    plan.archives()?;
    plan.nested()?;
    plan.tarball()?;
    plan.locked()?;
    plan.photos()?;
    plan.odd_names()?;
    plan.spoiled()?;
    plan.shelf.close(PACKED)?;
    Ok((plan.shelf, plan.world, plan.shelved))
}

impl Plan<'_> {
    /// Writes the next paper, in a form.
    fn next(
        &mut self,
        medium: Medium,
        digits: Option<Digits>,
    ) -> Result<(Paper, Pressed), SampleError> {
        let n = self.left.pop().unwrap_or(0);
        let nth = self.shelved.len();
        let kind = Kind::RUNNING
            .iter()
            .cycle()
            .nth(nth)
            .copied()
            .unwrap_or(Kind::Letter);
        let kind = medium.suits(kind, nth as u32);
        let digits = digits.or(medium.digits());
        let paper = compose::paper(
            &self.world,
            &self.chance,
            n,
            self.options.papers,
            kind,
            digits,
        )?;
        let pressed = self.press.print(
            &paper,
            medium,
            &mut self.chance.apart("print", u64::from(n)),
        )?;
        Ok((paper, pressed))
    }

    /// Notes where a paper ended up.
    fn note(
        &mut self,
        paper: Paper,
        path: &str,
        medium: Medium,
        format: &'static str,
        pages: Vec<String>,
    ) {
        let id = format!("d{:05}", self.shelved.len() + 1);
        self.shelf
            .truth
            .documents
            .push(DocumentTruth::new(id, path, &paper, format, pages));
        let inside = path.contains("!/") || format == "mbox";
        self.shelved.push(Shelved {
            paper,
            path: path.to_owned(),
            medium,
            inside,
        });
    }

    /// `الفرع 811/2013/الصادر/كتاب رقم 145-811 تاريخ 7-4-2013`, or the name a scanner gives.
    fn stem(&mut self, paper: &Paper, medium: Medium) -> String {
        let mut chance = self.chance.apart("name", self.shelved.len() as u64);
        let word = paper.kind.file_word();
        let (year, ..) = paper.day.parts();
        let name = match chance.between(0, 3) {
            0 if !medium.has_letters() => format!("SCAN_{:05}", chance.between(100, 9_999)),
            1 if medium.has_letters() => format!("مستند جديد {}", self.shelved.len() + 1),
            2 => format!("{word} {}", paper.day.dashed()),
            _ => format!(
                "{word} رقم {} تاريخ {}",
                paper.number.replace('/', "-"),
                paper.day.dashed()
            ),
        };
        format!("{}/{year}/{}/{name}", paper.issuer, paper.kind.folder())
    }

    fn loose(&mut self) -> Result<(), SampleError> {
        let mut turns = LOOSE.iter().cycle();
        let mut mails = 0;
        while self.left.len() > INSIDE as usize {
            let turn = turns.next().copied().unwrap_or(Loose::Mail);
            match turn {
                Loose::Mail if self.left.len() > INSIDE as usize + 1 => {
                    self.mail(if mails % 2 == 0 {
                        Headers::Raw
                    } else {
                        Headers::Encoded
                    })?;
                    mails += 1;
                }
                Loose::Mail => self.loose_paper(Medium::TxtUtf8)?,
                Loose::Paper(medium) => self.loose_paper(medium)?,
            }
        }
        Ok(())
    }

    fn loose_paper(&mut self, medium: Medium) -> Result<(), SampleError> {
        let (paper, pressed) = self.next(medium, None)?;
        let path = format!("{}.{}", self.stem(&paper, medium), medium.extension());
        let path = self.shelf.put(
            &path,
            &pressed.bytes,
            paper.day,
            34_200,
            Note::kind(medium.name()),
        )?;
        self.note(paper, &path, medium, medium.name(), pressed.pages);
        Ok(())
    }

    fn mail(&mut self, headers: Headers) -> Result<(), SampleError> {
        let (attached, pressed) = self.next(Medium::TextPdf, None)?;
        let name = format!(
            "{} {}.pdf",
            attached.kind.file_word(),
            attached.number.replace('/', "-")
        );
        let digits = (headers == Headers::Raw).then_some(Digits::Western);
        let (paper, body) = self.next(Medium::TxtUtf8, digits)?;
        let attachment = Attachment {
            name: &name,
            media_type: "application/pdf",
            bytes: &pressed.bytes,
        };
        let bytes = mail::eml(&paper, headers, &attachment);
        let path = format!("{}.eml", self.stem(&paper, Medium::TxtUtf8));
        let path = self
            .shelf
            .put(&path, &bytes, paper.day, 36_000, Note::kind("eml"))?;
        self.shelf
            .note_member(&path, &name, &pressed.bytes, Note::kind("tpdf"));
        self.note(paper, &path, Medium::TxtUtf8, "eml", body.pages);
        self.note(
            attached,
            &format!("{path}!/{name}"),
            Medium::TextPdf,
            "tpdf",
            pressed.pages,
        );
        Ok(())
    }

    fn mailbox(&mut self) -> Result<(), SampleError> {
        let mut papers = Vec::new();
        for _ in 0..3 {
            papers.push(self.next(Medium::TxtUtf8, None)?);
        }
        papers.sort_by_key(|(paper, _)| paper.day);
        let list: Vec<Paper> = papers.iter().map(|(paper, _)| paper.clone()).collect();
        let bytes = mail::mbox(&list);
        let path = self.shelf.put(
            "بريد/الوارد 2013.mbox",
            &bytes,
            PACKED,
            30_000,
            Note::kind("mbox"),
        )?;
        for (paper, pressed) in papers {
            self.note(paper, &path, Medium::TxtUtf8, "mbox", pressed.pages);
        }
        Ok(())
    }

    /// The next papers as members of an archive, each with its name there.
    fn members(
        &mut self,
        media: &[Medium],
    ) -> Result<Vec<(Medium, String, Paper, Pressed)>, SampleError> {
        let mut members = Vec::new();
        for medium in media {
            let (paper, pressed) = self.next(*medium, None)?;
            let (year, ..) = paper.day.parts();
            let name = format!(
                "{year}/{}/{} {}.{}",
                paper.kind.folder(),
                paper.kind.file_word(),
                paper.number.replace('/', "-"),
                medium.extension()
            );
            members.push((*medium, name, paper, pressed));
        }
        Ok(members)
    }

    fn note_members(&mut self, container: &str, members: Vec<(Medium, String, Paper, Pressed)>) {
        for (medium, name, paper, pressed) in members {
            self.shelf
                .note_member(container, &name, &pressed.bytes, Note::kind(medium.name()));
            self.note(
                paper,
                &format!("{container}!/{name}"),
                medium,
                medium.name(),
                pressed.pages,
            );
        }
    }

    /// One archive with UTF-8 names and one with the names of an Arabic Windows.
    fn archives(&mut self) -> Result<(), SampleError> {
        let members =
            self.members(&[Medium::TextPdf, Medium::Jpeg, Medium::Docx, Medium::Txt1256])?;
        let mut zip = Zip::default();
        for (_, name, paper, pressed) in &members {
            zip.add(MemberName::Utf8(name), &pressed.bytes, paper.day, None)?;
        }
        let path = "أرشيف/نسخة الديوان.zip";
        let path = self
            .shelf
            .put(path, &zip.finish(), PACKED, 31_000, Note::kind("zip"))?;
        self.note_members(&path, members);
        let members = self.members(&[Medium::Txt1256, Medium::Docx])?;
        let mut zip = Zip::default();
        for (_, name, paper, pressed) in &members {
            zip.add(
                MemberName::Raw(&windows_1256(name)),
                &pressed.bytes,
                paper.day,
                None,
            )?;
        }
        let path = "أرشيف/OLD_PC.zip";
        let path = self
            .shelf
            .put(path, &zip.finish(), PACKED, 31_100, Note::kind("zip"))?;
        self.note_members(&path, members);
        Ok(())
    }

    /// An archive in an archive.
    fn nested(&mut self) -> Result<(), SampleError> {
        let members = self.members(&[Medium::TextPdf, Medium::TxtUtf8])?;
        let mut inner = Zip::default();
        for (_, name, paper, pressed) in &members {
            inner.add(MemberName::Utf8(name), &pressed.bytes, paper.day, None)?;
        }
        let inner = inner.finish();
        let name = "القرص الثاني/مجلد قديم.zip";
        let mut outer = Zip::default();
        outer.add(MemberName::Utf8(name), &inner, PACKED, None)?;
        let path = "أرشيف/أقراص الديوان.zip";
        let path = self
            .shelf
            .put(path, &outer.finish(), PACKED, 31_200, Note::kind("zip"))?;
        self.shelf
            .note_member(&path, name, &inner, Note::kind("zip"));
        self.note_members(&format!("{path}!/{name}"), members);
        Ok(())
    }

    fn tarball(&mut self) -> Result<(), SampleError> {
        let members = self.members(&[Medium::Html, Medium::Rtf])?;
        let mut tar = tar::Builder::new(Vec::new());
        for (_, name, paper, pressed) in &members {
            let mut header = tar::Header::new_gnu();
            header.set_size(pressed.bytes.len() as u64);
            header.set_mode(0o644);
            header.set_mtime(u64::try_from(paper.day.at(34_200)).unwrap_or(0));
            tar.append_data(&mut header, name, pressed.bytes.as_slice())?;
        }
        let tar = tar.into_inner()?;
        let mut gz = GzBuilder::new()
            .mtime(0)
            .write(Vec::new(), Compression::new(6));
        gz.write_all(&tar)?;
        let path = "أرشيف/backup-824.tar.gz";
        let path = self
            .shelf
            .put(path, &gz.finish()?, PACKED, 31_300, Note::kind("tar.gz"))?;
        self.note_members(&path, members);
        Ok(())
    }

    /// An archive that nobody can open without the password.
    fn locked(&mut self) -> Result<(), SampleError> {
        for (_, name, paper, pressed) in self.members(&[Medium::TxtUtf8])? {
            let mut zip = Zip::default();
            zip.add(
                MemberName::Utf8(&name),
                &pressed.bytes,
                paper.day,
                Some(PASSWORD),
            )?;
            let path = "أرشيف/محمي بكلمة سر.zip";
            let note = Note::unreadable("zip", "encrypted");
            let path = self.shelf.put(path, &zip.finish(), PACKED, 31_400, note)?;
            self.shelf.note_member(
                &path,
                &name,
                &pressed.bytes,
                Note::unreadable("txt", "encrypted"),
            );
        }
        Ok(())
    }

    fn photos(&mut self) -> Result<(), SampleError> {
        for n in 0..self.options.photos {
            let photo = crate::photo::take(
                &self.world,
                self.press.types(),
                &self.chance,
                n,
                self.options.photos,
            )?;
            let (year, month, day) = photo.day.parts();
            let path = format!(
                "الصور/{year}/{day}-{month}/{}/{}/{}",
                photo.photographer, photo.folder_number, photo.file_name
            );
            let path = self.shelf.put(
                &path,
                &photo.bytes,
                photo.day,
                photo.second,
                Note::kind("photo"),
            )?;
            self.shelf.truth.photos.push(PhotoTruth::new(path, photo));
        }
        Ok(())
    }

    /// The bytes of a loose paper in a form, with its path and day.
    fn loose_copy(
        &mut self,
        medium: Medium,
    ) -> Result<Option<(String, Paper, Vec<u8>)>, SampleError> {
        let found = self.shelved.iter().find(|shelved| {
            let own_file = shelved.path.ends_with(&format!(".{}", medium.extension()));
            shelved.medium == medium && own_file && !shelved.inside
        });
        let Some((path, paper)) =
            found.map(|shelved| (shelved.path.clone(), shelved.paper.clone()))
        else {
            return Ok(None);
        };
        let bytes = self.shelf.read(&path)?;
        Ok(Some((path, paper, bytes)))
    }

    /// Exact copies under names that are hard to carry, and a link.
    fn odd_names(&mut self) -> Result<(), SampleError> {
        let copies: [(Medium, Vec<u8>); 5] = [
            (
                Medium::TextPdf,
                "نسخة احتياطية/صورة عن الأصل.pdf".as_bytes().to_vec(),
            ),
            (
                Medium::Jpeg,
                "نسخة احتياطية/2014 USB/IMG (1).jpg".as_bytes().to_vec(),
            ),
            (
                Medium::Docx,
                "نسخة احتياطية/  \u{200f}كتاب (نسخة)\u{200f} .docx"
                    .as_bytes()
                    .to_vec(),
            ),
            (
                Medium::TxtUtf8,
                "نسخة احتياطية/ملاحظة\nعاجلة.txt".as_bytes().to_vec(),
            ),
            (
                Medium::Txt1256,
                [b"C_DRIVE/".as_slice(), &windows_1256("تقرير قديم"), b".txt"].concat(),
            ),
        ];
        for (medium, path) in copies {
            if let Some((original, paper, bytes)) = self.loose_copy(medium)? {
                let note = Note {
                    kind: medium.name(),
                    why: None,
                    copy_of: Some(original),
                };
                self.shelf
                    .put_bytes(&path, &bytes, paper.day, 34_200, note)?;
            }
        }
        if let Some((original, ..)) = self.loose_copy(Medium::TextPdf)? {
            self.shelf
                .link("اختصارات/آخر كتاب.pdf", &format!("../{original}"), PACKED)?;
        }
        Ok(())
    }

    /// Files that cannot be read, each in its own way.
    fn spoiled(&mut self) -> Result<(), SampleError> {
        let mut put = |path: &str, bytes: &[u8], why: &'static str| {
            self.shelf
                .put(path, bytes, PACKED, 20_000, Note::unreadable("broken", why))
                .map(|_| ())
        };
        put("مهملات/مسودة فارغة.docx", b"", "empty")?;
        let mut chance = self.chance.apart("random", 0);
        let random: Vec<u8> = (0..1_024)
            .flat_map(|_| chance.next().to_le_bytes())
            .collect();
        put(
            "مهملات/recovered_0017.doc",
            &random,
            "random bytes, not what the name says",
        )?;
        if let Some((_, _, bytes)) = self.loose_copy(Medium::TextPdf)? {
            let half = bytes.get(..bytes.len() * 2 / 5).unwrap_or_default();
            let note = Note::unreadable("broken", "truncated");
            self.shelf
                .put("مهملات/كتاب لم يكتمل نسخه.pdf", half, PACKED, 20_000, note)?;
        }
        Ok(())
    }
}
