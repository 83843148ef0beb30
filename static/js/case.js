// One case: the conversation live by its own socket, who has the case by the queue's, words to the patient by the first.

import { Composer } from "./chat/composer.js";
import { show } from "./chat/dom.js";
import { Connection } from "./chat/socket.js";
import { Store, newId } from "./chat/store.js";
import { knows, say } from "./chat/strings.js";
import { Typing } from "./chat/typing.js";
import { Follow } from "./case-follow.js";
import { Transcript } from "./case-transcript.js";
import { Clock, Queue } from "./queue-live.js";

const UNANSWERED_MS = 20000;
const TYPING_SHOWN_MS = 5000;
const URGENT = 0;

class Case {
  #live = false;
  #goal = null;
  #typing = 0;
  #kept = Date.now();

  constructor(root) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.root = root;
    this.lines = { offline: find("offline"), typing: find("typing"), nothing: find("nothing") };
    this.store = new Store(`case-${root.dataset.case}`);
    this.follow = new Follow({ end: find("end"), dock: find("dock"), button: find("newest") });
    const last = Number(root.dataset.last);
    this.transcript = new Transcript(find("log"), { last, retry: (message) => this.deliver(message) });
    this.connection = new Connection(`/ws/conversations/${root.dataset.conversation}/`);
    this.typing = new Typing({ send: (frame) => this.connection.send(frame), may: () => this.mine });
    this.composer = new Composer(find("composer"), {
      store: this.store,
      onsend: (text) => this.say(text),
      ontyping: () => this.typing.changed(),
    });
    this.connection.addEventListener("frame", ({ detail }) => this.receive(detail));
    this.connection.addEventListener("closed", ({ detail }) => this.closed(detail));
    this.connection.connect();
    this.#watch();
  }

  get mine() {
    return this.root.dataset.stand === "mine";
  }

  #watch() {
    const clock = new Clock(this.root.dataset.now);
    new Queue({ clock, changed: (cases) => this.stands(cases), line: () => {} });
    for (const act of ["keydown", "pointerdown", "scroll"]) addEventListener(act, () => this.keep(), { passive: true });
  }

  // --- who has the case ---

  stands(cases) {
    const found = cases.find((item) => item.id === this.root.dataset.case);
    const stand = !found ? "closed" : found.mine ? "mine" : found.status === "waiting" ? "waiting" : "other";
    const others = cases.filter((item) => item.status === "waiting" && item !== found).length;
    const badge = this.root.querySelector("[data-others]");
    show(badge, others ? say("waiting_n", { n: others }) : "");
    if (found) this.#describe(found);
    if (stand === this.root.dataset.stand) return;
    this.root.dataset.stand = stand;
    for (const node of this.root.querySelectorAll("[data-when]")) node.hidden = !node.dataset.when.split(" ").includes(stand);
  }

  #describe({ label, priority, overdue, claimed_by: name }) {
    const badge = this.root.querySelector("[data-label]");
    badge.classList.toggle("badge--danger", priority === URGENT);
    for (const node of this.root.querySelectorAll("[data-label], [data-label-text]")) {
      if (node.textContent !== label) node.textContent = label;
    }
    this.root.querySelector("[data-overdue]").hidden = !overdue;
    const other = this.root.querySelector("[data-other]");
    if (name) other.textContent = say("other", { name });
  }

  // A claim is a lease: being here renews it.
  async keep() {
    if (!this.mine || Date.now() - this.#kept < Number(this.root.dataset.keepS) * 1000) return;
    this.#kept = Date.now();
    const token = this.root.querySelector("input[name=csrfmiddlewaretoken]").value;
    try {
      await fetch(this.root.dataset.keep, { method: "POST", headers: { "X-CSRFToken": token } });
    } catch {
      // Offline: the next act tries again, and the server says when the case is lost.
    }
  }

  // --- what goes out ---

  say(text) {
    const message = { id: newId(), text };
    this.store.add(message);
    this.deliver(message);
    this.follow.toEnd();
  }

  // Sends words, or keeps them until there is a line; the same id is the same message.
  deliver(message) {
    const sent = this.#live && this.connection.send({ type: "say", ...message });
    if (sent) setTimeout(() => this.#unanswered(message.id), UNANSWERED_MS);
    this.transcript.wait(message, sent || this.connection.open ? "sending" : "not_sent");
  }

  #unanswered(id) {
    if (this.store.outbox.some((message) => message.id === id) && this.connection.open) this.connection.restart();
  }

  // --- what comes in ---

  receive(frame) {
    if (frame.seq != null && frame.type !== "accepted" && frame.type !== "read") return this.#event(frame);
    this[`on_${frame.type}`]?.(frame);
  }

  on_hello(frame) {
    this.#live = false;
    this.#goal = frame.last_seq;
    show(this.lines.offline, "");
    this.connection.send({ type: "resume", after: this.transcript.last });
    this.typing.ready();
    this.#caughtUp();
  }

  #event(frame) {
    const result = this.transcript.take(frame, this.#live);
    if (result === "gap") return this.connection.send({ type: "resume", after: this.transcript.last });
    if (result === "seen") return;
    if (frame.type === "message") this.#arrived(frame);
    this.lines.nothing.hidden = true;
    this.follow.news();
    if (!this.#live) this.#caughtUp();
  }

  #arrived({ id, author }) {
    if (id) this.store.take(id);
    if (author?.role === "patient") show(this.lines.typing, "");
  }

  // All that was said before is here: from now on news are announced, and what waited is sent.
  #caughtUp() {
    if (this.transcript.last < this.#goal) return;
    this.#live = true;
    for (const message of this.store.outbox) this.deliver(message);
    setTimeout(() => this.transcript.node.setAttribute("aria-live", "polite"), 0);
  }

  on_accepted({ id }) {
    this.store.take(id);
  }

  on_typing({ role }) {
    if (role !== "patient") return;
    clearTimeout(this.#typing);
    show(this.lines.typing, say("person_typing", { name: say("patient") }));
    this.#typing = setTimeout(() => show(this.lines.typing, ""), TYPING_SHOWN_MS);
  }

  on_error({ id, code, message }) {
    const text = code === "not_allowed" ? say("lost") : knows(code) ? say(code) : message || say("went_wrong");
    this.composer.fail(text);
    if (id) this.#refused(id, code === "not_stored");
  }

  // Gives refused words back: into the box when it is free, else they keep a button to try again.
  #refused(id, again) {
    const message = this.store.outbox.find((kept) => kept.id === id);
    if (!message) return;
    if (again || !this.composer.restore(message.text)) return this.transcript.wait(message, "failed");
    this.store.take(id);
    this.transcript.forget(id);
    this.composer.fail(this.composer.error.textContent);
  }

  closed({ refused }) {
    this.#live = false;
    this.transcript.node.setAttribute("aria-live", "off");
    show(this.lines.offline, say(refused ? "signed_out" : navigator.onLine ? "reconnecting" : "offline"));
    for (const message of this.store.outbox) this.transcript.wait(message, "not_sent");
  }
}

const root = document.querySelector("[data-case]");
if (root) new Case(root);
