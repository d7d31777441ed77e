// Making DOM nodes: everything on the page is made here, and nothing by innerHTML.

import { caretOf, setCaret } from "./caret.js";

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "indeterminate"]);

/**
 * Makes an element. An attribute that is null, undefined or false is left out; `onclick` and its like add a
 * listener; `dataset` takes an object; ARIA attributes may be booleans. Children may be nested lists.
 * @param {string} tag
 * @param {Record<string, any>} [attrs]
 * @param {...any} children nodes, texts, lists of them; null and false are left out
 */
export function el(tag, attrs, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs ?? {})) setAttribute(node, name, value);
  append(node, children);
  return node;
}

function setAttribute(node, name, value) {
  if (name.startsWith("aria-") && value !== null && value !== undefined) node.setAttribute(name, String(value));
  else if (value === null || value === undefined || value === false) return;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") {
    for (const [key, item] of Object.entries(value)) {
      if (item !== null && item !== undefined) node.dataset[key] = item;
    }
  } else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** Appends children as `el` does. */
export function append(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

/** Replaces all children of `node`, as `el` takes them. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

let ids = 0;

/** An id that no other element of the page has. */
export function uid(prefix = "x") {
  ids += 1;
  return `${prefix}-${ids}`;
}

/**
 * Runs `change`, which replaces nodes inside `container`, and puts the focus back on the control that stands
 * where the focused one stood (same block, action and value), so that an update never throws away one's place.
 */
export function keepingFocus(container, change) {
  const active = document.activeElement;
  const inside = active && active !== container && container.contains(active);
  const key = inside ? focusKey(active) : null;
  const selection = inside && active.selectionStart !== null ? [active.selectionStart, active.selectionEnd] : null;
  const caret = inside && active.isContentEditable ? caretOf(active) : null;
  change();
  if (!inside || container.contains(document.activeElement)) return;
  const again = key && container.querySelector(key);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret && again.isContentEditable) setCaret(again, caret);
  else if (selection && typeof again.setSelectionRange === "function" && /^(text|search|url|textarea)$/.test(again.type)) {
    again.setSelectionRange(...selection);
  }
}

function focusKey(node) {
  const action = node.closest("[data-action-id]");
  if (!action) return node.dataset.focus ? `[data-focus="${CSS.escape(node.dataset.focus)}"]` : null;
  const block = node.closest("[data-block-id]");
  const prefix = block ? `[data-block-id="${CSS.escape(block.dataset.blockId)}"] ` : "";
  const own = `${prefix}[data-action-id="${CSS.escape(action.dataset.actionId)}"]`;
  if (node === action) return own;
  const value = node.value ? `[value="${CSS.escape(node.value)}"]` : "";
  return /^(radio|checkbox)$/.test(node.type) ? `${own} input${value}` : `${own} ${node.tagName.toLowerCase()}`;
}
