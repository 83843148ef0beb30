// What this browser keeps for a conversation: the draft, and messages that the server has not acknowledged yet.

export class Store {
  constructor(conversation) {
    this.draftKey = `medchat:draft:${conversation}`;
    this.outboxKey = `medchat:outbox:${conversation}`;
    this.skippedKey = `medchat:skipped:${conversation}`;
    this.memory = new Map();
  }

  get draft() {
    return this.#read(this.draftKey) ?? "";
  }

  set draft(text) {
    this.#write(this.draftKey, text || null);
  }

  // The answer whose question was skipped last: it is not asked again.
  get skipped() {
    return this.#read(this.skippedKey) ?? "";
  }

  set skipped(turn) {
    this.#write(this.skippedKey, turn);
  }

  get outbox() {
    try {
      const kept = JSON.parse(this.#read(this.outboxKey) ?? "[]");
      return Array.isArray(kept) ? kept.filter((item) => item && typeof item.id === "string" && typeof item.text === "string") : [];
    } catch {
      return [];
    }
  }

  add(message) {
    this.#keep([...this.outbox.filter((kept) => kept.id !== message.id), message]);
  }

  // Returns the message when it was waiting here.
  take(id) {
    const outbox = this.outbox;
    const found = outbox.find((message) => message.id === id);
    if (found) this.#keep(outbox.filter((message) => message.id !== id));
    return found;
  }

  #keep(outbox) {
    this.#write(this.outboxKey, outbox.length ? JSON.stringify(outbox) : null);
  }

  // Storage may be full or switched off: then memory holds it as long as the page lives.
  #read(key) {
    try {
      return localStorage.getItem(key) ?? this.memory.get(key);
    } catch {
      return this.memory.get(key);
    }
  }

  #write(key, value) {
    this.memory.delete(key);
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      if (value !== null) this.memory.set(key, value);
    }
  }
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
