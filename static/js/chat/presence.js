// What the other side may know: that the patient is writing, and what they have seen. Only while a case is open.

import { Typing } from "./typing.js";

const READ_AFTER_MS = 800;

export class Presence {
  #timer = 0;
  #read = 0;

  constructor(send) {
    this.send = send;
    this.state = {};
    this.last = 0;
    this.typing = new Typing({ send, may: () => this.state.answered_by === "person" });
    document.addEventListener("visibilitychange", () => this.seen(this.last));
  }

  stands(state) {
    this.state = state;
    this.typing.ready();
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
