// Covered images: no byte of them is asked for before a person uncovers one, and Esc takes all of
// them out of the page again.

const one = (selector) => document.querySelector(selector);
const sheet = one("[data-sheet-image]");
const state = one("#cover-state");
let cover = one("[data-cover]");

function say(shown) {
  if (!state) return;
  state.classList.toggle("shown", shown);
  state.classList.toggle("on", !shown);
  state.querySelector("[data-words]").textContent = shown ? state.dataset.shown : state.dataset.covered;
}

function boxes(visible) {
  const drawn = sheet?.querySelector(".boxes");
  if (drawn) drawn.toggleAttribute("hidden", !visible);
}

function show(address) {
  const image = document.createElement("img");
  image.className = "scan";
  image.alt = sheet.dataset.alt;
  image.dataset.uncovered = "";
  image.src = address;
  cover.replaceWith(image);
  boxes(true);
  say(true);
  image.closest(".canvas").focus();
}

/** Takes every uncovered image out of the page. The cover comes back with the focus on its button. */
export function coverAll() {
  const image = sheet?.querySelector("[data-uncovered]");
  if (!image || !cover) return false;
  image.removeAttribute("src");
  image.replaceWith(cover);
  boxes(false);
  say(false);
  cover.querySelector("button").focus();
  return true;
}

cover?.querySelector("[data-reveal]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
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
    if (!answer.ok || answer.redirected) return location.reload();
    show((await answer.json()).image);
  } finally {
    button.disabled = false;
    form.removeAttribute("aria-busy");
  }
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
    const address = new URL(location.href);
    address.searchParams.delete("uncovered");
    location.replace(address);
  });
}
