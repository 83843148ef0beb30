// "Read aloud" and "Hear it": a button that starts the voice on some text and stops it. It shows only where there is a voice.

import { button } from "./dom.js";
import { speech } from "./speech.js";
import { say } from "./strings.js";

const BLOCKS = "p, h3, li";

speech.addEventListener("change", () => document.querySelectorAll("[data-aloud]").forEach(show));
speech.addEventListener("voices", () => document.querySelectorAll("[data-aloud]").forEach(show));

// Returns the button; `pieces` gives the elements to read when it is pressed.
export function aloud(key, pieces) {
  // aria-live: while the voice speaks, a screen reader need not say that the button has another name.
  const made = button("", { "data-aloud": key, "aria-live": "off" }, () => {
    if (speech.source === made) speech.stop();
    else speech.read(made, pieces());
  });
  show(made);
  return made;
}

function show(made) {
  const on = speech.source === made;
  made.setAttribute("aria-pressed", String(on));
  made.textContent = say(on ? "stop_reading" : made.dataset.aloud);
  made.hidden = !speech.voice;
}

// Returns the sentences of an answer in their order, a list item by item; a meaning that is open among them is left out.
export function sentences(text) {
  const parts = [...text.querySelectorAll(BLOCKS)].flatMap((block) => {
    const inside = [...block.children].filter((child) => child.matches("span:not(.meaning)"));
    return inside.length ? inside : [block];
  });
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part.textContent));
}
