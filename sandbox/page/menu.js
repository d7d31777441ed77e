// A button that opens a menu: arrow keys move, Enter chooses, Escape and a click elsewhere close.

import { el, uid } from "./dom.js";
import { place } from "./popup.js";

/**
 * @param {{label: string, content: any, items: {label: any, run: () => void, href?: string, danger?: boolean}[]}} options
 *   `class` and `dataset` are the button's
 */
export function menu({ label, content, items, ...attrs }) {
  const id = uid("menu");
  const list = el("div", { id, class: "popup menu", role: "menu", popover: "auto", "aria-label": label });
  const toggle = el("button", {
    ...attrs,
    type: "button",
    "aria-label": label,
    title: label,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    "aria-controls": id,
    popovertarget: id,
  }, content);
  list.append(...items.map((item) => entry(item, list)));
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    toggle.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(list, toggle);
    list.querySelector("[role=menuitem]")?.focus();
  });
  list.addEventListener("keydown", (event) => move(event, list));
  return el("span", { class: "menu-holder" }, toggle, list);
}

function entry({ label, run, href, danger }, list) {
  const choose = () => {
    list.hidePopover();
    run();
  };
  const attrs = { role: "menuitem", tabindex: "-1", class: danger ? "danger" : null, onclick: choose };
  if (href) return el("a", { ...attrs, href, target: "_blank", rel: "noopener noreferrer" }, label);
  return el("button", { ...attrs, type: "button" }, label);
}

function move(event, list) {
  const items = [...list.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (event.key === "Escape") event.stopPropagation();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}
