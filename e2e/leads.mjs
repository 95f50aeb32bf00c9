// Two lists of invented people and the leads between them: 20 pairs that are one person by the truth of
// this file, brothers and homonyms beside them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

// Given, father, family, mother: in Arabic and as another office wrote them.
const PEOPLE = [
  ["سامر", "يوسف", "الحداد", "هدى", "Samer", "Yousef", "Haddad", "Huda"],
  ["ليلى", "قاسم", "النجار", "سعاد", "Leila", "Kassem", "Najjar", "Souad"],
  ["خالد", "عمر", "الصباغ", "أمينة", "Khaled", "Omar", "Sabbagh", "Amina"],
  ["رنا", "فؤاد", "الخياط", "سلمى", "Rana", "Fouad", "Khayyat", "Salma"],
  ["طارق", "نبيل", "البيطار", "مريم", "Tarek", "Nabil", "Bitar", "Mariam"],
  ["هالة", "جمال", "السمان", "نجاة", "Hala", "Jamal", "Samman", "Najat"],
  ["زياد", "منير", "الزيات", "وداد", "Ziad", "Mounir", "Zayyat", "Widad"],
  ["دانا", "سليم", "الكيال", "إلهام", "Dana", "Salim", "Kayyal", "Ilham"],
  ["بشار", "حسان", "القصاب", "ناديا", "Bashar", "Hassan", "Kassab", "Nadia"],
  ["منى", "رياض", "الحلاق", "عائشة", "Mona", "Riad", "Hallak", "Aisha"],
  ["فارس", "عدنان", "الدباغ", "خديجة", "Fares", "Adnan", "Dabbagh", "Khadija"],
  ["سوسن", "ماجد", "العطار", "رشا", "Sawsan", "Majed", "Attar", "Rasha"],
  ["وليد", "غسان", "الفران", "لمياء", "Walid", "Ghassan", "Farran", "Lamia"],
  ["نور", "باسم", "الساعاتي", "فدوى", "Nour", "Bassem", "Saati", "Fadwa"],
  ["كريم", "سمير", "الطحان", "سناء", "Karim", "Samir", "Tahhan", "Sanaa"],
  ["رولا", "أنور", "الرسام", "هناء", "Rola", "Anwar", "Rassam", "Hanaa"],
  ["ماهر", "توفيق", "البنا", "زينب", "Maher", "Tawfik", "Banna", "Zeinab"],
  ["عبير", "شكري", "الجمال", "كوثر", "Abir", "Shukri", "Jammal", "Kawthar"],
  ["أيمن", "راتب", "الحكيم", "نهلة", "Ayman", "Rateb", "Hakim", "Nahla"],
  ["جنى", "لؤي", "الشماع", "ميساء", "Jana", "Louay", "Shammaa", "Maysaa"],
];

const OFFICES = { register: "سجل مخترع للموقوفين", reports: "Invented family reports" };

/** Writes both lists and, once their numbers are known, the leads. */
export function lists(folder) {
  const place = (name) => join(folder, name);
  const year = (n) => 1960 + n;
  const register = ["الرقم,الاسم,اسم الأب,الكنية,اسم الأم,المواليد"];
  const reports = ["no,given name,father name,family name,mother name,birth year"];
  PEOPLE.forEach(([given, father, family, mother, latin, latinFather, latinFamily, latinMother], n) => {
    register.push([n + 1, given, father, family, mother, year(n)].join(","));
    // Every fourth family remembers another year.
    reports.push([`F${n + 1}`, latin, latinFather, latinFamily, latinMother, year(n) - (n % 4 === 0 ? 1 : 0)].join(","));
  });
  // A brother of the first, and somebody who bears the name of the second by chance.
  register.push([21, "أسامة", "يوسف", "الحداد", "هدى", 1966].join(","), [22, "ليلى", "قاسم", "النجار", "منال", 1991].join(","));
  writeFileSync(place("register.csv"), `${register.join("\n")}\n`);
  writeFileSync(place("reports.csv"), `${reports.join("\n")}\n`);
  return { register: place("register.csv"), reports: place("reports.csv"), names: OFFICES };
}

const step = (field, left, right, level, weight, one_in) => ({ field, left, right, level, weight, ...(one_in ? { one_in } : {}) });

/** The leads as JSON lines; `register` and `reports` are the numbers of the items. */
export function leads(register, reports) {
  const lines = PEOPLE.map(([given, father, family, mother, latin, latinFather, latinFamily, latinMother], n) => {
    const conflict = n % 5 === 0;
    const steps = [
      step("given", given, latin, "same_by_spelling", 6.1, 310 - 7 * n),
      step("father", father, latinFather, "same_by_spelling", 3.4, 41 + n),
      step("family", family, latinFamily, "same_by_letter_rules", 5.2, 190),
      step("mother", mother, latinMother, "same_by_spelling", 5.9, 160),
      n % 4 === 0
        ? step("birth_year", `${1960 + n}`, `${1959 + n}`, "near_year", conflict ? -3.4 : 2)
        : step("birth_year", `${1960 + n}`, `${1960 + n}`, "same", 4.1, 60),
    ];
    if (conflict && n % 4 !== 0) steps[4].weight = -3.2;
    const account = { prior: -13.2, steps, probability: conflict ? 0.71 : 0.94, others: [["sibling", conflict ? 0.2 : 0.04], ["unrelated", conflict ? 0.09 : 0.02]] };
    return { left: `${register}:${n + 2}`, right: `${reports}:${n + 2}`, account };
  });
  lines.push({
    left: `${register}:22`,
    right: `${reports}:2`,
    account: {
      prior: -13.2,
      steps: [
        step("given", "أسامة", "Samer", "different", -5.8),
        step("father", "يوسف", "Yousef", "same_by_spelling", 3.4, 41),
        step("family", "الحداد", "Haddad", "same_by_letter_rules", 5.2, 190),
        step("mother", "هدى", "Huda", "same_by_spelling", 5.9, 160),
        step("birth_year", "1966", "1959", "different", -4.4),
      ],
      probability: 0.004,
      others: [["sibling", 0.93], ["unrelated", 0.066]],
    },
  });
  lines.push({
    left: `${register}:23`,
    right: `${reports}:3`,
    account: {
      prior: -13.2,
      steps: [
        step("given", "ليلى", "Leila", "same_by_spelling", 5.9, 240),
        step("father", "قاسم", "Kassem", "same_by_spelling", 5.1, 120),
        step("family", "النجار", "Najjar", "same_by_letter_rules", 4.4, 88),
        step("mother", "منال", "Souad", "different", -5.1),
        step("birth_year", "1991", "1961", "different", -6.6),
      ],
      probability: 0.002,
      others: [["unrelated", 0.95], ["cousin", 0.048]],
    },
  });
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

/** Leads whose two records are one person by this file: those of the same row. */
export const isPair = (left, right) => left.split(":")[1] === right.split(":")[1];
