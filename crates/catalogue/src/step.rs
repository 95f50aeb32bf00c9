//! What a person can do about an item: told from how its reading ended, when the act is projected.

use domain::ItemState;

/// Confidence of optical reading, in per cent, below which a page is a case for a person.
pub const LOW_CONFIDENCE: u8 = 60;
/// Upper ends of the bands of confidence, in per cent; a page of 100 falls into the last.
pub const BANDS: [u8; 4] = [40, LOW_CONFIDENCE, 80, 101];

/// What is to be done next. One an item: the first that helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Ask the source for password or key.
    AskPassword,
    /// Install a program and read again; the value is its name.
    InstallProgram,
    /// Install the data of a language and read again; the value is the language.
    InstallLanguage,
    /// Its pages wait to be read optically: run the reading again, with more time for it.
    GoOnReading,
    /// Raise a limit and read again; the value is its name.
    RaiseLimit,
    /// Read again with fewer readers side by side, or on a machine with more memory.
    GiveMemory,
    /// The content could not be taken from the medium: receive it anew.
    ReceiveAnew,
    /// It is no file with content: look at the medium.
    LookAtMedium,
    /// Ask for a better copy.
    AskBetterCopy,
    /// A later version may read the type.
    LaterVersion,
    /// Fewer or more members than the container states: compare with a copy opened outside.
    CompareMembers,
    /// The reason names the part that is missing: look at the original.
    LookAtOriginal,
    /// Read optically with little confidence: look at the scan.
    LookAtScan,
    /// The text reads badly: compare it with the page.
    CheckText,
}

impl Step {
    /// Every step, the first that helps in front.
    pub const ALL: [Step; 14] = [
        Step::AskPassword,
        Step::InstallProgram,
        Step::InstallLanguage,
        Step::GoOnReading,
        Step::RaiseLimit,
        Step::GiveMemory,
        Step::ReceiveAnew,
        Step::LookAtMedium,
        Step::AskBetterCopy,
        Step::LaterVersion,
        Step::CompareMembers,
        Step::LookAtOriginal,
        Step::LookAtScan,
        Step::CheckText,
    ];

    /// The name in tables, addresses and text files.
    pub const fn name(self) -> &'static str {
        match self {
            Step::AskPassword => "ask-password",
            Step::InstallProgram => "install-program",
            Step::InstallLanguage => "install-language",
            Step::GoOnReading => "go-on-reading",
            Step::RaiseLimit => "raise-limit",
            Step::GiveMemory => "give-memory",
            Step::ReceiveAnew => "receive-anew",
            Step::LookAtMedium => "look-at-medium",
            Step::AskBetterCopy => "ask-better-copy",
            Step::LaterVersion => "later-version",
            Step::CompareMembers => "compare-members",
            Step::LookAtOriginal => "look-at-original",
            Step::LookAtScan => "look-at-scan",
            Step::CheckText => "check-text",
        }
    }
}

impl std::str::FromStr for Step {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|step| step.name() == name)
            .ok_or(())
    }
}

/// What decides the step of an item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ending<'a> {
    pub(crate) state: Option<ItemState>,
    pub(crate) reason: &'a str,
    pub(crate) has_content: bool,
    pub(crate) is_member: bool,
    pub(crate) declared_members: Option<u64>,
    pub(crate) found_members: u64,
    pub(crate) ocr_least: Option<u8>,
    pub(crate) poor_pages: u32,
    pub(crate) waiting_pages: u32,
}

/// The step for an item, and its value where it has one; none where nobody need look.
///
/// Reasons are sentences of the readers of this program; of one that is not known the general step
/// for the state is given, which never says less than that a person must look.
pub(crate) fn of(ending: &Ending<'_>) -> Option<(Step, Option<String>)> {
    let reason = ending.reason;
    let general = match ending.state? {
        ItemState::Empty => return None,
        ItemState::Encrypted => return Some((Step::AskPassword, None)),
        ItemState::Damaged if !ending.has_content && !ending.is_member => Step::ReceiveAnew,
        ItemState::Damaged => Step::AskBetterCopy,
        ItemState::Unsupported
            if !ending.has_content && reason.contains("recorded, not opened") =>
        {
            Step::LookAtMedium
        }
        ItemState::Unsupported => Step::LaterVersion,
        ItemState::OverLimit => Step::LookAtOriginal,
        ItemState::ReadInPart => Step::LookAtOriginal,
        ItemState::Read | ItemState::NoText => return of_what_was_read(ending),
    };
    if let Some(program) = quoted(reason, "the program `") {
        return Some((Step::InstallProgram, Some(program)));
    }
    if let Some(language) = quoted(reason, "no language data for `") {
        return Some((Step::InstallLanguage, Some(language)));
    }
    if reason.contains("encrypted") || reason.contains("password") {
        return Some((Step::AskPassword, None));
    }
    if ending.waiting_pages > 0 {
        return Some((Step::GoOnReading, None));
    }
    if reason.contains("ran out of memory") {
        return Some((Step::GiveMemory, None));
    }
    if let Some(limit) = quoted(reason, "limit `") {
        return Some((Step::RaiseLimit, Some(limit)));
    }
    if differs(ending) {
        return Some((Step::CompareMembers, None));
    }
    Some((general, None))
}

