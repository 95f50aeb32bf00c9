// Word boxes over the page image, zoom, and the link between a line of text and its boxes.

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

const WIDTHS = [50, 75, 100, 150, 200, 300];
const sheet = one("[data-sheet-image]");
let zoom = 2;

function setZoom(next) {
  zoom = Math.min(Math.max(next, 0), WIDTHS.length - 1);
  WIDTHS.forEach((_, i) => sheet.classList.toggle(`zoom-${i}`, i === zoom));
  one("[data-zoom-words]").textContent = `${WIDTHS[zoom]}%`;
}

/** Shows one line as chosen, in the text and on the image. */
function choose(line, scrollText) {
  all(".ln").forEach((row) => row.classList.toggle("foc", row.dataset.line === line));
  all(".boxes rect").forEach((box) => box.classList.toggle("f", box.dataset.line === line));
  if (scrollText) one(`.ln[data-line="${CSS.escape(line)}"]`)?.scrollIntoView({ block: "nearest" });
  else inSight(line);
}

/** Scrolls the image, and nothing else, until the line's boxes are in sight. */
function inSight(line) {
  const canvas = one(".canvas");
  const box = one(`.boxes rect[data-line="${CSS.escape(line)}"]`);
  if (!canvas || !box) return;
  const [inner, outer] = [box.getBoundingClientRect(), canvas.getBoundingClientRect()];
  if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) {
    canvas.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}

function toggle(button) {
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  button.classList.toggle("on", on);
  one(".boxes")?.classList.toggle("off", !on);
}

all(".script-only").forEach((part) => (part.hidden = false));

document.addEventListener("click", (event) => {
  const zoomer = event.target.closest("[data-zoom]");
  if (zoomer && sheet) setZoom(zoom + Number(zoomer.dataset.zoom));
  const switcher = event.target.closest("[data-boxes]");
  if (switcher) toggle(switcher);
  const box = event.target.closest(".boxes rect");
  if (box && box.dataset.line !== "0") choose(box.dataset.line, true);
  const row = event.target.closest(".ln");
  if (row) choose(row.dataset.line, false);
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(".ln");
  if (row) choose(row.dataset.line, false);
});
document.addEventListener("isnad:line", (event) => event.detail && choose(event.detail, false));
// Where the image arrives after the marks, its boxes come into sight then.
one(".scan")?.addEventListener("load", () => {
  const line = one(".ln.foc")?.dataset.line;
  if (line) inSight(line);
});
