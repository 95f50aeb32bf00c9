//! What is written on the lines that are made: numbers as offices write them, and rows by chance.

use super::random::Chance;
use extract::numbers::{OTHER, SPACE, output_of};

/// A piece of a line, from left to right as printed.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A sign of the alphabet.
    Sign(usize, String),
    /// A word, which is no number.
    Word(String, bool),
    /// A gap that says nothing, in heights of a digit.
    Slit(f32),
    /// A gap that parts, in heights of a digit.
    Gap(f32),
}

/// Which digits a line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Eastern,
    Persian,
    Western,
}

const EASTERN: [&str; 10] = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"];
const PERSIAN: [&str; 10] = ["۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"];
const WESTERN: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const LETTERS: [&str; 24] = [
    "أ", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط", "ع", "ف", "ق", "ك", "ل",
    "م", "ن", "ه", "و", "ي",
];
const LIKELY: [&str; 14] = [
    "س", "ص", "م", "ت", "د", "ق", "ه", "ب", "و", "ح", "خ", "ع", "أ", "ف",
];
const WORDS: [&str; 48] = [
    "رقم",
    "الرقم",
    "تاريخ",
    "التاريخ",
    "العدد",
    "شعبة",
    "فرع",
    "الفرع",
    "إلى",
    "من",
    "في",
    "على",
    "عام",
    "سنة",
    "يوم",
    "مواليد",
    "دار",
    "أول",
    "الأول",
    "كانون",
    "تشرين",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "لواء",
    "عميد",
    "محمد",
    "أحمد",
    "علي",
    "هوية",
    "صفحة",
    "قيد",
    "محضر",
    "هاتف",
    "ص.ب",
    "لا",
    "ما",
    "الى",
    "اسم",
    "الأم",
    "ورد",
    "ذو",
    "اا",
];
const PLAIN: [char; 30] = [
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
    'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي', 'ة', 'ى',
];

struct Writer<'a> {
    chance: &'a mut Chance,
    script: Script,
    pieces: Vec<Piece>,
    loose: f32,
}

