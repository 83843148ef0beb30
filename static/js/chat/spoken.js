// What a voice should say for units and signs, and where each spoken word stands in the written text.
// Amounts are never left to a voice's guess: some spell "mcg", some swallow it.

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
// A unit that is spoken even without a number before it, because it is no word.
const ALONE = "mmhg|mmol|mcg|mg|µg|μg|kg|ml|dl";

const ENGLISH = {
  per: "per",
  to: "to",
  over: "over",
  surface: "1.73 square meters",
  signs: { "<": "less than", ">": "more than", "≤": "at most", "≥": "at least", "°c": "degrees Celsius", "°f": "degrees Fahrenheit" },
  short: { "e.g.": "for example", "i.e.": "that is", "vs.": "versus" },
  units: {
    mg: "milligram|milligrams",
    mcg: "microgram|micrograms",
    µg: "microgram|micrograms",
    μg: "microgram|micrograms",
    ng: "nanogram|nanograms",
    pg: "picogram|picograms",
    g: "gram|grams",
    kg: "kilogram|kilograms",
    ml: "milliliter|milliliters",
    dl: "deciliter|deciliters",
    l: "liter|liters",
    mmol: "millimole|millimoles",
    mol: "mole|moles",
    mmhg: "millimeter of mercury|millimeters of mercury",
    "mm hg": "millimeter of mercury|millimeters of mercury",
    iu: "international unit|international units",
    miu: "milli-international unit|milli-international units",
    meq: "milliequivalent|milliequivalents",
    mm: "millimeter|millimeters",
    cm: "centimeter|centimeters",
    km: "kilometer|kilometers",
    oz: "ounce|ounces",
    lb: "pound|pounds",
    lbs: "pound|pounds",
    tsp: "teaspoon|teaspoons",
    tbsp: "tablespoon|tablespoons",
    kcal: "kilocalorie|kilocalories",
    bpm: "beat per minute|beats per minute",
    min: "minute|minutes",
    hr: "hour|hours",
  },
};

const SPANISH = {
  per: "por",
  to: "a",
  over: "sobre",
  surface: "1.73 metros cuadrados",
  signs: { "<": "menos de", ">": "más de", "≤": "como máximo", "≥": "al menos", "°c": "grados Celsius", "°f": "grados Fahrenheit" },
  short: { "p. ej.": "por ejemplo", "p.ej.": "por ejemplo" },
  units: {
    mg: "miligramo|miligramos",
    mcg: "microgramo|microgramos",
    µg: "microgramo|microgramos",
    μg: "microgramo|microgramos",
    ng: "nanogramo|nanogramos",
    pg: "picogramo|picogramos",
    g: "gramo|gramos",
    kg: "kilogramo|kilogramos",
    ml: "mililitro|mililitros",
    dl: "decilitro|decilitros",
    l: "litro|litros",
    mmol: "milimol|milimoles",
    mol: "mol|moles",
    mmhg: "milímetro de mercurio|milímetros de mercurio",
    "mm hg": "milímetro de mercurio|milímetros de mercurio",
    ui: "unidad internacional|unidades internacionales",
    iu: "unidad internacional|unidades internacionales",
    meq: "miliequivalente|miliequivalentes",
    mm: "milímetro|milímetros",
    cm: "centímetro|centímetros",
    km: "kilómetro|kilómetros",
    oz: "onza|onzas",
    lb: "libra|libras",
    kcal: "kilocaloría|kilocalorías",
    lpm: "latido por minuto|latidos por minuto",
    min: "minuto|minutos",
  },
};

const RULES = { en: rules(ENGLISH), es: rules(SPANISH) };

// Returns `said`, what to give the voice, and `written(index)`, the [from, to] in `text` of the word spoken at an index of it.
export function spoken(text, language) {
  const changes = found(text, RULES[language] ?? []);
  let said = "";
  let from = 0;
  for (const change of changes) {
    said += text.slice(from, change.from);
    change.at = said.length;
    said += change.words;
    from = change.to;
  }
  said += text.slice(from);
  return { said, written: (index) => place(text, changes, index) };
}

