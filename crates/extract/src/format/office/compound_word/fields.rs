//! Fields: instructions that a program carries out, and what they last showed.

use std::collections::BTreeSet;

/// The fields that are open at a place, and what the closed ones led to.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// For each open one: its instruction, and whether its result has begun.
    open: Vec<(String, bool)>,
    /// How many of them are still in their instruction.
    unshown: usize,
    /// Addresses.
    pub links: BTreeSet<String>,
    /// Files that would be fetched or started.
    pub outside: BTreeSet<String>,
}

/// Fields within fields beyond this many are taken as text.
const FIELDS: usize = 1_000;
/// Bytes of an instruction that are kept.
const INSTRUCTION: usize = 4_000;

impl Fields {
    pub(super) fn open(&mut self) {
        if self.open.len() < FIELDS {
            self.open.push((String::new(), false));
            self.unshown += 1;
        }
    }

    /// The result of the innermost begins.
    pub(super) fn show(&mut self) {
        if let Some((_, shown)) = self.open.last_mut()
            && !std::mem::replace(shown, true)
        {
            self.unshown = self.unshown.saturating_sub(1);
        }
    }

    /// Whether the letter belongs to an instruction.
    pub(super) fn takes(&mut self, c: char) -> bool {
        if self.unshown == 0 {
            return false;
        }
        if let Some((instruction, _)) = self.open.iter_mut().find(|(_, shown)| !shown)
            && instruction.len() < INSTRUCTION
            && !c.is_control()
        {
            instruction.push(c);
        }
        true
    }

    /// Ends the innermost; gives what it shows of itself.
    pub(super) fn end(&mut self) -> Option<String> {
        let (instruction, shown) = self.open.pop()?;
        if !shown {
            self.unshown = self.unshown.saturating_sub(1);
        }
        let mut words = instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        let target = || {
            let rest = instruction.trim().get(name.len()..).unwrap_or_default();
            argument(rest)
        };
        match name.as_str() {
            "HYPERLINK" => {
                let link = target();
                if !link.is_empty() && self.links.len() < 1_000 {
                    self.links.insert(link);
                }
            }
            "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "IMPORT"
            | "INCLUDE"
                if self.outside.len() < 100 =>
            {
                self.outside
                    .insert(instruction.trim().chars().take(300).collect());
            }
            // A formula field has no result; its letters are its text.
            "EQ" if !shown && self.unshown == 0 => return Some(instruction.trim().to_owned()),
            _ => {}
        }
        None
    }

    /// At the end of a story no field is open.
    pub(super) fn close(&mut self) {
        self.open.clear();
        self.unshown = 0;
    }
}

/// The first argument: in quotes, or up to white space; switches begin with a backslash.
fn argument(rest: &str) -> String {
    let mut rest = rest.trim_start();
    while let Some(switch) = rest.strip_prefix('\\') {
        rest = switch
            .split_once(char::is_whitespace)
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => rest.split_whitespace().next().unwrap_or_default(),
    }
    .to_owned()
}
