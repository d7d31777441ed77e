// Where the options of a select menu come from: one source for each kind, asked with what was typed.

import { el } from "./dom.js";
import { asCharacters } from "./emoji.js";
import { icon } from "./icons.js";
import { textNodes } from "./mrkdwn.js";
import { folded } from "./people.js";
import { word } from "./words.js";

export const SOURCES = {
  static: { single: "selected_option", many: "selected_options", groups: staticGroups, choice: optionChoice },
  external: { single: "selected_option", many: "selected_options", groups: externalGroups, choice: optionChoice },
  users: { single: "selected_user", many: "selected_users", groups: userGroups, choice: userChoice },
  channels: { single: "selected_channel", many: "selected_channels", groups: channelGroups, choice: channelChoice },
  conversations: {
    single: "selected_conversation",
    many: "selected_conversations",
    groups: conversationGroups,
    choice: channelChoice,
  },
};

const PAUSE = 150; // milliseconds without a key, after which the app is asked

const matching = (choices, typed) => choices.filter((choice) => folded(choice.text).includes(folded(typed)));

function optionChoice(option, store) {
  const detail = option.description && textNodes(option.description, store);
  return { label: textNodes(option.text, store), text: asCharacters(option.text.text), value: option, key: option.value, detail };
}

function grouped({ options, option_groups: groups }, store, filter) {
  const choices = (list) => filter((list ?? []).map((option) => optionChoice(option, store)));
  if (!groups) return [{ choices: choices(options) }];
  return groups.map((group) => ({ label: textNodes(group.label, store), choices: choices(group.options) }))
    .filter((group) => group.choices.length);
}

async function staticGroups({ element, typed, store }) {
  return grouped(element, store, (choices) => matching(choices, typed));
}

/**
 * Asks the app, once that many letters are typed as it wants (three unless it says so), and typing pauses. Meanwhile
 * nothing is offered: what the app said of fewer letters is not what one is looking for.
 */
async function externalGroups({ element, block, surface, typed, store, overtaken, waiting }) {
  const least = element.min_query_length ?? 3;
  if (typed.length < least) {
    return [{ label: [word(store, least === 1 ? "typeOne" : "type", { limit: least })], choices: [] }];
  }
  waiting();
  if (typed) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (overtaken.aborted) return [];
  const answer = await surface.suggest(block, element, typed);
  if (answer.ok === false) throw new Error(word(store, "noOptions"));
  return grouped(answer, store, (choices) => choices);
}

function userChoice(id, store) {
  const person = store.person(id);
  return { label: [store.displayName(id)], text: store.displayName(id), value: id, key: id, detail: person?.title };
}

/** People and bots: Slack offers both, and no way to leave bots out. */
async function userGroups({ typed, store }) {
  const people = [...store.people.values()].filter((person) => !person.deleted);
  return [{ choices: matching(people.map((person) => userChoice(person.id, store)), typed) }];
}

/** A channel by its id: of one's own, or a public one that one may join; what one can't see has no name. */
function channelOf(id, store) {
  const joinable = store.joinable.find((item) => item.id === id && !item.private);
  return store.channel(id) ?? (joinable && { ...joinable, kind: "channel" });
}

function channelChoice(id, store) {
  const channel = channelOf(id, store);
  if (!channel) return { label: [icon("lock"), "private channel"], text: "private channel", value: id, key: id };
  const name = store.channelName(channel);
  const sign = { channel: "#", private: icon("lock") }[channel.kind] ?? "";
  return { label: [el("span", { class: "channel-label" }, sign, name)], text: name, value: id, key: id };
}

const KIND_OF_FILTER = { public: ["channel"], private: ["private"], im: ["dm", "app"], mpim: ["mpim"] };

async function channelGroups({ typed, store }) {
  return channels(["channel"], typed, store);
}

async function conversationGroups({ element, typed, store }) {
  const include = element.filter?.include ?? Object.keys(KIND_OF_FILTER);
  const kinds = include.flatMap((name) => KIND_OF_FILTER[name] ?? []);
  return channels(kinds, typed, store, element.filter?.exclude_bot_users ? (channel) => !withBot(channel, store) : undefined);
}

/** Whether a direct conversation is one with a bot. */
function withBot(channel, store) {
  if (!/^(app|dm)$/.test(channel.kind)) return false;
  return channel.kind === "app" || (channel.members ?? []).some((id) => store.person(id)?.is_bot);
}

function channels(kinds, typed, store, wanted = () => true) {
  const open = store.joinable.filter((item) => !item.private).map((item) => ({ ...item, kind: "channel" }));
  const seen = new Map([...open, ...store.channels.values()].map((channel) => [channel.id, channel]));
  const ids = [...seen.values()]
    .filter((channel) => kinds.includes(channel.kind) && !channel.archived && wanted(channel))
    .map((channel) => channel.id);
  return [{ choices: matching(ids.map((id) => channelChoice(id, store)), typed) }];
}
