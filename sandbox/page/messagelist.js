// A conversation or thread that scrolls: it stays at its end while one is there, and loads older and newer messages at
// the ends of what it holds.

import { el, fill } from "./dom.js";
import { Entries } from "./entries.js";
import { icon } from "./icons.js";
import { MOST } from "./log.js";
import { Place } from "./place.js";
import { dayOf } from "./times.js";

/** How near an end of what is held, in pixels, more is asked for. */
const NEAR = 800;

export class MessageList {
  /**
   * @param {object} app the page's context
   * @param {import("./log.js").MessageLog} log
   * @param {{label: string, intro: any, onread?: () => void, onunread?: (message: object) => void}} options
   *   `onread`: the newest message is in sight; `onunread`: the reader wants to have it before them as new
   */
  constructor(app, log, { label, intro, onread = () => {}, onunread = null }) {
    Object.assign(this, { app, log, onread });
    this.bottom = true;
    this.day = null; // until it is drawn
    this.entries = new Entries(app, log, label);
    this.entries.place.markUnread = onunread;
    this.intro = el("div", { class: "intro", hidden: true }, intro);
    this.jumpLabel = el("span", {});
    this.jump = el("button", { type: "button", class: "jump button primary small", hidden: true, onclick: () => this.toNewest() }, icon("down"), this.jumpLabel);
    this.scroll = el("div", { class: "scroll", onscroll: () => this.#scrolled() }, el("div", { class: "list-top" }), this.intro, this.entries.node);
    this.node = el("div", { class: "list" }, this.scroll, this.jump);
    this.place = new Place(this.scroll, this.entries.node);
    this.resized = new ResizeObserver(() => this.#settle());
    this.ends = [
      log.on("added", ({ message, index }) => this.#added(message, index)),
      log.on("changed", ({ message, index }) => this.#changed(() => this.entries.replace(message, index))),
      log.on("removed", ({ ts, index }) => this.#changed(() => this.entries.remove(ts, index))),
      log.on("beyond", ({ message }) => this.#beyond(message)),
      app.store.on("clock", () => this.#newDay()),
    ];
  }

  /** Shows the newest messages; or those around `at`, a ts, and points to that one. */
  async start(at = null) {
    const { log } = this;
    if (at && !log.get(at)) log.replace(await this.#ask({ around: at }));
    else if (!at && (!log.loaded || log.hasNewer)) await this.#newest();
    this.#draw();
    this.entries.node.setAttribute("aria-busy", "false");
    this.toEnd();
    if (at) this.point(at);
    this.resized.observe(this.scroll);
    this.resized.observe(this.entries.node);
    if (this.bottom) this.onread();
    this.#loadMore();
  }

  end() {
    this.ended = true;
    for (const end of this.ends) end();
    this.resized.disconnect();
  }

  markUnread(ts) {
    this.entries.markUnread(ts);
  }

  /** Marks what is newer than `ts` as new, and shows it from its beginning. */
  async beginAtUnread(ts) {
    const { log } = this;
    if (log.hasMore && ts < log.messages[0]?.ts) {
      log.replace(await this.#ask({ around: ts }));
      this.entries.draw();
    }
    this.markUnread(ts);
    const first = this.entries.byTs.get(this.entries.firstNew);
    if (!first) return;
    first.scrollIntoView({ block: "start" });
    this.#look(true);
  }

  /** Goes to a message, which is loaded if need be. */
  async goTo(ts) {
    if (!this.log.get(ts)) {
      this.log.replace(await this.#ask({ around: ts }));
      this.#draw();
    }
    this.point(ts);
  }

  point(ts) {
    this.bottom = false;
    if (!this.entries.point(ts)) this.app.toasts.show("This message is gone.", "error");
    this.#look();
    this.#loadMore();
  }

  toEnd() {
    this.bottom = !this.log.hasNewer;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    if (this.bottom) this.isNew = false;
    this.jump.hidden = this.bottom;
  }

  /** To the newest message of the conversation, whether it is held or not. */
  async toNewest() {
    if (this.log.hasNewer) {
      await this.#newest();
      this.#draw();
    }
    this.toEnd();
    this.onread();
  }

  async #newest() {
    do this.log.replace(await this.#ask({}));
    while (this.log.hasNewer); // one was posted meanwhile
  }

  #ask(where) {
    const { channel, thread } = this.log;
    return this.app.api.messages({ channel, thread, ...where });
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return !this.log.hasNewer && scrollHeight - scrollTop - clientHeight < 40;
  }

  /** Whether one is at the end, and what the button that leads there says. */
  #look(isNew = false) {
    this.bottom = this.#isAtEnd();
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    const far = this.log.hasNewer || scrollHeight - scrollTop > clientHeight * 2.5;
    if (isNew) this.isNew = true;
    if (this.bottom) this.isNew = false;
    this.jump.hidden = this.bottom || !(far || this.isNew);
    fill(this.jumpLabel, this.isNew ? "New messages" : "Latest messages");
    if (!this.bottom) this.place.note();
  }

  /** Something changed its size: the reader stays where they are. */
  #settle() {
    if (this.bottom) this.toEnd();
    else this.#restore();
  }

  #restore() {
    this.place.restore((entry) => this.entries.byTs.get(entry.dataset.entry));
  }

  /** Goes along with a new message; of one that is taller than the window one first sees the beginning. */
  #follow(ts) {
    const entry = this.entries.byTs.get(ts);
    this.toEnd();
    if (entry.offsetHeight <= this.scroll.clientHeight) return;
    entry.scrollIntoView({ block: "start" });
    this.#look(true);
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
    if (!this.day || this.day === this.#today()) return;
    this.#draw();
    this.#settle();
  }

  #added(message, index) {
    if (!this.day) return;
    this.entries.add(message, index);
    if (message.user === this.app.store.me.id || message.ephemeral) this.bottom = true;
    if (this.bottom) {
      this.#trim();
      this.#follow(message.ts);
      this.onread();
    } else {
      this.#restore();
      this.#look(index === this.log.messages.length - 1);
    }
  }

  /** What is drawn is changed in its place, and the reader's own place is kept before anything is painted. */
  #changed(change) {
    if (!this.day) return;
    change();
    this.#settle();
  }

  /** Many have come: the oldest go, a hundred at a time. */
  #trim() {
    if (this.log.messages.length < MOST + 100) return;
    this.log.trim();
    this.entries.sync();
    this.intro.hidden = true;
  }

  /** A message that is newer than what is held: one's own, or one's answer, one wants to see. */
  #beyond(message) {
    if (!this.day) return;
    if (message.user === this.app.store.me.id || message.ephemeral) this.toNewest();
    else this.#look(true);
  }

  /** More of the conversation, once one comes near an end of what is held. */
  async #loadMore() {
    const { log, scroll } = this;
    if (this.loading || this.ended || !log.messages.length) return;
    const older = log.hasMore && scroll.scrollTop < NEAR;
    const newer = log.hasNewer && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (!older && !newer) return;
    this.loading = true;
    const [oldest, newest] = [log.messages.find((m) => !m.ephemeral), log.last];
    const page = await this.#ask(older ? { before: oldest.ts } : { after: newest.ts }).catch(() => null);
    this.loading = false;
    if (!page || this.ended || !log.get((older ? oldest : newest).ts)) return; // away, or elsewhere by now
    this.place.note();
    if (older) log.prepend(page);
    else log.append(page);
    this.entries.sync();
    this.intro.hidden = log.hasMore;
    this.#restore();
    this.#look(this.isNew);
    this.#loadMore();
  }

  #scrolled() {
    const before = this.bottom;
    this.#look();
    if (this.bottom && !before) this.onread();
    this.#loadMore();
  }
}
