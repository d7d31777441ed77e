// Emoji to choose from: a field to search in and a grid below it, which the arrow keys walk.

import { el, fill, uid } from "./dom.js";
import { allEmoji, emoji, QUICK } from "./emoji.js";
import { icon } from "./icons.js";
import { place } from "./popup.js";

/** Columns of the grid; the style sheet has the same number. */
const COLUMNS = 8;

/**
 * A button that opens the picker.
 * @param {{label: string, class: string, choose: (shortcode: string) => void, dataset?: object}} options
 */
export function emojiPicker({ label, choose, ...attrs }) {
  const holder = el("span", { class: "menu-holder" });
  let picker = null;
  const open = () => {
    picker = new Picker(holder, toggle, (name) => {
      toggle.focus({ preventScroll: true });
      choose(name);
    });
  };
  const toggle = el("button", {
    ...attrs, type: "button", "aria-label": label, title: label, "aria-haspopup": "dialog", "aria-expanded": false,
    onclick: () => (picker?.isOpen ? picker.close() : open()),
  }, icon("smile"));
  holder.append(toggle);
  return holder;
}

class Picker {
  #active = 0;
  #names = [];

  constructor(holder, toggle, choose) {
    Object.assign(this, { holder, toggle, choose, isOpen: true });
    this.grid = el("div", { id: uid("emoji"), class: "emoji-grid", role: "listbox", "aria-label": "Emoji" });
    this.search = el("input", {
      type: "text", class: "input", role: "combobox", placeholder: "Search emoji", autocomplete: "off", spellcheck: "false",
      "aria-label": "Search emoji", "aria-expanded": true, "aria-controls": this.grid.id, "aria-autocomplete": "list",
      oninput: () => this.#draw(), onkeydown: (event) => this.#key(event),
    });
    this.hint = el("p", { class: "hint emoji-name", "aria-hidden": true });
    this.node = el("div", { class: "popup emoji-picker", role: "dialog", popover: "manual", "aria-label": "Emoji picker" }, this.search, this.grid, this.hint);
    this.grid.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    this.elsewhere = (event) => !holder.contains(event.target) && this.close();
    document.addEventListener("pointerdown", this.elsewhere);
    holder.append(this.node);
    this.node.showPopover();
    this.#draw();
    place(this.node, toggle);
    toggle.setAttribute("aria-expanded", "true");
    this.search.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    document.removeEventListener("pointerdown", this.elsewhere);
    this.toggle.setAttribute("aria-expanded", "false");
    this.node.remove();
  }

  #draw() {
    const wanted = this.search.value.trim().toLowerCase().replaceAll(" ", "_").replace(/^:|:$/g, "");
    const all = [...QUICK, ...allEmoji().filter((name) => !QUICK.includes(name))];
    const seen = new Set(); // of an emoji with two names the one that is looked for, else the first
    this.#names = all.filter((name) => name.includes(wanted) && !seen.has(emoji(name).textContent) && seen.add(emoji(name).textContent));
    fill(this.grid, this.#names.map((name, index) => el("div", {
      id: uid("emoji"), role: "option", "aria-label": name.replaceAll("_", " "), title: `:${name}:`,
      onclick: () => this.#take(index), onmousemove: () => this.#activate(index),
    }, emoji(name).textContent)));
    this.#activate(0);
    if (!this.#names.length) fill(this.hint, "No emoji by that name.");
  }

  #activate(index) {
    this.#active = index;
    [...this.grid.children].forEach((option, at) => {
      option.classList.toggle("active", at === index);
      option.setAttribute("aria-selected", String(at === index));
    });
    const option = this.grid.children[index];
    if (!option) {
      this.search.removeAttribute("aria-activedescendant");
      return;
    }
    this.search.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    fill(this.hint, `:${this.#names[index]}:`);
  }

  #take(index) {
    const name = this.#names[index];
    if (!name) return;
    this.close();
    this.choose(name);
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (event.key === "Tab") this.close();
    else if (event.key === "Enter") this.#take(this.#active);
    else if (event.key === "Escape") {
      this.close();
      this.toggle.focus({ preventScroll: true });
    } else if (step) this.#activate(Math.min(Math.max(this.#active + step, 0), this.#names.length - 1));
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }
}
