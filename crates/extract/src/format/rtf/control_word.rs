//! What control words stand for: places of text, signs, code pages.

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Notes,
    Margins,
    Comments,
    /// Left out.
    Nowhere,
    /// Names of fonts; only their numbers and character sets count.
    Fonts,
    /// A property of the information group.
    Info,
    /// The instruction of a field, which may name a link.
    Field,
    Picture,
    Object,
    /// A property of a drawn shape: only its name and value count, and pictures within.
    Shape,
    ShapeName,
    ShapeValue,
    /// Names of those who changed something.
    People,
    /// Numbers of editing sessions.
    Sessions,
}

impl Place {
    /// Text here is read by people.
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            Place::Body | Place::Notes | Place::Margins | Place::Comments
        )
    }
}

/// The place that a control word opens; none where it opens none of these.
pub(super) fn place_of(word: &str) -> Option<Place> {
    Some(match word {
        "fonttbl" => Place::Fonts,
        "fldinst" => Place::Field,
        "footnote" => Place::Notes,
        "annotation" => Place::Comments,
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" => Place::Margins,
        "pict" => Place::Picture,
        "objdata" => Place::Object,
        "sp" => Place::Shape,
        "sn" => Place::ShapeName,
        "sv" => Place::ShapeValue,
        "revtbl" => Place::People,
        "rsidtbl" => Place::Sessions,
        "colortbl" | "stylesheet" | "listtable" | "listoverridetable" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "xmlnstbl" | "filetbl"
        | "nonshppict" | "bkmkstart" | "bkmkend" | "objclass" | "objname" | "panose" | "falt"
        | "nextfile" | "pntxta" | "pntxtb" | "pnseclvl" | "private" | "atnid" | "atnref" | "xe"
        | "tc" | "rxe" | "mmathPr" | "defchp" | "defpap" | "blipuid" | "picprop"
        | "wgrffmtfilter" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "ftncn" | "aftncn" => {
            Place::Nowhere
        }
        _ => return None,
    })
}

/// Groups whose text belongs to what is around them. Of `upr` the first inner group repeats in one
/// code page what `ud` holds in Unicode; both are short, and names in tables of contents come twice
/// rather than not at all.
pub(super) fn is_transparent(word: &str) -> bool {
    matches!(
        word,
        "upr"
            | "shpinst"
            | "shptxt"
            | "shppict"
            | "ud"
            | "fldrslt"
            | "background"
            | "listtext"
            | "pntext"
            | "result"
            | "userprops"
    )
}

/// Properties of the information group that hold text or a time.
pub(super) fn is_property(word: &str) -> bool {
    matches!(
        word,
        "title"
            | "subject"
            | "author"
            | "operator"
            | "keywords"
            | "doccomm"
            | "company"
            | "manager"
            | "category"
            | "hlinkbase"
            | "creatim"
            | "revtim"
            | "printim"
            | "buptim"
            | "comment"
    )
}

/// Properties of the information group that are a number.
pub(super) fn is_counted(word: &str) -> bool {
    matches!(
        word,
        "version" | "vern" | "edmins" | "nofpages" | "nofwords" | "nofchars" | "id"
    )
}

/// The sign that a control word stands for.
pub(super) fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        _ => return None,
    })
}

/// The Windows code page of a font's character set; none for the set of the document.
pub(super) fn page_of_charset(charset: i32) -> Option<u32> {
    Some(match charset {
        77 => 10000,
        78 | 128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 | 181 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}
