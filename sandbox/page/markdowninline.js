// The inside of a line of Markdown, as nodes (CommonMark's inlines and GitHub's strikethrough, as the markdown block takes them).

import { el } from "./dom.js";
import { emoji, SHORTCODE } from "./emoji.js";
import { link, reference, unescape } from "./references.js";

const WORD = /[\p{L}\p{N}_]/u;
const SIGN = /[!-/:-@[-`{-~]/;
const LINK = /^\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)/;
const ADDRESS = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]*_~`]/;
const IN_BRACKETS = /^<((?:https?:\/\/|mailto:)[^\s<>]+|[@#!][^<>]+)>/;

/**
 * The nodes of a text in Markdown, without its paragraphs.
 * @param {string} text
 * @param {import("./store.js").Store} store whose viewer reads it
 * @returns {(Node|string)[]}
 */
export function inlineNodes(text, store) {
  const nodes = [];
  let run = "";
  for (let at = 0; at < text.length;) {
    const [made, length] = begin(text, at, store);
    if (typeof made === "string") run += made;
    else {
      if (run) nodes.push(run);
      run = "";
      nodes.push(...made);
    }
    at += length;
  }
  if (run) nodes.push(run);
  return nodes;
}

/** What begins at `at`: nodes, or a plain text; and how many characters it takes. */
function begin(text, at, store) {
  const rest = text.slice(at);
  return BEGINNINGS[text[at]]?.(rest, text[at - 1] ?? " ", store) ?? [text[at], 1];
}

const BEGINNINGS = {
  "\\": (rest) => (SIGN.test(rest[1] ?? "") ? [rest[1], 2] : null),
  "`": codeSpan,
  "<": (rest, before, store) => {
    const found = IN_BRACKETS.exec(rest);
    return found && [[reference(found[1], store)].flat(), found[0].length];
  },
  "[": linked,
  // Slack shows no pictures here, only their address.
  "!": (rest, before, store) => {
    const found = rest[1] === "[" && linked(rest.slice(1), before, store);
    return found ? [found[0], found[1] + 1] : null;
  },
  h: (rest, before) => {
    const found = !WORD.test(before) && ADDRESS.exec(rest);
    return found ? [[link(found[0], "")], found[0].length] : null;
  },
  ":": (rest) => {
    const code = SHORTCODE.exec(rest);
    const shown = code && emoji(code[1]);
    return shown ? [[shown], code[0].length] : null;
  },
  "&": (rest) => {
    const found = /^&(?:amp|lt|gt);/.exec(rest);
    return found && [unescape(found[0]), found[0].length];
  },
  "*": styled,
  _: styled,
  "~": styled,
};

/** As many backticks close a code as opened it. */
function codeSpan(rest) {
  const [fence] = /^`+/.exec(rest);
  const end = closingFence(rest, fence.length, fence.length);
  if (end < 0) return [fence, fence.length];
  return [[el("code", {}, rest.slice(fence.length, end).replace(/^ (.*\S.*) $/, "$1"))], end + fence.length];
}

function closingFence(text, from, length) {
  for (const run of text.matchAll(/`+/g)) if (run.index >= from && run[0].length === length) return run.index;
  return -1;
}

function linked(rest, before, store) {
  const found = LINK.exec(rest);
  if (!found) return null;
  const inner = inlineNodes(found[1], store);
  return [[link(found[2], inner.length ? inner : "")].flat(), found[0].length];
}

const TAGS = { "*": ["em", "strong"], _: ["em", "strong"], "~": ["s", "s"] };

/** One sign makes it italic, two bold, three both; a style hugs its words, and `_` never begins or ends inside one. */
function styled(rest, before, store) {
  const [signs] = /^([*_~])\1*/.exec(rest);
  const length = signs.length;
  if (length > (signs[0] === "~" ? 2 : 3) || /\s/.test(rest[length] ?? " ") || (signs[0] === "_" && WORD.test(before))) return [signs, length];
  const end = closing(rest, signs[0], length);
  if (end < 0) return [signs, length];
  const inner = inlineNodes(rest.slice(length, end), store);
  const [one, two] = TAGS[signs[0]];
  const node = length === 3 ? el(one, {}, el(two, {}, inner)) : el(length === 2 ? two : one, {}, inner);
  return [[node], end + length];
}

/** Where as many signs close the style; longer and shorter runs belong to styles within it. */
function closing(text, sign, length) {
  for (let at = length; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "`") {
      const [fence] = /^`+/.exec(text.slice(at));
      const end = closingFence(text, at + fence.length, fence.length);
      at = (end < 0 ? at : end) + fence.length - 1;
    } else if (text[at] === sign) {
      let end = at;
      while (text[end] === sign) end += 1;
      const free = !/\s/.test(text[at - 1]) && (sign !== "_" || !WORD.test(text[end] ?? " "));
      if (free && end - at === length) return at;
      if (free && end - at > length && end - at === 3) return at + (3 - length); // closes what is within it first
      at = end - 1;
    }
  }
  return -1;
}
