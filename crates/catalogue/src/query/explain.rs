//! How a query was understood, so that the person can see it before trusting the result.

use super::{Filter, Manner, Node, Query, Seek, Span};

/// One part of the explanation, in the order of the line. The values are the person's own words;
/// everything else is for the caller to put into the person's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadAs {
    /// Every page.
    Everything,
    /// A word.
    Word {
        /// As typed.
        text: String,
        /// Other spellings count.
        letter_variants: bool,
        /// Joined articles, particles and pronouns count.
        word_forms: bool,
        /// It is sought by its sound in the other script too.
        across_scripts: bool,
        /// Letters that differ by dots only count.
        ocr_tolerant: bool,
        /// Where it stands.
        span: Span,
    },
    /// Words side by side in this order.
    Phrase {
        /// As typed.
        text: String,
        /// Other spellings count.
        letter_variants: bool,
        /// Letters that differ by dots only count.
        ocr_tolerant: bool,
        /// Where it stands.
        span: Span,
    },
    /// Words near each other.
    Near {
        /// As typed.
        text: String,
        /// At most so many other words between.
        words_between: u32,
        /// Other spellings count.
        letter_variants: bool,
        /// Where it stands.
        span: Span,
    },
    /// Words that begin so.
    Prefix {
        /// The beginning as typed.
        text: String,
        /// Other spellings count.
        letter_variants: bool,
        /// Where it stands.
        span: Span,
    },
    /// Words that differ by so many letters at most.
    Fuzzy {
        /// As typed.
        text: String,
        /// The number of letters.
        letters_off: u8,
        /// Where it stands.
        span: Span,
    },
    /// A condition beside the text.
    Field {
        /// The field's name in the query language.
        field: &'static str,
        /// The values, as understood.
        values: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// Signs that were left out, since nothing in them can be sought.
    Ignored {
        /// The signs.
        text: String,
        /// Where they stand.
        span: Span,
    },
    /// All of the neighbouring parts.
    And,
    /// At least one of the neighbouring parts.
    Or,
    /// Not what follows.
    Not,
    /// A group begins.
    Open,
    /// A group ends.
    Close,
}

pub(super) fn explain(query: &Query) -> Vec<ReadAs> {
    let mut out = Vec::new();
    walk(&query.root, query, false, &mut out);
    out
}

fn walk(node: &Node, query: &Query, inside: bool, out: &mut Vec<ReadAs>) {
    match node {
        Node::Everything => out.push(ReadAs::Everything),
        Node::Seek(seek) => out.push(read_seek(seek, query)),
        Node::Ignored(text, span) => out.push(ReadAs::Ignored {
            text: text.clone(),
            span: *span,
        }),
        Node::Filter(filter, span) => {
            let (field, values) = read_filter(filter);
            out.push(ReadAs::Field {
                field,
                values,
                span: *span,
            });
        }
        Node::Not(part) => {
            out.push(ReadAs::Not);
            walk(part, query, true, out);
        }
        Node::And(parts) => group(parts, ReadAs::And, query, inside, out),
        Node::Or(parts) => group(parts, ReadAs::Or, query, inside, out),
    }
}

fn group(parts: &[Node], between: ReadAs, query: &Query, inside: bool, out: &mut Vec<ReadAs>) {
    if inside {
        out.push(ReadAs::Open);
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(between.clone());
        }
        walk(part, query, true, out);
    }
    if inside {
        out.push(ReadAs::Close);
    }
}

