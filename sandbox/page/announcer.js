// Says to a screen reader what is meant for the reader elsewhere: what is written in the open conversation, its log says.

import { el } from "./dom.js";
import { authorOf } from "./message.js";

const KEPT = 4;

export class Announcer {
  constructor(app) {
    this.app = app;
    this.node = el("div", { class: "unseen", "aria-live": "polite" });
    document.body.append(this.node);
    app.store.on("message", ({ channel, message }) => this.#say(channel, message));
  }

  #say(channel, message) {
    const { store, route } = this.app;
    if (message.user === store.me.id) return;
    const { name } = authorOf(message, store);
    const found = store.channel(channel);
    if (!found || channel === route.channel) return;
    if (/^(dm|mpim|app)$/.test(found.kind) || message.text?.includes(`<@${store.me.id}>`)) this.#tell(`${name} wrote in ${store.channelName(found)}`);
  }

  #tell(text) {
    this.node.append(el("p", {}, text));
    while (this.node.childElementCount > KEPT) this.node.firstElementChild.remove();
  }
}
