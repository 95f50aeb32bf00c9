// Journey 2: read a bad scan. Words to check, a correction, its versions, and finding it.

/** A page that tesseract read, that is not covered, with words to check; found through the interface for programs. */
async function badScan(page, at) {
  const get = (path) => page.request.get(at(path)).then((answer) => answer.json());
  for (const kind of ["pdf", "image"]) {
    const { hits } = await get(`/api/v1/search?q=kind:${kind}&limit=200`);
    for (const hit of hits) {
      const text = await get(`/api/v1/documents/${hit.item}/pages/${hit.page}/text`);
      if (text.source !== "ocr" || text.covered || !text.correctable) continue;
      const doubtful = text.words.filter((word) => word.confidence !== null && word.confidence < 0.6);
      if (doubtful.length >= 3) return { item: hit.item, n: hit.page, text, doubtful: doubtful.length };
    }
  }
  throw new Error("the sample has no scan with doubtful words");
}

/** The tests. */
export async function correction({ people, test, check, visitor, signIn, refusals, at, shot, violations, browser }) {
  const page = await visitor();
  await signIn(page, people.analyst);
  let scan = null;
  const viewer = (more = "") => at(`/documents/${scan.item}?n=${scan.n}${more}`);
  const image = () => page.request.get(at(`/documents/${scan.item}/pages/${scan.n}/image`)).then((a) => a.body());
  const found = async (word) => {
    const answer = await page.request.get(at(`/api/v1/search?q=${encodeURIComponent(word)}`)).then((a) => a.json());
    return answer.hits.some((hit) => hit.item === scan?.item && hit.page === scan.n);
  };
  const focused = (of) => of.evaluate(() => document.activeElement?.dataset?.at ?? document.activeElement?.tagName);
  const NEW = "زيزفونيان";

  await test("journey 2: a doubtful word is corrected in four actions and found within five seconds", async () => {
    scan = await badScan(page, at);
    const [before, digest] = [await image(), await page.request.get(at(`/api/v1/documents/${scan.item}`)).then((a) => a.json())];
    await page.goto(viewer());
    await page.waitForLoadState("networkidle");
    check((await page.textContent(".origin")).match(/\d+ doubtful words?/), await page.textContent(".origin"));
    check((await page.locator(".boxes rect.l, .boxes rect.u").count()) > 0, "no doubtful word is marked on the image");
    check(!(await found(NEW)), "the word is there before");
    let actions = 0;
    const act = async (deed) => {
      actions += 1;
      await deed();
    };
    await act(() => page.keyboard.press("w"));
    const word = page.locator(".wd.now");
    const [name, stood] = [await word.getAttribute("data-at"), await word.textContent()];
    check((await page.locator(".boxes rect.now").count()) >= 1, "its box is not shown");
    check((await page.textContent("[data-word-told]")).includes("%"), "nothing is told of the word");
    await shot(page, "correction-word");
    await act(() => page.keyboard.press("e"));
    check((await page.inputValue("#fix-to")) === stood, "the word is not in the field");
    check(await page.locator("[data-crop]").isVisible(), "the word is not shown enlarged");
    await shot(page, "correction-form");
    await act(() => page.keyboard.type(NEW));
    const saved = Date.now();
    await act(async () => {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    });
    while (!(await found(NEW)) && Date.now() - saved < 10_000) await new Promise((done) => setTimeout(done, 50));
    const seconds = (Date.now() - saved) / 1000;
    console.log(`      found ${seconds} s after Enter, ${actions} actions`);
    check(actions <= 4 && seconds <= 5, `${actions} actions, ${seconds} s`);
    // What is shown after saving: version, author, what the machine had read.
    check((await page.textContent("#saved")).includes("version 1"), await page.textContent("#saved"));
    check((await page.textContent("#saved")).includes(people.analyst.name), await page.textContent("#saved"));
    check((await page.textContent("#saved")).includes(`${scan.item} p${scan.n} l${name.split(".")[0]} v1`), await page.textContent("#saved"));
    check((await page.textContent(".diff del")).includes(stood), "the machine's word is not shown beside");
    check((await page.textContent(".diff ins")).includes(NEW), "the new word is not shown");
    check((await focused(page)) === name, `the focus is on ${await focused(page)}`);
    check(await page.locator(`.wd.co[data-at="${name}"]`).count() === 1, "the word is not marked as said by a person");
    await shot(page, "correction-saved");
    const after = await page.request.get(at(`/api/v1/documents/${scan.item}`)).then((a) => a.json());
    check(before.equals(await image()), "the image is another one");
    check(digest.sha256 === after.sha256, "the file is another one");
    Object.assign(scan, { word: name, stood });
  });

  await test("journey 2: the machine's reading stays citable, and the misreading is no hit any more", async () => {
    const old = await page.request.get(at(`/api/v1/documents/${scan.item}/pages/${scan.n}/text?v=0`)).then((a) => a.json());
    check(old.text === scan.text.text && old.version === 0, "version 0 is not the machine's");
    await page.goto(viewer("&v=0"));
    check((await page.textContent(`.wd[data-at="${scan.word}"]`)) === scan.stood, "the old version shows another word");
    check((await page.locator(".txt > .note").textContent()).includes("version 0"), "it is not said which version this is");
    check((await page.locator("[data-fix]").count()) === 0, "an old version can be corrected");
    await Promise.all([page.waitForNavigation(), page.click(".txt > .note a")]);
    check((await page.textContent(`.wd[data-at="${scan.word}"]`)) === NEW, "the newest version shows another word");
    await page.goto(at(`/documents/${scan.item}?q=${NEW}&n=${scan.n}`));
    check((await page.textContent("mark[data-mark]")) === NEW, "the corrected word is not marked as a hit");
    const none = await refusals(() => page.request.get(at(`/api/v1/documents/${scan.item}/pages/${scan.n}/text?v=9`)));
    check(none.status() === 404 && (await none.json()).type.endsWith("text-no-version"), `version 9: ${none.status()}`);
  });

  await test("who is second is told what the first one changed, and keeps what was typed", async () => {
    const other = await visitor();
    await signIn(other, people.investigator);
    await other.goto(viewer());
    await page.goto(viewer());
    for (const one of [page, other]) await one.keyboard.press("w");
    const name = await other.locator(".wd.now").getAttribute("data-at");
    for (const one of [page, other]) await one.keyboard.press("e");
    await page.keyboard.type("اولى");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await other.keyboard.type("ثانية");
    await refusals(() => Promise.all([other.waitForNavigation(), other.keyboard.press("Enter")]));
    const told = await other.textContent("#fix-fault");
    check(told.includes(people.analyst.name) && told.includes("اولى") && told.includes("version 2"), told);
    check((await other.inputValue("#fix-to")) === "ثانية", "what was typed is lost");
    check((await other.inputValue("[name=from]")) === "اولى", "the form is not about what stands there now");
    await shot(other, "correction-conflict");
    await Promise.all([other.waitForNavigation(), other.keyboard.press("Enter")]);
    check((await other.textContent("#saved")).includes("version 3"), "not saved the second time");
    check((await other.textContent(`.wd[data-at="${name}"]`)) === "ثانية", "the word");
    await other.context().close();
  });

  await test("in Arabic and by keyboard alone: neighbours, another reading, leaving, taking back", async () => {
    const reader = await visitor({ lang: "ar" });
    await signIn(reader, people.analyst);
    await reader.goto(viewer(`&at=${scan.word}`));
    check((await reader.getAttribute("html", "dir")) === "rtl", "not right to left");
    check((await focused(reader)) === scan.word, `focus on ${await focused(reader)}`);
    const order = await reader.locator(".wd[data-at]").evaluateAll((words) => words.map((word) => word.dataset.at));
    await reader.keyboard.press("ArrowLeft");
    const next = order[order.indexOf(scan.word) + 1];
    check((await focused(reader)) === next, `left of ${scan.word} is ${await focused(reader)}, not ${next}`);
    await reader.keyboard.press("ArrowRight");
    await reader.keyboard.press("Enter");
    check((await focused(reader)) === "INPUT", "Enter does not open the word");
    await reader.keyboard.press("Escape");
    check((await focused(reader)) === scan.word && !(await reader.locator("[data-fix]").isVisible()), "Esc does not lead back to the word");
    await reader.keyboard.press("e");
    // The one-key choice: what the machine had read.
    await reader.keyboard.press("ArrowDown");
    check((await reader.inputValue("#fix-to")) === scan.stood, `offered: ${await reader.inputValue("#fix-to")}`);
    await Promise.all([reader.waitForNavigation(), reader.keyboard.press("Enter")]);
    check((await reader.textContent(`.wd[data-at="${scan.word}"]`)) === scan.stood, "not taken back");
    const listed = await reader.locator(".versions li").count();
    check(listed === 5, `${listed} versions are listed`);
    check(!(await found(NEW)), "what was taken back is still found");
    await reader.keyboard.press("b");
    check(/^\d+\.\d+$/.test(await focused(reader)), "b stops at no word");
    await reader.context().close();
  });

  await test("without scripts a doubtful word leads to its form, and the form saves", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    const plain = await context.newPage();
    await signIn(plain, people.analyst);
    await plain.goto(viewer());
    const word = plain.locator("a.wd").last();
    const name = await word.getAttribute("data-at");
    await Promise.all([plain.waitForNavigation(), word.click()]);
    await plain.fill("#fix-to", "بلانص");
    await Promise.all([plain.waitForNavigation(), plain.click("#fix button[type=submit]")]);
    check((await plain.textContent(`.wd[data-at="${name}"]`)) === "بلانص", "not saved");
    await context.close();
  });

  await test("who may not read the paper cannot correct it and cannot tell that it is there", async () => {
    const outsider = await visitor();
    await signIn(outsider, people.outsider);
    const told = [];
    for (const item of [scan.item, "ISN-987654"]) {
      const data = { page: scan.n, line: 1, word: 1, to: "x" };
      const headers = { Origin: at("").replace(/\/$/, "") };
      const answer = await refusals(() => outsider.request.post(at(`/api/v1/documents/${item}/corrections`), { data, headers }));
      const versions = await refusals(() => outsider.request.get(at(`/api/v1/documents/${item}/versions`)));
      check(answer.status() === 404 && versions.status() === 404, `${item}: ${answer.status()} ${versions.status()}`);
      told.push((await answer.text()).replaceAll(/ISN-\d+|[0-9a-f]{12}/g, "…"));
    }
    check(told[0] === told[1], told.join(" / "));
    await outsider.context().close();
  });

  for (const lang of ["en", "ar", "fr", "nl"]) {
    for (const dark of [false, true]) {
      const tone = dark ? "dark" : "light";
      await test(`axe finds nothing: corrected page and open form, ${lang}, ${tone}`, async () => {
        const eye = await visitor({ lang, dark });
        await signIn(eye, people.analyst);
        await eye.goto(viewer());
        await eye.waitForLoadState("networkidle");
        await eye.keyboard.press("w");
        await eye.keyboard.press("e");
        check(await eye.locator("[data-fix]").isVisible(), "the form is not open");
        await shot(eye, `correction-${lang}-${tone}`);
        const violated = await violations(eye);
        check(violated.length === 0, violated.join("\n"));
        const wide = await eye.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(wide <= 0, `the page is ${wide} px too wide`);
        await eye.context().close();
      });
    }
  }
  await page.context().close();
}
