//! Which characters bytes stand for, when nobody says so or what is said is wrong.

use arabic::code_page::{self, CodePage};
use encoding_rs::Encoding;

/// Text made from bytes, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding used, by its usual name.
    pub charset: String,
    /// Nothing in the bytes or around them said so, or what was said is wrong.
    pub guessed: bool,
}

impl Decoded {
    fn sure(text: String, charset: &str) -> Self {
        Self {
            text,
            charset: charset.to_owned(),
            guessed: false,
        }
    }

    fn guess(text: String, charset: &str) -> Self {
        Self {
            text,
            charset: charset.to_owned(),
            guessed: true,
        }
    }
}

/// Makes text from bytes: by byte order mark, by form (UTF-8, UTF-16), by `declared` where it holds,
/// else by look, Arabic code pages first.
///
/// A declaration of a western code page, of ASCII or of UTF-8 is what programs write when they do not
/// know; it counts only where the bytes agree.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return Decoded::sure(
            encoding.decode_without_bom_handling(body).0.into_owned(),
            encoding.name(),
        );
    }
    if let Some(encoding) = wide(bytes) {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        return Decoded::guess(text, encoding.name());
    }
    let label = declared.map(|d| d.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    if bytes.is_ascii() {
        return ascii(bytes, label.as_deref());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let guessed = label
            .as_deref()
            .is_some_and(|l| !l.contains("utf-8") && !l.contains("utf8"));
        return Decoded {
            text: text.to_owned(),
            charset: "UTF-8".to_owned(),
            guessed,
        };
    }
    if let Some(text) = nearly_utf8(bytes) {
        return Decoded::guess(text, "UTF-8");
    }
    if let Some(decoded) = label.as_deref().and_then(|label| by_label(bytes, label)) {
        return decoded;
    }
    by_look(bytes, label.as_deref())
}

fn ascii(bytes: &[u8], label: Option<&str>) -> Decoded {
    let text = || String::from_utf8_lossy(bytes).into_owned();
    match label {
        Some(label) if label.contains("utf-7") || label.contains("utf7") => {
            Decoded::sure(utf7(bytes), "UTF-7")
        }
        Some("iso-2022-jp" | "csiso2022jp") => by_encoding(bytes, encoding_rs::ISO_2022_JP),
        // The escape that starts a run of Japanese letters.
        None if bytes.windows(3).any(|w| w == b"\x1b$B" || w == b"\x1b$@") => {
            let decoded = by_encoding(bytes, encoding_rs::ISO_2022_JP);
            Decoded {
                guessed: true,
                ..decoded
            }
        }
        _ => Decoded::sure(text(), "US-ASCII"),
    }
}

fn by_encoding(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    Decoded::sure(
        encoding.decode_without_bom_handling(bytes).0.into_owned(),
        encoding.name(),
    )
}

fn by_label(bytes: &[u8], label: &str) -> Option<Decoded> {
    let arabic = match label {
        "x-mac-arabic" | "macarabic" | "mac-arabic" | "x-macarabic" => Some(CodePage::MacArabic),
        "cp720" | "dos-720" | "ibm720" | "720" => Some(CodePage::Dos720),
        _ => None,
    };
    if let Some(page) = arabic {
        return Some(Decoded::sure(code_page::decode(bytes, page), page.name()));
    }
    let label = label
        .strip_prefix("cp-")
        .map_or_else(|| label.to_owned(), |n| format!("cp{n}"));
    let encoding = Encoding::for_label(label.as_bytes())?;
    if encoding == encoding_rs::WINDOWS_1252
        || encoding == encoding_rs::UTF_8
        || encoding == encoding_rs::REPLACEMENT
        || encoding == encoding_rs::X_USER_DEFINED
        || encoding == encoding_rs::UTF_16LE
        || encoding == encoding_rs::UTF_16BE
    {
        return None;
    }
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    (broken * 50 <= text.chars().count()).then(|| Decoded::sure(text, encoding.name()))
}

fn by_look(bytes: &[u8], label: Option<&str>) -> Decoded {
    let eastern = eastern(bytes);
    if let Some((page, text)) = arabic(bytes)
        && (eastern.is_none() || is_everyday(&text))
    {
        return Decoded::guess(text, page.name());
    }
    if let Some(encoding) = eastern {
        return Decoded {
            guessed: true,
            ..by_encoding(bytes, encoding)
        };
    }
    let western =
        label.and_then(|l| Encoding::for_label(l.as_bytes())) == Some(encoding_rs::WINDOWS_1252);
    let encoding = if western {
        encoding_rs::WINDOWS_1252
    } else {
        detected(bytes)
    };
    let decoded = by_encoding(bytes, encoding);
    Decoded {
        guessed: !western,
        ..decoded
    }
}

