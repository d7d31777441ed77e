// The traffic between the workspace and the app: what was delivered, what the app called, how long it took.

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { format } from "./times.js";

const MOST = 200;
const WAYS = { call: "app calls", delivery: "to the app" };

export class Inspector {
  constructor(app, node) {
    Object.assign(this, { app, node, rows: [] });
    app.store.on("traffic", (update) => !node.hidden && this.#add([update.entry]));
  }

  async toggle() {
    this.node.hidden = !this.node.hidden;
    document.body.classList.toggle("with-inspector", !this.node.hidden);
    if (this.node.hidden) return;
    this.list = el("ol", { class: "traffic", "aria-label": "Traffic, newest first" });
    fill(this.node,
      el("header", { class: "pane-head" }, el("h2", {}, "Traffic"),
        el("button", { type: "button", class: "button quiet", "aria-label": "Close the inspector", onclick: () => this.toggle() }, icon("close"))),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Traffic" }, this.list));
    const answer = await this.app.api.traffic(0);
    this.#add(answer.entries);
  }

  #add(entries) {
    for (const entry of entries) this.list.prepend(this.#row(entry));
    while (this.list.children.length > MOST) this.list.lastElementChild.remove();
  }

  #row(entry) {
    const failed = !entry.ok || entry.status >= 400;
    const facts = [entry.error, entry.status, `${entry.duration_ms} ms`, entry.retry_num ? `retry ${entry.retry_num}` : ""];
    const summary = el("summary", {},
      el("span", { class: "traffic-way" }, WAYS[entry.direction] ?? entry.direction),
      el("strong", {}, entry.name),
      el("span", { class: failed ? "traffic-failed" : "hint" }, facts.filter(Boolean).join(" · ")),
      el("span", { class: "hint" }, format(entry.at, "Europe/Zurich", { hour: "2-digit", minute: "2-digit", second: "2-digit" })));
    return el("li", {}, el("details", {}, summary, el("pre", {}, JSON.stringify(entry, null, 2))));
  }
}