function place(text, changes, index) {
  const before = changes.findLast((change) => change.at <= index);
  if (before && index < before.at + before.words.length) return [before.from, before.to];
  const next = changes.find((change) => change.at > index)?.from ?? text.length;
  const start = before ? before.to + index - before.at - before.words.length : index;
  // Brackets and marks around a word are not part of it.
  const word = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}%])?/u.exec(text.slice(start, next));
  return word ? [start + word.index, start + word.index + word[0].length] : [start, start];
}

// A rule is a pattern and what to say for its match; nothing said means: leave it as it is.
function rules({ units, per, to, over, surface, signs, short }) {
  const names = Object.keys(units).sort((a, b) => b.length - a.length);
  const one = (name, count) => units[name.toLowerCase()]?.split("|")[count === 1 ? 0 : 1] ?? name;
  const rate = (written, count) => {
    const [first, ...rest] = written.split("/");
    const below = rest.map((name) => (/^1[.,]73/.test(name) ? surface : one(name, 1)));
    return [one(first, count), ...below].join(` ${per} `);
  };
  const below = String.raw`(?:/(?:1[.,]73\s?m[2²]|(?:${names.join("|")})(?![\p{L}])|\p{L}{3,}))`;
  const end = String.raw`(?![\p{L}\p{N}/²])`;
  const pattern = (source) => new RegExp(source, "giu");
  return [
    [pattern(String.raw`(?<=\d[\s-]?)(?:${names.join("|")})${below}*${end}`), ([whole], text) => rate(whole, counted(text))],
    [pattern(String.raw`(?<![\p{L}\p{N}/])(?:${ALONE})${below}*${end}`), ([whole]) => rate(whole, 2)],
    [/(?<![\d/.,])(\d{2,3})\/(\d{2,3})(?![\d/])/g, ([, high, low]) => isPressure(high, low) && `${high} ${over} ${low}`],
    [pattern(String.raw`(?<![\p{L}\d.,/–-])(${NUMBER})\s?[–-]\s?(${NUMBER})(?![\d/–-])`), ([, low, high]) => isRange(low, high) && `${low} ${to} ${high}`],
    [/[<>≤≥](?=\s?\d)|°\s?[CF](?![\p{L}])/giu, ([sign]) => signs[sign.replace(/\s/, "").toLowerCase()]],
    [pattern(`(?<![\\p{L}])(?:${Object.keys(short).map((name) => name.replaceAll(".", "\\.")).join("|")})`), ([name]) => short[name.toLowerCase()]],
  ];
}

function found(text, all) {
  const changes = [];
  for (const [pattern, say] of all) {
    for (const match of text.matchAll(pattern)) {
      const words = say(match, text.slice(0, match.index));
      // Said apart from a number or letter that touches it: "5mg".
      const space = /[\p{L}\p{N}]$/u.test(text.slice(0, match.index)) ? " " : "";
      if (words) changes.push({ from: match.index, to: match.index + match[0].length, words: space + words });
    }
  }
  changes.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return changes.filter((change) => {
    const free = change.from >= end;
    if (free) end = change.to;
    return free;
  });
}

// One of a unit is said after 1, and in "a 5-min walk".
function counted(before) {
  return /(?<![\d.,])1\s?$|-$/.test(before) ? 1 : 2;
}

// 120/80 is a pressure; 70/30 insulin and 20/20 sight are not.
function isPressure(high, low) {
  return Number(high) >= 70 && Number(low) >= 40 && Number(high) > Number(low);
}

// 5-10 is a range; 555-1234 is a telephone number.
function isRange(low, high) {
  const value = (number) => Number(number.replaceAll(",", ""));
  return value(low) < value(high) && !(low.length === 3 && high.length === 4);
}
