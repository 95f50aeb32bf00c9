// Labels that a person reads: the label alone is uncovered, on a key or as each is opened, every time with
// a record. Esc covers it (cover.js).

import { belongsToField } from "./keys.js";
import { say, send } from "./cover.js";

const ALWAYS = "isnad-crops-always";
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const form = one("[data-label-reveal]");
const always = one("[data-crops-always]");

async function reveal() {
  if (!(await send(form))) return;
  for (const figure of all("[data-crop]")) {
    if (figure.querySelector("img")) continue;
    const image = document.createElement("img");
    image.alt = figure.dataset.alt;
    // What is not shown is not said to be.
    image.addEventListener("error", () => {
      image.remove();
      figure.querySelector("[data-crop-cover]").hidden = false;
      say(Boolean(one("[data-crop] img")));
    });
    image.src = figure.dataset.crop;
    figure.querySelector("[data-crop-cover]").hidden = true;
    figure.prepend(image);
  }
  say(true);
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  reveal();
});

for (const button of all("[data-fill]")) {
  button.addEventListener("click", () => {
    const input = button.closest(".asked").querySelector("input");
    input.value = button.dataset.fill;
    input.focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // Out of a field, Esc leads back to the keys of the screen as well.
  if (event.key === "Escape" && event.target.matches?.(".label-form input")) event.target.blur();
  if (event.key.toLowerCase() !== "e" || belongsToField(event.target)) return;
  const input = one("[data-doubted]") ?? one(".label-form input.field");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});

if (always) {
  always.closest("[hidden]").hidden = false;
  always.checked = localStorage.getItem(ALWAYS) === "1";
  always.addEventListener("change", () => {
    localStorage.setItem(ALWAYS, always.checked ? "1" : "0");
    if (always.checked) reveal();
  });
  if (always.checked && form) reveal();
}
