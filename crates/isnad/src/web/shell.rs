//! What every screen shares: language, person, navigation, and the small parts pages are made of.

use super::Desk;
use super::visit::Visit;
use crate::texts::{Lang, push_escaped};
use askama::filters::HtmlSafeOutput;
use domain::access::{Action, Person, decide};
use domain::{ItemState, Moment, ReadingQuality, Role};
use std::fmt::Display;
use workbench::RevealStep;

/// Markup that is safe to put into a page as it is.
pub type Html = HtmlSafeOutput<String>;

/// The frame of a screen.
pub struct Shell {
    desk: Desk,
    /// The language of the page.
    pub lang: Lang,
    /// Key of the screen in the navigation: search, intake, processing, consultations, people.
    pub section: &'static str,
    /// Title of the browser window.
    pub title: String,
    /// What forms must carry.
    pub csrf: String,
    /// Where a changed language comes back to.
    pub here: String,
    /// Name of this request.
    pub request_id: String,
    /// Who is signed in.
    pub person: Option<Person>,
}

impl Shell {
    /// The frame for a screen whose title stands under `title_key`.
    pub fn new(desk: &Desk, visit: &Visit, section: &'static str, title_key: &str) -> Self {
        Self {
            desk: desk.clone(),
            lang: visit.lang,
            section,
            title: desk.texts.say(visit.lang, title_key, &[]),
            csrf: visit.csrf.clone(),
            here: visit.here.clone(),
            request_id: visit.request_id.clone(),
            person: visit.person.clone(),
        }
    }

    /// The same frame with another window title.
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// The same frame, coming back to another address after a change of language.
    pub fn coming_back_to(mut self, here: &str) -> Self {
        self.here = here.to_owned();
        self
    }

    /// A text without values.
    pub fn t(&self, key: &str) -> String {
        self.desk.texts.say(self.lang, key, &[])
    }

