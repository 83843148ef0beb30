// The lines above the box: who answers, whether the line is up, whether an answer is being written.

import { show } from "./dom.js";
import { say } from "./strings.js";

const TYPING_MS = 5000;
const TOLD_MS = 6000;

export class Status {
  #typing = 0;

  constructor() {
    const find = (name) => document.querySelector(`[data-${name}]`);
    this.offline = find("offline");
    this.offlineText = find("offline-text");
    this.state = find("state");
    this.busy = find("busy");
    this.busyText = find("busy-text");
    this.typing = find("typing");
    this.told = find("told");
    this.stop = find("stop");
    this.name = "";
  }

  connection(key) {
    show(this.offlineText, key ? say(key) : "");
    this.offline.hidden = !key;
  }

  // Shows the state frame; returns its sentence.
  people({ answered_by: by, waiting, position, urgent, claimed_by: who }) {
    this.name = who ?? "";
    let text = "";
    if (by === "person") text = who ? say("answering", { name: who }) : say("answering_unnamed");
    else if (waiting) text = say(urgent ? "waiting_urgent" : "waiting", { n: position ?? 1 });
    show(this.state, text);
    return text;
  }

  working(key) {
    show(this.busyText, key ? say(key) : "");
    this.busy.hidden = !key;
    if (!key) this.stop.disabled = false;
  }

  // Says what an act of the patient did, for a while.
  tell(text) {
    show(this.told, text);
    setTimeout(() => show(this.told, ""), TOLD_MS);
  }

  writes() {
    clearTimeout(this.#typing);
    show(this.typing, say("person_typing", { name: this.name || say("staff_unnamed") }));
    this.#typing = setTimeout(() => this.silent(), TYPING_MS);
  }

  silent() {
    show(this.typing, "");
  }
}
