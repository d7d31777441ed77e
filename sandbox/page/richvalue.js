// Rich text between the editor's nodes and Slack's JSON (docs.slack.dev, "Rich text block").

import { el } from "./dom.js";

const TAGS = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code" };
const NODES = { bold: "b", italic: "i", strike: "strike" };
const LINE = /^(DIV|P|LI|UL|OL|BLOCKQUOTE)$/;
const ADDRESS = /https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]]/g;

/**
 * What stands in the editor, as a `rich_text_value`; null if that is nothing.
 * @param {HTMLElement} editor
 */
export function valueOf(editor) {
  const parts = partsOf(editor);
  return parts.length ? { type: "rich_text", elements: parts } : null;
}

function partsOf(node) {
  const parts = [];
  let run = [];
  const flush = () => {
    add(parts, "rich_text_section", run);
    run = [];
  };
  for (const child of node.childNodes) {
    if (isList(child)) {
      flush();
      lists(child, 0, parts);
    } else if (child.nodeName === "BLOCKQUOTE") {
      flush();
      add(parts, "rich_text_quote", child.childNodes);
    } else if (isLine(child) && child.querySelector("ul, ol, blockquote")) {
      flush();
      parts.push(...partsOf(child));
    } else run.push(child);
  }
  flush();
  return parts;
}

function add(parts, type, nodes) {
  const elements = joined(linesOf(nodes));
  if (elements.length) parts.push({ type, elements });
}

const isList = (node) => /^(UL|OL)$/.test(node.nodeName);
const isLine = (node) => LINE.test(node.nodeName);

/** A list and those within it: Slack has them side by side, with their depth. */
function lists(node, indent, parts) {
  const style = node.nodeName === "OL" ? "ordered" : "bullet";
  let items = null;
  const deeper = (list) => {
    items = null; // what follows it is a list of its own again
    lists(list, indent + 1, parts);
  };
  for (const item of node.children) {
    if (isList(item)) {
      deeper(item);
      continue;
    }
    if (!items) {
      items = [];
      parts.push({ type: "rich_text_list", style, indent, border: 0, elements: items });
    }
    const own = [...item.childNodes].filter((child) => !isList(child));
    items.push({ type: "rich_text_section", elements: joined(linesOf(own)) });
    [...item.children].filter(isList).forEach(deeper);
  }
}

/** The lines among nodes, each a list of leaves. What is no line of its own goes on with the one before. */
function linesOf(nodes) {
  const lines = [];
  let open = false;
  for (const node of nodes) {
    if (isLine(node)) lines.push(...linesOf(node.childNodes));
    else {
      if (!open) lines.push([]);
      if (node.nodeName !== "BR") lines.at(-1).push(...leavesOf(node, {}));
      else if (node.nextSibling && !isLine(node.nextSibling)) lines.push([]); // else it only holds an empty line open
    }
    open = !isLine(node);
  }
  return lines.length ? lines : [[]];
}

function leavesOf(node, style) {
  if (node.dataset?.leaf) return [JSON.parse(node.dataset.leaf)];
  if (node.nodeType === Node.TEXT_NODE) return addressed(node.data.replaceAll("\u00a0", " "), style);
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  const inner = { ...style };
  if (TAGS[node.nodeName]) inner[TAGS[node.nodeName]] = true;
  if (node.nodeName === "FONT") inner.code = node.face === "monospace";
  if (!inner.code) delete inner.code;
  if (node.nodeName === "A" && node.textContent) return [styled({ type: "link", url: node.getAttribute("href"), text: node.textContent }, inner)];
  return [...node.childNodes].flatMap((child) => leavesOf(child, inner));
}

/** Text, in which web addresses are links. */
function addressed(text, style) {
  if (!text) return [];
  const found = style.code ? [] : [...text.matchAll(ADDRESS)];
  const leaves = [];
  let at = 0;
  for (const { 0: url, index } of found) {
    if (index > at) leaves.push(styled({ type: "text", text: text.slice(at, index) }, style));
    leaves.push(styled({ type: "link", url }, style));
    at = index + url.length;
  }
  if (at < text.length) leaves.push(styled({ type: "text", text: text.slice(at) }, style));
  return leaves;
}

const styled = (leaf, style) => (Object.keys(style).length ? { ...leaf, style } : leaf);

/** The lines in one list of leaves, with breaks between them; empty lines at the end do not count. */
function joined(lines) {
  const kept = lines.slice();
  while (kept.length && !kept.at(-1).length) kept.pop();
  const leaves = [];
  kept.forEach((line, index) => {
    if (index) append(leaves, { type: "text", text: "\n" });
    for (const leaf of line) append(leaves, leaf);
  });
  return leaves;
}

/** Adds a leaf, to the one before if both are texts of one style. */
function append(leaves, leaf) {
  const before = leaves.at(-1);
  const alike = before?.type === "text" && leaf.type === "text" && JSON.stringify(before.style) === JSON.stringify(leaf.style);
  if (alike) leaves[leaves.length - 1] = { ...before, text: before.text + leaf.text };
  else leaves.push(leaf);
}

/** The editor's nodes of a `rich_text_value`. */
export function nodesOf(value) {
  return (value?.elements ?? []).flatMap((part) => {
    if (part.type === "rich_text_list") {
      return [el(part.style === "ordered" ? "ol" : "ul", {}, part.elements.map((item) => el("li", {}, inline(item.elements))))];
    }
    if (part.type === "rich_text_quote") return [el("blockquote", {}, paragraphs(part.elements))];
    return paragraphs(part.elements);
  });
}

/** A paragraph for each line of a section. */
function paragraphs(leaves) {
  const lines = [[]];
  for (const leaf of leaves) {
    const texts = (leaf.text ?? "").split("\n");
    if (leaf.type !== "text" || texts.length === 1) lines.at(-1).push(leaf);
    else {
      texts.forEach((text, index) => {
        if (index) lines.push([]);
        if (text) lines.at(-1).push({ ...leaf, text });
      });
    }
  }
  return lines.map((line) => el("div", {}, line.length ? inline(line) : el("br")));
}

function inline(leaves) {
  return leaves.map((leaf) => {
    if (!/^(text|link)$/.test(leaf.type)) return whole(leaf);
    let node = leaf.type === "link" ? el("a", { href: leaf.url }, leaf.text || leaf.url) : leaf.text;
    if (leaf.style?.code) node = el("font", { face: "monospace" }, node); // as the editing command for it does
    for (const [name, tag] of Object.entries(NODES)) if (leaf.style?.[name]) node = el(tag, {}, node);
    return node;
  });
}

/** A mention, an emoji or a date: it stays as it is, or goes as a whole. */
function whole(leaf) {
  const shown = leaf.name ? `:${leaf.name}:` : leaf.user_id ?? leaf.channel_id ?? leaf.range ?? leaf.fallback ?? leaf.type;
  return el("span", { class: "mention", contenteditable: "false", dataset: { leaf: JSON.stringify(leaf) } }, shown);
}
