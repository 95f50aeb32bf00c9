// Drives the workbench in a real browser: `node run.mjs PATH_OF_ISNAD`.

import { chromium } from "playwright-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { correction } from "./correction.mjs";
import { matching } from "./matching.mjs";
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
  await correction({ people: PEOPLE, test, check, visitor, signIn, refusals, at, shot, violations, browser });
  await test("no page asked for anything elsewhere", async () => check(outside.length === 0, outside.join("\n")));
  await test("no page complained in the console", async () => check(complaints.length === 0, complaints.join("\n")));
} finally {
  await browser.close();
  await store.stop();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
