// A conversation on one page: the socket's frames go to the log and the lines above the box, the patient's acts go out.

import { Composer } from "./composer.js";
import { Level } from "./level.js";
import { Log } from "./log.js";
import { PersonDialog } from "./person.js";
import { Player } from "./player.js";
import { Presence } from "./presence.js";
import { Scroll } from "./scroll.js";
import { Connection } from "./socket.js";
import { speech } from "./speech.js";
import { Status } from "./status.js";
import { Store, newId } from "./store.js";
import { knows, say } from "./strings.js";

const UNANSWERED_MS = 20000;
const MOST_BYTES = 60000;
// What ends reading aloud: somebody says something, an alarm, a person takes over.
const SILENCES = new Set(["message", "emergency", "crisis", "handover", "claimed", "correction", "closed"]);
const AT_ONCE = new Set(["emergency", "crisis", "handover", "claimed"]);

class Chat {
  #goal = null;
  #live = false;
  #again = "";

  constructor(root) {
    const find = (name) => document.querySelector(`[data-${name}]`);
    const send = (frame) => {
      if (frame.type === "again" || frame.type === "teach") this.#again = frame.id;
      return this.connection.send(frame);
    };
    this.presence = new Presence(send);
    this.starters = find("starters");
    this.loading = find("loading");
    this.print = find("print-link");
    this.store = new Store(root.dataset.conversation);
    this.status = new Status();
    const strip = document.querySelector(".strip");
    this.scroll = new Scroll({ end: find("end"), space: find("space"), dock: find("dock"), strip, button: find("newest") });
    this.connection = new Connection(`/ws/conversations/${root.dataset.conversation}/`);
    this.level = new Level({ send, tell: (text) => this.status.tell(text) });
    const levelName = (grade) => this.level.name(grade);
    const acts = { ask: (text) => this.say(text), team: (text) => this.person.send(text), person: () => this.person.open() };
    const act = (kind, value) => acts[kind](value);
    const replaced = (old, node) => this.scroll.moved(old, node);
    const retry = (id, text) => this.deliver({ id, text });
    this.log = new Log(find("log"), { send, act, replaced, levelName, retry, store: this.store });
    this.log.skipped = () => this.composer.focus();
    this.composer = new Composer(find("composer"), {
      store: this.store,
      onsend: (text) => this.say(text),
      ontyping: () => this.presence.typing.changed(),
    });
    this.person = new PersonDialog({ send, onsent: () => this.composer.focus() });
    this.player = new Player(find("player"));
    this.#listen(find("stop"));
    this.connection.connect();
  }

  #listen(stop) {
    this.connection.addEventListener("frame", (event) => this.receive(event.detail));
    this.connection.addEventListener("closed", (event) => this.closed(event.detail));
    speech.addEventListener("failed", () => this.status.tell(say("aloud_failed")));
    for (const button of this.starters.querySelectorAll("button")) {
      button.addEventListener("click", () => this.say(button.textContent));
    }
    stop.addEventListener("click", () => {
      if (!this.connection.send({ type: "stop" })) return;
      stop.disabled = true;
      this.status.working("stopping");
      this.composer.focus();
    });
  }

  // --- what goes out ---

  say(text) {
    if (new TextEncoder().encode(text).length > MOST_BYTES) {
      this.composer.restore(text);
      return this.composer.fail(say("too_long"));
    }
    speech.stop();
    const message = { id: newId(), text };
    this.store.add(message);
    const node = this.deliver(message);
    this.starters.hidden = true;
    this.scroll.toTop(node);
  }

  // Sends a message, or keeps it until there is a line; the same id is the same message.
  deliver(message) {
    const sent = this.#live && this.connection.send({ type: "say", ...message });
    if (sent) setTimeout(() => this.#unanswered(message.id), UNANSWERED_MS);
    const node = this.log.wait(message, sent || this.connection.open ? "sending" : "not_sent");
    this.working();
    return node;
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
    this.status.connection("");
    this.level.set(frame.grade);
    speech.language = frame.language;
    this.connection.send({ type: "resume", after: this.log.last });
    this.#caughtUp();
  }

  #event(frame) {
    const atEnd = this.scroll.atEnd();
    const result = this.log.take(frame, this.#live);
    if (result === "gap") return this.connection.send({ type: "resume", after: this.log.last });
    if (result === "seen") return;
    if (SILENCES.has(frame.kind ?? frame.type)) speech.stop();
    if (frame.type === "message") this.#arrived(frame);
    this.starters.hidden = true;
    this.print.hidden = false;
    this.working();
    if (!this.#live) this.#caughtUp();
    else if (frame.type === "message" && frame.id === this.#again) this.scroll.toTop(this.log.newest);
    else if (AT_ONCE.has(frame.kind) || (atEnd && frame.author?.role === "staff")) this.scroll.toward(this.log.newest);
    else this.scroll.news();
    this.presence.seen(this.log.last);
  }

  #arrived({ id, author }) {
    if (id) this.store.take(id);
    if (author?.role === "staff") this.status.silent();
  }

  // All that was said before is here: from now on news are announced, and what waited is sent.
  #caughtUp() {
    if (this.log.last < this.#goal) return;
    const first = !this.loading.hidden;
    this.#live = true;
    this.loading.hidden = true;
    for (const message of this.store.outbox) this.deliver(message);
    this.starters.hidden = !this.log.empty;
    this.working();
    if (first && !this.log.empty) this.scroll.toEnd();
    // Only what changes after this moment is announced, not the past.
    setTimeout(() => this.log.node.setAttribute("aria-live", "polite"), 0);
  }

  on_accepted({ id }) {
    this.store.take(id);
  }

  on_alert(frame) {
    speech.stop();
    this.log.alert(frame);
    if (frame.id) this.#refused(frame.id);
  }

  on_state(frame) {
    if (frame.answered_by === "person") speech.stop();
    this.presence.stands(frame);
    this.person.tell(this.status.people(frame));
    this.working();
    this.presence.seen(this.log.last);
  }

  on_typing({ role }) {
    if (role === "staff") this.status.writes();
  }

  on_error({ id, code, message }) {
    const text = knows(code) ? say(code) : message || say("went_wrong");
    if (id && this.log.teachBack?.id === id) return this.log.teachBack.failed(text);
    if (id) this.#refused(id, code === "not_stored");
    this.composer.fail(text);
    this.working();
  }

  // Gives refused words back: into the box when it is free, else the message keeps a button to try again.
  #refused(id, again = true) {
    const message = this.store.outbox.find((kept) => kept.id === id);
    if (!message) return;
    const back = !again && this.composer.restore(message.text);
    if (again || !back) return this.log.wait(message, "failed");
    this.store.take(id);
    this.log.forget(id);
  }

  closed({ refused }) {
    if (refused) speech.stop();
    this.#live = false;
    this.log.node.setAttribute("aria-live", "off");
    this.status.connection(refused ? "signed_out" : navigator.onLine ? "reconnecting" : "offline");
    for (const message of this.store.outbox) this.log.wait(message, "not_sent");
    this.working();
  }

  working() {
    const waits = this.#live && this.presence.state.answered_by !== "person" && this.log.open.size > 0;
    const turn = [...this.log.open].at(-1);
    this.status.working(waits ? (this.log.answers.has(turn) ? "writing" : "checking") : "");
  }
}

const root = document.querySelector("[data-chat]");
for (const node of document.querySelectorAll("[data-needs-script]")) node.hidden = false;
if (root) new Chat(root);
