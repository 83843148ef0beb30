// A box of words: how many letters are left, and, on a sheet, the words as they are printed.

import { number, say } from "./chat/strings.js";

const TELL_FROM = 100;
const form = document.querySelector("form[data-words]");
const box = form.querySelector("textarea[data-most]");
const left = form.querySelector("[data-left]");
const paper = document.querySelector("[data-words-print]");

function count() {
  const rest = Number(box.dataset.most) - box.value.length;
  const text = rest < 0 ? say("over", { n: number(-rest) }) : say("left", { n: number(rest) });
  left.hidden = rest > TELL_FROM;
  if (left.textContent !== text) left.textContent = text;
  left.classList.toggle("field__error", rest < 0);
}

box.addEventListener("input", count);
count();
// The server's word on a box comes with the page: the reader goes on where it is.
if (box.getAttribute("aria-invalid") === "true") box.focus();
if (paper) addEventListener("beforeprint", () => (paper.textContent = box.value));
