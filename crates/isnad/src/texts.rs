//! What a person reads, in the person's language: Fluent files embedded in the program.

use domain::Fault;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A language of the surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// English; every other language falls back to it.
    #[default]
    En,
    /// Arabic.
    Ar,
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 4] = [Lang::En, Lang::Ar, Lang::Fr, Lang::Nl];

    /// The BCP 47 tag.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ar => "ar",
            Lang::Fr => "fr",
            Lang::Nl => "nl",
        }
    }

    /// The name of the language in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Ar => "العربية",
            Lang::Fr => "Français",
            Lang::Nl => "Nederlands",
        }
    }

    /// The direction of its writing, as HTML names it.
    pub const fn dir(self) -> &'static str {
        match self {
            Lang::Ar => "rtl",
            Lang::En | Lang::Fr | Lang::Nl => "ltr",
        }
    }

    /// The language with this tag; subtags after the first are passed over (`ar-SY` is Arabic).
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code
            .split(['-', '_', '.', '@'])
            .next()?
            .trim()
            .to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == primary)
    }

    /// What stands between groups of three digits.
    const fn group_mark(self) -> char {
        match self {
            Lang::En | Lang::Ar => ',',
            Lang::Fr => '\u{202f}',
            Lang::Nl => '.',
        }
    }

    /// A count as this language writes it: `134,000`.
    pub fn number(self, count: u64) -> String {
        let digits = count.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(self.group_mark());
            }
            grouped.push(digit);
        }
        grouped
    }
}

/// Chooses the language that a browser's `Accept-Language` or a terminal's `LANG` asks for.
/// English where none of ours is named.
pub fn negotiate(accept: &str) -> Lang {
    let mut wanted: Vec<(u32, Lang)> = Vec::new();
    for part in accept.split([',', ':']) {
        let mut fields = part.split(';');
        let Some(lang) = fields.next().and_then(Lang::from_code) else {
            continue;
        };
        let weight = fields
            .find_map(|f| f.trim().strip_prefix("q=")?.parse::<f32>().ok())
            .unwrap_or(1.0);
        // A weight of 0 means "not this one" (RFC 9110, section 12.4.2).
        let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u32;
        if weight > 0 && !wanted.iter().any(|(w, _)| *w >= weight) {
            wanted.push((weight, lang));
        }
    }
    wanted
        .into_iter()
        .max_by_key(|(weight, _)| *weight)
        .map(|(_, lang)| lang)
        .unwrap_or_default()
}

#[derive(RustEmbed)]
#[folder = "i18n"]
struct Files;

/// Why the texts could not be loaded. They are part of the program, so this is a mistake in it.
#[derive(Debug, thiserror::Error)]
#[error("the texts of this program cannot be read: {file}: {reason}")]
pub struct TextsBroken {
    file: String,
    reason: String,
}

/// All texts in all languages.
pub struct Texts {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
}

/// Marks around a value while a sentence is put together for HTML; private-use characters, so
/// that a value cannot hold them by accident, and stripped from values all the same.
const OPEN: char = '\u{f8f1}';
const CLOSE: char = '\u{f8f2}';
/// Stands before a value that is text even where it looks like a count: a year, a number of a register.
const TEXT: char = '\u{f8f3}';

/// A value that is shown as it is written, never grouped or counted by.
pub fn as_written(value: impl std::fmt::Display) -> String {
    format!("{TEXT}{value}")
}

impl Texts {
    /// Reads the embedded files.
    ///
    /// # Errors
    /// Where a file does not parse or defines a key twice.
    pub fn load() -> Result<Self, TextsBroken> {
        let mut bundles = BTreeMap::new();
        for lang in Lang::ALL {
            bundles.insert(lang, bundle_of(lang)?);
        }
        Ok(Self { bundles })
    }

