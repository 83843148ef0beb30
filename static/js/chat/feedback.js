// "Was this clear?": yes or no at once, words afterwards if the patient likes.

import { button, element } from "./dom.js";
import { say } from "./strings.js";

export function feedback(turn, send) {
  const id = `clear-${turn}`;
  const question = element("span", { id, text: say("clear") });
  const thanks = element("span", { role: "status" });
  const place = element("div", { class: "answer__comment" });
  const choose = (clear) => {
    const sent = send({ type: "feedback", turn, clear });
    thanks.textContent = say(sent ? "thanks" : "went_wrong");
    if (!sent) return;
    for (const [value, choice] of choices) choice.setAttribute("aria-pressed", String(value === clear));
    place.replaceChildren(...comment(turn, clear, send, thanks, place));
  };
  const choices = [
    [true, button(say("yes"), { "aria-pressed": "false" }, () => choose(true))],
    [false, button(say("no"), { "aria-pressed": "false" }, () => choose(false))],
  ];
  const group = element("span", { class: "answer__row", role: "group", "aria-labelledby": id });
  group.append(question, ...choices.map(([, choice]) => choice), thanks);
  return [group, place];
}

function comment(turn, clear, send, thanks, place) {
  const id = `comment-${turn}`;
  const label = element("label", { for: id, text: say(clear ? "what_more" : "what_unclear") });
  const box = element("textarea", { id, class: "input", rows: "2", maxlength: "1000" });
  const submit = button(say("send"), {}, () => {
    const text = box.value.trim();
    if (!text || !send({ type: "feedback", turn, clear, comment: text })) return;
    thanks.textContent = "";
    thanks.textContent = say("thanks");
    thanks.tabIndex = -1;
    thanks.focus();
    place.replaceChildren();
  });
  return [label, box, submit];
}
