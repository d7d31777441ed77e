// The rich_text block, as nodes (docs.slack.dev, "Rich text block").

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { channel, link, person } from "./references.js";
import { fillDate } from "./times.js";

const SECTIONS = {
  rich_text_section: (part, store) => el("div", { class: "rich-section" }, leaves(part.elements, store)),
  rich_text_preformatted: (part, store) => el("pre", {}, el("code", {}, leaves(part.elements, store))),
  rich_text_quote: (part, store) => el("blockquote", {}, leaves(part.elements, store)),
  rich_text_list: list,
};

const LEAVES = {
  text: (leaf) => leaf.text,
  emoji: (leaf) => emoji(leaf.name) ?? `:${leaf.name}:`,
  link: (leaf) => link(leaf.url, leaf.text),
  user: (leaf, store) => person(leaf.user_id, store),
  channel: (leaf, store) => channel(leaf.channel_id, store),
  broadcast: (leaf) => el("span", { class: "mention mention-me" }, `@${leaf.range}`),
  usergroup: () => el("span", { class: "mention" }, "@group"),
  color: (leaf) => leaf.value,
  date: (leaf, store) => el("time", {}, fillDate(leaf.format, leaf.timestamp * 1000, store.me, store.now())),
};

export function richText(block, store) {
  const parts = block.elements ?? [];
  return el("div", { class: "rich-text" }, parts.map((part) => SECTIONS[part.type]?.(part, store)));
}

function list(part, store) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const start = part.offset ? part.offset + 1 : null;
  const items = part.elements.map((item) => el("li", {}, leaves(item.elements, store)));
  return el(tag, { class: `rich-list indent-${Math.min(part.indent ?? 0, 5)}`, start }, items);
}

function leaves(elements, store) {
  return elements.map((leaf) => styled(LEAVES[leaf.type]?.(leaf, store) ?? "", leaf.style));
}

function styled(content, style) {
  let node = [content];
  if (style?.code) node = [el("code", {}, node)];
  if (style?.strike) node = [el("s", {}, node)];
  if (style?.italic) node = [el("em", {}, node)];
  if (style?.bold) node = [el("strong", {}, node)];
  return node;
}
