// The messages of a conversation or thread on the page: a log that grows at its end, and at its top when one scrolls.

import { el, keepingFocus } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, continues, messageNode } from "./message.js";
import { messageTools } from "./messagetools.js";
import { dayLabel, dayOf, milliseconds } from "./times.js";

const CHUNK = 100;

export class MessageList {
  /**
   * @param {object} app the page's context
   * @param {import("./log.js").MessageLog} log
   * @param {{label: string, intro: any, onread?: () => void}} options  `onread`: the newest message is in sight
   */
  constructor(app, log, { label, intro, onread = () => {} }) {
    Object.assign(this, { app, log, onread });
    this.place = { channel: log.channel, inThread: Boolean(log.thread) };
    this.entries = new Map();
    this.unreadAfter = null;
    this.firstNew = null;
    this.bottom = true;
    this.top = el("div", { class: "list-top" });
    this.intro = el("div", { class: "intro", hidden: true }, intro);
    this.items = el("div", { role: "log", "aria-label": label, "aria-busy": true, class: "log" });
    this.jump = el("button", { type: "button", class: "jump button primary small", hidden: true, onclick: () => this.toEnd() }, icon("down"), "New messages");
    this.scroll = el("div", { class: "scroll" }, this.top, this.intro, this.items);
    this.node = el("div", { class: "list" }, this.scroll, this.jump);
    this.#listen();
  }

