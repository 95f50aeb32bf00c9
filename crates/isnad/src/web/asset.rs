//! Style sheet, scripts, fonts and icon: files embedded in the program.

use super::refused::Refused;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets"]
#[exclude = "*.md"]
#[exclude = "*.txt"]
struct Assets;

/// Answers with a file, or with nothing where the browser has the same bytes already.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    let file = Assets::get(&path).ok_or_else(Refused::not_available)?;
    let tag = format!("\"{}\"", hex::encode(file.metadata.sha256_hash()));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok());
    // An asset may change with the program; the browser asks each time and mostly gets a 304.
    let caching = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    if known == Some(tag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let media_type = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Ok((
        caching,
        [(header::CONTENT_TYPE, media_type)],
        file.data.into_owned(),
    )
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(extension: &str) -> Vec<(String, String)> {
        let files: Vec<(String, String)> = Assets::iter()
            .filter(|name| name.ends_with(extension))
            .filter_map(|name| {
                Some((
                    name.to_string(),
                    String::from_utf8(Assets::get(&name)?.data.to_vec()).ok()?,
                ))
            })
            .collect();
        assert!(!files.is_empty(), "no {extension} embedded");
        files
    }

    /// One sheet serves both writing directions, so nothing in it may name a side.
    #[test]
    fn the_style_sheet_names_no_side() {
        for (name, css) in text_of(".css") {
            let sided = |line: &&str| {
                let plain = line.replace("brightness", "");
                [
                    "left",
                    "right",
                    "margin-top",
                    "margin-bottom",
                    "padding-top",
                    "padding-bottom",
                ]
                .iter()
                .any(|word| plain.contains(word))
            };
            let found: Vec<&str> = css.lines().filter(sided).collect();
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
    }

    #[test]
    fn nothing_embedded_points_outside() {
        for extension in [".css", ".js"] {
            for (name, text) in text_of(extension) {
                for outside in ["http://", "https://", "@import", "eval("] {
                    assert!(!text.contains(outside), "{name} holds {outside}");
                }
            }
        }
    }

    #[test]
    fn fonts_stay_small() {
        let bytes: usize = Assets::iter()
            .filter(|name| name.ends_with(".woff2"))
            .filter_map(|name| Assets::get(&name).map(|file| file.data.len()))
            .sum();
        assert!((1..700 * 1024).contains(&bytes), "{bytes}");
    }
}
