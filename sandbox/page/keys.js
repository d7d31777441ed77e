// The keys of the whole page: as in Slack, where Slack has one.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { jump } from "./jump.js";

const KEYS = [
  ["Ctrl K", "Search, or jump to a conversation or person"],
  ["Alt ↑, Alt ↓", "The conversation above or below; with Shift the next unread one"],
  ["F6", "From part to part of the page; with Shift backwards"],
  ["↑, ↓", "From message to message; Tab reaches what can be done with it"],
  ["↑ in the empty field", "Edit what you wrote last"],
  ["Enter, Shift Enter", "Send; a new line"],
  ["/, @, #, :", "In the field: commands, people, channels, emoji"],
  ["Escape", "Close what is open; mark the conversation as read"],
  ["Ctrl /", "This list"],
];

const inPopup = () => document.querySelector("dialog[open], :popover-open");

export class Keys {
  constructor(app) {
    this.app = app;
    document.addEventListener("keydown", (event) => !event.defaultPrevented && this.#key(event));
  }

  #key(event) {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && !inPopup()) this.app.escape();
    else if (control && event.key === "k" && !event.shiftKey && !event.altKey) this.#take(event, () => jump(this.app));
    else if (control && event.key === "/") this.#take(event, showKeys);
    else if (event.altKey && /^Arrow(Up|Down)$/.test(event.key) && !control) this.#take(event, () => this.#step(event));
    else if (event.key === "F6") this.#take(event, () => this.#nextPart(event.shiftKey));
  }

  #take(event, run) {
    event.preventDefault();
    if (!inPopup()) run();
  }

  #step({ key, shiftKey }) {
    const rows = [...document.querySelectorAll("#sidebar a.row")];
    const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
    const order = key === "ArrowDown" ? rows.slice(at + 1) : rows.slice(0, Math.max(at, 0)).reverse();
    order.find((row) => !shiftKey || row.classList.contains("unread"))?.click();
  }

  #nextPart(back) {
    const parts = [
      "#clockbar button",
      "#sidebar a[aria-current]",
      "#conversation article[tabindex='0'], #conversation .home",
      "#conversation textarea",
      "#thread article[tabindex='0']",
      "#thread textarea",
      "#inspector button",
    ].map((where) => document.querySelector(where)).filter((node) => node?.checkVisibility({ visibilityProperty: true }));
    const at = parts.findLastIndex((node) => node === document.activeElement || node.closest("nav, header, article")?.contains(document.activeElement));
    parts.at((at + (back ? -1 : 1)) % parts.length)?.focus();
  }
}

export function showKeys() {
  openDialog({
    title: "Keys",
    body: el("dl", { class: "keys" }, KEYS.map(([key, what]) => [el("dt", {}, key.split(", ").map((each) => el("kbd", {}, each))), el("dd", {}, what)])),
  });
}
