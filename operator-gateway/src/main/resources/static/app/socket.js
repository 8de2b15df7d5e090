import { live, notify, take } from "./store.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
/** The gateway sends something every second: silence as long as this is a dead connection. */
const SILENCE = 6000;

/** The one WebSocket of the page. After a drop it goes on where it was: no frame is lost. */
class Live {
  /** connecting, live or reconnecting. */
  state = "connecting";
  #socket = null;
  #failures = 0;
  #heard = 0;
  #watched = null;
  #timer = 0;
  #listeners = new Set();

  open() {
    this.#connect();
    setInterval(() => this.#requireSound(), 1000);
    window.addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => this.#hurry());
  }

  /** Asks for the market of an instrument; the listener gets each frame of it. */
  watch(instrument, listener) {
    this.#watched = instrument;
    this.#listeners = new Set([listener]);
    this.#send({ type: "watch", ...instrument });
  }

  unwatch(listener) {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#watched = null;
  }

  #connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws/live`);
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => this.#opened();
    socket.onmessage = (message) => this.#read(message.data);
    socket.onclose = () => this.#lost(socket);
  }

  #opened() {
    this.#resume();
    if (this.#watched) this.#send({ type: "watch", ...this.#watched });
  }

  /** Where nothing was told yet, it brings the snapshot at once. */
  #resume() {
    this.#send({ type: "resume", stream: live.stream ?? "", sequence: live.sequence });
  }

  #read(text) {
    this.#heard = Date.now();
    const frame = JSON.parse(text);
    if (frame.sequence !== undefined) {
      if (take(frame)) this.#becomes("live");
      else this.#resume();
    } else if (frame.type === "watched") {
      if (this.#isWatched(frame)) this.#listeners.forEach((listener) => listener(frame));
    } else if (frame.type === "error") {
      console.warn("the gateway refused a message:", frame.detail);
    }
  }

  #isWatched(frame) {
    const wanted = this.#watched;
    return (
      wanted !== null &&
      frame.exchange === wanted.exchange &&
      frame.symbol === wanted.symbol &&
      frame.timeframe === wanted.timeframe
    );
  }

  #becomes(state) {
    if (state === "live") this.#failures = 0;
    if (this.state === state) return;
    this.state = state;
    notify(new Set(["connection"]));
  }

  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#becomes("reconnecting");
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
  }

  #requireSound() {
    if (this.#socket && Date.now() - this.#heard > SILENCE) this.#abandon();
  }

  /** A socket whose other end is gone may take minutes to close. */
  #abandon() {
    const socket = this.#socket;
    socket.close();
    this.#lost(socket);
  }

  #hurry() {
    if (this.#socket === null && !document.hidden) {
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

export const connection = new Live();
