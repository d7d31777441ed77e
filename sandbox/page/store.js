// What the page knows: the answer of /page/state, kept up to date by the numbered updates.

import { Emitter } from "./emitter.js";
import { MessageLog } from "./log.js";

/**
 * Topics: `channels`, `people`, `presence`, `clock`, `view`, `home`, `toast`, `traffic`, `connection`, `message`, `state`.
 */
export class Store extends Emitter {
  constructor() {
    super();
    this.n = 0;
    this.epoch = ""; // of the workspace that counts so
    /** @type {any} */ this.me = null;
    this.team = { name: "", id: "" };
    this.app = { name: "", bot_user_id: "", bot_id: "" };
    this.people = new Map();
    this.active = new Set();
    this.channels = new Map();
    this.commands = [];
    this.shortcuts = [];
    this.joinable = [];
    this.view = null;
    this.home = null;
    this.connected = true;
    this.logs = new Map();
    this.setClock({ now: Date.now(), pace: 0, frozen: true, next_due: null });
  }

  /** Takes the whole of /page/state, and forgets the messages that were loaded. */
  load(state) {
    this.n = state.n;
    this.epoch = state.epoch;
    this.active = new Set(state.active);
    this.team = state.team;
    this.app = state.app;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.me = typeof state.me === "string" ? this.people.get(state.me) : state.me;
    this.people.set(this.me.id, this.me);
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.commands = state.commands;
    this.shortcuts = state.shortcuts;
    this.joinable = state.joinable;
    this.view = null; // as in Slack, a modal does not outlive the page that it was opened on
    this.home = state.home ?? null;
    this.logs.clear();
    this.setClock(state.clock);
    this.emit("state");
    for (const topic of ["people", "channels", "view", "home"]) this.emit(topic);
  }

  setClock(clock) {
    this.clock = { ...this.clock, ...clock, received: performance.now() };
    this.emit("clock");
  }

  /** The workspace's time, in milliseconds since 1970. It stands still while the clock is frozen. */
  now() {
    const pace = this.clock.frozen ? 0 : this.clock.pace;
    return this.clock.now + (performance.now() - this.clock.received) * pace;
  }

  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.emit("connection");
  }

  person(id) {
    return this.people.get(id);
  }

  channel(id) {
    return this.channels.get(id);
  }

  /** The conversation with the app, where its Home tab is. */
  get appChannel() {
    const bot = this.app.bot_user_id;
    const channels = [...this.channels.values()];
    return channels.find((channel) => channel.kind === "app" && (!bot || channel.members?.includes(bot)))
      ?? channels.find((channel) => channel.kind === "app");
  }

  /** The log of a channel, or of a thread in it. */
  log(channel, thread = null) {
    const key = `${channel}/${thread ?? ""}`;
    if (!this.logs.has(key)) this.logs.set(key, new MessageLog(channel, thread));
    return this.logs.get(key);
  }

  setChannel(channel) {
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    this.emit("channels");
  }

  /** A channel's name as people say it: the other person's for a direct message. */
  channelName(channel) {
    if (channel.kind === "app") return this.app.name || channel.name;
    if (channel.kind !== "dm" && channel.kind !== "mpim") return channel.name;
    const others = (channel.members ?? []).filter((id) => id !== this.me.id);
    const names = others.map((id) => this.displayName(id));
    return names.join(", ") || (channel.members?.length ? `${this.displayName(this.me.id)} (you)` : channel.name);
  }

  /** The same with the sign of a channel before it. */
  titleOf(channel) {
    return (/^(channel|private)$/.test(channel.kind) ? "#" : "") + this.channelName(channel);
  }

  displayName(id) {
    const person = this.person(id);
    if (!person) return id === this.app.bot_user_id ? this.app.name : "unknown";
    return person.real_name || person.name;
  }
}