  #listen() {
    this.ends = [
      this.log.on("added", ({ message, index }) => this.#added(message, index)),
      this.log.on("changed", ({ message, index }) => this.#changed(message, index)),
      this.log.on("removed", ({ ts, index }) => this.#removed(ts, index)),
    ];
    this.items.addEventListener("mouseover", (event) => this.#offerTools(event.target));
    this.items.addEventListener("focusin", (event) => this.#offerTools(event.target));
    this.items.addEventListener("keydown", (event) => this.#move(event));
    this.scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.older = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.#loadOlder(), { root: this.scroll, rootMargin: "600px" });
    this.resized = new ResizeObserver(() => this.bottom && this.#stick());
    this.resized.observe(this.scroll);
    this.resized.observe(this.items);
  }

  async start() {
    if (!this.log.loaded) this.log.merge(await this.app.api.messages(this.log));
    this.redraw();
    this.items.setAttribute("aria-busy", "false");
    this.toEnd();
    this.older.observe(this.top);
    this.onread();
  }

  end() {
    for (const end of this.ends) end();
    this.older.disconnect();
    this.resized.disconnect();
  }

  redraw() {
    this.entries.clear();
    this.items.replaceChildren(el("div", { class: "chunk" }, this.log.messages.map((message) => this.#entry(message))));
    this.log.messages.forEach((_, index) => this.#decorate(index));
    this.intro.hidden = this.log.hasMore;
    this.#rove([...this.items.querySelectorAll("article")].at(-1));
  }

  /** Marks what is newer than `ts` as new. */
  markUnread(ts) {
    this.unreadAfter = ts;
    this.firstNew = this.log.messages.find((message) => this.#isNew(message))?.ts ?? null;
    this.log.messages.forEach((_, index) => this.#decorate(index));
  }

  #isNew(message) {
    return this.unreadAfter !== null && message.ts > this.unreadAfter
      && authorOf(message, this.app.store).id !== this.app.store.me.id;
  }

  toEnd() {
    this.bottom = true;
    this.#stick();
  }

  #stick() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.jump.hidden = true;
  }

  #entry(message) {
    const entry = el("div", { class: "entry" }, messageNode(message, this.app, this.place));
    this.entries.set(message.ts, entry);
    return entry;
  }

  /** What stands before a message depends on its neighbour: the day, the mark of what is new, a repeated author. */
  #decorate(index) {
    const message = this.log.messages[index];
    if (!message) return;
    const { store } = this.app;
    const previous = this.log.messages[index - 1];
    const at = milliseconds(message.ts);
    const newDay = !previous || dayOf(milliseconds(previous.ts), store.me.tz) !== dayOf(at, store.me.tz);
    const entry = this.entries.get(message.ts);
    entry.querySelectorAll(":scope > .divider").forEach((node) => node.remove());
    const marks = [];
    if (newDay && !this.log.thread) marks.push(divider("day", dayLabel(at, store.now(), store.me.tz)));
    if (this.log.thread && index === 1) marks.push(divider("replies", repliesLabel(this.log.messages.length - 1)));
    if (message.ts === this.firstNew) marks.push(divider("new", "New"));
    entry.prepend(...marks);
    entry.querySelector("article").classList.toggle("compact", !marks.length && continues(message, previous, store));
  }

  #added(message, index) {
    const next = this.log.messages[index + 1];
    const entry = this.#entry(message);
    if (this.firstNew === null && this.#isNew(message)) this.firstNew = message.ts;
    if (next) this.entries.get(next.ts).before(entry);
    else this.#lastChunk().append(entry);
    this.#decorate(index);
    this.#decorate(index + 1);
    if (this.log.thread) this.#decorate(1);
    if (!this.items.querySelector("article[tabindex='0']")) this.#rove(entry.querySelector("article"));
    if (message.user === this.app.store.me.id || message.ephemeral) this.toEnd();
    if (this.bottom) {
      this.#stick();
      this.onread();
    } else if (!next) this.jump.hidden = false;
  }

  #lastChunk() {
    if (this.items.lastElementChild.childElementCount >= CHUNK) this.items.append(el("div", { class: "chunk" }));
    return this.items.lastElementChild;
  }

  #changed(message, index) {
    const old = this.entries.get(message.ts);
    keepingFocus(this.items, () => {
      const focused = old.contains(document.activeElement);
      const tab = old.querySelector("article").tabIndex;
      old.replaceWith(this.#entry(message));
      const article = this.entries.get(message.ts).querySelector("article");
      article.tabIndex = tab;
      this.#decorate(index);
      if (focused && document.activeElement === document.body) this.lost = article;
    });
    if (this.lost && document.activeElement === document.body) this.lost.focus({ preventScroll: true });
    this.lost = null;
    this.#decorate(index + 1);
  }

  #removed(ts, index) {
    this.entries.get(ts)?.remove();
    this.entries.delete(ts);
    this.#decorate(index);
    if (this.log.thread) this.#decorate(1);
  }

  async #loadOlder() {
    if (!this.log.hasMore || this.loading || !this.log.messages.length) return;
    this.loading = true;
    const page = await this.app.api.messages({ ...this.log, before: this.log.messages[0].ts });
    const fromEnd = this.scroll.scrollHeight - this.scroll.scrollTop;
    const known = new Set(this.entries.keys());
    this.log.merge(page);
    const fresh = this.log.messages.filter((message) => !known.has(message.ts));
    this.items.prepend(el("div", { class: "chunk" }, fresh.map((message) => this.#entry(message))));
    for (let index = 0; index <= fresh.length; index += 1) this.#decorate(index);
    this.intro.hidden = this.log.hasMore;
    this.scroll.scrollTop = this.scroll.scrollHeight - fromEnd;
    this.loading = false;
    this.older.unobserve(this.top);
    this.older.observe(this.top); // still in sight? then once more
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    const before = this.bottom;
    this.bottom = scrollHeight - scrollTop - clientHeight < 40;
    if (!this.bottom || before) return;
    this.jump.hidden = true;
    this.onread();
  }

  #offerTools(target) {
    const article = target.closest("article");
    if (!article || article.querySelector(".tools")) return;
    const old = this.items.querySelector(".tools");
    if (old?.querySelector(":popover-open") || (old?.contains(document.activeElement) && !article.contains(document.activeElement))) return;
    old?.remove();
    const message = this.log.get(article.dataset.ts);
    const tools = message && messageTools(message, this.app, this.place, article);
    if (tools) article.append(tools);
  }

  /** Up and down go from message to message, so that Tab reaches only the controls of the one at hand. */
  #move(event) {
    if (event.target.tagName !== "ARTICLE") return;
    const articles = [...this.items.querySelectorAll("article")];
    const at = articles.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: articles.length - 1 }[event.key];
    if (to === undefined || !articles[to]) return;
    event.preventDefault();
    this.#rove(articles[to]);
    articles[to].focus();
  }

  #rove(article) {
    for (const other of this.items.querySelectorAll("article[tabindex='0']")) other.tabIndex = -1;
    if (article) article.tabIndex = 0;
  }
}

const repliesLabel = (count) => (count === 1 ? "1 reply" : `${count} replies`);

function divider(kind, text) {
  return el("div", { class: `divider ${kind}` }, el("span", {}, text));
}
