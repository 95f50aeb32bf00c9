//! In which order what is due is read: papers before photographs, small before large.
//!
//! The order decides nothing but when something can be found: what is read, and how, is the same.

use domain::ItemPath;

/// How many turns there are before anything is read.
pub const TURNS: i64 = 4;

/// Endings of page descriptions, which may be scans.
const PAGES: [&str; 6] = ["pdf", "xps", "oxps", "djvu", "ps", "eps"];
/// Endings of pictures.
const PICTURES: [&str; 25] = [
    "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "gif", "bmp", "webp", "heic", "heif",
    "avif", "jp2", "psd", "dng", "cr2", "cr3", "nef", "arw", "orf", "raf", "rw2", "pef", "srw",
];
/// Endings of recordings, which have next to no text.
const RECORDINGS: [&str; 19] = [
    "mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "wma", "amr", "mp4", "m4v", "mov",
    "avi", "mkv", "webm", "wmv", "3gp", "mpg",
];

/// The turn of an item that nobody has looked into: its name is a hint and no more. Containers come
/// first with mail, office files and whatever else, as they bring more to be read.
pub(crate) fn of_path(path: &ItemPath) -> i64 {
    let name = path.file_name().to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if PAGES.contains(&ending) {
        1
    } else if PICTURES.contains(&ending) {
        2
    } else if RECORDINGS.contains(&ending) {
        TURNS - 1
    } else {
        0
    }
}

/// The turn of an item that waits to be read optically, by what it turned out to be: papers, then
/// pictures that look like paper, then photographs.
pub(crate) fn of_optical(media_type: &str, looks: Option<&str>) -> i64 {
    match (media_type.starts_with("image/"), looks) {
        (false, _) => 0,
        (true, Some("paper")) => 1,
        (true, _) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_come_before_pictures_and_pictures_before_recordings() {
        let turn = |path: &str| of_path(&ItemPath::from_bytes(path.as_bytes()));
        assert_eq!(turn("a/letter.docx"), 0);
        assert_eq!(turn("a/b.zip!/inner.eml"), 0);
        assert_eq!(turn("README"), 0);
        assert_eq!(turn("a/Scan 1.PDF"), 1);
        assert_eq!(turn("a.pdf/photo.JPG"), 2);
        assert_eq!(turn("a/talk.m4a"), 3);
        assert!(of_optical("application/pdf", None) < of_optical("image/png", Some("paper")));
        assert!(
            of_optical("image/tiff", Some("paper")) < of_optical("image/jpeg", Some("photograph"))
        );
    }
}
