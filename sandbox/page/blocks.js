// Block Kit: one function a type of block, and the table of elements.

import { button, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { el, uid } from "./dom.js";
import { textInput } from "./fields.js";
import { fileInput } from "./fileinput.js";
import { addressOfFile } from "./files.js";
import { markdown } from "./markdown.js";
import { textNodes } from "./mrkdwn.js";
import { portrait } from "./people.js";
import { richTextInput } from "./richinput.js";
import { richText } from "./richtext.js";
import { select } from "./selects.js";
import { table } from "./table.js";
import { word } from "./words.js";

const BLOCKS = { section, header, divider, context, actions, input, image, rich_text: richTextBlock, markdown, table };

const ELEMENTS = {
  button,
  overflow,
  image: picture,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richTextInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  file_input: fileInput,
};
for (const source of ["static", "external", "users", "channels", "conversations"]) {
  ELEMENTS[`${source}_select`] = select;
  ELEMENTS[`multi_${source}_select`] = select;
}

/**
 * The nodes of a surface's blocks.
 * @param {object[]} blocks
 * @param {import("./surface.js").Surface} surface
 * @param {Record<string, string>} [errors] by block_id, shown beside their fields
 * @param {boolean} [more] whether they stand after others of the same surface, as a message's attachments do
 */
export function renderBlocks(blocks, surface, errors = {}, more = false) {
  if (!more) surface.begin();
  return blocks.map((block) => {
    const node = BLOCKS[block.type]?.(block, surface, errors[block.block_id]) ?? unknown(block);
    node.classList.add("block", `block-${block.type}`);
    node.dataset.blockId = block.block_id ?? "";
    return node;
  });
}

function unknown(block) {
  return el("p", { class: "hint" }, `The sandbox does not show blocks of type ${block.type}.`);
}

function element(item, block, surface, labels) {
  const make = ELEMENTS[item.type];
  if (!make) return el("span", { class: "hint" }, `(${item.type})`);
  return make(item, block, surface, item.focus_on_load ? { ...labels, "data-focus-on-load": true } : labels);
}

/** Outside of an input block an element is named by its placeholder, or by the text beside it. */
function ownLabels(item, textId) {
  if (textId) return { "aria-labelledby": textId };
  return { "aria-label": item.placeholder?.text ?? item.accessibility_label ?? item.type.replaceAll("_", " ") };
}

function section(block, surface) {
  const { store } = surface.app;
  const textId = block.text ? uid("text") : null;
  return el("div", {},
    el("div", { class: "section-body" },
      block.text && el("div", { id: textId, class: "text" }, textNodes(block.text, store)),
      block.fields && el("div", { class: "section-fields" },
        block.fields.map((field) => el("div", { class: "text" }, textNodes(field, store))))),
    block.accessory && el("div", { class: "accessory" },
      element(block.accessory, block, surface, ownLabels(block.accessory, textId))));
}

function header(block, surface) {
  return el("div", { role: "heading", "aria-level": surface.kind === "modal" ? 3 : 2, class: "text" },
    textNodes(block.text, surface.app.store));
}

function divider() {
  return el("hr");
}

function context(block, surface) {
  const { store } = surface.app;
  return el("div", {}, block.elements.map((item) => (
    item.type === "image" ? picture(item, block, surface) : el("span", { class: "text" }, textNodes(item, store)))));
}

function actions(block, surface) {
  return el("div", { role: "group", "aria-label": "Actions" },
    block.elements.map((item) => element(item, block, surface, ownLabels(item))));
}

function input(block, surface, error) {
  const { store } = surface.app;
  const id = uid("field");
  const labelId = uid("label");
  const hintId = block.hint ? uid("hint") : null;
  const errorId = error ? uid("error") : null;
  const labels = {
    id,
    "aria-labelledby": labelId,
    "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || null,
  };
  if (block.element.type !== "checkboxes") { // a group of checkboxes may carry neither
    labels["aria-invalid"] = error ? "true" : null;
    labels["aria-required"] = block.optional ? null : "true";
  }
  const optional = block.optional && el("span", { class: "hint" }, ` ${word(store, "optional")}`);
  return el("div", { class: error ? "has-error" : null },
    el("label", { id: labelId, for: id, class: "field-label", onclick: () => document.getElementById(id)?.focus() }, textNodes(block.label, store), optional),
    element(block.element, block, surface, labels),
    error && el("p", { id: errorId, class: "field-error" }, error),
    hintId && el("p", { id: hintId, class: "hint text" }, textNodes(block.hint, store)));
}

function image(block, surface) {
  return el("figure", {},
    block.title && el("figcaption", { class: "hint" }, textNodes(block.title, surface.app.store)),
    picture(block, block, surface));
}

/** The person whose photo stands at an address of the sandbox's making: there is nothing behind it, so it is drawn here. */
function photographed(src, store) {
  const [, id] = /^https:\/\/ca\.slack-edge\.com\/\w+-(\w+)-/.exec(src ?? "") ?? [];
  return id ? store.person(id) : null;
}

function picture(item, block, surface) {
  const [file] = JSON.stringify(item.slack_file ?? "").match(/F[A-Z0-9]{8,}/) ?? [];
  const src = file ? addressOfFile({ id: file }, surface.app) : item.image_url;
  const person = photographed(src, surface.app.store);
  if (person) return portrait(person, item.alt_text);
  return el("img", { src, alt: item.alt_text ?? "", loading: "lazy" });
}

function richTextBlock(block, surface) {
  return el("div", { class: "text" }, richText(block, surface.app.store));
}
