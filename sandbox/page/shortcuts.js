// The app's shortcuts: global ones beside the field where one writes, those of messages in a message's menu.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";

const of = (app, type) => app.store.shortcuts.filter((shortcut) => shortcut.type === type);

/** The button of global shortcuts; null if the app has none. */
export function shortcutMenu(app, channel) {
  const shortcuts = of(app, "global");
  if (!shortcuts.length) return null;
  return menu({
    class: "button quiet",
    label: "Shortcuts",
    content: icon("bolt"),
    items: shortcuts.map((shortcut) => item(shortcut, app, { channel })),
  });
}

/** What a message's menu offers of the app. */
export function messageShortcuts(message, app, channel) {
  return of(app, "message").map((shortcut) => item(shortcut, app, { channel, ts: message.ts }));
}

function item({ callback_id: callback, name, description }, app, where) {
  const more = [description, app.store.app.name].filter(Boolean).join(" · ");
  return {
    label: el("span", { class: "shortcut" }, el("span", {}, name), el("span", { class: "hint" }, more)),
    run: () => app.act("shortcut", { callback_id: callback, ...where }),
  };
}
