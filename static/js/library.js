// The editor: measure each text while it is written, and warn before unsaved text is left.

import { draw, isDrawn } from "./library-raises.js";

const PAUSE_MS = 400;
const SAY_MS = 1200;
const form = document.querySelector("#draft");
const said = document.querySelector("[data-said]");
let saying = 0;

/** Let a screen reader say one line, once the writer has paused; the same line is not said again. */
function say(words) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    if (said.textContent !== words) said.textContent = words;
  }, SAY_MS);
}

/** The same section at its other level; the question that checks understanding has none. */
function pair(area) {
  if (!area.name.startsWith("body-")) return undefined;
  const [, kind, level] = area.name.split("-");
  return form.elements[`body-${kind}-${level === "easy" ? "detailed" : "easy"}`];
}

/** The words nobody need avoid: the topic's names, and what the glossary explains. */
function explained() {
  const glossary = form.elements.glossary.value.split("\n").map((line) => line.split(":")[0].trim());
  return [form.dataset.names, ...glossary].filter(Boolean).join("\n");
}

async function ask(area) {
  const { level } = area.dataset;
  const { language, measure } = form.dataset;
  const body = new URLSearchParams({ text: area.value, other: pair(area)?.value ?? "", level, language, explained: explained() });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const reply = await fetch(measure, { method: "POST", body, headers: { "X-CSRFToken": token } });
    return await reply.json();
  } catch {
    return {};
  }
}

async function measure(area) {
  const text = area.value;
  const found = await ask(area);
  if (area.value !== text) return; // an older answer came late
  const meter = document.querySelector(`[data-meter-for="${area.id}"]`);
  meter.dataset.state = found.state ?? "failed";
  meter.textContent = found.meter ?? form.dataset.wordsFailed;
  if (!found.state) return;
  const details = document.querySelector(`[data-raises-for="${area.id}"]`);
  details.querySelector("[data-brief]").textContent = found.brief;
  draw(
    details.querySelector("[data-list]"),
    found,
    (places) => choose(area, places),
    (places) => use(area, places),
  );
  compare(area, found);
  if (document.activeElement === area) say(found.summary);
}

/** Keep the table of levels at what was measured last. */
function compare(area, found) {
  const cell = document.querySelector(`[data-cell="${area.id}"]`);
  if (!cell) return;
  cell.dataset.band = found.band;
  cell.querySelector("[data-grade]").textContent = found.grade === null ? "–" : found.grade.toFixed(1);
  const badge = cell.querySelector("[data-band-name]");
  badge.textContent = found.band_name;
  badge.classList.toggle("badge--good", found.band === "good");
  badge.classList.toggle("badge--warn", found.band === "over");
  const facts = cell.parentElement.querySelector("[data-facts-of]");
  facts.dataset.differ = found.facts.lines.length;
  facts.querySelector("[data-facts]").textContent = found.facts.brief;
  const list = facts.querySelector("ul");
  list.hidden = found.facts.lines.length === 0;
  list.replaceChildren(
    ...found.facts.lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
  const levels = document.querySelector("[data-levels]");
  levels.querySelector("[data-good]").textContent = levels.querySelectorAll("[data-band=good]").length;
  levels.querySelector("[data-differing]").textContent = levels.querySelectorAll("[data-differ]:not([data-differ='0'])").length;
}

/** Select the first place that still holds what was measured there; undefined when the text has moved on. */
function choose(area, places) {
  const place = places.find(({ start, end, old }) => area.value.slice(start, end) === old);
  if (!place) {
    say(form.dataset.wordsGone);
    return undefined;
  }
  area.focus();
  area.setSelectionRange(place.start, place.end);
  reveal(area, place.start);
  return place;
}

/** Scroll a long text to the line of a place: a script's selection does not bring it into view by itself. */
function reveal(area, at) {
  const whole = area.value.length || 1;
  area.scrollTop = Math.max(0, (area.scrollHeight * at) / whole - area.clientHeight / 2);
}

/** Put the plain word in as if it was typed, so that the browser's own undo takes it back. */
function use(area, places) {
  const place = choose(area, places);
  if (!place) return;
  if (!document.execCommand("insertText", false, place.new)) {
    area.setRangeText(place.new, place.start, place.end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(place.start, place.start + place.new.length);
  said.textContent = form.dataset.wordsReplaced;
}

function watch(area) {
  const details = document.querySelector(`[data-raises-for="${area.id}"]`);
  let timer = 0;
  const help = area.getAttribute("aria-describedby") ?? "";
  area.setAttribute("aria-describedby", `${area.id}-meter ${help}`.trim());
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => measure(area), PAUSE_MS);
  });
  if (area.value !== area.defaultValue) measure(area); // typed before this script was here
  details?.addEventListener("toggle", () => {
    if (!isDrawn(details.querySelector("[data-list]"))) measure(area);
  });
}

/** A link of the table goes to a text and puts the cursor there. */
function follow(event) {
  const link = event.target.closest("a[href^='#']");
  const area = link && document.getElementById(link.hash.slice(1));
  if (!area) return;
  event.preventDefault();
  area.scrollIntoView({ block: "center" });
  area.focus({ preventScroll: true });
}

if (form) {
  let unsaved = document.querySelector("[data-focus]") !== null;
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("submit", () => (unsaved = false));
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  for (const area of form.querySelectorAll("textarea[data-level]")) watch(area);
  for (const card of document.querySelectorAll("[data-levels], [data-pemat]")) card.addEventListener("click", follow);
  document.querySelector("[data-focus]")?.focus();
}
