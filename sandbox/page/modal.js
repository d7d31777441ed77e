// The app's modals: the top view of the person's stack, what was typed in it, and the errors beside its fields.

import { renderBlocks } from "./blocks.js";
import { rescueToasts } from "./dialog.js";
import { el, fill, keepingFocus, uid } from "./dom.js";
import { icon } from "./icons.js";
import { textNodes } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { word } from "./words.js";

const FOCUSABLE = "input, textarea, select, button:not(.rich-bar *), [contenteditable=true]";

/** Whether a view is the one before with something changed, and not one about something else: that one is read from its top. */
function beginsAlike(before, after) {
  const [one, other] = [before, after].map((view) => ({ ...view?.blocks[0] }));
  if (before?.id !== after.id || one.type !== other.type) return false;
  if (one.block_id === other.block_id) return true;
  return JSON.stringify({ ...one, block_id: "" }) === JSON.stringify({ ...other, block_id: "" });
}

export class Modal {
  constructor(app) {
    this.app = app;
    this.surfaces = new Map();
    this.shown = null;
    this.dialog = null;
    this.all = false;
    app.store.on("view", () => this.#show(app.store.view));
  }

  #show(view) {
    const before = this.shown;
    this.shown = view;
    if (!view) {
      this.surfaces.clear();
      if (this.dialog?.open) this.dialog.close();
      return;
    }
    if (!this.dialog) this.#make();
    if (before?.id !== view.id) this.#draw();
    else if (JSON.stringify(before) !== JSON.stringify(view)) keepingFocus(this.dialog, () => this.#draw());
    if (!beginsAlike(before, view)) this.body.scrollTop = 0;
    if (!this.dialog.open) this.dialog.showModal();
    if (before?.id !== view.id) this.#focusFirst();
  }

  #make() {
    const { store } = this.app;
    const close = word(store, "close");
    this.title = el("h2", { id: uid("title") });
    this.body = el("div", { class: "dialog-body" });
    this.foot = el("footer", { class: "dialog-foot" });
    this.back = el("button", { type: "button", class: "button quiet", "aria-label": word(store, "back"), dataset: { focus: "back" }, onclick: () => this.#leave() }, icon("back"));
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.form = el("form", { class: "modal-form", novalidate: true, onsubmit: submit },
      el("header", { class: "dialog-head" }, this.back, this.title,
        el("button", { type: "button", class: "button quiet", "aria-label": close, title: close, dataset: { focus: "x" }, onclick: () => this.#leaveAll() }, icon("close"))),
      this.body, this.foot);
    this.dialog = el("dialog", {
      class: "dialog modal",
      "aria-labelledby": this.title.id,
      oncancel: (event) => this.#escape(event),
      onkeydown: (event) => this.#key(event),
      onclose: (event) => event.target === this.dialog && this.#closed(),
    }, this.form);
    document.body.append(this.dialog);
  }

  #surface() {
    const { id, state } = this.shown;
    if (!this.surfaces.has(id)) this.surfaces.set(id, new Surface("modal", this.app, { view_id: id }));
    const surface = this.surfaces.get(id);
    surface.values = state.values;
    return surface;
  }

  #draw() {
    const { store } = this.app;
    const { title, blocks, submit, close, errors, trouble } = this.shown;
    const needsSubmit = submit || blocks.some((block) => block.type === "input");
    fill(this.title, textNodes(title, store));
    this.back.hidden = !this.#isStacked();
    fill(this.body,
      trouble && el("p", { class: "modal-trouble", role: "alert" }, icon("warning"), word(store, "trouble")),
      renderBlocks(blocks, this.#surface(), errors));
    fill(this.foot,
      el("button", { type: "button", class: "button", dataset: { focus: "close" }, onclick: () => this.#leave() },
        close ? textNodes(close, store) : word(store, needsSubmit ? "cancel" : "close")),
      needsSubmit && el("button", { type: "submit", class: "button primary", dataset: { focus: "submit" } },
        submit ? textNodes(submit, store) : word(store, "submit")));
  }

  #isStacked() {
    return Boolean(this.shown.previous_view_id);
  }

  #focusFirst() {
    const first = this.body.querySelector("[data-focus-on-load]") ?? this.body.querySelector(FOCUSABLE) ?? this.foot.querySelector("button");
    first?.focus();
  }

  async #submit() {
    const button = this.foot.querySelector("[type=submit]");
    if (!button || this.busy) return;
    const { id: view_id } = this.shown;
    this.busy = true;
    button.setAttribute("aria-busy", "true");
    const answer = await this.app.api.act("submit", { view_id, state: this.#surface().state().values });
    await this.app.caughtUp(answer.n);
    this.busy = false;
    button.removeAttribute("aria-busy");
    if (this.shown?.id !== view_id) return;
    if (!answer.ok && !this.shown.trouble && !Object.keys(answer.errors ?? {}).length) this.app.toasts.failed(answer);
    const first = this.body.querySelector(".has-error, .modal-trouble");
    first?.querySelector(FOCUSABLE)?.focus();
    first?.scrollIntoView({ block: "nearest" });
  }

  /** Ctrl+Enter submits from wherever one is, as in Slack. */
  #key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #escape(event) {
    if (event.target !== this.dialog || !this.#isStacked()) return;
    event.preventDefault();
    this.#leave();
  }

  /** This view is left; of a stack the one under it comes back. */
  async #leave() {
    if (this.#isStacked()) await this.#tellClosed(this.shown, false);
    else this.dialog.close();
  }

  #leaveAll() {
    this.all = this.#isStacked();
    this.dialog.close();
  }

  /** Closed by Escape, by a button, or because the app closed it. */
  async #closed() {
    rescueToasts(this.dialog);
    const closing = this.shown;
    const { all } = this;
    this.all = false;
    if (!closing) return;
    this.shown = null;
    await this.#tellClosed(closing, all);
  }

  async #tellClosed({ id }, all) {
    const state = this.surfaces.get(id)?.state().values;
    this.surfaces.delete(id);
    const answer = await this.app.api.act("close", { view_id: id, all, state });
    if (!answer.ok) this.app.toasts.failed(answer);
  }
}
