//! Latin spellings of Arabic names, by English, French, German and Dutch habits.

use super::{Keys, TABLE};

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether a word standing alone is the article: al, el, or one assimilated to the next word.
pub(super) fn is_article(word: &str, next: Option<&str>) -> bool {
    match word {
        "al" | "el" | "ul" | "il" => next.is_some(),
        "as" | "ar" | "an" | "ad" | "at" | "az" | "es" | "er" | "en" | "ed" | "et" | "ez"
        | "ash" | "esh" | "ath" | "adh" => next.is_some_and(|next| {
            let consonant: String = word.chars().skip(1).collect();
            next.starts_with(&consonant)
        }),
        _ => false,
    }
}

/// The keys of each part of a word, a joined compound having two parts.
pub(super) fn parts(word: &str) -> Vec<Vec<String>> {
    let plain: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    match split(&plain) {
        Some((first, second)) => vec![keys(&first), keys(&second)],
        None => vec![keys(&plain)],
    }
}

/// Takes Abdulrahman, Aboubakr, Noureddine, Nasrallah apart.
fn split(word: &str) -> Option<(String, String)> {
    let long = |rest: &str, least: usize| rest.chars().count() >= least;
    if let Some(rest) = word.strip_prefix("abd") {
        let second = rest.trim_start_matches(is_vowel);
        if second.len() < rest.len() {
            if let Some(after) = second.strip_prefix('l') {
                // The l of the article; of `Allah`, whose l is double, one stays.
                let second = if after.starts_with('l') {
                    after
                } else {
                    second
                };
                let second = if after.starts_with('l') || !long(after, 3) {
                    second
                } else {
                    after
                };
                return match after.is_empty() {
                    true => Some(("abd".to_owned(), String::new())),
                    false if long(second, 2) => Some(("abd".to_owned(), second.to_owned())),
                    false => None,
                };
            }
            let mut signs = second.chars();
            let doubled = signs.next().zip(signs.next()).is_some_and(|(a, b)| a == b);
            if doubled || long(second, 4) {
                let second: String = second.chars().skip(usize::from(doubled)).collect();
                return Some(("abd".to_owned(), second));
            }
        }
        return None;
    }
    for first in ["abou", "aboe", "abu", "abo"] {
        if let Some(second) = word.strip_prefix(first)
            && long(second, 3)
            && !second.starts_with(is_vowel)
        {
            return Some((first.to_owned(), second.to_owned()));
        }
    }
    for ending in [
        "uddine", "eddine", "uddin", "eddin", "aldin", "eldin", "aldeen", "eldeen", "uddeen",
        "eddeen",
    ] {
        if let Some(first) = word.strip_suffix(ending)
            && long(first, 2)
        {
            return Some((first.to_owned(), "din".to_owned()));
        }
    }
    for ending in ["allah", "ullah", "ollah"] {
        if let Some(first) = word.strip_suffix(ending)
            && long(first, 3)
        {
            return Some((first.to_owned(), "lah".to_owned()));
        }
    }
    None
}

