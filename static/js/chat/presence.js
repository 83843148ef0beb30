// What the other side may know: that the patient is writing, and what they have seen. Only while a case is open.

const TYPING_EVERY_MS = 3000;
const READ_AFTER_MS = 800;

export class Presence {
  #typed = 0;
  #timer = 0;
  #read = 0;

  constructor(send) {
    this.send = send;
    this.state = {};
    this.last = 0;
    document.addEventListener("visibilitychange", () => this.seen(this.last));
  }

  typing() {
    if (this.state.answered_by !== "person" || Date.now() - this.#typed < TYPING_EVERY_MS) return;
    this.#typed = Date.now();
    this.send({ type: "typing" });
  }

  seen(seq) {
    this.last = seq;
    clearTimeout(this.#timer);
    if (document.hidden || !this.state.case || this.#read >= seq) return;
    this.#timer = setTimeout(() => {
      if (this.send({ type: "read", seq })) this.#read = seq;
    }, READ_AFTER_MS);
  }
}
