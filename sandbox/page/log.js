// The messages of one conversation or thread, oldest first: a window on it, since a conversation may have ten thousand.

import { Emitter } from "./emitter.js";

/** How many are held, and drawn, at once. */
export const MOST = 300;

export class MessageLog extends Emitter {
  /** What was only for the reader's eyes: it can't be asked for again. */
  #ephemerals = new Map();
  /** The newest message that was heard of while it was not held. */
  #beyond = "";

  constructor(channel, thread = null) {
    super();
    this.channel = channel;
    this.thread = thread;
    /** @type {object[]} */
    this.messages = [];
    this.hasMore = true;
    this.hasNewer = false;
    this.loaded = false;
  }

  /**
   * Adds a message or replaces the one of the same `ts`. Emits `added` or `changed` with `{message, index}`; `beyond`
   * with `{message}` if it is newer than what is held, so that it comes when one goes there.
   */
  put(message) {
    if (message.ephemeral) this.#ephemerals.set(message.ts, message);
    let index = this.messages.length;
    while (index > 0 && this.messages[index - 1].ts > message.ts) index -= 1;
    if (index > 0 && this.messages[index - 1].ts === message.ts) {
      this.messages[index - 1] = message;
      this.emit("changed", { message, index: index - 1 });
    } else if (!this.loaded || (this.hasNewer && index === this.messages.length)) {
      if (!message.ephemeral && message.ts > this.#beyond) this.#beyond = message.ts;
      this.emit("beyond", { message });
    } else if (index > 0 || !this.hasMore) {
      this.messages.splice(index, 0, message);
      this.emit("added", { message, index });
    }
  }

  remove(ts) {
    this.#ephemerals.delete(ts);
    const index = this.messages.findIndex((message) => message.ts === ts);
    if (index < 0) return;
    this.messages.splice(index, 1);
    this.emit("removed", { ts, index });
  }

  get(ts) {
    return this.messages.find((message) => message.ts === ts);
  }

  /** The last message that everyone sees; null if there is none. */
  get last() {
    return this.messages.findLast((message) => !message.ephemeral) ?? null;
  }

  /** Holds what `/page/messages` gave, in place of what was held. */
  replace(page) {
    this.messages = [];
    this.loaded = true;
    this.hasMore = page.has_more;
    this.#join([], page.messages, page.has_newer);
  }

  /** Adds the messages before those held, and lets go of the newest where there are too many. */
  prepend(page) {
    this.hasMore = page.has_more;
    const all = [...page.messages, ...this.messages];
    this.#join(all.slice(0, MOST), [], this.hasNewer || all.length > MOST);
  }

  /** Lets go of the oldest, where many have come while one was at the end. */
  trim() {
    if (this.messages.length <= MOST) return;
    this.messages = this.messages.slice(-MOST);
    this.hasMore = true;
  }

  /** Adds the messages after those held, and lets go of the oldest where there are too many. */
  append(page) {
    this.#join(this.messages, page.messages, page.has_newer);
    this.trim();
  }

  #join(before, after, hasNewer) {
    const known = new Map([...before, ...after].map((message) => [message.ts, message]));
    const order = [...known.keys()].sort();
    this.hasNewer = hasNewer || this.#beyond > (order.at(-1) ?? ""); // it came while the answer was on its way
    this.#beyond = "";
    for (const [ts, message] of this.#ephemerals) {
      if ((ts > order[0] || !this.hasMore) && (ts < order.at(-1) || !this.hasNewer)) known.set(ts, message);
    }
    this.messages = [...known.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }
}
