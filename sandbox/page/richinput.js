// The rich text input: a bar of formats over a field that shows them.
// The formats are the browser's own editing commands: no longer in a standard, but in every browser, with undo and
// the keys that people know (Ctrl+B, Ctrl+I). What they make is read by richvalue.js.

import { openDialog } from "./dialog.js";
import { el, fill } from "./dom.js";
import { enterHint, triggersOf } from "./fields.js";
import { icon } from "./icons.js";
import { nodesOf, valueOf } from "./richvalue.js";
import { word } from "./words.js";

const run = (command, value = null) => document.execCommand(command, false, value);
const inCode = () => document.queryCommandValue("fontName").includes("monospace");
const inQuote = () => document.queryCommandValue("formatBlock") === "blockquote";

/** name: what it does, whether it is on where the caret is, and its key with Ctrl (and Shift, where it is a capital). */
const FORMATS = {
  bold: { do: () => run("bold"), on: () => document.queryCommandState("bold"), key: "b" },
  italic: { do: () => run("italic"), on: () => document.queryCommandState("italic"), key: "i" },
  strike: { do: () => run("strikeThrough"), on: () => document.queryCommandState("strikeThrough"), key: "X" },
  code: { do: () => run("fontName", inCode() ? "sans-serif" : "monospace"), on: inCode, key: "C" },
  link: { key: "U" },
  ordered: { do: () => run("insertOrderedList"), on: () => document.queryCommandState("insertOrderedList"), key: "&" },
  bullet: { do: () => run("insertUnorderedList"), on: () => document.queryCommandState("insertUnorderedList"), key: "*" },
  quote: { do: () => run("formatBlock", inQuote() ? "div" : "blockquote"), on: inQuote, key: "(" },
};

export function richTextInput(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const { store } = surface.app;
  const triggers = triggersOf(element, block);
  const tell = () => surface.act(block, element, field.get());
  const { id, ...more } = labels;
  const editor = el("div", {
    ...more,
    id,
    class: "input rich-editor text",
    role: "textbox",
    "aria-multiline": true,
    contenteditable: "true",
    tabindex: "0",
    dataset: { actionId: element.action_id, placeholder: element.placeholder?.text ?? "" },
    oninput: () => {
      take();
      if (triggers.includes("on_character_entered")) tell();
    },
    onkeydown: (event) => key(event),
    onkeyup: () => mark(),
    onpointerup: () => mark(),
    onfocus: () => mark(),
    onpaste: (event) => {
      event.preventDefault(); // what comes from elsewhere comes without its looks
      run("insertText", event.clipboardData.getData("text/plain"));
    },
  }, nodesOf(field.get().rich_text_value));

  const take = () => {
    const value = valueOf(editor);
    field.set(value ? { rich_text_value: value } : {});
    editor.classList.toggle("is-empty", !editor.textContent && !editor.querySelector("li, blockquote"));
  };
  const mark = () => {
    for (const [name, button] of buttons) button.setAttribute("aria-pressed", String(Boolean(FORMATS[name].on?.())));
  };
  const apply = (name) => {
    editor.focus();
    run("defaultParagraphSeparator", "div");
    if (name === "link") askLink(editor, store, take);
    else FORMATS[name].do();
    take();
    mark();
  };
  const key = (event) => {
    if (event.key === "Enter" && !event.shiftKey && triggers.includes("on_enter_pressed")) tell();
    if (event.key === "Tab" && inList()) {
      event.preventDefault();
      run(event.shiftKey ? "outdent" : "indent");
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const found = Object.keys(FORMATS).find((name) => isKey(FORMATS[name].key, event));
    if (!found && event.key.toLowerCase() !== "u") return;
    event.preventDefault(); // Slack has no underlining
    if (found) apply(found);
  };
  const buttons = Object.keys(FORMATS).map((name) => [name, formatButton(name, store, () => apply(name))]);
  const bar = el("div", { class: "rich-bar", role: "toolbar", "aria-label": word(store, "format"), "aria-controls": id },
    buttons.map(([, button]) => button));
  roving(bar, buttons.map(([, button]) => button));
  take();
  return el("div", { class: "rich-input" }, bar, editor, enterHint(triggers, surface)?.node);
}

const inList = () => document.queryCommandState("insertOrderedList") || document.queryCommandState("insertUnorderedList");

/** A capital or a sign wants Shift; the digits' signs are told by the key, which every keyboard has. */
function isKey(wanted, event) {
  const digits = { "&": "Digit7", "*": "Digit8", "(": "Digit9" };
  if (digits[wanted]) return event.shiftKey && event.code === digits[wanted];
  const shifted = wanted !== wanted.toLowerCase();
  return event.shiftKey === shifted && event.key.toLowerCase() === wanted.toLowerCase();
}

function formatButton(name, store, press) {
  const label = word(store, name);
  return el("button", {
    type: "button", class: "button quiet", "aria-label": label, title: label, "aria-pressed": false,
    onmousedown: (event) => event.preventDefault(), // the selection stays in the field
    onclick: press,
  }, icon(name));
}

/** One stop for Tab; within the bar the arrows move. */
function roving(bar, buttons) {
  buttons.forEach((button, index) => button.setAttribute("tabindex", index ? "-1" : "0"));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
    for (const button of buttons) button.setAttribute("tabindex", button === next ? "0" : "-1");
    next.focus();
  });
}

/** Asks for a link's text and address, and puts it where the selection was. */
function askLink(editor, store, done) {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  const text = el("input", { class: "input", value: range?.toString() ?? "", "aria-label": word(store, "linkText") });
  const url = el("input", { class: "input", type: "url", placeholder: "https://", "aria-label": word(store, "link") });
  const save = (event) => {
    event.preventDefault();
    if (!/^(https?:\/\/|mailto:)\S+$/i.test(url.value)) {
      url.setAttribute("aria-invalid", "true");
      url.focus();
      return;
    }
    dialog.close();
    const link = el("a", { href: url.value }, text.value || url.value);
    editor.focus();
    if (range && editor.contains(range.commonAncestorContainer)) {
      range.deleteContents();
      range.insertNode(link);
    } else editor.append(link);
    selection.collapse(link.parentNode, [...link.parentNode.childNodes].indexOf(link) + 1);
    done();
  };
  const form = el("form", { onsubmit: save });
  fill(form, el("div", { class: "picker-list" }, text, url),
    el("footer", { class: "dialog-foot" },
      el("button", { type: "button", class: "button", onclick: () => dialog.close() }, word(store, "cancel")),
      el("button", { type: "submit", class: "button primary" }, word(store, "save"))));
  const dialog = openDialog({ class: "dialog-small", title: word(store, "link"), body: form });
  (text.value ? url : text).focus();
}
