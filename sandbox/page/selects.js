// The select menus: where their options come from, and what they send.

import { Combobox } from "./combobox.js";
import { el } from "./dom.js";
import { asCharacters } from "./emoji.js";
import { icon } from "./icons.js";
import { textNodes } from "./mrkdwn.js";
import { folded } from "./people.js";

const SOURCES = {
  static: { single: "selected_option", many: "selected_options", groups: staticGroups, choice: optionChoice },
  external: { single: "selected_option", many: "selected_options", groups: externalGroups, choice: optionChoice },
  users: { single: "selected_user", many: "selected_users", groups: userGroups, choice: userChoice },
  channels: { single: "selected_channel", many: "selected_channels", groups: channelGroups, choice: channelChoice },
  conversations: {
    single: "selected_conversation",
    many: "selected_conversations",
    groups: channelGroups,
    choice: channelChoice,
  },
};

/** A select of any source, for one value or several. */
export function select(element, block, surface, labels) {
  const many = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "").replace("_select", "")];
  const key = many ? source.many : source.single;
  const field = surface.bind(block, element);
  const value = field.get()[key];
  const { store } = surface.app;
  const combobox = new Combobox({
    labels,
    many,
    dataset: { actionId: element.action_id },
    placeholder: element.placeholder?.text ?? (many ? "Select options" : "Select an option"),
    max: element.max_selected_items,
    clearable: block.type === "input" && block.optional,
    chosen: (many ? value : [value]).filter((item) => item !== null).map((item) => source.choice(item, store)),
    search: (typed) => source.groups({ element, block, surface, typed, store }),
    async change(chosen) {
      const before = field.get();
      const values = chosen.map((choice) => choice.value);
      const now = { [key]: many ? values : values[0] ?? null };
      field.set(now);
      const confirmed = await surface.act(block, element, now);
      if (!confirmed) field.set(before);
      return confirmed;
    },
  });
  return combobox.node;
}

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

/** Asks the app, once that many letters are typed as it wants (three unless it says so). */
async function externalGroups({ element, block, surface, typed, store }) {
  const least = element.min_query_length ?? 3;
  if (typed.length < least) {
    return [{ label: [least === 1 ? "Type to search" : `Type at least ${least} letters to search`], choices: [] }];
  }
  const answer = await surface.suggest(block, element, typed);
  if (answer.ok === false) throw new Error("The app gave no options.");
  return grouped(answer, store, (choices) => choices);
}

function userChoice(id, store) {
  const person = store.person(id);
  return { label: [store.displayName(id)], text: store.displayName(id), value: id, key: id, detail: person?.title };
}

async function userGroups({ typed, store }) {
  const people = [...store.people.values()].filter((person) => !person.deleted && !person.is_bot);
  return [{ choices: matching(people.map((person) => userChoice(person.id, store)), typed) }];
}

function channelChoice(id, store) {
  const channel = store.channel(id);
  if (!channel) return { label: [icon("lock"), "private channel"], text: "private channel", value: id, key: id };
  const name = store.channelName(channel);
  const sign = { channel: "#", private: icon("lock") }[channel.kind] ?? "";
  return { label: [el("span", { class: "channel-label" }, sign, name)], text: name, value: id, key: id };
}

const KIND_OF_FILTER = { public: ["channel"], private: ["private"], im: ["dm", "app"], mpim: ["mpim"] };

async function channelGroups({ element, typed, store }) {
  const include = element.type.includes("conversations") ? element.filter?.include : ["public"];
  const kinds = (include ?? Object.keys(KIND_OF_FILTER)).flatMap((name) => KIND_OF_FILTER[name] ?? []);
  const bots = element.filter?.exclude_bot_users;
  const ids = [...store.channels.values()]
    .filter((channel) => kinds.includes(channel.kind) && !channel.archived && !(bots && channel.kind === "app"))
    .map((channel) => channel.id);
  return [{ choices: matching(ids.map((id) => channelChoice(id, store)), typed) }];
}
