// One socket that comes back by itself: waits longer after each failure, at once when the browser is online again.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15000;
const NOT_ALLOWED = 4403;
const NORMAL = 1000;

export class Connection extends EventTarget {
  #socket = null;
  #wait = FIRST_WAIT;
  #timer = 0;
  #refused = false;

  constructor(path) {
    super();
    this.url = new URL(path, location.href);
    this.url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.#drop());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  get open() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.#timer);
    if (this.#refused || this.#socket) return;
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.addEventListener("message", (event) => this.#receive(socket, event.data));
    socket.addEventListener("close", (event) => this.#closed(socket, event.code));
  }

  retry() {
    this.#wait = FIRST_WAIT;
    this.connect();
  }

  // Opens a fresh socket in place of one that seems dead.
  restart() {
    this.#drop();
    this.retry();
  }

  // Returns whether the frame was handed to an open socket.
  send(frame) {
    if (!this.open) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #receive(socket, data) {
    if (socket !== this.#socket) return;
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame.type === "hello") this.#wait = FIRST_WAIT;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #drop() {
    const socket = this.#socket;
    if (!socket) return;
    socket.close(NORMAL);
    this.#closed(socket, NORMAL);
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#refused = code === NOT_ALLOWED;
    this.dispatchEvent(new CustomEvent("closed", { detail: { refused: this.#refused } }));
    if (this.#refused) return;
    // Spread over time, so that a restarted server is not met by everybody at once.
    const wait = this.#wait * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.connect(), wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
