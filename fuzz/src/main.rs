//! All fuzz targets in one program; `ISNAD_FUZZ_TARGET` names the one that runs.
//!
//! A finding is a panic that nothing catches, a hang, memory beyond the bound, or a promise of a
//! reading that does not hold. Without a target the names of all are written.

#![no_main]

mod parsers;
mod readers;

use libfuzzer_sys::{Corpus, fuzz_target};
use std::sync::OnceLock;

/// What takes the bytes of one run.
type Target = Box<dyn Fn(&[u8]) + Send + Sync>;

static TARGET: OnceLock<Target> = OnceLock::new();

fn target() -> Target {
    // The library ends the process at any panic. A panic that a reader catches is no finding; one
    // that reaches the library still ends it.
    let _ = std::panic::take_hook();
    let wanted = std::env::var("ISNAD_FUZZ_TARGET").unwrap_or_default();
    if let Some(form) = readers::FORMS.iter().find(|form| form.name == wanted) {
        return Box::new(move |bytes| readers::read(form, bytes));
    }
    if let Some((_, parse)) = parsers::PARSERS.iter().find(|(name, _)| *name == wanted) {
        return Box::new(parse);
    }
    for form in &readers::FORMS {
        println!("{}", form.name);
    }
    for (name, _) in &parsers::PARSERS {
        println!("{name}");
    }
    std::process::exit(if wanted.is_empty() { 0 } else { 2 });
}

fuzz_target!(
    init: {
        let _ = TARGET.set(target());
    },
    |data: &[u8]| -> Corpus {
        match TARGET.get() {
            Some(target) => target(data),
            None => std::process::abort(),
        }
        Corpus::Keep
    }
);
