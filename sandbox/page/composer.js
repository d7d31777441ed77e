// Where one writes: Enter sends, Shift+Enter makes a new line, "/" lists the commands.

import { offersFor } from "./completion.js";
import { el, fill, uid } from "./dom.js";
import { icon } from "./icons.js";
import { toSent } from "./outgoing.js";
import { place } from "./popup.js";

/** What was begun and not sent, by conversation and thread; it waits until one comes back. */
const drafts = new Map();

export class Composer {
  #offers = [];
  #active = 0;

  /** @param {{channel: string, thread?: string|null, name: string}} place where it writes */
  constructor(app, { channel, thread = null, name }) {
    this.app = app;
    this.target = { channel, thread };
    this.key = `${channel}/${thread ?? ""}`;
    this.list = el("div", { id: uid("offers"), class: "popup options", role: "listbox", popover: "manual", "aria-label": "Suggestions" });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.field = el("textarea", {
      rows: 1,
      class: "composer-field",
      value: drafts.get(this.key) ?? "",
      placeholder: thread ? "Reply…" : `Message ${name}`,
      "aria-label": thread ? "Reply in thread" : `Message ${name}`,
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#close(),
    });
    const send = el("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, icon("send"));
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.node = el("form", { class: "composer", onsubmit: submit }, this.field, send, this.list);
    requestAnimationFrame(() => this.#grow());
  }

  /** Puts a text into the field, as if it had been typed. */
  begin(text) {
    this.field.value = text;
    this.field.focus();
    this.#typed();
  }

  #typed() {
    drafts.set(this.key, this.field.value);
    this.#grow();
    this.#offers = offersFor(this.field.value.slice(0, this.field.selectionStart), this.app.store);
    if (!this.#offers.length) {
      this.#close();
      return;
    }
    fill(this.list, this.#offers.map((offer, index) => (
      el("div", { id: uid("offer"), role: "option", onclick: () => this.#take(index) }, offer.label))));
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    place(this.list, this.node, { width: "anchor" });
    this.#activate(0);
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 200)}px`;
  }

  #activate(index) {
    this.#active = index;
    [...this.list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === index));
      option.classList.toggle("active", at === index);
    });
    const option = this.list.children[index];
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #take(index) {
    const offer = this.#offers[index];
    const caret = this.field.selectionStart;
    const { value } = this.field;
    this.field.value = value.slice(0, offer.start) + offer.insert + value.slice(caret);
    const end = offer.start + offer.insert.length;
    this.field.setSelectionRange(end, end);
    this.field.focus();
    this.#typed();
  }

  #close() {
    this.#offers = [];
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing) return;
    const count = this.#offers.length;
    if (count && this.#listKey(event, count)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  #listKey(event, count) {
    if (event.key === "ArrowDown") this.#activate((this.#active + 1) % count);
    else if (event.key === "ArrowUp") this.#activate((this.#active - 1 + count) % count);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab" && !event.shiftKey) this.#take(this.#active);
    else if (event.key === "Enter" && !event.shiftKey && !this.#offers[this.#active].exact) this.#take(this.#active);
    else return false;
    return true;
  }

  /** The text leaves the field at once; if it could not be sent, it comes back. */
  async #send() {
    const typed = this.field.value.trim();
    if (!typed) return;
    this.begin("");
    const answer = await this.#post(typed);
    if (answer.ok) return;
    this.app.toasts.failed(answer);
    if (!this.field.value) this.begin(typed);
    this.#close();
  }

  #post(typed) {
    const { channel, thread } = this.target;
    if (!typed.startsWith("/")) {
      return this.app.api.act("say", { channel, text: toSent(typed, this.app.store), thread_ts: thread ?? undefined });
    }
    const [command] = typed.split(/\s/, 1);
    if (thread) return { ok: false, message: `${command} is not supported in threads. Sorry!` };
    return this.app.api.act("command", { channel, text: typed });
  }
}