fn read_seek(seek: &Seek, query: &Query) -> ReadAs {
    let options = query.options;
    let (text, span) = (seek.text.clone(), seek.span);
    let letter_variants = options.letter_variants && !seek.exact;
    let ocr_tolerant = options.ocr_tolerant && !seek.exact;
    match seek.manner {
        Manner::Word => {
            let alternatives = super::plan::plan(seek, options);
            let has = |reading| alternatives.iter().any(|a| a.reading == reading);
            ReadAs::Word {
                letter_variants,
                word_forms: has(crate::index::Reading::Stem),
                across_scripts: has(crate::index::Reading::Skeleton),
                ocr_tolerant,
                text,
                span,
            }
        }
        Manner::Phrase => ReadAs::Phrase {
            text,
            letter_variants,
            ocr_tolerant,
            span,
        },
        Manner::Near(words_between) => ReadAs::Near {
            text,
            words_between,
            letter_variants,
            span,
        },
        Manner::Prefix => ReadAs::Prefix {
            text,
            letter_variants,
            span,
        },
        Manner::Fuzzy(letters_off) => ReadAs::Fuzzy {
            text,
            letters_off,
            span,
        },
    }
}

fn read_filter(filter: &Filter) -> (&'static str, Vec<String>) {
    match filter {
        Filter::Path(words) => ("path", vec![words.clone()]),
        Filter::Kind(kinds) => ("kind", kinds.clone()),
        Filter::State(states) => ("state", states.iter().map(ToString::to_string).collect()),
        Filter::Quality(qualities) => (
            "quality",
            qualities.iter().map(ToString::to_string).collect(),
        ),
        Filter::Date { text, .. } => ("date", vec![text.clone()]),
        Filter::Language(languages) => ("language", languages.clone()),
        Filter::Accession(ids) => ("accession", ids.iter().map(ToString::to_string).collect()),
        Filter::Item(id) => ("item", vec![id.to_string()]),
    }
}

/// The explanation in English.
pub fn english(parts: &[ReadAs]) -> String {
    let mut out = String::new();
    for part in parts {
        let words = in_english(part);
        let tight = out.is_empty() || out.ends_with('(') || *part == ReadAs::Close;
        if !tight {
            out.push(' ');
        }
        out.push_str(&words);
    }
    out
}

fn in_english(part: &ReadAs) -> String {
    let variants = |on: bool| if on { "" } else { ", exactly as written" };
    match part {
        ReadAs::Everything => "every page".to_owned(),
        ReadAs::And => "and".to_owned(),
        ReadAs::Or => "or".to_owned(),
        ReadAs::Not => "not".to_owned(),
        ReadAs::Open => "(".to_owned(),
        ReadAs::Close => ")".to_owned(),
        ReadAs::Ignored { text, .. } => format!("[`{text}` left out]"),
        ReadAs::Field { field, values, .. } => format!("{field} {}", values.join(" or ")),
        ReadAs::Prefix {
            text,
            letter_variants,
            ..
        } => {
            format!(
                "words that begin with «{text}»{}",
                variants(*letter_variants)
            )
        }
        ReadAs::Fuzzy {
            text, letters_off, ..
        } => {
            let letters = if *letters_off == 1 {
                "one letter"
            } else {
                "two letters"
            };
            format!("words at most {letters} off «{text}»")
        }
        ReadAs::Near {
            text,
            words_between,
            letter_variants,
            ..
        } => format!(
            "«{text}» with at most {words_between} words between{}",
            variants(*letter_variants)
        ),
        ReadAs::Phrase {
            text,
            letter_variants,
            ocr_tolerant,
            ..
        } => {
            let ocr = if *ocr_tolerant {
                ", dots not counted"
            } else {
                ""
            };
            format!("the phrase «{text}»{}{ocr}", variants(*letter_variants))
        }
        ReadAs::Word {
            text,
            letter_variants,
            word_forms,
            across_scripts,
            ocr_tolerant,
            ..
        } => {
            let mut with: Vec<&str> = Vec::new();
            if *letter_variants {
                with.push("its spellings");
            }
            if *word_forms {
                with.push("its joined forms");
            }
            if *across_scripts {
                with.push("its sound in the other script");
            }
            if *ocr_tolerant {
                with.push("misread dots");
            }
            match with.split_last() {
                None => format!("«{text}», exactly as written"),
                Some((only, [])) => format!("«{text}» with {only}"),
                Some((last, rest)) => format!("«{text}» with {} and {last}", rest.join(", ")),
            }
        }
    }
}
