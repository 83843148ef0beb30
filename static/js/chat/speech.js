// The one voice of the page: it reads pieces of text one after another and marks where it is. Only a voice that lives on this
// device is used: with any other, what a patient reads would be sent to whoever makes the browser.

import { clearMark, markSentence, markWord } from "./mark.js";
import { spoken } from "./spoken.js";
import { recall, remember } from "./store.js";

const PACE = "medchat:pace";
const SLOW = 0.75;

// Tells by events: "change" when it starts, pauses, goes on or ends; "voices" when another voice, or none, can be had;
// "failed" when the browser could not speak.
class Speech extends EventTarget {
  #synth = globalThis.speechSynthesis;
  #language = document.documentElement.lang;
  // What is being read: its source, its pieces, which of them is next, and whether the voice tells its words.
  #reading = null;
  // The utterance whose events count. Kept here also because browsers forget one that nobody holds, and then never end it.
  #utterance = null;

  constructor() {
    super();
    this.#synth?.addEventListener?.("voiceschanged", () => this.#tell("voices"));
    addEventListener("pagehide", () => this.stop());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.stop());
  }

  // Whoever asked for what is being read, null in silence.
  get source() {
    return this.#reading?.source ?? null;
  }

  get paused() {
    return this.#reading !== null && this.#utterance === null;
  }

  // The voice for the language of the conversation: the patient's own region if there is one; null where there is none.
  get voice() {
    const voices = (this.#synth?.getVoices() ?? []).filter((voice) => voice.localService && root(voice.lang) === root(this.#language));
    const regions = navigator.languages.map(plain);
    const rank = (voice) => (regions.includes(plain(voice.lang)) ? 2 : 0) + (voice.default ? 1 : 0);
    return voices.sort((a, b) => rank(b) - rank(a))[0] ?? null;
  }

  set language(language) {
    if (this.#language === language) return;
    this.stop();
    this.#language = language;
    this.#tell("voices");
  }

  get slow() {
    return recall(PACE) === "slow";
  }

  // The pace cannot change within a sentence: the one being read begins again.
  set slow(slow) {
    remember(PACE, slow ? "slow" : null);
    if (this.#utterance) this.#speak();
    this.#tell("change");
  }

  // Reads the text of some elements, each a sentence; ends whatever is being read.
  read(source, pieces) {
    this.stop();
    this.#reading = { source, pieces, next: 0, words: false };
    this.#speak();
    this.#tell("change");
  }

  // The browsers' own pause is lost on telephones and after some seconds: we stop, and begin the sentence again.
  pause() {
    this.#hush();
    this.#tell("change");
  }

  resume() {
    if (!this.paused) return;
    this.#speak();
    this.#tell("change");
  }

  // Ends what is being read; with a source, only if that asked for it.
  stop(source = this.source) {
    if (!this.#reading || source !== this.source) return;
    this.#hush();
    this.#reading = null;
    clearMark();
    this.#tell("change");
  }

  #hush() {
    if (!this.#utterance) return;
    this.#utterance = null;
    this.#synth.cancel();
  }

  #speak() {
    this.#hush();
    const { pieces, next, words } = this.#reading;
    const voice = this.voice;
    if (next === pieces.length || !voice) return this.stop();
    const { said, written } = spoken(pieces[next].textContent, root(this.#language));
    const utterance = Object.assign(new SpeechSynthesisUtterance(said), { voice, lang: voice.lang, rate: this.slow ? SLOW : 1 });
    const on = (name, act) => utterance.addEventListener(name, (event) => this.#utterance === utterance && act(event));
    on("boundary", (event) => this.#word(event, written));
    on("end", () => this.#ended());
    on("error", () => this.#failed());
    this.#utterance = utterance;
    markSentence(pieces[next], { words });
    this.#synth.speak(utterance);
  }

  #word({ name, charIndex }, written) {
    if (name === "sentence") return;
    this.#reading.words = true;
    markWord(...written(charIndex));
  }

  #ended() {
    this.#utterance = null;
    this.#reading.next += 1;
    this.#speak();
  }

  #failed() {
    this.stop();
    this.#tell("failed");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}

function plain(tag) {
  return tag.replaceAll("_", "-").toLowerCase();
}

function root(tag) {
  return plain(tag).split("-")[0];
}

export const speech = new Speech();