impl Writer<'_> {
    fn sign(&mut self, text: &str) {
        // Persian digits that look like eastern ones share their outputs.
        let looks = PERSIAN
            .iter()
            .position(|digit| *digit == text)
            .filter(|at| !(4..=6).contains(at))
            .map_or(text, |at| EASTERN[at]);
        if let Some(output) = output_of(looks) {
            self.pieces.push(Piece::Sign(output, text.to_owned()));
        }
    }

    fn digit(&mut self, value: usize) {
        let text = match self.script {
            Script::Eastern => EASTERN[value],
            Script::Persian => PERSIAN[value],
            Script::Western => WESTERN[value],
        };
        self.sign(text);
    }

    fn number(&mut self, value: usize, least: usize) {
        let text = format!("{value:0least$}");
        for digit in text.bytes() {
            self.digit(usize::from(digit - b'0'));
        }
    }

    fn digits(&mut self, low: usize, high: usize) {
        for _ in 0..self.chance.whole(low, high) {
            let value = self.chance.whole(0, 9);
            self.digit(value);
        }
    }

    /// A sign that parts, at times with room around it.
    fn separator(&mut self, text: &str) {
        let loose = self.loose;
        if loose > 0.0 {
            let room = self.chance.between(0.5, 1.0) * loose;
            self.pieces.push(Piece::Slit(room));
        }
        let text = match (text, self.script) {
            ("," | "%", Script::Western) => text,
            (",", _) => *self.chance.one_of(&["٫", "،", ","]),
            ("%", _) => "٪",
            ("-", _) if self.chance.happens(0.25) => "–",
            _ => text,
        };
        self.sign(text);
        if loose > 0.0 {
            let room = self.chance.between(0.5, 1.0) * loose;
            self.pieces.push(Piece::Slit(room));
        }
    }

    fn letter(&mut self) {
        let text = if self.chance.happens(0.7) {
            *self.chance.one_of(&LIKELY)
        } else {
            *self.chance.one_of(&LETTERS)
        };
        self.sign(text);
    }

    fn word(&mut self) {
        let latin = self.script == Script::Western && self.chance.happens(0.3);
        let word = if latin {
            (0..self.chance.whole(2, 6))
                .map(|_| (b'a' + self.chance.whole(0, 25) as u8) as char)
                .collect()
        } else if self.chance.happens(0.5) {
            (*self.chance.one_of(&WORDS)).to_owned()
        } else {
            (0..self.chance.whole(2, 6))
                .map(|_| *self.chance.one_of(&PLAIN))
                .collect()
        };
        self.pieces.push(Piece::Word(word, !latin));
    }

    fn gap(&mut self) {
        let wide = self.chance.between(0.55, 1.3);
        self.pieces.push(Piece::Gap(wide));
    }

    fn date(&mut self) {
        let separator = *self
            .chance
            .one_of(&["/", "/", "/", "/", "-", "-", ".", "\u{2013}"]);
        let pad = self.chance.whole(1, 2);
        let year = match self.chance.whole(0, 3) {
            0 => self.chance.whole(0, 99),
            1 => self.chance.whole(1000, 9999),
            2 => self.chance.whole(1300, 1450),
            _ => self.chance.whole(1900, 2030),
        };
        let (day, month) = (self.chance.whole(1, 31), self.chance.whole(1, 12));
        if self.chance.happens(0.4) {
            self.number(year, 2);
            self.separator(separator);
            self.number(month, pad);
            self.separator(separator);
            self.number(day, pad);
        } else {
            self.number(day, pad);
            self.separator(separator);
            self.number(month, pad);
            self.separator(separator);
            self.number(year, 2);
        }
    }

    fn reference(&mut self) {
        let parts = self.chance.whole(2, 4);
        let separator = *self.chance.one_of(&["/", "/", "/", "-"]);
        let letter_at = self.chance.whole(0, parts + 1);
        for part in 0..parts {
            if part > 0 {
                self.separator(separator);
            }
            if part == letter_at {
                self.letter();
                if self.chance.happens(0.15) {
                    self.separator(".");
                    self.letter();
                }
            } else {
                self.digits(1, 5);
            }
        }
    }

    fn list_number(&mut self) {
        match self.chance.whole(0, 4) {
            0 => {
                self.sign("(");
                self.digits(1, 3);
                self.sign(")");
            }
            1 => {
                self.digits(1, 3);
                let end = *self.chance.one_of(&["-", ".", ")", ":", "/"]);
                self.separator(end);
            }
            2 => {
                let end = *self.chance.one_of(&["-", ".", "(", ":", "/"]);
                self.separator(end);
                self.digits(1, 3);
            }
            _ => self.digits(1, 3),
        }
    }

    fn grouped(&mut self) {
        self.digits(1, 4);
        for _ in 0..self.chance.whole(1, 3) {
            self.gap();
            self.digits(1, 4);
        }
    }

    fn anything(&mut self) {
        for _ in 0..self.chance.whole(2, 9) {
            match self.chance.whole(0, 9) {
                0 | 1 => {
                    let sign = *self
                        .chance
                        .one_of(&["/", "-", ".", ",", ":", "(", ")", "%", "+"]);
                    self.separator(sign);
                }
                2 => self.letter(),
                _ => {
                    let value = self.chance.whole(0, 9);
                    self.digit(value);
                }
            }
        }
    }

    fn line(&mut self) {
        match self.chance.whole(0, 99) {
            0..=21 => self.date(),
            22..=37 => self.reference(),
            38..=47 => self.list_number(),
            48..=53 => self.digits(11, 11),
            54..=58 => {
                if self.chance.happens(0.3) {
                    self.sign("+");
                }
                self.digits(2, 4);
                self.separator("-");
                self.digits(5, 8);
            }
            59..=63 => {
                self.digits(1, 4);
                let sign = *self.chance.one_of(&[".", ","]);
                self.separator(sign);
                self.digits(1, 3);
                if self.chance.happens(0.4) {
                    self.separator("%");
                }
            }
            64..=66 => {
                self.digits(1, 2);
                self.separator(":");
                self.digits(2, 2);
            }
            67..=78 => self.digits(1, 12),
            79..=83 => self.grouped(),
            84..=90 => self.anything(),
            91..=93 => {
                let era = if self.chance.happens(0.5) {
                    "هـ"
                } else {
                    "م"
                };
                self.sign(era);
                if self.chance.happens(0.5) {
                    let room = self.chance.between(0.1, 0.3);
                    self.pieces.push(Piece::Slit(room));
                } else {
                    self.gap();
                }
                if self.chance.happens(0.5) {
                    self.date();
                } else {
                    self.digits(4, 4);
                }
            }
            _ => {
                self.word();
                for _ in 0..self.chance.whole(0, 2) {
                    self.gap();
                    self.word();
                }
            }
        }
    }
}

/// A line by chance in digits of a script; a share of the lines has words beside the number.
pub fn line(chance: &mut Chance, script: Script) -> Vec<Piece> {
    let loose = if chance.happens(0.2) {
        chance.between(0.1, 0.7)
    } else {
        0.0
    };
    let mut writer = Writer {
        chance,
        script,
        pieces: Vec::new(),
        loose,
    };
    writer.line();
    if writer.chance.happens(0.06) {
        writer.gap();
        writer.word();
    }
    let mut pieces = writer.pieces;
    if chance.happens(0.06) {
        let mut writer = Writer {
            chance,
            script,
            pieces: Vec::new(),
            loose,
        };
        writer.word();
        writer.gap();
        writer.pieces.append(&mut pieces);
        pieces = writer.pieces;
    }
    pieces
}

/// A word as it may stand beside a number.
pub fn neighbour(chance: &mut Chance) -> Piece {
    let mut writer = Writer {
        chance,
        script: Script::Eastern,
        pieces: Vec::new(),
        loose: 0.0,
    };
    writer.word();
    writer.pieces.remove(0)
}

/// The output that a piece is learned as.
pub fn output(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Sign(output, _) => Some(*output),
        Piece::Word(..) => Some(OTHER),
        Piece::Gap(_) => Some(SPACE),
        Piece::Slit(_) => None,
    }
}
