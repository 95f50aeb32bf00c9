//! What is true of the leak, a line of JSON for each thing.

use crate::paper::Paper;
use crate::photo::{Camera, Fields, Photo};
use serde::Serialize;

/// A file on disk, or a member of one (`outer.zip!/inner.pdf`).
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct FileTruth {
    /// Relative to `files/`. Bytes that are no UTF-8 are written `\xNN`.
    pub(crate) path: String,
    /// The bytes of the path in hexadecimal, where `path` alone could mislead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path_hex: Option<String>,
    /// Of the bytes; null for a link.
    pub(crate) sha256: Option<String>,
    pub(crate) size_bytes: u64,
    pub(crate) kind: String,
    pub(crate) exact_dup_of: Option<String>,
    /// Whether a good program can read it whole.
    pub(crate) readable: bool,
    /// Why not.
    pub(crate) why: Option<String>,
    /// Where a link points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<String>,
}

/// A paper.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DocumentTruth {
    pub(crate) id: String,
    pub(crate) path: String,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) issuer_name: String,
    pub(crate) ref_number: String,
    pub(crate) date: String,
    pub(crate) precision: &'static str,
    pub(crate) classification: String,
    pub(crate) addressee: Option<String>,
    pub(crate) subject: String,
    pub(crate) signatory: Signatory,
    pub(crate) cites: Vec<String>,
    pub(crate) digit_script: &'static str,
    pub(crate) format: &'static str,
    pub(crate) pages: Vec<String>,
}

/// Who signed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Signatory {
    pub(crate) name: String,
    /// Without the article.
    pub(crate) rank: String,
    pub(crate) post: String,
}

/// A photograph.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PhotoTruth {
    pub(crate) path: String,
    pub(crate) fields: Fields,
    pub(crate) label_text: String,
    pub(crate) label_polygon: [[i32; 2]; 4],
    pub(crate) label_box: [i32; 4],
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) camera: Camera,
    pub(crate) datetime_original: String,
    pub(crate) photographer: String,
    pub(crate) digit_script: &'static str,
}

/// A search and what it has to find.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuestionTruth {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    /// What differs between the query and the paper: `hamza`, `ta_marbuta`, `alef_maqsura`,
    /// `joined_name`, `digits`, or nothing: `exact`, `member` (in a container), `scan` (in an image).
    pub(crate) class: String,
    pub(crate) query: String,
    /// As it stands in the paper.
    pub(crate) written: String,
    /// The path that must be found.
    pub(crate) path: String,
    /// Every paper in which it stands.
    pub(crate) paths: Vec<String>,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    pub(crate) files: Vec<FileTruth>,
    pub(crate) documents: Vec<DocumentTruth>,
    pub(crate) photos: Vec<PhotoTruth>,
    pub(crate) questions: Vec<QuestionTruth>,
}

impl DocumentTruth {
    pub(crate) fn new(
        id: String,
        path: &str,
        paper: &Paper,
        format: &'static str,
        pages: Vec<String>,
    ) -> Self {
        let rank = &paper.signatory.rank;
        Self {
            id,
            path: path.to_owned(),
            kind: paper.kind.id(),
            issuer_name: paper.issuer.clone(),
            ref_number: paper.number.clone(),
            date: paper.day.iso(),
            precision: "day",
            classification: paper.classification.clone(),
            addressee: paper.addressee.clone(),
            subject: paper.subject.clone(),
            signatory: Signatory {
                name: paper.signatory.name.clone(),
                rank: rank.strip_prefix("ال").unwrap_or(rank).to_owned(),
                post: paper.signatory.post.clone(),
            },
            cites: paper.cites.clone().into_iter().collect(),
            digit_script: paper.digits.name(),
            format,
            pages,
        }
    }
}

impl PhotoTruth {
    pub(crate) fn new(path: String, photo: Photo) -> Self {
        let (width, height) = Photo::SIZE;
        Self {
            path,
            fields: photo.fields,
            label_text: photo.label_text,
            label_polygon: photo.label_polygon,
            label_box: photo.label_box,
            width,
            height,
            camera: photo.camera,
            datetime_original: photo.taken,
            photographer: photo.photographer,
            digit_script: photo.digits.name(),
        }
    }
}