/// The Arabic code page that the bytes are in, with their text; none where what is not ASCII is not
/// mostly Arabic: curly quotes of a western text are no Arabic of another page.
pub(crate) fn arabic(bytes: &[u8]) -> Option<(CodePage, String)> {
    let page = code_page::guess(bytes);
    if !matches!(
        page,
        CodePage::Windows1256 | CodePage::Iso8859_6 | CodePage::Dos720 | CodePage::MacArabic
    ) {
        return None;
    }
    let text = code_page::decode(bytes, page);
    let (mut strange, mut letters) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        strange += 1;
        letters += usize::from(matches!(c, '\u{600}'..='\u{6ff}'));
    }
    (letters >= 3 && letters * 10 >= strange * 7).then_some((page, text))
}

/// Whether Arabic text keeps to the letters of the alphabet: bytes of another script that are read as
/// Arabic give letters of other languages, digits within words and stray vowel signs.
fn is_everyday(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        odd += usize::from(
            !matches!(c, '\u{621}'..='\u{63a}' | '\u{640}'..='\u{64a}' | '،' | '؛' | '؟' | '«' | '»'),
        );
    }
    odd * 8 <= all
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// An encoding of two bytes a sign that the bytes hold to without a break.
fn eastern(bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = detected(bytes);
    let double = [
        encoding_rs::GBK,
        encoding_rs::GB18030,
        encoding_rs::BIG5,
        encoding_rs::SHIFT_JIS,
        encoding_rs::EUC_JP,
        encoding_rs::EUC_KR,
    ];
    let whole = !encoding.decode_without_bom_handling(bytes).1;
    (double.contains(&encoding) && whole).then_some(encoding)
}

/// UTF-16 without a mark: mostly letters of one script with their high byte on one side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..8192).unwrap_or(bytes);
    if sample.len() < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    // Bytes that text in single bytes does not hold: NUL, and the high byte of Arabic letters.
    let odd = sample.iter().filter(|b| matches!(b, 0 | 6)).count();
    if odd * 5 < sample.len() {
        return None;
    }
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = sample
            .chunks_exact(2)
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
            .map(unit);
        let (mut plain, mut all) = (0usize, 0usize);
        for unit in units {
            all += 1;
            plain += usize::from(matches!(unit,
                9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0x24f | 0x370..=0x6ff | 0x2010..=0x206f | 0xfb50..=0xfeff));
        }
        plain * 100 / all.max(1)
    };
    let (le, be) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match (le >= 95, be >= 95) {
        (true, _) if le >= be => Some(encoding_rs::UTF_16LE),
        (_, true) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// UTF-8 in which a few bytes are broken or the end is cut: at most one in a hundred letters.
fn nearly_utf8(bytes: &[u8]) -> Option<String> {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good > 0 && bad * 100 <= good.max(100) && good > bad * 3)
        .then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// UTF-7 (RFC 2152), as old mail programs wrote it.
fn utf7(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some((before, after)) = rest.split_once('+') {
        out.push_str(before);
        let end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '+' || c == '/'))
            .unwrap_or(after.len());
        let (run, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        if run.is_empty() {
            out.push('+');
        } else {
            out.push_str(&utf7_run(run));
        }
        rest = tail.strip_prefix('-').unwrap_or(tail);
    }
    out.push_str(rest);
    out
}

fn utf7_run(run: &str) -> String {
    let (mut bits, mut held) = (0u32, 0u32);
    let mut units = Vec::new();
    for byte in run.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            units.push(u16::try_from(held >> bits & 0xffff).unwrap_or_default());
        }
    }
    String::from_utf16_lossy(&units)
}

/// Text in a Windows code page by its number, as office files and RTF state it.
pub(crate) fn decode_page(bytes: &[u8], number: u32) -> String {
    let encoding = match number {
        437 | 850 | 858 => return dos(bytes, number),
        720 => return code_page::decode(bytes, CodePage::Dos720),
        10004 => return code_page::decode(bytes, CodePage::MacArabic),
        10000 => encoding_rs::MACINTOSH,
        10007 => encoding_rs::X_MAC_CYRILLIC,
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 | 54936 => encoding_rs::GBK,
        949 | 1361 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1200 => encoding_rs::UTF_16LE,
        1201 => encoding_rs::UTF_16BE,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        // ASMO 708 has the letters of ISO 8859-6.
        708 | 28596 => encoding_rs::ISO_8859_6,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// IBM code page 437, upper half. Source: Unicode Consortium, MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
/// IBM code page 850, upper half. Source: Unicode Consortium, MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Text in one of the two western code pages of DOS.
pub(crate) fn dos(bytes: &[u8], number: u32) -> String {
    let upper = if number == 437 { CP437 } else { CP850 };
    let one = |byte: &u8| match byte {
        0..=0x7f => char::from(*byte),
        _ => upper
            .chars()
            .nth(usize::from(byte & 0x7f))
            .unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(one).collect()
}

/// Whether text is what a person could have written: few control characters and few characters that
/// could not be decoded.
pub(crate) fn is_text(text: &str) -> bool {
    let (mut bad, mut all) = (0usize, 0usize);
    for c in text.chars().take(200_000) {
        all += 1;
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let control =
            c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{1a}');
        bad += usize::from(control || private || c == '\u{fffd}');
    }
    bad * 50 <= all
}
