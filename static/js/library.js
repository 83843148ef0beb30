// The editor: measure each text while it is written, and warn before unsaved text is left.

const PAUSE_MS = 400;
const form = document.querySelector("#draft");

function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function show(meter, state, words, long = []) {
  meter.dataset.state = state;
  meter.replaceChildren(words);
  for (const sentence of long.slice(0, 3)) {
    const line = document.createElement("span");
    const quote = document.createElement("q");
    quote.textContent = sentence;
    line.append(`${form.dataset.wordsLong} `, quote);
    meter.append(line);
  }
}

async function measure(area, meter) {
  const text = area.value;
  if (!text.trim()) {
    show(meter, "empty", form.dataset.wordsEmpty);
    return;
  }
  const body = new URLSearchParams({ text, level: area.dataset.level, language: form.dataset.language });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let found;
  try {
    const reply = await fetch(form.dataset.measure, { method: "POST", body, headers: { "X-CSRFToken": token } });
    if (!reply.ok) throw new Error(reply.status);
    found = await reply.json();
  } catch {
    show(meter, "failed", form.dataset.wordsFailed);
    return;
  }
  if (area.value !== text) return; // an older answer came late
  const pattern = found.reliable ? form.dataset.wordsExact : form.dataset.wordsRough;
  const grade = found.grade === null ? "–" : found.grade.toFixed(1);
  const words = fill(pattern, { grade, words: found.words });
  const goal = found.over ? ` ${fill(form.dataset.wordsOver, { ceiling: found.ceiling })}` : "";
  show(meter, found.over || found.long.length ? "over" : "good", words + goal, found.long);
}

function watch(area) {
  const meter = document.querySelector(`[data-meter-for="${area.id}"]`);
  let timer = 0;
  area.setAttribute("aria-describedby", meter.id);
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => measure(area, meter), PAUSE_MS);
  });
  if (area.value.trim()) measure(area, meter);
}

if (form) {
  let unsaved = document.querySelector("[data-focus]") !== null;
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("submit", () => (unsaved = false));
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  for (const area of form.querySelectorAll("textarea[data-level]")) watch(area);
  document.querySelector("[data-focus]")?.focus();
}
