//! Measures searching over synthetic Arabic pages, beside SQLite FTS5 on the same pages in the same
//! run: `cargo run -p catalogue --example search_bench [pages]`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measuring program"
)]

use arabic::Classes;
use catalogue::index::{Index, PageDoc, Request, Sort};
use catalogue::query::{Options, Query};
use domain::{AccessionId, ItemId, ItemState};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// The first ones often, the last ones rarely, as words are.
    fn skewed(&mut self, n: usize) -> usize {
        let (a, b) = (self.below(n), self.below(n));
        a * b / n
    }
}

const NAMES: &[&str] = &[
    "محمد",
    "أحمد",
    "يوسف",
    "خالد",
    "سامر",
    "عبد الرحمن",
    "عبدالله",
    "مصطفى",
    "إبراهيم",
    "حسين",
    "علاء",
    "نور الدين",
    "فاطمة",
    "هدى",
    "رياض",
    "غسان",
    "قاسم",
    "عثمان",
    "وليد",
    "طارق",
    "ماهر",
    "زياد",
    "باسل",
    "فراس",
];
const FAMILIES: &[&str] = &[
    "الحداد",
    "النجار",
    "الخطيب",
    "الحلبي",
    "الشامي",
    "القاسم",
    "الأحمد",
    "السعيد",
    "العلي",
    "الحموي",
    "البيطار",
    "الصباغ",
    "الدباغ",
    "الحسن",
    "الراعي",
    "الزين",
    "العمر",
    "الكردي",
    "المصري",
    "الرفاعي",
];
const WORDS: &[&str] = &[
    "في",
    "من",
    "إلى",
    "على",
    "عن",
    "تم",
    "نقل",
    "الموقوف",
    "الفرع",
    "كتابكم",
    "رقم",
    "تاريخ",
    "التحقيق",
    "المذكور",
    "السجن",
    "إحالة",
    "توقيف",
    "المحكمة",
    "الميدانية",
    "العسكرية",
    "إدارة",
    "المخابرات",
    "قسم",
    "مفرزة",
    "دورية",
    "حاجز",
    "مداهمة",
    "معلومات",
    "مصدر",
    "وفاة",
    "المشفى",
    "جثة",
    "تقرير",
    "طبي",
    "صورة",
    "محضر",
    "إفادة",
    "اعترافات",
    "سلاح",
    "ذخيرة",
    "مظاهرة",
    "تحريض",
    "شبكة",
    "هاتف",
    "اتصال",
    "منزل",
    "حي",
    "مدينة",
    "ريف",
    "محافظة",
    "والدته",
    "تولد",
    "خانة",
    "قيد",
    "السيد",
    "رئيس",
    "مدير",
    "اللواء",
    "العميد",
    "العقيد",
    "يرجى",
    "الاطلاع",
    "وإعلامنا",
    "النتيجة",
    "للتنفيذ",
    "سري",
    "للغاية",
    "تعميم",
    "برقية",
    "مذكرة",
    "عرض",
    "اقتراح",
    "موافقة",
    "حفظ",
    "الأوراق",
    "إخلاء",
    "سبيل",
    "استلام",
    "تسليم",
    "الأمن",
    "السياسي",
    "الجنائي",
    "الشرطة",
    "مديرية",
    "الأحوال",
    "المدنية",
    "بيان",
    "قرار",
    "لجنة",
    "أمنية",
    "اجتماع",
    "توجيه",
    "متابعة",
    "مراقبة",
    "عناصر",
    "مسلحين",
    "مجموعة",
    "منطقة",
    "طريق",
    "سيارة",
    "نوع",
    "لون",
    "بيضاء",
    "وقد",
    "كان",
    "بحوزته",
    "وثائق",
    "شخصية",
    "هوية",
    "جواز",
    "سفر",
    "مبلغ",
    "مالي",
    "ليرة",
    "سورية",
    "يوم",
    "الساعة",
    "صباحا",
];

/// Rarer words: two stems and a suffix give some twenty thousand.
fn rare(random: &mut Random) -> String {
    const A: &[&str] = &[
        "مست", "مت", "ان", "اس", "تف", "تق", "مح", "مر", "كن", "طر", "سل", "بر", "جم", "حر", "خط",
        "دف",
    ];
    const B: &[&str] = &[
        "قب", "علم", "خرج", "حفظ", "رسل", "نزل", "شهد", "كتب", "فتح", "غلق", "ضبط", "عمل", "سكن",
        "زرع", "طبع", "نظم",
    ];
    const C: &[&str] = &["", "ات", "ين", "ون", "ة", "ي", "ها", "هم", "نا", "ية"];
    format!(
        "{}{}{}",
        A[random.skewed(A.len())],
        B[random.below(B.len())],
        C[random.skewed(C.len())]
    )
}

