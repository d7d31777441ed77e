// The messages of a log as nodes: in order, with the day and the mark of what is new before them, and their keys.

import { el, keepingFocus } from "./dom.js";
import { authorOf, continues, messageNode } from "./message.js";
import { messageTools } from "./messagetools.js";
import { dayLabel, dayOf, milliseconds } from "./times.js";

/** The browser lays out only the chunks in sight. */
const CHUNK = 100;

export class Entries {
  /** @param {import("./log.js").MessageLog} log */
  constructor(app, log, label) {
    Object.assign(this, { app, log });
    this.place = { channel: log.channel, inThread: Boolean(log.thread) };
    this.byTs = new Map();
    this.unreadAfter = null;
    this.firstNew = null;
    this.node = el("div", {
      role: "log",
      "aria-label": label,
      "aria-busy": true,
      class: "log",
      onmouseover: (event) => this.#offerTools(event.target),
      onfocusin: (event) => this.#offerTools(event.target),
      onkeydown: (event) => this.#move(event),
    });
  }

  /** Draws all that is loaded. */
  draw() {
    this.byTs.clear();
    const { messages } = this.log;
    const chunks = [];
    for (let at = 0; at < messages.length; at += CHUNK) chunks.push(this.#chunk(messages.slice(at, at + CHUNK)));
    this.node.replaceChildren(...(chunks.length ? chunks : [this.#chunk([])]));
    this.#decorateAll();
    this.#rove([...this.node.querySelectorAll("article")].at(-1));
  }

  /** Draws the first `count` messages of the log, which have just been loaded before the others. */
  prepend(count) {
    this.node.prepend(this.#chunk(this.log.messages.slice(0, count)));
    for (let index = 0; index <= count; index += 1) this.#decorate(index);
  }

  add(message, index) {
    const next = this.log.messages[index + 1];
    const entry = this.#entry(message);
    if (this.firstNew === null && this.#isNew(message)) this.firstNew = message.ts;
    if (next) this.byTs.get(next.ts).before(entry);
    else this.#lastChunk().append(entry);
    this.#decorateAround(index);
    if (!this.node.querySelector("article[tabindex='0']")) this.#rove(entry.querySelector("article"));
  }

  replace(message, index) {
    const old = this.byTs.get(message.ts);
    const focused = old.contains(document.activeElement);
    const { tabIndex } = old.querySelector("article");
    keepingFocus(this.node, () => {
      old.replaceWith(this.#entry(message));
      this.#decorateAround(index);
    });
    const article = this.byTs.get(message.ts).querySelector("article");
    article.tabIndex = tabIndex;
    if (focused && !this.node.contains(document.activeElement)) article.focus({ preventScroll: true });
  }

  remove(ts, index) {
    this.byTs.get(ts)?.remove();
    this.byTs.delete(ts);
    this.#decorateAround(index);
  }

  /** Marks what is newer than `ts` as new. */
  markUnread(ts) {
    this.unreadAfter = ts;
    this.firstNew = this.log.messages.find((message) => this.#isNew(message))?.ts ?? null;
    this.#decorateAll();
  }

  #isNew(message) {
    const { store } = this.app;
    return this.unreadAfter !== null && message.ts > this.unreadAfter && authorOf(message, store).id !== store.me.id;
  }

  #chunk(messages) {
    return el("div", { class: "chunk" }, messages.map((message) => this.#entry(message)));
  }

  #lastChunk() {
    if (this.node.lastElementChild.childElementCount >= CHUNK) this.node.append(this.#chunk([]));
    return this.node.lastElementChild;
  }

  #entry(message) {
    const entry = el("div", { class: "entry" }, messageNode(message, this.app, this.place));
    this.byTs.set(message.ts, entry);
    return entry;
  }

  #decorateAll() {
    this.log.messages.forEach((_, index) => this.#decorate(index));
  }

  #decorateAround(index) {
    this.#decorate(index);
    this.#decorate(index + 1);
    if (this.log.thread) this.#decorate(1);
  }

  /** What stands before a message depends on its neighbour: the day, the mark of what is new, a repeated author. */
  #decorate(index) {
    const message = this.log.messages[index];
    if (!message) return;
    const { store } = this.app;
    const previous = this.log.messages[index - 1];
    const at = milliseconds(message.ts);
    const newDay = !previous || dayOf(milliseconds(previous.ts), store.me.tz) !== dayOf(at, store.me.tz);
    const entry = this.byTs.get(message.ts);
    for (const mark of entry.querySelectorAll(":scope > .divider")) mark.remove();
    const marks = [];
    if (newDay && !this.log.thread) marks.push(divider("day", dayLabel(at, store.now(), store.me.tz)));
    if (this.log.thread && index === 1) marks.push(divider("replies", repliesLabel(this.log.messages.length - 1)));
    if (message.ts === this.firstNew) marks.push(divider("new", "New"));
    entry.prepend(...marks);
    entry.querySelector("article").classList.toggle("compact", !marks.length && continues(message, previous, store));
  }

  #offerTools(target) {
    const article = target.closest("article");
    if (!article || article.querySelector(".tools")) return;
    const old = this.node.querySelector(".tools");
    const elsewhere = old?.contains(document.activeElement) && !article.contains(document.activeElement);
    if (old?.querySelector(":popover-open") || elsewhere) return;
    old?.remove();
    const message = this.log.get(article.dataset.ts);
    const tools = message && messageTools(message, this.app, this.place, article);
    if (tools) article.append(tools);
  }

  /** Up and down go from message to message, so that Tab reaches only the controls of the one at hand. */
  #move(event) {
    if (event.target.tagName !== "ARTICLE") return;
    const articles = [...this.node.querySelectorAll("article")];
    const at = articles.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: articles.length - 1 }[event.key];
    if (to === undefined || !articles[to]) return;
    event.preventDefault();
    this.#rove(articles[to]);
    articles[to].focus();
  }

  #rove(article) {
    for (const other of this.node.querySelectorAll("article[tabindex='0']")) other.tabIndex = -1;
    if (article) article.tabIndex = 0;
  }
}

const repliesLabel = (count) => (count === 1 ? "1 reply" : `${count} replies`);

function divider(kind, text) {
  return el("div", { class: `divider ${kind}` }, el("span", {}, text));
}
