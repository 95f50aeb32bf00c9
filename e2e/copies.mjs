// Copies in the fictional leak, and what a person must see of them.

import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A word that stands in no other paper. */
export const WORD = "زنبقستان";

const letter = (number, day, person) =>
  [
    "الجمهورية العربية",
    "فرع المحفوظات",
    `الرقم: ${number}/س`,
    `التاريخ: ${day}/3/2013`,
    "إلى السيد رئيس الفرع",
    `نعلمكم أن المدعو ${person} من أهالي ${WORD} موقوف لدينا منذ ثلاثة أيام وأنه أحيل إلى القسم المختص أصولا`,
    "يرجى الاطلاع وإجراء ما يلزم وإعلامنا بالنتيجة في أقرب وقت مع الشكر",
    "رئيس القسم",
    "",
  ].join("\n");

/** Puts two near copies, another letter of the same form, and a photograph twice among the files. */
export function copies(files) {
  const folder = join(files, "نسخ");
  mkdirSync(folder);
  const text = letter(418, 7, "سامر بلوط الصنوبري");
  writeFileSync(join(folder, "كتاب 418.txt"), text);
  writeFileSync(join(folder, "كتاب 418-1.txt"), `${text}صورة إلى الديوان\n`);
  writeFileSync(join(folder, "كتاب 419.txt"), letter(419, 9, "نادر شربين الحوراني"));
  const all = readdirSync(files, { recursive: true }).map(String).sort();
  const photo = all.find((name) => /\.jpe?g$/i.test(name) && !name.includes("صورة.jpg"));
  copyFileSync(join(files, photo), join(folder, "صورة ثانية.jpg"));
}

/** Folding in search, the panel and the comparison, for a person who may read the accession. */
export async function journey({ page, outsider, at, test, check, shot, violations, refusals }) {
  const search = (more = "") => at(`/search?q=${encodeURIComponent(WORD)}${more}`);
  let near = null;

  await test("copies are shown unless folding is asked for, and each hit says how many there are", async () => {
    await page.goto(search());
    check((await page.locator("[data-hit]").count()) === 3, "not all three are shown");
    check((await page.locator("[data-copies]").count()) === 2, "two hits have a copy");
    await Promise.all([page.waitForNavigation(), page.click("[data-fold-copies]")]);
    check(new URL(page.url()).searchParams.get("copies") === "fold", page.url());
    check((await page.locator("[data-hit]").count()) === 2, "they are not folded");
    check((await page.locator("[data-copies]").count()) === 1, "the folded one does not say so");
    await shot(page, "folded");
    await Promise.all([page.waitForNavigation(), page.click("[data-fold-copies]")]);
    check((await page.locator("[data-hit]").count()) === 3, "they cannot be unfolded");
  });

  await test("the panel shows a near copy with its likeness, and the two side by side from the keyboard", async () => {
    await page.goto(search());
    await Promise.all([page.waitForNavigation(), page.locator("[data-copies]").first().click()]);
    check((await page.locator("[data-copy]").count()) === 1, "not one copy");
    check(/9\d/.test(await page.locator("[data-copy]").innerText()), await page.locator("[data-copy]").innerText());
    await shot(page, "copies");
    await page.locator("[data-compare]").focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    near = page.url();
    check((await page.locator("[data-places='1']").count()) === 1, "the number of places");
    const marked = (await page.locator(".difftext ins, .difftext del").allInnerTexts()).join("").trim();
    check(marked === "صورة إلى الديوان", marked);
    check((await page.locator(".difftext").getAttribute("dir")) === "rtl", "the direction");
    await page.locator("[data-first-place]").focus();
    await page.keyboard.press("Enter");
    check(new URL(page.url()).hash === "#place-1", page.url());
    check(await page.locator("#place-1").isVisible(), "the place is not there");
    await shot(page, "compared");
  });

  await test("nothing of a photograph is sent with its copies", async () => {
    const images = [];
    const listen = (request) => /\/image$/.test(new URL(request.url()).pathname) && images.push(request.url());
    const found = await page.request.get(at(`/items?type=image%2Fjpeg`)).then((a) => a.text());
    const pictures = [...found.matchAll(/href="(\/documents\/ISN-[\d.]+)"/g)].map((m) => m[1]);
    page.on("request", listen);
    let seen = 0;
    for (const path of pictures) {
      await page.goto(at(`${path}?tab=copies`));
      if ((await page.locator("[data-cover]").count()) === 0) images.length = 0;
      else if ((await page.locator("[data-copy]").count()) > 0) {
        seen += 1;
        check((await page.locator("[data-copy] img").count()) === 0, "an image among the copies");
        const other = await page.locator("[data-copy] a").first().getAttribute("href");
        await page.goto(at(`${path}/compare/${other.split("/").pop()}`));
        await page.waitForLoadState("networkidle");
        check(images.length === 0, `asked for: ${images}`);
      }
    }
    page.off("request", listen);
    check(seen > 0, "no covered photograph has a copy");
  });

  await test("axe finds nothing: copies and comparison", async () => {
    for (const address of [near, near.replace(/\/compare\/.*/, "?tab=copies"), search("&copies=fold")]) {
      await page.goto(address);
      const found = await violations(page);
      check(found.length === 0, `${address}: ${JSON.stringify(found)}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, `${address} is ${wide} px too wide`);
    }
  });

  await test("who may not read them learns of no copy", async () => {
    const answer = await refusals(() => outsider.goto(near));
    check(answer.status() === 404, `answered ${answer.status()}`);
    await outsider.goto(search("&copies=fold"));
    check((await outsider.locator("[data-hit], [data-copies]").count()) === 0, "something is found");
  });
}
