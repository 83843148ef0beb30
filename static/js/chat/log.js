// The log: frames with a seq in their order, each once; what was not acknowledged stands last until it is.

import { Answer } from "./answer.js";
import { button, element } from "./dom.js";
import { keeper } from "./keep.js";
import { notice } from "./notices.js";
import { say } from "./strings.js";
import { TeachBack } from "./teach.js";

export class Log {
  constructor(node, { send, act, retry, replaced, levelName, store }) {
    Object.assign(this, { node, send, act, retry, replaced, levelName, store });
    this.last = 0;
    this.answers = new Map();
    this.pending = new Map();
    this.open = new Set();
    this.told = new Set();
    this.teachBack = null;
  }

  // Returns "shown", "seen" (a double) or "gap" (something before it is missing).
  take(frame, live) {
    if (frame.seq <= this.last) return "seen";
    if (frame.seq > this.last + 1) return "gap";
    this.last = frame.seq;
    this[`on_${frame.type}`]?.(frame, live);
    return "shown";
  }

  on_message({ id, turn, author, text, teach }) {
    this.#endTeaching();
    if (teach) this.told.add(turn);
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (author?.role === "patient" && turn) this.open.add(turn);
    const node = message(author, text);
    if (author?.role === "patient" && id) node.append(keeper(id, text));
    // The question keeps its place unless something came before it.
    if (waiting) this.replaced(waiting, node);
    waiting?.remove();
    this.#add(node);
  }

  on_sentence(frame) {
    this.open.add(frame.turn);
    this.#answer(frame.turn).sentence(frame);
  }

  on_withdraw(frame, live) {
    this.#answer(frame.turn).withdraw(frame.text);
    if (frame.actions?.length) this.on_notice({ kind: "correction", text: "", actions: frame.actions }, live);
  }

  on_notice(frame, live) {
    this.#add(notice(frame, { live, act: this.act }));
  }

  // The question about the last answer; whatever is said next puts it away.
  on_teach(frame) {
    if (this.store.skipped === frame.turn) return;
    const skipped = () => {
      this.store.skipped = frame.turn;
      this.#endTeaching();
      this.skipped();
    };
    this.teachBack = new TeachBack(frame, { send: this.send, skipped });
    this.#add(this.teachBack.node);
  }

  #endTeaching() {
    this.teachBack?.node.remove();
    this.teachBack = null;
  }

  on_done(frame) {
    this.open.delete(frame.turn);
    this.answers.get(frame.turn)?.done(frame);
  }

  // A red flag that could not be stored still shows its text.
  alert(frame) {
    this.#add(notice(frame, { live: true, act: this.act }));
  }

  // Shows a message that is on its way; `state` is sending, not_sent or failed.
  wait({ id, text }, state) {
    let node = this.pending.get(id);
    if (!node) {
      node = message({ role: "patient" }, text);
      node.append(element("p", { class: "said__status" }));
      this.pending.set(id, node);
      this.node.append(node);
    }
    const status = node.lastElementChild;
    status.classList.toggle("said__status--failed", state === "failed");
    status.replaceChildren(say(state));
    if (state === "failed") status.append(" ", button(say("try_again"), {}, () => this.retry(id, text)));
    return node;
  }

  forget(id) {
    this.pending.get(id)?.remove();
    this.pending.delete(id);
  }

  // What was added last, before anything that is still on its way.
  get newest() {
    const first = this.pending.values().next().value;
    return first?.previousElementSibling ?? this.node.lastElementChild;
  }

  get empty() {
    return !this.node.childElementCount;
  }

  #answer(turn) {
    if (!this.answers.has(turn)) {
      const answer = new Answer(turn, { send: this.send, levelName: this.levelName, again: !this.told.has(turn) });
      this.answers.set(turn, answer);
      this.#add(answer.node);
    }
    return this.answers.get(turn);
  }

  #add(node) {
    const first = this.pending.values().next().value;
    if (first) first.before(node);
    else this.node.append(node);
  }
}

function message(author, text) {
  const staff = author?.role === "staff";
  const name = staff ? (author.name ? say("staff", { name: author.name }) : say("staff_unnamed")) : say("you");
  const node = element("article", { class: `said ${staff ? "said--staff" : "said--you"}` });
  // dir=auto: each message runs in the direction of its own script.
  node.append(element("h2", { class: "said__who", text: name }), element("p", { class: "said__text", dir: "auto", text }));
  return node;
}
