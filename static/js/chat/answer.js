// One answer: sentences as they are released, then its level, sources, and "Was this clear?".

import { aloud, sentences } from "./aloud.js";
import { button, element, webAddress } from "./dom.js";
import { feedback } from "./feedback.js";
import { withTerms } from "./glossary.js";
import { toQuestions } from "./keep.js";
import { speech } from "./speech.js";
import { newId } from "./store.js";
import { number, say } from "./strings.js";

const TAGS = { p: "p", li: "li", h: "h3" };
// How far the next level is, in grades, for each wish.
const AGAIN = { simpler: -2, detail: 2 };

export class Answer {
  #block = null;
  #ended = false;
  #aloud = aloud("read_aloud", () => sentences(this.text));

  constructor(turn, { send, levelName, again }) {
    this.turn = turn;
    this.again = again;
    this.send = send;
    this.levelName = levelName;
    this.words = [];
    this.text = element("div", { class: "said__text answer__text" });
    this.node = element("article", { class: "said answer", "data-turn": turn });
    this.node.append(element("h2", { class: "said__who", text: say("assistant") }), this.text);
  }

  sentence({ text, block, terms }) {
    if (!text) return;
    if (block || !this.#block) this.#open(block in TAGS ? block : "p");
    const lead = this.#block.childNodes.length ? " " : "";
    this.#block.append(lead, element("span", {}, ...withTerms(text, terms)));
    this.words.push(`${block === "li" ? "\n- " : block ? "\n\n" : " "}${text}`);
  }

  withdraw(text) {
    speech.stop(this.#aloud);
    this.#block = null;
    this.words = [text];
    this.text.replaceChildren(element("p", { class: "soft", text: say("withdrawn") }), element("p", { text }));
  }

  done(frame) {
    if (this.#ended || !this.words.length) return;
    this.#ended = true;
    const foot = element("footer", { class: "answer__foot" });
    if (frame.status !== "answered") foot.append(element("p", { text: say("incomplete") }));
    if (frame.grade != null) foot.append(element("p", { text: this.#level(frame) }));
    if (frame.sources?.length) foot.append(sources(frame.sources));
    foot.append(element("div", { class: "answer__row" }, this.#aloud, ...this.#again(frame)));
    foot.append(element("div", { class: "answer__row" }, ...feedback(this.turn, this.send), this.#copy(), toQuestions()));
    this.node.append(foot);
  }

  #open(kind) {
    this.#block = element(TAGS[kind]);
    if (kind !== "li") return this.text.append(this.#block);
    const last = this.text.lastElementChild;
    const list = last?.tagName === "UL" ? last : this.text.appendChild(element("ul"));
    list.append(this.#block);
  }

  #level({ grade, reliable, target }) {
    // A short text has no exact grade: it is shown as a whole number.
    const shown = Math.max(0, reliable ? grade : Math.round(grade));
    const measured = say(reliable ? "grade" : "grade_about", { n: number(shown) });
    const name = this.levelName(target);
    return name ? `${measured}. ${say("target", { name })}` : measured;
  }

  // The same facts at the next level: asked for here, answered below.
  #again({ status, target, sources: rests }) {
    if (!this.again || status !== "answered" || !rests?.length) return [];
    const told = element("span", { role: "status" });
    const ask = (to) => {
      const sent = this.send({ type: "again", id: newId(), turn: this.turn, to });
      told.textContent = sent ? "" : say("reconnecting");
    };
    const wishes = Object.entries(AGAIN).filter(([, step]) => this.levelName(target + step));
    return [...wishes.map(([to]) => button(say(to), {}, () => ask(to))), told];
  }

  #copy() {
    if (!navigator.clipboard) return null;
    const status = element("span", { role: "status" });
    const copy = button(say("copy"), { kind: "plain" }, async () => {
      await navigator.clipboard.writeText(this.words.join("").trim());
      status.textContent = say("copied");
    });
    return element("span", { class: "answer__row" }, copy, status);
  }
}

function sources(list) {
  // Sections of one explanation rest on the same pages: they are told once.
  const topics = new Map();
  for (const source of list) topics.set(source.topic, [...(topics.get(source.topic) ?? []), source]);
  const items = [...topics].map(([topic, sections]) => {
    const [{ revision, references = [] }] = sections;
    const titles = sections.map((section) => section.title).filter(Boolean);
    return element(
      "li",
      {},
      element("strong", { text: topic }),
      element("div", { text: titles.join(", ") }),
      revision && element("div", { text: say("revision", { n: revision }) }),
      ...references.map(reference),
    );
  });
  const count = [...topics.values()].reduce((sum, [first]) => sum + (first.references?.length || 1), 0);
  const summary = element("summary", { text: say("sources", { n: count }) });
  return element("details", { class: "details" }, summary, element("ul", { class: "answer__sources" }, ...items));
}

function reference({ name, publisher, url, checked_on: checked }) {
  const address = url ? webAddress(url) : "";
  const attributes = { href: address, target: "_blank", rel: "noopener noreferrer", text: name };
  const title = address ? element("a", attributes) : element("span", { text: name });
  const when = checked ? say("checked", { n: checked }) : say("not_checked");
  return element("div", {}, title, ` ${[publisher, when].filter(Boolean).join(", ")}`);
}
