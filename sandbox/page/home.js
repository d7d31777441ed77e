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
    if (this.surface?.target.view_id !== view.id) this.surface = new Surface("home", this.app, { view_id: view.id });
    keepingFocus(this.node, () => {
      fill(this.node, el("div", { class: "home-page" }, renderBlocks(view.blocks, this.surface)));
    });
  }
}
