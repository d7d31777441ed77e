// Files on their way into a message: uploaded as soon as they are attached, shown above the field until it is sent.

import { el, fill } from "./dom.js";
import { addressOfFile, sizeText } from "./files.js";
import { icon } from "./icons.js";

/** Slack takes no more with one message. */
const MOST = 10;
/** One tray for each conversation and thread, so that what was attached waits until one comes back. */
const trays = new Map();

export function trayOf(app, key) {
  if (!trays.has(key)) trays.set(key, new FileTray(app));
  return trays.get(key);
}

class FileTray {
  /** @type {{name: string, size: number, file: object|null, work: Promise<void>}[]} */
  #items = [];

  constructor(app) {
    this.app = app;
    this.node = el("ul", { class: "file-tray", "aria-label": "Attached files", hidden: true });
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  /** Attaches files, and begins to upload them. */
  add(files) {
    const room = MOST - this.#items.length;
    if (files.length > room) this.app.toasts.show(`A message takes ${MOST} files at most.`, "error");
    for (const file of [...files].slice(0, room)) {
      const item = { name: file.name, size: file.size, file: null };
      item.work = this.#upload(item, file);
      this.#items.push(item);
    }
    this.#draw();
  }

  /**
   * Empties the tray for a message that is being sent.
   * @returns {Promise<{ids: string[], restore: () => void}>} once all has been uploaded; `restore` if it could not be sent
   */
  async take() {
    while (this.#items.some((item) => !item.file)) await Promise.all(this.#items.map((item) => item.work));
    const taken = this.#items;
    this.#items = [];
    this.#draw();
    const restore = () => {
      this.#items = [...taken, ...this.#items];
      this.#draw();
    };
    return { ids: taken.map((item) => item.file.id), restore };
  }

  async #upload(item, file) {
    const answer = await this.app.api.upload(file);
    if (!answer.ok) {
      this.app.toasts.failed(answer);
      this.#items = this.#items.filter((other) => other !== item);
    } else item.file = answer.file;
    this.#draw();
  }

  async #remove(item) {
    this.#items = this.#items.filter((other) => other !== item);
    this.#draw();
    await item.work;
    if (item.file) await this.app.api.act("delete_file", { file: item.file.id });
  }

  #draw() {
    this.node.hidden = this.isEmpty;
    fill(this.node, this.#items.map((item) => chip(item, this.app, () => this.#remove(item))));
  }
}

/** One file that is attached; `item.file` is null while it is uploaded. */
export function chip(item, app, remove) {
  const picture = item.file?.mimetype?.startsWith("image/");
  return el("li", { class: "file-chip", "aria-busy": item.file === null },
    picture ? el("img", { src: addressOfFile(item.file, app), alt: "" }) : el("span", { class: "file-sign", "aria-hidden": true }, icon("file")),
    el("span", { class: "file-text" },
      el("span", { class: "file-name" }, item.name),
      el("span", { class: "hint" }, item.file ? sizeText(item.size) : "Uploading…")),
    el("button", { type: "button", class: "button quiet", "aria-label": `Remove ${item.name}`, onclick: remove }, icon("close")));
}
