// Where one writes: Enter sends, Shift+Enter makes a new line, "/" lists the commands.

import { offersFor } from "./completion.js";
import { el, fill, uid } from "./dom.js";
import { emojiPicker } from "./emojipicker.js";
import { trayOf } from "./filetray.js";
import { icon } from "./icons.js";
import { toSent } from "./outgoing.js";
import { place } from "./popup.js";
import { shortcutMenu } from "./shortcuts.js";

/** What was begun and not sent, by conversation and thread; it waits until one comes back. */
const drafts = new Map();

export class Composer {
  #offers = [];
  #active = 0;

  /**
   * @param {{channel: string, thread?: string|null, name: string, editLast?: () => void}} place
   *   where it writes; `editLast` is what the up arrow does in the empty field
   */
  constructor(app, { channel, thread = null, name, editLast = () => {} }) {
    Object.assign(this, { app, editLast });
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
      onpaste: (event) => this.#pasted(event),
    });
    this.tray = trayOf(app, this.key);
    const smile = emojiPicker({ class: "button quiet", label: "Add emoji", choose: (shortcode) => this.#insert(`:${shortcode}: `) });
    const send = el("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, icon("send"));
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.also = thread && el("input", { type: "checkbox" });
    const also = thread && el("label", { class: "also-send" }, this.also, `Also send to ${name}`);
    this.node = el("form", { class: "composer", onsubmit: submit }, this.tray.node, shortcutMenu(app, channel), this.#attachButton(), this.field, smile, send, also, this.list);
    new ResizeObserver(() => this.#fit()).observe(this.node);
  }

  /** Puts a text into the field, as if it had been typed. */
  begin(text) {
    this.field.value = text;
    this.field.focus();
    this.#typed();
  }

  /** Puts files beside the text. @param {FileList|File[]} files */
  attach(files) {
    this.tray.add(files);
    this.field.focus();
  }

  #attachButton() {
    const choose = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to attach" });
    choose.addEventListener("change", () => {
      this.attach(choose.files);
      choose.value = ""; // so that the same file can be chosen once more
    });
    const button = el("button", { type: "button", class: "button quiet", "aria-label": "Attach files", title: "Attach files", onclick: () => choose.click() }, icon("clip"));
    return [choose, button];
  }

  #pasted(event) {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    this.attach(event.clipboardData.files);
  }

  #insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
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

  /** Narrower, the text takes more lines. */
  #fit() {
    if (this.width === this.node.clientWidth) return;
    this.width = this.node.clientWidth;
    this.#grow();
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
    } else if (event.key === "ArrowUp" && !this.field.value && !event.altKey) {
      event.preventDefault();
      this.editLast();
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

  /** Text and files leave at once; if they could not be sent, they come back. */
  async #send() {
    const typed = this.field.value.trim();
    if (!typed && this.tray.isEmpty) return;
    this.begin("");
    const files = await this.tray.take();
    if (!typed && !files.ids.length) return; // none of them could be uploaded
    const answer = await this.#post(typed, files.ids);
    if (answer.ok) return;
    this.app.toasts.failed(answer);
    files.restore();
    if (!this.field.value) this.begin(typed);
    this.#close();
  }

  #post(typed, files) {
    const { channel, thread } = this.target;
    if (!typed.startsWith("/")) {
      const broadcast = this.also?.checked;
      if (broadcast) this.also.checked = false; // asked for anew each time, as in Slack
      return this.app.api.act("say", { channel, text: toSent(typed, this.app.store), thread_ts: thread ?? undefined, broadcast, files });
    }
    const [command] = typed.split(/\s/, 1);
    if (files.length) return { ok: false, message: `${command} takes no files. Send them by themselves.` };
    if (thread) return { ok: false, message: `${command} is not supported in threads. Sorry!` };
    return this.app.api.act("command", { channel, text: typed });
  }
}
