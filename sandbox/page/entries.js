// The messages of a log as nodes: in order, with the day and the mark of what is new before them, and their keys.

import { el, keepingFocus } from "./dom.js";
import { authorOf, continues, messageNode } from "./message.js";
import { messageTools } from "./messagetools.js";
import { dayLabel, dayOf, milliseconds } from "./times.js";

/** Milliseconds after which what was drawn has been taken note of. */
const QUIET = 400;

export class Entries {
  /** @param {import("./log.js").MessageLog} log */
  constructor(app, log, label) {
    Object.assign(this, { app, log });
    this.place = { channel: log.channel, inThread: Boolean(log.thread), markUnread: null };
    this.byTs = new Map();
    this.unreadAfter = null;
    this.firstNew = null;
    this.node = el("div", {
      role: "log",
      "aria-label": label,
      "aria-live": "off",
      "aria-busy": true,
      class: "log",
      onmouseover: (event) => this.#offerTools(event.target),
      onfocusin: (event) => this.#offerTools(event.target),
      onkeydown: (event) => this.#move(event),
    });
  }

  /** What is loaded is no news: only what comes from then on is said to a screen reader. */
  #quietly() {
    this.node.setAttribute("aria-live", "off");
    clearTimeout(this.loud);
    this.loud = setTimeout(() => this.node.setAttribute("aria-live", "polite"), QUIET);
  }

  /** Draws all that is held. */
  draw() {
    this.#quietly();
    this.byTs.clear();
    this.node.replaceChildren(...this.log.messages.map((message) => this.#entry(message)));
    this.#markFirstNew();
    this.#decorateAll();
    this.#rove(this.node.lastElementChild?.querySelector("article"));
  }

  /** Draws what the log holds now before and after what is drawn, and takes away what it let go of. */
  sync() {
    this.#quietly();
    const { messages } = this.log;
    const held = new Set(messages.map((message) => message.ts));
    for (const [ts, entry] of this.byTs) if (!held.has(ts)) this.#drop(ts, entry);
    const first = messages.findIndex((message) => this.byTs.has(message.ts));
    if (first < 0) {
      this.draw();
      return;
    }
    const last = messages.findLastIndex((message) => this.byTs.has(message.ts));
    this.node.prepend(...messages.slice(0, first).map((message) => this.#entry(message)));
    this.node.append(...messages.slice(last + 1).map((message) => this.#entry(message)));
    this.#markFirstNew();
    for (let index = 0; index <= first; index += 1) this.#decorate(index);
    for (let index = last; index < messages.length; index += 1) this.#decorate(index);
    if (!this.node.querySelector("article[tabindex='0']")) this.#rove(this.node.lastElementChild.querySelector("article"));
  }

  add(message, index) {
    const next = this.log.messages[index + 1];
    const entry = this.#entry(message);
    if (this.firstNew === null && this.#isNew(message)) this.firstNew = message.ts;
    if (next) this.byTs.get(next.ts).before(entry);
    else this.node.append(entry);
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
    const entry = this.byTs.get(ts);
    if (!entry) return;
    const focused = entry.contains(document.activeElement);
    const article = (entry.nextElementSibling ?? entry.previousElementSibling)?.querySelector("article");
    const roved = entry.querySelector("article").tabIndex === 0;
    this.#drop(ts, entry);
    if (roved) this.#rove(article);
    if (focused) article?.focus({ preventScroll: true });
    this.#decorateAround(index);
  }

  /** Marks what is newer than `ts` as new; with `null` nothing. */
  markUnread(ts) {
    this.unreadAfter = ts;
    this.#markFirstNew();
    this.#decorateAll();
  }

  /** The message that one comes to: it is shown in the middle, has the focus, and stands out for a moment. */
  point(ts) {
    const article = this.byTs.get(ts)?.querySelector("article");
    if (!article) return false;
    this.#rove(article);
    article.scrollIntoView({ block: "center" });
    article.focus({ preventScroll: true });
    article.classList.add("pointed");
    article.addEventListener("animationend", () => article.classList.remove("pointed"), { once: true });
    return true;
  }

  #markFirstNew() {
    this.firstNew = this.log.messages.find((message) => this.#isNew(message))?.ts ?? null;
  }

  #isNew(message) {
    const { store } = this.app;
    return this.unreadAfter !== null && message.ts > this.unreadAfter && authorOf(message, store).id !== store.me.id;
  }

  #drop(ts, entry) {
    entry.remove();
    this.byTs.delete(ts);
  }

  #entry(message) {
    const entry = el("div", { class: "entry", dataset: { entry: message.ts } }, messageNode(message, this.app, this.place));
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
    if (!article) return;
    for (const other of this.node.querySelectorAll("article[tabindex='0']")) other.tabIndex = -1;
    article.tabIndex = 0;
  }
}

const repliesLabel = (count) => (count === 1 ? "1 reply" : `${count} replies`);

function divider(kind, text) {
  return el("div", { class: `divider ${kind}` }, el("span", {}, text));
}
