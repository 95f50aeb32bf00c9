//! Numbers in cells as their format shows them.

/// What a format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// As the number is.
    General,
    /// A date, a time or both. Shown year first whatever the format says, since 03/04 is two dates.
    Moment {
        /// It shows a day.
        date: bool,
        /// It shows a time of day.
        time: bool,
    },
    /// Fixed decimals and the signs around them, for positive and for negative numbers.
    Fixed(Vec<Section>),
}

/// One section of a format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Section {
    before: String,
    after: String,
    decimals: usize,
    thousands: bool,
    percent: bool,
    digits: bool,
}

/// The format that a number below 164 stands for (ECMA-376 part 1, 18.8.30).
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 27..=31 | 36 | 50..=58 => "yyyy-mm-dd",
        18..=21 | 32..=35 | 45..=47 => "hh:mm:ss",
        22 => "yyyy-mm-dd hh:mm",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        _ => "General",
    }
}

/// Reads a format.
pub(super) fn parse(code: &str) -> Shown {
    let plain = without_quotes(code);
    let lower = plain.to_ascii_lowercase();
    if lower.trim().is_empty() || lower.contains("general") || lower.trim() == "@" {
        return Shown::General;
    }
    let first = lower.split(';').next().unwrap_or_default();
    let day = first.contains('y') || first.contains('d');
    let clock = first.contains('h') || first.contains('s');
    let month = first.contains('m') && !clock && !first.contains('0') && !first.contains('#');
    if day || clock || month {
        return Shown::Moment {
            date: day || month,
            time: clock,
        };
    }
    if lower.contains('/') || lower.contains('e') && lower.contains('+') || lower.contains('?') {
        return Shown::General;
    }
    Shown::Fixed(sections(code))
}

/// A format without text in quotes, in brackets, and after a backslash.
fn without_quotes(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let _ = chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // Hours beyond a day stand in brackets.
                if matches!(
                    inner.to_ascii_lowercase().as_str(),
                    "h" | "hh" | "m" | "mm" | "s" | "ss"
                ) {
                    out.push_str(&inner);
                }
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            c => out.push(c),
        }
    }
    out
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut chars = code.chars();
    let mut point = false;
    let literal = |section: &mut Section, c: char| {
        if section.digits {
            section.after.push(c)
        } else {
            section.before.push(c)
        }
    };
    while let Some(c) = chars.next() {
        let Some(section) = sections.last_mut() else {
            break;
        };
        match c {
            ';' => {
                sections.push(Section::default());
                point = false;
            }
            '"' => chars
                .by_ref()
                .take_while(|c| *c != '"')
                .for_each(|c| literal(section, c)),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // [$€-407]: the sign between the dollar and the dash.
                if let Some(money) = inner.strip_prefix('$') {
                    money
                        .chars()
                        .take_while(|c| *c != '-')
                        .for_each(|c| literal(section, c));
                }
            }
            '\\' => chars.next().into_iter().for_each(|c| literal(section, c)),
            '_' | '*' => {
                chars.next();
            }
            '0' | '#' => {
                section.digits = true;
                section.decimals += usize::from(point && c == '0');
            }
            '.' if section.digits || !point => point = true,
            ',' => section.thousands |= section.digits,
            '%' => {
                section.percent = true;
                section.after.push('%');
            }
            c => literal(section, c),
        }
    }
    sections
}

/// A number as its format shows it.
pub(super) fn show(value: f64, shown: &Shown, since_1904: bool) -> String {
    match shown {
        Shown::General => general(value),
        Shown::Moment { date, time } => {
            moment(value, *date, *time, since_1904).unwrap_or_else(|| general(value))
        }
        Shown::Fixed(sections) => fixed(value, sections),
    }
}

/// Whether a number as it is written in a file is what a cell without a format shows: whole, or with
/// a few digits behind the point.
pub(super) fn is_plain(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    !whole.is_empty()
        && are_digits(whole)
        && are_digits(rest)
        && (!digits.contains('.') || digits.len() <= 15 && !rest.is_empty() && !rest.ends_with('0'))
}

/// A number without needless digits.
pub(super) fn general(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value:.0}")
            .replace("-0", "-0")
            .trim_start_matches('+')
            .to_owned();
    }
    // Fifteen digits are what a sheet keeps; more are noise of the binary form.
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded.abs() >= 1e21 || (rounded != 0.0 && rounded.abs() < 1e-9) {
        return format!("{rounded:e}");
    }
    rounded.to_string()
}

fn fixed(value: f64, sections: &[Section]) -> String {
    let negative = value < 0.0;
    let own = negative && sections.len() > 1;
    let section = match (negative, value == 0.0) {
        (true, _) if own => sections.get(1),
        (_, true) => sections.get(2).or(sections.first()),
        _ => sections.first(),
    };
    let Some(section) = section else {
        return general(value);
    };
    if !section.digits {
        let text = format!("{}{}", section.before, section.after);
        return if text.trim().is_empty() {
            general(value)
        } else {
            text.trim().to_owned()
        };
    }
    let scaled = if section.percent {
        value.abs() * 100.0
    } else {
        value.abs()
    };
    let mut digits = format!("{scaled:.*}", section.decimals.min(15));
    if section.thousands {
        digits = grouped(&digits);
    }
    let sign = if negative && !own { "-" } else { "" };
    format!("{sign}{}{digits}{}", section.before, section.after)
        .trim()
        .to_owned()
}

fn grouped(digits: &str) -> String {
    let (whole, rest) = digits
        .split_once('.')
        .map_or((digits, None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// A day number of a sheet as a date; day 60 of 1900 never was (ECMA-376 part 1, 18.17.4.1).
fn moment(value: f64, date: bool, time: bool, since_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let days = value.floor();
    let shift = if since_1904 {
        24_107.0
    } else if days < 60.0 {
        25_568.0
    } else {
        25_569.0
    };
    #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
    let ms = ((days - shift) * 86_400_000.0 + ((value - days) * 86_400.0).round() * 1_000.0) as i64;
    let written = domain::Moment::from_unix_ms(ms).to_string();
    let day: String = written.chars().take(10).collect();
    let clock: String = written.chars().skip(11).take(8).collect();
    Some(match (date, time) {
        (true, true) => format!("{day} {clock}"),
        (false, true) if days < 1.0 => clock,
        (false, true) => format!("{day} {clock}"),
        _ => day,
    })
}
