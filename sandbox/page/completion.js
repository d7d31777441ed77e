// What the composer offers while one types: commands after "/", people after "@", channels after "#", emoji after ":".

import { el } from "./dom.js";
import { allEmoji, emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { avatar, folded } from "./people.js";

const MOST = 8;

/**
 * @typedef {{insert: string, label: any, start: number, exact: boolean}} Offer
 *   `insert` replaces the text from `start` to the caret
 * @returns {Offer[]} for the text before the caret
 */
export function offersFor(before, store) {
  const command = /^\/(\S*)$/.exec(before);
  if (command) return commands(before, store);
  const shortcode = /(?:^|\s):([a-z0-9_+-]{2,30})$/.exec(before);
  if (shortcode) return shortcodes(shortcode[1], before.length - shortcode[1].length - 1);
  const word = /(^|\s)([@#])([^\s@#]{0,30}(?: [^\s@#]{1,20})?)$/.exec(before);
  if (!word) return [];
  const start = before.length - word[3].length - 1;
  return word[2] === "@" ? people(word[3], start, store) : channels(word[3], start, store);
}

function commands(typed, store) {
  return store.commands.filter((item) => item.command.startsWith(typed)).map((item) => ({
    insert: `${item.command} `,
    start: 0,
    exact: item.command === typed,
    label: el("span", { class: "offer" },
      el("strong", {}, item.command), " ", el("span", { class: "hint" }, item.usage_hint ?? ""),
      el("span", { class: "offer-more hint" }, item.description ?? "")),
  }));
}

function shortcodes(typed, start) {
  return allEmoji().filter((name) => name.includes(typed)).slice(0, MOST).map((name) => ({
    insert: `:${name}: `,
    start,
    exact: false,
    label: el("span", { class: "offer" }, el("span", { "aria-hidden": true }, emoji(name).textContent), `:${name}:`),
  }));
}

function people(typed, start, store) {
  return [...store.people.values()]
    .filter((person) => !person.deleted && folded(store.displayName(person.id)).includes(folded(typed)))
    .slice(0, MOST)
    .map((person) => ({
      insert: `@${store.displayName(person.id)} `,
      start,
      exact: false,
      label: el("span", { class: "offer" }, avatar(person, "tiny"), el("strong", {}, store.displayName(person.id)),
        el("span", { class: "hint" }, person.title ?? "")),
    }));
}

function channels(typed, start, store) {
  return [...store.channels.values()]
    .filter((channel) => /^(channel|private)$/.test(channel.kind) && channel.name.includes(typed.toLowerCase()))
    .slice(0, MOST)
    .map((channel) => ({
      insert: `#${channel.name} `,
      start,
      exact: false,
      label: el("span", { class: "offer" }, channel.kind === "private" ? icon("lock") : icon("hash"), el("strong", {}, channel.name)),
    }));
}
