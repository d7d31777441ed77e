// The element file_input of a modal: files are uploaded when they are chosen or dropped, and sent with the form.

import { el, fill, uid } from "./dom.js";
import { chip } from "./filetray.js";
import { word } from "./words.js";

const KINDS = { jpeg: "jpg", tif: "tiff", htm: "html", yml: "yaml" };

export function fileInput(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const { store } = surface.app;
  const most = element.max_files ?? 10;
  const hintId = uid("hint");
  const input = el("input", {
    ...labels,
    type: "file",
    class: "unseen",
    multiple: most > 1,
    accept: (element.filetypes ?? []).map((ending) => `.${ending.replace(/^\./, "")}`).join(",") || null,
    "aria-describedby": [labels["aria-describedby"], hintId].filter(Boolean).join(" "),
    onchange: () => {
      add([...input.files]);
      input.value = ""; // so that the same file can be chosen once more
    },
  });
  const list = el("ul", { class: "file-tray" });
  const zone = el("label", { class: "file-zone" }, input,
    el("span", { class: "button small", "aria-hidden": true }, word(store, "addFiles")),
    el("span", { id: hintId, class: "hint" }, hint(element, most, store)));
  const node = el("div", { class: "file-input", dataset: { actionId: element.action_id } }, list, zone);

  // What is under way outlives a new drawing of the modal: it is kept with the surface, not with these nodes.
  surface.uploads ??= new Map();
  const key = `${block.block_id} ${element.action_id}`;
  const now = () => surface.uploads.get(key);
  surface.uploads.set(key, { under: now()?.under ?? [], draw });

  function draw() {
    const done = field.get().files.map((file) => ({ name: file.title, size: file.size, file }));
    list.hidden = done.length + now().under.length === 0;
    fill(list,
      done.map((item) => chip(item, surface.app, () => remove(item.file))),
      now().under.map((item) => chip(item, surface.app, () => drop(item))));
  }

  function add(files) {
    const room = most - field.get().files.length - now().under.length;
    const wrong = files.map((file) => refusal(file, element, store)).find(Boolean) ?? (files.length > room && word(store, "mostFiles", { limit: most }));
    if (wrong) {
      surface.app.toasts.show(wrong, "error");
      return;
    }
    for (const file of files) upload(file);
    now().draw();
  }

  async function upload(file) {
    const item = { name: file.name, size: file.size, file: null };
    now().under.push(item);
    const answer = await surface.app.api.upload(file);
    const wanted = now().under.includes(item);
    drop(item);
    if (!answer.ok) surface.app.toasts.failed(answer);
    else if (wanted) field.set({ files: [...field.get().files, answer.file] });
    now().draw();
  }

  function drop(item) {
    now().under = now().under.filter((other) => other !== item);
    now().draw();
  }

  function remove(file) {
    field.set({ files: field.get().files.filter((other) => other.id !== file.id) });
    now().draw();
    input.focus();
    surface.app.api.act("delete_file", { file: file.id });
  }

  node.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    add([...event.dataTransfer.files]);
  });
  draw();
  return node;
}

function hint(element, most, store) {
  const kinds = (element.filetypes ?? []).join(", ");
  return [kinds, word(store, "mostFiles", { limit: most })].filter(Boolean).join(" · ");
}

/** What the sandbox would say when the form is submitted, said at once. */
function refusal(file, { filetypes, max_file_size_bytes: largest = 10_000_000 }, store) {
  const plain = (ending) => KINDS[ending.toLowerCase()] ?? ending.toLowerCase();
  const ending = plain(file.name.includes(".") ? file.name.split(".").at(-1) : "");
  const allowed = filetypes?.map((kind) => plain(kind.replace(/^\./, "")));
  if (allowed && !allowed.includes(ending)) return word(store, "fileKinds", { kinds: filetypes.join(", ") });
  return file.size > largest ? word(store, "fileSize", { limit: Math.floor(largest / 1_000_000) }) : null;
}
