// A field with a list to choose from while typing: for one value or several.
// Roles and keys as in the ARIA Authoring Practices, "Combobox with list autocomplete".

import { el, fill, uid } from "./dom.js";
import { icon } from "./icons.js";
import { place } from "./popup.js";
import { word } from "./words.js";

/**
 * @typedef {{label: any[], text: string, value: any, key: string, detail?: any}} Choice
 *   `label` is shown, `text` is its plain text, `key` says whether two are the same
 * @typedef {{label?: any[], choices: Choice[]}} Group
 */

export class Combobox {
  #search = new AbortController();
  #active = -1;
  /** @type {Choice[]} */ #shown = [];

  /**
   * @param {{
   *   labels: Record<string, string>, placeholder?: string, dataset: object, many: boolean, clearable?: boolean,
   *   max?: number, words?: (name: string, values?: object) => string, chosen: Choice[],
   *   search: (typed: string, overtaken: AbortSignal, waiting: () => void) => Promise<Group[]>,
   *   change: (chosen: Choice[]) => Promise<boolean>,
   * }} options  `search` may reject with an Error whose message is shown, is told when nobody wants its answer any more, and
   *   says by `waiting` that it takes a while; `change` answers false to be undone
   */
  constructor(options) {
    this.options = { words: (name, values) => word({}, name, values), ...options };
    this.words = this.options.words;
    this.chosen = options.chosen;
    this.list = el("div", { id: uid("list"), class: "popup options", role: "listbox", popover: "manual", "aria-label": "Options" });
    this.input = el("input", {
      ...options.labels,
      type: "text",
      class: "combo-input",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dataset: options.dataset,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-expanded": false,
      "aria-controls": this.list.id,
      onfocus: () => this.input.select(),
      onclick: () => this.#open(),
      oninput: () => this.#open(this.input.value),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#leave(),
    });
    this.chips = el("ul", { class: "chips", "aria-label": this.words("chosen"), hidden: !options.many });
    this.clear = el("button", { type: "button", class: "combo-clear", "aria-label": this.words("clear"), onclick: () => this.#empty() }, icon("close"));
    this.node = el("div", { class: "combo input" }, this.chips, this.input, this.clear, icon("down"), this.list);
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    this.#show();
  }

  #show() {
    const { many, clearable } = this.options;
    this.clear.hidden = !clearable || many || !this.chosen.length;
    this.#showText();
    fill(this.chips, many ? this.chosen.map((choice) => this.#chip(choice)) : []);
  }

  /** The field as it is when nobody types; the chips stay, for one of them may be what is being clicked. */
  #showText() {
    const { many, placeholder } = this.options;
    this.input.value = many ? "" : this.chosen[0]?.text ?? "";
    this.input.placeholder = many && this.chosen.length ? "" : placeholder ?? this.words("selectOne");
  }

  #chip(choice) {
    const remove = () => {
      this.#take(this.chosen.filter((item) => item.key !== choice.key));
      this.input.focus();
    };
    const attrs = { type: "button", "aria-label": this.words("remove", { name: choice.text }), onclick: remove };
    return el("li", { class: "chip" }, el("span", {}, choice.label), el("button", attrs, icon("close")));
  }

  #empty() {
    this.#take([]);
    this.input.focus();
  }

  async #take(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.#show();
    if (await this.options.change(chosen)) return;
    this.chosen = before;
    this.#show();
  }

  async #open(typed = "") {
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    const waiting = () => this.#list([{ label: [this.words("loading")], choices: [] }]);
    let groups;
    try {
      groups = await this.options.search(typed, signal, waiting);
    } catch (error) {
      groups = [{ label: [error.message], choices: [] }];
    }
    if (!signal.aborted && document.activeElement === this.input) this.#list(groups);
  }

  #list(groups) {
    this.#fill(groups);
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    place(this.list, this.node, { width: "anchor" });
  }

  #fill(groups) {
    this.#shown = [];
    const nodes = groups.flatMap(({ label, choices }) => {
      const options = choices.map((choice) => this.#option(choice));
      if (!label) return options;
      const id = uid("group");
      const head = el("div", { id, class: "options-label" }, label);
      return [choices.length ? el("div", { role: "group", "aria-labelledby": id }, head, options) : head];
    });
    if (!nodes.length) nodes.push(el("div", { class: "options-label" }, this.words("none")));
    if (this.#isFull()) nodes.unshift(el("div", { class: "options-label" }, this.words("most", { limit: this.options.max })));
    fill(this.list, nodes);
    this.#activate(this.#shown.length ? 0 : -1);
  }

  /** As many are chosen as may be. */
  #isFull() {
    const { many, max } = this.options;
    return Boolean(many && max && this.chosen.length >= max);
  }

  #option(choice) {
    const index = this.#shown.push(choice) - 1;
    const selected = this.chosen.some((item) => item.key === choice.key);
    const attrs = { id: uid("option"), role: "option", "aria-selected": selected, "aria-disabled": this.#isFull() && !selected ? "true" : null, onclick: () => this.#choose(index) };
    return el("div", attrs, el("span", {}, choice.label), choice.detail && el("span", { class: "hint" }, choice.detail));
  }

  #activate(index) {
    this.#active = index;
    const options = [...this.list.querySelectorAll("[role=option]")];
    options.forEach((option, at) => option.classList.toggle("active", at === index));
    const id = options[index]?.id;
    if (id) this.input.setAttribute("aria-activedescendant", id);
    else this.input.removeAttribute("aria-activedescendant");
    options[index]?.scrollIntoView({ block: "nearest" });
  }

  #choose(index) {
    const choice = this.#shown[index];
    if (!choice) return;
    const { many } = this.options;
    const full = this.#isFull();
    this.#close();
    if (!many) {
      this.#take([choice]);
      return;
    }
    const others = this.chosen.filter((item) => item.key !== choice.key);
    if (others.length < this.chosen.length) this.#take(others);
    else if (!full) this.#take([...others, choice]);
    else this.#show();
  }

  #key(event) {
    const open = this.input.getAttribute("aria-expanded") === "true";
    const count = this.#shown.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.#open();
      else if (count) this.#activate((this.#active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open) this.#choose(this.#active);
      else this.#open();
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // closes the list, not the modal around it
      event.stopPropagation();
      this.#close();
      this.#show();
    } else if (event.key === "Backspace" && this.options.many && !this.input.value && this.chosen.length) {
      this.#take(this.chosen.slice(0, -1));
    }
  }

  #close() {
    this.#search.abort();
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #leave() {
    const emptied = !this.options.many && !this.input.value && this.chosen.length > 0;
    this.#close();
    if (emptied && this.options.clearable) this.#take([]);
    else this.#showText();
  }
}
