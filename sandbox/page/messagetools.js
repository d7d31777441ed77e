// What one can do with a message: react, reply in a thread, edit, delete. One small bar, on the message at hand.

import { plainConfirm } from "./dialog.js";
import { el, fill } from "./dom.js";
import { emoji, QUICK } from "./emoji.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { isSystem } from "./message.js";
import { toSent, toTyped } from "./outgoing.js";

/** The bar of one message; null where nothing can be done. */
export function messageTools(message, app, { channel, inThread }, article) {
  if (message.ephemeral || isSystem(message) || message.subtype === "tombstone") return null;
  const own = message.user === app.store.me.id && !message.bot_id;
  const react = menu({
    class: "button quiet",
    label: "Add reaction",
    content: icon("smile"),
    items: QUICK.map((name) => ({ label: emoji(name), run: () => app.act("react", { channel, ts: message.ts, name }) })),
  });
  react.querySelector("[role=menu]").classList.add("menu-row");
  const reply = !inThread && tool("Reply in thread", "thread", () => app.go(channel, `t${message.thread_ts ?? message.ts}`));
  const edit = own && tool("Edit message", "pencil", () => startEditing(message, app, channel, article));
  const remove = own && tool("Delete message", "trash", () => deleteMessage(message, app, channel));
  return el("div", { class: "tools", role: "group", "aria-label": "Message actions" }, react, reply, edit, remove);
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