    /// A text with one value, for attributes.
    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        self.desk
            .texts
            .say(self.lang, key, &[(name, value.to_string())])
    }

    /// A text with two values, for attributes.
    pub fn t2(&self, key: &str, n1: &str, v1: impl Display, n2: &str, v2: impl Display) -> String {
        self.desk.texts.say(
            self.lang,
            key,
            &[(n1, v1.to_string()), (n2, v2.to_string())],
        )
    }

    /// A text without values, as markup.
    pub fn h0(&self, key: &str) -> Html {
        self.html(key, &[])
    }

    /// A text with one value, as markup.
    pub fn h1(&self, key: &str, name: &str, value: impl Display) -> Html {
        self.html(key, &[(name, value.to_string())])
    }

    /// A text with any values, as markup with every value isolated.
    pub fn html(&self, key: &str, values: &[(&str, String)]) -> Html {
        HtmlSafeOutput(self.desk.texts.say_html(self.lang, key, values))
    }

    /// A text with any values.
    pub fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        self.desk.texts.say(self.lang, key, values)
    }

    /// A text that may be missing.
    pub fn find(&self, key: &str, values: &[(&str, String)]) -> Option<String> {
        self.desk.texts.find(self.lang, key, values)
    }

    /// A count in groups of three.
    pub fn num(&self, count: impl Display) -> String {
        count
            .to_string()
            .parse()
            .map_or_else(|_| count.to_string(), |count| self.lang.number(count))
    }

    /// A value from the evidence, isolated from the text around it.
    pub fn bdi(&self, value: impl Display) -> Html {
        HtmlSafeOutput(format!("<bdi>{}</bdi>", escaped(&value.to_string())))
    }

    /// A path: from the left, each part isolated, so that dates and numbers in it keep their order.
    pub fn path(&self, path: impl Display) -> Html {
        let path = path.to_string();
        let parts: Vec<String> = path
            .split('/')
            .map(|part| format!("<bdi>{}</bdi>", escaped(part)))
            .collect();
        HtmlSafeOutput(format!(
            "<span class=\"path\" dir=\"ltr\">{}</span>",
            parts.join("/<wbr>")
        ))
    }

    /// A number, digest or code: isolated, left to right, in the fixed-width face.
    pub fn code(&self, value: impl Display) -> Html {
        HtmlSafeOutput(format!(
            "<bdi class=\"mono\" dir=\"ltr\">{}</bdi>",
            escaped(&value.to_string())
        ))
    }

    /// An instant, to the minute, UTC.
    pub fn when(&self, at: &Moment) -> Html {
        HtmlSafeOutput(format!(
            "<time datetime=\"{at}\" class=\"num nowrap\"><bdi dir=\"ltr\">{} UTC</bdi></time>",
            at.to_minutes()
        ))
    }

    /// A size in bytes with the usual binary steps.
    pub fn size(&self, bytes: &u64) -> Html {
        HtmlSafeOutput(format!(
            "<bdi dir=\"ltr\" class=\"num\">{}</bdi>",
            size_in_words(*bytes, self.lang)
        ))
    }

    /// How an item's reading ended, as icon and word; waiting where it has not ended.
    pub fn state(&self, state: &Option<ItemState>) -> Html {
        let (class, icon) = match state {
            Some(ItemState::Read) => ("ok", "check"),
            Some(ItemState::ReadInPart) => ("warn", "alert"),
            Some(ItemState::NoText | ItemState::Empty | ItemState::Unsupported) => ("na", "none"),
            Some(ItemState::Encrypted | ItemState::OverLimit) => ("warn", "lock"),
            Some(ItemState::Damaged) => ("bad", "cross"),
            None => ("inf", "clock"),
        };
        HtmlSafeOutput(format!(
            "<span class=\"st {class}\">{}{}</span>",
            self.icon(icon).0,
            escaped(&self.state_name(state))
        ))
    }

    /// The word for a state.
    pub fn state_name(&self, state: &Option<ItemState>) -> String {
        let name = state.map_or("waiting", ItemState::name);
        self.t(&format!("screen-state-{}", name.replace('_', "-")))
    }

    /// The word for how far a page can be relied on.
    pub fn quality(&self, quality: ReadingQuality) -> String {
        self.t(&format!(
            "screen-quality-{}",
            quality.name().replace('_', "-")
        ))
    }

    /// What a step of uncovering shows, in words.
    pub fn step(&self, step: &RevealStep) -> String {
        self.t(&format!("photo-step-{}", step.name()))
    }

    /// A picture for a word; always beside the word, never instead of it.
    pub fn icon(&self, name: &str) -> Html {
        let path = ICONS
            .iter()
            .find(|(have, _)| *have == name)
            .map(|(_, path)| *path)
            .unwrap_or_default();
        let flip = if matches!(name, "back" | "next") {
            " flip"
        } else {
            ""
        };
        HtmlSafeOutput(format!(
            "<svg class=\"ic{flip}\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{path}</svg>"
        ))
    }

    /// Whether the person's roles permit an action at all; the engine decides again, with the grant.
    pub fn may(&self, action: &str) -> bool {
        let Some(action) = Action::ALL.into_iter().find(|a| a.name() == action) else {
            return false;
        };
        let Some(person) = &self.person else {
            return false;
        };
        if action.needs_grant() {
            return person
                .grants
                .iter()
                .any(|a| decide(person, action, Some(*a)).is_ok());
        }
        decide(person, action, None).is_ok()
    }

    /// Whether the person holds any role that reads evidence; decides what the navigation offers.
    pub fn works_with_evidence(&self) -> bool {
        self.person
            .as_ref()
            .is_some_and(|p| p.active && p.roles.iter().any(|role| role.reads_evidence()))
    }

    /// The roles of the person, in words.
    pub fn roles(&self) -> String {
        let roles = self.person.iter().flat_map(|p| p.roles.iter());
        roles
            .map(|role| self.role(role))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// A role in words.
    pub fn role(&self, role: &Role) -> String {
        self.t(&format!("screen-role-{}", role.name()))
    }

    /// What the person may see, in words.
    pub fn access(&self) -> Html {
        let grants: Vec<String> = self
            .person
            .iter()
            .flat_map(|p| p.grants.iter())
            .map(ToString::to_string)
            .collect();
        match grants.as_slice() {
            _ if !self.works_with_evidence() => self.h0("screen-access-no-evidence"),
            [] => self.h0("screen-access-none"),
            few if few.len() <= 3 => self.h1("screen-access-to", "accessions", few.join(", ")),
            many => self.h1("screen-access-many", "n", many.len()),
        }
    }

    /// The first two letters of the person's name, for the round badge.
    pub fn initials(&self) -> String {
        let name = self
            .person
            .as_ref()
            .map(|p| p.name.to_string())
            .unwrap_or_default();
        let mut parts = name
            .split(['.', '_', '-'])
            .filter_map(|part| part.chars().next());
        match (parts.next(), parts.next()) {
            (Some(a), Some(b)) => format!("{a}{b}").to_uppercase(),
            _ => name.chars().take(2).collect::<String>().to_uppercase(),
        }
    }

    /// The person's name.
    pub fn name(&self) -> String {
        self.person
            .as_ref()
            .map(|p| p.name.to_string())
            .unwrap_or_default()
    }

    /// The languages that can be switched to.
    pub fn other_languages(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        others
            .map(|lang| (lang.code(), lang.dir(), lang.own_name()))
            .collect()
    }
}

/// Text escaped for HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push_escaped(&mut html, c));
    html
}

/// The writing direction of a text: that of its first strong letter, as `dir="auto"` has it, but
/// decided here so that the language of the face can follow. Left to right where it has none.
pub fn direction(text: &str) -> &'static str {
    for c in text.chars() {
        match c {
            '\u{590}'..='\u{8ff}' if c.is_alphabetic() => return "rtl",
            '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => return "rtl",
            c if c.is_alphabetic() => return "ltr",
            _ => {}
        }
    }
    "ltr"
}

/// The `lang` that picks the text face: Arabic script or not.
pub fn face(text: &str) -> &'static str {
    if direction(text) == "rtl" {
        "ar"
    } else {
        "und"
    }
}

