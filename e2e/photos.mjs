// Photographs: counted, read and described without being shown; uncovered step by step, each step in the
// record; and a walk over every page and route as every role that finds no picture without such an entry.

import { copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const STEPS = ["blurred", "small", "grey", "colour"];
/** After so many pictures without a pause the served workbench suggests one. */
export const PAUSE_AFTER = 2;

function pictures(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return pictures(path);
    return /\.jpe?g$/i.test(name) ? [path] : [];
  });
}

/** Lays a copy of a photograph into a folder of another detainee: its label has to be looked at. */
export function misplaced(files) {
  const [photo] = pictures(join(files, "الصور")).sort();
  const folder = join(files, "الصور", "2013", "2013-01-05", "مصور 9", "98765");
  mkdirSync(folder, { recursive: true });
  copyFileSync(photo, join(folder, "DSCN0007.JPG"));
}

export async function photos({ store, people, test, check, visitor, signIn, refusals, at, shot, violations }) {
  const page = await visitor();
  await signIn(page, people.analyst);
  const api = async (path, reader = page) => reader.request.get(at(`/api/v1${path}`)).then((a) => a.json());
  const all = (await api("/photos")).list;
  const waiting = all.find((photo) => photo.path.includes("98765"));
  const twin = all.find((photo) => photo.item === waiting.copy_of || photo.copy_of === waiting.item);
  const image = (item, step) => at(`/documents/${item}/pages/1/image?step=${step}`);
  const status = async (address) => (await refusals(() => page.request.get(address))).status();
  // What the security officer reads of it: object and reason of everything that was uncovered.
  const record = async () =>
    store
      .isnad("audit", "--limit", "20000", "--jsonl", "--user", people.security.name)
      .trim()
      .split("\n")
      .filter((row) => row.includes('"reveal-image"'));
  /** Every picture that the page asks for while something is done. */
  const asked = async (what) => {
    const images = [];
    const listen = (request) => /\/image$/.test(new URL(request.url()).pathname) && images.push(request.url());
    page.on("request", listen);
    await what();
    await page.waitForLoadState("networkidle");
    page.off("request", listen);
    return images;
  };

  await test("photographs are counted, the chart and its table say the same, each figure opens its set", async () => {
    const images = await asked(() => page.goto(at("/photos?by=branch&measure=photos")));
    check(images.length === 0, `${images}`);
    const bars = await page.locator(".chart b").allTextContents();
    const cells = await page.locator("#figures tbody tr:not(.whole) td:nth-child(3)").allTextContents();
    check(bars.length > 0 && bars.join() === cells.join(), `${bars} / ${cells}`);
    const whole = await page.locator("#figures tr.whole td").allTextContents();
    check(Number(whole[0]) === all.length, `${whole[0]} files, not ${all.length}`);
    const figures = await page.locator("#figures a").evaluateAll((links) => links.map((a) => [a.textContent, a.getAttribute("href")]));
    check(figures.length > 8, `${figures.length} figures`);
    for (const [text, href] of figures) {
      const images = await asked(() => page.goto(at(href)));
      check(images.length === 0 && (await page.locator("main img").count()) === 0, `${href} shows a picture`);
      const groups = await page.locator("section.set h2").count();
      const tiles = await page.locator(".tile").count();
      check([groups, tiles].includes(Number(text)), `${href}: ${groups} groups, ${tiles} tiles, not ${text}`);
    }
    await shot(page, "photo-set");
    const table = await page.request.get(at("/photos/figures.csv?by=month")).then((a) => a.text());
    check(table.startsWith("of,files,photos,series,bodies,series_without_number\r\n"), table);
    check((await status(at("/photos?by=rubbish"))) === 400, "rubbish is taken");
  });

  await test("a label is read by keyboard alone: shown on a key, corrected, saved; the picture is never asked for", async () => {
    await page.goto(at(`/photos/labels?item=${waiting.item}`));
    check((await page.locator("[data-crop] img").count()) === 0, "the label is shown at once");
    const doubt = await page.textContent(".asked.doubted");
    check(doubt.includes("98765"), doubt);
    const unseeing = await visitor();
    await signIn(unseeing, people.investigator);
    await unseeing.goto(at(`/photos/labels?item=${waiting.item}`));
    await refusals(async () => {
      await unseeing.keyboard.press("a");
      await unseeing.waitForSelector("[role=alert]");
    });
    await unseeing.context().close();
    check(!(await api(`/photos/${waiting.item}`)).read_by_person, "read by somebody who saw nothing");
    // Esc while the label is on its way: it does not come.
    await page.route("**/reveal*", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await page.keyboard.press("l");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(900);
    check((await page.locator("[data-crop] img").count()) === 0, "the label comes after Esc");
    await page.unroute("**/reveal*");
    check((await status(at(`/photos/${waiting.item}/labels/0/image`))) === 409, "the label is not covered");
    const images = await asked(async () => {
      await page.keyboard.press("l");
      await page.waitForFunction(() => document.querySelector("[data-crop] img")?.naturalWidth > 0);
    });
    check(images.length === 1 && images[0].includes("/labels/0/"), `${images}`);
    await shot(page, "label-queue");
    await page.keyboard.press("Escape");
    check((await page.locator("[data-crop] img").count()) === 0, "Esc leaves the label");
    await page.waitForTimeout(200);
    check((await status(at(`/photos/${waiting.item}/labels/0/image`))) === 409, "the address still shows it");
    await page.keyboard.press("e");
    const field = await page.evaluate(() => document.activeElement.name);
    check(field === "detainee_number", `the focus is on ${field}`);
    await page.keyboard.type("no number");
    await refusals(() => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]));
    check((await page.inputValue("[name=detainee_number]")) === "no number", "what was typed is lost");
    check((await page.locator("[role=alert]").count()) === 1, "nothing is said");
    await page.fill("[name=detainee_number]", "٩٨٧٦٥");
    await page.evaluate(() => document.activeElement.blur());
    await Promise.all([page.waitForNavigation(), page.keyboard.press("a")]);
    check((await page.textContent("#count")).includes(waiting.item), await page.textContent("#count"));
    const now = await api(`/photos/${waiting.item}`);
    check(now.read_by_person && !now.review && now.fields.detainee_number === "98765", JSON.stringify(now.fields));
    const other = await api(`/photos/${twin.item}`);
    check(other.read_by_person && other.fields.detainee_number === "98765", "the copy is to be read again");
    const trail = await api(`/documents/${waiting.item}/custody`);
    check(trail.some((step) => step.act === "LabelReviewed"), "no act in the trail");
  });

  await test("a photograph is uncovered step by step, for a reason; Esc covers it, for its address too", async () => {
    await page.goto(at(`/documents/${twin.item}`));
    const told = await page.textContent("[data-cover] .known");
    check(told.includes(twin.fields.body_number), `what is known is not told: ${told}`);
    await page.click("[data-reveal] button");
    check((await page.locator("img.scan").count()) === 0, "without a reason");
    for (const step of STEPS) check((await status(image(twin.item, step))) === 409, `${step} is not covered`);
    const early = await refusals(() => page.request.post(at(`/api/v1/documents/${twin.item}/pages/1/reveals`), { data: { step: "colour", reason: "identify" }, headers: { origin: store.address } }));
    check(early.status() === 400, `colour at once: ${early.status()}`);
    await page.selectOption("[data-reveal] [name=reason]", "identify");
    const widths = [];
    for (const step of STEPS) {
      const images = await asked(async () => {
        if (step === "blurred") await page.click("[data-reveal] button");
        else await page.keyboard.press("v");
        await page.waitForFunction((name) => document.querySelector(`img.step-${name}`)?.naturalWidth > 0, step);
      });
      check(images.length === 1 && images[0].endsWith(`step=${step}`), `${images}`);
      widths.push(await page.evaluate(() => document.querySelector("img.scan").naturalWidth));
      for (const further of STEPS.slice(STEPS.indexOf(step) + 1))
        check((await status(image(twin.item, further))) === 409, `${step} uncovers ${further}`);
      if (step === "blurred") {
        await shot(page, "photo-blurred");
        // A key that is held is one act.
        await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "v", repeat: true, bubbles: true })));
        await page.waitForTimeout(300);
        check((await page.locator("img.step-blurred").count()) === 1, "a held key goes on by itself");
      }
    }
    check(widths[0] <= 320 && widths[1] <= 320 && widths[2] > 320, widths.join());
    const rows = await record();
    for (const step of STEPS) check(rows.some((row) => row.includes(`${twin.item}#p1 ${step}`) && row.includes("identify")), `no record of ${step}`);
    await page.keyboard.press("Escape");
    check((await page.locator("img.scan").count()) === 0 && (await page.locator("[data-cover]").count()) === 1, "Esc");
    await page.waitForTimeout(200);
    for (const step of STEPS) check((await status(image(twin.item, step))) === 409, `${step} after Esc`);
  });

  await test("one reveal for a group of copies, and what is seen through it is recorded", async () => {
    await page.goto(at(`/documents/${twin.item}`));
    await page.selectOption("[data-reveal] [name=reason]", "series");
    await page.click("[data-reveal] button");
    await page.waitForFunction(() => document.querySelector("img.step-blurred")?.naturalWidth > 0);
    check((await status(image(waiting.item, "small"))) === 409, "more than was uncovered");
    check((await status(image(waiting.item, "blurred"))) === 200, "the copy is covered");
    check((await record()).some((row) => row.includes(`${waiting.item}#p1 blurred`) && row.includes(twin.item)), "no record of the copy");
    const stranger = all.find((photo) => ![twin.item, waiting.item].includes(photo.item) && photo.copy_of === null);
    check((await status(image(stranger.item, "blurred"))) === 409, "another photograph is uncovered");
  });

  await test("a pause is suggested after so many pictures, and nothing is locked", async () => {
    const today = await api("/exposure");
    check(today.pictures === PAUSE_AFTER && today.pause_after === PAUSE_AFTER, JSON.stringify(today));
    await page.goto(at("/photos"));
    check((await page.locator("#exposure.warn").count()) === 1, await page.textContent("#exposure"));
    const third = all.find((photo) => ![twin.item, waiting.item].includes(photo.item));
    await page.goto(at(`/documents/${third.item}`));
    await page.selectOption("[data-reveal] [name=reason]", "label");
    await page.click("[data-reveal] button");
    await page.waitForFunction(() => document.querySelector("img.step-blurred")?.naturalWidth > 0);
    check((await page.textContent("#exposure")).includes("3"), await page.textContent("#exposure"));
    const other = await visitor();
    await signIn(other, people.investigator);
    const theirs = await api("/exposure", other);
    check(theirs.pictures === 0, JSON.stringify(theirs));
    await other.context().close();
  });

  await test("a print leaves the photograph out, until a person says why it has to be on paper", async () => {
    const shown = (selector) => page.evaluate((s) => getComputedStyle(document.querySelector(s)).display !== "none", selector);
    await page.emulateMedia({ media: "print" });
    check(!(await shown("img.scan")) && (await shown(".print-covered")), "the photograph would be printed");
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      globalThis.print = () => (globalThis.printed = getComputedStyle(document.querySelector("img.scan")).display !== "none" && document.querySelector("img.scan").classList.contains("printable"));
    });
    await page.click(".print-it summary");
    await page.fill(".print-it [name=reason]", "annex 3 of the request");
    await page.click(".print-it button");
    await page.waitForFunction(() => globalThis.printed === true);
    check((await page.locator("img.printable").count()) === 0, "the next print would have it, too");
    check((await record()).some((row) => row.includes("printed") && row.includes("annex 3 of the request")), "no record");
  });

  await test("what one person saw and wrote down, the next reads instead of looking", async () => {
    await page.goto(at(`/documents/${twin.item}?tab=photo`));
    await page.check("[name=tag][value=no_person]");
    await page.fill("textarea[name=words]", "A white card on grey cloth.");
    await Promise.all([page.waitForNavigation(), page.click(".describe button[type=submit]")]);
    const next = await visitor({ lang: "ar" });
    await signIn(next, people.investigator);
    await next.goto(at(`/documents/${twin.item}`));
    const told = await next.textContent("[data-cover] .known");
    check(told.includes("A white card on grey cloth.") && told.includes("لا شخص"), told);
    await next.goto(at("/photos/set"));
    check((await next.textContent(".prepare")).includes("لا شخص"), await next.textContent(".prepare"));
    await shot(next, "photo-set-ar");
    await next.context().close();
  });

  await test("without a script a photograph is uncovered step by step as well", async () => {
    const plain = await page.context().browser().newContext({ javaScriptEnabled: false });
    const reader = await plain.newPage();
    await signIn(reader, people.analyst);
    await reader.goto(at(`/documents/${twin.item}`));
    await reader.selectOption("[data-reveal] [name=reason]", "court");
    await Promise.all([reader.waitForNavigation(), reader.click("[data-reveal] button")]);
    check((await reader.locator("img.step-blurred").count()) === 1, reader.url());
    await Promise.all([reader.waitForNavigation(), reader.click("[data-next-step] button")]);
    check((await reader.locator("img.step-small").count()) === 1, reader.url());
    await reader.goto(at(`/documents/${twin.item}`));
    check((await reader.locator("img.scan").count()) === 0, "it is shown again by itself");
    await reader.goto(at(`/photos/labels?item=${twin.item}`));
    await Promise.all([reader.waitForNavigation(), reader.click("[data-label-reveal] button")]);
    check((await reader.evaluate(() => document.querySelector("[data-crop] img").naturalWidth)) > 0, "no label");
    await plain.close();
  });

  // The walk: each role, each page that a link leads to, each route that the description names.
  for (const person of [people.analyst, people.investigator, people.outsider, people.security, people.reviewerA, people.administrator]) {
    await test(`no page and no route gives ${person.name} a picture of a photograph without a record`, async () => {
      const reader = await visitor();
      await signIn(reader, person);
      const token = await reader.evaluate(() => document.querySelector("[name=csrf]").value);
      await reader.request.post(at("/cover"), { form: { csrf: token }, headers: { origin: store.address } });
      const before = (await record()).length;
      const covered = new Set(all.map((photo) => photo.item));
      const seen = new Set();
      const open = ["/", "/photos", "/photos/set", "/photos/labels", "/items?type=image%2Fjpeg"];
      const described = await reader.request.get(at("/api/v1/openapi.json")).then((a) => a.json());
      for (const [route, methods] of Object.entries(described.paths)) {
        if (!methods.get) continue;
        for (const photo of all)
          open.push(route.replace("{id}", photo.item).replace("{n}", "1").replace("{label}", "0").replace("{accession}", photo.accession));
      }
      for (const photo of all) {
        open.push(`/documents/${photo.item}`, `/photos/${photo.item}`, `/photos/${photo.item}/labels/0/image`);
        for (const step of ["", ...STEPS, "label"]) {
          open.push(`/documents/${photo.item}/pages/1/image?step=${step}`, `/api/v1/documents/${photo.item}/pages/1/image?step=${step}`);
          open.push(`/documents/${photo.item}?n=1&uncovered=${step}&why=court`);
        }
      }
      let pages = 0;
      while (open.length > 0 && pages < 700) {
        const path = open.shift();
        // Many lists differ only in what they leave out; one of each kind of address with a cursor is enough.
        const key = path.replace(/([?&])(after|rank|page|sort)=[^&]*/g, "$1$2");
        if (seen.has(key) || path.startsWith("/assets/")) continue;
        seen.add(key);
        pages += 1;
        const answer = await reader.request.get(at(path), { maxRedirects: 5 });
        const type = answer.headers()["content-type"] ?? "";
        const item = /ISN-[\d.]+/.exec(path)?.[0];
        if (/^(image|video|audio|application\/octet)/.test(type)) check(!covered.has(item), `${path} gives ${type}`);
        if (!/json|html|text/.test(type)) continue;
        const text = await answer.text();
        check(!/data:image|base64,|"\\u00ff\\u00d8|iVBORw0KGgo/.test(text), `${path} carries a picture`);
        if (!type.includes("html")) continue;
        for (const [, src] of text.matchAll(/<(?:img|source|object|embed|iframe|video)[^>]*?(?:src|data)="([^"]*)"/g))
          check(!covered.has(/ISN-[\d.]+/.exec(src)?.[0]), `${path} asks for ${src}`);
        for (const [, href] of text.matchAll(/href="(\/[^"#]*)/g)) open.push(href.replaceAll("&amp;", "&").replaceAll("&#38;", "&"));
      }
      check(pages > 60, `${pages} pages`);
      check((await record()).length === before, "the walk uncovered something");
      await reader.context().close();
    });
  }

  for (const lang of ["en", "ar"]) {
    for (const dark of [false, true]) {
      const tone = dark ? "dark" : "light";
      const eye = await visitor({ lang, dark });
      await signIn(eye, people.analyst);
      for (const [name, path] of [
        ["photos", "/photos"],
        ["photos-month", "/photos?by=branch-month&measure=bodies"],
        ["photo-set", "/photos/set?by=all&measure=series"],
        ["photo-labels", `/photos/labels?item=${twin.item}`],
        ["photo-viewer", `/documents/${twin.item}?tab=photo`],
      ]) {
        await test(`axe finds nothing: ${name}, ${lang}, ${tone}`, async () => {
          await eye.goto(at(path));
          await eye.waitForLoadState("networkidle");
          await shot(eye, `${name}-${lang}-${tone}`);
          const found = await violations(eye);
          check(found.length === 0, found.join("\n"));
          const wide = await eye.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          check(wide <= 0, `the page is ${wide} px too wide`);
        });
      }
      await eye.context().close();
    }
  }
  await page.context().close();
}
