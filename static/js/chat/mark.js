// Marks what is being spoken and leaves the text as it is: a highlight drawn over it, so that selecting, copying and screen
// readers know nothing of it. A browser without highlights marks the whole sentence by a class.

const NAME = "spoken";
const CAN_DRAW = Boolean(globalThis.CSS?.highlights && globalThis.Highlight);
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

let sentence = null;

// Begins a sentence: it is marked as a whole, unless the voice tells its words (`words`) and they can be marked.
export function markSentence(node, { words }) {
  follow(node, sentence);
  clearMark();
  sentence = node;
  if (!CAN_DRAW) return node.classList.add(NAME);
  if (words) return;
  const range = new Range();
  range.selectNodeContents(node);
  draw(range);
}

// Marks the text from one place to another in the sentence that was begun.
export function markWord(from, to) {
  const [start, end] = [place(from), place(to, true)];
  if (!CAN_DRAW || from === to || !start || !end) return;
  const range = new Range();
  range.setStart(...start);
  range.setEnd(...end);
  draw(range);
}

export function clearMark() {
  if (CAN_DRAW) CSS.highlights.delete(NAME);
  sentence?.classList.remove(NAME);
  sentence = null;
}

function draw(range) {
  CSS.highlights.set(NAME, new Highlight(range));
}

// Finds the text node, and the place in it, of a place in the sentence's text.
function place(at, end = false) {
  const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const inside = at - before;
    if (inside < text.length || (end && inside === text.length)) return [text, inside];
    before += text.length;
  }
  return null;
}

// Keeps the sentence in view, unless the patient has scrolled away from the one before it.
function follow(node, before) {
  if (before && !isSeen(before)) return;
  node.scrollIntoView({ block: "nearest", behavior: CALM.matches ? "instant" : "smooth" });
}

function isSeen(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
