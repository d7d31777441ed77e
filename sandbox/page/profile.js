// Who somebody is: role, language, local time, and the ways to write to them or to be them.

import { addressOf } from "./actas.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { avatar, languageOfPerson, presence, roleOf, zoneName } from "./people.js";
import { dateAndTime } from "./times.js";

export function showProfile(app, id) {
  const { store } = app;
  const person = store.person(id);
  if (!person) return;
  const rows = [
    ["Title", person.title],
    ["Role", person.is_bot ? "App" : roleOf(person)],
    ["Language", !person.is_bot && languageOfPerson(person)],
    ["Local time", !person.is_bot && `${dateAndTime(store.now(), person.tz)} (${zoneName(person.tz)})`],
  ].filter(([, value]) => value);
  const write = () => {
    dialog.close();
    app.write(id);
  };
  const isOther = !person.is_bot && !person.deleted && id !== store.me.id;
  const dialog = openDialog({
    title: store.displayName(id),
    class: "dialog-small",
    body: el("div", { class: "profile" },
      avatar(person, "large"),
      el("dl", {}, rows.map(([term, value]) => [el("dt", {}, term), el("dd", {}, value)])),
      el("p", { class: "hint" }, person.deleted ? "This account is deactivated." : !person.is_bot && [presence(person, store), store.active.has(id) ? " Active: somebody has the page open as this person" : " Away"])),
    foot: isOther && [
      el("a", { class: "button", href: addressOf(id) }, "Act as this person"),
      el("button", { type: "button", class: "button primary", onclick: write }, "Message"),
    ],
  });
}
