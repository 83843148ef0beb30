// My questions from the conversation: a message of the patient's goes on their own list, and the way to that list.

import { button, element } from "./dom.js";
import { say } from "./strings.js";

const form = document.querySelector("[data-keep]");

export function toQuestions() {
  return element("a", { class: "button button--quiet button--small", href: form.action, text: say("my_questions") });
}

export function keeper(id, text) {
  const told = element("span", { role: "status" });
  const keep = button(say("keep"), { kind: "plain" }, async () => {
    keep.disabled = true;
    const answer = await send(id, text);
    keep.disabled = false;
    // Words that do not fit: the page of questions takes them, says why, and keeps every one.
    if (answer === "refused") return form.submit();
    if (answer !== "saved") return (told.textContent = say("not_stored"));
    told.textContent = say("kept");
    const link = element("a", { href: form.action, text: say("my_questions"), class: "button button--plain button--small" });
    keep.replaceWith(link);
    link.focus();
  });
  return element("p", { class: "said__keep" }, told, " ", keep);
}

async function send(id, text) {
  form.elements.text.value = text;
  form.elements.client_id.value = id;
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers, redirect: "error" });
    if (!response.ok) return "lost";
    return (await response.json()).saved ? "saved" : "refused";
  } catch {
    return "lost";
  }
}
