// The elements that are typed as plain text: text, e-mail, address, number. What they may hold the sandbox says.

import { el, uid } from "./dom.js";
import { word } from "./words.js";

const KINDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};
/** So near to its limit a text is counted. */
const NEAR = 20;

export function textInput(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const triggers = triggersOf(element, block);
  const tell = () => surface.act(block, element, { value: field.get().value });
  const notes = [counter(element, surface), enterHint(triggers, surface)].filter(Boolean);
  const attrs = {
    ...labels,
    "aria-describedby": [labels["aria-describedby"], ...notes.map((note) => note.node.id)].filter(Boolean).join(" ") || null,
    class: "input",
    dataset: { actionId: element.action_id },
    placeholder: element.placeholder?.text,
    value: field.get().value ?? "",
    oninput: (event) => {
      field.set({ value: event.target.value === "" ? null : event.target.value });
      for (const note of notes) note.count?.(event.target.value);
      if (triggers.includes("on_character_entered")) tell();
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT" || !block.dispatch_action) return;
      event.preventDefault();
      if (triggers.includes("on_enter_pressed")) tell();
    },
  };
  const input = element.multiline ? el("textarea", { rows: 4, ...attrs }) : el("input", { ...KINDS[element.type], ...attrs });
  for (const note of notes) note.count?.(input.value);
  return notes.length ? el("div", {}, input, notes.map((note) => note.node)) : input;
}

/** What makes an element tell the app while it is being typed in; nothing unless its block dispatches. */
export function triggersOf(element, block) {
  if (!block.dispatch_action) return [];
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

/** "Hint text will appear underneath the input explaining to the user to press enter" (Dispatch action configuration). */
export function enterHint(triggers, surface) {
  if (!triggers.includes("on_enter_pressed")) return null;
  return { node: el("p", { id: uid("enter"), class: "hint" }, word(surface.app.store, "enter")) };
}

/** How much may still be typed, once that is little. */
function counter(element, surface) {
  if (!element.max_length) return null;
  const node = el("p", { id: uid("counter"), class: "hint counter", "aria-live": "polite" });
  const count = (text) => {
    const left = element.max_length - text.length;
    node.textContent = left > NEAR ? "" : word(surface.app.store, left < 0 ? "over" : "left", { limit: Math.abs(left) });
    node.classList.toggle("over", left < 0);
  };
  return { node, count };
}