    /// The text under `key`, values put in as they are. For the terminal and for attributes.
    ///
    /// A value that is a whole number chooses the plural form and is shown in groups of three.
    /// A key that no language has comes back as itself, so that nothing is silently empty.
    pub fn say(&self, lang: Lang, key: &str, values: &[(&str, String)]) -> String {
        self.format(lang, key, values, false)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The text under `key` if any language has it.
    pub fn find(&self, lang: Lang, key: &str, values: &[(&str, String)]) -> Option<String> {
        self.format(lang, key, values, false)
    }

    /// The text under `key` as HTML: escaped, every value that is no number inside `<bdi>`.
    pub fn say_html(&self, lang: Lang, key: &str, values: &[(&str, String)]) -> String {
        let text = self
            .format(lang, key, values, true)
            .unwrap_or_else(|| key.to_owned());
        let mut html = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                OPEN => html.push_str("<bdi>"),
                CLOSE => html.push_str("</bdi>"),
                c => push_escaped(&mut html, c),
            }
        }
        html
    }

    /// The sentence and the remedy for a fault.
    ///
    /// A fault without a text of its own is named by its id, with the remedy that always holds.
    pub fn fault(&self, lang: Lang, fault: &Fault) -> (String, String) {
        let values: Vec<(&str, String)> = fault.args.iter().map(|(n, v)| (*n, v.clone())).collect();
        let key = format!("fault-{}", fault.id);
        let sentence = self.format(lang, &key, &values, false).unwrap_or_else(|| {
            let shown = values.iter().fold(String::new(), |mut all, (name, value)| {
                let _ = write!(all, " {name}=`{value}`");
                all
            });
            format!("{}{shown}", fault.id)
        });
        let remedy = self
            .format(lang, &format!("{key}-remedy"), &values, false)
            .unwrap_or_else(|| self.say(lang, "screen-fault-unknown-remedy", &[]));
        (sentence, remedy)
    }

    fn format(
        &self,
        lang: Lang,
        key: &str,
        values: &[(&str, String)],
        mark: bool,
    ) -> Option<String> {
        [lang, Lang::En].into_iter().find_map(|lang| {
            let bundle = self.bundles.get(&lang)?;
            let pattern = bundle.get_message(key)?.value()?;
            let mut args = FluentArgs::new();
            for (name, value) in values {
                args.set(*name, fluent_value(value, mark));
            }
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut faults);
            if !faults.is_empty() {
                tracing::warn!(key, lang = lang.code(), "a text lacks a value");
            }
            Some(text.into_owned())
        })
    }
}

/// A count written canonically is a number to Fluent; everything else, `007` included, is text.
fn fluent_value(value: &str, mark: bool) -> FluentValue<'static> {
    let (value, is_text) = match value.strip_prefix(TEXT) {
        Some(text) => (text, true),
        None => (value, false),
    };
    if !is_text
        && let Ok(count) = value.parse::<u32>()
        && count.to_string() == value
    {
        return FluentValue::from(count);
    }
    if mark {
        let plain: String = value
            .chars()
            .filter(|c| !matches!(*c, OPEN | CLOSE))
            .collect();
        return FluentValue::from(format!("{OPEN}{plain}{CLOSE}"));
    }
    FluentValue::from(value.to_owned())
}

/// Appends a character, escaped for HTML text and attributes.
pub fn push_escaped(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        c => html.push(c),
    }
}

fn bundle_of(lang: Lang) -> Result<FluentBundle<FluentResource>, TextsBroken> {
    let broken = |file: &str, reason: String| TextsBroken {
        file: file.to_owned(),
        reason,
    };
    let id = lang
        .code()
        .parse()
        .map_err(|_| broken(lang.code(), "no language tag".to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Direction is handled by `<bdi>` on screen; a terminal shows the control characters as dirt.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En | Lang::Ar => grouped::<',', _>,
        Lang::Fr => grouped::<'\u{202f}', _>,
        Lang::Nl => grouped::<'.', _>,
    }));
    for (name, source) in files_of(lang) {
        let resource = FluentResource::try_new(source)
            .map_err(|(_, faults)| broken(&name, format!("{:?}", faults.first())))?;
        bundle
            .add_resource(resource)
            .map_err(|faults| broken(&name, format!("{:?}", faults.first())))?;
    }
    Ok(bundle)
}

