// The markdown block: Markdown as people and language models write it, as nodes (docs.slack.dev, "Markdown block").

import { el } from "./dom.js";
import { inlineNodes } from "./markdowninline.js";
import { tableNode } from "./table.js";

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])(?:( +)(.*))?$/;
const COLUMNS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const TASK = /^\[([ xX])\] +/;

/** The block's node. Slack shows headings of all levels alike. */
export function markdown(block, surface) {
  return el("div", { class: "text markdown" }, markdownNodes(block.text, surface.app.store));
}

/** The nodes of a text in Markdown. @returns {Node[]} */
export function markdownNodes(text, store) {
  return parts(text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n"), store);
}

function parts(lines, store) {
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [node, taken] = partAt(lines, at, store);
    if (node) nodes.push(node);
    at += taken;
  }
  return nodes;
}

/** What begins at this line, and how many lines it takes. */
function partAt(lines, at, store) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (!line.trim()) return [null, 1];
  if (FENCE.test(line)) return code(lines, at);
  if (RULE.test(line)) return [el("hr"), 1];
  if (heading) return [el("div", { class: "markdown-heading", role: "heading", "aria-level": heading[1].length + 1 }, inlineNodes(heading[2] ?? "", store)), 1];
  if (QUOTE.test(line)) return quote(lines, at, store);
  if (ITEM.test(line)) return list(lines, at, store);
  if (isTable(lines, at)) return grid(lines, at, store);
  return paragraph(lines, at, store);
}

/** Whether a line ends the paragraph before it. */
function ends(lines, at) {
  const item = ITEM.exec(lines[at]);
  return !lines[at].trim() || [FENCE, RULE, HEADING, QUOTE].some((part) => part.test(lines[at])) || Boolean(item?.[4]) || isTable(lines, at);
}

function paragraph(lines, at, store) {
  let end = at + 1;
  while (end < lines.length && !ends(lines, end)) end += 1;
  const text = lines.slice(at, end).map((line) => line.trim().replace(/\\$/, "")).join("\n");
  return [el("p", {}, inlineNodes(text, store)), end - at];
}

function code(lines, at) {
  const [, fence] = FENCE.exec(lines[at]);
  const closes = (line) => line.trim().startsWith(fence) && new RegExp(`^ {0,3}${fence[0]}+ *$`).test(line);
  let end = at + 1;
  while (end < lines.length && !closes(lines[end])) end += 1;
  return [el("pre", {}, el("code", {}, lines.slice(at + 1, end).join("\n"))), end - at + 1];
}

function quote(lines, at, store) {
  let end = at;
  const inner = [];
  while (end < lines.length && (QUOTE.test(lines[end]) || (end > at && inner.at(-1).trim() && !ends(lines, end)))) {
    inner.push(QUOTE.exec(lines[end])?.[1] ?? lines[end]);
    end += 1;
  }
  return [el("blockquote", {}, parts(inner, store)), end - at];
}

/** Items of one kind; what stands in further than their marker belongs to them. */
function list(lines, at, store) {
  const [, indent, first] = ITEM.exec(lines[at]);
  const isOrdered = /\d/.test(first);
  const kind = first.at(-1);
  const items = [];
  let end = at;
  while (end < lines.length) {
    const found = ITEM.exec(lines[end]);
    const isNext = found && found[1].length - indent.length < 2 && found[2].at(-1) === kind && !RULE.test(lines[end]);
    if (isNext) items.push({ inside: found[1].length + found[2].length + 1, lines: [found[4] ?? ""] });
    else if (!belongs(lines, end, items.at(-1))) break;
    else items.at(-1).lines.push(lines[end].replace(new RegExp(`^ {0,${items.at(-1).inside}}`), ""));
    end += 1;
  }
  const start = isOrdered && parseInt(first, 10) !== 1 ? parseInt(first, 10) : null;
  return [el(isOrdered ? "ol" : "ul", { class: "rich-list", start }, items.map((item) => itemNode(item.lines, store))), end - at];
}

function belongs(lines, at, item) {
  if (!lines[at].trim()) return /^ {2,}\S/.test(lines[at + 1] ?? "") || ITEM.test(lines[at + 1] ?? "");
  return /^ {2,}/.test(lines[at]) || (Boolean(item.lines.at(-1).trim()) && !ends(lines, at));
}

function itemNode([first, ...more], store) {
  const task = TASK.exec(first);
  if (!task) return el("li", {}, parts([first, ...more], store));
  const done = task[1] !== " ";
  const box = el("span", { class: "task-box", role: "img", "aria-label": done ? "Done" : "To do" }, done ? "☑" : "☐");
  return el("li", { class: "task" }, box, el("div", {}, parts([first.slice(task[0].length), ...more], store)));
}

function isTable(lines, at) {
  return lines[at].includes("|") && COLUMNS.test(lines[at + 1] ?? "") && cells(lines[at]).length === cells(lines[at + 1]).length;
}

function grid(lines, at, store) {
  let end = at + 2;
  while (end < lines.length && lines[end].trim() && lines[end].includes("|")) end += 1;
  const columns = cells(lines[at + 1]).map((cell) => ({ align: alignment(cell), is_wrapped: true }));
  const rows = [lines[at], ...lines.slice(at + 2, end)].map((line) => cells(line).slice(0, columns.length).map((cell) => inlineNodes(cell, store)));
  return [tableNode(rows, columns), end - at];
}

const alignment = (cell) => (/^:-+:$/.test(cell) ? "center" : cell.endsWith(":") ? "right" : "left");

/** The cells of a row; `\|` is a sign within one. */
const cells = (line) => line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
