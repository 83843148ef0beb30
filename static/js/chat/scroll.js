// Reading comes first: the page follows the patient, never the stream. What comes below is announced by a button.

export class Scroll {
  constructor(end, button) {
    this.button = button;
    this.end = end;
    this.below = false;
    button.addEventListener("click", () => this.toEnd());
    new IntersectionObserver(([entry]) => this.#moved(!entry.isIntersecting)).observe(end);
  }

  toEnd() {
    this.end.scrollIntoView({ block: "end" });
    this.button.hidden = true;
  }

  // The question goes to the top, so that its answer is read from its first line.
  toTop(node) {
    node.scrollIntoView({ block: "start" });
  }

  news() {
    this.button.hidden = !this.below;
  }

  #moved(below) {
    this.below = below;
    if (!below) this.button.hidden = true;
  }
}
