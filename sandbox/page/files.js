// Files as messages show them: pictures as pictures, others as cards; with download, and for one's own with deletion.

import { openDialog, plainConfirm } from "./dialog.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

/** Slack shows pictures no larger; their place is kept while they load. */
const WIDEST = 360;

/** The nodes of a message's files; null if there are none. */
export function filesNode(message, app) {
  if (!message.files?.length) return null;
  return el("div", { class: "files" }, message.files.map((file) => fileNode(file, app)));
}

function fileNode(file, app) {
  if (file.mode === "tombstone") return el("p", { class: "file-gone hint" }, icon("trash"), "This file was deleted.");
  return isPicture(file) ? picture(file, app) : card(file, app);
}

const isPicture = (file) => file.mimetype?.startsWith("image/") && (file.original_w || file.filetype === "svg");

/** Where the page gets a file's bytes, as the person that it acts as. */
export function addressOfFile(file, app, { download = false } = {}) {
  const query = new URLSearchParams({ as: app.store.me.id, ...(download ? { download: "" } : {}) });
  return `/page/files/${file.id}?${query}`;
}

/** "PDF, 24 kB": kind and size as people read them. */
export function factsOf({ pretty_type: kind, size }) {
  return [kind, sizeText(size)].filter(Boolean).join(", ");
}

export function sizeText(size) {
  if (size < 1000) return `${size} ${size === 1 ? "byte" : "bytes"}`;
  const [value, unit] = size < 1_000_000 ? [size / 1000, "kB"] : [size / 1_000_000, "MB"];
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

function picture(file, app) {
  const label = file.alt_txt || file.title;
  const scale = file.original_w ? Math.min(1, WIDEST / file.original_w, WIDEST / file.original_h) : 1;
  const image = el("img", {
    src: addressOfFile(file, app),
    alt: label,
    loading: "lazy",
    width: file.original_w ? Math.round(file.original_w * scale) : WIDEST,
    height: file.original_h ? Math.round(file.original_h * scale) : null,
  });
  return el("figure", { class: "file file-picture", dataset: { fileId: file.id } },
    el("figcaption", { class: "hint" }, el("span", { class: "file-name" }, file.title), tools(file, app)),
    el("button", { type: "button", class: "file-open", "aria-label": `View ${label}`, dataset: { focus: `view-${file.id}` }, onclick: () => view(file, app) }, image));
}

/** The picture as large as there is room for. */
function view(file, app) {
  const label = file.alt_txt || file.title;
  openDialog({
    class: "dialog-picture",
    title: file.title,
    body: el("img", { src: addressOfFile(file, app), alt: label }),
    foot: [el("span", { class: "hint file-facts" }, factsOf(file)), downloadLink(file, app, "button", "Download")],
  });
}

function card(file, app) {
  return el("div", { class: "file file-card", role: "group", "aria-label": `File ${file.title}`, dataset: { fileId: file.id } },
    el("div", { class: "file-head" },
      el("span", { class: "file-sign", "aria-hidden": true }, icon("file")),
      el("span", { class: "file-text" },
        el("span", { class: "file-name" }, file.title),
        el("span", { class: "hint" }, factsOf(file))),
      tools(file, app)),
    file.preview && el("pre", { class: "file-preview", tabindex: "-1" }, file.preview, file.lines_more > 0 && `\n…`));
}

function tools(file, app) {
  return el("span", { class: "file-tools" },
    downloadLink(file, app, "button quiet", icon("download"), `Download ${file.title}`),
    file.user === app.store.me.id && el("button", {
      type: "button", class: "button quiet", "aria-label": `Delete file ${file.title}`, title: "Delete file", dataset: { focus: `delete-${file.id}` },
      onclick: () => remove(file, app),
    }, icon("trash")));
}

function downloadLink(file, app, style, content, label = null) {
  return el("a", {
    class: style, href: addressOfFile(file, app, { download: true }), download: file.name, "aria-label": label, title: label && "Download", dataset: { focus: `download-${file.id}` },
  }, content);
}

async function remove(file, app) {
  const question = plainConfirm("Delete file", `${file.title} will be gone for everyone, wherever it is shared. This cannot be undone.`, "Delete");
  if (await app.confirm(question)) await app.act("delete_file", { file: file.id });
}
