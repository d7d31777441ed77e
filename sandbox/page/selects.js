// The select menus: what they begin with, and what they send.

import { Combobox } from "./combobox.js";
import { SOURCES } from "./sources.js";
import { word } from "./words.js";

/** A select of any source, for one value or several. */
export function select(element, block, surface, labels) {
  const many = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "").replace("_select", "")];
  const key = many ? source.many : source.single;
  const field = surface.bind(block, element);
  const value = field.get()[key];
  const { store } = surface.app;
  const combobox = new Combobox({
    labels,
    many,
    words: (name, values) => word(store, name, values),
    dataset: { actionId: element.action_id },
    placeholder: element.placeholder?.text ?? word(store, many ? "selectMany" : "selectOne"),
    max: element.max_selected_items,
    clearable: block.type === "input" && block.optional,
    chosen: (many ? value : [value]).filter((item) => item !== null && item !== undefined).map((item) => source.choice(item, store)),
    search: (typed, overtaken, waiting) => source.groups({ element, block, surface, typed, store, overtaken, waiting }),
    async change(chosen) {
      const before = field.get();
      const values = chosen.map((choice) => choice.value);
      const now = { [key]: many ? values : values[0] ?? null };
      field.set(now);
      const confirmed = await surface.act(block, element, now);
      if (!confirmed) field.set(before);
      return confirmed;
    },
  });
  return combobox.node;
}
