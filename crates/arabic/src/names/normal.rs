//! The normal form of a part: what is left when writers' free choices are taken off.
//!
//! Arabic: no article; all alefs as ا, ة as ه, ى as ي, seats of hamza as their letter. Latin: the 26
//! letters in small, no article, the second half of a servant's name without what joins it
//! (Abdurrahman and Abd al-Rahman: abdrahman). A normal form finds; it is never shown in place of
//! what is written.

/// The version of normal forms: those of different versions are not compared.
pub const VERSION: &str = "names-normal/1";

/// An Arabic part in its normal form, from its folded letters without article.
pub fn arabic(folded: &str) -> String {
    folded
        .chars()
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' | 'ئ' => 'ي',
            'ؤ' => 'و',
            other => other,
        })
        .collect()
}

/// A Latin part in its normal form, from its folded letters without article.
pub fn latin(folded: &str) -> String {
    const SHORTEST_SERVANT: usize = 6;
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let Some(rest) = folded
        .strip_prefix("abd")
        .filter(|_| folded.len() >= SHORTEST_SERVANT)
    else {
        return folded.to_owned();
    };
    let rest = rest.trim_start_matches(is_vowel);
    let mut letters = rest.chars();
    let (first, second) = (letters.next(), letters.next());
    let joins = first == second
        || first == Some('l') && second.is_some_and(|c| !is_vowel(c))
        || first == Some('s') && rest.starts_with("shsh");
    let mut start = if joins { 1 } else { 0 };
    if rest.starts_with("shsh") {
        start = 2;
    }
    format!("abd{}", rest.get(start..).unwrap_or_default())
}
