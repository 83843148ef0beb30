// The queue as the server tells it: waiting times, the count in the title, and a sound once a click allowed it.

import { say } from "./chat/strings.js";
import { Connection } from "./chat/socket.js";

const AGAIN_MS = 20000;
const URGENT = 0;

// How long something has been open, by the server's clock.
export class Clock {
  #ahead = 0;

  constructor(now) {
    this.set(now);
    setInterval(() => this.tick(), 1000);
    for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clockTime(time.dateTime);
  }

  set(now) {
    const server = Date.parse(now);
    if (server) this.#ahead = server - Date.now();
    this.tick();
  }

  tick() {
    for (const time of document.querySelectorAll("time[data-since]")) {
      const text = since(Date.parse(time.dateTime), Date.now() + this.#ahead);
      if (text && time.textContent !== text) time.textContent = text;
    }
  }
}

export function since(start, now) {
  if (!start) return "";
  const seconds = Math.max(0, Math.floor((now - start) / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return say("seconds", { n: seconds });
  if (minutes < 60) return say("minutes", { n: minutes });
  if (hours < 24) return say("hours", { n: hours, m: minutes % 60 });
  return say("days", { n: Math.floor(hours / 24), m: hours % 24 });
}

export function clockTime(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const style = today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang, style).format(at);
}

// Tells `changed(cases, fresh)`: `fresh` are cases that wait and did not wait before, none at the first frame.
export class Queue {
  #known = null;

  constructor({ clock, changed, line }) {
    this.title = document.title;
    this.connection = new Connection("/ws/queue/");
    this.connection.addEventListener("frame", ({ detail }) => {
      line("");
      if (detail.type !== "queue") return;
      clock.set(detail.now);
      this.#take(detail.cases, changed);
    });
    this.connection.addEventListener("closed", ({ detail }) => line(detail.refused ? "signed_out" : "queue_lost"));
    this.connection.connect();
  }

  #take(cases, changed) {
    const waiting = cases.filter((item) => item.status === "waiting");
    const fresh = this.#known ? waiting.filter((item) => this.#known.get(item.id) !== item.priority) : [];
    this.#known = new Map(waiting.map((item) => [item.id, item.priority]));
    document.title = waiting.length ? `(${waiting.length}) ${this.title}` : this.title;
    changed(cases, fresh);
  }
}

// Rings for a new case, and again and again while an urgent one waits. Browsers allow it after a click only.
export class Bell {
  #audio = null;
  #timer = 0;

  constructor(button) {
    this.button = button;
    button.hidden = false;
    button.addEventListener("click", () => this.#toggle());
  }

  follow(cases, fresh) {
    const urgent = cases.some((item) => item.status === "waiting" && item.priority === URGENT);
    if (fresh.length) this.ring(fresh.some((item) => item.priority === URGENT));
    if (urgent) this.#timer ||= setInterval(() => this.ring(true), AGAIN_MS);
    else this.#timer = clearInterval(this.#timer) ?? 0;
  }

  ring(urgent) {
    if (!this.#audio) return;
    for (let beat = 0; beat < (urgent ? 3 : 1); beat += 1) this.#tone(urgent ? 880 : 587, beat * 0.35);
  }

  #toggle() {
    if (this.#audio) {
      this.#audio.close();
      this.#audio = null;
    } else {
      this.#audio = new AudioContext();
      this.ring(false);
    }
    this.button.textContent = say(this.#audio ? "sound_off" : "sound_on");
  }

  #tone(pitch, delay) {
    const start = this.#audio.currentTime + delay;
    const tone = this.#audio.createOscillator();
    const volume = this.#audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.28);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }
}
