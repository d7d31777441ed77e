// Dialogs: the browser's own modal <dialog> keeps the focus in, closes on Escape and gives the focus back.

import { el, uid } from "./dom.js";
import { icon } from "./icons.js";
import { textNodes } from "./mrkdwn.js";
import { word } from "./words.js";

/**
 * A dialog with a title and a close button; it removes itself once closed.
 * @param {{title: any, body: any, foot?: any, class?: string, onclose?: () => void}} parts
 * @returns {HTMLDialogElement} already open
 */
export function openDialog({ title, body, foot, onclose, class: name = "" }) {
  const titleId = uid("title");
  const dialog = el("dialog", { class: `dialog ${name}`, "aria-labelledby": titleId },
    el("header", { class: "dialog-head" },
      el("h2", { id: titleId }, title),
      el("button", { type: "button", class: "button quiet", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    el("div", { class: "dialog-body" }, body),
    foot && el("footer", { class: "dialog-foot" }, foot));
  dialog.addEventListener("close", () => {
    rescueToasts(dialog);
    dialog.remove();
    onclose?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Notices that were shown in a dialog outlive it. */
export function rescueToasts(dialog) {
  const toasts = dialog.querySelector(".toasts");
  if (toasts) document.body.append(toasts);
}

/**
 * Asks what a Block Kit confirmation object asks.
 * @returns {Promise<boolean>} whether the person confirmed
 */
export function confirmation(confirm, store) {
  return new Promise((resolve) => {
    let answer = false;
    const yes = () => {
      answer = true;
      dialog.close();
    };
    const style = confirm.style === "danger" ? "danger" : "primary";
    const dialog = openDialog({
      class: "dialog-small",
      title: textNodes(confirm.title, store),
      body: el("p", { class: "text" }, textNodes(confirm.text, store)),
      foot: [
        el("button", { type: "button", class: "button", onclick: () => dialog.close() }, textNodes(confirm.deny ?? word(store, "deny"), store)),
        el("button", { type: "button", class: `button ${style}`, onclick: yes }, textNodes(confirm.confirm ?? word(store, "confirm"), store)),
      ],
      onclose: () => resolve(answer),
    });
  });
}

/** A confirmation of the page's own, in plain words. */
export const plainConfirm = (title, text, confirm, style = "danger") => ({
  title: { type: "plain_text", text: title },
  text: { type: "plain_text", text },
  confirm: { type: "plain_text", text: confirm },
  deny: { type: "plain_text", text: "Cancel" },
  style,
});
