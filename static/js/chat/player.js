// The line above the box while something is read aloud: pause, slow, stop, in reach wherever the page has scrolled to.

import { speech } from "./speech.js";
import { say } from "./strings.js";

export class Player {
  #source = null;

  constructor(node) {
    this.node = node;
    this.pause = node.querySelector("[data-player-pause]");
    this.slow = node.querySelector("[data-player-slow]");
    this.pause.addEventListener("click", () => (speech.paused ? speech.resume() : speech.pause()));
    this.slow.addEventListener("click", () => (speech.slow = !speech.slow));
    node.querySelector("[data-player-stop]").addEventListener("click", () => speech.stop());
    speech.addEventListener("change", () => this.#show());
  }

  #show() {
    const held = this.node.contains(document.activeElement);
    this.node.hidden = !speech.source;
    this.pause.textContent = say(speech.paused ? "go_on" : "pause");
    this.slow.setAttribute("aria-pressed", String(speech.slow));
    // A focus that would be lost goes back to where the reading was asked for.
    if (held && !speech.source) this.#source?.focus({ preventScroll: true });
    this.#source = speech.source;
  }
}
