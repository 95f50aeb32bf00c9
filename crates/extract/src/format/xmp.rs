//! What a file says of itself in XMP (ISO 16684-1): packets inside files, and sidecars.
//!
//! Properties may stand as elements, as attributes, in lists and in structures; a file may name its
//! prefixes as it likes. Each is kept under `xmp.` with the usual prefix of its namespace, parts of a
//! structure after a stroke: `xmp.xmpMM:DerivedFrom/stRef:documentID`.

use crate::format::markup::xml::{Piece, Tag, XmlReader, to_text};
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// Bytes of a packet that are looked at.
const PACKET_BYTES: usize = 16 * 1024 * 1024;
/// Values that are kept of one packet.
const MOST_VALUES: usize = 5_000;
/// Elements within one another that are followed; what lies deeper has no meaning in XMP.
const DEEPEST: usize = 64;
/// Longest value that is kept whole; programs put pictures into some.
const VALUE_CHARS: usize = 10_000;
/// Namespaces of one packet that are remembered.
const MOST_NAMESPACES: usize = 200;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Namespaces and their usual prefixes (ISO 16684-1 section 8; XMP specification part 2; Exif for XMP).
const PREFIXES: [(&str, &str); 27] = [
    (RDF, "rdf"),
    ("adobe:ns:meta/", "x"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/rights/", "xmpRights"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/xap/1.0/bj/", "xmpBJ"),
    ("http://ns.adobe.com/xap/1.0/g/img/", "xmpGImg"),
    ("http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", "stEvt"),
    ("http://ns.adobe.com/xap/1.0/sType/ResourceRef#", "stRef"),
    ("http://ns.adobe.com/pdf/1.3/", "pdf"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://ns.adobe.com/camera-raw-settings/1.0/", "crs"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://ns.adobe.com/exif/1.0/aux/", "aux"),
    ("http://cipa.jp/exif/1.0/", "exifEX"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/lightroom/1.0/", "lr"),
    ("http://ns.adobe.com/xmp/note/", "xmpNote"),
    ("http://ns.adobe.com/xmp/1.0/DynamicMedia/", "xmpDM"),
    (
        "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpCore",
    ),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"),
    ("http://ns.microsoft.com/photo/1.0/", "MicrosoftPhoto"),
    ("http://ns.google.com/photos/1.0/camera/", "GCamera"),
    (
        "http://www.metadataworkinggroup.com/schemas/regions/",
        "mwg-rs",
    ),
    ("http://www.digikam.org/ns/1.0/", "digiKam"),
    ("http://www.aiim.org/pdfa/ns/id/", "pdfaid"),
];

/// Properties and the canonical keys they stand for.
const CANONICAL: [(&str, &str); 28] = [
    ("dc:title", "title"),
    ("dc:creator", "author"),
    ("dc:description", "subject"),
    ("dc:subject", "keywords"),
    ("dc:rights", "rights"),
    ("xmp:CreateDate", "created"),
    ("photoshop:DateCreated", "created"),
    ("exif:DateTimeOriginal", "created"),
    ("exif:DateTimeOriginal", "exif.datetime_original"),
    ("xmp:ModifyDate", "modified"),
    ("tiff:DateTime", "modified"),
    ("pdf:Producer", "producer"),
    ("xmp:CreatorTool", "creator_tool"),
    ("pdf:Keywords", "keywords"),
    ("tiff:Make", "exif.make"),
    ("tiff:Model", "exif.model"),
    ("tiff:Software", "exif.software"),
    ("tiff:Artist", "author"),
    ("aux:SerialNumber", "exif.serial"),
    ("exifEX:BodySerialNumber", "exif.serial"),
    ("aux:Lens", "exif.lens"),
    ("exifEX:LensModel", "exif.lens"),
    ("aux:LensSerialNumber", "exif.lens_serial"),
    ("exifEX:LensSerialNumber", "exif.lens_serial"),
    ("aux:OwnerName", "exif.owner"),
    ("exifEX:CameraOwnerName", "exif.owner"),
    ("aux:Firmware", "exif.firmware"),
    ("exif:GPSTimeStamp", "gps.time"),
];

/// An element that is open.
struct Level {
    /// Its name with the usual prefix; empty for what only holds others together.
    part: String,
    text: String,
}

/// Whether bytes look like XMP that stands by itself, as a sidecar file does.
pub(crate) fn is_packet(bytes: &[u8]) -> bool {
    let head = to_text(bytes.get(..4096).unwrap_or(bytes));
    ["adobe:ns:meta/", "<?xpacket begin"]
        .iter()
        .any(|mark| head.contains(mark))
        || (head.contains(RDF) && head.contains("http://ns.adobe.com/"))
}

/// Adds every property of a packet to the metadata: under its raw key, and under the canonical key
/// where it has one, beside what stands there already.
pub(crate) fn describe(packet: &[u8], out: &mut Outcome) {
    let taken = packet.get(..PACKET_BYTES).unwrap_or(packet);
    if taken.len() < packet.len() {
        out.warn(format!(
            "XMP of {} bytes: what stands after the first {PACKET_BYTES} was left out",
            packet.len()
        ));
    }
    let text = to_text(taken);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let mut packet = Packet {
        out,
        prefixes: BTreeMap::new(),
        levels: Vec::new(),
        skipped: 0,
        in_rdf: 0,
        values: 0,
        latitude: None,
        longitude: None,
    };
    let mut reader = XmlReader::new(text);
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => packet.open(&tag),
            Piece::Text(text) => packet.text(&text),
            Piece::Close(_) => packet.close(),
        }
    }
    let notes = reader.notes.warnings("the XMP of the file");
    packet.finish();
    for warning in notes {
        out.warn(warning);
    }
}

