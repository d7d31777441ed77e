// Ctrl+K, as in Slack: to any conversation or person by a few letters, and to a message by its words.

import { Combobox } from "./combobox.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf } from "./message.js";
import { toTyped } from "./outgoing.js";
import { compare, folded } from "./people.js";
import { dateAndTime, milliseconds } from "./times.js";

const MOST = 8;
/** Letters from which on messages are searched, too. */
const FEWEST = 3;

export function jump(app) {
  if (document.querySelector("dialog[open]")) return;
  const box = new Combobox({
    labels: { "aria-label": "Jump to", autofocus: "" },
    placeholder: "A channel, a person, or words of a message",
    dataset: {},
    many: false,
    chosen: [],
    search: (typed) => search(app, typed),
    async change([choice]) {
      dialog.close();
      await choice.value();
      return true;
    },
  });
  const dialog = openDialog({ title: "Search, or jump to", class: "dialog-jump", body: box.node });
  box.input.click();
}

/** Names at once, as one types; words of messages where no name has them, or when one asks for them. */
async function search(app, typed) {
  const places = [...channels(app), ...people(app)].filter((choice) => folded(choice.text).includes(folded(typed))).slice(0, MOST);
  if (typed.trim().length < FEWEST) return [{ choices: places }];
  if (!places.length) return found(app, typed);
  const label = [icon("search"), ` Messages with “${typed}”`];
  return [{ choices: places }, { choices: [{ text: typed, label, key: "messages", value: () => showFound(app, typed) }] }];
}

async function found(app, typed) {
  const { messages } = await app.api.search(typed);
  return messages.length ? [{ label: ["Messages"], choices: messages.map((message) => messageChoice(message, app)) }] : [];
}

async function showFound(app, typed) {
  const choices = (await found(app, typed)).flatMap((group) => group.choices);
  const row = ({ label, detail, value }) => el("li", {}, el("button", { type: "button", class: "line", onclick: () => (dialog.close(), value()) },
    el("span", { class: "person-line" }, label, el("span", { class: "hint" }, detail))));
  const body = choices.length ? el("ul", { class: "lines" }, choices.map(row)) : el("p", { class: "empty" }, "No message has these words.");
  const dialog = openDialog({ title: `Messages with “${typed}”`, class: "dialog-jump", body });
}

function messageChoice(message, app) {
  const { store } = app;
  const channel = store.channel(message.channel);
  const where = `${authorOf(message, store).name} in ${channel ? store.channelName(channel) : "a conversation"}, ${dateAndTime(milliseconds(message.ts), store.me.tz)}`;
  const text = toTyped(message.text, store).replaceAll("\n", " ");
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  const value = () => app.go(message.channel, `${isReply ? `t${message.thread_ts}/` : ""}m${message.ts}`);
  return { text, label: [el("span", { class: "found" }, text)], detail: where, key: `${message.channel}/${message.ts}`, value };
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