fn page(random: &mut Random, item: u32, number: u32) -> PageDoc {
    let mut text = String::new();
    let year = 2011 + random.below(6);
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    text.push_str(&format!(
        "الرقم: {}/{}\nالتاريخ: {day}/{month}/{year}\n",
        100 + random.below(9000),
        ["ص", "أ", "م.ن"][random.below(3)]
    ));
    for word in 0..180 + random.below(80) {
        match random.below(40) {
            0 => text.push_str(&format!(
                "{} {} {} ",
                NAMES[random.skewed(NAMES.len())],
                NAMES[random.below(NAMES.len())],
                FAMILIES[random.below(FAMILIES.len())]
            )),
            1 => text.push_str(&format!("{} ", random.below(100_000))),
            2..=6 => text.push_str(&format!("{} ", rare(random))),
            _ => text.push_str(&format!("{} ", WORDS[random.skewed(WORDS.len())])),
        }
        if word % 14 == 13 {
            text.push('\n');
        }
    }
    PageDoc {
        item: ItemId::new(item),
        accession: AccessionId::new(1 + item % 4),
        page: number,
        text,
        title: String::new(),
        path: format!(
            "{}/{year}/{item:06}.pdf",
            ["أرشيف", "الفرع 41", "متفرقات", "الصور"][(item % 4) as usize]
        ),
        kind: ["pdf", "docx", "jpeg"][random.skewed(3)].to_owned(),
        state: ItemState::ALL[random.skewed(3)],
        quality: None,
        dates: vec![format!("{year}-{month:02}-{day:02}")],
        language: "ar".to_owned(),
        modified: None,
    }
}

/// Lines of the query language, with what FTS5 is asked for the same, where it can be.
fn queries(random: &mut Random) -> Vec<(&'static str, String, Option<String>)> {
    let fts = |word: &str| format!("\"{}\"", arabic::fold::fold(word, Classes::SPELLING));
    let mut out = Vec::new();
    for _ in 0..25 {
        let (a, b) = (
            WORDS[random.below(WORDS.len())],
            WORDS[random.below(WORDS.len())],
        );
        let (name, family) = (
            NAMES[random.below(NAMES.len())],
            FAMILIES[random.below(FAMILIES.len())],
        );
        out.push(("word", a.to_owned(), Some(fts(a))));
        out.push((
            "two words",
            format!("{a} {b}"),
            Some(format!("{} AND {}", fts(a), fts(b))),
        ));
        out.push((
            "phrase",
            format!("\"{a} {b}\""),
            Some(fts(&format!("{a} {b}"))),
        ));
        out.push((
            "name phrase",
            format!("\"{name} {family}\""),
            Some(fts(&format!("{name} {family}"))),
        ));
        out.push((
            "either",
            format!("{a} OR {b}"),
            Some(format!("{} OR {}", fts(a), fts(b))),
        ));
        out.push((
            "without",
            format!("{a} -{b}"),
            Some(format!("{} NOT {}", fts(a), fts(b))),
        ));
        let stem: String = rare(random).chars().take(4).collect();
        let prefix = arabic::fold::fold(&stem, Classes::SPELLING);
        out.push(("prefix", format!("{stem}*"), Some(format!("{prefix}*"))));
        out.push((
            "near",
            format!("\"{a} {b}\"~5"),
            Some(format!("NEAR({} {}, 5)", fts(a), fts(b))),
        ));
        let word = rare(random);
        out.push(("rare word", word.clone(), Some(fts(&word))));
        out.push(("fuzzy", format!("{word}~1"), None));
        out.push((
            "fields",
            format!("{a} kind:pdf date:2013-01..2013-06"),
            None,
        ));
        out.push((
            "Latin name",
            [
                "Yousef al-Haddad",
                "Abdulrahman Khatib",
                "Ghassan Chami",
                "Walid Najjar",
            ][random.below(4)]
            .to_owned(),
            None,
        ));
    }
    out
}

