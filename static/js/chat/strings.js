// The words of the page in its language, from the template `strings`.

const words = new Map();
for (const item of document.querySelector("#strings").content.querySelectorAll("[data-key]")) {
  words.set(item.dataset.key, item.textContent);
}

export function say(key, values = {}) {
  return (words.get(key) ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function knows(key) {
  return words.has(key);
}

export function number(value) {
  return Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
}
