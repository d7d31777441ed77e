// The messages of one conversation or thread, oldest first, as far as they are loaded.

import { Emitter } from "./emitter.js";

export class MessageLog extends Emitter {
  constructor(channel, thread = null) {
    super();
    this.channel = channel;
    this.thread = thread;
    /** @type {object[]} */
    this.messages = [];
    this.hasMore = true;
    this.loaded = false;
  }

  /** Adds a message or replaces the one of the same `ts`. Emits `added` or `changed` with `{message, index}`. */
  put(message) {
    let index = this.messages.length;
    while (index > 0 && this.messages[index - 1].ts > message.ts) index -= 1;
    if (index > 0 && this.messages[index - 1].ts === message.ts) {
      this.messages[index - 1] = message;
      this.emit("changed", { message, index: index - 1 });
    } else {
      this.messages.splice(index, 0, message);
      this.emit("added", { message, index });
    }
  }

  remove(ts) {
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

  /** Takes one page of `/page/messages`: the newest, or the one before what is loaded. */
  merge(page) {
    const known = new Map(this.messages.map((message) => [message.ts, message]));
    for (const message of page.messages) known.set(message.ts, message);
    this.messages = [...known.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
    this.hasMore = page.has_more;
    this.loaded = true;
    this.emit("loaded", {});
  }
}
