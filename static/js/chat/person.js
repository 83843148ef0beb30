// "Talk to a person": without script a link to a form; here a dialog with a place for a few words.

import { show } from "./dom.js";
import { newId } from "./store.js";

export class PersonDialog {
  constructor({ send, onsent }) {
    this.dialog = document.querySelector("[data-person-dialog]");
    this.state = this.dialog.querySelector("[data-person-state]");
    this.note = this.dialog.querySelector("textarea");
    this.link = document.querySelector("[data-person]");
    this.id = newId();
    this.link.addEventListener("click", (event) => this.#open(event));
    this.dialog.addEventListener("close", () => this.#closed());
    Object.assign(this, { transmit: send, onsent });
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  tell(text) {
    show(this.state, text);
  }

  // A click that wants a new tab keeps its meaning.
  #open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open();
  }

  // Asks for a person with these words.
  send(note) {
    const sent = this.transmit({ type: "person", id: this.id, note });
    // No socket: the plain form works all the same, or shows the browser's own words about the network.
    if (!sent) return location.assign(this.link.href);
    this.id = newId();
    this.note.value = "";
    this.onsent();
  }

  #closed() {
    const asked = this.dialog.returnValue === "ask";
    this.dialog.returnValue = "";
    if (asked) this.send(this.note.value.trim());
  }
}
