// One message: who, when, what, and what hangs on it.

import { attachment } from "./attachments.js";
import { renderBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { filesNode } from "./files.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { dateAndTime, dayLabel, milliseconds, timeOfDay } from "./times.js";
import { isReply } from "./updates.js";

/** How much of a thread's first message is quoted over a reply of it. */
const QUOTED = 80;

const SYSTEM = /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive|convert_to_private)$/;

/** Who wrote it: `{id, name, person}`; `person` is null for the app itself. */
export function authorOf(message, store) {
  const { app } = store;
  const own = message.user === app.bot_user_id || message.bot_id === app.bot_id;
  if (own) return { id: app.bot_user_id, name: message.username ?? app.name, person: null };
  const person = store.person(message.user) ?? { name: "?", avatar_hue: 0 };
  return { id: message.user, name: store.displayName(message.user), person };
}

export const isSystem = (message) => SYSTEM.test(message.subtype ?? "");

/** Whether a message continues the one before: same author within five minutes, nothing special in between. */
export function continues(message, previous, store) {
  if (!previous || isSystem(message) !== isSystem(previous) || message.ephemeral || previous.ephemeral) return false;
  const near = Number(message.ts) - Number(previous.ts) < 300;
  return near && !previous.reply_count && authorOf(message, store).id === authorOf(previous, store).id;
}

/**
 * @param {object} message as Slack's API gives it, with `ephemeral`
 * @param {object} app the page's context
 * @param {{channel: string, inThread?: boolean}} place
 */
export function messageNode(message, app, { channel, inThread = false }) {
  const { store } = app;
  const author = authorOf(message, store);
  const at = milliseconds(message.ts);
  const time = timeOfDay(at, store.me);
  const full = dateAndTime(at, store.me.tz);
  const attrs = {
    class: `message${message.ephemeral ? " ephemeral" : ""}${isSystem(message) ? " system" : ""}`,
    dataset: { ts: message.ts },
    tabindex: "-1",
    "aria-label": `${author.name}, ${dayLabel(at, store.now(), store.me.tz)} ${time}`,
  };
  return el("article", attrs,
    el("div", { class: "gutter" }, avatar(author.person, "message-avatar"), el("span", { class: "gutter-time hint", "aria-hidden": true }, time)),
    el("div", { class: "message-body" },
      message.ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      el("div", { class: "message-head" },
        authorName(author, app),
        (!author.person || author.person.is_bot) && el("span", { class: "badge" }, "APP"),
        el("time", { class: "hint", datetime: new Date(at).toISOString(), title: full }, time)),
      el("div", { class: "message-content" }, content(message, app, channel, inThread)),
      filesNode(message, app),
      message.ephemeral && dismiss(message, app, channel),
      reactions(message, app, channel),
      !inThread && message.reply_count > 0 && summary(message, app, channel)));
}

/** Opens the profile on a click; by the keyboard one comes there by "More actions", so that Tab has fewer stops. */
function authorName({ id, name }, app) {
  if (!app.store.person(id)) return el("span", { class: "author" }, name);
  return el("button", { type: "button", class: "author", tabindex: "-1", dataset: { userId: id } }, name);
}

function content(message, app, channel, inThread) {
  const edited = message.edited && el("span", { class: "hint edited", title: dateAndTime(milliseconds(message.edited.ts ?? message.ts), app.store.me.tz) }, " (edited)");
  if (isSystem(message)) return el("p", { class: "text hint" }, mrkdwn(message.text.replace(/^<@\w+>\s*/, ""), app.store));
  if (message.subtype === "tombstone") return el("p", { class: "hint" }, "This message was deleted.");
  return [
    isReply(message) && message.subtype === "thread_broadcast" && ofThread(message, app, channel, inThread),
    message.blocks?.length
      ? [renderBlocks(message.blocks, app.surface("message", { channel, ts: message.ts })), edited]
      : el("div", { class: "text" }, mrkdwn(message.text ?? "", app.store), edited),
    (message.attachments ?? []).map((item, index) => attachment(item, app, { channel, ts: message.ts }, index > 0 || message.blocks?.length > 0)),
  ];
}

/** A reply that was sent to the channel too: there it leads to its thread. */
function ofThread({ root, thread_ts: thread }, app, channel, inThread) {
  if (inThread) return el("p", { class: "hint" }, "Also sent to the channel");
  const text = el("span", {}, mrkdwn(root?.text ?? "", app.store)).textContent.replace(/\s+/g, " ").trim();
  const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED).replace(/\s\S*$/, "")}…` : text;
  return el("p", { class: "hint" }, quoted ? "replied to a thread: " : "replied to ", el("a", { href: `#${channel}/t${thread}` }, quoted || "a thread"));
}

function dismiss(message, app, channel) {
  const log = app.store.log(channel, message.thread_ts ?? null);
  return el("p", {}, el("button", { type: "button", class: "link", onclick: () => log.remove(message.ts) }, "Dismiss message"));
}

function reactions(message, app, channel) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, message.reactions.map((reaction) => {
    const mine = reaction.users?.includes(app.store.me.id);
    const who = (reaction.users ?? []).map((id) => app.store.displayName(id)).join(", ");
    const label = `${reaction.name.replaceAll("_", " ")}, ${reaction.count}: ${who}`;
    const attrs = {
      type: "button",
      class: "reaction",
      dataset: { focus: `${message.ts}-${reaction.name}` },
      "aria-pressed": Boolean(mine),
      "aria-label": label,
      title: who,
      onclick: () => app.act("react", { channel, ts: message.ts, name: reaction.name }),
    };
    return el("button", attrs, emoji(reaction.name) ?? `:${reaction.name}:`, ` ${reaction.count}`);
  }));
}

function summary(message, app, channel) {
  const { store } = app;
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = message.latest_reply ? milliseconds(message.latest_reply) : null;
  const day = last && dayLabel(last, store.now(), store.me.tz).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase());
  const when = last && `Last reply ${day} at ${timeOfDay(last, store.me)}`;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id === store.app.bot_user_id ? null : store.person(id), "tiny"));
  return el("button", { type: "button", class: "thread-summary", dataset: { focus: `thread-${message.ts}` }, onclick: () => app.go(channel, `t${message.ts}`) },
    faces, el("strong", {}, count), when && el("span", { class: "hint" }, when));
}
