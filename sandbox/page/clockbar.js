// The bar at the top: the workspace's time, what is due next, and the buttons that move time.

import { addressOf } from "./actas.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { zoneName } from "./people.js";
import { themeMenu } from "./theme.js";
import { dateAndTime, dayOf, format, relative } from "./times.js";

const HOUSE = "Europe/Zurich";
const PACES = new Map([[0, "Clock stands still"], [1, "Real time"], [60, "A minute a second"], [3600, "An hour a second"]]);

export class ClockBar {
  constructor(app, node) {
    Object.assign(this, { app, node });
    this.house = el("strong", { class: "clock-house" });
    this.own = el("span", { class: "clock-own hint" });
    this.due = el("span", { class: "clock-due" });
    this.pace = el("span", { class: "pace-name" });
    const paces = menu({
      class: "button small pace",
      label: "Pace of the clock",
      content: [el("span", { class: "unseen" }, "Pace of the clock:"), icon("pace"), this.pace, icon("down")],
      named: true,
      items: [...PACES].map(([value, label]) => ({ label, run: () => app.act("pace", { value }) })),
    });
    this.buttons = [
      this.#button("+1 hour", { seconds: 3600 }),
      this.#button("+1 day", { seconds: 86_400 }),
      this.#button("To what is due next", { to: "next" }, "primary"),
    ];
    fill(node,
      el("div", { class: "clock-now" }, icon("clock"), this.house, this.own),
      this.due,
      el("div", { class: "clock-buttons", role: "group", "aria-label": "Move the clock" }, this.buttons, paces),
      el("div", { class: "clock-tools" },
        tool("Search (Ctrl K)", "search", () => app.jump()),
        tool("Things to try", "help", () => app.showStart()),
        themeMenu(),
        tool("Inspector of traffic", "traffic", () => app.toggleInspector())));
    app.store.on("clock", () => this.draw());
    app.store.on("message", ({ message }) => message.user !== app.store.me.id && this.#askSoon());
    setInterval(() => this.#tick(), 1000);
    this.draw();
  }

  /** While the clock runs. What was due may have been done meanwhile, without the clock having been moved. */
  async #tick() {
    const { store } = this.app;
    const { frozen, next_due: due } = store.clock;
    if (due && due.at <= store.now()) await this.#ask();
    else if (!frozen) store.emit("clock");
  }

  /** When the app has posted something it is soon done with it, and something else is due next. */
  #askSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#ask(), 400);
  }

  async #ask() {
    const { store, api } = this.app;
    if (this.asking || this.moving) return;
    this.asking = true;
    const clock = await api.clock().catch(() => store.clock);
    if (!this.moving) store.setClock(clock);
    this.asking = false;
  }

  draw() {
    const { store } = this.app;
    const now = store.now();
    const { me, clock } = store;
    fill(this.house, `${dateAndTime(now, HOUSE)} Geneva`);
    const elsewhere = me && me.tz !== HOUSE;
    const sameDay = elsewhere && dayOf(now, HOUSE) === dayOf(now, me.tz);
    const time = { hour: "2-digit", minute: "2-digit", ...(sameDay ? {} : { weekday: "short" }) };
    fill(this.own, elsewhere && `${format(now, me.tz, time)} ${zoneName(me.tz)}`);
    fill(this.due, clock.next_due
      ? `Next: ${clock.next_due.label}, ${dueAt(clock.next_due.at, now)} (${relative(Math.max(clock.next_due.at, now), now)})`
      : "Nothing is due");
    fill(this.pace, PACES.get(clock.frozen ? 0 : clock.pace) ?? `${clock.pace} times real time`);
    this.buttons[2].disabled = !clock.next_due;
  }

  #button(label, fields, style = "") {
    return el("button", { type: "button", class: `button small ${style}`, onclick: () => this.move(fields) }, label);
  }

  /** Moves the clock, and says what was posted meanwhile. */
  async move(fields) {
    const { app } = this;
    if (this.moving) return;
    this.moving = true;
    this.node.setAttribute("aria-busy", "true");
    const posted = new Map();
    const end = app.store.on("message", ({ channel, message }) => {
      if (message.user !== app.store.me.id) posted.set(channel, (posted.get(channel) ?? 0) + 1);
    });
    app.conversation.markFromNow();
    const answer = await app.act("advance", fields);
    await app.caughtUp(answer.n);
    end();
    this.moving = false;
    this.node.removeAttribute("aria-busy");
    if (!answer.ok) return;
    if (fields.to === "next") app.tried("next");
    this.#report(posted, answer.wrote_to ?? []);
  }

  #report(posted, others) {
    const { store } = this.app;
    const known = [...posted].filter(([id]) => store.channel(id));
    const label = ([id, count]) => `${store.channelName(store.channel(id))} (${count})`;
    const actions = known.map((entry) => ({ label: label(entry), run: () => this.app.go(entry[0]) }));
    for (const { id, name } of others.slice(0, 2)) actions.push({ label: `Read it as ${name}`, run: () => { location.href = `${addressOf(id)}#app`; } });
    const wrote = others.length > 0 && `${store.app.name} wrote to ${listed(others.map(({ name }) => name))}.`;
    const what = [wrote, known.length > 0 && "Posted meanwhile:"].filter(Boolean).join(" ") || "Nothing new for you.";
    this.app.toasts.show(`It is now ${dateAndTime(store.now(), HOUSE)} in Geneva. ${what}`, "info", actions.slice(0, 4));
  }
}

function tool(label, name, run) {
  return el("button", { type: "button", class: "button quiet on-dark", "aria-label": label, title: label, onclick: run }, icon(name));
}

/** "Ana", "Ana and Ben", "Ana, Ben and 3 others". */
function listed(names) {
  if (names.length < 3) return names.join(" and ");
  return `${names.slice(0, 2).join(", ")} and ${names.length === 3 ? names[2] : `${names.length - 2} others`}`;
}

function dueAt(at, now) {
  const time = format(at, HOUSE, { hour: "2-digit", minute: "2-digit" });
  if (dayOf(at, HOUSE) === dayOf(now, HOUSE)) return time;
  return `${format(at, HOUSE, { weekday: "short", day: "numeric", month: "short" })} ${time}`;
}
