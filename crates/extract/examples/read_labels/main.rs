//! Measures how labels on photographs are found and read.
//!
//! Paths of pictures on standard input, one a line; for each a line of JSON with the labels as the
//! reader tells them and the milliseconds of each stage: `decode`, `grey`, `find` (alone), and `all`
//! (a whole reading, decoding and tesseract in it). With `--find` nothing is read.

use extract::{MemberHead, MemberProblem, MemberSink, ReadOptions};
use std::io::{self, BufRead, Write};
use std::time::Instant;

/// Pictures have no members.
struct NoMembers;

impl MemberSink for NoMembers {
    fn begin(&mut self, _head: MemberHead) -> Result<(), extract::FormatFault> {
        Ok(())
    }

    fn write(&mut self, _bytes: &[u8]) -> Result<(), extract::FormatFault> {
        Ok(())
    }

    fn end(&mut self, _problem: Option<MemberProblem>) -> Result<(), extract::FormatFault> {
        Ok(())
    }
}

fn main() -> io::Result<()> {
    let only_find = std::env::args().any(|argument| argument == "--find");
    let mut out = io::stdout().lock();
    for path in io::stdin().lock().lines() {
        let path = path?;
        let bytes = std::fs::read(&path)?;
        writeln!(out, "{}", measured(&path, &bytes, only_find)?)?;
    }
    Ok(())
}

fn measured(path: &str, bytes: &[u8], only_find: bool) -> io::Result<serde_json::Value> {
    let ms = |from: Instant| from.elapsed().as_secs_f64() * 1000.0;
    let start = Instant::now();
    let Ok(picture) = image::load_from_memory(bytes) else {
        return Ok(serde_json::json!({"path": path, "fault": "not decoded"}));
    };
    let decode = ms(start);
    let start = Instant::now();
    let grey = picture.into_luma8();
    let to_grey = ms(start);
    let start = Instant::now();
    let found = extract::label::find(&grey);
    let find = ms(start);
    if only_find {
        let labels: Vec<_> = found
            .iter()
            .map(|label| {
                serde_json::json!({
                    "polygon": label.polygon, "box": label.bounds, "added": label.added,
                    "cut": label.cut, "confidence": label.confidence,
                })
            })
            .collect();
        return Ok(serde_json::json!({
            "path": path, "width": grey.width(), "height": grey.height(), "labels": labels,
            "decode_ms": decode, "grey_ms": to_grey, "find_ms": find,
        }));
    }
    let start = Instant::now();
    let options = ReadOptions::default();
    let reading = extract::read_unfenced(bytes, b"a.jpg", &options, &mut NoMembers)?;
    let all = ms(start);
    let labels: Vec<_> = reading.pages.iter().flat_map(|page| &page.labels).collect();
    Ok(serde_json::json!({
        "path": path, "width": grey.width(), "height": grey.height(), "labels": labels,
        "metadata": reading.metadata, "text": reading.text(), "choice": reading.pages.first().and_then(|page| page.choice.clone()),
        "decode_ms": decode, "grey_ms": to_grey, "find_ms": find, "all_ms": all,
    }))
}
