// Teach-back: one open question about an answer. The patient tells it in their own words, or skips it.

import { button, element } from "./dom.js";
import { newId } from "./store.js";
import { say } from "./strings.js";

export class TeachBack {
  constructor({ turn, text }, { send, skipped }) {
    this.id = newId();
    const label = element("label", { class: "teach__question", for: `teach-${turn}`, text });
    const box = element("textarea", { id: `teach-${turn}`, class: "input", rows: "3", maxlength: "4000" });
    const told = element("p", { role: "status" });
    const tell = () => {
      const words = box.value.trim();
      if (!words) return (told.textContent = say("empty"));
      told.textContent = say(send({ type: "teach", id: this.id, turn, text: words }) ? "sending" : "reconnecting");
    };
    const skip = button(say("skip"), { kind: "plain" }, () => skipped());
    this.told = told;
    this.node = element("section", { class: "said notice teach", "aria-label": say("teach") });
    this.node.append(label, box, element("div", { class: "answer__row" }, button(say("teach_send"), {}, tell), skip), told);
  }

  // The words were not stored: they stay in the box, and may be sent again.
  failed(text) {
    this.told.textContent = text;
  }
}
