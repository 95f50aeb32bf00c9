//! A bar with rate and time left, on a terminal only.

use super::Session;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, or nothing where there is no terminal to draw it on.
pub(super) fn bar(session: &Session, bytes: bool) -> ProgressBar {
    if !session.shows_progress() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let template = if bytes {
        "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} left {eta}"
    } else {
        "{msg} {wide_bar} {pos}/{len} {per_sec} left {eta}"
    };
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
