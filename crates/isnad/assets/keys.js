// Keyboard shortcuts: the same on every screen, off in one place, silent while a field has focus.

const OFF = "isnad-keys-off";
const isOff = () => localStorage.getItem(OFF) === "1";
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

/** Whether what is typed belongs to a field or a dialog rather than to the screen. */
export function belongsToField(target) {
  return Boolean(target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog"));
}

const shown = () => all("[data-hit]").find((row) => row.classList.contains("sel"));

/** Moves the selection among the items of a list. */
function step(by) {
  const rows = all("[data-hit]");
  if (rows.length === 0) return;
  const now = rows.indexOf(shown());
  const next = rows[Math.min(Math.max(now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by, 0), rows.length - 1)];
  rows.forEach((row) => row.classList.toggle("sel", row === next));
  const link = next.querySelector("[data-open]");
  link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function open(beside) {
  const link = shown()?.querySelector("[data-open]");
  if (!link) return false;
  if (beside) window.open(link.href, "_blank", "noopener");
  else location.assign(link.href);
  return true;
}

/** Follows a link that the page offers. */
function follow(selector) {
  one(selector)?.click();
}

let marked = 0;
/** Walks through the marked places of a page. */
export function stepMark(by) {
  const marks = all("mark[data-mark]");
  if (marks.length === 0) return;
  marked = ((marked === 0 && by < 0 ? marks.length + 1 : marked) + by - 1 + marks.length) % marks.length + 1;
  marks.forEach((mark) => mark.classList.toggle("now", mark.dataset.mark === String(marked)));
  const mark = marks[marked - 1];
  mark.scrollIntoView({ block: "center", inline: "nearest" });
  document.dispatchEvent(new CustomEvent("isnad:line", { detail: mark.closest("[data-line]")?.dataset.line }));
  const words = one("[data-mark-words]");
  if (words) words.textContent = words.dataset.template.replace("{k}", marked);
}

function sheet() {
  const dialog = one("#sheet");
  if (!dialog) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

const PLACES = { s: "/search", i: "/intake", p: "/processing", m: "/matches" };
let going = 0;

function search() {
  const field = one("[data-key-search]");
  if (!field) return location.assign("/search");
  field.focus();
  field.select();
}

/** What the screen itself has under a key: a choice is made and the way on gets the focus, a link is followed. */
function own(key, again) {
  // A key that is held does a thing once: each look and each saving is an act of its own.
  if (again) return false;
  const target = /^[a-z0-9]$/.test(key) ? one(`[data-key~="${key}"]`) : null;
  if (!target) return false;
  if (target.type === "radio") {
    target.checked = true;
    target.dispatchEvent(new Event("change", { bubbles: true }));
    one("[data-key-then]")?.focus();
  } else target.click();
  return true;
}

const KEYS = {
  "/": search,
  "?": sheet,
  j: () => step(1),
  k: () => step(-1),
  n: () => stepMark(1),
  p: () => stepMark(-1),
  "[": () => follow("[data-page-step='-1']"),
  "]": () => follow("[data-page-step='1']"),
  o: () => follow("[data-boxes]"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isOff() || belongsToField(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (Date.now() - going < 1500 && PLACES[key]) {
    going = 0;
    event.preventDefault();
    location.assign(PLACES[key]);
    return;
  }
  if (key === "g") {
    going = Date.now();
    return;
  }
  if (key === "Enter" && event.target === document.body && open(event.shiftKey)) return event.preventDefault();
  if (key === "Enter" && event.shiftKey && event.target.matches("[data-open]") && open(true)) return event.preventDefault();
  if (own(key, event.repeat)) return event.preventDefault();
  const act = KEYS[key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// What was focused by hand is selected too, so that Enter opens what is seen as chosen.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-hit]");
  if (row) all("[data-hit]").forEach((other) => other.classList.toggle("sel", other === row));
});

document.addEventListener("click", (event) => {
  const stepper = event.target.closest("[data-mark-step]");
  if (stepper) {
    event.preventDefault();
    stepMark(Number(stepper.dataset.markStep));
  }
  if (event.target.closest("[data-sheet]") && sheet()) event.preventDefault();
  if (event.target.closest("[data-print]")) window.print();
});

for (const box of all("[data-keys-switch]")) {
  box.checked = !isOff();
  box.addEventListener("change", () => {
    localStorage.setItem(OFF, box.checked ? "0" : "1");
    all("[data-keys-switch]").forEach((other) => (other.checked = box.checked));
  });
}
for (const button of all("[data-print]")) button.hidden = false;
// The first marked place is where the reader wants to be.
if (one("mark[data-mark]") && !location.hash) stepMark(1);
