// Drives the workbench in a real browser: `node run.mjs PATH_OF_ISNAD`.

import { chromium } from "playwright-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { correction } from "./correction.mjs";
import { journey as copiesJourney } from "./copies.mjs";
import { matching } from "./matching.mjs";
import { photos } from "./photos.mjs";
import { PEOPLE, serve } from "./store.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "out");
mkdirSync(out, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const binary = process.argv[2];
if (!binary) {
  console.error("usage: node run.mjs PATH_OF_ISNAD");
  process.exit(2);
}

let passed = 0;
const failures = [];
async function test(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAIL  ${name}\n      ${String(error.message ?? error).split("\n").slice(0, 6).join("\n      ")}`);
  }
}
function check(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

const store = await serve(resolve(binary));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

// What must never happen on any page: a request elsewhere, an error in the console.
const outside = [];
const complaints = [];
let expected = 0;

async function visitor({ lang = "en", dark = false } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: lang,
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== store.address) outside.push(request.url());
  });
  page.on("console", (message) => {
    // A refused page is a failed load to the console; tests that ask for one say so.
    const refusal = /status of (403|404|409|400|429)/.test(message.text());
    if (message.type() === "error" && !(refusal && expected > 0)) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  return page;
}
async function refusals(body) {
  expected += 1;
  try {
    return await body();
  } finally {
    // The console speaks a little after the answer.
    await new Promise((done) => setTimeout(done, 150));
    expected -= 1;
  }
}
async function signIn(page, person, password = person.password) {
  await page.goto(`${store.address}/sign-in`);
  await page.fill("#name", person.name);
  await page.fill("#password", password);
  await Promise.all([page.waitForNavigation(), page.click("form[action='/sign-in'] button")]);
}
const at = (path) => `${store.address}${path}`;
const search = (query) => at(`/search?q=${encodeURIComponent(query)}`);
const shot = (page, name, fullPage = false) => page.screenshot({ path: join(out, `${name}.png`), fullPage });
async function violations(page) {
  // The policy of the pages forbids foreign scripts; the evaluator's own world is exempt.
  await page.evaluate(axe);
  const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), RULES);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
}

try {
  const page = await visitor();

  await test("nobody gets past the door without signing in", async () => {
    await page.goto(at("/search?q=x"));
    check(new URL(page.url()).pathname === "/sign-in", page.url());
    const answer = await refusals(() => page.request.get(at("/api/v1/status")));
    check(answer.status() === 401, `status ${answer.status()}`);
    check(answer.headers()["content-type"].startsWith("application/problem+json"), answer.headers()["content-type"]);
  });

  await test("a wrong password and an unknown name are answered alike", async () => {
    const texts = [];
    for (const person of [PEOPLE.analyst, { name: "nobody.here" }]) {
      await refusals(() => signIn(page, person, "wrong-password"));
      texts.push(await page.textContent("[role=alert]"));
    }
    check(texts[0] === texts[1] && texts[0].trim().length > 0, texts.join(" | "));
  });

  await test("signing in gives a session that scripts cannot read", async () => {
    await signIn(page, PEOPLE.analyst);
    check(new URL(page.url()).pathname === "/search", page.url());
    const cookies = await page.context().cookies();
    const session = cookies.find((cookie) => cookie.name === "isnad_session");
    check(session?.httpOnly && session.sameSite === "Strict" && session.value.length === 43, JSON.stringify(session));
  });

  await test("every page carries a policy without inline code and stays out of caches", async () => {
    const { headers } = await page.request.get(at("/search")).then((a) => ({ headers: a.headers() }));
    check(headers["content-security-policy"].includes("default-src 'none'"), headers["content-security-policy"]);
    check(!/unsafe|data:|\*/.test(headers["content-security-policy"]), headers["content-security-policy"]);
    check(headers["cache-control"] === "no-store", headers["cache-control"]);
    check(headers["x-content-type-options"] === "nosniff", "nosniff");
  });

  await test("a form from another origin, or without its token, is refused", async () => {
    const post = (headers, form) => page.request.post(at("/language"), { headers, form, maxRedirects: 0 });
    const elsewhere = await post({ Origin: "http://evil.test", "Sec-Fetch-Site": "cross-site" }, { lang: "fr" });
    const bare = await post({ Origin: store.address }, { lang: "fr", back: "/" });
    check(elsewhere.status() === 403 && bare.status() === 403, `${elsewhere.status()} ${bare.status()}`);
    const rebound = await page.request.get(at("/sign-in"), { headers: { Host: "evil.test" } });
    check(rebound.status() === 421, `host: ${rebound.status()}`);
  });

  // A question of the sample whose query is spelt otherwise than the paper has it.
  const variant =
    store.questions.find((q) => q.kind === "search" && q.class === "hamza") ??
    store.questions.find((q) => q.kind === "search" && q.query !== q.written);
  let opened = "";
  await test("Arabic in another spelling finds the paper that has it", async () => {
    check(variant && variant.query !== variant.written, "the sample has no question in a variant spelling");
    await page.goto(at("/search"));
    await page.fill("#q", variant.query);
    await Promise.all([page.waitForNavigation(), page.press("#q", "Enter")]);
    const paths = await page.locator(".hit .meta .path").allTextContents();
    check(paths.some((path) => variant.paths.includes(path)), `${variant.query}: ${paths.join(" | ")}`);
    check((await page.locator(".hit mark").count()) > 0, "no mark in the list");
    check((await page.textContent(".read-as")).includes(variant.query.split(" ")[0]), "no explanation");
    await shot(page, "search");
  });

  await test("j selects a hit, Enter opens it, and the hit is in sight", async () => {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    check((await page.locator(".hit.sel").count()) === 1, "nothing selected");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    opened = page.url();
    check(new URL(opened).pathname.startsWith("/documents/ISN-"), opened);
    const mark = page.locator("mark[data-mark]").first();
    const box = await mark.boundingBox();
    check(box && box.y > 0 && box.y < 900, `the mark lies at ${JSON.stringify(box)}`);
    await page.waitForLoadState("networkidle");
    await shot(page, "document");
  });

  await test("the page image is a picture made by the server with a box for a hit", async () => {
    const scan = page.locator("img.scan");
    if ((await scan.count()) === 0) {
      const withImage = await page.request.get(at(`/api/v1/search?q=kind:pdf&limit=1`)).then((a) => a.json());
      check(withImage.hits.length > 0, "no PDF in the sample");
      const words = withImage.hits[0].snippet.map((p) => p.text).join("").match(/[\u0621-\u064a]{4,}/)?.[0] ?? "";
      opened = at(`/documents/${withImage.hits[0].item}?q=${encodeURIComponent(words)}`);
      await page.goto(opened);
      await page.waitForLoadState("networkidle");
      await shot(page, "document-image");
    }
    const width = await scan.evaluate((image) => image.naturalWidth);
    check(width > 300, `the image is ${width} wide`);
    check((await page.locator(".boxes rect").count()) > 5, "no word boxes");
    check((await page.locator(".boxes rect.h").count()) > 0, "no box for the hit");
    await page.keyboard.press("o");
    check(await page.locator(".boxes.off").count() === 1, "O does not take the boxes away");
    await page.keyboard.press("o");
    await page.locator(".ln").first().click();
    check((await page.locator(".boxes rect.f").count()) > 0, "a chosen line has no boxes");
  });

  await test("custody is shown and holds when verified", async () => {
    await page.goto(opened);
    check((await page.locator(".trail li").count()) >= 2, "no trail");
    await Promise.all([page.waitForNavigation(), page.click(".verify button")]);
    check((await page.locator("#verdict.ok").count()) === 1, await page.textContent("main"));
    await shot(page, "verified");
    check((await page.locator("a[href$='/proof']").count()) === 0, "an analyst is offered what the role refuses");
  });

  await test("an investigator takes the proof along", async () => {
    const prover = await visitor();
    await signIn(prover, PEOPLE.investigator);
    await prover.goto(opened);
    check((await prover.locator("a[href$='/proof']").count()) === 1, "no proof offered");
    const proof = await prover.request.get(at(`${new URL(opened).pathname}/proof`));
    check(proof.status() === 200 && (await proof.text()).includes("tlog-proof"), `proof: ${proof.status()}`);
    check(proof.headers()["content-disposition"].startsWith("attachment"), proof.headers()["content-disposition"]);
    await prover.context().close();
  });

  for (const [lang, dir, word] of [["ar", "rtl", "البحث"], ["fr", "ltr", "Recherche"], ["nl", "ltr", "Zoeken"], ["en", "ltr", "Search"]]) {
    await test(`the language changes to ${lang} on the same page`, async () => {
      await page.goto(search(variant.query));
      const before = new URL(page.url()).search;
      if ((await page.getAttribute("html", "lang")) !== lang) {
        await Promise.all([page.waitForNavigation(), page.click(`.langs button[value=${lang}]`)]);
      }
      check((await page.getAttribute("html", "lang")) === lang, "lang");
      check((await page.getAttribute("html", "dir")) === dir, "dir");
      check(new URL(page.url()).search === before, `${page.url()} lost the query`);
      check((await page.textContent(".rail")).includes(word), await page.textContent(".rail"));
    });
  }

  await test("a query that cannot be read is shown with its place, and kept", async () => {
    await page.goto(search('نقل "الموقوف'));
    check((await page.locator("#q-fault mark.at").count()) === 1, "no place shown");
    check((await page.inputValue("#q")) === 'نقل "الموقوف', "the query is lost");
    await shot(page, "query-fault");
  });

  await test("a batch of queries gives a verdict a line, the bad line too", async () => {
    await page.goto(at("/search/batch"));
    await page.fill("#queries", `${variant.query}\n"not closed\n${variant.written}\nzzqqxx`);
    await Promise.all([page.waitForNavigation(), page.click("main form button")]);
    check((await page.locator("main tbody tr").count()) === 4, `${await page.locator("main tbody tr").count()} lines`);
    check((await page.locator("main tbody .st.warn").count()) === 1, "the bad line");
    check((await page.locator("main tbody .st.ok").count()) === 2, "the good lines");
  });

  await test("no byte of a photograph is sent before it is revealed, one image after, none after Esc", async () => {
    const found = await page.request.get(at("/items?type=image%2Fjpeg")).then((a) => a.text());
    const pictures = [...found.matchAll(/href="(\/documents\/ISN-[\d.]+)"/g)].map((m) => m[1]);
    check(pictures.length > 0, "no photograph in the sample");
    let covered = null;
    for (const path of pictures) {
      const images = [];
      const listen = (request) => /\/image$/.test(new URL(request.url()).pathname) && images.push(request.url());
      page.on("request", listen);
      await page.goto(at(path));
      await page.waitForLoadState("networkidle");
      if ((await page.locator("[data-cover]").count()) === 1) {
        covered = path;
        check(images.length === 0, `asked for before: ${images}`);
        const direct = await refusals(() => page.request.get(at(`/api/v1${path}/pages/1/image`)));
        check(direct.status() === 409, `the API answers ${direct.status()}`);
        await shot(page, "covered");
        if (await page.locator("[data-reveal] select").count()) await page.selectOption("[data-reveal] select", "identify");
        await page.click("[data-reveal] button");
        await page.waitForFunction(() => document.querySelector("img.scan")?.naturalWidth > 0);
        check(images.length === 1, `${images.length} requests after`);
        await page.keyboard.press("Escape");
        check((await page.locator("img.scan").count()) === 0, "the image is still there");
        check((await page.locator("[data-cover]").count()) === 1, "no cover came back");
        await page.reload();
        check((await page.locator("[data-cover]").count()) === 1, "a reload uncovers it");
        check(images.length === 1, `${images.length} requests in the end`);
      }
      page.off("request", listen);
      if (covered) break;
    }
    check(covered, "no photograph is covered");
  });

  await test("/ goes to the search field, ? opens the sheet, and both can be switched off", async () => {
    await page.goto(search(variant.query));
    await page.keyboard.press("/");
    check(await page.evaluate(() => document.activeElement.id === "q"), "/ does not focus the field");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("?");
    check(await page.locator("dialog#sheet[open]").isVisible(), "no sheet");
    await shot(page, "keys");
    await page.click("dialog [data-keys-switch]");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    check(!(await page.evaluate(() => document.activeElement.id === "q")), "switched off, yet it acts");
    await page.evaluate(() => localStorage.clear());
  });

  await test("the figures of the status screen add up, and each opens its list", async () => {
    await page.goto(at("/processing"));
    const numbers = await page.locator(".sum").first().locator("b").allTextContents();
    const [total, ...terms] = numbers.map((text) => Number(text.replace(/\D/g, "")));
    check(total > 20 && terms.reduce((a, b) => a + b, 0) === total, numbers.join(" "));
    await Promise.all([page.waitForNavigation(), page.locator(".sum a").nth(1).click()]);
    check((await page.locator("main tbody tr").count()) === Math.min(terms[0], 50), "the list has another length");
  });

  await test("the account of reading says whether its totals add up, and what to do next", async () => {
    await page.goto(at("/processing"));
    await Promise.all([page.waitForNavigation(), page.click("a[href='/processing/report']")]);
    check((await page.locator("#verdict .note.ok").count()) === 1, await page.textContent("#verdict"));
    const items = Number((await page.textContent(".sum b")).replace(/\D/g, ""));
    for (const part of ["accessions", "types", "folders", "years"]) {
      const totals = await page.locator(`#${part} tbody td:nth-child(2)`).allTextContents();
      const sum = totals.reduce((all, text) => all + Number(text.replace(/\D/g, "")), 0);
      check(sum === items, `${part}: ${sum} of ${items}`);
    }
    check((await page.locator("#needs tbody tr").count()) >= 3, await page.textContent("#needs"));
    check((await page.textContent("#needs")).includes("Ask the source for the password"), await page.textContent("#needs"));
    check((await page.textContent("#warnings")).includes("the name ends in `.jpg`"), await page.textContent("#warnings"));
    await shot(page, "report", true);
  });

  await test("every figure of the account opens a list of that length", async () => {
    const address = at("/processing/report");
    await page.goto(address);
    // Of each figure: what it says and where it leads.
    const figures = await page.locator(".report a[href^='/items']").evaluateAll((links) =>
      links.map((link) => [link.querySelector(".num")?.textContent ?? link.textContent, link.getAttribute("href")]),
    );
    check(figures.length > 60, `${figures.length} figures`);
    for (const [text, href] of figures) {
      const expected = Number(text.replace(/\D/g, ""));
      const answer = await page.goto(at(href));
      check(answer.status() === 200, `${href}: ${answer.status()}`);
      let seen = await page.locator("main tbody tr").count();
      while ((await page.locator("a[rel=next]").count()) > 0) {
        await Promise.all([page.waitForNavigation(), page.click("a[rel=next]")]);
        seen += await page.locator("main tbody tr").count();
      }
      check(seen === expected, `${decodeURIComponent(href)}: ${seen}, not ${expected}`);
    }
  });

  await test("a folder opens into the folders beneath it, and a filter is taken away again", async () => {
    await page.goto(at("/processing/report"));
    const folder = page.locator("#folders tbody th a").first();
    const name = (await folder.textContent()).trim();
    await Promise.all([page.waitForNavigation(), folder.click()]);
    check((await page.textContent("#folders")).includes(name), name);
    const beneath = page.locator("#folders tbody tr", { hasText: `${name}/` }).first();
    await Promise.all([page.waitForNavigation(), beneath.locator("td a").first().click()]);
    check((await page.locator(".chip").count()) === 1, "no filter is shown");
    const filtered = await page.locator("main tbody tr").count();
    await page.fill("input[name=type]", "application/pdf");
    await Promise.all([page.waitForNavigation(), page.click(".filters button")]);
    check(new URL(page.url()).searchParams.has("under"), `${page.url()} lost the folder`);
    await Promise.all([page.waitForNavigation(), page.click(".chip a")]);
    check(!new URL(page.url()).searchParams.has("under"), page.url());
    check((await page.locator("main tbody tr").count()) !== filtered, "nothing changed");
  });

  await test("the account is reached and read by keyboard alone, in Arabic too", async () => {
    const reader = await visitor({ lang: "ar" });
    await signIn(reader, PEOPLE.analyst);
    await reader.goto(at("/processing"));
    await reader.focus("a[href='/processing/report']");
    await Promise.all([reader.waitForNavigation(), reader.keyboard.press("Enter")]);
    check((await reader.getAttribute("html", "dir")) === "rtl", "not right to left");
    check((await reader.textContent("#needs")).includes("اطلب كلمة المرور"), await reader.textContent("#needs"));
    await reader.focus("#needs summary");
    await reader.keyboard.press("Enter");
    check((await reader.locator("#needs details[open] li").count()) >= 3, "the items are not named");
    await reader.keyboard.press("Tab");
    const focused = await reader.evaluate(() => document.activeElement.getAttribute("href"));
    check(focused?.startsWith("/documents/ISN-"), `focus on ${focused}`);
    await reader.evaluate(() => document.activeElement.blur());
    await reader.keyboard.press("j");
    check((await reader.locator("#needs tr.sel").count()) === 1, "j selects nothing");
    await Promise.all([reader.waitForNavigation(), reader.keyboard.press("Enter")]);
    check(new URL(reader.url()).pathname === "/items", reader.url());
    // Nothing lies over anything else.
    await reader.goto(at("/processing/report"));
    const over = await reader.evaluate(() => {
      const rows = [...document.querySelectorAll("main table tr")].filter((row) => row.offsetParent);
      return rows.flatMap((row) => {
        const boxes = [...row.children].map((cell) => cell.getBoundingClientRect()).sort((a, b) => a.left - b.left);
        return boxes.filter((box, n) => n > 0 && boxes[n - 1].right > box.left + 1).map(() => row.textContent);
      });
    });
    check(over.length === 0, over.join(" | "));
    await shot(reader, "report-arabic", true);
    await reader.context().close();
  });

  await test("who has no grant finds nothing and cannot tell that anything is there", async () => {
    const outsider = await visitor();
    await signIn(outsider, PEOPLE.outsider);
    await outsider.goto(search(variant.query));
    check((await outsider.locator(".hit").count()) === 0, "hits");
    check(/\b0\b/.test(await outsider.textContent("#count")), await outsider.textContent("#count"));
    check((await outsider.locator(".facets li").count()) === 0, "facets tell");
    const path = new URL(opened).pathname;
    const told = [];
    for (const asked of [path, "/documents/ISN-987654"]) {
      const answer = await refusals(() => outsider.goto(at(asked)));
      check(answer.status() === 404, `${asked}: ${answer.status()}`);
      told.push((await outsider.textContent(".fault")).replaceAll(/ISN-[\d.]+|[0-9a-f]{12}/g, "…"));
      const api = await outsider.request.get(at(`/api/v1${asked}`));
      check(api.status() === 404, `API ${asked}: ${api.status()}`);
    }
    check(told[0] === told[1], `the answers differ: ${told.join(" / ")}`);
    for (const act of ["pages/1/image", "proof"]) {
      const answer = await refusals(() => outsider.request.get(at(`${path}/${act}`)));
      check([403, 404].includes(answer.status()), `${act}: ${answer.status()}`);
    }
    await outsider.goto(at("/intake"));
    check((await outsider.locator("main tbody tr").count()) === 0, "accessions are listed");
    await outsider.goto(at("/processing/report"));
    const zeros = await outsider.locator("main tbody a").allTextContents();
    check(zeros.length === 12 && zeros.every((text) => text === "0"), `the account tells: ${zeros}`);
    check(!/[1-9]/.test((await outsider.locator("#optical tbody td").allTextContents()).join()), "pages are counted");
    for (const number of ["A-0001", "A-0777"]) {
      const answer = await refusals(() => outsider.goto(at(`/processing/report?accession=${number}`)));
      check(answer.status() === 404, `${number}: ${answer.status()}`);
    }
    await outsider.goto(at("/items"));
    check((await outsider.locator("main tbody tr").count()) === 0, "items are listed");
    await outsider.context().close();
  });

  await test("a list shows its ground, its rows with their numbers, and its bad row", async () => {
    const reader = await visitor();
    await signIn(reader, PEOPLE.investigator);
    await reader.click("nav.rail a[href='/lists']");
    const listed = await reader.textContent("main tbody tr");
    for (const word of ["order 12 of an invented court", "to find the missing", "not for removal", "S-2 · fictional"]) {
      check(listed.includes(word), `the list of lists lacks ${word}`);
    }
    await Promise.all([reader.waitForNavigation(), reader.click("main tbody a")]);
    check((await reader.locator("main table.card tbody tr").count()) === 50, "rows of the first page");
    await Promise.all([reader.waitForNavigation(), reader.click("a[rel=next]")]);
    check((await reader.locator("main table.card tbody tr").count()) === 12, "rows of the second page");
    await Promise.all([reader.waitForNavigation(), reader.click("nav.bar a:nth-child(2)")]);
    const bad = await reader.textContent("main table.card tbody");
    check(/:62/.test(bad) && bad.includes("2 cells"), `the bad row: ${bad}`);
    await Promise.all([reader.waitForNavigation(), reader.click("nav.bar a:nth-child(1)")]);
    await Promise.all([reader.waitForNavigation(), reader.click("main table.card tbody a")]);
    const cells = await reader.locator("main tbody tr").allTextContents();
    check(cells.length === 5 && cells.some((row) => row.includes("الكنية") && row.includes("Family name")), cells.join(" / "));
    const record = new URL(reader.url()).pathname;
    check(/^\/records\/ISN-\d+:2$/.test(record), record);
    // Who has no right learns nothing, not even that there is a list.
    const other = await visitor();
    await signIn(other, PEOPLE.analyst);
    await other.goto(at("/lists"));
    check((await other.locator("main tbody tr").count()) === 0, "the list is listed");
    const told = [];
    for (const asked of [record, "/records/ISN-987654:2", "/lists/A-0002", "/lists/A-0777"]) {
      const answer = await refusals(() => other.goto(at(asked)));
      check(answer.status() === 404, `${asked}: ${answer.status()}`);
      told.push((await other.textContent(".fault")).replaceAll(/ISN-[\d.:]+|A-\d+|[0-9a-f]{12}/g, "…"));
    }
    check(told[0] === told[1] && told[2] === told[3], `the answers differ: ${told.join(" / ")}`);
    await reader.context().close();
    await other.context().close();
  });

  await test("a right taken away is gone with the next request", async () => {
    const watched = await visitor();
    await signIn(watched, PEOPLE.investigator);
    check((await watched.goto(opened)).status() === 200, "before");
    store.isnad("grant", PEOPLE.investigator.name, "A-0001", "--withdraw");
    const after = await refusals(() => watched.goto(opened));
    check(after.status() === 404, `after: ${after.status()}`);
    store.isnad("grant", PEOPLE.investigator.name, "A-0001");
    check((await watched.goto(opened)).status() === 200, "given back");
    await watched.context().close();
  });

  await test("the security officer sees consultations and no evidence, the administrator people", async () => {
    const watch = await visitor();
    await signIn(watch, PEOPLE.security);
    check(new URL(watch.url()).pathname === "/consultations", watch.url());
    check((await watch.textContent("main tbody")).includes(PEOPLE.analyst.name), "no consultation of the analyst");
    check((await watch.textContent("main tbody")).includes(variant.query), "the search is not recorded");
    await shot(watch, "consultations");
    const refused = await refusals(() => watch.goto(opened));
    check([403, 404].includes(refused.status()), `evidence: ${refused.status()}`);
    const admin = await visitor();
    await signIn(admin, PEOPLE.administrator);
    check((await admin.textContent("main tbody")).includes(PEOPLE.outsider.name), "people");
    const curious = await refusals(() => admin.goto(at("/consultations")));
    check(curious.status() === 403, `consultations: ${curious.status()}`);
    await watch.context().close();
    await admin.context().close();
  });

  await test("everything but the boxes works without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    const plain = await context.newPage();
    await signIn(plain, PEOPLE.analyst);
    await plain.fill("#q", variant.query);
    await Promise.all([plain.waitForNavigation(), plain.click(".qrow button")]);
    await Promise.all([plain.waitForNavigation(), plain.click(".hit a[data-open]")]);
    check((await plain.locator("mark").count()) > 0, "no mark");
    await Promise.all([plain.waitForNavigation(), plain.click(".tabs a:nth-child(2)")]);
    check((await plain.textContent(".insp")).includes("SHA-512"), "no metadata");
    await context.close();
  });

  await correction({ people: PEOPLE, test, check, visitor, signIn, refusals, at, shot, violations, browser });
  const [reading, stranger] = [await visitor(), await visitor()];
  await signIn(reading, PEOPLE.analyst);
  await signIn(stranger, PEOPLE.outsider);
  await copiesJourney({ page: reading, outsider: stranger, at, test, check, shot, violations, refusals });
  await reading.context().close();
  await stranger.context().close();

  await photos({ store, people: PEOPLE, test, check, visitor, signIn, refusals, at, shot, violations });

  await matching({ store, people: PEOPLE, test, check, visitor, signIn, refusals, at, shot, violations, browser });

  await test("the interface is described in OpenAPI 3.1", async () => {
    const described = await page.request.get(at("/api/v1/openapi.json")).then((a) => a.json());
    check(described.openapi.startsWith("3.1"), described.openapi);
    check(Object.keys(described.paths).length >= 12, Object.keys(described.paths).join(" "));
  });

  // Each screen, in both writing directions and both tones.
  for (const lang of ["en", "ar"]) {
    for (const dark of [false, true]) {
      const tone = dark ? "dark" : "light";
      const eye = await visitor({ lang, dark });
      await eye.goto(at("/sign-in"));
      const look = (name) =>
        test(`axe finds nothing: ${name}, ${lang}, ${tone}`, async () => {
          await eye.waitForLoadState("networkidle");
          await shot(eye, `${name}-${lang}-${tone}`);
          const found = await violations(eye);
          check(found.length === 0, found.join("\n"));
          const wide = await eye.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          check(wide <= 0, `the page is ${wide} px too wide`);
        });
      await look("sign-in");
      await signIn(eye, PEOPLE.analyst);
      const doc = new URL(opened);
      for (const [name, path] of [
        ["start", "/search"],
        ["search", new URL(search(variant.query)).pathname + new URL(search(variant.query)).search],
        ["table", `/search?q=${encodeURIComponent(variant.query)}&view=table`],
        ["nothing", "/search?q=zzqqxx"],
        ["query-fault", "/search?q=%22a"],
        ["batch", "/search/batch"],
        ["document", doc.pathname + doc.search],
        ["metadata", `${doc.pathname}?tab=metadata`],
        ["items", "/items"],
        ["intake", "/intake"],
        ["accession", "/intake/A-0001"],
        ["processing", "/processing"],
        ["report", "/processing/report"],
        ["report-folder", `/processing/report?accession=A-0001&folder=${encodeURIComponent("الفرع 811")}`],
        ["items-filtered", "/items?step=ask-password&year=2013&confidence=0-40"],
        ["shortcuts", "/shortcuts"],
      ]) {
        await eye.goto(at(path));
        await look(name);
      }
      await refusals(() => eye.goto(at("/documents/ISN-987654")));
      await look("not-available");
      await eye.goto(at("/lists"));
      await look("lists-none");
      await eye.context().clearCookies();
      await signIn(eye, PEOPLE.investigator);
      await eye.goto(at("/lists"));
      await look("lists");
      const list = await eye.getAttribute("main tbody a", "href");
      await eye.goto(at(list));
      await eye.click("#mapping summary");
      await look("list");
      await eye.goto(at(`${list}&rows=bad`));
      await look("list-bad");
      await Promise.all([eye.waitForNavigation(), eye.click("main table.card tbody a")]);
      await look("record-bad");
      await eye.goto(eye.url().replace(/:\d+$/, ":2"));
      await look("record");
      await eye.context().close();
    }
  }

  await test("signing out ends the session on the server too", async () => {
    const cookies = await page.context().cookies();
    await page.goto(at("/search"));
    await page.click("details.menu summary");
    await Promise.all([page.waitForNavigation(), page.click("form[action='/sign-out'] button")]);
    await page.context().addCookies(cookies);
    await page.goto(at("/search"));
    check(new URL(page.url()).pathname === "/sign-in", page.url());
  });

  await test("guessing is slowed down", async () => {
    let last = 0;
    for (let i = 0; i < 6 && last !== 429; i += 1) {
      await refusals(() => signIn(page, { name: "guess.me" }, `wrong-${i}`));
      last = (await page.locator("[role=alert]").count()) === 1 && /\d/.test(await page.textContent("[role=alert]")) ? 429 : 0;
    }
    check(last === 429, "six wrong passwords in a row and no pause");
  });

  await test("no page asked for anything elsewhere", async () => check(outside.length === 0, outside.join("\n")));
  await test("no page complained in the console", async () => check(complaints.length === 0, complaints.join("\n")));
} finally {
  await browser.close();
  await store.stop();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
