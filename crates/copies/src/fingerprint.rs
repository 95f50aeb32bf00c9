//! What is kept of the pixels of a picture or page, so that no pixels are needed to find its copies.

use crate::ink::Ink;
use crate::shade::Shade;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;

/// Shade of a picture and, of written pages, where the ink lies.
///
/// The same pixels give the same fingerprint. It is written as text, `1:<shade>:<ink>` in base64, the
/// ink left out where there is none. A fingerprint shows a picture of 64 by 64 grey cells, so it is
/// evidence like the picture itself and lies where that lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Light and dark from afar.
    pub shade: Shade,
    /// Where ink lies.
    pub ink: Option<Ink>,
}

impl Fingerprint {
    /// Of a photograph in grey, row by row; nothing where it has no pixels.
    pub fn of_picture(width: u32, height: u32, grey: &[u8]) -> Option<Self> {
        let shade = Shade::of(width as usize, height as usize, grey)?;
        Some(Self { shade, ink: None })
    }

    /// Of a written page in grey.
    pub fn of_page(width: u32, height: u32, grey: &[u8]) -> Option<Self> {
        let plain = Self::of_picture(width, height, grey)?;
        Some(Self {
            ink: Ink::of(width as usize, height as usize, grey),
            ..plain
        })
    }

    /// As text.
    pub fn to_text(&self) -> String {
        let ink = self.ink.as_ref().map(|ink| BASE64.encode(ink.to_bytes()));
        let shade = BASE64.encode(self.shade.bytes());
        format!("1:{shade}:{}", ink.unwrap_or_default())
    }

    /// From text; nothing where it is of another form.
    pub fn from_text(text: &str) -> Option<Self> {
        let (shade, ink) = text.strip_prefix("1:")?.split_once(':')?;
        let shade = Shade::from_bytes(BASE64.decode(shade).ok()?)?;
        let ink = if ink.is_empty() {
            None
        } else {
            Some(Ink::from_bytes(&BASE64.decode(ink).ok()?)?)
        };
        Some(Self { shade, ink })
    }
}
