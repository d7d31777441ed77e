// What people type, and what is sent: escaped, with names as references and addresses as links.

import { unescape } from "./references.js";

const ADDRESS = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/g;

/** Slack's text for what was typed. `@Amina Diallo` and `#migration` become references if they exist for the writer. */
export function toSent(typed, store) {
  let text = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const links = [];
  text = text.replace(ADDRESS, (address) => {
    links.push(address);
    return `\u0000${links.length - 1}\u0000`;
  });
  for (const [name, reference] of names(store)) text = text.replaceAll(name, reference);
  return text.replace(/\u0000(\d+)\u0000/g, (_, index) => `<${links[Number(index)]}>`);
}

/** A sent text as one would type it again. */
export function toTyped(sent, store) {
  return unescape(sent.replace(/<([^<>]+)>/g, (whole, inner) => {
    const known = store.person(inner.slice(1)) || inner === `@${store.app.bot_user_id}`;
    if (inner.startsWith("@") && known) return `@${store.displayName(inner.slice(1))}`;
    if (inner.startsWith("#") && store.channel(inner.slice(1))) return `#${store.channel(inner.slice(1)).name}`;
    return /^https?:/.test(inner) ? inner.split("|")[0] : whole;
  }));
}

/** The longest names first, so that a name within a longer one does not take its place. */
function names(store) {
  const bot = [`@${store.app.name}`, `<@${store.app.bot_user_id}>`];
  const people = [...store.people.keys()].map((id) => [`@${store.displayName(id)}`, `<@${id}>`]);
  const channels = [...store.channels.values()].filter((channel) => /^(channel|private)$/.test(channel.kind))
    .map((channel) => [`#${channel.name}`, `<#${channel.id}>`]);
  return [bot, ...people, ...channels].sort((a, b) => b[0].length - a[0].length);
}
