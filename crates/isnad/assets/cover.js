// Covered images: no byte of them is asked for before a person uncovers one. A photograph is uncovered step
// by step. Esc takes every uncovered image out of the page again, and tells the workbench that all is covered.

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const sheet = one("[data-sheet-image]");
const state = one("#cover-state");
const further = one("[data-further]");
const cover = one("[data-cover]");
const OVERLAID = ["grey", "colour"];

/** Says in the head of the page whether anything is uncovered. */
export function say(shown) {
  if (!state) return;
  state.classList.toggle("shown", shown);
  state.classList.toggle("on", !shown);
  state.querySelector("[data-words]").textContent = shown ? state.dataset.shown : state.dataset.covered;
}

/** Says how much was looked at today, and when a pause is suggested. Nothing is ever locked. */
function count(told) {
  const note = one("#exposure");
  if (!note || !told.looked) return;
  note.querySelector("[data-looked]").textContent = told.looked;
  note.querySelector("[data-pause]").textContent = told.pause ?? "";
  note.classList.toggle("warn", Boolean(told.pause));
  note.classList.toggle("q", !told.pause);
}

let covered = 0;

/** Sends a form of uncovering; nothing where the person was refused, and the page says why, or where all was
    covered meanwhile. */
export async function send(form) {
  const before = covered;
  const button = form.querySelector("button");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    // Signed out, or no right any more: the page itself says so in words.
    if (!answer.ok || answer.redirected) {
      location.reload();
      return null;
    }
    const told = await answer.json();
    count(told);
    if (before !== covered) {
      // Esc came while the answer was on its way: it goes first.
      tell();
      return null;
    }
    return told;
  } finally {
    button.disabled = false;
    form.removeAttribute("aria-busy");
  }
}

function boxes(visible) {
  const drawn = sheet?.querySelector(".boxes");
  if (drawn) drawn.toggleAttribute("hidden", !visible);
}

/** Offers the step behind this one. */
function offer(next, reason) {
  if (!further) return;
  further.hidden = false;
  const form = further.querySelector("[data-next-step]");
  form.hidden = !next;
  if (!next) return;
  form.elements.step.value = next;
  form.elements.reason.value = reason;
  form.querySelector("[data-words]").textContent = further.dataset[`word${next[0].toUpperCase()}${next.slice(1)}`];
}

function show(told, reason) {
  const image = document.createElement("img");
  image.className = `scan step-${told.step}${further ? " photo" : ""}`;
  image.alt = sheet.dataset.alt;
  image.dataset.uncovered = "";
  image.src = told.image;
  (sheet.querySelector("[data-uncovered]") ?? sheet.querySelector(".scan") ?? cover).replaceWith(image);
  boxes(!further || OVERLAID.includes(told.step));
  say(true);
  offer(told.next, reason);
  image.closest(".canvas").focus();
}

/** Tells the workbench that all is covered, so that an address alone shows nothing any more. */
function tell() {
  const csrf = state?.dataset.csrf;
  if (csrf) fetch("/cover", { method: "POST", body: new URLSearchParams({ csrf }), keepalive: true });
}

/** Takes every uncovered image out of the page. The cover comes back with the focus on its button. */
export function coverAll() {
  covered += 1;
  const crops = all("[data-crop] img");
  for (const crop of crops) {
    crop.removeAttribute("src");
    crop.remove();
  }
  for (const tile of all("[data-crop-cover]")) tile.hidden = false;
  const image = sheet?.querySelector("[data-uncovered]");
  if (image && cover) {
    image.removeAttribute("src");
    image.replaceWith(cover);
    boxes(false);
    if (further) further.hidden = true;
    cover.querySelector("button").focus();
  }
  if (!image && crops.length === 0) return false;
  say(false);
  tell();
  return true;
}

for (const form of all("[data-reveal], [data-next-step]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = form.elements.reason?.value ?? "";
    const told = await send(form);
    if (told?.image) show(told, reason);
  });
}

one("[data-print-picture]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = await send(event.currentTarget);
  if (!told?.print) return;
  const image = sheet.querySelector(".scan");
  image?.classList.add("printable");
  window.print();
  image?.classList.remove("printable");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && coverAll()) event.preventDefault();
});
// A page taken out of the browser's memory must not bring an image back.
window.addEventListener("pageshow", (event) => event.persisted && coverAll());

// Uncovered without a script before: Esc leads back to the covered page.
const plain = sheet?.querySelector(".scan");
if (plain && new URLSearchParams(location.search).has("uncovered")) {
  say(true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !plain.isConnected) return;
    plain.remove();
    tell();
    const address = new URL(location.href);
    address.searchParams.delete("uncovered");
    location.replace(address);
  });
}
