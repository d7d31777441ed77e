// Ctrl+K, as in Slack: to any conversation or person by a few letters.

import { Combobox } from "./combobox.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { compare, folded } from "./people.js";

const MOST = 12;

export function jump(app) {
  if (document.querySelector("dialog[open]")) return;
  const box = new Combobox({
    labels: { "aria-label": "Jump to", autofocus: "" },
    placeholder: "A channel or person",
    dataset: {},
    many: false,
    chosen: [],
    search: async (typed) => [{ choices: [...channels(app), ...people(app)].filter((choice) => folded(choice.text).includes(folded(typed))).slice(0, MOST) }],
    async change([choice]) {
      dialog.close();
      await choice.value();
      return true;
    },
  });
  const dialog = openDialog({ title: "Jump to", class: "dialog-small", body: box.node });
  box.input.click();
}

function channels(app) {
  const { store } = app;
  const signs = { channel: "hash", private: "lock", app: "rings" };
  return [...store.channels.values()].filter((channel) => channel.is_member !== false && !channel.archived).map((channel) => {
    const text = store.channelName(channel);
    return { text, label: [signs[channel.kind] ? icon(signs[channel.kind]) : "", " ", text], key: channel.id, value: () => app.go(channel.id) };
  }).sort((a, b) => compare(a.text, b.text));
}

/** Those with whom there is no conversation yet. */
function people(app) {
  const { store } = app;
  const direct = [...store.channels.values()].filter((channel) => channel.kind === "dm").flatMap((channel) => channel.members);
  const others = [...store.people.values()].filter((person) => !person.deleted && !person.is_bot && !direct.includes(person.id) && person.id !== store.me.id);
  return others.map((person) => {
    const text = store.displayName(person.id);
    return { text, label: [text], detail: person.title, key: person.id, value: () => app.write(person.id) };
  }).sort((a, b) => compare(a.text, b.text));
}