struct Packet<'a> {
    out: &'a mut Outcome,
    prefixes: BTreeMap<String, &'static str>,
    levels: Vec<Level>,
    /// Open elements beyond the deepest.
    skipped: usize,
    /// How many of the open levels belong to `rdf:RDF` or lie in it.
    in_rdf: usize,
    values: usize,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Packet<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        if self.skipped > 0 || self.levels.len() >= DEEPEST {
            self.skipped += 1;
            return;
        }
        let attributes: Vec<(String, String)> = tag.attrs().take(MOST_VALUES).collect();
        for (name, value) in &attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:")
                && let Some((_, usual)) = PREFIXES.iter().find(|(uri, _)| uri == value)
                && self.prefixes.len() < MOST_NAMESPACES
            {
                self.prefixes.insert(prefix.to_owned(), usual);
            }
        }
        let name = self.usual(tag.full_name());
        if self.in_rdf > 0 || name == "rdf:RDF" {
            self.in_rdf += 1;
        }
        let binding = name.starts_with("rdf:") || name.starts_with("x:") || self.in_rdf == 0;
        self.levels.push(Level {
            part: if binding { String::new() } else { name },
            text: String::new(),
        });
        if self.in_rdf == 0 {
            return;
        }
        for (name, value) in attributes {
            let name = self.usual(&name);
            match name.as_str() {
                "rdf:resource" => self.keep(None, &value),
                _ if name.starts_with("rdf:") || name.starts_with("x:") => {}
                _ if name.starts_with("xml") && !name.starts_with("xmp") => {}
                _ => self.keep(Some(&name), &value),
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 || self.in_rdf == 0 {
            return;
        }
        if let Some(level) = self.levels.last_mut()
            && level.text.len() <= PACKET_BYTES
        {
            level.text.push_str(text);
        }
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if let Some(level) = self.levels.last_mut() {
            let text = std::mem::take(&mut level.text);
            // Between the parts of a structure stands white space only.
            if self.in_rdf > 0 && !text.trim().is_empty() {
                self.keep(None, text.trim());
            }
        }
        self.levels.pop();
        self.in_rdf = self.in_rdf.saturating_sub(1);
    }

    /// The name with the usual prefix of its namespace.
    fn usual(&self, name: &str) -> String {
        match name.split_once(':') {
            Some((prefix, local)) => match self.prefixes.get(prefix) {
                Some(usual) => format!("{usual}:{local}"),
                None => name.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    /// Keeps a value of the open property, or of an attribute on it.
    fn keep(&mut self, attribute: Option<&str>, value: &str) {
        let parts = self.levels.iter().map(|level| level.part.as_str());
        let path: Vec<&str> = parts
            .filter(|part| !part.is_empty())
            .chain(attribute)
            .collect();
        let path = path.join("/");
        if path.is_empty() || path.len() > 500 || self.values > MOST_VALUES {
            return;
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            self.out.warn(format!(
                "XMP of more than {MOST_VALUES} values: the ones after that were left out"
            ));
            return;
        }
        let raw = format!("xmp.{path}");
        if value.chars().nth(VALUE_CHARS).is_some() {
            self.out.meta(raw, format!("{} characters", value.len()));
            return;
        }
        self.out.meta(&raw, value);
        for (_, canonical) in CANONICAL.iter().filter(|(property, _)| *property == path) {
            self.out.fact(canonical, value, &raw);
        }
        match path.as_str() {
            "exif:GPSLatitude" => self.latitude = coordinate(value),
            "exif:GPSLongitude" => self.longitude = coordinate(value),
            _ => {}
        }
    }

    fn finish(self) {
        if let (Some(latitude), Some(longitude)) = (self.latitude, self.longitude) {
            let place = format!("{latitude:.6}, {longitude:.6}");
            self.out.fact("gps", place, "xmp.exif:GPSLatitude");
        }
    }
}

/// `53,22.971N` or `53,22,58.26N` in degrees (XMP specification part 2, type GPSCoordinate).
fn coordinate(value: &str) -> Option<f64> {
    let value = value.trim();
    let side = value.chars().next_back()?.to_ascii_uppercase();
    let numbers = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut degrees = 0.0;
    for (part, unit) in numbers.split(',').zip([1.0, 60.0, 3600.0]) {
        degrees += part.trim().parse::<f64>().ok()? / unit;
    }
    let held = degrees.is_finite() && degrees.abs() <= 180.0;
    held.then_some(match side {
        'S' | 'W' => -degrees,
        _ => degrees,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::reading::Reading;

    fn read(packet: &str) -> Reading {
        let mut out = Outcome::new("image/jpeg", &Limits::default());
        describe(packet.as_bytes(), &mut out);
        out.settle(Ok(()), 0)
    }

    const HEAD: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
        xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xap='http://ns.adobe.com/xap/1.0/' xmlns:mm='http://ns.adobe.com/xap/1.0/mm/' \
        xmlns:stRef='http://ns.adobe.com/xap/1.0/sType/ResourceRef#' xmlns:exif='http://ns.adobe.com/exif/1.0/'>";

    #[test]
    fn elements_attributes_lists_and_structures_are_kept_under_usual_prefixes() {
        let reading = read(&format!(
            "{HEAD}<r:Description r:about='' xap:CreateDate='2013-04-07T09:30:00+03:00'>\
             <dc:creator><r:Seq><r:li>سلمى</r:li><r:li>Karim &amp; Co</r:li></r:Seq></dc:creator>\
             <dc:title><r:Alt><r:li xml:lang='x-default'>دفتر</r:li></r:Alt></dc:title>\
             <mm:DerivedFrom r:parseType='Resource'><stRef:documentID>uuid:1</stRef:documentID></mm:DerivedFrom>\
             <mm:RenditionOf stRef:documentID='uuid:2'/></r:Description></r:RDF></x:xmpmeta>"
        ));
        let value = |key: &str| reading.metadata.get(key).cloned().unwrap_or_default();
        assert_eq!(value("xmp.dc:creator"), ["سلمى", "Karim & Co"]);
        assert_eq!(value("author"), ["سلمى", "Karim & Co"]);
        assert_eq!(value("title"), ["دفتر"]);
        assert_eq!(value("created"), ["2013-04-07T09:30:00+03:00"]);
        assert_eq!(value("source.created"), ["xmp.xmp:CreateDate"]);
        assert_eq!(value("xmp.xmpMM:DerivedFrom/stRef:documentID"), ["uuid:1"]);
        assert_eq!(value("xmp.xmpMM:RenditionOf/stRef:documentID"), ["uuid:2"]);
    }

    #[test]
    fn a_place_is_told_in_degrees() {
        let reading = read(&format!(
            "{HEAD}<r:Description exif:GPSLatitude='33,30.60N' exif:GPSLongitude='36,18,0W'/></r:RDF></x:xmpmeta>"
        ));
        assert_eq!(reading.metadata["gps"], ["33.510000, -36.300000"]);
    }

    #[test]
    fn a_packet_in_two_byte_signs_is_read() {
        let text = format!(
            "\u{feff}{HEAD}<r:Description><dc:title>عنوان</dc:title></r:Description></r:RDF></x:xmpmeta>"
        );
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut out = Outcome::new("image/jpeg", &Limits::default());
        describe(&wide, &mut out);
        assert_eq!(out.settle(Ok(()), 0).metadata["title"], ["عنوان"]);
    }

    #[test]
    fn depth_and_entities_cost_nothing() {
        let deep = format!("{HEAD}{}", "<dc:a>".repeat(200_000));
        assert!(read(&deep).metadata.is_empty());
        let laughs = format!(
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>{HEAD}<r:Description><dc:title>&b;</dc:title></r:Description></r:RDF></x:xmpmeta>"
        );
        let reading = read(&laughs);
        assert!(!reading.metadata.contains_key("title"), "{reading:?}");
        assert!(reading.warnings.iter().any(|w| w.contains("not expanded")));
    }
}
