// Staff who stand at the end of the conversation follow it; whoever reads further up is told by a button.

export class Follow {
  #atEnd = false;

  constructor({ end, dock, button }) {
    Object.assign(this, { end, dock, button });
    button.addEventListener("click", () => this.toEnd());
    addEventListener("scroll", () => this.#look(), { passive: true });
    addEventListener("resize", () => this.#look(), { passive: true });
    this.#look();
  }

  toEnd() {
    scrollBy(0, this.#below());
    this.#look();
  }

  news() {
    if (this.#atEnd) this.toEnd();
    else this.#look();
  }

  #look() {
    this.#atEnd = this.#below() <= 4;
    this.button.hidden = this.#atEnd;
  }

  // How far the end of the log lies below what can be seen of it.
  #below() {
    return this.end.getBoundingClientRect().top - Math.min(innerHeight, this.dock.getBoundingClientRect().top);
  }
}
