// What stands between < and > in Slack's text: people, channels, broadcasts, dates and links.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { dateAndTime, fillDate } from "./times.js";

/**
 * The node of one reference, given without its angle brackets: `@U1`, `#C1|name`, `!here`, `!date^…`, `https://…|label`.
 * @param {import("./store.js").Store} store whose viewer reads it
 */
export function reference(inner, store) {
  const [target, label] = split(inner);
  if (target.startsWith("@")) return person(target.slice(1), store, label);
  if (target.startsWith("#")) return channel(target.slice(1), store);
  if (target.startsWith("!date^")) return date(target, label, store);
  if (target.startsWith("!")) return broadcast(target, label);
  return link(target, label);
}

function split(inner) {
  const bar = inner.indexOf("|");
  return bar < 0 ? [inner, ""] : [inner.slice(0, bar), unescape(inner.slice(bar + 1))];
}

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function person(id, store, label = "") {
  const known = store.person(id) || id === store.app.bot_user_id;
  const own = id === store.me.id ? " mention-me" : "";
  return el("span", { class: `mention${own}`, dataset: { userId: id } }, `@${known ? store.displayName(id) : label || "unknown"}`);
}

/** A channel that does not exist for the viewer has no name either. */
export function channel(id, store) {
  const known = store.channel(id) ?? store.joinable.find((item) => item.id === id);
  if (!known) return el("span", { class: "mention mention-hidden" }, icon("lock"), "private channel");
  return el("a", { class: "mention", href: `#${id}` }, known.kind === "private" ? icon("lock") : "#", known.name);
}

function broadcast(target, label) {
  const [name] = target.slice(1).split("^");
  const text = label || (name === "subteam" ? "group" : name);
  return el("span", { class: "mention mention-me" }, text.startsWith("@") ? text : `@${text}`);
}

function date(target, fallback, store) {
  const [, seconds, pattern, href] = target.split("^");
  const instant = Number(seconds) * 1000;
  if (!Number.isFinite(instant) || !pattern) return fallback;
  const text = fillDate(unescape(pattern), instant, store.me, store.now());
  const attrs = { datetime: new Date(instant).toISOString(), title: `${dateAndTime(instant, store.me.tz)} (${store.me.tz})` };
  const time = el("time", attrs, text);
  return href ? link(href, time) : time;
}

const IN_SLACK = /^https:\/\/(?:app\.)?slack\.com\/app_redirect\?channel=(\w+)$/;
const PERMALINK = /^https?:\/\/([^/]+)\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?(.*))?$/;

/** The attributes of a link: to a conversation or message of this workspace it leads there, else to a tab of its own. */
export function linkTo(href) {
  const inside = IN_SLACK.exec(href);
  if (inside) return { href: `#${inside[1]}` };
  const [, host, channel, seconds, micros, query] = PERMALINK.exec(href) ?? [];
  if (!channel || !(host === location.host || host.endsWith(".slack.com"))) return { href, target: "_blank", rel: "noopener noreferrer" };
  const thread = new URLSearchParams(query).get("thread_ts");
  return { href: `#${channel}${thread ? `/t${thread}` : ""}/m${seconds}.${micros}` };
}

/** A link opens in a tab of its own; what is not a web, mail or telephone address stays text. */
export function link(target, label) {
  const href = unescape(target);
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return label || href;
  const text = label || href.replace(/^mailto:/i, "");
  return el("a", linkTo(href), text);
}
