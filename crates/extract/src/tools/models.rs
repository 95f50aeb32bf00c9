//! The models of tesseract: where they lie, which languages they read, and which bytes they are.
//!
//! The same program reads otherwise with another model, so a reading names each model it used by
//! the SHA-256 of its file.

use super::{Given, Program};
use crate::reading::Tool;
use domain::Sha256;
use sha2::Digest;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What stands before the language in the entry of a model among the tools of a reading.
pub const MODEL: &str = "tesseract model ";

/// Longest time the question for languages may take.
const LIST_TIME: Duration = Duration::from_secs(10);

/// The models that tesseract reads with.
#[derive(Debug, Default)]
pub struct Models {
    /// The folder a person named; that of the program where absent.
    given: Option<PathBuf>,
    found: OnceCell<(Option<PathBuf>, Vec<String>)>,
    digests: RefCell<BTreeMap<String, Option<Sha256>>>,
}

impl Models {
    /// Those of a folder, or of the program.
    pub fn of(given: Option<PathBuf>) -> Self {
        Self {
            given,
            ..Self::default()
        }
    }

    /// The languages that have a model, in the order in which the program lists them.
    pub fn languages(&self, tesseract: &Program) -> &[String] {
        &self.found(tesseract).1
    }

    /// The SHA-256 of a language's model; none where it has none, or its file cannot be read. Asked
    /// once for each language.
    pub fn digest(&self, tesseract: &Program, language: &str) -> Option<Sha256> {
        if let Some(known) = self.digests.borrow().get(language) {
            return *known;
        }
        let (folder, languages) = self.found(tesseract);
        // Only a name that the program listed becomes part of a path.
        let listed = languages.iter().any(|known| known == language);
        let file = folder
            .as_ref()
            .filter(|_| listed)
            .map(|folder| folder.join(format!("{language}.traineddata")));
        let digest = file.and_then(|file| digest_of(&file).ok());
        self.digests
            .borrow_mut()
            .insert(language.to_owned(), digest);
        digest
    }

    /// The entries of the models of these languages for the tools of a reading.
    pub(crate) fn tools(&self, tesseract: &Program, languages: &[String]) -> Vec<Tool> {
        let entry = |language: &String| {
            self.digest(tesseract, language).map(|digest| Tool {
                name: format!("{MODEL}{language}"),
                version: digest.to_string(),
                options: String::new(),
            })
        };
        languages.iter().filter_map(entry).collect()
    }

    fn found(&self, tesseract: &Program) -> &(Option<PathBuf>, Vec<String>) {
        self.found.get_or_init(|| {
            let told = tesseract.run(&["--list-langs"], Given::Nothing, LIST_TIME, |out| {
                let mut text = String::new();
                out.take(65_536)
                    .read_to_string(&mut text)
                    .map(|_| text)
                    .unwrap_or_default()
            });
            let text = told.map(|ended| ended.value).unwrap_or_default();
            let (folder, languages) = listed(&text);
            (self.given.clone().or(folder), languages)
        })
    }
}

/// Folder and languages from `List of available languages in "/usr/share/.../" (2):` and a language
/// on each line after it.
fn listed(text: &str) -> (Option<PathBuf>, Vec<String>) {
    let mut lines = text.lines();
    let folder = lines.next().and_then(|first| first.split('"').nth(1));
    let languages = lines.map(str::trim).filter(|line| !line.is_empty());
    (
        folder.map(PathBuf::from),
        languages.map(str::to_owned).collect(),
    )
}

/// The SHA-256 of a file, read in pieces.
fn digest_of(file: &Path) -> io::Result<Sha256> {
    let mut file = File::open(file)?;
    let mut hasher = sha2::Sha256::new();
    let mut piece = vec![0u8; 256 * 1024];
    loop {
        let count = file.read(&mut piece)?;
        match piece.get(..count) {
            Some([]) | None => return Ok(Sha256::from_bytes(hasher.finalize().into())),
            Some(bytes) => hasher.update(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_lists_is_folder_and_languages() {
        let text = "List of available languages in \"/a b/tessdata/\" (2):\nara\nscript/Arabic\n";
        let (folder, languages) = listed(text);
        assert_eq!(folder, Some(PathBuf::from("/a b/tessdata/")));
        assert_eq!(languages, ["ara", "script/Arabic"]);
        assert_eq!(listed(""), (None, Vec::new()));
    }

    #[test]
    fn only_a_listed_language_is_looked_up() {
        let models = Models::of(Some(PathBuf::from("/etc")));
        let found = (Some(PathBuf::from("/etc")), vec!["ara".to_owned()]);
        models.found.set(found).unwrap();
        let program = Program::find("no-such-program");
        assert_eq!(models.digest(&program, "../etc/passwd"), None);
        assert_eq!(models.digest(&program, "ara"), None);
        assert!(models.tools(&program, &["ara".to_owned()]).is_empty());
    }
}
