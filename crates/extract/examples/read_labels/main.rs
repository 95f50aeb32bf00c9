//! Measures how labels are found and read: pictures named on standard input, one path a line; a line
//! of JSON for each with what was found and how long it took.

use std::io::{BufRead, Write};
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let start = Instant::now();
        let Ok(picture) = image::open(&path) else {
            writeln!(out, "{}", serde_json::json!({"path": path, "fault": "not decoded"}))?;
            continue;
        };
        let decoded = start.elapsed();
        let grey = picture.into_luma8();
        let start = Instant::now();
        let found = extract::label::find(&grey);
        let took = start.elapsed();
        let labels: Vec<_> = found
            .iter()
            .map(|label| {
                serde_json::json!({
                    "polygon": label.polygon, "box": label.bounds, "added": label.added,
                    "cut": label.cut, "confidence": label.confidence,
                })
            })
            .collect();
        let line = serde_json::json!({
            "path": path, "width": grey.width(), "height": grey.height(), "labels": labels,
            "decode_ms": decoded.as_secs_f64() * 1000.0, "find_ms": took.as_secs_f64() * 1000.0,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