fn of_what_was_read(ending: &Ending<'_>) -> Option<(Step, Option<String>)> {
    if let Some(program) = quoted(ending.reason, "the program `") {
        Some((Step::InstallProgram, Some(program)))
    } else if differs(ending) {
        Some((Step::CompareMembers, None))
    } else if ending.ocr_least.is_some_and(|least| least < LOW_CONFIDENCE) {
        Some((Step::LookAtScan, None))
    } else if ending.poor_pages > 0 {
        Some((Step::CheckText, None))
    } else {
        None
    }
}

fn differs(ending: &Ending<'_>) -> bool {
    ending
        .declared_members
        .is_some_and(|declared| declared != ending.found_members)
}

/// What stands between these words and the next backtick.
fn quoted(reason: &str, before: &str) -> Option<String> {
    let (_, rest) = reason.split_once(before)?;
    let (value, _) = rest.split_once('`')?;
    Some(value.chars().take(64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(state: ItemState, reason: &str, step: Step, value: Option<&str>) {
        let ending = Ending {
            state: Some(state),
            reason,
            has_content: true,
            ..Ending::default()
        };
        assert_eq!(
            of(&ending),
            Some((step, value.map(str::to_owned))),
            "{reason}"
        );
    }

    #[test]
    fn every_bad_end_has_a_step() {
        use ItemState::{Damaged, Encrypted, NoText, OverLimit, ReadInPart, Unsupported};
        check(
            NoText,
            "the program `heif-convert` is not installed, so the pixels of the picture were not decoded",
            Step::InstallProgram,
            Some("heif-convert"),
        );
        check(Encrypted, "a password is needed", Step::AskPassword, None);
        check(
            ReadInPart,
            "2 members are encrypted and were not read",
            Step::AskPassword,
            None,
        );
        check(
            Unsupported,
            "the program `dvisvgm` is not installed, so this was not read",
            Step::InstallProgram,
            Some("dvisvgm"),
        );
        check(
            ReadInPart,
            "page 2 was not read optically: tesseract has no language data for `fra` on this machine",
            Step::InstallLanguage,
            Some("fra"),
        );
        check(
            OverLimit,
            "limit `wall_ms` of 60000 reached: the reading was ended",
            Step::RaiseLimit,
            Some("wall_ms"),
        );
        check(Damaged, "the file is cut", Step::AskBetterCopy, None);
        check(Unsupported, "no reader for sound", Step::LaterVersion, None);
        check(ReadInPart, "page 3 is broken", Step::LookAtOriginal, None);
        for state in ItemState::ALL {
            let ending = Ending {
                state: Some(state),
                ..Ending::default()
            };
            let needs = !matches!(
                state,
                ItemState::Read | ItemState::NoText | ItemState::Empty
            );
            assert_eq!(of(&ending).is_some(), needs, "{state}");
        }
    }

    #[test]
    fn what_was_read_with_little_confidence_is_looked_at() {
        let ending = |ocr_least, poor_pages, declared_members| Ending {
            state: Some(ItemState::Read),
            ocr_least,
            poor_pages,
            declared_members,
            has_content: true,
            ..Ending::default()
        };
        let step = |ending| of(&ending).map(|(step, _)| step);
        assert_eq!(step(ending(Some(59), 0, None)), Some(Step::LookAtScan));
        assert_eq!(step(ending(Some(60), 0, None)), None);
        assert_eq!(step(ending(None, 1, None)), Some(Step::CheckText));
        assert_eq!(step(ending(None, 0, Some(2))), Some(Step::CompareMembers));
        assert_eq!(step(ending(None, 0, Some(0))), None);
    }

    #[test]
    fn what_waits_is_read_by_the_next_run() {
        let ending = Ending {
            state: Some(ItemState::ReadInPart),
            reason: "3 pages wait to be read optically",
            waiting_pages: 3,
            has_content: true,
            ..Ending::default()
        };
        assert_eq!(of(&ending), Some((Step::GoOnReading, None)));
    }

    #[test]
    fn names_of_steps_come_back() {
        for step in Step::ALL {
            assert_eq!(step.name().parse(), Ok(step));
        }
    }
}
