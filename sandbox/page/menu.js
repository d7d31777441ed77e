// A button that opens a menu: arrow keys move, Enter chooses, Escape and a click elsewhere close.

import { el, uid } from "./dom.js";
import { place } from "./popup.js";

/**
 * @param {{label: string, content: any, items: {label: any, run: () => void, href?: string}[], named?: boolean}} options
 *   `class` and `dataset` are the button's; `named`: its content says its name
 */
export function menu({ label, content, items, named = false, ...attrs }) {
  const id = uid("menu");
  const list = el("div", { id, class: "popup menu", role: "menu", popover: "manual", "aria-label": label });
  const holder = el("span", { class: "menu-holder" });
  const elsewhere = (event) => !holder.contains(event.target) && close();
  const isOpen = () => list.matches(":popover-open");
  const close = () => {
    document.removeEventListener("pointerdown", elsewhere);
    toggle.setAttribute("aria-expanded", "false");
    if (isOpen()) list.hidePopover();
  };
  const open = () => {
    list.showPopover();
    place(list, toggle);
    toggle.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", elsewhere);
    list.querySelector("[role=menuitem]").focus();
  };
  const toggle = el("button", {
    ...attrs,
    type: "button",
    "aria-label": named ? null : label,
    title: label,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    "aria-controls": id,
    onclick: () => (isOpen() ? close() : open()),
  }, content);
  const choose = (item) => {
    close();
    toggle.focus({ preventScroll: true });
    item.run();
  };
  list.append(...items.map((item) => entry(item, choose)));
  list.addEventListener("keydown", (event) => {
    if (event.key === "Tab") close();
    else if (event.key === "Escape") {
      event.preventDefault(); // closes the menu, not the modal around it
      event.stopPropagation();
      close();
      toggle.focus({ preventScroll: true });
    } else move(event, list);
  });
  holder.append(toggle, list);
  return holder;
}

function entry(item, choose) {
  const attrs = { role: "menuitem", tabindex: "-1", onclick: () => choose(item) };
  if (item.href) return el("a", { ...attrs, href: item.href, target: "_blank", rel: "noopener noreferrer" }, item.label);
  return el("button", { ...attrs, type: "button" }, item.label);
}

function move(event, list) {
  const items = [...list.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(to % items.length).focus();
}
