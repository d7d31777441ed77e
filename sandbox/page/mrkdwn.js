// Slack's mrkdwn, as nodes (docs.slack.dev, "Formatting text for app surfaces"). Line breaks stay breaks in the text:
// it stands in an element of class `text`, which keeps them.

import { el } from "./dom.js";
import { emoji, SHORTCODE, withEmoji } from "./emoji.js";
import { reference, unescape } from "./references.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const ENTITY = /^&(?:amp|lt|gt);/;
const LISTED = /^(\s*)(•|◦|▪︎|-|\d+\.)\s+(.*)$/;

/** The nodes of a text object: mrkdwn, or plain text with its emoji. */
export function textNodes(text, store) {
  if (!text) return [];
  if (typeof text === "string") return mrkdwn(text, store);
  if (text.type === "mrkdwn") return mrkdwn(text.text ?? "", store);
  return text.emoji === false ? [text.text ?? ""] : withEmoji(text.text ?? "");
}

export function mrkdwn(text, store) {
  const nodes = [];
  const parts = text.split("```");
  parts.forEach((part, index) => {
    const code = index % 2 === 1 && index < parts.length - 1;
    if (code) nodes.push(el("pre", {}, el("code", {}, raw(part.replace(/^\n|\n$/g, ""), store))));
    else if (index % 2) nodes.push(...lines(`\`\`\`${part}`, store));
    else nodes.push(...besideCode(part, index > 0, index < parts.length - 1, store));
  });
  return nodes;
}

/** The fences of code take the line break that stands next to them. */
function besideCode(text, after, before, store) {
  let inner = after ? text.replace(/^\n/, "") : text;
  if (before) inner = inner.replace(/\n$/, "");
  return inner ? lines(inner, store) : [];
}

/** Quotes, lines that begin with a bullet or number (which hang, marker kept as written), and runs of other lines. */
function lines(text, store) {
  const nodes = [];
  let run = [];
  let quote = null;
  const flush = () => {
    // A break at the very end of a run shows nothing before the next block, so an empty last line needs a second one.
    if (run.length) nodes.push(...inline(run.join("\n") + (run.at(-1) === "" ? "\n" : ""), store));
    run = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const listed = LISTED.exec(line);
    if (quoted && quote) quote.append("\n", ...inline(quoted[1], store));
    else if (quoted) {
      flush();
      quote = el("blockquote", {}, inline(quoted[1], store));
      nodes.push(quote);
    } else if (listed) {
      flush();
      const marker = el("span", { class: "line-marker" }, listed[2]);
      nodes.push(el("div", { class: "line-item" }, marker, el("span", {}, inline(listed[3], store))));
    } else run.push(line);
    if (!quoted) quote = null;
  }
  flush();
  return nodes;
}

/** Styles, references, code and emoji; a style never crosses a line. */
function inline(text, store) {
  const nodes = [];
  let run = "";
  let at = 0;
  const push = (node, length) => {
    if (run) nodes.push(run);
    run = "";
    nodes.push(node);
    at += length;
  };
  while (at < text.length) {
    const [node, length] = special(text, at, store);
    if (node !== null) push(node, length);
    else {
      run += unescape(text.slice(at, at + length));
      at += length;
    }
  }
  if (run) nodes.push(run);
  return nodes;
}

/** What begins at `at`: a node and its length, or null and the length of plain text. */
function special(text, at, store) {
  const letter = text[at];
  if (letter === "<") {
    const end = text.indexOf(">", at);
    if (end > at + 1) return [reference(text.slice(at + 1, end), store), end - at + 1];
  } else if (letter === "`") {
    const end = text.indexOf("`", at + 1);
    if (end > at + 1) return [el("code", {}, raw(text.slice(at + 1, end), store)), end - at + 1];
  } else if (letter === ":") {
    const code = SHORTCODE.exec(text.slice(at));
    const picture = code && emoji(code[1]);
    if (picture) return [picture, code[0].length];
  } else if (letter in STYLES) {
    const end = closing(text, at);
    if (end > 0) return [el(STYLES[letter], {}, inline(text.slice(at + 1, end), store)), end - at + 1];
  } else if (letter === "&") {
    const entity = ENTITY.exec(text.slice(at, at + 5));
    if (entity) return [null, entity[0].length];
  }
  return [null, 1];
}

/** Where the style that opens at `at` closes: it hugs its words and stands at their borders; -1 if it is only a sign. */
function closing(text, at) {
  const letter = text[at];
  if (WORD.test(text[at - 1] ?? " ") || /\s/.test(text[at + 1] ?? " ") || text[at + 1] === letter) return -1;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === "\n") return -1;
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    else if (text[end] === "`") end = Math.max(end, text.indexOf("`", end + 1));
    else if (text[end] === letter && end > at + 1 && !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] ?? " ")) {
      return end;
    }
  }
  return -1;
}

/** Code knows no style, but links and mentions in it are links and mentions. */
function raw(text, store) {
  return text.split(/(<[^<>]+>)/).map((part) => (
    part.startsWith("<") && part.endsWith(">") ? reference(part.slice(1, -1), store) : unescape(part)));
}
