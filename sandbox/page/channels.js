// The dialogs around channels: which one may join, who is in one, and to whom one may write.

import { openDialog } from "./dialog.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { compare, facts, folded, personLine } from "./people.js";

/**
 * Lists the open channels that the person is not in. Others don't exist for them: those, whoever plays the workspace may let
 * them be invited to.
 */
export async function addChannels(app) {
  const line = (item, act, label, sign) => {
    const enter = async () => {
      const answer = await app.act(act, { channel: item.id });
      if (!answer.ok) return;
      app.store.setChannel(answer.channel);
      app.store.joinable = app.store.joinable.filter((other) => other.id !== item.id);
      dialog.close();
      app.go(item.id);
    };
    return el("li", { class: "line" },
      el("span", { class: "row-icon" }, icon(sign)),
      el("span", { class: "person-line" }, el("span", { class: "person-name" }, item.name)),
      el("button", { type: "button", class: "button small", "aria-label": `${label}: ${item.name}`, onclick: enter }, label));
  };
  const open = app.store.joinable.map((item) => line(item, "join", "Join", "hash"));
  const closed = (await app.api.invitations()).map((item) => line(item, "be_invited", "Be invited by the Secretariat", "lock"));
  const body = el("div", {},
    open.length ? el("ul", { class: "lines" }, open) : el("p", { class: "empty" }, "You are in every open channel."),
    closed.length > 0 && [
      el("h3", {}, "By invitation"),
      el("p", { class: "hint" }, "In Slack these would not be listed for you: you would not know that they exist."),
      el("ul", { class: "lines" }, closed),
    ]);
  const dialog = openDialog({ title: "Add channels", body });
}

/** A list of people that narrows while one types. */
export function peoplePicker(app, people, row, label = "Search people") {
  const list = el("ul", { class: "lines" });
  const draw = (typed = "") => {
    const found = people.filter((person) => folded(`${person.real_name} ${person.title ?? ""} ${facts(person, app.store)}`).includes(folded(typed)));
    fill(list, found.length ? found.map(row) : el("li", { class: "empty" }, "Nobody by that name."));
  };
  const search = el("input", { type: "search", class: "input", placeholder: label, "aria-label": label, autofocus: true, oninput: () => draw(search.value) });
  draw();
  return el("div", { class: "picker-list" }, search, list);
}

const byName = (a, b) => compare(a.real_name || a.name, b.real_name || b.name);
const others = (app) => [...app.store.people.values()]
  .filter((person) => !person.deleted && !person.is_bot && person.id !== app.store.me.id).sort(byName);

/** To one person by a click on the name; several are gathered first, for a group message. */
export function newMessage(app) {
  const chosen = new Map();
  const write = (...ids) => {
    dialog.close();
    app.write(...ids);
  };
  const names = el("span", { class: "hint chosen-names", role: "status" });
  const begin = el("button", { type: "button", class: "button primary", onclick: () => write(...chosen.keys()) }, "Write");
  const tell = () => {
    fill(names, [...chosen.values()].join(", ") || "Add people for a group message.");
    begin.disabled = !chosen.size;
  };
  const toggle = ({ id, real_name: real, name }, button) => {
    if (!chosen.delete(id)) chosen.set(id, real || name);
    drawToggle(button, chosen.has(id));
    tell();
  };
  const row = (person) => {
    const add = el("button", { type: "button", class: "button small", "aria-label": `Add ${person.real_name || person.name}`, onclick: () => toggle(person, add) });
    drawToggle(add, chosen.has(person.id));
    return el("li", { class: "line-row" }, el("button", { type: "button", class: "line", onclick: () => write(person.id) }, personLine(person, app.store)), add);
  };
  tell();
  const dialog = openDialog({ title: "New message", body: peoplePicker(app, others(app), row), foot: [names, begin] });
}

function drawToggle(button, on) {
  button.setAttribute("aria-pressed", String(on));
  fill(button, on ? [icon("check"), "Added"] : "Add");
}

/** Who is in a channel; from here one invites, and leaves. */
export function showMembers(app, channel) {
  const { store } = app;
  const members = (channel.members ?? []).map((id) => store.person(id)).filter(Boolean).sort(byName);
  const row = (person) => el("li", { class: "line" }, personLine(person, store));
  const leave = async () => {
    dialog.close();
    const answer = await app.act("leave", { channel: channel.id });
    if (answer.ok) app.go(app.firstChannel());
  };
  const invite = () => {
    dialog.close();
    inviteTo(app, channel);
  };
  const named = /^(channel|private)$/.test(channel.kind);
  const dialog = openDialog({
    title: `${members.length} people in ${store.channelName(channel)}`,
    body: peoplePicker(app, members, row),
    foot: named && [
      el("button", { type: "button", class: "button danger", onclick: leave }, "Leave channel"),
      el("button", { type: "button", class: "button primary", onclick: invite }, "Add people"),
    ],
  });
}

function inviteTo(app, channel) {
  const candidates = others(app).filter((person) => !channel.members?.includes(person.id));
  const add = async (person, event) => {
    const button = event.currentTarget;
    const answer = await app.act("invite", { channel: channel.id, users: [person.id] });
    if (answer.ok) fill(button, icon("check"), "Added");
    button.disabled = answer.ok;
  };
  const row = (person) => el("li", { class: "line" }, personLine(person, app.store,
    el("button", { type: "button", class: "button small", "aria-label": `Add ${person.real_name}`, onclick: (event) => add(person, event) }, "Add")));
  openDialog({ title: `Add people to ${channel.name}`, body: peoplePicker(app, candidates, row) });
}