fn line(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at =
        |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!(
        "{what:<24} n {:>4}   p50 {:>8.2} ms   p99 {:>8.2} ms   max {:>8.2} ms",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages: usize = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let mut random = Random(20_130_611);
    let mut items: Vec<Vec<PageDoc>> = Vec::new();
    let mut made = 0;
    while made < pages {
        let item = items.len() as u32 + 1;
        let count = (1 + random.skewed(5)).min(pages - made);
        items.push(
            (1..=count as u32)
                .map(|number| page(&mut random, item, number))
                .collect(),
        );
        made += count;
    }
    let bytes: usize = items.iter().flatten().map(|p| p.text.len()).sum();
    println!(
        "{made} pages of {} items, {} MB of text",
        items.len(),
        bytes / 1_000_000
    );

    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    let index = Index::create(&folder.path().join("index"))?;
    let mut writer = index.writer()?;
    for group in &items {
        writer.put_item(&group[0].item, group)?;
    }
    writer.commit(1)?;
    let took = start.elapsed();
    println!(
        "isnad index built in {:.1} s, {:.0} pages/s",
        took.as_secs_f64(),
        made as f64 / took.as_secs_f64()
    );
    drop(writer);

    let start = Instant::now();
    let mut sqlite = rusqlite::Connection::open(folder.path().join("fts.sqlite"))?;
    sqlite.execute_batch("pragma journal_mode=wal; create virtual table page using fts5(text, content='', tokenize=\"unicode61\");")?;
    let bulk = sqlite.transaction()?;
    {
        let mut insert = bulk.prepare("insert into page(rowid, text) values (?1, ?2)")?;
        for (row, page) in items.iter().flatten().enumerate() {
            insert.execute((
                row as i64,
                arabic::fold::fold(&page.text, Classes::SPELLING),
            ))?;
        }
    }
    bulk.commit()?;
    let took = start.elapsed();
    println!(
        "SQLite FTS5 built in {:.1} s, {:.0} pages/s (folded text, no stored text, no other field)",
        took.as_secs_f64(),
        made as f64 / took.as_secs_f64()
    );

    let scope: BTreeSet<AccessionId> = (1..=4).map(AccessionId::new).collect();
    let lines = queries(&mut random);
    let request = Request {
        offset: 0,
        limit: 20,
        sort: Sort::Relevance,
        facets: true,
    };
    let mut ours: Vec<(&str, Duration)> = Vec::new();
    let mut theirs: Vec<(&str, Duration)> = Vec::new();
    for round in 0..2 {
        for (what, line, fts) in &lines {
            let start = Instant::now();
            let query = Query::parse(line, Options::default())?;
            let hits = index.search(&query, &scope, &request)?;
            let took = start.elapsed();
            // The first round only warms.
            if round == 1 {
                ours.push((what, took));
                std::hint::black_box(hits.pages);
            }
            if let Some(fts) = fts {
                let start = Instant::now();
                let mut count =
                    sqlite.prepare_cached("select count(*) from page where page match ?1")?;
                let pages: i64 = count.query_row([fts], |row| row.get(0))?;
                let mut first = sqlite.prepare_cached(
                    "select rowid from page where page match ?1 order by rank limit 20",
                )?;
                let rows: Vec<i64> = first
                    .query_map([fts], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                if round == 1 {
                    theirs.push((what, start.elapsed()));
                    std::hint::black_box((pages, rows));
                }
            }
        }
    }
    println!("\nisnad: count, 20 hits with snippets, six facets, rights filter");
    let mut kinds: Vec<&str> = ours.iter().map(|(what, _)| *what).collect();
    kinds.dedup();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in &kinds {
        line(
            kind,
            ours.iter()
                .filter(|(what, _)| what == kind)
                .map(|(_, t)| *t)
                .collect(),
        );
    }
    line("all", ours.iter().map(|(_, t)| *t).collect());
    line(
        "those FTS5 can do",
        ours.iter()
            .filter(|(w, _)| theirs.iter().any(|(v, _)| w == v))
            .map(|(_, t)| *t)
            .collect(),
    );
    println!("\nSQLite FTS5: count, 20 row numbers by rank; no snippet, facet or filter");
    for kind in kinds
        .iter()
        .filter(|kind| theirs.iter().any(|(what, _)| what == *kind))
    {
        line(
            kind,
            theirs
                .iter()
                .filter(|(what, _)| what == kind)
                .map(|(_, t)| *t)
                .collect(),
        );
    }
    line("all", theirs.iter().map(|(_, t)| *t).collect());
    Ok(())
}
