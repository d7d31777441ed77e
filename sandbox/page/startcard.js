// The card that greets a newcomer: three things to try. What was tried is ticked, and remembered in this browser.

import { joinAsNew } from "./actas.js";
import { plainConfirm } from "./dialog.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { showKeys } from "./keys.js";

const KEY = "sandbox.tried";
const STEPS = ["join", "command", "next"];

function remembered() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

export class StartCard {
  constructor(app, node) {
    Object.assign(this, { app, node, done: remembered(), opened: false });
    app.on("route", () => this.draw());
    this.draw();
  }

  /** Shows it whole, also where there is little room. */
  show() {
    this.opened = true;
    this.draw();
    this.node.querySelector("button")?.focus();
  }

  /** Ticks one of `join`, `command`, `next`, `hidden`. */
  tick(name, on = true) {
    if (this.done.has(name) === on) return;
    if (on) this.done.add(name);
    else this.done.delete(name);
    localStorage.setItem(KEY, JSON.stringify([...this.done]));
    this.draw();
  }

  draw() {
    const { app } = this;
    const tried = STEPS.filter((step) => this.done.has(step)).length;
    const isHere = app.route.channel === null || (app.route.channel === app.firstChannel() && app.route.rest === "");
    this.node.hidden = this.done.has("hidden");
    this.node.classList.toggle("folded", !this.opened && (tried > 0 || !isHere));
    const unfold = () => {
      this.opened = this.node.classList.contains("folded");
      this.draw();
      this.node.querySelector(".unfold").focus();
    };
    fill(this.node,
      el("header", {}, el("h2", {}, "Three things to try"),
        el("button", { type: "button", class: "link unfold", "aria-expanded": !this.node.classList.contains("folded"), onclick: unfold },
          `${tried} of ${STEPS.length} tried `, icon("down")),
        el("button", { type: "button", class: "button small keys-button", onclick: showKeys }, "Keys"),
        el("button", { type: "button", class: "button small", onclick: () => this.#reset() }, "Start over"),
        el("button", { type: "button", class: "button quiet", "aria-label": "Hide the things to try", onclick: () => this.tick("hidden") }, icon("close"))),
      el("ol", {},
        this.#step("join", "Join as a new person", "and read the welcome that Liaison sends.", () => joinAsNew(app)),
        this.#step("command", "Type /calendar", "to see what is ahead. Only you see the answer.", () => this.#calendar()),
        this.#step("next", "Let time pass", "to what is due next, and read #announcements.", () => this.#next())));
  }

  #step(name, label, rest, run) {
    const done = this.done.has(name);
    return el("li", { class: done ? "done" : null },
      el("span", { class: "step-mark", role: "img", "aria-label": done ? "Done" : "To do" }, done && icon("check")),
      el("span", {}, el("button", { type: "button", class: "link", onclick: run }, label), el("span", { class: "step-rest" }, ` ${rest}`)));
  }

  /** The workspace as it was at the beginning, for everybody. */
  async #reset() {
    const question = plainConfirm("Start over", "People who joined and all that was said since the start will be gone.", "Start over");
    if (!(await this.app.confirm(question)) || !(await this.app.act("reset")).ok) return;
    localStorage.removeItem(KEY);
    location.href = location.pathname;
  }

  async #calendar() {
    const { app } = this;
    if (!app.conversation.composer) await app.go(app.firstChannel());
    app.conversation.composer?.begin("/calendar");
  }

  async #next() {
    const { app } = this;
    await app.go(app.firstChannel());
    await app.clockBar.move({ to: "next" });
  }
}
