//! Invented papers, and what a bad reader makes of them.

use copies::{Paper, Portrait, Sureness};

/// Numbers from a seed; the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % below.max(1)
    }
}

const LETTERS: &[char] = &[
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ع', 'ف', 'ق', 'ك', 'ل', 'م',
    'ن', 'ه', 'و', 'ي',
];

/// An invented name.
pub fn name(dice: &mut Dice) -> String {
    let length = 4 + dice.next(4);
    (0..length)
        .map(|_| LETTERS[dice.next(LETTERS.len())])
        .collect()
}

/// A paper of one office: the set words of its form, with a number, dates and names filled in.
pub fn form(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let number = 100 + dice.next(900);
    let (day, month) = (1 + dice.next(28), 1 + dice.next(12));
    let mut rows = String::new();
    for row in 1..=6 {
        rows.push_str(&format!(
            "{row} {} {} {} والدته {} تولد {}\n",
            name(&mut dice),
            name(&mut dice),
            name(&mut dice),
            name(&mut dice),
            1950 + dice.next(45)
        ));
    }
    format!(
        "الجمهورية العربية\nالقيادة العامة\nفرع المحفوظات\nالرقم {number}/س\nالتاريخ {day}/{month}/2013\n\
         إلى السيد رئيس الفرع\nالموضوع إحالة موقوفين\nنحيل إليكم الموقوفين المدرجة أسماؤهم أدناه أصولا \
         ونطلب إليكم إجراء ما يلزم وإعلامنا بالنتيجة في أقرب وقت ممكن مع الشكر\n{rows}يرجى الاطلاع وإجراء المقتضى\n\
         رئيس القسم\n"
    )
}

/// The text as a bad reader gives it: so many words in a hundred with letters wrong, lost or joined,
/// every other number wrong, and some dirt read as words.
pub fn misread(text: &str, percent: usize, seed: u64) -> Vec<(String, Sureness)> {
    let mut dice = Dice::new(seed);
    let mut words: Vec<(String, Sureness)> = Vec::new();
    for word in text.split_whitespace() {
        if word.chars().any(char::is_numeric) {
            let wrong = word.replace(['1', '3', '7'], "5");
            let read = if dice.next(2) == 0 {
                word.to_owned()
            } else {
                wrong
            };
            words.push((read, Sureness::Doubtful));
            continue;
        }
        if dice.next(100) >= percent {
            words.push((word.to_owned(), Sureness::Sure));
            continue;
        }
        let mut letters: Vec<char> = word.chars().collect();
        match dice.next(8) {
            0 => continue,
            1 => {
                if let Some((last, _)) = words.last_mut() {
                    last.push_str(word);
                }
                continue;
            }
            2 => letters.push(LETTERS[dice.next(LETTERS.len())]),
            3 if letters.len() > 3 => {
                letters.remove(dice.next(letters.len()));
            }
            _ => {
                for _ in 0..1 + letters.len() / 5 {
                    let at = dice.next(letters.len());
                    letters[at] = LETTERS[dice.next(LETTERS.len())];
                }
            }
        }
        // Now and then a reader is sure of what is wrong.
        let sureness = if dice.next(8) == 0 {
            Sureness::Sure
        } else {
            Sureness::Doubtful
        };
        words.push((letters.into_iter().collect(), sureness));
    }
    for _ in 0..words.len() / 20 {
        let at = dice.next(words.len());
        words.insert(at, (name(&mut dice), Sureness::Doubtful));
    }
    words
}

pub fn certain(text: &str) -> Portrait {
    let mut paper = Paper::default();
    paper.add(text, Sureness::Certain);
    Portrait {
        paper,
        prints: Vec::new(),
    }
}

pub fn read(words: &[(String, Sureness)]) -> Portrait {
    let mut paper = Paper::default();
    for (word, sureness) in words {
        paper.add(word, *sureness);
    }
    Portrait {
        paper,
        prints: Vec::new(),
    }
}