/// Keys of one word of small Latin letters.
fn keys(word: &str) -> Vec<String> {
    let signs: Vec<char> = without_article(word).chars().collect();
    let mut keys = Keys::new();
    let mut last_written = "";
    let mut at = 0;
    while let Some(sign) = signs.get(at).copied() {
        let rest: String = signs.iter().skip(at).collect();
        let after = signs.get(at + 1).copied();
        let before_vowel = after.is_some_and(|c| is_vowel(c) || (sign == 'w' && c == 'y'));
        if is_vowel(sign) || (matches!(sign, 'w' | 'y') && !before_vowel) {
            let run = vowel_run(&signs, at);
            vowels(&mut keys, &rest, at, run, signs.len());
            at += run;
            last_written = "";
            continue;
        }
        if matches!(sign, 'w' | 'y') {
            // Between vowels the sign is often only a glide: Dawood, Riyad.
            let glide: &[&str] = match (sign, at) {
                ('w', 0) => &["w"],
                ('w', _) => &["w", ""],
                (_, 0) => &["y"],
                _ => &["y", ""],
            };
            keys.add(glide);
            at += 1;
            last_written = "";
            continue;
        }
        let Some((written, classes)) = consonant(&rest, at == 0) else {
            at += 1;
            continue;
        };
        // A doubled consonant is one letter in Arabic.
        if written != last_written {
            keys.add(classes);
        }
        last_written = written;
        at += written.chars().count();
        if signs.get(at) == written.chars().next().as_ref() && written.chars().count() == 1 {
            let rest: String = signs.iter().skip(at).collect();
            // `ss` is one s, but in `ssh` the second s belongs to sh.
            if consonant(&rest, false).is_some_and(|(next, _)| next == written) {
                at += 1;
            }
        }
    }
    keys.finish()
}

/// Takes a joined article off: Alhaddad, Elkhatib. What is left must look like a name.
fn without_article(word: &str) -> &str {
    for article in ["al", "el"] {
        if let Some(rest) = word.strip_prefix(article)
            && rest.chars().count() >= 3
            && !rest.starts_with(is_vowel)
            && !rest.starts_with('l')
        {
            return rest;
        }
    }
    if let Some(rest) = word
        .strip_prefix("al")
        .filter(|rest| rest.starts_with("la"))
    {
        return rest;
    }
    word
}

/// The longest consonant spelling at the start, with its classes.
fn consonant(rest: &str, first: bool) -> Option<(&'static str, &'static [String])> {
    (1..=4).rev().find_map(|length| {
        let end = rest
            .char_indices()
            .nth(length)
            .map_or(rest.len(), |(end, _)| end);
        let written = rest
            .get(..end)
            .filter(|written| written.chars().count() == length)?;
        let place = match (first, end == rest.len()) {
            (true, _) => "first",
            (_, true) => "last",
            _ => "any",
        };
        TABLE.latin(written, place)
    })
}

/// How many signs from `at` on are vowels or glides without a vowel after them.
fn vowel_run(signs: &[char], at: usize) -> usize {
    let mut end = at;
    while let Some(sign) = signs.get(end).copied() {
        let glide = matches!(sign, 'w' | 'y')
            && !signs
                .get(end + 1)
                .is_some_and(|c| is_vowel(*c) || (sign == 'w' && *c == 'y'));
        if !is_vowel(sign) && !glide {
            break;
        }
        end += 1;
    }
    end - at
}

/// What a run of vowels adds: the mark of a word that starts with one, glides inside it, and the
/// long i at the end.
fn vowels(keys: &mut Keys, rest: &str, at: usize, run: usize, length: usize) {
    let vowels: String = rest.chars().take(run).collect();
    let ends = at + run == length;
    if at == 0 {
        // French ou and English w before a vowel are the consonant: Oualid.
        let glides = ["oua", "oui", "oue", "wa"]
            .iter()
            .any(|start| vowels.starts_with(start));
        keys.add(if glides { &["w", "A"] } else { &["A"] });
    } else {
        let glide = ["ia", "io", "iu", "ea", "iya"]
            .iter()
            .any(|glide| vowels.contains(glide));
        let round = ["oua", "oue", "oui", "ua", "aou", "aoi", "aoa"]
            .iter()
            .any(|glide| vowels.contains(glide));
        if glide {
            keys.add(&["", "y"]);
        } else if round {
            keys.add(&["", "w"]);
        }
    }
    if !ends || at == 0 {
        return;
    }
    // A long i may also be written for a vowel before a final ع: Wadee, Rafie.
    if ["ie", "ee", "e"].iter().any(|end| vowels.ends_with(end)) {
        keys.add(&["Y", ""]);
    } else if vowels.ends_with(['i', 'y']) {
        keys.add(&["Y"]);
    }
}
