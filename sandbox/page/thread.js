// The thread at the right: its first message, the replies, and a composer of its own.

import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messagelist.js";
import { editLast } from "./messagetools.js";

export class ThreadPane {
  constructor(app, node) {
    this.app = app;
    this.node = node;
    this.list = null;
  }

  /** Shows the thread of `ts`, at the reply `at` if there is one; or nothing. */
  async show(channel, ts, at = null) {
    this.list?.end();
    this.list = null;
    this.node.hidden = !ts;
    document.body.classList.toggle("with-thread", Boolean(ts));
    if (!ts) {
      fill(this.node);
      return;
    }
    const { store } = this.app;
    const name = store.titleOf(channel);
    const list = new MessageList(this.app, store.log(channel.id, ts), { label: "Thread", intro: null });
    this.list = list;
    this.composer = new Composer(this.app, { channel: channel.id, thread: ts, name, editLast: () => editLast(list) });
    const close = el("button", { type: "button", class: "button quiet", "aria-label": "Close thread", onclick: () => this.app.go(channel.id) }, icon("close"));
    fill(this.node,
      el("header", { class: "pane-head" }, el("h2", {}, "Thread"), el("span", { class: "hint" }, name), close),
      this.list.node,
      this.composer.node);
    await list.start(at);
    if (!at) this.composer.field.focus();
  }

  /** To a reply of the thread that is shown. */
  goTo(ts) {
    return this.list?.goTo(ts);
  }
}
