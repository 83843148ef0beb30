// The conversation as staff read it. The server wrote what was said before; frames with a seq go on from there.

import { button, element } from "./chat/dom.js";
import { number, say } from "./chat/strings.js";
import { clockTime } from "./queue-live.js";

const TAGS = { p: "p", li: "li", h: "h4" };
const ALARMS = new Set(["emergency", "crisis"]);

export class Transcript {
  constructor(node, { last, retry }) {
    Object.assign(this, { node, last, retry });
    this.pending = new Map();
  }

  // Returns "shown", "seen" (a double) or "gap" (something before it is missing).
  take(frame, live) {
    if (frame.seq <= this.last) return "seen";
    if (frame.seq > this.last + 1) return "gap";
    this.last = frame.seq;
    this[`on_${frame.type}`]?.(frame, live);
    return "shown";
  }

  on_message({ id, author, text, at, teach }) {
    this.forget(id);
    if (teach && this.asked) this.on_notice(this.asked);
    this.asked = null;
    const staff = author?.role === "staff";
    this.#add(said(staff ? "staff" : "patient", staff ? staffName(author.name) : say("patient"), at, [paragraph(text)]));
  }

  // A question to the patient stands here once it is answered.
  on_teach(frame) {
    this.asked = frame;
  }

  on_sentence({ turn, text, block, at }) {
    if (!text) return;
    const place = this.#answer(turn, at).querySelector(".said__text");
    const goesOn = !(block in TAGS) && place.lastElementChild;
    if (goesOn) return lastPiece(place).append(` ${text}`);
    if (block !== "li") return place.append(element(TAGS[block] ?? "p", { text }));
    const list = place.lastElementChild?.tagName === "UL" ? place.lastElementChild : place.appendChild(element("ul"));
    list.append(element("li", { text }));
  }

  on_withdraw({ turn, text, at }) {
    const place = this.#answer(turn, at).querySelector(".said__text");
    place.before(element("p", { class: "soft", text: say("withdrawn") }));
    place.replaceChildren(paragraph(text));
  }

  // An alarm that comes while somebody reads is said at once.
  on_notice({ kind, text, at }, live) {
    const made = said("notice", say("notice"), at, [paragraph(text)]);
    made.classList.toggle("said--alarm", ALARMS.has(kind));
    if (live && ALARMS.has(kind)) made.setAttribute("role", "alert");
    this.#add(made);
  }

  on_done(frame) {
    const answer = this.#found(frame.turn);
    if (!answer || answer.querySelector("footer")) return;
    answer.append(element("footer", { class: "answer__foot" }, ...foot(frame)));
  }

  // Shows words that are on their way; `state` is sending, not_sent or failed.
  wait({ id, text }, state) {
    let made = this.pending.get(id);
    if (!made) {
      made = said("staff", say("you"), null, [paragraph(text), element("p", { class: "said__status" })]);
      this.pending.set(id, made);
      this.node.append(made);
    }
    const status = made.querySelector(".said__status");
    status.classList.toggle("said__status--failed", state === "failed");
    status.replaceChildren(say(state));
    if (state === "failed") status.append(" ", button(say("try_again"), {}, () => this.retry({ id, text })));
    return made;
  }

  forget(id) {
    this.pending.get(id)?.remove();
    this.pending.delete(id);
  }

  #answer(turn, at) {
    const found = this.#found(turn);
    if (found) return found;
    const made = said("answer", say("assistant"), at, []);
    made.dataset.turn = turn;
    this.#add(made);
    return made;
  }

  #found(turn) {
    return turn ? this.node.querySelector(`[data-turn="${CSS.escape(turn)}"]`) : null;
  }

  #add(made) {
    const first = this.pending.values().next().value;
    if (first) first.before(made);
    else this.node.append(made);
  }
}

function said(kind, name, at, pieces) {
  const time = at ? element("time", { class: "said__at number", datetime: at, text: clockTime(at) }) : null;
  const who = element("h3", { class: "said__who" }, `${name} `, time);
  // dir=auto: each text runs in the direction of its own script.
  return element("article", { class: `said said--${kind}` }, who, element("div", { class: "said__text", dir: "auto" }, ...pieces));
}

function paragraph(text) {
  return element("p", { text });
}

function lastPiece(place) {
  const last = place.lastElementChild;
  return last.tagName === "UL" ? last.lastElementChild : last;
}

function staffName(name) {
  return name ? say("staff", { name }) : say("staff_unnamed");
}

function foot({ status, grade, reliable, target, sources }) {
  const lines = [];
  if (status !== "answered") lines.push(paragraph(say("incomplete")));
  if (grade != null) {
    const level = say(reliable ? "grade" : "grade_about", { n: number(grade) });
    lines.push(paragraph(`${level}, ${say("asked", { n: target })}`));
  }
  if (sources?.length) lines.push(sourceList(sources));
  return lines;
}

function sourceList(sources) {
  const items = sources.map(({ topic, title, revision }) => {
    const version = revision ? `, ${say("revision", { n: revision })}` : "";
    return element("li", { text: `${topic}: ${title}${version}` });
  });
  const summary = element("summary", { text: say("sources", { n: sources.length }) });
  return element("details", { class: "details" }, summary, element("ul", {}, ...items));
}
