// Short notices at the edge of the page: what failed, and what happened elsewhere.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SECONDS = { error: 12, info: 7 };

export class Toasts {
  constructor() {
    this.node = el("div", { class: "toasts", role: "status", "aria-live": "polite", "aria-label": "Notices" });
    document.body.append(this.node);
  }

  /**
   * @param {string} text shown once, however often it is said meanwhile
   * @param {"info"|"error"} [kind]
   * @param {{label: any, run: () => void}[]} [actions] buttons of the notice
   */
  show(text, kind = "info", actions = []) {
    this.#surface();
    if ([...this.node.querySelectorAll("p")].some((shown) => shown.textContent === text)) return;
    const close = () => toast.remove();
    const buttons = actions.map(({ label, run }) => (
      el("button", { type: "button", class: "button small", onclick: () => (close(), run()) }, label)));
    const toast = el("div", { class: `toast ${kind}` },
      icon(kind === "error" ? "warning" : "check"),
      el("p", {}, text),
      buttons.length > 0 && el("div", { class: "toast-actions" }, buttons),
      el("button", { type: "button", class: "button quiet", "aria-label": "Dismiss notice", onclick: close }, icon("close")));
    this.node.append(toast);
    while (this.node.children.length > 4) this.node.firstChild.remove();
    const later = () => setTimeout(() => (toast.matches(":hover, :focus-within") ? later() : close()), SECONDS[kind] * 1000); // while one reads it, it stays
    later();
  }

  /** Says why an answer of the sandbox is not ok. */
  failed(answer) {
    const sentence = answer.message?.includes(" ") ? answer.message : `That did not work: ${answer.error ?? "unknown error"}.`;
    this.show(sentence, "error");
  }

  /** Above an open dialog the notices must stand in it: all that is outside is out of reach. */
  #surface() {
    const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    if (this.node.parentElement !== host) host.append(this.node);
  }
}
