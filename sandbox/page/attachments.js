// The old way to hang something on a message (docs.slack.dev, "Secondary message attachments"): blocks, or fields of its own.

import { renderBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { mrkdwn, textNodes } from "./mrkdwn.js";
import { link } from "./references.js";
import { dateAndTime } from "./times.js";

const COLORS = { good: "#2eb886", warning: "#daa038", danger: "#a30200" };

/**
 * @param {object} item the attachment as the API gives it
 * @param {object} app the page's context
 * @param {{channel: string, ts: string}} target the message
 * @param {boolean} more whether other blocks of the message stand before its own
 */
export function attachment(item, app, target, more) {
  const node = el("div", { class: "attachment" },
    item.blocks ? renderBlocks(item.blocks, app.surface("message", target), {}, more) : fieldsOf(item, app.store));
  const color = COLORS[item.color] ?? (/^#?[0-9a-f]{6}$/i.test(item.color ?? "") ? `#${item.color.replace("#", "")}` : null);
  if (color) node.style.setProperty("--color", color);
  if (item.blocks || !item.pretext) return node;
  return [el("div", { class: "text" }, written(item, "pretext", app.store)), node];
}

function fieldsOf(item, store) {
  const isBare = !item.text && !item.title && !item.fields && !item.image_url;
  const moment = Number(item.ts) * 1000;
  const footer = [item.footer && textNodes({ type: "plain_text", text: item.footer }), Number.isFinite(moment) && dateAndTime(moment, store.me.tz)].filter(Boolean);
  return [
    item.author_name && el("p", { class: "attachment-author" }, item.author_link ? link(item.author_link, item.author_name) : item.author_name),
    item.title && el("p", { class: "attachment-title text" }, item.title_link ? link(item.title_link, item.title) : textNodes({ type: "plain_text", text: item.title })),
    (item.text || isBare) && el("div", { class: "text" }, item.text ? written(item, "text", store) : item.fallback),
    item.fields?.length > 0 && el("dl", { class: "attachment-fields" }, item.fields.map((field) => (
      el("div", { class: field.short ? null : "long" }, el("dt", {}, field.title), el("dd", { class: "text" }, mrkdwn(field.value ?? "", store)))))),
    item.image_url && el("p", { class: "block-image" }, el("img", { src: item.image_url, alt: item.fallback ?? "", loading: "lazy" })),
    footer.length > 0 && el("p", { class: "attachment-footer hint" }, footer.flatMap((part, at) => (at ? [" | ", part] : [part]))),
  ];
}

/** Text and pretext are mrkdwn unless `mrkdwn_in` leaves them out. */
function written(item, name, store) {
  return (item.mrkdwn_in ?? ["text", "pretext"]).includes(name) ? mrkdwn(item[name], store) : item[name];
}
