// A word with a meaning becomes a button; its meaning opens under the sentence.

import { aloud } from "./aloud.js";
import { element } from "./dom.js";
import { speech } from "./speech.js";

let count = 0;

// Returns the nodes of a sentence: text, and a button for the first place of each term.
export function withTerms(text, terms) {
  const nodes = [];
  let from = 0;
  for (const { at, length, term } of places(text, terms)) {
    // Brackets and marks stay on the line of their word.
    const before = /[^\s]*$/u.exec(text.slice(from, at))[0];
    const after = /^[^\s\p{L}\p{N}]*/u.exec(text.slice(at + length))[0];
    const made = termButton(text.slice(at, at + length), term);
    nodes.push(text.slice(from, at - before.length), element("span", { class: "keep" }, before, made, after));
    from = at + length + after.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}

function places(text, terms) {
  const found = [];
  for (const term of terms ?? []) {
    if (!term?.term || !term.meaning) continue;
    const escaped = term.term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const match = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?:e?s)?(?![\\p{L}\\p{N}])`, "iu").exec(text);
    if (match) found.push({ at: match.index, length: match[0].length, term });
  }
  found.sort((a, b) => a.at - b.at || b.length - a.length);
  let end = 0;
  return found.filter((place) => {
    const free = place.at >= end;
    if (free) end = place.at + place.length;
    return free;
  });
}

function termButton(words, { term, meaning }) {
  const id = `meaning-${++count}`;
  const made = element("button", { type: "button", class: "term", "aria-expanded": "false", "aria-controls": id, text: words });
  made.addEventListener("click", () => {
    const opened = document.getElementById(id);
    made.setAttribute("aria-expanded", String(!opened));
    if (opened) close(opened);
    else made.closest(".keep").parentElement.after(note(id, term, meaning));
  });
  return made;
}

function note(id, term, meaning) {
  const name = element("span", { class: "meaning__term", text: `${term}: ` });
  const words = element("span", { text: meaning });
  const hear = aloud("hear", () => [name, words]);
  return element("span", { id, class: "meaning", role: "note" }, name, words, " ", hear);
}

function close(opened) {
  speech.stop(opened.querySelector("[data-aloud]"));
  opened.remove();
}
