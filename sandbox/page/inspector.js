// The traffic between the workspace and the app: what was delivered, what the app answered and called, how long it took.

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { format } from "./times.js";

const MOST = 200;
const WAYS = { call: "App calls", delivery: "To the app" };

export class Inspector {
  /** What came while the list was on its way; null once it is there. */
  #meanwhile = null;

  constructor(app, node) {
    Object.assign(this, { app, node });
    app.store.on("traffic", (update) => this.isOpen && this.#came(update));
  }

  get isOpen() {
    return !this.node.hidden;
  }

  async toggle() {
    this.node.hidden = !this.node.hidden;
    document.body.classList.toggle("with-inspector", this.isOpen);
    if (!this.isOpen) return;
    this.#meanwhile = [];
    this.list = el("ol", { class: "traffic", "aria-label": "Traffic, newest first" });
    const close = el("button", { type: "button", class: "button quiet", "aria-label": "Close the inspector", onclick: () => this.toggle() }, icon("close"));
    const only = el("input", { type: "checkbox", onchange: () => this.list.classList.toggle("only-errors", only.checked) });
    fill(this.node,
      el("header", { class: "pane-head" }, el("h2", {}, "Traffic"), el("label", { class: "hint inspector-only" }, only, " Errors only"), close),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Traffic" }, this.list));
    close.focus({ preventScroll: true });
    const { entries, n } = await this.app.api.traffic();
    for (const entry of entries) this.#add(entry);
    for (const update of this.#meanwhile) if (update.n > n) this.#add(update.entry);
    this.#meanwhile = null;
  }

  #came(update) {
    if (this.#meanwhile) this.#meanwhile.push(update);
    else this.#add(update.entry);
  }

  #add(entry) {
    this.list.prepend(row(entry));
    if (this.list.childElementCount > MOST) this.list.lastElementChild.remove();
  }
}

function row(entry) {
  const failed = !entry.ok || entry.status >= 400;
  const facts = [entry.error, entry.status, `${entry.duration_ms} ms`, entry.retry_num ? `retry ${entry.retry_num}` : "", entry.by_socket ? "by socket" : ""];
  const summary = el("summary", {},
    el("span", { class: `traffic-way ${entry.direction}` }, WAYS[entry.direction] ?? entry.direction),
    el("strong", {}, entry.name),
    failed && el("span", { class: "unseen" }, "failed"),
    el("span", { class: failed ? "traffic-failed" : "hint" }, facts.filter(Boolean).join(" · ")),
    el("span", { class: "hint" }, format(entry.at, "Europe/Zurich", { hour: "2-digit", minute: "2-digit", second: "2-digit" })));
  const details = el("details", {}, summary);
  details.addEventListener("toggle", () => fill(details, summary, details.open && parts(entry)), { once: true });
  return el("li", { class: failed ? "failed" : null }, details);
}

/** What went over the wire, when somebody opens it: most entries nobody opens. */
function parts(entry) {
  const shown = entry.direction === "call" ? [["Arguments", entry.args]] : [["Sent", entry.payload], ["Answered", parsed(entry.answer)]];
  return shown.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([title, value]) => [
    el("h3", { class: "hint" }, title),
    el("pre", { tabindex: "0", "aria-label": `${title}: ${entry.name}` }, typeof value === "string" ? value : JSON.stringify(value, null, 2)),
  ]);
}

function parsed(answer) {
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}
