// The pickers of a date, a time, and both; by the browser's own controls.

import { el, uid } from "./dom.js";
import { instantOf, localOf } from "./times.js";
import { word } from "./words.js";

export function datePicker(element, block, surface, labels) {
  return picker("date", "selected_date", element, block, surface, labels, {
    show: (value) => value ?? "",
    read: (text) => text || null,
  });
}

/** A time of day; in another time zone than the person's own, it says so. */
export function timePicker(element, block, surface, labels) {
  const { store } = surface.app;
  const elsewhere = element.timezone && element.timezone !== store.me.tz;
  const id = uid("zone");
  const described = [labels["aria-describedby"], id].filter(Boolean).join(" ");
  const input = timeInput(element, block, surface, elsewhere ? { ...labels, "aria-describedby": described } : labels);
  if (!elsewhere) return input;
  return el("div", {}, input, el("p", { id, class: "hint" }, word(store, "zone", { zone: element.timezone.replaceAll("_", " ") })));
}

function timeInput(element, block, surface, labels) {
  return picker("time", "selected_time", element, block, surface, labels, {
    show: (value) => value ?? "",
    read: (text) => text || null,
  });
}

/** A moment, shown in the person's zone and sent as seconds since 1970. */
export function dateTimePicker(element, block, surface, labels) {
  const { tz } = surface.app.store.me;
  return picker("datetime-local", "selected_date_time", element, block, surface, labels, {
    show: (value) => (value ? localOf(value * 1000, tz) : ""),
    read: (text) => (text ? instantOf(text, tz) / 1000 : null),
  });
}

function picker(type, key, element, block, surface, labels, { show, read }) {
  const field = surface.bind(block, element);
  const change = async (event) => {
    const before = field.get();
    const value = read(event.target.value);
    if (value === before[key]) return;
    field.set({ [key]: value });
    if (value === null || (await surface.act(block, element, { [key]: value }))) return;
    field.set(before);
    event.target.value = show(before[key]);
  };
  return el("input", {
    ...labels,
    type,
    class: "input picker",
    dataset: { actionId: element.action_id },
    value: show(field.get()[key]),
    onchange: change,
  });
}
