// A conversation or thread that scrolls: it stays at its end while one is there, and loads older messages at its top.

import { el } from "./dom.js";
import { Entries } from "./entries.js";
import { icon } from "./icons.js";
import { dayOf } from "./times.js";

export class MessageList {
  /**
   * @param {object} app the page's context
   * @param {import("./log.js").MessageLog} log
   * @param {{label: string, intro: any, onread?: () => void}} options  `onread`: the newest message is in sight
   */
  constructor(app, log, { label, intro, onread = () => {} }) {
    Object.assign(this, { app, log, onread });
    this.bottom = true;
    this.day = null; // until it is drawn
    this.entries = new Entries(app, log, label);
    this.top = el("div", { class: "list-top" });
    this.intro = el("div", { class: "intro", hidden: true }, intro);
    this.jump = el("button", { type: "button", class: "jump button primary small", hidden: true, onclick: () => this.toEnd() }, icon("down"), "New messages");
    this.scroll = el("div", { class: "scroll", onscroll: () => this.#scrolled() }, this.top, this.intro, this.entries.node);
    this.node = el("div", { class: "list" }, this.scroll, this.jump);
    this.older = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.#loadOlder(), { root: this.scroll, rootMargin: "600px" });
    this.resized = new ResizeObserver(() => this.bottom && this.toEnd());
    this.ends = [
      log.on("added", ({ message, index }) => this.#added(message, index)),
      log.on("changed", ({ message, index }) => this.day && this.entries.replace(message, index)),
      log.on("removed", ({ ts, index }) => this.day && this.entries.remove(ts, index)),
      app.store.on("clock", () => this.#newDay()),
    ];
  }

  async start() {
    if (!this.log.loaded) this.log.merge(await this.app.api.messages(this.log));
    this.#draw();
    this.entries.node.setAttribute("aria-busy", "false");
    this.toEnd();
    this.older.observe(this.top);
    this.resized.observe(this.scroll);
    this.resized.observe(this.entries.node);
    this.onread();
  }

  end() {
    for (const end of this.ends) end();
    this.older.disconnect();
    this.resized.disconnect();
  }

  markUnread(ts) {
    this.entries.markUnread(ts);
  }

  /** Marks what is newer than `ts` as new, and shows it from its beginning. */
  beginAtUnread(ts) {
    this.markUnread(ts);
    const first = this.entries.byTs.get(this.entries.firstNew);
    if (!first) return;
    first.scrollIntoView({ block: "start" });
    this.bottom = this.#isAtEnd();
    this.jump.hidden = this.bottom;
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < 40;
  }

  toEnd() {
    this.bottom = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.jump.hidden = true;
  }

  /** Goes along with a new message; of one that is taller than the window one first sees the beginning. */
  #follow(ts) {
    const entry = this.entries.byTs.get(ts);
    this.toEnd();
    if (entry.offsetHeight <= this.scroll.clientHeight) return;
    this.bottom = false;
    entry.scrollIntoView({ block: "start" });
  }

  #draw() {
    this.day = this.#today();
    this.entries.draw();
    this.intro.hidden = this.log.hasMore;
  }

  #today() {
    const { store } = this.app;
    return dayOf(store.now(), store.me.tz);
  }

  /** What was today is yesterday now: on the dividers, and in the dates within messages. */
  #newDay() {
    if (!this.log.loaded || this.day === this.#today()) return;
    const { scrollTop } = this.scroll;
    this.#draw();
    if (this.bottom) this.toEnd();
    else this.scroll.scrollTop = scrollTop;
  }

  #added(message, index) {
    if (!this.day) return;
    this.entries.add(message, index);
    if (message.user === this.app.store.me.id || message.ephemeral) this.bottom = true;
    if (this.bottom) {
      this.#follow(message.ts);
      this.onread();
    } else if (index === this.log.messages.length - 1) this.jump.hidden = false;
  }

  async #loadOlder() {
    if (!this.log.hasMore || this.loading || !this.log.messages.length) return;
    this.loading = true;
    const [first] = this.log.messages;
    const page = await this.app.api.messages({ ...this.log, before: first.ts });
    const fromEnd = this.scroll.scrollHeight - this.scroll.scrollTop;
    this.log.merge(page);
    this.entries.prepend(this.log.messages.indexOf(first));
    this.intro.hidden = this.log.hasMore;
    this.scroll.scrollTop = this.scroll.scrollHeight - fromEnd;
    this.loading = false;
    this.older.unobserve(this.top);
    this.older.observe(this.top); // still in sight? then once more
  }

  #scrolled() {
    const before = this.bottom;
    this.bottom = this.#isAtEnd();
    if (!this.bottom || before) return;
    this.jump.hidden = true;
    this.onread();
  }
}
