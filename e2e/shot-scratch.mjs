import { chromium } from "playwright-core";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const out = "/tmp/scratch/shots"; const U = "http://127.0.0.1:8499";
const [lang, scheme, ...paths] = process.argv.slice(2);
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme, locale: lang });
const p = await c.newPage(); const errs=[];
p.on("console", m => m.type()==="error" && errs.push(m.text())); p.on("pageerror", e=>errs.push(String(e)));
await p.goto(U + "/"); await p.screenshot({ path: `${out}/${lang}-${scheme}-signin.png` });
await p.fill("#name", process.env.WHO||"ada"); await p.fill("#password", "right-pass-1"); await Promise.all([p.waitForNavigation(), p.click("button.pri")]); 
for (const a of paths) { const [name, path] = a.split("="+"/"); const r=await p.goto(U + "/" + path); await p.waitForTimeout(250); await p.screenshot({ path: `${out}/${lang}-${scheme}-${name}.png` }); console.log(name, r.status()); }
console.log(errs); await b.close();
