// Words to check, one after the other, and the correction of a word in its place.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const form = one("[data-fix]");
const told = one("[data-word-told]");
const words = () => all(".wd[data-at]");
const doubtful = () => all(".wd.lo[data-at], .wd.un[data-at]");
const at = (name) => one(`.wd[data-at="${CSS.escape(name)}"]`);
let current = null;
let choices = [];
let chosen = -1;

/** Stops at a word: focus, its box, and what is known of it. */
function stop(word) {
  if (!word) return;
  current = word;
  for (const other of words()) other.classList.toggle("now", other === word);
  for (const box of all(".boxes rect")) box.classList.toggle("now", box.dataset.at === word.dataset.at);
  if (!word.hasAttribute("tabindex") && word.tagName !== "A") word.tabIndex = -1;
  word.focus({ preventScroll: true });
  word.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new CustomEvent("isnad:line", { detail: word.closest("[data-line]")?.dataset.line }));
  if (told) told.textContent = `\u2068${word.textContent}\u2069${word.title && ": "}${word.title}`;
}

function step(by) {
  const list = doubtful();
  if (list.length === 0) return;
  const now = list.indexOf(current);
  if (now >= 0) return stop(list[(now + by + list.length) % list.length]);
  if (!current) return stop(by > 0 ? list[0] : list.at(-1));
  // From any other word: the next one in reading order.
  const order = words();
  const here = order.indexOf(current);
  const ahead = by > 0 ? list.find((word) => order.indexOf(word) > here) : list.findLast((word) => order.indexOf(word) < here);
  stop(ahead ?? (by > 0 ? list[0] : list.at(-1)));
}

function field(name) {
  return form.elements.namedItem(name);
}

/** Draws the word from the image that is on the screen already; a covered one is not asked for. */
function crop(word) {
  const canvas = one("[data-crop]", form);
  const image = one("img.scan");
  const box = one(`.boxes rect[data-at="${CSS.escape(word.dataset.at)}"]`);
  canvas.hidden = !(image?.naturalWidth && box);
  if (canvas.hidden) return;
  const side = (name, whole) => (Number(box.getAttribute(name)) / 1000) * whole;
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const [x, y, w, h] = [side("x", width), side("y", height), side("width", width), side("height", height)];
  const [wide, high] = [w + h * 2, h * 1.8];
  const larger = Math.min(Math.max(72 / high, 1), 460 / wide, 6);
  canvas.width = Math.max(1, Math.round(wide * larger));
  canvas.height = Math.max(1, Math.round(high * larger));
  canvas
    .getContext("2d")
    .drawImage(image, x - h, y - h * 0.4, wide, high, 0, 0, canvas.width, canvas.height);
}

function offer(list) {
  choices = list;
  chosen = -1;
  const row = one("[data-choices]", form);
  row.replaceChildren();
  if (list.length === 0) return;
  const label = document.createElement("span");
  label.className = "xs mut";
  label.textContent = row.dataset.label;
  row.append(label);
  list.forEach((text, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.dataset.choice = n;
    button.dir = "auto";
    button.textContent = text;
    row.append(button);
  });
}

function take(n) {
  if (choices.length === 0) return;
  chosen = (n + choices.length) % choices.length;
  field("to").value = choices[chosen];
  field("to").focus();
}

function open(word) {
  if (!form || !word) return;
  stop(word);
  const [line, place] = word.dataset.at.split(".");
  const text = word.textContent;
  field("line").value = line;
  field("word").value = place;
  field("words").value = 1;
  field("from").value = text;
  field("to").value = text;
  offer(JSON.parse(word.dataset.others || "[]"));
  // The line runs as its script does, the form as the screen does.
  form.dir = document.documentElement.dir;
  word.closest(".ln").append(form);
  form.hidden = false;
  crop(word);
  field("to").focus();
  field("to").select();
  form.scrollIntoView({ block: "nearest" });
}

function close() {
  form.hidden = true;
  const word = at(`${field("line").value}.${field("word").value}`);
  if (word) stop(word);
}

/** Takes the next word of the line into the correction: the machine had parted one word. */
function more() {
  const [line, first, count] = ["line", "word", "words"].map((name) => Number(field(name).value));
  const next = at(`${line}.${first + count}`);
  if (!next) return;
  field("words").value = count + 1;
  field("from").value += ` ${next.textContent}`;
  field("to").value += ` ${next.textContent}`;
  next.classList.add("now");
  field("to").focus();
}

document.addEventListener("click", (event) => {
  const stepper = event.target.closest("[data-doubtful]");
  if (stepper) return step(Number(stepper.dataset.doubtful));
  if (event.target.closest("[data-fix-open]")) return open(current ?? doubtful()[0] ?? words()[0]);
  if (event.target.closest("[data-fix-close]")) return close();
  if (event.target.closest("[data-fix-more]")) return more();
  const choice = event.target.closest("[data-choice]");
  if (choice) return take(Number(choice.dataset.choice));
  const box = event.target.closest(".boxes rect");
  const word = event.target.closest(".wd[data-at]") ?? (box && at(box.dataset.at));
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // The first click stops at a word, the next one opens it.
  if (word === current && !box) open(word);
  else stop(word);
});

document.addEventListener("focusin", (event) => {
  const word = event.target.closest?.(".wd[data-at]");
  if (word && word !== current) stop(word);
});

document.addEventListener("keydown", (event) => {
  if (form && !form.hidden && form.contains(event.target)) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return close();
    }
    if (event.target === field("to") && (event.key === "ArrowDown" || event.key === "ArrowUp") && choices.length > 0) {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      return take(chosen < 0 ? (by > 0 ? 0 : choices.length - 1) : chosen + by);
    }
    return;
  }
  const word = event.target.closest?.(".wd[data-at]");
  if (!word || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && form) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return open(word);
  }
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    event.preventDefault();
    const rtl = getComputedStyle(word).direction === "rtl";
    const order = words();
    stop(order[order.indexOf(word) + ((event.key === "ArrowRight") === rtl ? -1 : 1)]);
  }
}, true);

/** What nobody has read has its name on it, where the image is drawn. */
const boxes = one(".boxes");
function name() {
  for (const tag of all("[data-tag]")) tag.hidden = boxes.hasAttribute("hidden") || boxes.classList.contains("off");
}
for (const tag of all("[data-tag]")) {
  tag.style.insetInlineStart = `${Number(tag.dataset.x) / 10}%`;
  tag.style.insetBlockStart = `${Number(tag.dataset.y) / 10}%`;
}
if (boxes) {
  name();
  new MutationObserver(name).observe(boxes, { attributes: true, attributeFilter: ["hidden", "class"] });
}

// Where a correction was saved or not, the reader goes on at its word.
const asked = new URLSearchParams(location.search);
if (form && !form.hidden) {
  const word = at(`${field("line").value}.${field("word").value}`);
  const typed = field("to").value;
  const failed = one("#fix-fault");
  if (word) open(word);
  if (failed) field("to").value = typed;
  field("to").focus();
} else if (asked.has("at")) stop(at(asked.get("at")));
