// A store with the fictional leak in a temporary folder, and the workbench served from it.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copies } from "./copies.mjs";
import { leads, lists } from "./leads.mjs";
import { PAUSE_AFTER, misplaced } from "./photos.mjs";

/** The people of the tests. Their passwords stand here because the store lives for minutes. */
export const PEOPLE = {
  analyst: { name: "a.analyst", role: "analyst", password: "analyst-for-a-test", grant: true },
  investigator: { name: "i.investigator", role: "investigator", password: "investigator-for-a-test", grant: true, lists: true },
  outsider: { name: "o.outsider", role: "analyst", password: "outsider-for-a-test", grant: false },
  security: { name: "s.security", role: "security-officer", password: "security-for-a-test", grant: false },
  reviewerA: { name: "r.first", role: "reviewer", password: "reviewer-a-for-a-test", reviews: [3, 4] },
  reviewerB: { name: "r.second", role: "reviewer", password: "reviewer-b-for-a-test", reviews: [3, 4] },
  reviewerC: { name: "r.third", role: "reviewer", password: "reviewer-c-for-a-test", reviews: [3, 4] },
  reviewerD: { name: "r.fourth", role: "reviewer", password: "reviewer-d-for-a-test", reviews: [3, 4] },
  half: { name: "r.half", role: "reviewer", password: "reviewer-h-for-a-test", reviews: [3] },
  administrator: { name: "m.admin", role: "administrator", password: "admin-for-a-test", grant: false },
};

/** Makes everything and starts `isnad serve`. */
export async function serve(binary) {
  const folder = mkdtempSync(join(tmpdir(), "isnad-e2e-"));
  const file = (name, text) => {
    writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
    return join(folder, name);
  };
  const env = { ...process.env, ISNAD_STORE: join(folder, "store"), LANG: "C.UTF-8" };
  const pass = file("passphrase", "a passphrase for a test only");
  const isnad = (...args) =>
    execFileSync(binary, [...args, "--passphrase-file", pass, "--no-progress", "-q"], { env, encoding: "utf8" });

  isnad("init", env.ISNAD_STORE, "--password-file", file("custodian", "custodian-for-a-test"));
  isnad("sample", join(folder, "leak"), "--papers", "30", "--photos", "6");
  // What a person must see to: a name that hides another type.
  writeFileSync(join(folder, "leak", "files", "صورة.jpg"), "%PDF-1.4 cut off");
  copies(join(folder, "leak", "files"));
  misplaced(join(folder, "leak", "files"));
  isnad("intake", "add", join(folder, "leak", "files"), "--source", "S-1 · fictional");
  isnad("process", "run");
  // A list of people, all invented, with a row that breaks off. Code 7: taken in, but for that row.
  const rows = Array.from({ length: 60 }, (_, n) => `${n + 1},سالم ${n + 1},عمر,الحداد,${1950 + n}`);
  const list = file("قائمة.csv", ["no,الاسم,اسم الأب,الكنية,المواليد", ...rows, "61,نور", "62,ليلى,خالد,السمان,1980"].join("\n"));
  const ground = ["--legal-basis", "order 12 of an invented court", "--purpose", "to find the missing"];
  try {
    isnad("list", "import", list, "--source", "S-2 · fictional", "--restriction", "not for removal", ...ground);
  } catch (error) {
    if (error.status !== 7) throw error;
  }
  // Two lists, and leads between them as a model would propose them.
  const made = lists(folder);
  const item = (file, name) => {
    isnad("list", "import", file, "--source", name, "--name", name, ...ground);
    const items = isnad("doc", "list", "--jsonl").trim().split("\n").map((line) => JSON.parse(line));
    return items.at(-1).item;
  };
  const register = item(made.register, made.names.register);
  const reports = item(made.reports, made.names.reports);
  isnad("match", "propose", file("leads", leads(register, reports)), "--model", "invented/1");
  for (const person of Object.values(PEOPLE)) {
    isnad("user", "add", person.name, "--role", person.role, "--password-file", file(person.name, person.password));
    if (person.grant) isnad("grant", person.name, "A-0001");
    if (person.lists) isnad("grant", person.name, "A-0002");
    for (const list of person.reviews ?? []) isnad("grant", person.name, `A-000${list}`);
  }

  const truth = (name) =>
    readFileSync(join(folder, "leak", "truth", name), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const server = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--pause-after", String(PAUSE_AFTER), "--passphrase-file", pass], { env });
  let said = "";
  server.stderr.on("data", (text) => (said += text));
  const address = await new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`no address after 30 s: ${said}`)), 30_000);
    server.stdout.on("data", (text) => {
      const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
      if (found) {
        clearTimeout(giveUp);
        resolve(found[0]);
      }
    });
    server.on("exit", (code) => reject(new Error(`isnad serve ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.on("exit", resolve));
    server.removeAllListeners("exit");
    server.on("exit", () => {});
    server.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, stop, questions: truth("questions.jsonl"), photos: truth("photos.jsonl"), isnad };
}
