// The app's modals: the top view of the person's stack, what was typed in it, and the errors beside its fields.

import { renderBlocks } from "./blocks.js";
import { rescueToasts } from "./dialog.js";
import { el, fill, keepingFocus, uid } from "./dom.js";
import { complaint } from "./fields.js";
import { icon } from "./icons.js";
import { textNodes } from "./mrkdwn.js";
import { Surface } from "./surface.js";

export class Modal {
  constructor(app) {
    this.app = app;
    this.surfaces = new Map();
    this.errors = {};
    this.shown = null;
    this.dialog = null;
    app.store.on("view", () => this.#show(app.store.view));
  }

  #show(view) {
    const sameView = view && this.shown?.id === view.id;
    this.shown = view;
    this.errors = view?.errors ?? {};
    if (!view) {
      this.surfaces.clear();
      if (this.dialog?.open) this.dialog.close();
      return;
    }
    if (!this.dialog) this.#make();
    if (sameView) keepingFocus(this.dialog, () => this.#draw());
    else this.#draw();
    if (!this.dialog.open) this.dialog.showModal();
    if (!sameView) this.#focusFirst();
  }

  #make() {
    this.title = el("h2", { id: uid("title") });
    this.body = el("div", { class: "dialog-body" });
    this.foot = el("footer", { class: "dialog-foot" });
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.form = el("form", { class: "modal-form", novalidate: true, onsubmit: submit },
      el("header", { class: "dialog-head" }, this.title,
        el("button", { type: "button", class: "button quiet", "aria-label": "Close", dataset: { focus: "x" }, onclick: () => this.dialog.close() }, icon("close"))),
      this.body, this.foot);
    this.dialog = el("dialog", { class: "dialog modal", "aria-labelledby": this.title.id }, this.form);
    this.dialog.addEventListener("close", () => this.#closed());
    document.body.append(this.dialog);
  }

  #surface() {
    const { id } = this.shown;
    if (!this.surfaces.has(id)) this.surfaces.set(id, new Surface("modal", this.app, { view_id: id }));
    return this.surfaces.get(id);
  }

  #draw() {
    const { store } = this.app;
    const { title, blocks, submit, close } = this.shown;
    fill(this.title, textNodes(title, store));
    fill(this.body, renderBlocks(blocks, this.#surface(), this.errors));
    const needsSubmit = submit || blocks.some((block) => block.type === "input");
    fill(this.foot,
      el("button", { type: "button", class: "button", dataset: { focus: "close" }, onclick: () => this.dialog.close() },
        close ? textNodes(close, store) : "Cancel"),
      needsSubmit && el("button", { type: "submit", class: "button primary", dataset: { focus: "submit" }, disabled: Boolean(this.shown.submit_disabled) },
        submit ? textNodes(submit, store) : "Submit"));
  }

  #focusFirst() {
    const first = this.body.querySelector("[autofocus], input, textarea, select, button") ?? this.foot.querySelector("button");
    first?.focus();
  }

  async #submit() {
    const button = this.form.querySelector("[type=submit]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    const { id: view_id } = this.shown;
    const state = this.#surface().state().values;
    const own = this.#complaints(state);
    if (Object.keys(own).length) {
      this.#fail(own);
      return;
    }
    this.#fail({});
    const busy = this.form.querySelector("[type=submit]");
    busy.setAttribute("aria-busy", "true");
    const answer = await this.app.api.act("submit", { view_id, state });
    busy.removeAttribute("aria-busy");
    if (answer.errors && this.shown?.id === view_id) this.#fail(answer.errors);
    else if (!answer.ok) this.app.toasts.failed(answer);
  }

  #complaints(state) {
    const entries = this.shown.blocks.filter((block) => block.type === "input")
      .map((block) => [block.block_id, complaint(block, state[block.block_id]?.[block.element.action_id] ?? {})]);
    return Object.fromEntries(entries.filter(([, text]) => text));
  }

  #fail(errors) {
    this.errors = errors;
    keepingFocus(this.dialog, () => this.#draw());
    const first = this.body.querySelector(".has-error");
    first?.querySelector("input, textarea, select, button")?.focus();
    first?.scrollIntoView({ block: "nearest" });
  }

  /** Closed by Escape, by a button, or because the app closed it. */
  async #closed() {
    rescueToasts(this.dialog);
    const closing = this.shown;
    if (!closing) return;
    this.shown = null;
    this.surfaces.delete(closing.id);
    const answer = await this.app.api.act("close", { view_id: closing.id });
    if (!answer.ok) this.app.toasts.failed(answer);
  }
}
