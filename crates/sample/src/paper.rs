//! A paper as its office meant it, before any file format.

use crate::day::{Day, Digits};
use crate::world::Officer;

/// The types of paper, with their ids in the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Letter,
    Circular,
    Telegram,
    InfoReport,
    PresentationMemo,
    Interrogation,
    HospitalTransfer,
    SearchBroadcast,
    DetaineeRegister,
    WantedList,
}

impl Kind {
    /// Types whose papers are running text.
    pub(crate) const RUNNING: [Kind; 8] = [
        Kind::Letter,
        Kind::Interrogation,
        Kind::Telegram,
        Kind::PresentationMemo,
        Kind::InfoReport,
        Kind::Circular,
        Kind::SearchBroadcast,
        Kind::HospitalTransfer,
    ];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Kind::Letter => "letter",
            Kind::Circular => "circular",
            Kind::Telegram => "telegram",
            Kind::InfoReport => "info_report",
            Kind::PresentationMemo => "memo_presentation",
            Kind::Interrogation => "interrogation_report",
            Kind::HospitalTransfer => "hospital_transfer",
            Kind::SearchBroadcast => "search_broadcast",
            Kind::DetaineeRegister => "detainee_register",
            Kind::WantedList => "wanted_list",
        }
    }

    /// The folder of a branch in which such papers lie.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Kind::Letter | Kind::HospitalTransfer => "الصادر",
            Kind::Circular => "التعاميم والأوامر",
            Kind::Telegram => "برقيات",
            Kind::InfoReport => "معلومات",
            Kind::PresentationMemo => "مذكرات العرض",
            Kind::Interrogation => "محاضر التحقيق",
            Kind::SearchBroadcast => "إذاعات بحث",
            Kind::DetaineeRegister | Kind::WantedList => "سجلات",
        }
    }

    /// The first words of a file name.
    pub(crate) const fn file_word(self) -> &'static str {
        match self {
            Kind::Letter => "كتاب",
            Kind::Circular => "تعميم",
            Kind::Telegram => "برقية",
            Kind::InfoReport => "تقرير معلومات",
            Kind::PresentationMemo => "مذكرة عرض",
            Kind::Interrogation => "محضر تحقيق",
            Kind::HospitalTransfer => "تحويل إلى مشفى",
            Kind::SearchBroadcast => "إذاعة بحث",
            Kind::DetaineeRegister => "سجل الموقوفين",
            Kind::WantedList => "قائمة مطلوبين",
        }
    }
}

/// Rows under a head, right column first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// One paper.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) kind: Kind,
    /// State, directorate, branch.
    pub(crate) letterhead: Vec<String>,
    pub(crate) issuer: String,
    /// The reference number, in western digits.
    pub(crate) number: String,
    pub(crate) day: Day,
    /// The date as it stands on the paper.
    pub(crate) written_date: String,
    pub(crate) digits: Digits,
    pub(crate) classification: String,
    pub(crate) title: Option<String>,
    pub(crate) addressee: Option<String>,
    pub(crate) subject: String,
    pub(crate) body: Vec<String>,
    /// What stands on a second page, if there is one.
    pub(crate) second: Vec<String>,
    pub(crate) table: Option<Table>,
    pub(crate) closing: Option<String>,
    pub(crate) signatory: Officer,
    /// The number of an earlier paper that the body names, in western digits.
    pub(crate) cites: Option<String>,
    pub(crate) copies: Option<String>,
    /// The people named, as places in the world's list.
    pub(crate) people: Vec<usize>,
}

impl Paper {
    /// `الرقم: 45/811`, as printed.
    pub(crate) fn number_line(&self) -> String {
        format!("الرقم: {}", self.digits.write(&self.number))
    }

    /// `التاريخ: 2013/4/7`, as printed.
    pub(crate) fn date_line(&self) -> String {
        format!("التاريخ: {}", self.written_date)
    }

    /// `الموضوع: ...`, as printed.
    pub(crate) fn subject_line(&self) -> String {
        format!("الموضوع: {}", self.subject)
    }

    /// Rank and post, as printed above the name.
    pub(crate) fn signature_line(&self) -> String {
        format!("{} {}", self.signatory.rank, self.signatory.post)
    }

    /// The lines above the body, in reading order.
    pub(crate) fn head_lines(&self) -> Vec<String> {
        let mut lines = self.letterhead.clone();
        lines.extend([
            self.classification.clone(),
            self.number_line(),
            self.date_line(),
        ]);
        lines.extend(self.title.clone());
        lines.extend(self.addressee.clone());
        lines.push(self.subject_line());
        lines
    }

    /// The lines below the body, in reading order.
    pub(crate) fn foot_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.closing.clone().into_iter().collect();
        lines.extend([self.signature_line(), self.signatory.name.clone()]);
        lines.extend(self.copies.clone());
        lines
    }

    /// The table as lines, cells parted by tabulators.
    pub(crate) fn table_lines(&self) -> Vec<String> {
        let Some(table) = &self.table else {
            return Vec::new();
        };
        std::iter::once(&table.head)
            .chain(&table.rows)
            .map(|row| row.join("\t"))
            .collect()
    }

    /// The text of each page of a format that has pages.
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut first = self.head_lines();
        first.extend(self.body.clone());
        first.extend(self.table_lines());
        if self.second.is_empty() {
            first.extend(self.foot_lines());
            return vec![first.join("\n")];
        }
        let mut second = self.second.clone();
        second.extend(self.foot_lines());
        vec![first.join("\n"), second.join("\n")]
    }

    /// All lines, for a format without pages.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.pages().join("\n").lines().map(str::to_owned).collect()
    }
}
