// Tells the other side that somebody writes here: now and then while the text grows, later when there was no line.

const EVERY_MS = 3000;
const STALE_MS = 10000;

export class Typing {
  #said = 0;
  #waits = 0;

  constructor({ send, may }) {
    Object.assign(this, { send, may });
  }

  changed() {
    if (Date.now() - this.#said < EVERY_MS) return;
    const sent = this.may() && this.send({ type: "typing" });
    if (sent) this.#said = Date.now();
    this.#waits = sent ? 0 : Date.now();
  }

  // There is a line, or somebody to tell, again.
  ready() {
    if (Date.now() - this.#waits < STALE_MS) this.changed();
  }
}
