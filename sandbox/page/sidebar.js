// The sidebar: the workspace's name, channels, direct messages and the app; unread ones stand out.

import { addChannels, newMessage } from "./channels.js";
import { el, fill, keepingFocus } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, compare, facts, groupAvatar, presence } from "./people.js";

export class Sidebar {
  constructor(app, node) {
    this.app = app;
    this.node = node;
    for (const topic of ["channels", "people", "presence", "route"]) (topic === "route" ? app : app.store).on(topic, () => this.#drawSoon());
    app.store.on("clock", () => this.#tell());
  }

  /** Once a frame: what comes in between is drawn with it, and the message itself comes first. */
  #drawSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    const { store } = this.app;
    const all = [...store.channels.values()].filter((channel) => !channel.archived);
    const byName = (a, b) => compare(store.channelName(a), store.channelName(b));
    const open = all.filter((item) => /^(channel|private)$/.test(item.kind) && item.is_member !== false).sort(byName);
    const direct = all.filter((item) => /^(dm|mpim)$/.test(item.kind)).sort(byName);
    const apps = all.filter((item) => item.kind === "app").sort(byName);
    keepingFocus(this.node, () => {
      const scrolled = this.node.querySelector(".sidebar-scroll")?.scrollTop ?? 0;
      this.me = el("span", { class: "me-facts" });
      fill(this.node,
        el("div", { class: "sidebar-head" }, el("strong", { class: "team" }, store.team.name), this.#me()),
        el("div", { class: "sidebar-scroll" },
          this.#group("Channels", open, this.#action("Add channels", () => addChannels(this.app))),
          this.#group("Direct messages", direct, this.#action("New message", () => newMessage(this.app))),
          this.#group("Apps", apps)));
      this.node.querySelector(".sidebar-scroll").scrollTop = scrolled;
      this.#tell();
    });
  }

  /** The local time of the person moves with the clock. */
  #tell() {
    if (this.me) fill(this.me, facts(this.app.store.me, this.app.store));
  }

  #me() {
    const { me } = this.app.store;
    return el("button", { type: "button", class: "me", title: "Act as somebody else", dataset: { focus: "me" }, onclick: () => this.app.actAs() },
      avatar(me),
      el("span", { class: "me-text" },
        el("span", { class: "unseen" }, "Acting as"),
        el("strong", {}, me.real_name || me.name), this.me,
        el("span", { class: "unseen" }, "Act as somebody else")),
      icon("down"));
  }

  #action(label, run) {
    return el("li", {}, el("button", { type: "button", class: "row add", dataset: { focus: label }, onclick: run },
      el("span", { class: "row-icon" }, icon("plus")), label));
  }

  #group(title, channels, action) {
    const rows = channels.map((channel) => el("li", {}, this.#row(channel)));
    return el("section", { "aria-label": title }, el("h2", {}, title), el("ul", {}, rows, action));
  }

  #row(channel) {
    const { store, route } = this.app;
    const unread = channel.unread > 0;
    const badge = channel.mention_count > 0 && el("span", { class: "unread-badge", dataset: { count: channel.mention_count } });
    const name = store.channelName(channel);
    const kind = { private: ", private channel", channel: ", channel", app: ", app" }[channel.kind] ?? "";
    const other = channel.kind === "dm" ? this.#other(channel) : null;
    const here = other && store.active.has(other.id) ? ", active" : "";
    const label = `${name}${kind}${unread ? `, ${channel.unread} unread` : ""}${here}`;
    const attrs = {
      class: `row${unread ? " unread" : ""}`,
      href: `#${channel.id}${channel.kind === "app" && !unread ? "/home" : ""}`,
      dataset: { channelId: channel.id, focus: channel.id },
      "aria-current": route.channel === channel.id ? "page" : null,
      "aria-label": label,
    };
    return el("a", attrs, el("span", { class: "row-icon" }, this.#sign(channel)), el("span", { class: "row-name" }, name, presence(other, store)), badge);
  }

  #sign(channel) {
    if (channel.kind === "channel") return icon("hash");
    if (channel.kind === "private") return icon("lock");
    if (channel.kind === "app") return avatar(null, "tiny");
    if (channel.kind === "mpim") return groupAvatar(channel.members.length - 1, "tiny");
    return avatar(this.#other(channel), "tiny");
  }

  /** With whom one speaks; oneself, in the notes to oneself. */
  #other(channel) {
    const { store } = this.app;
    return store.person((channel.members ?? []).find((id) => id !== store.me.id) ?? store.me.id);
  }
}