fn size_in_words(bytes: u64, lang: Lang) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while value >= 1024.0 {
        let Some(larger) = units.next() else { break };
        value /= 1024.0;
        unit = Some(larger);
    }
    let unit = unit.copied().unwrap_or("B");
    if unit == "B" {
        return format!("{} B", lang.number(bytes));
    }
    let shown = format!("{value:.1}");
    let comma = matches!(lang, Lang::Fr | Lang::Nl);
    format!(
        "{} {unit}",
        if comma {
            shown.replace('.', ",")
        } else {
            shown
        }
    )
}

/// Our own line drawings on a 16 by 16 grid.
const ICONS: [(&str, &str); 29] = [
    (
        "search",
        r#"<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>"#,
    ),
    (
        "intake",
        r#"<path d="M2.5 9.5v3.5h11V9.5M8 2.5v7M5 6.8l3 3 3-3"/>"#,
    ),
    (
        "processing",
        r#"<path d="M2.5 4h11M2.5 8h11M2.5 12h6"/><path d="m10.5 12 1.4 1.4 2.4-2.6"/>"#,
    ),
    (
        "items",
        r#"<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1"/>"#,
    ),
    (
        "people",
        r#"<circle cx="8" cy="5.5" r="2.6"/><path d="M3 13.5c.6-2.6 2.6-4 5-4s4.4 1.4 5 4"/>"#,
    ),
    (
        "eye",
        r#"<path d="M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4Z"/><circle cx="8" cy="8" r="1.8"/>"#,
    ),
    (
        "covered",
        r#"<path d="M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4Z"/><path d="m3 13 10-10"/>"#,
    ),
    (
        "lock",
        r#"<rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>"#,
    ),
    (
        "shield",
        r#"<path d="M8 1.8 13.5 4v4c0 3.4-2.4 5.4-5.5 6.3C4.9 13.4 2.5 11.4 2.5 8V4z"/>"#,
    ),
    (
        "matches",
        r#"<rect x="1.8" y="3" width="5" height="10" rx="1"/><rect x="9.2" y="3" width="5" height="10" rx="1"/>"#,
    ),
    (
        "person",
        r#"<circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 13.6c.5-2.9 2.6-4.4 5.2-4.4s4.7 1.5 5.2 4.4"/>"#,
    ),
    (
        "info",
        r#"<circle cx="8" cy="8" r="6"/><path d="M8 7.3V11M8 5v.1"/>"#,
    ),
    ("check", r#"<path d="m3 8.5 3.2 3.2L13 4.8"/>"#),
    (
        "alert",
        r#"<path d="M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.3v.1"/>"#,
    ),
    ("cross", r#"<path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/>"#),
    (
        "none",
        r#"<circle cx="8" cy="8" r="6" stroke-dasharray="2.5 2.2"/><path d="M5.5 8h5"/>"#,
    ),
    (
        "clock",
        r#"<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.4 1.6"/>"#,
    ),
    ("back", r#"<path d="M10 3 5 8l5 5"/>"#),
    ("next", r#"<path d="m6 3 5 5-5 5"/>"#),
    ("up", r#"<path d="m3 10 5-5 5 5"/>"#),
    ("down", r#"<path d="m3 6 5 5 5-5"/>"#),
    ("plus", r#"<path d="M8 3v10M3 8h10"/>"#),
    ("minus", r#"<path d="M3 8h10"/>"#),
    ("folder", r#"<path d="M2 4.5h4l1.5 1.5H14v7H2z"/>"#),
    (
        "paper",
        r#"<path d="M4 2h5.5L12.5 5v9h-8.5zM9.5 2v3h3M6 8h4.5M6 10.5h4.5"/>"#,
    ),
    (
        "download",
        r#"<path d="M8 2.5v7M5 6.8l3 3 3-3M3 13.5h10"/>"#,
    ),
    (
        "print",
        r#"<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>"#,
    ),
    ("out", r#"<path d="M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6"/>"#),
    (
        "language",
        r#"<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12"/>"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_texts_direction_is_that_of_its_first_letter() {
        for (text, dir) in [
            ("بشأن نقل", "rtl"),
            ("1187/ص", "rtl"),
            ("(٤١) report", "ltr"),
            ("Report الفرع", "ltr"),
            ("2013/6/11", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(direction(text), dir, "{text}");
        }
    }

    #[test]
    fn sizes_are_written_as_the_language_does() {
        assert_eq!(size_in_words(0, Lang::En), "0 B");
        assert_eq!(size_in_words(1023, Lang::Nl), "1.023 B");
        assert_eq!(size_in_words(1536, Lang::En), "1.5 KiB");
        assert_eq!(size_in_words(1536, Lang::Fr), "1,5 KiB");
        assert_eq!(size_in_words(u64::MAX, Lang::En), "16777216.0 TiB");
    }

    #[test]
    fn markup_in_a_value_stays_text() {
        assert_eq!(
            escaped("<b a='1'>&\"</b>"),
            "&lt;b a=&#39;1&#39;&gt;&amp;&quot;&lt;/b&gt;"
        );
    }
}
