// What one can do with a message: react, reply in a thread, edit, and more. One small bar, on the message at hand.

import { plainConfirm } from "./dialog.js";
import { el, fill } from "./dom.js";
import { emojiPicker } from "./emojipicker.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { authorOf, isSystem } from "./message.js";
import { toSent, toTyped } from "./outgoing.js";
import { showProfile } from "./profile.js";
import { permalink } from "./route.js";
import { messageShortcuts } from "./shortcuts.js";

/** The bar of one message; null where nothing can be done. `place` as messageNode has it, with `markUnread`. */
export function messageTools(message, app, { channel, inThread, markUnread }, article) {
  if (message.ephemeral || isSystem(message) || message.subtype === "tombstone") return null;
  const own = isOwn(message, app);
  const author = authorOf(message, app.store);
  const react = emojiPicker({
    class: "button quiet",
    label: "Add reaction",
    choose: (name) => app.act("react", { channel, ts: message.ts, name }),
  });
  const reply = !inThread && tool("Reply in thread", "thread", () => app.go(channel, `t${message.thread_ts ?? message.ts}`));
  const edit = own && tool("Edit message", "pencil", () => startEditing(message, app, channel, article));
  const more = menu({
    class: "button quiet",
    label: "More actions",
    content: icon("more"),
    items: [
      { label: "Copy link", run: () => copyLink(message, app, channel) },
      markUnread && { label: "Mark as unread from here", run: () => markUnread(message) },
      app.store.person(author.id) && { label: `Profile of ${author.name}`, run: () => showProfile(app, author.id) },
      ...messageShortcuts(message, app, channel),
      own && { label: "Delete message…", run: () => deleteMessage(message, app, channel) },
    ].filter(Boolean),
  });
  return el("div", { class: "tools", role: "group", "aria-label": "Message actions" }, react, reply, edit, more);
}

const isOwn = (message, app) => message.user === app.store.me.id && !message.bot_id;

async function copyLink(message, app, channel) {
  const link = permalink(channel, message);
  const copied = await navigator.clipboard.writeText(link).then(() => true, () => false);
  app.toasts.show(copied ? "The link is copied." : link);
}

/** Begins to edit what the person wrote last in a list, if that is on the page. */
export function editLast({ app, log, entries }) {
  const message = log.messages.findLast((each) => isOwn(each, app) && !each.ephemeral && !isSystem(each) && each.subtype !== "tombstone");
  const article = message && entries.byTs.get(message.ts)?.querySelector("article");
  if (!article) return;
  article.scrollIntoView({ block: "nearest" });
  startEditing(message, app, log.channel, article);
}

function tool(label, name, run) {
  return el("button", { type: "button", class: "button quiet", "aria-label": label, title: label, onclick: run }, icon(name));
}

async function deleteMessage(message, app, channel) {
  const question = plainConfirm("Delete message", "It will be gone for everyone. This cannot be undone.", "Delete");
  if (await app.confirm(question)) await app.act("delete", { channel, ts: message.ts });
}

/** Turns the message into a field; Enter saves, Escape leaves it as it was. */
function startEditing(message, app, channel, article) {
  const holder = article.querySelector(".message-content");
  const before = [...holder.childNodes];
  const cancel = () => {
    fill(holder, before);
    article.focus();
  };
  const save = async () => {
    const answer = await app.act("edit", { channel, ts: message.ts, text: toSent(field.value, app.store) });
    if (answer.ok) cancel();
  };
  const field = el("textarea", {
    class: "input",
    rows: 2,
    "aria-label": "Edit message",
    value: toTyped(message.text ?? "", app.store),
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") cancel();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      save();
    },
  });
  fill(holder, field, el("div", { class: "edit-actions" },
    el("button", { type: "button", class: "button small", onclick: cancel }, "Cancel"),
    el("button", { type: "button", class: "button small primary", onclick: save }, "Save")));
  field.focus();
}