fn files_of(lang: Lang) -> impl Iterator<Item = (String, String)> {
    let prefix = format!("{}/", lang.code());
    Files::iter()
        .filter(move |name| name.starts_with(&prefix) && name.ends_with(".ftl"))
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((
                name.into_owned(),
                String::from_utf8_lossy(&file.data).into_owned(),
            ))
        })
}

fn grouped<const MARK: char, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let whole = number.value as u64;
    if number.value < 0.0 || number.value.fract() != 0.0 {
        return None;
    }
    Some(Lang::En.number(whole).replace(',', &MARK.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
    use std::collections::BTreeSet;

    type Keys = BTreeMap<String, BTreeSet<String>>;

    /// Every key of a language with the names of the values in it.
    fn keys(lang: Lang) -> Keys {
        let mut keys = Keys::new();
        for (name, source) in files_of(lang) {
            let resource = fluent_syntax::parser::parse(source.as_str())
                .unwrap_or_else(|e| panic!("{name}: {:?}", e.1));
            for entry in &resource.body {
                if let Entry::Message(message) = entry {
                    let mut values = BTreeSet::new();
                    message
                        .value
                        .iter()
                        .for_each(|pattern| gather(pattern, &mut values));
                    let before = keys.insert(message.id.name.to_owned(), values);
                    assert!(before.is_none(), "{name}: {} stands twice", message.id.name);
                }
            }
        }
        keys
    }

    fn gather(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
        let mut inline = |expression: &InlineExpression<&str>| {
            if let InlineExpression::VariableReference { id } = expression {
                values.insert(id.name.to_owned());
            }
        };
        let mut inner = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable {
                    expression: Expression::Inline(e),
                } => inline(e),
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } => {
                    inline(selector);
                    inner.extend(variants.iter().map(|v| &v.value));
                }
                PatternElement::TextElement { .. } => {}
            }
        }
        inner.into_iter().for_each(|p| gather(p, values));
    }

    #[test]
    fn every_language_says_everything_with_the_same_values() {
        let english = keys(Lang::En);
        assert!(english.len() > 300, "{}", english.len());
        for lang in [Lang::Ar, Lang::Fr, Lang::Nl] {
            let other = keys(lang);
            let missing: Vec<_> = english.keys().filter(|k| !other.contains_key(*k)).collect();
            let surplus: Vec<_> = other.keys().filter(|k| !english.contains_key(*k)).collect();
            assert!(
                missing.is_empty() && surplus.is_empty(),
                "{lang:?}: missing {missing:?}, surplus {surplus:?}"
            );
            for (key, values) in &english {
                assert_eq!(other.get(key), Some(values), "{lang:?}: {key}");
            }
        }
    }

    /// A key that the screens name is there; a text of the screens that nothing names is dead.
    #[test]
    fn screens_and_texts_know_the_same_keys() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut named = String::new();
        for folder in ["src", "src/web", "src/web/matching", "templates"] {
            for file in std::fs::read_dir(here.join(folder))
                .unwrap()
                .map(|f| f.unwrap().path())
            {
                if file.is_file() {
                    named.push_str(&std::fs::read_to_string(file).unwrap());
                }
            }
        }
        // Keys put together at run time, from the names of states, roles, acts and the like.
        let composed = [
            "state", "role", "act", "detail", "meta", "action", "outcome", "tab", "facet", "step",
            "standing", "opinion", "basis", "queue", "quality",
        ];
        let is_composed = |key: &str| {
            composed
                .iter()
                .any(|part| key.starts_with(&format!("screen-{part}-")))
        };
        let english = keys(Lang::En);
        let dead: Vec<&String> = english
            .keys()
            .filter(|k| {
                k.starts_with("screen-") && !is_composed(k) && !named.contains(&format!("\"{k}\""))
            })
            .collect();
        assert!(dead.is_empty(), "nothing names {dead:?}");
        for part in named.split("\"screen-").skip(1) {
            let Some((rest, _)) = part.split_once('"') else {
                continue;
            };
            if !rest.is_empty()
                && rest
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !rest.ends_with('-')
            {
                assert!(
                    english.contains_key(&format!("screen-{rest}")),
                    "screen-{rest} has no text"
                );
            }
        }
        for state in domain::ItemState::ALL {
            assert!(
                english.contains_key(&format!("screen-state-{}", state.name().replace('_', "-")))
            );
        }
        for step in workbench::Step::ALL {
            assert!(english.contains_key(&format!("screen-step-{}", step.name())));
        }
        for standing in domain::review::Standing::NAMES {
            let key = format!("screen-standing-{}", standing.replace('_', "-"));
            assert!(english.contains_key(&key), "{key}");
        }
        for opinion in domain::review::Opinion::ALL {
            let key = format!("screen-opinion-{}", opinion.name().replace('_', "-"));
            assert!(english.contains_key(&key), "{key}");
        }
        for basis in domain::review::Basis::ALL {
            let key = format!("screen-basis-{}", basis.name().replace('_', "-"));
            assert!(english.contains_key(&key), "{key}");
        }
        for place in workbench::LeadPlace::ALL {
            assert!(english.contains_key(&format!("screen-queue-{}", place.name())));
        }
        for field in linkage::Field::ALL {
            assert!(english.contains_key(&crate::telling::field_key(field)));
        }
        for role in domain::Role::ALL {
            assert!(english.contains_key(&format!("screen-role-{}", role.name())));
        }
        for action in domain::access::Action::ALL {
            assert!(english.contains_key(&format!("screen-action-{}", action.name())));
        }
    }

    #[test]
    fn the_language_asked_for_first_wins() {
        for (accept, lang) in [
            ("ar-SY,ar;q=0.9,en;q=0.8", Lang::Ar),
            ("de-DE,de;q=0.9,nl;q=0.5,en;q=0.4", Lang::Nl),
            ("en;q=0.2, fr;q=0.9", Lang::Fr),
            ("fr;q=0, nl;q=0.1", Lang::Nl),
            ("fr_FR.UTF-8", Lang::Fr),
            ("C.UTF-8", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(negotiate(accept), lang, "{accept}");
        }
    }

    #[test]
    fn counts_choose_their_form_and_are_grouped() {
        let texts = Texts::load().unwrap();
        let say = |lang, n: u64| texts.say(lang, "screen-count-documents", &[("n", n.to_string())]);
        assert_eq!(say(Lang::En, 1), "1 document");
        assert_eq!(say(Lang::En, 1284), "1,284 documents");
        assert_eq!(say(Lang::Nl, 1284), "1.284 documenten");
        assert_eq!(say(Lang::Fr, 134_000), "134\u{202f}000 documents");
        assert_eq!(say(Lang::Ar, 2), "وثيقتان");
        assert_eq!(say(Lang::Ar, 7), "7 وثائق");
    }

    #[test]
    fn a_value_is_isolated_and_escaped_and_a_number_of_a_paper_is_no_count() {
        let texts = Texts::load().unwrap();
        let html = texts.say_html(
            Lang::En,
            "screen-receipt-of",
            &[("accession", "<0012>".to_owned())],
        );
        assert_eq!(html, "Receipt for <bdi>&lt;0012&gt;</bdi>");
        assert_eq!(
            texts.say(
                Lang::En,
                "screen-receipt-of",
                &[("accession", "0012".to_owned())]
            ),
            "Receipt for 0012"
        );
    }

    #[test]
    fn a_fault_without_a_text_is_still_named() {
        let texts = Texts::load().unwrap();
        let fault = Fault::new("never-written", domain::Family::Input).with("path", "/x");
        let (sentence, remedy) = texts.fault(Lang::Fr, &fault);
        assert_eq!(sentence, "never-written path=`/x`");
        assert!(!remedy.is_empty());
    }
}
