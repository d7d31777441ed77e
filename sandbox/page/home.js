// The app's Home tab.

import { renderBlocks } from "./blocks.js";
import { el, fill, keepingFocus } from "./dom.js";
import { Surface } from "./surface.js";

export class Home {
  constructor(app) {
    this.app = app;
    this.surface = null;
    this.node = el("div", { class: "scroll home", role: "region", "aria-label": `Home of ${app.store.app.name}`, tabindex: "0" });
    this.end = app.store.on("home", () => this.#draw());
    this.#draw();
  }

  /** Tells the app that its Home was opened: it answers by publishing the view. */
  async open() {
    const answer = await this.app.api.act("home");
    if (!answer.ok) this.app.toasts.failed(answer);
  }

  #draw() {
    const view = this.app.store.home;
    if (!view) {
      fill(this.node, el("p", { class: "empty" }, `${this.app.store.app.name} has not published its Home yet.`));
      return;
    }
    const first = this.surface?.target.view_id !== view.id;
    if (first) this.surface = new Surface("home", this.app, { view_id: view.id });
    this.surface.values = view.state.values;
    keepingFocus(this.node, () => {
      fill(this.node, el("div", { class: "home-page" }, renderBlocks(view.blocks, this.surface)));
    });
    if (first) this.node.querySelector("[data-focus-on-load]")?.focus();
  }
}
