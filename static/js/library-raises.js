// The list under a text: what raises its grade, where it stands, and the plain word to put in.

const template = document.querySelector("#raises");

const drawnIn = new WeakMap();

/** Draw a measurement into a list; `choose` and `use` get the places of the row that was pressed. */
export function draw(list, found, choose, use) {
  const same = JSON.stringify([found.sentences, found.swaps, found.rare]);
  if (drawnIn.get(list) === same) return; // a button that is being pressed stays where it is
  drawnIn.set(list, same);
  const held = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const drawn = template.content.cloneNode(true);
  fill(drawn, "sentences", found.sentences.map((row) => ({ ...row, places: [row] })), choose, use);
  fill(drawn, "swaps", found.swaps, choose, use);
  fill(drawn, "rare", found.rare, choose, use);
  if (found.sentences.length + found.swaps.length + found.rare.length) part(drawn, "nothing").remove();
  list.replaceChildren(drawn);
  if (held) hold(list, held);
}

function part(drawn, name) {
  return drawn.querySelector(`[data-part=${name}]`);
}

function fill(drawn, name, rows, choose, use) {
  const box = part(drawn, name);
  const items = box.querySelector("ol, ul");
  const pattern = items.firstElementChild;
  if (!rows.length) {
    box.remove();
    return;
  }
  items.replaceChildren(...rows.map((row) => item(pattern.cloneNode(true), `${name} ${row.word ?? row.old}`, row, choose, use)));
}

function item(line, key, row, choose, use) {
  const [first] = row.places;
  for (const old of line.querySelectorAll("[data-old]")) old.textContent = row.word ?? first.old;
  write(line, "[data-why]", row.why);
  write(line, "[data-plain]", row.plain);
  write(line, "[data-count]", row.places.length);
  if (row.places.length > 1) line.querySelector("[data-times]")?.removeAttribute("hidden");
  press(line.querySelector("[data-choose]"), `${key} choose`, () => choose(row.places));
  press(line.querySelector("[data-use]"), `${key} use`, () => use(row.places));
  return line;
}

function write(line, selector, words) {
  const spot = line.querySelector(selector);
  if (spot) spot.textContent = words;
}

function press(button, key, act) {
  if (!button) return;
  button.dataset.key = key;
  button.addEventListener("click", act);
}

/** Tell whether a list has been drawn here, with its buttons, and does not come from the server any more. */
export function isDrawn(list) {
  return drawnIn.has(list);
}

/** Keep the focus where it was when the list was drawn anew under it, else at the list's own heading. */
function hold(list, key) {
  const same = [...list.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  (same ?? list.closest("details").querySelector("summary")).focus({ preventScroll: true });
}
