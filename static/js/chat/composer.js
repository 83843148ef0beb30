// The box to write in: keeps the draft, counts near the limit, sends with Enter where there is a real keyboard.

import { show } from "./dom.js";
import { number, say } from "./strings.js";

const LIMIT = 4000;
const NEAR = 400;

export class Composer {
  constructor(form, { store, onsend, ontyping }) {
    Object.assign(this, { store, onsend, ontyping });
    this.box = form.querySelector("textarea");
    this.count = document.querySelector("#composer-count");
    this.error = document.querySelector("#composer-error");
    form.addEventListener("submit", (event) => this.#submit(event));
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("keydown", (event) => this.#key(event, form));
    // Another tab wrote: follow it unless the patient is writing here.
    addEventListener("storage", (event) => {
      if (event.key === store.draftKey && document.activeElement !== this.box) this.#put(store.draft);
    });
    // A quick hand may have begun before this script ran: those words stay.
    if (this.box.value) this.#changed();
    else this.#put(store.draft);
  }

  // Puts refused words back, if the box is free.
  restore(text) {
    if (this.box.value.trim()) return false;
    this.#put(text);
    this.store.draft = text;
    return true;
  }

  fail(text) {
    show(this.error, "");
    show(this.error, text);
    this.box.setAttribute("aria-invalid", String(Boolean(text)));
  }

  focus() {
    this.box.focus();
  }

  #put(text) {
    this.box.value = text;
    this.#measure();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.box.value;
    if (!text.trim()) {
      this.fail(say("empty"));
      return this.focus();
    }
    this.fail("");
    this.#put("");
    this.store.draft = "";
    this.onsend(text);
  }

  #changed() {
    this.store.draft = this.box.value;
    this.fail("");
    this.#measure();
    if (this.box.value) this.ontyping();
  }

  #key(event, form) {
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (event.key !== "Enter" || !plain || !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  }

  #measure() {
    const left = LIMIT - [...this.box.value].length;
    const over = left < 0;
    show(this.count, left <= NEAR ? say(over ? "over" : "left", { n: number(Math.abs(left)) }) : "");
    this.count.classList.toggle("composer__count--over", over);
  }
}
