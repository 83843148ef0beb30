// A voice that speaks when a test tells it to: `scripted.word()`, `scripted.end()`. What it was given stands in `scripted.said`.

(() => {
  const options = globalThis.scriptedOptions ?? {};
  const voice = (name, lang, more) => ({ name, lang, localService: true, default: false, voiceURI: name, ...more });
  const all = options.voices ?? [
    voice("Far", "en-US", { localService: false, default: true }),
    voice("Emma", "en_GB"),
    voice("Paula", "es-MX"),
  ];

  class Utterance extends EventTarget {
    constructor(text) {
      super();
      Object.assign(this, { text, lang: "", voice: null, rate: 1 });
    }
  }

  class Synthesis extends EventTarget {
    queue = [];
    voices = options.late ? [] : all;
    getVoices() {
      return [...this.voices];
    }
    speak(utterance) {
      this.queue.push(utterance);
      scripted.said.push({ text: utterance.text, voice: utterance.voice.name, lang: utterance.lang, rate: utterance.rate });
    }
    // As in a browser: what was waiting or being said ends with an error, a moment later.
    cancel() {
      for (const utterance of this.queue.splice(0)) setTimeout(() => utterance.dispatchEvent(happened("error", { error: "canceled" })), 0);
    }
    get speaking() {
      return this.queue.length > 0;
    }
  }

  function happened(name, values) {
    return Object.assign(new Event(name), values);
  }

  const synth = new Synthesis();
  let at = 0;
  let spoken = null;
  globalThis.scripted = {
    said: [],
    get now() {
      return synth.queue[0]?.text ?? null;
    },
    // Says the next word of the utterance, and tells it.
    word() {
      const utterance = synth.queue[0];
      if (spoken !== utterance) [spoken, at] = [utterance, 0];
      const match = /[\p{L}\p{N}]\S*/u.exec(utterance.text.slice(at));
      if (!match) return null;
      const charIndex = at + match.index;
      at = charIndex + match[0].length;
      utterance.dispatchEvent(happened("boundary", { name: "word", charIndex }));
      return match[0];
    },
    end() {
      synth.queue.shift().dispatchEvent(happened("end", {}));
    },
    fail() {
      synth.queue.shift().dispatchEvent(happened("error", { error: "synthesis-failed" }));
    },
    arrive() {
      synth.voices = all;
      synth.dispatchEvent(new Event("voiceschanged"));
    },
    marked() {
      return [...(CSS.highlights.get("spoken") ?? [])].map(String).join("|");
    },
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: synth, configurable: true });
  Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Utterance, configurable: true });
  if (options.plain) delete globalThis.Highlight;
})();
