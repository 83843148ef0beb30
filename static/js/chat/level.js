// The reading level: one control, in step with what the server says.

import { say } from "./strings.js";

export class Level {
  constructor({ send, tell }) {
    this.select = document.querySelector("[data-level]");
    this.saved = this.select.value;
    this.select.addEventListener("change", () => {
      const sent = send({ type: "level", grade: Number(this.select.value) });
      if (sent) this.saved = this.select.value;
      else this.select.value = this.saved;
      tell(sent ? say("level_set", { name: this.name(this.saved) }) : say("reconnecting"));
    });
  }

  set(grade) {
    if (!this.name(grade)) return;
    this.saved = String(grade);
    this.select.value = this.saved;
  }

  name(grade) {
    return this.select.querySelector(`option[value="${Number(grade)}"]`)?.dataset.name ?? "";
  }
}
