// Reading comes first: the page follows the patient, never the stream. What comes below is told by a button.

const NEAR = 120;
const GAP = 16;

export class Scroll {
  #asked = null;

  constructor({ end, space, dock, strip, button }) {
    Object.assign(this, { end, space, dock, strip, button });
    button.addEventListener("click", () => this.toEnd());
    addEventListener("scroll", () => this.#below() || (button.hidden = true), { passive: true });
  }

  toEnd() {
    scrollBy(0, this.end.getBoundingClientRect().bottom - this.#floor());
    this.button.hidden = true;
  }

  // The question goes to the top, so that its answer is read from its first line.
  toTop(node) {
    this.#asked = node;
    this.#reserve();
    scrollBy(0, node.getBoundingClientRect().top - this.#ceiling() - GAP);
  }

  // What must not be missed is brought into view.
  toward(node) {
    this.#reserve();
    const { top, bottom } = node.getBoundingClientRect();
    const over = top - GAP - this.#ceiling();
    const under = Math.min(bottom + GAP - this.#floor(), over);
    if (under > 0 || over < 0) scrollBy(0, under > 0 ? under : over);
    this.button.hidden = !this.#below();
  }

  // The question's element was replaced by the stored one.
  moved(old, node) {
    if (this.#asked === old) this.#asked = node;
  }

  news() {
    this.#reserve();
    this.button.hidden = !this.#below();
  }

  // A live talk is followed while the patient is at its end.
  atEnd() {
    return this.end.getBoundingClientRect().top < this.#floor() + NEAR;
  }

  // Room under a short answer, so that its question can stand at the top of the page.
  #reserve() {
    if (!this.#asked?.isConnected) return;
    const said = this.end.getBoundingClientRect().bottom - this.#asked.getBoundingClientRect().top;
    this.space.style.minHeight = `${Math.max(0, this.#floor() - this.#ceiling() - said - 48)}px`;
  }

  #below() {
    return this.end.getBoundingClientRect().top > this.#floor() + 4;
  }

  // Where the visible part of the log begins: under the strip, wherever it stands now or will stick.
  #ceiling() {
    return this.strip.offsetHeight;
  }

  // Where the visible part of the log ends.
  #floor() {
    return Math.min(innerHeight, this.dock.getBoundingClientRect().top);
  }
}
