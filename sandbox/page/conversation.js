// The middle of the page: the head of a channel, its messages and composer; for the app also its Home tab.

import { showMembers } from "./channels.js";
import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./messagelist.js";
import { editLast } from "./messagetools.js";
import { avatar, facts, groupAvatar, presence } from "./people.js";
import { mrkdwn } from "./mrkdwn.js";

export class Conversation {
  constructor(app, node) {
    Object.assign(this, { app, node, list: null, composer: null, home: null });
    this.head = el("header", { class: "pane-head" });
    this.body = el("div", { class: "pane-body" });
    fill(node, this.head, this.body);
    app.store.on("channels", () => this.#changed());
    for (const topic of ["clock", "presence"]) app.store.on(topic, () => this.#drawHead());
    document.addEventListener("visibilitychange", () => this.#read());
  }

  /** Shows a channel, at a message if `at` is one's ts; `tab` is `home` for the app's Home. */
  async show(channel, tab, at = null) {
    this.list?.end();
    this.home?.end();
    Object.assign(this, { channel, tab, list: null, composer: null, home: null, isKeptUnread: false });
    this.#drawHead();
    if (tab === "home") {
      this.home = new Home(this.app);
      fill(this.body, this.home.node);
      await this.home.open();
      return;
    }
    const { store } = this.app;
    const name = store.titleOf(channel);
    const list = new MessageList(this.app, store.log(channel.id), {
      label: `Messages in ${name}`, intro: this.#intro(name), onread: () => this.#read(), onunread: (message) => this.#markUnread(message),
    });
    this.list = list;
    this.composer = new Composer(this.app, { channel: channel.id, name, editLast: () => editLast(list) });
    fill(this.body, list.node, this.#foot());
    const unread = channel.unread ?? 0;
    await list.start(at);
    if (unread && !at) await list.beginAtUnread(channel.last_read ?? "0");
  }

  /** To a message of the channel that is shown. */
  goTo(ts) {
    return this.list?.goTo(ts);
  }

  /** All is read, and no mark says otherwise: what Escape does. */
  markRead() {
    this.isKeptUnread = false;
    this.list?.markUnread(null);
    this.#read();
  }

  /** From this message on the channel is unread, until one comes back to it. */
  async #markUnread(message) {
    const before = String(BigInt(message.ts.replace(".", "")) - 1n);
    const ts = `${before.slice(0, -6)}.${before.slice(-6)}`;
    this.isKeptUnread = true;
    this.list.markUnread(ts);
    await this.app.act("read", { channel: this.channel.id, ts });
  }

  /** From now on, what others post is marked as new. */
  markFromNow() {
    this.list?.markUnread(this.list.log.messages.at(-1)?.ts ?? "0");
  }

  #changed() {
    const { store } = this.app;
    if (!this.channel) return;
    const now = store.channel(this.channel.id);
    if (!now) {
      this.app.go(this.app.firstChannel());
      return;
    }
    const before = this.channel;
    this.channel = now;
    this.#drawHead();
    if (this.list && (before.is_member !== now.is_member || before.archived !== now.archived)) fill(this.body, this.list.node, this.#foot());
  }

  #read() {
    const last = this.list?.log.last;
    const unread = this.channel && this.app.store.channel(this.channel.id)?.unread;
    if (!last || !unread || this.isKeptUnread || document.visibilityState !== "visible") return;
    this.app.store.setChannel({ id: this.channel.id, unread: 0, mention_count: 0 });
    this.app.api.act("read", { channel: this.channel.id, ts: last.ts });
  }

  #foot() {
    const { channel, app } = this;
    if (channel.kind === "app" && app.store.app.is_read_only) return el("p", { class: "notice" }, `${app.store.app.name} only writes here. Type its commands in a channel.`);
    if (channel.archived) return el("p", { class: "notice" }, "This channel is archived: it can be read, not written to.");
    if (channel.is_member !== false) return this.composer.node;
    const join = () => app.act("join", { channel: channel.id });
    return el("p", { class: "notice" }, `You are looking at #${channel.name}. `, el("button", { type: "button", class: "button primary small", onclick: join }, "Join"));
  }

  #drawHead() {
    const { channel, app } = this;
    if (!channel) return;
    const { store } = app;
    const unread = unreadElsewhere(channel, store);
    const menuButton = el("button", {
      type: "button", class: "button quiet drawer-button", dataset: { focus: "drawer" },
      "aria-label": `Open the sidebar${unread ? `, ${unread} unread` : ""}`, onclick: () => app.drawer(true),
    }, icon("menu"), unread > 0 && el("span", { class: "unread-dot" }));
    const other = channel.kind === "dm" && store.person((channel.members ?? []).find((id) => id !== store.me.id));
    const topic = other ? facts(other, store) : channel.topic;
    const count = (channel.members ?? []).length;
    const members = /^(channel|private|mpim)$/.test(channel.kind) && el("button", {
      type: "button", class: "button small members", "aria-label": `${count} members`, dataset: { focus: "members" }, onclick: () => showMembers(app, this.channel),
    }, icon("people"), String(count));
    const focused = this.head.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    fill(this.head, menuButton,
      el("h1", {}, sign(channel, store), store.channelName(channel), other && presence(other, store)),
      channel.kind === "app" && this.#tabs(),
      topic && el("span", { class: "topic hint" }, other ? topic : mrkdwn(topic, store)),
      members);
    if (focused) this.head.querySelector(`[data-focus="${focused}"]`)?.focus();
  }

  #tabs() {
    const { app, channel, tab } = this;
    const link = (label, address, on) => el("a", { class: "tab", href: `#${channel.id}${address}`, "aria-current": on ? "page" : null, dataset: { focus: label } }, label);
    return el("nav", { class: "tabs", "aria-label": `${app.store.app.name}` }, link("Home", "/home", tab === "home"), link("Messages", "", tab !== "home"));
  }

  #intro(name) {
    const { channel } = this;
    const about = {
      channel: `This is the very beginning of ${name}.`,
      private: `This is the very beginning of ${name}. Only its members know that it exists.`,
      app: `This is the conversation between you and ${name}.`,
    }[channel.kind] ?? `This is the very beginning of your conversation with ${name}.`;
    return el("p", {}, about);
  }
}

function unreadElsewhere(channel, store) {
  return [...store.channels.values()].reduce((sum, other) => sum + (other.id === channel.id ? 0 : other.unread ?? 0), 0);
}

function sign(channel, store) {
  if (channel.kind === "channel") return icon("hash");
  if (channel.kind === "private") return icon("lock");
  if (channel.kind === "app") return avatar(null, "small");
  if (channel.kind === "mpim") return groupAvatar(channel.members.length - 1, "small");
  return avatar(store.person((channel.members ?? []).find((id) => id !== store.me.id) ?? store.me.id), "small");
}
